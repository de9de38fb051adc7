//! One option of a select, a radio group or a suggestion list.

/// A value a program reads and the words a person reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is stored or sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// A second line: what choosing it means, or where it lies. Empty for none.
    pub hint: String,
}

impl Choice {
    /// A choice without a second line.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
        }
    }

    /// The same choice with a second line.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: hint.into(),
            ..self
        }
    }
}
