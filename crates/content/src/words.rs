//! Words of the interface in another language than the app's own.

use std::collections::BTreeMap;

use crate::json::{DecodeError, Place, Slot, Value};

/// Words by their names, in the order in which they stand in the file. Which names there are is for the interface to say.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "BTreeMap<String, String>", into = "BTreeMap<String, String>")]
pub struct Words(pub Vec<(String, String)>);

impl From<BTreeMap<String, String>> for Words {
    fn from(words: BTreeMap<String, String>) -> Self {
        Self(words.into_iter().collect())
    }
}

impl From<Words> for BTreeMap<String, String> {
    fn from(words: Words) -> Self {
        words.0.into_iter().collect()
    }
}

impl Slot for Words {
    fn blank() -> Self {
        Self(Vec::new())
    }

    fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
        let Value::Object(fields) = value else {
            return Err(DecodeError::expected(*place, "an object", &value));
        };
        for (name, value) in fields {
            let mut words = String::new();
            words.fill(value, &Place::Field(place, &name))?;
            self.0.push((name, words));
        }
        Ok(())
    }
}
