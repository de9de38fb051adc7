//! How the line stands, and what waits: never more than a line of text while all is well.

use leptos::prelude::*;
use shared::features::visits::queue::Waiting;

use super::Device;
use super::waiting::list;
use crate::i18n::{plural, t};
use crate::ui::{Button, Notice, TextInput, Tone};

/// The state of the line at the head of the door.
pub(crate) fn state(device: Device) -> impl IntoView {
    let count = Memo::new(move |_| device.waiting.with(Vec::len));
    let refused = move || {
        device
            .waiting
            .with(|waiting| waiting.iter().any(|one: &Waiting| one.refusal.is_some()))
    };
    let words = move || {
        let count = u64::try_from(count.get()).unwrap_or_default();
        let waiting = (count > 0).then(|| plural(count, t::DESK_WAITING_ONE, t::DESK_WAITING_MANY));
        match (device.has_line.get(), device.is_sending.get()) {
            (false, _) => {
                let cut_off = t::DESK_CUT_OFF.s();
                waiting.map_or_else(
                    || cut_off.to_owned(),
                    |waiting| format!("{cut_off}: {waiting}"),
                )
            }
            (true, true) if count > 0 => t::DESK_SENDING.s().to_owned(),
            (true, _) => waiting.unwrap_or_default(),
        }
    };
    let tone = move || match (device.has_line.get(), refused()) {
        (_, true) => "danger",
        (false, _) => "warning",
        _ => "calm",
    };
    let is_quiet = move || words().is_empty();
    view! {
        <div class="door__line" role="status" data-tone=tone hidden=is_quiet>{words}</div>
        {move || device.is_desk.get().then(|| list(device))}
    }
}

/// What stands above the door while nobody is signed in: who records is asked, since no session says so.
pub(crate) fn cut_off(device: Device) -> impl IntoView {
    let is_back = Memo::new(move |_| device.has_line.get() && device.me.with(Option::is_some));
    move || {
        if is_back.get() {
            return view! {
                <Notice tone=Tone::Success title=t::DESK_BACK.s()>
                    <p>{t::DESK_BACK_TEXT.s()}</p>
                    <Button on_click=move |()| device.go_on()>{t::DESK_GO_ON.s()}</Button>
                </Notice>
            }
            .into_any();
        }
        view! {
            <Notice tone=Tone::Warning title=t::DESK_CUT_OFF.s()>
                <p>{t::DESK_CUT_OFF_TEXT.s()}</p>
                <TextInput name="who" label=t::DESK_WHO.s() hint=t::DESK_WHO_HINT.s() maxlength=150 autocomplete="off"
                    value=device.who/>
            </Notice>
        }
        .into_any()
    }
}
