//! A heading of the Portal de Transparencia Estándar (TUO de la Ley 27806; Directiva 001-2017-PCM/SGP), as rows of the
//! municipality: the norms change, and each one publishes in its own places.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::link;
use crate::features::portal_admin::optional;
use crate::kit::text_enum::text_enum;
use crate::rules::{self, Violation};

/// The national portal, where every entity of the State publishes.
pub const NATIONAL_PTE: &str = "https://www.transparencia.gob.pe/";

text_enum! {
    /// The themes of the PTE, in its order.
    #[derive(Default)]
    PteTheme {
        /// Datos generales.
        #[default]
        General = "general",
        /// Planeamiento y organización.
        Planning = "planning",
        /// Presupuesto.
        Budget = "budget",
        /// Proyectos de inversión e Infobras.
        Projects = "projects",
        /// Participación ciudadana.
        Participation = "participation",
        /// Personal.
        Personnel = "personnel",
        /// Contratación de bienes y servicios.
        Procurement = "procurement",
        /// Actividades oficiales.
        Activities = "activities",
        /// Acceso a la información pública.
        Access = "access",
        /// Registro de visitas.
        Visits = "visits",
        /// Información adicional.
        Additional = "additional",
    }
}

impl PteTheme {
    /// Its official name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::General => "Datos generales",
            Self::Planning => "Planeamiento y organización",
            Self::Budget => "Presupuesto",
            Self::Projects => "Proyectos de inversión e Infobras",
            Self::Participation => "Participación ciudadana",
            Self::Personnel => "Personal",
            Self::Procurement => "Contratación de bienes y servicios",
            Self::Activities => "Actividades oficiales",
            Self::Access => "Acceso a la información pública",
            Self::Visits => "Registro de visitas",
            Self::Additional => "Información adicional",
        }
    }
}

text_enum! {
    /// How often a heading is brought up to date.
    #[derive(Default)]
    Periodicity {
        /// When it changes.
        #[default]
        Permanent = "permanent",
        /// Each working day.
        Daily = "daily",
        /// Each month.
        Monthly = "monthly",
        /// Each quarter.
        Quarterly = "quarterly",
        /// Each half year.
        Biannual = "biannual",
        /// Each year.
        Annual = "annual",
        /// With each event.
        Event = "event",
    }
}

impl Periodicity {
    /// Its name in the words of people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Permanent => "Cuando cambia",
            Self::Daily => "Cada día",
            Self::Monthly => "Cada mes",
            Self::Quarterly => "Cada trimestre",
            Self::Biannual => "Cada semestre",
            Self::Annual => "Cada año",
            Self::Event => "Con cada evento",
        }
    }
}

/// A heading of the PTE and where the municipality publishes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PteItemIn {
    /// The theme it belongs to.
    pub theme: PteTheme,
    /// What it is called.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 3, max_length = 160, example = "Normas emitidas")
    )]
    pub title: String,
    /// The kinds of documents in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 400))]
    pub detail: Option<String>,
    /// How often it is brought up to date.
    pub periodicity: Periodicity,
    /// The norm that asks for it.
    #[cfg_attr(feature = "api", schema(min_length = 3, max_length = 200))]
    pub legal_basis: String,
    /// Where this portal publishes it: one of its pages, or `https://…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "api",
        schema(max_length = 2000, example = "paginas/ordenanzas")
    )]
    pub href: Option<String>,
    /// The day on which what is published here was brought up to date; needed with `href`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_on: Option<NaiveDate>,
    /// Where it stands on the national portal.
    #[cfg_attr(feature = "api", schema(max_length = 2000))]
    pub national_url: String,
    /// The notice that stands in place of what was not published: why, and since when (aviso de sinceramiento).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 600))]
    pub notice: Option<String>,
}

impl PteItemIn {
    /// Whether the municipality says something of its own: a publication, its page of the national portal, or a notice.
    pub fn is_answered(&self) -> bool {
        self.href.is_some() || self.notice.is_some() || self.national_url != NATIONAL_PTE
    }
}

crate::checks!(PteItemIn, |this, check| {
    let dated = if this.href.is_some() && this.updated_on.is_none() {
        Err(Violation::new(
            "required",
            "Indique cuándo se actualizó lo que se publica aquí.",
        ))
    } else {
        Ok(())
    };
    check
        .field("title", rules::length(&this.title, 3, 160))
        .field(
            "detail",
            optional(&this.detail, |text| rules::length(text, 3, 400)),
        )
        .field("legal_basis", rules::length(&this.legal_basis, 3, 200))
        .field("href", optional(&this.href, link))
        .field("updated_on", dated)
        .field("national_url", rules::https_url(&this.national_url))
        .field(
            "notice",
            optional(&this.notice, |text| rules::length(text, 10, 600)),
        );
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::check::Check;

    #[test]
    fn what_is_published_here_says_when_it_was_brought_up_to_date() {
        let mut item = PteItemIn {
            title: "Normas emitidas".into(),
            legal_basis: "TUO de la Ley 27806, art. 5".into(),
            national_url: NATIONAL_PTE.into(),
            ..PteItemIn::default()
        };
        assert!(item.check().is_empty() && !item.is_answered());
        item.href = Some("paginas/normas".into());
        let fields: Vec<_> = item.check().into_iter().map(|it| it.field).collect();
        assert_eq!(fields, ["updated_on"]);
        item.updated_on = "2026-11-02".parse().ok();
        assert!(item.check().is_empty() && item.is_answered());
    }
}
