//! Work that only one tab does at a time.

use std::future::Future;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Waits for its turn among all tabs of this app, and works. The answer is `None` where the browser has no locks.
pub(crate) async fn alone<F: Future<Output = bool> + 'static>(
    name: &str,
    work: impl FnOnce() -> F + 'static,
) -> Option<bool> {
    let work =
        Closure::once_into_js(|| future_to_promise(async { Ok(JsValue::from_bool(work().await)) }));
    let done = JsFuture::from(request(name, &work).ok()?).await.ok()?;
    Some(done.is_truthy())
}

/// `navigator.locks.request(name, work)`
fn request(name: &str, work: &JsValue) -> Result<js_sys::Promise, JsValue> {
    let navigator = leptos::prelude::window().navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into())?;
    let request: js_sys::Function = js_sys::Reflect::get(&locks, &"request".into())?.dyn_into()?;
    request.call2(&locks, &name.into(), work)?.dyn_into()
}
