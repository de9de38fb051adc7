//! What happened, where it stands today, what comes.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::t;

/// Where a moment lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// It happened.
    Past,
    /// It is the case today.
    Today,
    /// It will happen, or is due.
    Future,
}

/// One moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineItem {
    /// Where it lies.
    pub moment: Moment,
    /// Its date, written for people.
    pub date: String,
    /// What happened.
    pub title: String,
    /// By whom, with what outcome. Empty for nothing more.
    pub text: String,
}

/// Moments below each other, the earliest first.
#[component]
pub fn Timeline(
    /// The moments.
    items: Vec<TimelineItem>,
) -> impl IntoView {
    let items = items.into_iter().map(moment).collect_view();
    view! { <ol class="timeline" role="list">{items}</ol> }
}

fn moment(item: TimelineItem) -> impl IntoView {
    let class = match item.moment {
        Moment::Past => "timeline__item is-past",
        Moment::Today => "timeline__item is-today",
        Moment::Future => "timeline__item is-future",
    };
    let today = item.moment == Moment::Today;
    view! {
        <li class=class aria-current=today.then_some("step")>
            <span class="timeline__mark">
                {(item.moment == Moment::Past).then(|| view! { <Icon name="check" /> })}
            </span>
            <div class="timeline__body">
                <p class="timeline__date">
                    {today.then(|| view! { <strong class="timeline__today">{t::UI_TODAY.s()}</strong>" · " })}
                    {item.date}
                </p>
                <p class="timeline__title">{item.title}</p>
                {(!item.text.is_empty()).then(|| view! { <p class="timeline__text">{item.text}</p> })}
            </div>
        </li>
    }
}
