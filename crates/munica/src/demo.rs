//! The people of the demo: fictional, invited by links that work once, printed when the server is ready.

use api::seed::{self, DEMO_DOMAIN};
use api::state::AppState;

use crate::commands::say;

/// Name, mail, DNI of the two operators: one proposes, the other approves.
const OPERATORS: [(&str, &str, &str); 2] = [
    ("Julia Paredes Soto", "operadora@munica.example", "40000001"),
    ("Marco Linares Rojas", "operador@munica.example", "40000002"),
];

fn has_account(who: &str, email: &str, origin: &str) -> String {
    format!("  {who} <{email}>: ya tiene cuenta, ingrese en {origin}/admin")
}

/// Invites who is not there yet and says where everything is.
pub(crate) async fn introduce(state: &AppState) -> anyhow::Result<()> {
    let origin = &state.settings.server.public_url;
    say("");
    say(&format!("  Portal público        {origin}/"));
    say(&format!("  Portal de Piura       {origin}/m/munipiura"));
    say(&format!("  Portal del Callao     {origin}/m/municallao"));
    let (slug, domain) = DEMO_DOMAIN;
    say(&format!(
        "  Portal de La Punta    {origin}/m/{slug} (con dominio propio: {domain})"
    ));
    say(&format!("  Administración        {origin}/admin"));
    say(&format!("  API                   {origin}/docs"));
    say("");
    say("  Invitaciones de un solo uso (personas ficticias):");
    for (name, email, dni) in OPERATORS {
        match api::create_operator(state, name, email, dni).await {
            Ok(link) => say(&format!("  {name} <{email}>: {link}")),
            // Who accepted an earlier invitation signs in with his own password.
            Err(_) => say(&has_account(name, email, origin)),
        }
    }
    for way in seed::administrators(state).await? {
        let who = format!("{}, {}", way.name, way.place);
        say(&match way.link {
            Some(link) => format!("  {who} <{}>: {link}", way.email),
            None => has_account(&who, &way.email, origin),
        });
    }
    say("");
    Ok(())
}
