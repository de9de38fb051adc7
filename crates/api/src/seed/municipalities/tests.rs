//! Register files: one of our own with the traps of the real ones, and the real ones where they are at hand.

use std::path::PathBuf;

use super::*;

/// Both headers, names shouted and joined with capitals, young districts under the name of the old, two spellings.
const OWN: &str = "\
RUC,NOMBRE_DE_ENTIDAD,DEPARTAMENTO,PROVINCIA,DISTRITO,CODIGO_SIAF,CODCONSUCODE,ESTADO,ULTIMAACTUALIZACION
20206590921,MUNICIPALIDAD DISTRITAL DE PAMPAS - HUARAZ,ANCASH,HUARAZ,PAMPAS GRANDE,300093,158,Activo,30/09/15
20608010212,MUNICIPALIDAD DISTRITAL  DE KUMPIRUSHIATO,CUSCO,LA CONVENCION,KUMPIRUSHIATO,301893,204750,Activo,20/07/21
20154477374,MUNICIPALIDAD PROVINCIAL DE PIURA,PIURA,PIURA,PIURA,301529,1584,Activo,20/07/21
20147705850,MUNICIPALIDAD PROVINCIAL DE NAZCA,ICA,NAZCA,NAZCA,300985,1050,Activo,20/07/21
20574738866,MUNICIPALIDAD DISTRITAL DE ANCHIHUAY,AYACUCHO,LA MAR,ANCO,301851,201469,Activo,20/07/21
20339031038,MUNICIPALIDAD DISTRITAL DE LARAOS - HUAROCHIRI,LIMA,HUAROCHIRI,LARAOS,301350,1415,Activo,20/07/21
20567287085,MUNICIPALIDAD DISTRITAL DE YAGUAS,LORETO,ALTO AMAZONAS,BALSAPUERTO,301857,201486,Activo,20/07/21
20493465491,MUNICIPALIDAD PROVINCIAL DEL DATEM DEL MARAÑON,LORETO,DATEM DEL MARAÑON,ANDOAS,301436,200199,Activo,20/07/21
20574761680,MUNICIPALIDAD PROVINCIAL DE HUAMANGA - TERRAPUERTO MUNICIPAL,AYACUCHO,HUAMANGA,AYACUCHO,1,2,Activo,20/07/21
20142701597,MUNICIPALIDAD PROVINCIAL DE HUAMANGA,AYACUCHO,HUAMANGA,AYACUCHO,1,2,Activo,20/07/21
20131379600,MUNICIPALIDAD DISTRITAL DE LA PUNTA,CALLAO,CALLAO,LA PUNTA,1,2,Inactivo,20/07/21
20131379601,MUNICIPALIDAD DISTRITAL DE LA PERLA,CALLAO,CALLAO,LA PERLA,1,2,Activo,20/07/21
20168999926,PRESIDENCIA DEL CONSEJO DE MINISTROS,LIMA,LIMA,LIMA,1,2,Activo,20/07/21
20131372931,MUNICIPALIDAD DISTRITAL DE NINGUNA PARTE,LIMA,LIMA,OTRA,1,2,Activo,20/07/21
";

fn judged(bytes: &[u8]) -> (Vec<Candidate>, Report) {
    let places = Places::new(places::file_rows().unwrap());
    judge(
        &places,
        read::rows(bytes).unwrap(),
        "2026-11-21".parse().unwrap(),
    )
}

fn lines(lines: &[Line]) -> Vec<u64> {
    lines.iter().map(|line| line.line).collect()
}

#[test]
fn every_row_is_loaded_or_named_with_the_reason() {
    let (candidates, report) = judged(OWN.as_bytes());
    let found: Vec<_> = candidates
        .iter()
        .map(|row| (row.line, row.new.ubigeo.to_string()))
        .collect();
    let expected = [
        (2, "020109"),
        (11, "050101"),
        (6, "050510"),
        (3, "080915"),
        (5, "110301"),
        (7, "150712"),
        (9, "160701"),
        (8, "160804"),
        (4, "200101"),
    ];
    assert_eq!(found, expected.map(|(line, code)| (line, code.to_owned())));
    assert_eq!(lines(&report.skipped), [10, 12, 13, 14]);
    assert_eq!(lines(&report.unmatched), [15]);
    assert_eq!(lines(&report.noted), [2, 6, 7, 8]);
    let names: Vec<_> = candidates
        .iter()
        .filter_map(|row| row.new.name.as_deref())
        .collect();
    assert!(
        names.contains(&"Municipalidad Distrital de Kumpirushiato")
            && names.contains(&"Municipalidad Provincial del Datem del Marañón"),
        "{names:?}"
    );
}

#[test]
fn files_from_spreadsheets_are_read_as_well() {
    let header = "\u{feff}ruc;nombre;tipo;ubigeo;departamento;provincia;distrito\r\n";
    let row =
        "20172618864;Municipalidad distrital de Castilla;distrital;200104;Piura;Piura;Castilla\r\n";
    let (candidates, report) = judged(format!("{header}{row}").as_bytes());
    assert_eq!((candidates.len(), report), (1, Report::default()));
    let latin = b"ruc,nombre,departamento,provincia,distrito\n20131369558,MUNICIPALIDAD DISTRITAL DE NU\xd1OA,PUNO,MELGAR,NU\xd1OA\n";
    let (candidates, _) = judged(latin);
    assert_eq!(
        candidates.first().unwrap().new.name.as_deref(),
        Some("Municipalidad Distrital de Nuñoa")
    );
    assert!(read::rows(b"a,b\n1,2\n").is_err());
}

/// Real files are not ours to ship: without them this test says so and passes.
#[test]
fn the_registers_of_the_country_are_loaded_whole() {
    let folder = std::env::var_os("MUNICA_TRIAL_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    for name in ["municipalidades_osce.csv", "municipalidades_con_ubigeo.csv"] {
        let Ok(bytes) = std::fs::read(folder.join("municipalidades").join(name)) else {
            eprintln!(
                "skipped: {name} is not at hand; set MUNICA_TRIAL_DATA to the folder of the trial data"
            );
            continue;
        };
        let (candidates, report) = judged(&bytes);
        eprintln!("{name}: {} found\n{report}", candidates.len());
        assert_eq!(
            candidates.len() + report.skipped.len() + report.unmatched.len(),
            1_892
        );
        assert!(
            report.unmatched.is_empty() && candidates.len() == 1_891,
            "{report}"
        );
        let provincial = candidates
            .iter()
            .filter(|row| row.new.kind == MunicipalityKind::Provincial);
        assert_eq!(provincial.count(), 196);
    }
}
