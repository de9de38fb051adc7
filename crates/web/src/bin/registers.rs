//! Entry point of the registers in the browser: lists, records, open data.

fn main() {
    web::browser::start(web::portal_app::RegistersApp);
}
