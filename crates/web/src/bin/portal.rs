//! Entry point of the public portal in the browser.

fn main() {
    web::browser::start(web::portal_app::ReadingApp);
}
