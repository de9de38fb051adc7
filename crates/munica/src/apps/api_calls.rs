//! The API called in the same process, for the first content of a page: the same stack as over the network, no socket.

use std::cell::RefCell;
use std::rc::Rc;

use actix_http::{HttpMessage as _, Request};
use actix_service::IntoServiceFactory as _;
use actix_web::body::to_bytes;
use actix_web::dev::{AppConfig, Service as _, ServiceFactory as _};
use actix_web::http::{Method, Uri, Version};
use actix_web::web;
use anyhow::anyhow;
use api::http::{DependsOn, InProcess};
use api::startup;
use api::state::AppState;
use futures_util::future::LocalBoxFuture;

use ::web::env::Answer;

/// An answer with what it was derived from.
pub(crate) struct Told {
    pub(crate) answer: Answer,
    pub(crate) depends: DependsOn,
}

type Call = Rc<dyn Fn(Uri) -> LocalBoxFuture<'static, anyhow::Result<Told>>>;

thread_local! {
    /// One API service per worker thread: services are not shared between threads.
    static CALL: RefCell<Option<Call>> = const { RefCell::new(None) };
}

/// Answers an API address for a page.
///
/// # Errors
/// When the address is no address or the answer breaks off; a refusal by the API is an answer like any other.
pub(crate) async fn get(state: &web::Data<AppState>, address: &str) -> anyhow::Result<Told> {
    let uri: Uri = address.parse()?;
    let known = CALL.with_borrow(Clone::clone);
    let call = match known {
        Some(call) => call,
        None => {
            let call = start(state.clone()).await?;
            CALL.set(Some(call.clone()));
            call
        }
    };
    call(uri).await
}

async fn start(state: web::Data<AppState>) -> anyhow::Result<Call> {
    let factory = startup::app(state, |_| {}).into_factory();
    let service = factory
        .new_service(AppConfig::default())
        .await
        .map_err(|()| anyhow!("the API did not start for pages"))?;
    let service = Rc::new(service);
    Ok(Rc::new(move |uri| {
        let service = service.clone();
        Box::pin(async move {
            let mut request = Request::new();
            // Heads of requests come from a pool of the thread, and keep the method and the peer of the last one.
            let head = request.head_mut();
            head.method = Method::GET;
            head.uri = uri;
            head.version = Version::HTTP_11;
            head.peer_addr = None;
            request.extensions_mut().insert(InProcess);
            let response = service
                .call(request)
                .await
                .map_err(|error| anyhow!("{error}"))?;
            let status = response.status().as_u16();
            let depends = response.response().extensions().get::<DependsOn>().cloned();
            let body = to_bytes(response.into_body())
                .await
                .map_err(|_| anyhow!("the answer broke off"))?;
            let body = String::from_utf8(body.to_vec())?;
            Ok(Told {
                answer: Answer { status, body },
                depends: depends.unwrap_or_default(),
            })
        })
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apps::tests::Demo;

    #[actix_web::test]
    async fn a_page_reads_whatever_the_thread_answered_before() {
        let demo = Demo::open().await;
        let mut before = Request::new();
        before.head_mut().method = Method::POST;
        drop(before);
        let told = get(&demo.state, "/api/v1/municipalities").await.unwrap();
        assert_eq!(told.answer.status, 200);
    }
}
