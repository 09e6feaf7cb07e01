//! Privacy settings: which services of others a site uses, what a reader has decided about them, and what follows.
//!
//! A site's [`Consent`] is data. [`step`] is the whole logic: from a [`State`], an [`Event`] and the clock to the next
//! state and the [`Effects`] that the browser is to carry out. Nothing of another host is loaded unless a
//! [`ScriptGrant`] or an [`EmbedGrant`] says its address, and only a [`State`] that allows it gives these out.
//!
//! Whatever goes wrong closes: a service that is not understood is never loaded, and a record that cannot be read means
//! that nobody has been asked yet.

mod address;
mod cleanup;
mod complianz;
mod google;
mod grant;
mod hash;
mod own;
mod pattern;
mod receipt;
mod record;
mod service;
mod set;
mod state;

use std::borrow::Cow;

pub use address::{EmbedTemplate, Host, ScriptSource};
pub use cleanup::{Page, Plan, plan};
pub use complianz::Legacy;
pub use google::{Command, ConsentMode};
pub use grant::{EmbedGrant, ScriptGrant};
pub use hash::hash_of_words;
pub use pattern::{CookiePath, NamePattern};
pub use receipt::Receipt;
pub use record::{Method, Outcome, Record};
pub use service::{
    Attribute, AttributeName, Category, Cookie, Features, Frame, Load, Ratio, Sandbox, Script, ScriptKind,
    Service, SiteId,
};
pub use set::ServiceSet;
pub use state::{Effects, Event, Notice, Now, State, Stored, Surface, step};

use crate::href::{Href, Target};
use crate::json::{DecodeError, Fields, Place, Slot, Value, checked_string, word};
use crate::slug::Slug;

/// How many services a site may have, so that a record of all of them fits into [`Record::MAX`] bytes.
pub const MAX_SERVICES: usize = 21;

/// What readers are asked about. In the portal a service with a fault is left out, and stands in `faults`.
#[serde_with::apply(
    Option => #[serde(default, skip_serializing_if = "Option::is_none")],
    Vec => #[serde(default, skip_serializing_if = "Vec::is_empty")],
)]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// Raised by the editor to ask everybody again. Answers that were given stand until then, and are still counted.
    pub revision: Revision,
    /// For how many days an answer is kept; without it [`Days::USUAL`].
    pub expires_after_days: Option<Days>,
    /// Where an answer is kept; without it in a cookie.
    pub storage: Option<Storage>,
    /// The name of that cookie, or the key; without it [`Key::USUAL`].
    pub key: Option<Key>,
    /// The page that explains it all.
    pub policy: Option<Href>,
    /// Where each decision is posted to.
    pub record: Option<Endpoint>,
    /// The services, in the order in which they are listed.
    pub services: Vec<Service>,
    /// What is wrong in the file. Nothing of it is in force.
    #[serde(skip)]
    pub faults: Vec<DecodeError>,
}

impl Consent {
    const TOO_MANY: &str =
        "a site has at most 21 services, so that a record of all of them fits into 120 bytes";
    const TWICE: &str = "no two services have one id";

    /// What a browser lets none but the host itself call a cookie by, and that over https alone.
    const HOST: &str = "__Host-";

    /// For how many days an answer is kept.
    pub fn days(&self) -> u32 {
        self.expires_after_days.map_or(Days::USUAL, Days::get)
    }

    /// What the cookie or the key under which an answer is kept is called after.
    pub fn key(&self) -> &str {
        self.key.as_ref().map_or(Key::USUAL, |key| &key.0)
    }

    /// The name of the cookie of the portal at a root such as `/` or `/sub/`. One that must be secure is called as no other
    /// host can call one (`__Host-`, RFC 6265bis).
    pub fn cookie(&self, root: &str, is_secure: bool) -> String {
        let prefix = if is_secure { Self::HOST } else { "" };
        let mut name = [prefix, self.key()].concat();
        if root != "/" {
            name.push(crate::stored::MARK);
            record::push(&mut name, hash_of_words([root].into_iter()).into(), 3);
        }
        name
    }

    /// What the key of `localStorage` is called after under which the outbox is kept.
    pub fn outbox(&self) -> String {
        [self.key(), "-outbox"].concat()
    }

    /// Where an answer is kept.
    pub fn storage(&self) -> Storage {
        self.storage.unwrap_or(Storage::Cookie)
    }

    /// The place of the service that articles call so.
    pub fn position(&self, id: &Slug) -> Option<usize> {
        self.services.iter().position(|service| service.id == *id)
    }

    /// 24 bits for what readers have answered who have refused everything: the services, and the revision. What is kept of such
    /// an answer carries it once nothing is left to do about it on any page ([`State::kept`]).
    pub(crate) fn seal(&self) -> u32 {
        let mut seal = self.revision.get();
        for place in self.optional().iter() {
            seal = seal.wrapping_mul(0x0100_0193) ^ self.services[place].mark();
        }
        seal & 0x00ff_ffff
    }

    /// Does this text of what is kept say that nothing is left to do? Then the settings need not be at work until a reader asks
    /// for them. `now` is in seconds since 1970.
    pub fn is_settled(&self, text: &str, now: u64) -> bool {
        let days = |seconds| seconds / record::SECONDS_OF_A_DAY;
        self.of(Category::Functional).is_empty()
            && record::refused_at(text, self.seal()).is_some_and(|then| {
                let (then, today) = (days(then), days(now));
                // As [`Record::holds`] has it.
                then <= today.saturating_add(1) && today < then.saturating_add(self.days().into())
            })
    }

    /// The services of a category.
    #[inline(never)]
    pub fn of(&self, category: Category) -> ServiceSet {
        self.those(&|service| service.category == category)
    }

    /// The services that readers are asked about.
    pub fn optional(&self) -> ServiceSet {
        self.of(Category::Statistics).union(self.of(Category::Marketing))
    }

    /// The services that have a script.
    pub fn scripts(&self) -> ServiceSet {
        self.those(&|service| service.script().is_some())
    }

    /// The services of which that is true.
    #[inline(never)]
    pub fn those(&self, is: &dyn Fn(&Service) -> bool) -> ServiceSet {
        let mut set = ServiceSet::NONE;
        for (place, service) in self.services.iter().enumerate() {
            if is(service) {
                set = set.with(place);
            }
        }
        set
    }

    fn read(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
        let mut fields = Fields::of(value, place);
        fields.read("revision", &mut self.revision);
        fields.read("expiresAfterDays", &mut self.expires_after_days);
        fields.read("storage", &mut self.storage);
        fields.read("key", &mut self.key);
        fields.read("policy", &mut self.policy);
        fields.read("record", &mut self.record);
        let services = fields.take("services");
        fields.end()?;
        let Some(Value::Array(items)) = services else {
            return Ok(());
        };
        let list = Place::Field(place, "services");
        for (index, item) in items.into_iter().enumerate() {
            let here = Place::Item(&list, index);
            let mut service = Service::blank();
            let fault = if let Err(error) = service.fill(item, &here) {
                error
            } else if self.services.len() == MAX_SERVICES {
                DecodeError::invalid(here, Self::TOO_MANY, service.id.as_ref())
            } else if self.position(&service.id).is_some() {
                DecodeError::invalid(here, Self::TWICE, service.id.as_ref())
            } else {
                self.services.push(service);
                continue;
            };
            self.faults.push(fault);
        }
        Ok(())
    }
}

/// Never fails: where the whole of it cannot be read there are no services, and nothing is ever loaded.
impl Slot for Consent {
    fn blank() -> Self {
        Self {
            revision: Revision(0),
            expires_after_days: None,
            storage: None,
            key: None,
            policy: None,
            record: None,
            services: Vec::new(),
            faults: Vec::new(),
        }
    }

    fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
        if let Err(error) = self.read(value, place) {
            *self = Self::blank();
            self.faults.push(error);
        }
        Ok(())
    }
}

word! {
    /// Where a reader's answer is kept.
    pub enum Storage, "a storage is cookie or local-storage" {
        /// In a cookie of this host.
        Cookie = "cookie",
        /// In `localStorage`.
        LocalStorage = "local-storage",
    }
}

/// Defines a whole number within limits: how [`Slot`] and serde read it.
macro_rules! number {
    ($(#[$meta:meta])* $name:ident, $range:expr, $rule:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(try_from = "u32", into = "u32")]
        pub struct $name(u32);

        impl $name {
            /// What a number must be to be one, as a sentence without a full stop.
            pub const RULE: &str = $rule;

            /// The value, if the number is one.
            pub fn new(number: u32) -> Option<Self> {
                $range.contains(&number).then_some(Self(number))
            }

            /// The number.
            pub fn get(self) -> u32 {
                self.0
            }
        }

        impl TryFrom<u32> for $name {
            type Error = &'static str;

            fn try_from(number: u32) -> Result<Self, Self::Error> {
                Self::new(number).ok_or(Self::RULE)
            }
        }

        impl From<$name> for u32 {
            fn from(number: $name) -> Self {
                number.0
            }
        }

        impl Slot for $name {
            fn blank() -> Self {
                Self(0)
            }

            fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
                self.0.fill(value, place)?;
                match Self::new(self.0) {
                    Some(_) => Ok(()),
                    None => Err(DecodeError::invalid(*place, Self::RULE, "another number")),
                }
            }
        }
    };
}

number! {
    /// How often the editor has asked everybody again.
    Revision, 0..=0x00ff_ffff, "a revision is a whole number from 0 to 16777215"
}

number! {
    /// For how many days an answer is kept.
    Days, 1..=Days::USUAL, "an answer is kept for 1 to 180 days"
}

impl Days {
    /// Half a year, the longest there is: who has refused must not be asked sooner than who has agreed.
    pub const USUAL: u32 = 180;
}

/// The name of the cookie that holds a reader's answer, or its key in `localStorage`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "the name of the record is 1 to 12 ASCII letters, digits, hyphens and underscores";

    /// The name where none is given.
    pub const USUAL: &str = "consent";

    /// The name, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let right = (1..=12).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        right.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

checked_string!(Key);

/// Where each decision is posted to: a path from the site's root, never another host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(Href);

impl Endpoint {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a record is posted to a path of this site, such as /consent";

    /// The path, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let href = Href::parse(text)?;
        matches!(href.target(), Target::Internal(_)).then_some(Self(href))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        self.0.as_str()
    }
}

checked_string!(Endpoint);
