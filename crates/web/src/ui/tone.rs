//! The meanings a colour may have. A tone always brings an icon and a word, never colour alone.

use crate::i18n::t;

/// What a notice, badge or toast means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No meaning of its own: a plain state.
    #[default]
    Neutral,
    /// Good to know.
    Info,
    /// Done, in force, on time.
    Success,
    /// Needs attention soon.
    Warning,
    /// Wrong, overdue, refused.
    Danger,
}

impl Tone {
    /// The last part of the class name.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }

    /// The icon that carries the meaning.
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Neutral => "circle-dot",
            Self::Info => "info",
            Self::Success => "circle-check",
            Self::Warning => "triangle-alert",
            Self::Danger => "octagon-alert",
        }
    }

    /// The word a screen reader hears before the message.
    pub fn word(self) -> &'static str {
        match self {
            Self::Neutral => t::UI_TONE_NEUTRAL.s(),
            Self::Info => t::UI_TONE_INFO.s(),
            Self::Success => t::UI_TONE_SUCCESS.s(),
            Self::Warning => t::UI_TONE_WARNING.s(),
            Self::Danger => t::UI_TONE_DANGER.s(),
        }
    }
}
