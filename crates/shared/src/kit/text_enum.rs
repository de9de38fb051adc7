//! Enumerations that are stored and travel as text: the codes are written once.

/// Declares a string enum with `ALL`, `as_str` and `FromStr`; serde and the API document use the same codes.
macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every value, in the order in which people list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code, as it is stored and travels.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(code: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|value| value.as_str() == code).ok_or(())
            }
        }
    };
}

pub(crate) use text_enum;
