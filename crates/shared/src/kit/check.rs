//! Rules of a form, listed once: the browser calls [`Check::check`] before it sends, the API through `validator`.

use super::problem::FieldError;
use crate::rules::Violation;

/// A body whose fields have rules.
pub trait Check {
    /// Every rule that the value breaks, by field; empty when all hold.
    fn check(&self) -> Vec<FieldError>;
}

/// Collects violations under field paths.
#[derive(Debug, Default)]
pub struct Checker {
    errors: Vec<FieldError>,
}

impl Checker {
    /// Files the outcome of one rule under a field.
    pub fn field(&mut self, field: &str, outcome: Result<(), Violation>) -> &mut Self {
        if let Err(violation) = outcome {
            self.errors
                .push(FieldError::new(field, violation.code, violation.message));
        }
        self
    }

    /// Files the violations of a nested body under `prefix.`.
    pub fn nested(&mut self, prefix: &str, inner: &impl Check) -> &mut Self {
        self.below(prefix, inner.check())
    }

    /// Files violations that were found already under `prefix.`.
    pub fn below(&mut self, prefix: &str, errors: Vec<FieldError>) -> &mut Self {
        self.errors
            .extend(errors.into_iter().map(|error| FieldError {
                field: format!("{prefix}.{}", error.field),
                ..error
            }));
        self
    }

    /// Files the violations of a list under `prefix[i].`.
    pub fn each(&mut self, prefix: &str, inner: &[impl Check]) -> &mut Self {
        for (index, item) in inner.iter().enumerate() {
            self.nested(&format!("{prefix}[{index}]"), item);
        }
        self
    }

    /// The violations, in the order they were filed.
    pub fn finish(&mut self) -> Vec<FieldError> {
        std::mem::take(&mut self.errors)
    }
}

/// Lists the rules of a body: `checks!(Type { field => rule(field), … })`.
///
/// `$this` names the value; each line files the outcome of a rule under a field. Implements [`Check`] and, with the
/// feature `api`, `validator::Validate` over the same rules.
#[macro_export]
macro_rules! checks {
    ($type:ty, |$this:ident, $checker:ident| $body:block) => {
        impl $crate::kit::check::Check for $type {
            fn check(&self) -> Vec<$crate::kit::problem::FieldError> {
                let $this = self;
                let mut collector = $crate::kit::check::Checker::default();
                let $checker = &mut collector;
                $body
                collector.finish()
            }
        }

        #[cfg(feature = "api")]
        impl validator::Validate for $type {
            fn validate(&self) -> Result<(), validator::ValidationErrors> {
                $crate::kit::check::to_validation($crate::kit::check::Check::check(self))
            }
        }
    };
}

/// The errors as `validator` carries them; the field path is the key.
///
/// # Errors
/// When there is at least one.
#[cfg(feature = "api")]
pub fn to_validation(errors: Vec<FieldError>) -> Result<(), validator::ValidationErrors> {
    if errors.is_empty() {
        return Ok(());
    }
    let mut out = validator::ValidationErrors::new();
    for error in errors {
        let mut inner = validator::ValidationError::new("");
        inner.code = error.code.into();
        inner.message = Some(error.message.into());
        let kind = validator::ValidationErrorsKind::Field(Vec::new());
        let entry = out.0.entry(error.field.into()).or_insert(kind);
        if let validator::ValidationErrorsKind::Field(list) = entry {
            list.push(inner);
        }
    }
    Err(out)
}
