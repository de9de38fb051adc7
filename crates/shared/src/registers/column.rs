//! A column of a register: what it is called, what it holds, who may see it, what may be asked of it.

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Stable name in JSON, addresses and tables: snake_case.
    pub name: &'static str,
    /// What people read above it.
    pub label: &'static str,
    /// What it tells, where the label does not say it; empty where it does.
    pub description: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Unit of its values; empty where they have none.
    pub unit: &'static str,
    /// A value as people write it.
    pub example: &'static str,
    /// Who may see it.
    pub privacy: Privacy,
    /// Whether a value says something of a natural person: it stands in proofs as a salted commitment, and can be erased.
    pub is_personal: bool,
    /// Whether every record has a value.
    pub is_required: bool,
    /// Whether the search looks into it.
    pub is_searchable: bool,
    /// Whether a list can be narrowed by it.
    pub is_filterable: bool,
    /// Whether a list can be ordered by it.
    pub is_sortable: bool,
    /// Whether its values are counted beside the list.
    pub is_facet: bool,
    /// Whether of long numbers only the last four digits are kept, whatever was written: those of bank accounts.
    pub hides_numbers: bool,
    /// Whether only a procedure writes it: forms, corrections and imports leave it as it stands.
    pub is_procedural: bool,
    /// What a value may not be in earnest, for the quality of the data: catch-all values.
    pub catch_all: &'static [&'static str],
    /// Other headings under which files carry it.
    pub aliases: &'static [&'static str],
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text of at most so many characters.
    Text(u16),
    /// One of these.
    Choice(&'static [Choice]),
    /// A whole number.
    Integer,
    /// Céntimos of sol.
    Money,
    /// Hundredths of a percent.
    Percent,
    /// A day.
    Date,
    /// An hour and minute in Lima.
    Time,
    /// An instant.
    Instant,
    /// Yes or no.
    Bool,
    /// The number of an identity document.
    Document,
    /// The eleven digits of a taxpayer; that of a natural person is masked like the DNI in it.
    Ruc,
    /// Millionths of a degree.
    Degrees,
    /// An address on the web.
    Url,
    /// The identifier of a record of this register, of the same municipality.
    Link(&'static str),
}

/// A value of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Stable code in JSON and addresses.
    pub code: &'static str,
    /// What people read.
    pub label: &'static str,
}

/// Who may see a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// Everybody.
    Public,
    /// Everybody, masked; whoever works with it sees it whole.
    Masked,
    /// Whoever works with it.
    Restricted,
    /// Nobody: it is kept to prove something, not to be shown.
    Never,
}

impl Column {
    /// A public column that nothing is asked of, optional.
    pub const fn new(
        name: &'static str,
        label: &'static str,
        kind: Kind,
        example: &'static str,
    ) -> Self {
        Self {
            name,
            label,
            description: "",
            kind,
            unit: kind.unit(),
            example,
            privacy: Privacy::Public,
            is_personal: false,
            is_required: false,
            is_searchable: false,
            is_filterable: false,
            is_sortable: false,
            is_facet: false,
            hides_numbers: false,
            is_procedural: false,
            catch_all: &[],
            aliases: &[],
        }
    }

    /// Says what it tells.
    #[must_use]
    pub const fn about(mut self, description: &'static str) -> Self {
        self.description = description;
        self
    }

    /// Every record has it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// The search looks into it.
    #[must_use]
    pub const fn searchable(mut self) -> Self {
        self.is_searchable = true;
        self
    }

    /// Lists can be narrowed by it.
    #[must_use]
    pub const fn filterable(mut self) -> Self {
        self.is_filterable = true;
        self
    }

    /// Lists can be ordered by it.
    #[must_use]
    pub const fn sortable(mut self) -> Self {
        self.is_sortable = true;
        self
    }

    /// Its values are counted beside the list, which can be narrowed by them.
    #[must_use]
    pub const fn facet(mut self) -> Self {
        self.is_facet = true;
        self.is_filterable = true;
        self
    }

    /// It says something of a natural person.
    #[must_use]
    pub const fn personal(mut self) -> Self {
        self.is_personal = true;
        self
    }

    /// Others see its mask; it is personal.
    #[must_use]
    pub const fn masked(mut self) -> Self {
        self.privacy = Privacy::Masked;
        self.is_personal = true;
        self
    }

    /// Only whoever works with it sees it; it is personal.
    #[must_use]
    pub const fn restricted(mut self) -> Self {
        self.privacy = Privacy::Restricted;
        self.is_personal = true;
        self
    }

    /// Of long numbers only the last four digits are kept.
    #[must_use]
    pub const fn hides_numbers(mut self) -> Self {
        self.hides_numbers = true;
        self
    }

    /// Only a procedure writes it: a form, a correction and an import leave it as it stands.
    #[must_use]
    pub const fn by_procedure(mut self) -> Self {
        self.is_procedural = true;
        self
    }

    /// Names values that say nothing.
    #[must_use]
    pub const fn catch_all(mut self, values: &'static [&'static str]) -> Self {
        self.catch_all = values;
        self
    }

    /// Names other headings.
    #[must_use]
    pub const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// Whether the public reads it, masked or not.
    pub const fn is_public(&self) -> bool {
        matches!(self.privacy, Privacy::Public | Privacy::Masked)
    }

    /// Whether equal values are found by a tag, because the value itself is not shown to everybody.
    pub const fn is_tagged(&self) -> bool {
        matches!(self.kind, Kind::Ruc) || matches!(self.privacy, Privacy::Masked)
    }

    /// The label of a value of a closed list; the value itself elsewhere.
    pub fn label_of<'a>(&self, value: &'a str) -> &'a str {
        match self.kind {
            Kind::Choice(choices) => choices
                .iter()
                .find(|choice| choice.code == value)
                .map_or(value, |choice| choice.label),
            _ => value,
        }
    }
}

impl Kind {
    /// Whether its values are kept as numbers; the others are texts that sort byte by byte.
    pub const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Integer | Self::Money | Self::Percent | Self::Bool | Self::Degrees
        )
    }

    /// Its unit, where all of its values have one.
    const fn unit(self) -> &'static str {
        match self {
            Self::Money => "céntimos de sol",
            Self::Percent => "centésimas de punto porcentual",
            Self::Degrees => "millonésimas de grado",
            _ => "",
        }
    }

    /// Its name in the schema and the dictionary.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Choice(_) => "choice",
            Self::Integer => "integer",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::Time => "time",
            Self::Instant => "instant",
            Self::Bool => "bool",
            Self::Document => "document",
            Self::Ruc => "ruc",
            Self::Degrees => "degrees",
            Self::Url => "url",
            Self::Link(_) => "link",
        }
    }
}
