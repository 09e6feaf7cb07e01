//! What a service is: who gets to know what, and how it is loaded.

use std::borrow::Cow;

use super::address::{EmbedTemplate, Host, ScriptSource};
use super::hash::Hash;
use super::pattern::{CookiePath, NamePattern};
use crate::href::Href;
use crate::json::{DecodeError, Fields, Place, Problem, Slot, Value, checked_string, record, word};
use crate::slug::Slug;

word! {
    /// What a service is for. The names are those of the WP Consent API.
    #[derive(PartialOrd, Ord)]
    pub enum Category, "a category is one of functional, statistics, marketing" {
        /// The site does not work without it: never asked about.
        Functional = "functional",
        /// It counts readers.
        Statistics = "statistics",
        /// It follows readers from site to site, or may.
        Marketing = "marketing",
    }
}

word! {
    /// The shape of a frame, which stands from the beginning so that nothing moves when the frame comes.
    pub enum Ratio, "a ratio is one of 16:9, 4:3, 1:1, 9:16, strip" {
        /// Video.
        Wide = "16:9",
        /// Maps and older video.
        Standard = "4:3",
        /// As wide as high.
        Square = "1:1",
        /// Video held upright.
        Tall = "9:16",
        /// A player of sound: as wide as the text, a few lines high.
        Strip = "strip",
    }
}

word! {
    /// How a script is told of its site and of page views.
    pub enum ScriptKind, "a kind is one of generic, matomo, plausible, ga4" {
        /// It needs nothing, and is told nothing.
        Generic = "generic",
        /// Matomo: `_paq`.
        Matomo = "matomo",
        /// Plausible, with its script for pages that report themselves: `plausible()`.
        Plausible = "plausible",
        /// Google Analytics 4: `dataLayer`, under Consent Mode v2 in its basic form.
        Ga4 = "ga4",
    }
}

record! {
    /// A cookie that a service sets.
    pub struct Cookie {
        /// Its name.
        pub name: NamePattern,
        /// Whose it is, where it is not this site's.
        pub domain: Option<Host>,
        /// The path it is bound to, where that is not `/`.
        pub path: Option<CookiePath>,
        /// How long it stays, in words of the site's language; without it until the browser is closed.
        pub duration: Option<String>,
    }

    /// An attribute of a script's element.
    pub struct Attribute {
        /// Its name.
        pub name: AttributeName,
        /// Its value.
        pub value: String,
    }

    /// A script of a service.
    pub struct Script {
        /// Its address.
        pub src: ScriptSource,
        /// How it is told of page views; without it, generic.
        pub kind: Option<ScriptKind>,
        /// What the service calls this site. Every kind but generic needs it.
        pub site: Option<SiteId>,
        /// Where it reports to. Matomo needs it.
        pub endpoint: Option<ScriptSource>,
        /// Further attributes of its element.
        pub attributes: Vec<Attribute>,
    }

    /// A frame of a service.
    pub struct Frame {
        /// Its address, with a place for an article's id.
        pub url: EmbedTemplate,
        /// Its shape; without it 16:9.
        pub ratio: Option<Ratio>,
        /// What it may use of the browser (`allow` of the element).
        pub allow: Option<Features>,
        /// What it may do (`sandbox` of the element); without it [`Sandbox::USUAL`].
        pub sandbox: Option<Sandbox>,
        /// What it is, for those who do not see it, where an article does not say it.
        pub title: Option<String>,
    }
}

impl Script {
    /// How it is told of page views.
    pub fn kind(&self) -> ScriptKind {
        self.kind.unwrap_or(ScriptKind::Generic)
    }

    /// The field that its kind needs and that is not there.
    fn missing(&self) -> Option<&'static str> {
        match self.kind() {
            ScriptKind::Generic => None,
            _ if self.site.is_none() => Some("site"),
            ScriptKind::Matomo if self.endpoint.is_none() => Some("endpoint"),
            _ => None,
        }
    }
}

impl Frame {
    /// Its shape.
    pub fn ratio(&self) -> Ratio {
        self.ratio.unwrap_or(Ratio::Wide)
    }
}

/// The name of an attribute that a script's element may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeName(String);

impl AttributeName {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "an attribute of a script is data-… in lower case, crossorigin, id, integrity, referrerpolicy or type";

    /// The name, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let is_data = |rest: &str| {
            !rest.is_empty()
                && rest
                    .bytes()
                    .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        };
        let known = ["crossorigin", "id", "integrity", "referrerpolicy", "type"];
        let right = text.strip_prefix("data-").is_some_and(is_data) || known.contains(&text);
        right.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

checked_string!(AttributeName);

/// What a service calls this site, such as `1` or `example.org`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteId(String);

impl SiteId {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str =
        "what a service calls the site is 1 to 100 ASCII letters, digits, dots, hyphens and underscores";

    /// The name, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let right = (1..=100).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
        right.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

checked_string!(SiteId);

/// What a frame may use of the browser, as the element's `allow` has it: `fullscreen; encrypted-media`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Features(String);

impl Features {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "what a frame may use is autoplay, clipboard-write, encrypted-media, fullscreen, picture-in-picture or web-share, with ; between them";

    /// The list, if the text is one. A frame never gets at camera, microphone or the reader's place.
    pub fn parse(text: &str) -> Option<Self> {
        let known = [
            "autoplay",
            "clipboard-write",
            "encrypted-media",
            "fullscreen",
            "picture-in-picture",
            "web-share",
        ];
        let right = text
            .split(';')
            .all(|feature| known.contains(&feature.strip_prefix(' ').unwrap_or(feature)));
        right.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl AsRef<str> for Features {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

checked_string!(Features);

/// What a frame may do, as the element's `sandbox` has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sandbox(String);

impl Sandbox {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "what a frame may do is allow-forms, allow-popups, allow-popups-to-escape-sandbox, allow-presentation, allow-same-origin or allow-scripts, with a space between them";

    /// What a frame may do of which nothing is said: run and open links in new windows.
    pub const USUAL: &str = "allow-popups allow-same-origin allow-scripts";

    /// The list, if the text is one. A frame never leads the page itself elsewhere.
    pub fn parse(text: &str) -> Option<Self> {
        let known = [
            "allow-forms",
            "allow-popups",
            "allow-popups-to-escape-sandbox",
            "allow-presentation",
            "allow-same-origin",
            "allow-scripts",
        ];
        let right = text.split(' ').all(|word| known.contains(&word));
        right.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl AsRef<str> for Sandbox {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

checked_string!(Sandbox);

/// What a service brings into a page: a script in every page, or frames in articles.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Load {
    /// A script.
    Script(Script),
    /// Frames.
    Embed(Frame),
}

/// A service of somebody else that a reader is asked about.
#[serde_with::apply(
    Option => #[serde(default, skip_serializing_if = "Option::is_none")],
    Vec => #[serde(default, skip_serializing_if = "Vec::is_empty")],
    bool => #[serde(default, skip_serializing_if = "std::ops::Not::not")],
)]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// What articles and records call it.
    pub id: Slug,
    /// What it is for.
    pub category: Category,
    /// Its name.
    pub name: String,
    /// Who runs it.
    pub provider: String,
    /// What it does for the site, as a sentence.
    pub purpose: String,
    /// What its provider says about it.
    pub policy: Option<Href>,
    /// Are readers asked again where its provider or its purpose changes?
    pub ask_again: bool,
    /// The hosts it uses beside that of its script or frame.
    pub hosts: Vec<Host>,
    /// The cookies it sets.
    pub cookies: Vec<Cookie>,
    /// Its keys of `localStorage` and `sessionStorage` of this site.
    pub storage: Vec<NamePattern>,
    /// Its databases (`IndexedDB`) of this site.
    pub databases: Vec<NamePattern>,
    /// What it brings.
    #[serde(flatten)]
    pub load: Load,
}

impl Service {
    const LOAD: &str = "a service has a script or an embed, and not both";

    /// The host of its script or frame.
    pub fn host(&self) -> &str {
        match &self.load {
            Load::Script(script) => script.src.host(),
            Load::Embed(frame) => frame.url.host(),
        }
    }

    /// Its script, where it has one.
    pub fn script(&self) -> Option<&Script> {
        match &self.load {
            Load::Script(script) => Some(script),
            Load::Embed(_) => None,
        }
    }

    /// Its frames, where it has them.
    pub fn frame(&self) -> Option<&Frame> {
        match &self.load {
            Load::Embed(frame) => Some(frame),
            Load::Script(_) => None,
        }
    }

    /// What a reader's answer is about, as 24 bits: another answer is wanted where this changes.
    ///
    /// That is who is told (its id and hosts), what for (its category), and what is stored (the names of cookies, keys
    /// and databases). Words, such as its name, its purpose and durations, can be mended without asking anybody again;
    /// [`ask_again`](Self::ask_again) makes provider and purpose a part of it.
    pub fn mark(&self) -> u32 {
        let mut hash = Hash::new();
        hash.add(self.id.as_ref());
        hash.add(self.category.as_str());
        hash.add(self.host());
        self.hosts.iter().for_each(|host| hash.add(&host.as_str()));
        let cookies = self.cookies.iter().map(|cookie| &cookie.name);
        let names = cookies.chain(&self.storage).chain(&self.databases);
        names.for_each(|name| hash.add(&name.as_str()));
        if self.ask_again {
            hash.add(&self.provider);
            hash.add(&self.purpose);
        }
        let hash = hash.get();
        // Folded as the authors of the hash advise, so that no bit is lost.
        (hash >> 24) ^ (hash & 0x00ff_ffff)
    }
}

impl Slot for Service {
    fn blank() -> Self {
        Self {
            id: Slot::blank(),
            category: Slot::blank(),
            name: Slot::blank(),
            provider: Slot::blank(),
            purpose: Slot::blank(),
            policy: Slot::blank(),
            ask_again: Slot::blank(),
            hosts: Slot::blank(),
            cookies: Slot::blank(),
            storage: Slot::blank(),
            databases: Slot::blank(),
            load: Load::Embed(Slot::blank()),
        }
    }

    fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
        let mut fields = Fields::of(value, place);
        let (mut script, mut embed) = (None::<Script>, None::<Frame>);
        fields.read("script", &mut script);
        fields.read("embed", &mut embed);
        if fields.is_right() {
            match (script, embed) {
                (Some(script), None) => {
                    if let Some(name) = script.missing() {
                        let script = Place::Field(place, "script");
                        fields.fail(DecodeError::new(Place::Field(&script, name), Problem::Missing));
                    }
                    self.load = Load::Script(script);
                }
                (None, Some(embed)) => self.load = Load::Embed(embed),
                (script, _) => {
                    let found = if script.is_some() { "both" } else { "neither" };
                    fields.fail(DecodeError::invalid(*place, Self::LOAD, found));
                }
            }
        }
        fields.read("id", &mut self.id);
        fields.read("category", &mut self.category);
        fields.read("name", &mut self.name);
        fields.read("provider", &mut self.provider);
        fields.read("purpose", &mut self.purpose);
        fields.read("policy", &mut self.policy);
        fields.read("askAgain", &mut self.ask_again);
        fields.read("hosts", &mut self.hosts);
        fields.read("cookies", &mut self.cookies);
        fields.read("storage", &mut self.storage);
        fields.read("databases", &mut self.databases);
        fields.end()
    }
}
