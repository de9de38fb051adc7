//! The notice of a form: who gets the data, what for, by which norm, to whom it goes, how long, which rights
//! (Ley 29733, art. 18). One part, with the words of each form.

use leptos::prelude::*;

use crate::i18n::{Text, t};
use crate::ui::{Details, KeyValue, KeyValueList};

/// What a form says of the data it asks for.
#[derive(Clone, Copy, Debug)]
pub struct FormNotice {
    /// Who answers for it.
    pub who: Text,
    /// What it is for.
    pub purpose: Text,
    /// The norm.
    pub basis: Text,
    /// Who gets it.
    pub recipients: Text,
    /// How long it is kept.
    pub term: Text,
    /// Which rights, and before whom.
    pub rights: Text,
}

const fn of(purpose: Text, recipients: Text, term: Text) -> FormNotice {
    FormNotice {
        who: t::REQUEST_PRIVACY_WHO,
        purpose,
        basis: t::REQUEST_PRIVACY_BASIS,
        recipients,
        term,
        rights: t::REQUEST_PRIVACY_RIGHTS,
    }
}

/// The request for a portal and its correction.
pub const PORTAL_REQUEST: FormNotice = of(
    t::REQUEST_PRIVACY_PURPOSE,
    t::REQUEST_PRIVACY_RECIPIENTS,
    t::REQUEST_PRIVACY_TERM,
);
/// The follow-up of a request.
pub const TRACKING: FormNotice = of(
    t::NOTICE_TRACKING_PURPOSE,
    t::NOTICE_NOBODY,
    t::NOTICE_TRACKING_TERM,
);
/// A key for programs.
pub const DEVELOPER_KEY: FormNotice = of(
    t::NOTICE_KEY_PURPOSE,
    t::NOTICE_OPERATORS,
    t::NOTICE_KEY_TERM,
);
/// Notices of what changes in a register. The only form that rests on consent: nobody must be written to for the duties
/// of the State.
pub const WATCH: FormNotice = FormNotice {
    who: t::REQUEST_PRIVACY_WHO,
    purpose: t::NOTICE_WATCH_PURPOSE,
    basis: t::NOTICE_WATCH_BASIS,
    recipients: t::NOTICE_NOBODY,
    term: t::NOTICE_WATCH_TERM,
    rights: t::REQUEST_PRIVACY_RIGHTS,
};
/// A payment looked up by whoever was paid.
pub const PAYMENT_HOLDER: FormNotice = FormNotice {
    who: t::NOTICE_PAYMENT_WHO,
    purpose: t::NOTICE_PAYMENT_PURPOSE,
    basis: t::REQUEST_PRIVACY_BASIS,
    recipients: t::NOTICE_NOBODY,
    term: t::NOTICE_TRACKING_TERM,
    rights: t::REQUEST_PRIVACY_RIGHTS,
};
/// Signing in.
pub const SIGN_IN: FormNotice = of(
    t::NOTICE_SIGN_IN_PURPOSE,
    t::NOTICE_NOBODY,
    t::NOTICE_SIGN_IN_TERM,
);
/// A new password.
pub const RESET: FormNotice = of(
    t::NOTICE_RESET_PURPOSE,
    t::NOTICE_NOBODY,
    t::NOTICE_SIGN_IN_TERM,
);
/// Accepting an invitation.
pub const INVITATION: FormNotice = of(
    t::NOTICE_INVITATION_PURPOSE,
    t::NOTICE_INVITATION_RECIPIENTS,
    t::NOTICE_INVITATION_TERM,
);

/// The data of another person who is given a role.
pub const GRANT: FormNotice = of(
    t::NOTICE_GRANT_PURPOSE,
    t::NOTICE_GRANT_RECIPIENTS,
    t::NOTICE_INVITATION_TERM,
);

/// The notice, closed at first: it is there for whoever wants it, and in nobody's way.
pub fn privacy_notice(notice: FormNotice) -> AnyView {
    let lines = [
        (t::PRIVACY_WHO, notice.who),
        (t::PRIVACY_PURPOSE, notice.purpose),
        (t::PRIVACY_BASIS, notice.basis),
        (t::PRIVACY_RECIPIENTS, notice.recipients),
        (t::PRIVACY_TERM, notice.term),
        (t::PRIVACY_RIGHTS, notice.rights),
    ];
    let lines =
        lines.map(|(label, text)| view! { <KeyValue label=label.s()>{text.s()}</KeyValue> });
    view! {
        <Details summary=t::REQUEST_PRIVACY_TITLE.s()>
            <div class="l-stack">
                <KeyValueList>{lines.collect_view()}</KeyValueList>
                <p><a href="/privacidad" target="_blank" rel="noopener external">{t::REQUEST_PRIVACY_MORE.s()}</a></p>
            </div>
        </Details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{DEVELOPER_KEY, INVITATION, PORTAL_REQUEST};

    const TERMS: &str = include_str!("../../../../api/data/catalogs/retention_terms.json");

    /// A whole term as the notices write it.
    fn in_words(term: &Value) -> String {
        let amount = term["term_amount"].as_u64().unwrap();
        match (amount, term["term_unit"].as_str().unwrap()) {
            (1, "years") => "un año".to_owned(),
            (10, "years") => "diez años".to_owned(),
            other => panic!("no words for {other:?}"),
        }
    }

    #[test]
    fn the_notices_of_the_forms_name_the_terms_of_the_catalogue() {
        let rows: Vec<Value> = serde_json::from_str(TERMS).unwrap();
        for (code, notice) in [
            ("portal_requests", PORTAL_REQUEST),
            ("api_keys", DEVELOPER_KEY),
            ("accounts", INVITATION),
        ] {
            let row = rows.iter().find(|row| row["code"] == code).unwrap();
            let (term, text) = (in_words(&row["value"]), notice.term.s().to_lowercase());
            assert!(text.contains(&term), "{code}: «{term}» in «{text}»");
        }
    }
}
