//! Entry point of the procedures in the browser: portal request, tracking, verification, developers.

fn main() {
    web::browser::start(web::portal_app::ProceduresApp);
}
