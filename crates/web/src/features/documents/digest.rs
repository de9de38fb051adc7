//! The digest of a file, computed by the browser itself (Web Crypto).

use web_sys::File;

/// SHA-256 of a file as 64 hexadecimal digits; `None` where the browser does not compute it, as on a page without TLS.
#[cfg(feature = "csr")]
pub(super) async fn sha256(file: &File) -> Option<String> {
    use wasm_bindgen_futures::JsFuture;
    let content = JsFuture::from(file.array_buffer()).await.ok()?;
    let crypto = leptos::prelude::window().crypto().ok()?;
    // `crypto.subtle` is undefined outside secure contexts; a call on it would end the app.
    let subtle = js_sys::Reflect::get(&crypto, &"subtle".into()).ok()?;
    if subtle.is_undefined() {
        return None;
    }
    let content: js_sys::Object = content.into();
    let promise = crypto
        .subtle()
        .digest_with_str_and_buffer_source("SHA-256", &content)
        .ok()?;
    let digest = js_sys::Uint8Array::new(&JsFuture::from(promise).await.ok()?);
    Some(hex(&digest.to_vec()))
}

/// On the server there is no file to read.
#[cfg(not(feature = "csr"))]
#[expect(clippy::unused_async, reason = "the browser's side waits")]
pub(super) async fn sha256(_file: &File) -> Option<String> {
    None
}

#[cfg(any(feature = "csr", test))]
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_digest_is_written_with_both_digits_of_every_byte() {
        assert_eq!(super::hex(&[0, 10, 255]), "000aff");
    }
}
