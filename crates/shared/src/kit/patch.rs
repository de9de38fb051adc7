//! A field of a PATCH body: absent, cleared, or set.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Three states, because `null` and "not mentioned" mean different things in a patch.
///
/// Use with `#[serde(default, skip_serializing_if = "Patch::is_absent")]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The field was not mentioned: leave it as it is.
    #[default]
    Absent,
    /// The field was `null`: clear it.
    Clear,
    /// The field has a new value.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the field was not mentioned.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Applies the patch to an optional value.
    pub fn apply_to(self, target: &mut Option<T>) {
        match self {
            Self::Absent => {}
            Self::Clear => *target = None,
            Self::Set(value) => *target = Some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Clear => serializer.serialize_none(),
            Self::Set(value) => serializer.serialize_some(value),
        }
    }
}

#[cfg(feature = "api")]
mod schema {
    use super::Patch;
    use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Type};
    use utoipa::{PartialSchema, ToSchema, openapi};

    impl<T: ToSchema> ToSchema for Patch<T> {}
    impl<T: PartialSchema> PartialSchema for Patch<T> {
        fn schema() -> openapi::RefOr<openapi::Schema> {
            let null = ObjectBuilder::new().schema_type(Type::Null);
            AnyOfBuilder::new().item(T::schema()).item(null).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize, Serialize, PartialEq, Debug)]
    struct Body {
        #[serde(default, skip_serializing_if = "Patch::is_absent")]
        phone: Patch<String>,
    }

    fn read(json: &str) -> Patch<String> {
        serde_json::from_str::<Body>(json).unwrap().phone
    }

    #[test]
    fn absent_null_and_a_value_are_three_different_things() {
        assert_eq!(read("{}"), Patch::Absent);
        assert_eq!(read(r#"{"phone":null}"#), Patch::Clear);
        assert_eq!(read(r#"{"phone":"1"}"#), Patch::Set("1".into()));
    }

    #[test]
    fn what_was_read_is_written_back() {
        for json in ["{}", r#"{"phone":null}"#, r#"{"phone":"1"}"#] {
            let body: Body = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&body).unwrap(), json);
        }
    }
}
