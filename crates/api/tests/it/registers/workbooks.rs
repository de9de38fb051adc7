//! Workbooks have typed cells, and refuse to be longer than a sheet.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use serde_json::json;
use shared::registers::wire::records_path;
use shared::registers::{Kind, REGISTERS};

use super::tables::{names, shown};
use super::{SLUG, another, enter, list, officer};
use crate::support::TestApp;

#[actix_web::test]
async fn a_workbook_has_the_rows_of_the_list_in_typed_cells() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for number in 1..=3 {
            let mut values = another(register, number);
            let text = register
                .columns
                .iter()
                .rfind(|it| it.is_public() && matches!(it.kind, Kind::Text(_)));
            values.insert(text.unwrap().name.to_owned(), json!("=1+1"));
            enter(&staff, register, values).await.assert(201);
        }
        let items = list(&app, register, "").await.items;
        let path = format!("{}.xlsx", records_path(SLUG, register));
        let answer = app.get(&path).await.assert(200);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.body.to_vec())).unwrap();
        let (_, sheet) = book.worksheets().into_iter().next().unwrap();
        let rows: Vec<_> = sheet.rows().collect();
        assert_eq!(rows.len(), 4, "{}", register.id);
        assert_eq!(rows[0][0], Data::String("Identificador".to_owned()));
        for (row, item) in rows[1..].iter().zip(&items) {
            assert_eq!(row[1], Data::Float(1.0));
            for (at, (name, column)) in names(register).into_iter().enumerate() {
                let Some(column) = column else { continue };
                let value = &item.values[column.name];
                let cell = &row[at];
                if value.is_null() {
                    assert!(matches!(cell, Data::Empty), "{name}: {cell:?}");
                    continue;
                }
                let number = || match cell {
                    Data::Float(number) => *number,
                    other => panic!("{}: {name}: {other:?}", register.id),
                };
                let whole = || shown(column, value).parse::<f64>().unwrap();
                match column.kind {
                    Kind::Integer | Kind::Money | Kind::Percent | Kind::Degrees => {
                        assert!((number() - whole()).abs() < 1e-9, "{name}");
                    }
                    Kind::Date | Kind::Instant => {
                        let Data::DateTime(at) = cell else {
                            panic!("{name}: {cell:?}")
                        };
                        let at = at.to_ymd_hms_milli();
                        let text = shown(column, value);
                        assert!(
                            text.starts_with(&format!("{:02}/{:02}/{}", at.2, at.1, at.0)),
                            "{name}: {text}"
                        );
                    }
                    Kind::Time => assert!(matches!(cell, Data::DateTime(_)), "{name}: {cell:?}"),
                    _ => assert_eq!(cell, &Data::String(shown(column, value)), "{name}"),
                }
            }
        }
    }
}

#[actix_web::test]
async fn more_records_than_a_sheet_has_rows_are_refused_with_what_helps() {
    let app = TestApp::demo_with(|settings| settings.server.workbook_rows = 2).await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for number in 1..=3 {
            enter(&staff, register, another(register, number))
                .await
                .assert(201);
        }
        let path = format!("{}.xlsx", records_path(SLUG, register));
        let problem = app.get(&path).await.assert(422).problem();
        assert_eq!(problem.errors[0].code, "too_many_rows");
        assert!(problem.errors[0].message.contains("«from»"));
        let day = list(&app, register, "").await.items[0].values[register.date()].clone();
        let day = day.as_str().unwrap();
        app.get(&format!("{path}?from={day}&to={day}"))
            .await
            .assert(200);
    }
}
