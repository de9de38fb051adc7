//! Mail and password, and the second factor when the API asks for it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::features::auth::{LOGIN_PATH, LoginIn};
use shared::kit::problem::Problem;

use crate::features::privacy::{SIGN_IN, privacy_notice};
use crate::fetch::{Method, SendOptions, send};
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::ui::dom::focus;
use crate::ui::{
    Button, ButtonKind, ErrorSummary, Form, OtpInput, PasswordField, TextInput, control_id,
};

/// The API's code when mail and password are right and the second factor is missing.
const SECOND_FACTOR: &str = "second_factor_required";

/// The page `/admin/ingresar`.
pub fn sign_in(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::SIGN_IN_TITLE.s(), t::SIGN_IN_LEAD.s()).hidden(200));
    let form = FormState::new();
    let (email, password, code) = (
        form.field("email", ""),
        form.field("password", ""),
        form.field("code", ""),
    );
    let second_factor = Memo::new(move |before: Option<&bool>| {
        before.is_some_and(|asked| *asked)
            || form.problem().with(asks_for_code)
            || form.problem().with(refuses_code)
            || code.error.get().is_some()
    });
    Effect::new(move |_| {
        if second_factor.get() {
            request_animation_frame(|| focus(&control_id("code")));
        }
    });
    let query = use_query_map();
    let submit = Callback::new(move |()| {
        let body = LoginIn {
            email: email.text(),
            password: password.value.get_untracked(),
            code: code.optional(),
        };
        let to = target(
            query
                .with_untracked(|query| query.get("destino"))
                .as_deref(),
        );
        form.submit(body, sign_in_with, move |()| go(&to));
    });
    let refused = move || {
        form.problem()
            .get()
            .filter(|problem| problem.code != SECOND_FACTOR)
    };
    view! {
        <div class="sign-in card l-stack">
            <h1 tabindex="-1">{t::SIGN_IN_TITLE.s()}</h1>
            <p class="u-muted">{t::SIGN_IN_LEAD.s()}</p>
            <ErrorSummary errors=form.errors()/>
            <div role="alert">{move || refused().map(why)}</div>
            <Form on_submit=submit>
                <TextInput name="email" label=t::SIGN_IN_EMAIL.s() kind="email" autocomplete="username"
                    value=email.value error=email.error/>
                <PasswordField name="password" label=t::SIGN_IN_PASSWORD.s() value=password.value error=password.error/>
                <Show when=move || second_factor.get()>
                    {code_field(code)}
                </Show>
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::SIGN_IN_BUSY.s()>
                    {t::SIGN_IN_ACTION.s()}
                </Button>
            </Form>
            {privacy_notice(SIGN_IN)}
            <p><a href="/admin/restablecer">{t::SIGN_IN_FORGOT.s()}</a></p>
        </div>
    }
    .into_any()
}

/// The refusal, and how long to wait after too many attempts.
fn why(problem: Problem) -> impl IntoView {
    view! {
        <p class="field__error">{problem.title}</p>
        <p>{problem.detail}</p>
    }
}

/// Six digits of the authenticator, or a recovery code.
fn code_field(code: FormField) -> AnyView {
    let recovery = RwSignal::new(false);
    let other = move || {
        if recovery.get() {
            t::SIGN_IN_USE_APP.s()
        } else {
            t::SIGN_IN_USE_RECOVERY.s()
        }
    };
    let switch = move |_| {
        code.value.set(String::new());
        recovery.update(|recovery| *recovery = !*recovery);
    };
    view! {
        <Show when=move || recovery.get() fallback=move || view! {
            <OtpInput name="code" label=t::SIGN_IN_CODE.s() hint=t::SIGN_IN_CODE_HINT.s() value=code.value error=code.error/>
        }>
            <TextInput name="code" label=t::SIGN_IN_RECOVERY.s() hint=t::SIGN_IN_RECOVERY_HINT.s() autocomplete="off"
                maxlength=32 value=code.value error=code.error/>
        </Show>
        <p><button type="button" class="button button--quiet" on:click=switch>{other}</button></p>
    }
    .into_any()
}

fn asks_for_code(problem: &Option<Problem>) -> bool {
    problem
        .as_ref()
        .is_some_and(|problem| problem.code == SECOND_FACTOR)
}

/// A wrong code: the field stays.
fn refuses_code(problem: &Option<Problem>) -> bool {
    problem
        .as_ref()
        .is_some_and(|problem| problem.code == "second_factor_refused")
}

async fn sign_in_with(body: LoginIn) -> Result<(), Problem> {
    let reply =
        send::<_, serde_json::Value>(Method::Post, LOGIN_PATH, &body, SendOptions::default())
            .await?;
    drop(reply.body);
    Ok(())
}

/// Where to go afterwards: a page of the staff app and nothing else, so that no link can send people elsewhere.
fn target(asked: Option<&str>) -> String {
    let own = |path: &&str| {
        *path == "/admin" || path.starts_with("/admin/") || path.starts_with("/admin?")
    };
    asked
        .filter(own)
        .filter(|path| !path.contains('\\'))
        .unwrap_or("/admin")
        .to_owned()
}

/// Loads the app anew, so that nothing of a former session stays in memory.
fn go(to: &str) {
    // A browser that refuses to navigate leaves the person on this page, signed in.
    drop(window().location().set_href(to));
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn after_signing_in_nobody_is_sent_to_another_site() {
        assert_eq!(target(Some("/admin/portal?x=1")), "/admin/portal?x=1");
        for elsewhere in [
            "https://example.org",
            "//example.org",
            "/administrador",
            "/admin\\evil",
            "",
        ] {
            assert_eq!(target(Some(elsewhere)), "/admin");
        }
    }
}
