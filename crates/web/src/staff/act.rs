//! One act on the API: a button that does something, or a form that is sent.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::kit::check::Check;
use shared::kit::problem::Problem;

use super::factor::refused;
use crate::fetch::{Method, Reply, SendOptions, send};
use crate::forms::FormState;

/// The state of what a button does. A second click while it is under way does nothing.
#[derive(Clone, Copy)]
pub struct Act {
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

impl Default for Act {
    fn default() -> Self {
        Self::new()
    }
}

impl Act {
    /// An act nobody has begun.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
        }
    }

    /// Whether it is under way.
    pub fn busy(self) -> RwSignal<bool> {
        self.busy
    }

    /// Why it was refused, until it is tried again.
    pub fn problem(self) -> RwSignal<Option<Problem>> {
        self.problem
    }

    /// Why it was refused, as people read it.
    pub fn view(self) -> impl IntoView {
        refused(self.problem, None)
    }

    /// Writes, and then does `done` with the answer.
    pub fn run<B, R>(
        self,
        method: Method,
        path: String,
        body: B,
        options: SendOptions,
        done: impl FnOnce(Reply<R>) + 'static,
    ) where
        B: Serialize + 'static,
        R: DeserializeOwned + 'static,
    {
        self.attempt(
            async move { send::<B, R>(method, &path, &body, options).await },
            done,
        );
    }

    /// Any other work that may be refused.
    pub fn attempt<T: 'static>(
        self,
        work: impl Future<Output = Result<T, Problem>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.problem.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let outcome = work.await;
            // The page may have been left meanwhile; then there is nobody to tell.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(answer) => done(answer),
                Err(problem) => self.problem.set(Some(problem)),
            }
        });
    }
}

/// Checks a form by the rules of `shared`, sends it, and does `done` with the answer.
pub fn send_form<T, R>(
    form: FormState,
    method: Method,
    path: String,
    body: T,
    options: SendOptions,
    done: impl FnOnce(R) + 'static,
) where
    T: Check + Serialize + 'static,
    R: DeserializeOwned + 'static,
{
    form.submit(
        body,
        move |body| async move {
            let reply = send::<T, R>(method, &path, &body, options).await?;
            Ok(reply.body)
        },
        done,
    );
}
