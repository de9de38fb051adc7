//! The only calls of `fetch` in the app, and the one renewal of a session that has lapsed.

use gloo_net::http::{Request, RequestBuilder, Response};
use shared::features::auth::{LOGIN_PATH, REFRESH_PATH};
use shared::kit::problem::Problem;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::send::{Method, SendOptions, has_session_hook, session_ended};
use super::{offline, unreadable};
use crate::env::Answer;

const ACCEPT: &str = "application/json, application/problem+json";

/// Reads; also answers the `ETag` of what was read.
pub(super) async fn get(path: &str) -> Result<(Answer, Option<String>), Problem> {
    let response = with_session(path, || prepare(Request::get(path)).build()).await?;
    answer(response).await
}

/// Writes; also answers the `ETag` of what was written.
pub(super) async fn write(
    method: Method,
    path: &str,
    json: &str,
    options: &SendOptions,
) -> Result<(Answer, Option<String>), Problem> {
    let build = || {
        let request = match method {
            Method::Post => Request::post(path),
            Method::Put => Request::put(path),
            Method::Patch => Request::patch(path),
            Method::Delete => Request::delete(path),
        };
        let mut request = prepare(request).header("X-Munica-CSRF", "1");
        if let Some(etag) = &options.if_match {
            request = request.header("If-Match", etag);
        }
        if let Some(key) = &options.idempotency_key {
            request = request.header("Idempotency-Key", key);
        }
        if json == "null" {
            return request.build();
        }
        request
            .header("Content-Type", "application/json")
            .body(json)
    };
    answer(with_session(path, build).await?).await
}

fn prepare(request: RequestBuilder) -> RequestBuilder {
    request
        .credentials(web_sys::RequestCredentials::SameOrigin)
        .header("Accept", ACCEPT)
}

/// Sends; where the staff app finds its session lapsed, renews it once and sends again.
async fn with_session(
    path: &str,
    build: impl Fn() -> Result<Request, gloo_net::Error>,
) -> Result<Response, Problem> {
    let response = run(build()).await?;
    let lapsed = response.status() == 401 && path != LOGIN_PATH && has_session_hook();
    if !lapsed {
        return Ok(response);
    }
    if renew().await {
        let again = run(build()).await?;
        if again.status() != 401 {
            return Ok(again);
        }
    }
    session_ended();
    Ok(response)
}

async fn run(request: Result<Request, gloo_net::Error>) -> Result<Response, Problem> {
    request
        .map_err(|_| unreadable(0))?
        .send()
        .await
        .map_err(|_| offline())
}

async fn answer(response: Response) -> Result<(Answer, Option<String>), Problem> {
    let etag = response.headers().get("etag");
    let status = response.status();
    let body = response.text().await.map_err(|_| offline())?;
    Ok((Answer { status, body }, etag))
}

/// Renews the session under a lock of the browser: the refresh token is single-use, so two tabs must not present the
/// same one. A tab that waited finds the session renewed and simply renews it again with the new token.
async fn renew() -> bool {
    let work = Closure::once_into_js(|| {
        wasm_bindgen_futures::future_to_promise(async {
            let request = prepare(Request::post(REFRESH_PATH))
                .header("X-Munica-CSRF", "1")
                .build();
            let renewed = run(request).await.is_ok_and(|response| response.ok());
            Ok(JsValue::from_bool(renewed))
        })
    });
    let outcome = match lock("munica-refresh", &work) {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    outcome.is_ok_and(|renewed| renewed.is_truthy())
}

/// `navigator.locks.request(name, work)`
fn lock(name: &str, work: &JsValue) -> Result<js_sys::Promise, JsValue> {
    let navigator = leptos::prelude::window().navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into())?;
    let request: js_sys::Function = js_sys::Reflect::get(&locks, &"request".into())?.dyn_into()?;
    request.call2(&locks, &name.into(), work)?.dyn_into()
}

/// A JSON file among the assets; `None` when it cannot be had.
pub(crate) async fn asset_json<T: serde::de::DeserializeOwned>(address: &str) -> Option<T> {
    let response = run(Request::get(address).build()).await.ok()?;
    serde_json::from_str(&response.text().await.ok()?).ok()
}
