//! A form between its fields and the API: the rules of `shared` before sending, the API's field errors after it, and
//! nothing typed is lost on the way.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::kit::check::Check;
use shared::kit::problem::{FieldError, Problem};

/// The state of one form. Copy it into handlers and fields.
#[derive(Clone, Copy)]
pub struct FormState {
    errors: RwSignal<Vec<FieldError>>,
    /// Names of the fields that were changed since the errors were told.
    mended: RwSignal<Vec<String>>,
    problem: RwSignal<Option<Problem>>,
    busy: RwSignal<bool>,
    dirty: RwSignal<bool>,
}

/// A field: what is typed, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct FormField {
    /// What is typed.
    pub value: RwSignal<String>,
    /// What is wrong with it, until it is changed.
    pub error: Signal<Option<String>>,
}

impl FormField {
    /// What is typed, without spaces around it.
    pub fn text(self) -> String {
        self.value.with_untracked(|text| text.trim().to_owned())
    }

    /// What is typed, or `None` when that is nothing.
    pub fn optional(self) -> Option<String> {
        Some(self.text()).filter(|text| !text.is_empty())
    }
}

impl Default for FormState {
    fn default() -> Self {
        Self::new()
    }
}

impl FormState {
    /// A form nobody has touched.
    pub fn new() -> Self {
        Self {
            errors: RwSignal::default(),
            mended: RwSignal::default(),
            problem: RwSignal::default(),
            busy: RwSignal::new(false),
            dirty: RwSignal::new(false),
        }
    }

    /// A field under the name the API uses in `errors[].field`.
    pub fn field(self, name: impl Into<String>, initial: impl Into<String>) -> FormField {
        let (name, value) = (name.into(), RwSignal::new(initial.into()));
        let error = self.error(name.clone());
        Effect::new(move |before: Option<()>| {
            value.track();
            if before.is_some() {
                self.dirty.set(true);
                self.mend(&name);
            }
        });
        FormField { value, error }
    }

    /// The field was changed: what was told about it no longer stands beside it. The summary keeps it until the form is
    /// sent again, so that nothing moves while somebody types.
    fn mend(self, name: &str) {
        let told = self
            .errors
            .with_untracked(|errors| errors.iter().any(|error| error.field == name));
        if told {
            self.mended.update(|mended| mended.push(name.to_owned()));
        }
    }

    /// What is wrong with a field.
    pub fn error(self, name: impl Into<String>) -> Signal<Option<String>> {
        let name = name.into();
        Signal::derive(move || {
            if self.mended.with(|mended| mended.contains(&name)) {
                return None;
            }
            self.errors.with(|errors| {
                errors
                    .iter()
                    .find(|error| error.field == name)
                    .map(|error| error.message.clone())
            })
        })
    }

    /// Everything that is wrong, in the order of the rules: what the error summary shows.
    pub fn errors(self) -> Signal<Vec<FieldError>> {
        self.errors.into()
    }

    /// Says what is wrong, in the order of the form.
    pub fn tell(self, errors: Vec<FieldError>) {
        self.mended.set(Vec::new());
        self.errors.set(errors);
    }

    /// Why the API refused the form as a whole, where it was not about fields.
    pub fn problem(self) -> RwSignal<Option<Problem>> {
        self.problem
    }

    /// Whether the form is being sent.
    pub fn busy(self) -> RwSignal<bool> {
        self.busy
    }

    /// Checks by the rules of `shared`, sends, and files what the API objects to. What was typed stays. A second submit
    /// while one is under way does nothing.
    pub fn submit<T, R, S, F, D>(self, body: T, send: S, done: D)
    where
        T: Check + 'static,
        R: 'static,
        S: FnOnce(T) -> F + 'static,
        F: Future<Output = Result<R, Problem>> + 'static,
        D: FnOnce(R) + 'static,
    {
        if self.busy.get_untracked() {
            return;
        }
        let broken = body.check();
        self.problem.set(None);
        self.tell(broken.clone());
        if !broken.is_empty() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let outcome = send(body).await;
            // The page may have been left meanwhile; then there is nobody to tell.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(reply) => {
                    self.dirty.set(false);
                    done(reply);
                    // What it emptied for the next entry nobody typed. The page may have been left with it.
                    leptos::task::tick().await;
                    self.dirty.try_set(false);
                }
                Err(problem) => self.refuse(problem),
            }
        });
    }

    /// Files what the API objected to.
    pub fn refuse(self, problem: Problem) {
        self.tell(problem.errors.clone());
        self.problem
            .set(problem.errors.is_empty().then_some(problem));
    }

    /// Says what is wrong with one field before anything is sent.
    pub fn refuse_field(self, name: &str, message: &str) {
        self.problem.set(None);
        self.tell(vec![FieldError::new(name, "required", message)]);
    }

    /// Counts something as typed that is no field of text: a file, a tick.
    pub fn touch(self) {
        self.dirty.set(true);
    }

    /// Asks before leaving while something typed is not saved: the browser's own question when the page is closed, ours
    /// when a link inside the app is followed.
    pub fn guard(self) {
        #[cfg(feature = "csr")]
        crate::browser::guard(move || self.dirty.try_get_untracked().unwrap_or(false));
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    struct Empty;
    impl Check for Empty {
        fn check(&self) -> Vec<FieldError> {
            vec![FieldError::new("email", "required", "Escriba su correo.")]
        }
    }

    #[test]
    fn a_form_that_breaks_a_rule_is_not_sent_and_keeps_what_was_typed() {
        let owner = Owner::new();
        owner.with(|| {
            let form = FormState::new();
            let email = form.field("email", "rosa@");
            form.submit(
                Empty,
                |_| async { unreachable!("it must not be sent") },
                |()| (),
            );
            assert_eq!(
                email.error.get_untracked().as_deref(),
                Some("Escriba su correo.")
            );
            assert_eq!(email.text(), "rosa@");
            assert!(!form.busy().get_untracked());
            assert_eq!(form.errors().get_untracked().len(), 1);
        });
    }

    #[test]
    fn what_the_api_objects_to_stands_at_its_field() {
        let owner = Owner::new();
        owner.with(|| {
            let form = FormState::new();
            let code = form.field("code", "");
            let mut problem = Problem {
                kind: String::new(),
                title: "Revise los datos".into(),
                status: 422,
                code: "invalid_fields".into(),
                request_id: "r1".into(),
                detail: None,
                errors: vec![FieldError::new(
                    "code",
                    "wrong",
                    "El código no es correcto.",
                )],
            };
            form.refuse(problem.clone());
            assert_eq!(
                code.error.get_untracked().as_deref(),
                Some("El código no es correcto.")
            );
            assert!(form.problem().get_untracked().is_none());
            problem.errors.clear();
            form.refuse(problem);
            assert!(code.error.get_untracked().is_none());
            assert_eq!(
                form.problem().get_untracked().unwrap().title,
                "Revise los datos"
            );
        });
    }
}
