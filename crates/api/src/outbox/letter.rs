//! What a mail says, and its two forms. Every mail has the same parts, so there is one template for text and one for
//! HTML.

use askama::Template;

/// A mail's parts, in plain Spanish.
#[derive(Clone, Debug, Default)]
pub(crate) struct Letter {
    /// Subject line.
    pub(crate) subject: String,
    /// Whom it greets.
    pub(crate) name: String,
    /// What it says, one idea a paragraph.
    pub(crate) paragraphs: Vec<String>,
    /// What to do, as label and address.
    pub(crate) action: Option<(String, String)>,
    /// Small print: why this mail came, what to do when it is not expected.
    pub(crate) footer: String,
}

#[derive(Template)]
#[template(path = "mail.txt", escape = "none")]
struct Text<'a> {
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct Html<'a> {
    letter: &'a Letter,
}

impl Letter {
    /// The plain text form.
    pub(crate) fn text(&self) -> Result<String, askama::Error> {
        Text { letter: self }.render()
    }

    /// The HTML form; names and reasons that people typed are escaped.
    pub(crate) fn html(&self) -> Result<String, askama::Error> {
        Html { letter: self }.render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same_and_html_escapes_what_people_typed() {
        let letter = Letter {
            subject: "Su solicitud".into(),
            name: "Ana <b>".into(),
            paragraphs: vec!["Recibimos su solicitud.".into()],
            action: Some((
                "Ver el estado".into(),
                "https://munica.example/s?x=1".into(),
            )),
            footer: "Si no fue usted, no haga nada.".into(),
        };
        let (text, html) = (letter.text().unwrap(), letter.html().unwrap());
        for form in [&text, &html] {
            assert!(form.contains("Recibimos su solicitud."));
            assert!(form.contains("https://munica.example/s?x=1"));
        }
        assert!(!html.contains("Ana <b>"), "{html}");
    }
}
