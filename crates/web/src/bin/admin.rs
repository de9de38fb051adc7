//! Entry point of the staff app in the browser.

fn main() {
    web::browser::start(web::admin_app::AdminApp);
}
