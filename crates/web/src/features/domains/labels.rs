//! What the states of a domain and of a payment are called.

use shared::features::domains::{DomainState, PaymentState};

use crate::i18n::{Text, t};
use crate::ui::Tone;

/// Tone and name of a state.
pub(super) const fn state(state: DomainState) -> (Tone, Text) {
    match state {
        DomainState::Requested => (Tone::Info, t::DOMAIN_STATE_REQUESTED),
        DomainState::Verified => (Tone::Info, t::DOMAIN_STATE_VERIFIED),
        DomainState::Active => (Tone::Success, t::DOMAIN_STATE_ACTIVE),
        DomainState::Expired => (Tone::Danger, t::DOMAIN_STATE_EXPIRED),
        DomainState::Transferred => (Tone::Neutral, t::DOMAIN_STATE_TRANSFERRED),
        DomainState::Refused => (Tone::Danger, t::DOMAIN_STATE_REFUSED),
        DomainState::Released => (Tone::Neutral, t::DOMAIN_STATE_RELEASED),
    }
}

/// Tone and name of what became of a payment.
pub(super) const fn payment(state: PaymentState) -> (Tone, Text) {
    match state {
        PaymentState::Pending => (Tone::Info, t::DOMAIN_PAYMENT_PENDING),
        PaymentState::Confirmed => (Tone::Success, t::DOMAIN_PAYMENT_CONFIRMED),
        PaymentState::Rejected => (Tone::Danger, t::DOMAIN_PAYMENT_REJECTED),
    }
}
