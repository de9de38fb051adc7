//! Operations by the beginnings of their addresses.
//!
//! The framework tries the patterns of a scope one after the other, each with an expression where it has a parameter: hundreds of
//! them took longer than a record takes from the database. So operations with the same beginning stand in a scope of their own
//! behind a guard that compares one segment.

use actix_web::guard::{Guard, fn_guard};
use actix_web::{Scope, web};

use crate::openapi::ROOT;

/// Fewer than these are as fast one after the other.
const FEW: usize = 4;

/// An operation that waits for its scope.
pub(super) struct Operation {
    path: String,
    add: Box<dyn FnOnce(Scope) -> Scope>,
}

impl Operation {
    /// At a path below the root, added by `add`.
    pub(super) fn new(path: String, add: impl FnOnce(Scope) -> Scope + 'static) -> Self {
        Self {
            path,
            add: Box::new(add),
        }
    }

    /// A segment of its path; none where it ends before.
    fn segment(&self, depth: usize) -> Option<&str> {
        self.path.split('/').nth(depth + 1)
    }
}

/// All operations, none of which hides another that was registered before it.
pub(super) fn scope(all: Vec<Operation>) -> Scope {
    plant(web::scope(""), all, 0)
}

/// Adds operations that have the same segments before `depth`.
fn plant(scope: Scope, all: Vec<Operation>, depth: usize) -> Scope {
    let is_parameter = |operation: &Operation| {
        let segment = operation.segment(depth);
        segment.map(|segment| segment.contains('{'))
    };
    let parameters = all
        .iter()
        .filter(|operation| is_parameter(operation) == Some(true))
        .count();
    if all.len() > FEW && parameters == all.len() {
        return plant(scope, all, depth + 1);
    }
    // What has a parameter here might be meant by an address that looks like one of the others: their order decides.
    if all.len() <= FEW || parameters > 0 {
        return all
            .into_iter()
            .fold(scope, |scope, operation| (operation.add)(scope));
    }
    let mut groups: Vec<(Option<String>, Vec<Operation>)> = Vec::new();
    for operation in all {
        let segment = operation.segment(depth).map(str::to_owned);
        match groups.iter_mut().find(|(name, _)| *name == segment) {
            Some((_, group)) => group.push(operation),
            None => groups.push((segment, vec![operation])),
        }
    }
    groups
        .into_iter()
        .fold(scope, |scope, (name, group)| match name {
            Some(name) => {
                let inner = web::scope("").guard(is_at(depth, name));
                scope.service(plant(inner, group, depth + 1))
            }
            None => group
                .into_iter()
                .fold(scope, |scope, operation| (operation.add)(scope)),
        })
}

/// Whether an address below the root has this segment there.
fn is_at(depth: usize, name: String) -> impl Guard {
    fn_guard(move |context| {
        let path = context.head().uri.path().strip_prefix(ROOT);
        let mut segments = path.unwrap_or_default().split('/').skip(1);
        segments.nth(depth) == Some(name.as_str())
    })
}
