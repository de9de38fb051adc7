//! How a member of a kind stands in its field as text, and how it is read back.

use chrono::NaiveDate;
use shared::features::portal_admin::content::{EventKind, Periodicity, PteTheme};

use crate::staff::{as_lines, as_text};
use crate::ui::Choice;

/// A value that is filled in as text.
pub(super) trait Typed: Sized {
    /// As its field shows it.
    fn shown(&self) -> String;
    /// What was typed; `None` where it cannot be read.
    fn read(text: String) -> Option<Self>;
}

impl Typed for String {
    fn shown(&self) -> String {
        self.clone()
    }

    fn read(text: String) -> Option<Self> {
        Some(text)
    }
}

impl Typed for bool {
    fn shown(&self) -> String {
        self.to_string()
    }

    fn read(text: String) -> Option<Self> {
        Some(text == "true")
    }
}

impl Typed for NaiveDate {
    fn shown(&self) -> String {
        self.to_string()
    }

    fn read(text: String) -> Option<Self> {
        text.parse().ok()
    }
}

/// A line each.
impl Typed for Vec<String> {
    fn shown(&self) -> String {
        as_text(self)
    }

    fn read(text: String) -> Option<Self> {
        Some(as_lines(&text))
    }
}

/// An empty field is nothing.
impl<T: Typed> Typed for Option<T> {
    fn shown(&self) -> String {
        self.as_ref().map(T::shown).unwrap_or_default()
    }

    fn read(text: String) -> Option<Self> {
        if text.is_empty() {
            Some(None)
        } else {
            T::read(text).map(Some)
        }
    }
}

/// A value that is chosen from a list.
pub(super) trait Chosen: Typed {
    /// The list, in its order.
    fn choices() -> Vec<Choice>;
}

macro_rules! chosen {
    ($($type:ty),*) => { $(
        impl Typed for $type {
            fn shown(&self) -> String {
                self.as_str().to_owned()
            }

            fn read(text: String) -> Option<Self> {
                text.parse().ok()
            }
        }

        impl Chosen for $type {
            fn choices() -> Vec<Choice> {
                let all = Self::ALL.iter();
                all.map(|one| Choice::new(one.as_str(), one.title())).collect()
            }
        }
    )* };
}

chosen!(EventKind, PteTheme, Periodicity);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_day_is_none_and_a_day_that_cannot_be_read_is_refused() {
        let read = |text: &str| Option::<NaiveDate>::read(text.to_owned());
        assert_eq!(read(""), Some(None));
        assert_eq!(
            read("2026-12-07"),
            Some(NaiveDate::from_ymd_opt(2026, 12, 7))
        );
        assert_eq!(read("07/12/2026"), None);
        assert_eq!(NaiveDate::read(String::new()), None);
    }
}
