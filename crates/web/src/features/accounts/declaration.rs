//! The declaration of personal use: read, ticked, accepted, journaled.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::accounts::{DeclarationIn, DeclarationOut};
use shared::features::auth::DECLARATION_PATH;

use crate::fetch::{Method, SendOptions, use_fetch};
use crate::i18n::t;
use crate::session::use_session;
use crate::shell::skeleton;
use crate::staff::{Act, screen};
use crate::ui::{Button, ButtonKind, Checkbox, Form};

/// The screen of somebody who has not accepted the declaration in force.
pub fn declaration_screen() -> AnyView {
    let found = use_fetch::<DeclarationOut>(|| DECLARATION_PATH.to_owned());
    let content = found.show(|| skeleton(8), declaration);
    screen(t::DECLARATION_TITLE, t::DECLARATION_LEAD, content)
}

fn declaration(text: DeclarationOut) -> AnyView {
    let session = use_session();
    let agreed = RwSignal::new(false);
    let missing = RwSignal::new(false);
    let act = Act::new();
    let version = text.version;
    let submit = Callback::new(move |()| {
        missing.set(!agreed.get_untracked());
        if !agreed.get_untracked() {
            return;
        }
        act.run::<_, IgnoredAny>(
            Method::Post,
            DECLARATION_PATH.to_owned(),
            DeclarationIn { version },
            SendOptions::default(),
            move |_| session.refresh(),
        );
    });
    let error = Signal::derive(move || {
        (missing.get() && !agreed.get()).then(|| t::DECLARATION_MISSING.s().to_owned())
    });
    let statements = text
        .statements
        .into_iter()
        .map(|statement| view! { <li>{statement}</li> })
        .collect_view();
    view! {
        <section class="card l-stack staff-text">
            <h2>{text.title}</h2>
            <ol class="l-stack l-stack--s">{statements}</ol>
            <p class="u-small u-muted">{text.legal_basis}</p>
            {act.view()}
            <Form on_submit=submit>
                <Checkbox name="agreed" label=t::DECLARATION_AGREE.s() checked=agreed error=error/>
                <Button kind=ButtonKind::Primary submit=true busy=act.busy() busy_text=t::UI_WORKING.s()>
                    {t::DECLARATION_ACCEPT.s()}
                </Button>
            </Form>
        </section>
    }
    .into_any()
}
