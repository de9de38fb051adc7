//! The words and fields of each kind.

use leptos::prelude::*;
use shared::features::portal_admin::content::GeoPoint;
use shared::features::portal_admin::{
    ContentKind, MenuItemIn, OfficeIn, OrgUnitIn, PageIn, VideoIn,
};
use shared::text::slug::slug;

use super::preview::markdown;
use super::{Editable, Fields, Words};
use crate::format::short_date;
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::staff::{as_lines, as_text};
use crate::ui::{DateField, InputWidth, TabItem, TabPanel, Tabs, TextArea, TextInput};

impl Editable for MenuItemIn {
    const KIND: ContentKind = ContentKind::Menu;
    const PAGE: &'static str = "/admin/portal/menu";
    const SUBJECT: &'static str = "menu";
    const WORDS: Words = Words {
        title: t::CONTENT_MENU_TITLE,
        lead: t::CONTENT_MENU_LEAD,
        add: t::CONTENT_MENU_ADD,
        icon: "menu",
    };

    fn label(&self) -> String {
        self.label.clone()
    }

    fn detail(&self) -> String {
        if self.href.is_empty() {
            t::CONTENT_MENU_HEADING.s().to_owned()
        } else {
            self.href.clone()
        }
    }

    fn fields(form: FormState, now: Option<&Self>) -> Fields<Self> {
        let now = now.cloned().unwrap_or_default();
        let label = form.field("value.label", now.label);
        let href = form.field("value.href", now.href);
        let view = view! {
            <TextInput name="value.label" label=t::CONTENT_MENU_LABEL.s() maxlength=60 value=label.value error=label.error/>
            <TextInput name="value.href" label=t::CONTENT_MENU_HREF.s() hint=t::CONTENT_MENU_HREF_HINT.s() optional=true
                value=href.value error=href.error/>
        };
        let read = move || {
            Some(Self {
                label: label.text(),
                href: href.text(),
            })
        };
        Fields {
            view: view.into_any(),
            read: Box::new(read),
        }
    }
}

impl Editable for PageIn {
    const KIND: ContentKind = ContentKind::Pages;
    const PAGE: &'static str = "/admin/portal/paginas";
    const SUBJECT: &'static str = "pages";
    const WORDS: Words = Words {
        title: t::CONTENT_PAGES_TITLE,
        lead: t::CONTENT_PAGES_LEAD,
        add: t::CONTENT_PAGES_ADD,
        icon: "file-text",
    };

    fn label(&self) -> String {
        self.title.clone()
    }

    fn detail(&self) -> String {
        format!("paginas/{}", self.slug)
    }

    fn fields(form: FormState, now: Option<&Self>) -> Fields<Self> {
        let now = now.cloned().unwrap_or_default();
        let title = form.field("value.title", now.title);
        let address = form.field("value.slug", now.slug);
        let summary = form.field("value.summary", now.summary);
        let body = form.field("value.body", now.body);
        // The address follows the title until somebody writes one.
        let suggest = move || {
            if address.text().is_empty() {
                address.value.set(slug(&title.text()));
            }
        };
        let view = view! {
            <TextInput name="value.title" label=t::CONTENT_PAGE_TITLE.s() maxlength=120 on_blur=suggest
                value=title.value error=title.error/>
            <TextInput name="value.slug" label=t::CONTENT_PAGE_SLUG.s() hint=t::CONTENT_PAGE_SLUG_HINT.s() maxlength=80
                prefix="paginas/" value=address.value error=address.error/>
            <TextArea name="value.summary" label=t::CONTENT_PAGE_SUMMARY.s() hint=t::CONTENT_PAGE_SUMMARY_HINT.s() rows=2
                max_chars=300 value=summary.value error=summary.error/>
            {body_field(body)}
        };
        let read = move || {
            Some(Self {
                slug: address.text(),
                title: title.text(),
                summary: summary.text(),
                body: body.value.get_untracked(),
            })
        };
        Fields {
            view: view.into_any(),
            read: Box::new(read),
        }
    }
}

/// The text as it is written, and as it will look.
fn body_field(body: FormField) -> AnyView {
    let selected = RwSignal::new("write".to_owned());
    let items = vec![
        TabItem::new("write", t::CONTENT_PAGE_WRITE.s()),
        TabItem::new("preview", t::CONTENT_PAGE_PREVIEW.s()),
    ];
    view! {
        <div class="l-stack l-stack--s">
            <Tabs id="page-body" label=t::CONTENT_PAGE_BODY.s() items=items selected=selected/>
            <TabPanel id="page-body" key="write" selected=selected>
                <TextArea name="value.body" label=t::CONTENT_PAGE_BODY.s() hint=t::CONTENT_PAGE_BODY_HINT.s() rows=16
                    max_chars=40000 value=body.value error=body.error/>
            </TabPanel>
            <TabPanel id="page-body" key="preview" selected=selected>
                <div class="card staff-text">{move || markdown(&body.value.get())}</div>
            </TabPanel>
        </div>
    }
    .into_any()
}

impl Editable for OfficeIn {
    const KIND: ContentKind = ContentKind::Offices;
    const PAGE: &'static str = "/admin/portal/oficinas";
    const SUBJECT: &'static str = "offices";
    const WORDS: Words = Words {
        title: t::CONTENT_OFFICES_TITLE,
        lead: t::CONTENT_OFFICES_LEAD,
        add: t::CONTENT_OFFICES_ADD,
        icon: "map-pin",
    };

    fn label(&self) -> String {
        self.name.clone()
    }

    fn detail(&self) -> String {
        self.address.clone()
    }

    fn fields(form: FormState, now: Option<&Self>) -> Fields<Self> {
        let now = now.cloned().unwrap_or_default();
        let name = form.field("value.name", now.name);
        let address = form.field("value.address", now.address);
        let phone = form.field("value.phone", now.phone.unwrap_or_default());
        let email = form.field("value.email", now.email.unwrap_or_default());
        let hours = form.field("value.hours", as_text(&now.hours));
        let degrees = |of: fn(GeoPoint) -> f64| {
            now.position
                .map(|point| of(point).to_string())
                .unwrap_or_default()
        };
        let latitude = form.field("value.position.latitude", degrees(|point| point.latitude));
        let longitude = form.field("value.position.longitude", degrees(|point| point.longitude));
        let view = view! {
            <TextInput name="value.name" label=t::CONTENT_OFFICE_NAME.s() maxlength=120 value=name.value error=name.error/>
            <TextInput name="value.address" label=t::CONTACT_ADDRESS.s() maxlength=200 value=address.value error=address.error/>
            <TextInput name="value.phone" label=t::CONTACT_PHONE.s() optional=true kind="tel" width=InputWidth::Medium
                maxlength=30 value=phone.value error=phone.error/>
            <TextInput name="value.email" label=t::CONTACT_EMAIL.s() optional=true kind="email" maxlength=254
                value=email.value error=email.error/>
            <TextArea name="value.hours" label=t::CONTACT_HOURS.s() hint=t::CONTACT_HOURS_HINT.s() optional=true rows=4
                value=hours.value error=hours.error/>
            <fieldset class="l-stack staff-group">
                <legend>{t::CONTENT_OFFICE_POSITION.s()}</legend>
                <p class="u-small u-muted">{t::CONTENT_OFFICE_POSITION_HINT.s()}</p>
                <TextInput name="value.position.latitude" label=t::CONTENT_OFFICE_LATITUDE.s() optional=true
                    width=InputWidth::Medium value=latitude.value error=latitude.error/>
                <TextInput name="value.position.longitude" label=t::CONTENT_OFFICE_LONGITUDE.s() optional=true
                    width=InputWidth::Medium value=longitude.value error=longitude.error/>
            </fieldset>
        };
        let read = move || {
            Some(Self {
                name: name.text(),
                address: address.text(),
                phone: phone.optional(),
                email: email.optional(),
                hours: as_lines(&hours.text()),
                position: point(&latitude.text(), &longitude.text()),
            })
        };
        Fields {
            view: view.into_any(),
            read: Box::new(read),
        }
    }
}

/// A point from what was typed; what is no number lies outside Peru, so that the rule names its field.
fn point(latitude: &str, longitude: &str) -> Option<GeoPoint> {
    let degrees = |text: &str| text.replace(',', ".").parse().unwrap_or(f64::NAN);
    let typed = !latitude.is_empty() || !longitude.is_empty();
    typed.then(|| GeoPoint {
        latitude: degrees(latitude),
        longitude: degrees(longitude),
    })
}

impl Editable for OrgUnitIn {
    const KIND: ContentKind = ContentKind::OrgUnits;
    const PAGE: &'static str = "/admin/portal/unidades";
    const SUBJECT: &'static str = "org_units";
    const WORDS: Words = Words {
        title: t::CONTENT_UNITS_TITLE,
        lead: t::CONTENT_UNITS_LEAD,
        add: t::CONTENT_UNITS_ADD,
        icon: "network",
    };

    fn label(&self) -> String {
        self.name.clone()
    }

    fn detail(&self) -> String {
        self.siglas.clone()
    }

    fn fields(form: FormState, now: Option<&Self>) -> Fields<Self> {
        let now = now.cloned().unwrap_or_default();
        let name = form.field("value.name", now.name);
        let siglas = form.field("value.siglas", now.siglas);
        let view = view! {
            <TextInput name="value.name" label=t::CONTENT_UNIT_NAME.s() maxlength=160 value=name.value error=name.error/>
            <TextInput name="value.siglas" label=t::CONTENT_UNIT_SIGLAS.s() hint=t::CONTENT_UNIT_SIGLAS_HINT.s()
                width=InputWidth::Medium maxlength=20 value=siglas.value error=siglas.error/>
        };
        let read = move || {
            Some(Self {
                siglas: siglas.text(),
                name: name.text(),
            })
        };
        Fields {
            view: view.into_any(),
            read: Box::new(read),
        }
    }
}

impl Editable for VideoIn {
    const KIND: ContentKind = ContentKind::Videos;
    const PAGE: &'static str = "/admin/portal/videos";
    const SUBJECT: &'static str = "videos";
    const WORDS: Words = Words {
        title: t::CONTENT_VIDEOS_TITLE,
        lead: t::CONTENT_VIDEOS_LEAD,
        add: t::CONTENT_VIDEOS_ADD,
        icon: "video",
    };

    fn label(&self) -> String {
        self.title.clone()
    }

    fn detail(&self) -> String {
        short_date(self.published_on)
    }

    fn fields(form: FormState, now: Option<&Self>) -> Fields<Self> {
        let text = |of: fn(&Self) -> String| now.map(of).unwrap_or_default();
        let title = form.field("value.title", text(|video| video.title.clone()));
        let url = form.field("value.url", text(|video| video.url.clone()));
        let date = form.field(
            "value.published_on",
            text(|video| video.published_on.to_string()),
        );
        let view = view! {
            <TextInput name="value.title" label=t::CONTENT_VIDEO_TITLE.s() maxlength=120 value=title.value error=title.error/>
            <TextInput name="value.url" label=t::CONTENT_VIDEO_URL.s() hint=t::CONTENT_VIDEO_URL_HINT.s() kind="url"
                value=url.value error=url.error/>
            <DateField name="value.published_on" label=t::CONTENT_VIDEO_DATE.s() value=date.value error=date.error/>
        };
        let read = move || {
            let Ok(published_on) = date.text().parse() else {
                form.refuse_field("value.published_on", t::FORM_REQUIRED.s());
                return None;
            };
            Some(Self {
                title: title.text(),
                url: url.text(),
                published_on,
            })
        };
        Fields {
            view: view.into_any(),
            read: Box::new(read),
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::kit::check::Check;

    use super::*;

    #[test]
    fn half_a_position_is_named_and_none_is_none() {
        assert_eq!(point("", ""), None);
        assert!(point("-5,1973", "-80.6266").unwrap().check().is_empty());
        let half = point("-5.1973", "").unwrap().check();
        assert_eq!(half.first().unwrap().field, "longitude");
    }
}
