//! One record, from its entry to its withdrawal, and what is refused before.

use chrono::TimeDelta;
use serde_json::{Map, json};
use shared::registers::REGISTERS;
use shared::registers::wire::{RecordDetail, StaffRecordOut, records_path};

use super::{SLUG, another, encoded, enter, example, list, officer, withdraw};
use crate::support::TestApp;

#[actix_web::test]
async fn a_correction_keeps_what_stood_before_and_a_withdrawal_its_reason() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let entered = enter(&staff, register, example(register)).await.assert(201);
        let path = entered.header("location").unwrap().to_owned();
        let first: StaffRecordOut = entered.read();
        // What only a procedure writes is told as well, and empty.
        let written = first.values.clone().into_iter();
        let written: Map<_, _> = written.filter(|(_, value)| !value.is_null()).collect();
        assert_eq!(written, example(register), "{}", register.id);
        let before = app.now();
        app.wait(TimeDelta::minutes(4));

        let mut values = another(register, 3);
        values.insert(register.date().to_owned(), json!("2026-11-20"));
        let body = json!({ "values": values, "reason": "Se leyó mal el documento" });
        let tag = entered.header("etag").unwrap();
        let unreasoned = json!({ "values": values, "reason": " " });
        let refused = staff.put(&path, tag, &unreasoned).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["reason"]);
        let corrected = staff.put(&path, tag, &body).await.assert(200);
        staff.put(&path, tag, &body).await.assert(412);

        let public = format!("{}/{}", records_path(SLUG, register), first.id);
        let now: RecordDetail = app.get(&public).await.assert(200).read();
        assert_eq!((now.record.version, now.history.len()), (2, 2));
        assert_eq!(now.record.values[register.date()], "2026-11-20");
        assert_eq!(
            now.history[1].act_reason.as_deref(),
            Some("Se leyó mal el documento")
        );
        let at = encoded(&before.to_rfc3339());
        let then: RecordDetail = app
            .get(&format!("{public}?as_of={at}"))
            .await
            .assert(200)
            .read();
        assert_eq!(
            then.record.values[register.date()],
            first.values[register.date()]
        );
        assert_eq!(then.citation.digest, now.history[0].record.digest);
        let past = list(&app, register, &format!("as_of={at}")).await;
        assert_eq!(past.items[0].version, 1);
        let words = first.values[register
            .columns
            .iter()
            .find(|it| it.is_searchable)
            .unwrap()
            .name]
            .clone();
        let words = encoded(words.as_str().unwrap());
        let found = list(&app, register, &format!("as_of={at}&q={words}")).await;
        assert_eq!(found.items.len(), 1, "{}: {words}", register.id);

        app.wait(TimeDelta::minutes(4));
        let tag = corrected.header("etag").unwrap();
        let gone = withdraw(&staff, &path, tag, "Se anotó dos veces")
            .await
            .assert(200);
        assert_eq!(gone.json()["act"], "withdrawn");
        assert_eq!(list(&app, register, "").await.items, []);
        let left: RecordDetail = app.get(&public).await.assert(200).read();
        assert_eq!(left.history.len(), 3);
        assert_eq!(
            left.history[2].act_reason.as_deref(),
            Some("Se anotó dos veces")
        );
        let tag = gone.header("etag").unwrap();
        withdraw(&staff, &path, tag, "Otra vez").await.assert(409);
    }
    app.verified().await;
}

#[actix_web::test]
async fn what_is_wrong_is_named_by_its_column_and_nothing_is_stored() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for column in register.columns {
            let mut values = example(register);
            values.insert(column.name.to_owned(), json!({ "otro": "valor" }));
            let refused = enter(&staff, register, values).await.assert(422);
            assert_eq!(refused.wrong_fields(), [format!("values.{}", column.name)]);
            if column.is_required {
                let mut values = example(register);
                values.remove(column.name);
                let refused = enter(&staff, register, values).await.assert(422);
                assert_eq!(refused.wrong_fields(), [format!("values.{}", column.name)]);
            }
        }
        assert_eq!(
            list(&app, register, "total=true").await.total,
            Some(0),
            "{}",
            register.id
        );
        for query in [
            "otra=1",
            "limit=0",
            "sort=search",
            "cursor=x",
            "as_of=ayer",
            "from=ayer",
        ] {
            let path = format!("{}?{query}", records_path(SLUG, register));
            app.get(&path).await.assert(400);
        }
    }
}
