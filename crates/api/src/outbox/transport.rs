//! How a mail leaves: through a mail server, into a folder, or not at all.
//!
//! Headers are built by lettre from parsed addresses; a line break in an address is refused and one in a subject is
//! dropped, so that nobody adds a header or a recipient by typing one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use uuid::Uuid;

use super::Content;
use crate::settings::{MailTransport, Settings};

/// Longest silence of a mail server.
const SILENCE: Duration = Duration::from_secs(20);

/// Sends mails.
#[derive(Clone)]
pub(crate) struct Mailer {
    from: Mailbox,
    reply_to: Mailbox,
    host: String,
    route: Route,
}

#[derive(Clone)]
enum Route {
    None,
    Folder(PathBuf),
    Server(AsyncSmtpTransport<Tokio1Executor>),
}

/// Why a mail did not leave. The text never quotes the server, whose answers repeat the address.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Worth another try.
    Later(String),
    /// The address or the letter is not one that can be sent.
    Never(String),
}

impl Mailer {
    /// The mailer that the settings describe.
    ///
    /// # Errors
    /// When the sender or the server's address is not one.
    pub(crate) fn open(settings: &Settings) -> anyhow::Result<Self> {
        let mail = &settings.mail;
        let from = mail
            .from
            .parse()
            .with_context(|| format!("mail.from no es una dirección: {}", mail.from))?;
        let reply_to = mail
            .reply_to
            .parse()
            .with_context(|| format!("mail.reply_to no es una dirección: {}", mail.reply_to))?;
        let route = match mail.transport {
            MailTransport::None => Route::None,
            MailTransport::File => Route::Folder(mail.folder.clone()),
            MailTransport::Smtp => Route::Server(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(mail.smtp_url.expose())
                    .context("mail.smtp_url no es una dirección smtp:// o smtps://")?
                    .timeout(Some(SILENCE))
                    .build(),
            ),
        };
        Ok(Self {
            from,
            reply_to,
            host: host_of(&settings.server.public_url).to_owned(),
            route,
        })
    }

    /// False where the settings say that no mail leaves; then mails wait in the outbox.
    pub(crate) fn sends(&self) -> bool {
        !matches!(self.route, Route::None)
    }

    /// Hands a mail over. Sent twice, it carries the same `Message-ID`, by which a receiver drops the second.
    pub(crate) async fn send(
        &self,
        id: Uuid,
        written_at: DateTime<Utc>,
        content: &Content,
    ) -> Result<(), Refusal> {
        let message = self.message(id, written_at, content)?;
        match &self.route {
            Route::None => Err(Refusal::Later("mail.transport = \"none\"".to_owned())),
            Route::Folder(folder) => keep(folder, id, &message.formatted())
                .await
                .map_err(|error| Refusal::Later(format!("carpeta de correos: {}", error.kind()))),
            Route::Server(server) => server
                .send(message)
                .await
                .map(|_| ())
                .map_err(|error| Refusal::Later(describe(&error))),
        }
    }

    fn message(
        &self,
        id: Uuid,
        written_at: DateTime<Utc>,
        content: &Content,
    ) -> Result<Message, Refusal> {
        let to: Option<Mailbox> = content.to.parse().ok();
        let to = to
            .filter(|_| !content.to.contains(char::is_control))
            .ok_or_else(|| Refusal::Never("la dirección no es válida".to_owned()))?;
        let mut message = Message::builder();
        for (name, value) in ways_out(content) {
            message = message.raw_header(HeaderValue::dangerous_new_pre_encoded(
                name,
                value.clone(),
                value,
            ));
        }
        message
            .message_id(Some(format!("<{id}@{}>", self.host)))
            .date(written_at.into())
            .from(self.from.clone())
            .reply_to(self.reply_to.clone())
            .to(to)
            .subject(one_line(&content.subject))
            .multipart(MultiPart::alternative_plain_html(
                content.text.clone(),
                content.html.clone(),
            ))
            .map_err(|_| Refusal::Never("el correo no se pudo componer".to_owned()))
    }
}

/// The headers by which a mail program offers to end a list with one click (RFC 2369, RFC 8058). They stand on a line of
/// their own, since an address cannot be folded.
fn ways_out(content: &Content) -> Vec<(HeaderName, String)> {
    let url = content.way_out.as_deref();
    let Some(url) = url.filter(|url| url.bytes().all(|byte| byte.is_ascii_graphic())) else {
        return Vec::new();
    };
    vec![
        (
            HeaderName::new_from_ascii_str("List-Unsubscribe"),
            format!("<{url}>"),
        ),
        (
            HeaderName::new_from_ascii_str("List-Unsubscribe-Post"),
            "List-Unsubscribe=One-Click".to_owned(),
        ),
    ]
}

/// A header is one line: control characters would start another.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// The host of an address, without port.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

fn describe(error: &smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("el servidor de correo respondió {code}"),
        None if error.is_timeout() => "el servidor de correo no respondió a tiempo".to_owned(),
        None => "sin conexión con el servidor de correo".to_owned(),
    }
}

/// Writes a mail as a file; a second delivery replaces the first.
async fn keep(folder: &Path, id: Uuid, message: &[u8]) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let draft = folder.join(format!("{id}.part"));
    tokio::fs::write(&draft, message).await?;
    tokio::fs::rename(&draft, folder.join(format!("{id}.eml"))).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailer(folder: &Path) -> Mailer {
        let mut settings = Settings::defaults().unwrap();
        settings.mail.folder = folder.to_owned();
        settings.server.public_url = "https://munica.example".to_owned();
        Mailer::open(&settings).unwrap()
    }

    fn content(to: &str, subject: &str) -> Content {
        Content {
            to: to.to_owned(),
            subject: subject.to_owned(),
            text: "Hola".to_owned(),
            html: "<p>Hola</p>".to_owned(),
            way_out: None,
        }
    }

    /// Header lines of the only mail in a folder, unfolded.
    fn headers(folder: &Path) -> Vec<String> {
        let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap();
        let text = std::fs::read_to_string(file.path()).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        head.replace("\r\n ", " ")
            .split("\r\n")
            .map(str::to_owned)
            .collect()
    }

    #[tokio::test]
    async fn nobody_adds_a_header_by_typing_one() {
        let lines = [
            "a\r\nBcc: todos@munica.example",
            "a\nBcc: todos@munica.example",
            "a\rBcc: todos@munica.example",
            "ñ\r\n\r\n<script>alert(1)</script>",
            "a\u{0}\u{b}\u{c}b\r\n X: y",
        ];
        for subject in lines {
            let folder = tempfile::tempdir().unwrap();
            let mailer = mailer(folder.path());
            let content = content("ana@munica.example", subject);
            mailer
                .send(Uuid::now_v7(), Utc::now(), &content)
                .await
                .unwrap();
            let headers = headers(folder.path());
            let named = |name: &str| headers.iter().filter(|line| line.starts_with(name)).count();
            assert_eq!(
                (named("To:"), named("Subject:"), named("Bcc:")),
                (1, 1, 0),
                "{headers:?}"
            );
            assert_eq!(named("X:") + named("<script"), 0, "{headers:?}");
        }
    }

    #[tokio::test]
    async fn an_address_with_a_line_break_or_a_second_recipient_is_never_sent() {
        let folder = tempfile::tempdir().unwrap();
        let mailer = mailer(folder.path());
        for to in [
            "ana@munica.example\r\nBcc: b@munica.example",
            "ana@munica.example, b@munica.example",
            "ana@munica.example\n",
            "ana",
            "",
        ] {
            let outcome = mailer
                .send(Uuid::now_v7(), Utc::now(), &content(to, "Hola"))
                .await;
            assert!(matches!(outcome, Err(Refusal::Never(_))), "{to:?}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn a_mail_sent_twice_has_one_message_id() {
        let folder = tempfile::tempdir().unwrap();
        let mailer = mailer(folder.path());
        let id = Uuid::now_v7();
        for _ in 0..2 {
            mailer
                .send(id, Utc::now(), &content("ana@munica.example", "Hola"))
                .await
                .unwrap();
        }
        let expected = format!("Message-ID: <{id}@munica.example>");
        assert!(headers(folder.path()).contains(&expected));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
