//! Several records withdrawn at once: all of them, or none.

use serde_json::{Value as Json, json};
use shared::registers::wire::{StaffRecordOut, WithdrawnOut, staff_withdrawals_path};
use shared::registers::{REGISTERS, Register};

use super::{SLUG, another, enter, list, officer};
use crate::support::{Answer, Staff, TestApp};

const REASON: &str = "Se cargaron dos veces";

async fn entered(staff: &Staff<'_>, register: &'static Register, number: u32) -> StaffRecordOut {
    let answer = enter(staff, register, another(register, number)).await;
    answer.assert(201).read()
}

async fn withdraw_all(
    staff: &Staff<'_>,
    register: &Register,
    records: &[&StaffRecordOut],
    reason: &str,
) -> Answer {
    let seen: Vec<Json> = records
        .iter()
        .map(|record| json!({ "id": record.id, "version": record.version }))
        .collect();
    let body = json!({ "records": seen, "reason": reason });
    staff.post(&staff_withdrawals_path(register), &body).await
}

#[actix_web::test]
async fn several_records_leave_together_each_with_its_trace() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let [first, second, third] = [
            entered(&staff, register, 1).await,
            entered(&staff, register, 2).await,
            entered(&staff, register, 3).await,
        ];
        let answer = withdraw_all(&staff, register, &[&first, &third], REASON).await;
        let out: WithdrawnOut = answer.assert(200).read();
        assert_eq!(out.withdrawn, 2);
        let left = list(&app, register, "").await;
        let left: Vec<_> = left.items.iter().map(|item| item.id).collect();
        assert_eq!(left, [second.id], "{}", register.id);
        let path = format!("/api/v1/m/{SLUG}/registers/{}/{}", register.id, first.id);
        let detail = app.get(&path).await.assert(200).json();
        assert_eq!(detail["history"][1]["act"], "withdrawn");
        assert_eq!(detail["history"][1]["act_reason"], REASON);
    }
}

#[actix_web::test]
async fn one_that_cannot_be_withdrawn_keeps_all_of_them() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let (first, second) = (
            entered(&staff, register, 1).await,
            entered(&staff, register, 2).await,
        );
        let mut old = second.clone();
        old.version = 7;
        let answer = withdraw_all(&staff, register, &[&first, &old], REASON).await;
        assert_eq!(answer.assert(422).wrong_fields(), ["records[1]"]);
        // The same record twice: it is gone when its turn comes again.
        let answer = withdraw_all(&staff, register, &[&first, &first], REASON).await;
        assert_eq!(answer.assert(422).wrong_fields(), ["records[1]"]);
        let none = withdraw_all(&staff, register, &[], "no").await;
        assert_eq!(none.assert(422).wrong_fields(), ["reason", "records"]);
        assert_eq!(list(&app, register, "").await.items.len(), 2);
        // Of another municipality: unknown there.
        let elsewhere = officer(&app, register, "munipiura").await;
        let answer = withdraw_all(&elsewhere, register, &[&first], REASON).await;
        assert_eq!(answer.assert(422).wrong_fields(), ["records[0]"]);
        assert_eq!(list(&app, register, "").await.items.len(), 2);
    }
}
