//! From JSON to checked types, with an error that names the place.
//!
//! Decoding walks a [`Value`] rather than text: in the browser `JSON.parse` has already read the text, and
//! natively `serde_json` has. `docs/adr/0003-decoder.md` has the measurements behind that.

use std::fmt;

/// How deep JSON may nest. A block inside a list item costs three levels, so some thirty lists may nest.
pub const MAX_DEPTH: usize = 96;

/// How long one string may be, in bytes of UTF-8. A long novel chapter is a tenth of it.
pub const MAX_STRING: usize = 256 * 1024;

/// A JSON value. An object keeps the order of its fields.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, which means the same as a missing field.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number; the format needs none beyond 2^53.
    Number(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Vec<(String, Value)>),
}

impl Value {
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// The text inside, whatever the shape: what a reader still gets from a block that this version does
    /// not know. Strings that are names rather than words (`kind`, `src`, `marks`, …) are left out.
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.collect_words(true, &mut words);
        words
    }

    fn collect_words(&self, worded: bool, words: &mut String) {
        match self {
            Self::String(text) => {
                let text = text.trim();
                if worded && !text.is_empty() {
                    if !words.is_empty() {
                        words.push(' ');
                    }
                    words.push_str(text);
                }
            }
            Self::Array(items) => items.iter().for_each(|item| item.collect_words(worded, words)),
            Self::Object(fields) => {
                for (name, value) in fields {
                    let worded = matches!(
                        name.as_str(),
                        "text"
                            | "body"
                            | "title"
                            | "summary"
                            | "caption"
                            | "items"
                            | "rows"
                            | "head"
                            | "label"
                            | "description"
                            | "alt"
                            | "credit"
                            | "attribution"
                            | "transcript"
                    );
                    value.collect_words(worded, words);
                }
            }
            Self::Null | Self::Bool(_) | Self::Number(_) => {}
        }
    }
}

/// Where in the JSON a value stands; printed as `$.body[3].text[0].link`.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// The whole file.
    Root,
    /// A field of the object at the first place.
    Field(&'a Place<'a>, &'a str),
    /// An item of the array at the first place, counted from 0.
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    /// The number of steps from the root.
    pub fn depth(&self) -> usize {
        match self {
            Self::Root => 0,
            Self::Field(parent, _) | Self::Item(parent, _) => 1 + parent.depth(),
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => out.write_str("$"),
            Self::Field(parent, name) => {
                parent.fmt(out)?;
                out.write_str(".")?;
                out.write_str(name)
            }
            Self::Item(parent, index) => {
                parent.fmt(out)?;
                out.write_str("[")?;
                fmt::Display::fmt(index, out)?;
                out.write_str("]")
            }
        }
    }
}

/// Why JSON is not what the format says, and where.
///
/// Behind a pointer: every `?` of the decoder moves it, and code to move a large value adds up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Box<Detail>);

/// What a [`DecodeError`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The JSON path, such as `$.body[3].text`.
    pub path: String,
    /// What is wrong there.
    pub problem: Problem,
}

/// What can be wrong at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A field that must be there is not.
    Missing,
    /// The value has another JSON type.
    Expected {
        /// What the format wants, such as "a string".
        wanted: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// The type is right, the value is not.
    Invalid {
        /// The rule it breaks, as a sentence without a full stop.
        rule: &'static str,
        /// The value, shortened.
        found: String,
    },
    /// Nesting beyond [`MAX_DEPTH`].
    TooDeep,
    /// A string beyond [`MAX_STRING`].
    TooLong,
    /// The text is no JSON at all; the parser's own words.
    Syntax(String),
}

impl std::ops::Deref for DecodeError {
    type Target = Detail;

    fn deref(&self) -> &Detail {
        &self.0
    }
}

impl DecodeError {
    /// A problem at a place.
    #[inline(never)]
    pub fn new(place: Place<'_>, problem: Problem) -> Self {
        Self(Box::new(Detail {
            path: place.to_string(),
            problem,
        }))
    }

    /// A value of the right type that breaks a rule.
    #[inline(never)]
    pub fn invalid(place: Place<'_>, rule: &'static str, found: &str) -> Self {
        let found = found.chars().take(60).collect();
        Self::new(place, Problem::Invalid { rule, found })
    }

    #[inline(never)]
    pub(crate) fn expected(place: Place<'_>, wanted: &'static str, value: &Value) -> Self {
        Self::new(
            place,
            Problem::Expected {
                wanted,
                found: value.kind(),
            },
        )
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.path)?;
        out.write_str(": ")?;
        match &self.problem {
            Problem::Missing => out.write_str("this field is missing"),
            Problem::Expected { wanted, found } => {
                out.write_str("expected ")?;
                out.write_str(wanted)?;
                out.write_str(", found ")?;
                out.write_str(found)
            }
            Problem::Invalid { rule, found } => {
                out.write_str(rule)?;
                out.write_str(", found “")?;
                out.write_str(found)?;
                out.write_str("”")
            }
            Problem::TooDeep => out.write_str("nested more than 96 levels deep"),
            Problem::TooLong => out.write_str("a string longer than 256 KiB"),
            Problem::Syntax(words) => {
                out.write_str("not JSON: ")?;
                out.write_str(words)
            }
        }
    }
}

impl std::error::Error for DecodeError {}

/// A type that can be read from JSON.
pub trait Decode: Sized {
    /// Reads the value that stands at `place`.
    ///
    /// # Errors
    /// The first place at which the value is not what the format says.
    fn decode(value: Value, place: Place<'_>) -> Result<Self, DecodeError>;
}

impl<T: Slot> Decode for T {
    fn decode(value: Value, place: Place<'_>) -> Result<Self, DecodeError> {
        let mut slot = T::blank();
        slot.fill(value, &place)?;
        Ok(slot)
    }
}

/// Where something that is read from JSON is going to stand: each part is read in its place, and none is moved.
///
/// That halves the code of decoding: a record is whole from the beginning, so one line drops it wherever its reading ends,
/// and what reads a field is one function for fields of all types.
pub(crate) trait Slot {
    /// What stands there until it is read. Of a checked type it may be what the type forbids: it is dropped unread where
    /// reading fails, and overwritten where it does not.
    fn blank() -> Self
    where
        Self: Sized;

    /// Reads the value that stands at `place`.
    fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError>;

    /// May the field be missing? It is then as blank.
    fn is_optional(&self) -> bool {
        false
    }
}

/// The fields of an object, taken out one by one by [`record!`](crate::json::record). After an error none is read.
pub(crate) struct Fields<'a> {
    own: Vec<(String, Value)>,
    place: &'a Place<'a>,
    error: Option<DecodeError>,
}

impl<'a> Fields<'a> {
    /// The fields of the object at `place`; of anything else there are none, and [`end`](Self::end) says so.
    #[inline(never)]
    pub(crate) fn of(value: Value, place: &'a Place<'a>) -> Self {
        let (own, error) = match value {
            Value::Object(own) => (own, None),
            other => (
                Vec::new(),
                Some(DecodeError::expected(*place, "an object", &other)),
            ),
        };
        Self { own, place, error }
    }

    /// Takes out the field of that name; `null` counts as missing.
    #[inline(never)]
    pub(crate) fn take(&mut self, name: &str) -> Option<Value> {
        let (_, value) = self.own.iter_mut().find(|(field, _)| field == name)?;
        match std::mem::replace(value, Value::Null) {
            Value::Null => None,
            value => Some(value),
        }
    }

    /// Takes out the field of that name and reads it.
    #[inline(never)]
    pub(crate) fn read(&mut self, name: &str, slot: &mut dyn Slot) {
        if self.error.is_some() {
            return;
        }
        let here = Place::Field(self.place, name);
        let read = match self.take(name) {
            Some(value) => slot.fill(value, &here),
            None if slot.is_optional() => Ok(()),
            None => Err(DecodeError::new(here, Problem::Missing)),
        };
        self.error = read.err();
    }

    /// Says that something is wrong, unless that has been said.
    pub(crate) fn fail(&mut self, error: DecodeError) {
        self.error.get_or_insert(error);
    }

    /// Has everything been right so far?
    pub(crate) fn is_right(&self) -> bool {
        self.error.is_none()
    }

    /// The first thing that was wrong.
    #[inline(never)]
    pub(crate) fn end(self) -> Result<(), DecodeError> {
        self.error.map_or(Ok(()), Err)
    }

    /// The rest, as an object again.
    pub(crate) fn into_value(self) -> Value {
        Value::Object(self.own)
    }
}

/// The string at `place`.
///
/// # Errors
/// When it is no string, or longer than [`MAX_STRING`].
#[inline(never)]
pub fn string(value: Value, place: Place<'_>) -> Result<String, DecodeError> {
    match value {
        Value::String(text) if text.len() > MAX_STRING => Err(DecodeError::new(place, Problem::TooLong)),
        Value::String(text) => Ok(text),
        other => Err(DecodeError::expected(place, "a string", &other)),
    }
}

impl Slot for String {
    fn blank() -> Self {
        Self::new()
    }

    fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
        *self = string(value, *place)?;
        Ok(())
    }
}

impl Slot for u32 {
    fn blank() -> Self {
        0
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the guard has looked"
    )]
    fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
        match value {
            Value::Number(number) => {
                *self = number as Self;
                if f64::from(*self).to_bits() == number.to_bits() {
                    Ok(())
                } else {
                    Err(DecodeError::new(
                        *place,
                        Problem::Expected {
                            wanted: "a whole number of 0 or more",
                            found: "another number",
                        },
                    ))
                }
            }
            other => Err(DecodeError::expected(*place, "a number", &other)),
        }
    }
}

impl Slot for bool {
    fn blank() -> Self {
        false
    }

    fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
        match value {
            Value::Bool(truth) => {
                *self = truth;
                Ok(())
            }
            other => Err(DecodeError::expected(*place, "true or false", &other)),
        }
    }

    fn is_optional(&self) -> bool {
        true
    }
}

impl<T: Slot> Slot for Option<T> {
    fn blank() -> Self {
        None
    }

    fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
        self.insert(T::blank()).fill(value, place)
    }

    fn is_optional(&self) -> bool {
        true
    }
}

impl<T: Slot> Slot for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
        fill_list(self, value, place)
    }

    fn is_optional(&self) -> bool {
        true
    }
}

/// A list that is being read.
trait List {
    /// One more item at its end.
    fn grow(&mut self) -> &mut dyn Slot;
}

impl<T: Slot> List for Vec<T> {
    fn grow(&mut self) -> &mut dyn Slot {
        self.push_mut(T::blank())
    }
}

/// One function for lists of all types.
#[inline(never)]
fn fill_list(list: &mut dyn List, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
    let Value::Array(items) = value else {
        return Err(DecodeError::expected(*place, "an array", &value));
    };
    for (index, item) in items.into_iter().enumerate() {
        list.grow().fill(item, &Place::Item(place, index))?;
    }
    Ok(())
}

/// Defines a struct of the bundle: its fields, how serde writes it, and how [`Decode`] reads it.
///
/// A field of `Option`, `Vec` or `bool` may be missing, and is not written when it is empty.
macro_rules! record {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[doc = $field_doc:literal])* pub $field:ident: $type:ty, )*
        }
    )*) => {$(
        #[serde_with::apply(
            Option => #[serde(default, skip_serializing_if = "Option::is_none")],
            Vec => #[serde(default, skip_serializing_if = "Vec::is_empty")],
            bool => #[serde(default, skip_serializing_if = "std::ops::Not::not")],
        )]
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: $type, )*
        }

        impl $crate::json::Slot for $name {
            fn blank() -> Self {
                Self { $( $field: $crate::json::Slot::blank(), )* }
            }

            fn fill(
                &mut self,
                value: $crate::json::Value,
                place: &$crate::json::Place<'_>,
            ) -> Result<(), $crate::json::DecodeError> {
                let mut fields = $crate::json::Fields::of(value, place);
                $( fields.read(stringify!($field), &mut self.$field); )*
                fields.end()
            }
        }
    )*};
}

/// Defines an enum without data, written as a lower-case word.
macro_rules! word {
    (
        $(#[$meta:meta])*
        pub enum $name:ident, $rule:literal {
            $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )*
        }
    ) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        pub enum $name {
            $( $(#[$variant_meta])* #[serde(rename = $word)] $variant, )*
        }

        impl $name {
            /// The word it is written as.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }

            /// The value that a word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )* _ => None }
            }
        }

        impl $crate::json::Slot for $name {
            fn blank() -> Self {
                [$( Self::$variant, )*][0]
            }

            fn fill(
                &mut self,
                value: $crate::json::Value,
                place: &$crate::json::Place<'_>,
            ) -> Result<(), $crate::json::DecodeError> {
                let word = $crate::json::string(value, *place)?;
                match Self::from_word(&word) {
                    Some(value) => {
                        *self = value;
                        Ok(())
                    }
                    None => Err($crate::json::DecodeError::invalid(*place, $rule, &word)),
                }
            }
        }
    };
}

/// Implements reading and writing for a type that is a checked string: it has `parse`, `as_str` and `RULE`.
///
/// Where it is more than one string in a struct, a value follows that stands until it is read.
macro_rules! checked_string {
    ($name:ident) => {
        $crate::json::checked_string!($name, $name($crate::json::Slot::blank()));
    };
    ($name:ident, $blank:expr) => {
        $crate::json::hidden_string!($name, $blank);

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(&self.as_str())
            }
        }
    };
}

/// The same for a type whose text is not to be shown: its `as_str` may be private.
macro_rules! hidden_string {
    ($name:ident) => {
        $crate::json::hidden_string!($name, $name($crate::json::Slot::blank()));
    };
    ($name:ident, $blank:expr) => {
        impl $crate::json::Slot for $name {
            fn blank() -> Self {
                $blank
            }

            fn fill(
                &mut self,
                value: $crate::json::Value,
                place: &$crate::json::Place<'_>,
            ) -> Result<(), $crate::json::DecodeError> {
                let text = $crate::json::string(value, *place)?;
                match Self::parse(&text) {
                    Some(value) => {
                        *self = value;
                        Ok(())
                    }
                    None => Err($crate::json::DecodeError::invalid(*place, Self::RULE, &text)),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom(Self::RULE))
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "description": Self::RULE })
            }
        }
    };
}

pub(crate) use {checked_string, hidden_string, record, word};

/// Reads JSON text natively.
///
/// # Errors
/// When the text is no JSON, nests too deep or is not a `T`.
#[cfg(feature = "json")]
pub fn from_text<T: Decode>(text: &str) -> Result<T, DecodeError> {
    T::decode(value_of(text)?, Place::Root)
}

/// Parses JSON text natively.
///
/// # Errors
/// When the text is no JSON or nests too deep.
#[cfg(feature = "json")]
pub fn value_of(text: &str) -> Result<Value, DecodeError> {
    let value: serde_json::Value = serde_json::from_str(text)
        .map_err(|error| DecodeError::new(Place::Root, problem_of(&error.to_string())))?;
    from_serde(value, Place::Root)
}

/// `serde_json` refuses 128 levels by itself, and says so only in words.
#[cfg(feature = "json")]
fn problem_of(words: &str) -> Problem {
    if words.starts_with("recursion limit exceeded") {
        Problem::TooDeep
    } else {
        Problem::Syntax(words.to_owned())
    }
}

#[cfg(feature = "json")]
fn from_serde(value: serde_json::Value, place: Place<'_>) -> Result<Value, DecodeError> {
    if (value.is_array() || value.is_object()) && place.depth() > MAX_DEPTH {
        return Err(DecodeError::new(place, Problem::TooDeep));
    }
    Ok(match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => Value::Bool(truth),
        serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        serde_json::Value::String(text) => Value::String(text),
        serde_json::Value::Array(items) => Value::Array(
            items
                .into_iter()
                .enumerate()
                .map(|(index, item)| from_serde(item, Place::Item(&place, index)))
                .collect::<Result<_, _>>()?,
        ),
        serde_json::Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, item)| {
                    let item = from_serde(item, Place::Field(&place, &name))?;
                    Ok((name, item))
                })
                .collect::<Result<_, _>>()?,
        ),
    })
}
