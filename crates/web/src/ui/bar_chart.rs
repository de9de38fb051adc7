//! Amounts side by side. Every bar has its words and its number as text, and a table stands behind the chart.

use leptos::prelude::*;

use super::details::Details;
use crate::i18n::t;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its length.
    pub value: u64,
    /// The value, written for people.
    pub text: String,
    /// The one the title speaks of.
    pub marked: bool,
}

impl Bar {
    /// A bar that is not marked.
    pub fn new(label: impl Into<String>, value: u64, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value,
            text: text.into(),
            marked: false,
        }
    }
}

/// Horizontal bars.
#[component]
pub fn BarChart(
    /// The finding: "Piura concentra la mitad de las visitas", not "Visitas por provincia".
    #[prop(into)]
    title: String,
    /// What the bars stand for, head of the table's first column.
    #[prop(into)]
    category: String,
    /// What is measured and in what unit, head of the second.
    #[prop(into)]
    measure: String,
    /// The bars, in the order to be read.
    bars: Vec<Bar>,
    /// Source and date.
    #[prop(into, optional)]
    source: String,
    /// Where the data can be downloaded.
    #[prop(into, optional)]
    download: String,
) -> impl IntoView {
    let longest = bars.iter().map(|bar| bar.value).max().unwrap_or_default();
    let lines = bars.iter().map(|bar| line(bar, longest)).collect_view();
    let rows = bars
        .iter()
        .map(|bar| {
            view! {
                <tr>
                    <th scope="row">{bar.label.clone()}</th>
                    <td class="is-number">{bar.text.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <figcaption class="chart__title">
                {title} <span class="chart__measure">{measure.clone()}</span>
            </figcaption>
            <ul class="chart__bars" role="list">{lines}</ul>
            <div class="chart__foot">
                {(!source.is_empty()).then(|| view! { <p class="chart__source">{source}</p> })}
                {(!download.is_empty())
                    .then(|| view! { <a class="chart__download" href=download download="">{t::UI_DOWNLOAD.s()}</a> })}
            </div>
            <Details summary=t::UI_AS_TABLE.s()>
                <table class="chart__table">
                    <thead>
                        <tr>
                            <th scope="col">{category}</th>
                            <th scope="col" class="is-number">{measure}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </Details>
        </figure>
    }
}

fn line(bar: &Bar, longest: u64) -> impl IntoView + use<> {
    let width = share(bar.value, longest);
    let class = if bar.marked {
        "chart__bar is-marked"
    } else {
        "chart__bar"
    };
    let tip = format!("{}: {}", bar.label, bar.text);
    view! {
        <li class="chart__line">
            <span class="chart__label">{bar.label.clone()}</span>
            <svg class=class aria-hidden="true" width="100%" height="100%">
                <title>{tip}</title>
                <rect width=width height="100%" rx="2"></rect>
            </svg>
            <span class="chart__value">{bar.text.clone()}</span>
        </li>
    }
}

/// Per cent of the longest bar; what is there but tiny stays visible. In whole numbers: printing others weighs too much.
fn share(value: u64, longest: u64) -> String {
    let hundredths = value.saturating_mul(10_000).checked_div(longest);
    let least = if value > 0 { 50 } else { 0 };
    let hundredths = hundredths.unwrap_or_default().max(least);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_keep_their_proportion_and_small_ones_stay_visible() {
        assert_eq!(share(50, 200), "25.00%");
        assert_eq!(share(1, 3), "33.33%");
        assert_eq!(share(1, 100_000), "0.50%");
        assert_eq!(share(0, 7), "0.00%");
        assert_eq!(share(0, 0), "0.00%");
    }
}
