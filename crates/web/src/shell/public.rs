//! The public frame: skip link, State bar, header with widgets, menu and search, content, footer.

use leptos::prelude::*;
use shared::features::directory::PortalStatus;
use shared::features::portal::{
    Contact, Image, Link, MenuNode, Officer, PortalMode, PortalPublic, Widget, WidgetKind,
};

use super::{footer, menu, platform_path, search_at, state_bar, tenant_path};
use crate::env;
use crate::format::short_date;
use crate::i18n::{Text, t};
use crate::ui::{Band, CoatOfArms, SearchBox, SkipLink};

/// Whose pages the frame surrounds: the platform, or one municipality.
#[derive(Clone, Debug)]
pub struct Site {
    /// Name in the header.
    pub name: String,
    /// The lines under it: names of the decade and the year, or what the platform is.
    pub lines: Vec<String>,
    /// Address of its home page.
    pub home: String,
    /// Address of its search page.
    pub search: String,
    /// Its coat of arms; `None` for the platform's emblem.
    pub coat_of_arms: Option<Image>,
    /// Menu with complete addresses.
    pub menu: Vec<MenuNode>,
    /// Values with date and source.
    pub widgets: Vec<Widget>,
    /// What its pages claim to be; `None` for the platform.
    pub mode: Option<PortalMode>,
    /// How far the portal has come; `None` for the platform.
    pub status: Option<PortalStatus>,
    /// How to reach it.
    pub contact: Option<Contact>,
    /// Who answers for what.
    pub officers: Vec<Officer>,
    /// Links to the State.
    pub state_links: Vec<Link>,
}

impl Site {
    /// The platform itself.
    pub fn platform() -> Self {
        let menu = [
            ("/municipalidades", t::MENU_DIRECTORY),
            ("/solicitar-portal", t::MENU_REQUEST),
            ("/seguimiento", t::MENU_TRACKING),
            ("/calculadora-de-plazos", t::MENU_DEADLINE),
            ("/desarrolladores", t::MENU_DEVELOPERS),
        ];
        Self {
            name: t::SITE_NAME.s().to_owned(),
            lines: vec![t::SITE_LINE.s().to_owned()],
            home: platform_path("/"),
            search: platform_path("/buscar"),
            coat_of_arms: None,
            menu: menu
                .into_iter()
                .map(|(path, label)| node(label, path))
                .collect(),
            widgets: Vec::new(),
            mode: None,
            status: None,
            contact: None,
            officers: Vec::new(),
            state_links: Vec::new(),
        }
    }

    /// A municipality.
    pub fn of(portal: &PortalPublic) -> Self {
        let year = portal
            .widgets
            .iter()
            .find(|widget| widget.kind == WidgetKind::YearName);
        Self {
            name: portal.name.clone(),
            lines: year.map(names).unwrap_or_default(),
            home: tenant_path(&portal.slug, ""),
            search: tenant_path(&portal.slug, "buscar"),
            coat_of_arms: portal.coat_of_arms.clone(),
            menu: portal
                .menu
                .iter()
                .map(|node| placed(node, &portal.slug))
                .collect(),
            widgets: portal
                .widgets
                .iter()
                .filter(|widget| widget.kind != WidgetKind::YearName)
                .cloned()
                .collect(),
            mode: Some(portal.mode),
            status: Some(portal.status),
            contact: Some(portal.contact.clone()),
            officers: portal.officers.clone(),
            state_links: portal.state_links.clone(),
        }
    }

    /// Whether the page stands on a municipality's own domain, so that the platform is elsewhere.
    pub fn tenant_host(&self) -> bool {
        env::boot().host_tenant.is_some()
    }
}

fn names(year: &Widget) -> Vec<String> {
    let decade = year.decade.iter().map(|name| format!("«{name}»"));
    let year = format!("«{}», {}", year.value, year.source);
    decade.chain([year]).collect()
}

fn node(label: Text, path: &str) -> MenuNode {
    MenuNode {
        label: label.s().to_owned(),
        href: platform_path(path),
        children: Vec::new(),
    }
}

/// The entry with complete addresses: those of the tenant's own pages come without their prefix.
fn placed(node: &MenuNode, slug: &str) -> MenuNode {
    let href = match node.href.as_str() {
        "" => String::new(),
        href if href.starts_with("https://") || href.starts_with("http://") => href.to_owned(),
        rest => tenant_path(slug, rest),
    };
    MenuNode {
        label: node.label.clone(),
        href,
        children: node
            .children
            .iter()
            .map(|child| placed(child, slug))
            .collect(),
    }
}

/// The frame with a page in it.
pub fn public_shell(site: &Site, content: impl IntoView + 'static) -> AnyView {
    view! {
        <SkipLink target="main"/>
        {state_bar::state_bar(site)}
        {header(site)}
        <main id="main" tabindex="-1">{content.into_any()}</main>
        {footer::footer(site)}
    }
    .into_any()
}

fn header(site: &Site) -> AnyView {
    let arms = site.coat_of_arms.as_ref().map(|image| image.url.clone());
    let widgets = (!site.widgets.is_empty()).then(|| widget_list(site.widgets.clone()));
    view! {
        <header class="site-header">
            <div class="l-container site-header__row">
                <a class="site-header__name" href=site.home.clone()>
                    <CoatOfArms name=site.name.clone() src=arms large=true/>
                    <span>
                        <strong>{site.name.clone()}</strong>
                        {site
                            .lines
                            .iter()
                            .map(|line| view! { <small>{line.clone()}</small> })
                            .collect_view()}
                    </span>
                </a>
                {search(site.search.clone())}
                {widgets}
            </div>
            <div class="l-container">{menu::main_menu(site.menu.clone())}</div>
            <Band/>
        </header>
    }
    .into_any()
}

fn widget_list(widgets: Vec<Widget>) -> AnyView {
    let entries = widgets.into_iter().map(|widget| {
        let label = match widget.kind {
            WidgetKind::YearName => t::WIDGET_YEAR_NAME,
            WidgetKind::Uit => t::WIDGET_UIT,
            WidgetKind::ExchangeRate => t::WIDGET_EXCHANGE_RATE,
            WidgetKind::Weather => t::WIDGET_WEATHER,
        };
        let from = t::WIDGET_FROM.with(&[
            ("date", &short_date(widget.valid_on)),
            ("source", &widget.source),
        ]);
        view! {
            <div class="widget">
                <dt>{label.s()}</dt>
                <dd>
                    <span class="u-num">{widget.value}</span>
                    <small class="u-muted">{from}</small>
                </dd>
            </div>
        }
    });
    view! { <dl class="site-header__widgets">{entries.collect_view()}</dl> }.into_any()
}

fn search(action: String) -> AnyView {
    let typed = RwSignal::new(String::new());
    let go = search_at(&action, typed);
    view! {
        <SearchBox
            id="site-search"
            label=t::SHELL_SEARCH_LABEL.s()
            hide_label=true
            placeholder=t::SHELL_SEARCH_LABEL.s()
            value=typed
            action=action
            on_search=go
        />
    }
    .into_any()
}
