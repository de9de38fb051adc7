//! The menu tree. `<details>` opens it on narrow screens, so it also opens without script.

use leptos::prelude::*;
use shared::features::portal::MenuNode;

use super::external;
use crate::i18n::t;
use crate::ui::Icon;

/// The main menu; nodes carry complete addresses.
pub(super) fn main_menu(nodes: Vec<MenuNode>) -> AnyView {
    view! {
        <details class="site-menu" id="site-menu" data-menu="">
            <summary class="site-menu__button">{t::SHELL_MENU.s()}<Icon name="chevron-down"/></summary>
            <nav aria-label=t::SHELL_MENU_MAIN.s()>
                <ul class="site-menu__list" role="list">
                    {nodes.into_iter().enumerate().map(|(at, node)| entry(node, at)).collect_view()}
                </ul>
            </nav>
        </details>
    }
    .into_any()
}

fn entry(node: MenuNode, at: usize) -> AnyView {
    if node.children.is_empty() {
        return view! { <li>{link(node.label, node.href)}</li> }.into_any();
    }
    let id = format!("site-menu-{at}");
    let overview = (!node.href.is_empty()).then(|| {
        let label = t::SHELL_MENU_OVERVIEW.with(&[("name", &node.label)]);
        view! { <li>{link(label, node.href.clone())}</li> }
    });
    view! {
        <li>
            <details class="site-menu__branch" id=id data-menu="">
                <summary>{node.label}<Icon name="chevron-down"/></summary>
                <ul role="list">
                    {overview}
                    {node.children.into_iter().map(leaf).collect_view()}
                </ul>
            </details>
        </li>
    }
    .into_any()
}

/// Deeper levels are listed under their heading, always open.
fn leaf(node: MenuNode) -> AnyView {
    let label = if node.href.is_empty() {
        view! { <span class="site-menu__heading">{node.label}</span> }.into_any()
    } else {
        link(node.label, node.href).into_any()
    };
    let below = (!node.children.is_empty()).then(|| {
        view! { <ul role="list">{node.children.into_iter().map(leaf).collect_view()}</ul> }
    });
    view! { <li>{label}{below}</li> }.into_any()
}

fn link(label: String, href: String) -> impl IntoView {
    let here = leptos_router::hooks::use_location().pathname;
    let target = href.clone();
    let current = move || (here.get() == target).then_some("page");
    view! { <a href=href.clone() rel=external(&href).then_some("external") aria-current=current>{label}</a> }
}
