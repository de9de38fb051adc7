//! Files go up with their progress, which `fetch` cannot tell; therefore the older `XMLHttpRequest`.

use shared::kit::problem::Problem;

/// Puts a file to the API as `multipart/form-data` under the name `file`. `on_progress` gets whole percents.
///
/// # Errors
/// The problem the API answered, or `offline` when the line broke.
#[cfg(feature = "csr")]
pub async fn upload<R: serde::de::DeserializeOwned>(
    path: &str,
    file: &web_sys::File,
    on_progress: impl Fn(u32) + 'static,
) -> Result<R, Problem> {
    let request = in_browser::start(path, file, on_progress).map_err(|_| super::unreadable(0))?;
    let answer = request.finished().await?;
    super::read(&answer)
}

/// On the server there is no file to send.
///
/// # Errors
/// Always `offline`.
#[cfg(feature = "ssr")]
pub async fn upload<R>(
    _path: &str,
    _file: &web_sys::File,
    _on_progress: impl Fn(u32) + 'static,
) -> Result<R, Problem> {
    Err(super::offline())
}

#[cfg(feature = "csr")]
mod in_browser {
    //! One running upload and its listeners.

    use js_sys::Promise;
    use shared::kit::problem::Problem;
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

    use crate::env::Answer;
    use crate::fetch::offline;

    /// A request on its way. Its listeners live as long as it does.
    pub(super) struct Upload {
        request: XmlHttpRequest,
        ended: Promise,
        _progress: Closure<dyn FnMut(ProgressEvent)>,
    }

    pub(super) fn start(
        path: &str,
        file: &File,
        on_progress: impl Fn(u32) + 'static,
    ) -> Result<Upload, JsValue> {
        let form = FormData::new()?;
        form.append_with_blob_and_filename("file", file, &file.name())?;
        let request = XmlHttpRequest::new()?;
        request.open("POST", path)?;
        request.set_request_header("Accept", "application/json, application/problem+json")?;
        request.set_request_header("X-Munica-CSRF", "1")?;
        let progress = Closure::new(move |event: ProgressEvent| {
            if event.length_computable() && event.total() > 0.0 {
                on_progress(whole_percent(event.loaded() / event.total()));
            }
        });
        request
            .upload()?
            .set_onprogress(Some(progress.as_ref().unchecked_ref()));
        let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
        request.send_with_opt_form_data(Some(&form))?;
        Ok(Upload {
            request,
            ended,
            _progress: progress,
        })
    }

    impl Upload {
        pub(super) async fn finished(self) -> Result<Answer, Problem> {
            JsFuture::from(self.ended.clone())
                .await
                .map_err(|_| offline())?;
            let status = self.request.status().unwrap_or(0);
            if status == 0 {
                return Err(offline());
            }
            let body = self
                .request
                .response_text()
                .ok()
                .flatten()
                .unwrap_or_default();
            Ok(Answer { status, body })
        }
    }

    fn whole_percent(share: f64) -> u32 {
        (0_u32..=100)
            .rev()
            .find(|percent| f64::from(*percent) <= share * 100.0)
            .unwrap_or(0)
    }
}
