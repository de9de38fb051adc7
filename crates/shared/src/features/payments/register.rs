//! The declaration of the register of payments to suppliers.

use crate::access::Permission;
use crate::registers::import::Reading;
use crate::registers::{
    By, Calendar, Choice, Column, Doubt, Doubtful, Kind, Licence, Measure, Periodicity, Register,
    Statistic,
};

const fn doubt(code: &'static str, label: &'static str, test: Doubtful) -> Doubt {
    Doubt { code, label, test }
}

const fn choice(code: &'static str, label: &'static str) -> Choice {
    Choice { code, label }
}

const MEANS: &[Choice] = &[
    choice("transfer", "Transferencia (CCI)"),
    choice("check", "Cheque"),
    choice("order_letter", "Carta orden"),
];

const STATES: &[Choice] = &[
    choice("issued", "Emitido"),
    choice("ready", "Listo para entrega"),
    choice("delivered", "Entregado"),
    choice("collected", "Cobrado"),
    choice("void", "Anulado"),
    choice("expired", "Vencido"),
];

/// The register of payments to suppliers.
pub static REGISTER: Register = Register {
    id: "payments",
    path: "pagos",
    title: "Pagos a proveedores",
    record: "Pago",
    description: "Lo que la municipalidad pagó a empresas y proveedores, con qué orden y en qué estado está.",
    legal_basis: "TUO de la Ley 27806 (DS 021-2019-JUS), art. 25",
    columns: &[
        Column::new("issued_on", "Fecha de emisión", Kind::Date, "2026-10-15")
            .required()
            .filterable()
            .also(&["fecha", "fecha emision", "f. emision"]),
        Column::new("number", "Número", Kind::Text(30), "0004512")
            .about("Número del cheque o de la transferencia.")
            .required()
            .searchable()
            .filterable()
            .also(&["nro cheque", "n° cheque", "cheque", "nro"]),
        Column::new(
            "supplier_name",
            "Proveedor",
            Kind::Text(200),
            "Distribuidora del Norte SAC",
        )
        .required()
        .searchable()
        .facet()
        .also(&["razon social", "empresa", "proveedor/razon social"]),
        Column::new("supplier_ruc", "RUC", Kind::Ruc, "20100070970")
            .required()
            .searchable()
            .filterable()
            .also(&["nro ruc", "ruc proveedor"]),
        Column::new(
            "holder_document",
            "DNI del titular",
            Kind::Document,
            "40123456",
        )
        .about("Solo lo consulta el titular del pago.")
        .restricted(),
        Column::new(
            "description",
            "Glosa",
            Kind::Text(500),
            "Adquisición de cemento para la vía Sullana",
        )
        .required()
        .searchable()
        .also(&["concepto", "detalle"]),
        Column::new("amount_cents", "Importe", Kind::Money, "123450")
            .required()
            .filterable()
            .sortable()
            .also(&["monto", "importe s/", "total"]),
        Column::new("means", "Medio de pago", Kind::Choice(MEANS), "transfer")
            .required()
            .facet(),
        Column::new("state", "Estado", Kind::Choice(STATES), "collected")
            .required()
            .facet(),
        Column::new("source", "Fuente o rubro", Kind::Text(100), "FONCOMUN")
            .facet()
            .also(&["rubro", "fuente de financiamiento"]),
        Column::new("siaf_file", "Expediente SIAF", Kind::Text(15), "0000012345")
            .filterable()
            .also(&["siaf", "exp. siaf", "nro siaf"]),
        Column::new("purchase_order", "Orden", Kind::Text(30), "O/C 512-2026")
            .filterable()
            .also(&["orden de compra", "o/c", "o/s"]),
        Column::new("project_code", "CUI", Kind::Text(10), "2456789").filterable(),
        Column::new("voucher", "Comprobante", Kind::Text(30), "CP 1204")
            .also(&["comprobante interno", "c/p"]),
        Column::new(
            "bank_account",
            "Cuenta de cargo",
            Kind::Text(60),
            "CTA CTE FONCOMUN ****1234",
        )
        .about("Solo la descripción y las cuatro últimas cifras.")
        .hides_numbers()
        .also(&["cuenta bancaria", "cuenta"]),
    ],
    key: &["number", "issued_on", "supplier_ruc"],
    order: &["issued_on", "number"],
    geometry: None,
    calendar: Calendar {
        times: None,
        title: &["supplier_name"],
        about: &["number", "description", "amount_cents", "state"],
        place: None,
    },
    doubts: &[
        doubt(
            "future_payment",
            "El pago es posterior a su anotación",
            Doubtful::Future("issued_on"),
        ),
        doubt(
            "no_amount",
            "El importe no es mayor que cero",
            Doubtful::Below("amount_cents", 1),
        ),
    ],
    statistics: &[
        Statistic {
            id: "by_month",
            title: "Importe pagado por mes",
            most: "el mayor importe",
            measure: Measure::Sum("amount_cents"),
            by: By::Month,
        },
        Statistic {
            id: "by_supplier",
            title: "Importe pagado por proveedor",
            most: "el mayor importe",
            measure: Measure::Sum("amount_cents"),
            by: By::Value("supplier_name"),
        },
        Statistic {
            id: "by_source",
            title: "Importe pagado por fuente o rubro",
            most: "el mayor importe",
            measure: Measure::Sum("amount_cents"),
            by: By::Value("source"),
        },
        Statistic {
            id: "by_state",
            title: "Pagos por estado",
            most: "más pagos",
            measure: Measure::Records,
            by: By::Value("state"),
        },
    ],
    periodicity: Periodicity::Monthly,
    licence: Licence::OdcBy,
    entered_by: Permission::RegistersEdit,
    amended_by: Permission::RegistersEdit,
    reading: Reading::PLAIN,
};
