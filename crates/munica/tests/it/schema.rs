//! PostgreSQL: the owner migrates, the application serves, and neither does the other's work.

use sea_orm::{ConnectOptions, ConnectionTrait, Database};

use crate::process::{Home, Running, complaint, free_port, get};

#[tokio::test]
async fn serving_needs_no_owner_and_names_the_command_where_the_schema_is_missing() {
    // On SQLite the program is the owner of its file and migrates it itself.
    let Ok(cluster) = std::env::var("MUNICA_TEST_PG") else {
        return;
    };
    let name = format!("serve_{}", uuid::Uuid::now_v7().simple());
    execute(&cluster, &format!("CREATE DATABASE {name}")).await;
    let (server, _) = cluster.rsplit_once('/').unwrap();
    let owner = format!("{server}/{name}");
    let host = server.rsplit_once('@').unwrap().1;
    let role = |role: &str| format!("postgres://{role}@{host}/{name}");
    let home = Home::new();
    let mut migrate = home.munica(&["migrate"]);
    migrate.env("MUNICA_DATABASE__URL", role("munica_app"));
    migrate.env("MUNICA_DATABASE__OWNER_URL", &owner);
    // Roles belong to the cluster: another test may have made them.
    let mut before = home.munica(&["serve", "--api-only"]);
    before.env("MUNICA_DATABASE__URL", &owner);
    before.env("MUNICA_DATABASE__ALLOW_UNSAFE_DURABILITY", "true");
    let refused = complaint(&before.output().unwrap());
    assert!(refused.contains("«munica migrate»"), "{refused}");
    assert_eq!(refused.lines().count(), 1, "{refused}");
    assert!(migrate.status().unwrap().success());
    for role in ["munica_app", "munica_reader"] {
        execute(&cluster, &format!("ALTER ROLE {role} LOGIN")).await;
    }
    let port = free_port();
    let bind = format!("127.0.0.1:{port}");
    let mut serve = home.munica(&["serve", "--api-only", "--bind", &bind]);
    serve.env("MUNICA_DATABASE__URL", role("munica_app"));
    serve.env("MUNICA_DATABASE__READ_URL", role("munica_reader"));
    serve.env("MUNICA_DATABASE__ALLOW_UNSAFE_DURABILITY", "true");
    let server = Running::start(serve, "Munica atiende");
    assert!(get(port, "/ready").starts_with("HTTP/1.1 200"));
    execute(&owner, "DELETE FROM seaql_migrations").await;
    assert!(get(port, "/ready").starts_with("HTTP/1.1 503"));
    server.terminate();
    assert!(server.end().success());
    execute(&cluster, &format!("DROP DATABASE {name}")).await;
}

async fn execute(url: &str, sql: &str) {
    let mut options = ConnectOptions::new(url.to_owned());
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    db.execute_unprepared(sql).await.unwrap();
    db.close().await.unwrap();
}
