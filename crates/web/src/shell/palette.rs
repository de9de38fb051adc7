//! "Ir a…": a dialog that leads to any page one may see, or searches where one may search, by keyboard alone (Ctrl K).

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::access::Permission;
use shared::features::auth::Me;
use shared::text::fold::fold;

use super::staff::StaffPages;
use crate::format::address;
use crate::i18n::{Text, t};
use crate::session::allows;
use crate::ui::{Choice, Combobox, Dialog, Icon, dom};

/// Lists that are searched: what it needs, what it is called, where it is, the name of its filter.
const SEARCHES: [(Permission, Text, &str, &str); 2] = [
    (
        Permission::PortalRequestsRead,
        t::PALETTE_SEARCH_REQUESTS,
        "/admin/solicitudes",
        "q",
    ),
    (
        Permission::MunicipalitiesManage,
        t::PALETTE_SEARCH_MUNICIPALITIES,
        "/admin/municipalidades",
        "q",
    ),
];

/// A page as the palette lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Goal {
    label: &'static str,
    path: &'static str,
}

/// The button of the bar and the dialog it opens, for one person, among every page of the staff app.
pub(super) fn palette(me: Me, pages: StaffPages) -> impl IntoView {
    let (open, query) = (RwSignal::new(false), RwSignal::new(String::new()));
    listen(open);
    let goals = goals(&me, pages);
    let searches: Vec<_> = SEARCHES
        .into_iter()
        .filter(|(permission, ..)| allows(&me, *permission))
        .collect();
    let options = Memo::new(move |_| query.with(|typed| matching(typed, &goals, &searches)));
    let navigate = use_navigate();
    let go = Callback::new(move |choice: Choice| {
        open.set(false);
        query.set(String::new());
        navigate(&choice.value, NavigateOptions::default());
    });
    let first = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(choice) = options.with_untracked(|all| all.first().cloned()) {
            go.run(choice);
        }
    };
    view! {
        <button type="button" class="button button--quiet" aria-haspopup="dialog" aria-keyshortcuts="Control+K"
            on:click=move |_| open.set(true)>
            <Icon name="search"/>
            <span class="button__words">{t::PALETTE_OPEN.s()}</span>
        </button>
        <Dialog id="palette" open=open title=t::PALETTE_TITLE.s()>
            <form class="palette" id="palette-form" on:submit=first>
                <Combobox name="palette" label=t::PALETTE_LABEL.s() hint=t::PALETTE_HINT.s() optional=true query=query
                    options=options on_select=go/>
            </form>
        </Dialog>
    }
}

/// Ctrl K (Command K) opens and closes it from anywhere; the field has the focus.
fn listen(open: RwSignal<bool>) {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| {
            let asked = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
            if asked && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                open.update(|open| *open = !*open);
            }
        });
        on_cleanup(move || handle.remove());
    });
    Effect::new(move |_| {
        if open.get() {
            request_animation_frame(|| dom::focus("palette-form"));
        }
    });
}

fn goals(me: &Me, pages: StaffPages) -> Vec<Goal> {
    let pages = pages.iter().copied().flatten();
    let seen = pages.filter(|page| page.is_open_to(me));
    seen.filter_map(|page| {
        Some(Goal {
            label: page.label?.s(),
            path: page.path,
        })
    })
    .chain([Goal {
        label: t::STAFF_ACCOUNT.s(),
        path: "/admin/cuenta",
    }])
    .collect()
}

/// Pages whose name has every word that was typed, then the searches for it.
fn matching(
    typed: &str,
    goals: &[Goal],
    searches: &[(Permission, Text, &'static str, &'static str)],
) -> Vec<Choice> {
    let typed = typed.trim();
    let folded = fold(typed);
    let pages = goals.iter().filter(|goal| {
        let label = fold(goal.label);
        folded.split_whitespace().all(|word| label.contains(word))
    });
    let pages = pages.map(|goal| Choice::new(goal.path, goal.label));
    let searches = searches
        .iter()
        .filter(|_| !typed.is_empty())
        .map(|(_, label, path, filter)| {
            Choice::new(
                address(path, &[(*filter, typed)]),
                label.with(&[("q", typed)]),
            )
        });
    pages.chain(searches).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(typed: &str) -> Vec<String> {
        let goals = [
            Goal {
                label: "Páginas",
                path: "/admin/portal/paginas",
            },
            Goal {
                label: "Usuarios y roles",
                path: "/admin/usuarios",
            },
        ];
        let found = matching(typed, &goals, &SEARCHES[..1]);
        found.into_iter().map(|choice| choice.value).collect()
    }

    #[test]
    fn pages_are_found_by_their_words_without_accents_and_in_any_order() {
        assert_eq!(labels("pagin")[0], "/admin/portal/paginas");
        assert_eq!(labels("roles usu")[0], "/admin/usuarios");
        assert_eq!(labels("").len(), 2);
    }

    #[test]
    fn what_is_no_page_is_searched_where_one_may_search() {
        assert_eq!(labels("POR-2026"), ["/admin/solicitudes?q=POR-2026"]);
    }
}
