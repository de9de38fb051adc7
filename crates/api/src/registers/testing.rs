//! Records of every register, for tests of what handles all tables alike.

use sea_orm::{ConnectionTrait, Statement};
use shared::registers::{REGISTERS, Record, Register, Value};
use uuid::Uuid;

use super::{About, Place, correct, create, withdraw};
use crate::db::Scope;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::write::testing::TestState;
use crate::write::{Caller, Change, Recorded, Tx};

/// The example of the declaration.
pub(crate) fn example(register: &'static Register) -> Record {
    let columns = register.columns.iter();
    let values = columns.map(|column| {
        let value = Value::written(column, column.example).unwrap();
        (column.name.to_owned(), value.json(column.kind))
    });
    Record::of(register, &values.collect()).unwrap()
}

/// Makes a municipality, and enters records for it.
pub(crate) async fn fill(test: &TestState) {
    let owner = test.owner().await;
    let sql = "INSERT INTO municipalities (id, slug, kind, name, ubigeo, populated_center_key, department, province,
        district, search_text, sort_key, status, mode, registered_at, updated_at)
        VALUES ($1, $2, 'district', $2, '200104', '', 'Piura', 'Piura', 'Castilla', $2, $2, 'configuring', 'demo', $3, $3)";
    let now = test.state.clock.now();
    let values = [Uuid::now_v7().into(), "munidelejemplo".into(), now.into()];
    let row = Statement::from_sql_and_values(owner.get_database_backend(), sql, values);
    owner.execute_raw(row).await.unwrap();
    add(&test.state).await;
}

/// Enters three records of every register for the first municipality, corrects one and withdraws another.
pub(crate) async fn add(state: &AppState) {
    let conn = state.db.public();
    let first = "SELECT id FROM municipalities ORDER BY slug LIMIT 1";
    let first = Statement::from_string(conn.get_database_backend(), first);
    let row = conn.query_one_raw(first).await.unwrap().unwrap();
    let municipality: Uuid = row.try_get_by_index(0).unwrap();
    for register in REGISTERS {
        let fill = Fill {
            register,
            municipality,
        };
        state.write.run(Caller::system("test"), fill).await.unwrap();
    }
}

struct Fill {
    register: &'static Register,
    municipality: Uuid,
}

impl Change for Fill {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let record = example(self.register);
        let places = [(); 3].map(|()| Place {
            register: self.register,
            municipality: self.municipality,
            id: Uuid::now_v7(),
        });
        for place in places {
            let about = About {
                is_published: true,
                ..About::default()
            };
            let (_entered, _) = create(tx, place, &record, about).await?;
        }
        let about = || About {
            reason: Some("Una prueba".to_owned()),
            ..About::default()
        };
        let (_corrected, _) = correct(tx, places[0], &record, 1, about()).await?;
        let (receipt, _) = withdraw(tx, places[1], 1, about()).await?;
        Ok(receipt.with(()))
    }
}
