//! Permission to load something of another host, as a value. Only a [`State`] that allows it makes one, and it borrows
//! that state: it is gone before the state can change.
//!
//! A script's address can be had with a grant:
//!
//! ```
//! use content::consent::{Consent, Event, Legacy, Now, State, Stored, step};
//!
//! let consent: Consent = serde_json::from_str(r#"{"revision":1,"services":[{"id":"a","category":"statistics",
//!     "name":"A","provider":"A","purpose":"A","script":{"src":"https://stats.example.org/a.js"}}]}"#)?;
//! let language = content::language::Language::parse("en").expect("it is a language");
//! let now = Now { seconds: 0, random: 0, language: &language, words: 0, outbox: None };
//! let loaded = Event::Loaded { stored: Stored::Nothing, gpc: false, legacy: Legacy::Absent };
//! let (state, _) = step(&consent, State::default(), loaded, now);
//! let (state, _) = step(&consent, state, Event::AcceptAll, now);
//! let grant = state.script(&consent, 0).expect("it was accepted");
//! assert_eq!(grant.address(), "https://stats.example.org/a.js");
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Without one there is no way to it (E0616, the field is private):
//!
//! ```compile_fail,E0616
//! use content::consent::{Consent, Event, Legacy, Now, State, Stored, step};
//!
//! let consent: Consent = serde_json::from_str(r#"{"revision":1,"services":[{"id":"a","category":"statistics",
//!     "name":"A","provider":"A","purpose":"A","script":{"src":"https://stats.example.org/a.js"}}]}"#)?;
//! let script = consent.services[0].script().expect("it has a script");
//! assert_eq!(script.src.0, "https://stats.example.org/a.js");
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! nor does it say it by itself (E0624, the method is private; what it says in public is the host):
//!
//! ```compile_fail,E0624
//! # let consent: content::consent::Consent = serde_json::from_str(r#"{"revision":1,"services":[{"id":"a",
//! #     "category":"statistics","name":"A","provider":"A","purpose":"A",
//! #     "script":{"src":"https://stats.example.org/a.js"}}]}"#)?;
//! let script = consent.services[0].script().expect("it has a script");
//! assert_eq!(script.src.as_str(), "https://stats.example.org/a.js");
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! ```
//! # let consent: content::consent::Consent = serde_json::from_str(r#"{"revision":1,"services":[{"id":"a",
//! #     "category":"statistics","name":"A","provider":"A","purpose":"A",
//! #     "script":{"src":"https://stats.example.org/a.js"}}]}"#)?;
//! let script = consent.services[0].script().expect("it has a script");
//! assert_eq!(script.src.host(), "stats.example.org");
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Nobody else can make a grant (E0451, its fields are private):
//!
//! ```compile_fail,E0451
//! # let consent: content::consent::Consent = serde_json::from_str(r#"{"revision":1,"services":[{"id":"a",
//! #     "category":"statistics","name":"A","provider":"A","purpose":"A",
//! #     "script":{"src":"https://stats.example.org/a.js"}}]}"#)?;
//! use content::consent::ScriptGrant;
//!
//! let script = consent.services[0].script().expect("it has a script");
//! let grant = ScriptGrant { script };
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! and nobody can keep one while the reader's decision changes (E0505, the state is borrowed):
//!
//! ```compile_fail,E0505
//! use content::consent::{Consent, Event, Legacy, Now, State, Stored, step};
//!
//! # let consent: Consent = serde_json::from_str(r#"{"revision":1,"services":[{"id":"a","category":"statistics",
//! #     "name":"A","provider":"A","purpose":"A","script":{"src":"https://stats.example.org/a.js"}}]}"#)?;
//! let language = content::language::Language::parse("en").expect("it is a language");
//! let now = Now { seconds: 0, random: 0, language: &language, words: 0, outbox: None };
//! let loaded = Event::Loaded { stored: Stored::Nothing, gpc: false, legacy: Legacy::Absent };
//! let (state, _) = step(&consent, State::default(), loaded, now);
//! let (state, _) = step(&consent, state, Event::AcceptAll, now);
//! let grant = state.script(&consent, 0).expect("it was accepted");
//! let (state, _) = step(&consent, state, Event::FunctionalOnly, now);
//! grant.address();
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! What compiles is to ask for the grant anew, and then there is none:
//!
//! ```
//! use content::consent::{Consent, Event, Legacy, Now, State, Stored, step};
//!
//! # let consent: Consent = serde_json::from_str(r#"{"revision":1,"services":[{"id":"a","category":"statistics",
//! #     "name":"A","provider":"A","purpose":"A","script":{"src":"https://stats.example.org/a.js"}}]}"#)?;
//! let language = content::language::Language::parse("en").expect("it is a language");
//! let now = Now { seconds: 0, random: 0, language: &language, words: 0, outbox: None };
//! let loaded = Event::Loaded { stored: Stored::Nothing, gpc: false, legacy: Legacy::Absent };
//! let (state, _) = step(&consent, State::default(), loaded, now);
//! let (state, _) = step(&consent, state, Event::AcceptAll, now);
//! let grant = state.script(&consent, 0).expect("it was accepted");
//! grant.address();
//! let (state, _) = step(&consent, state, Event::FunctionalOnly, now);
//! assert!(state.script(&consent, 0).is_none());
//! # Ok::<(), serde_json::Error>(())
//! ```

use super::Consent;
use super::address::ScriptSource;
use super::service::{Attribute, Frame, Load, Sandbox, Script, ScriptKind, SiteId};
use super::state::State;

/// A reader allows this script. Whoever inserts it takes the grant, and has the address from nowhere else.
#[derive(Debug)]
pub struct ScriptGrant<'a> {
    script: &'a Script,
}

impl ScriptGrant<'_> {
    /// The address to load.
    pub fn address(&self) -> &str {
        self.script.src.get()
    }

    /// How the script is told of its site and of page views.
    pub fn kind(&self) -> ScriptKind {
        self.script.kind()
    }

    /// What the service calls this site.
    pub fn site(&self) -> Option<&SiteId> {
        self.script.site.as_ref()
    }

    /// The address that the script reports to.
    pub fn endpoint(&self) -> Option<&str> {
        self.script.endpoint.as_ref().map(ScriptSource::get)
    }

    /// Further attributes of the script's element.
    pub fn attributes(&self) -> &[Attribute] {
        &self.script.attributes
    }
}

/// A reader allows this frame. Whoever inserts it takes the grant, and has the address from nowhere else.
#[derive(Debug)]
pub struct EmbedGrant<'a> {
    frame: &'a Frame,
    address: String,
}

impl EmbedGrant<'_> {
    /// The address to load.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The value of the frame's `allow`; none where it gets nothing.
    pub fn allow(&self) -> Option<&str> {
        self.frame.allow.as_ref().map(AsRef::as_ref)
    }

    /// The value of the frame's `sandbox`.
    pub fn sandbox(&self) -> &str {
        self.frame.sandbox.as_ref().map_or(Sandbox::USUAL, AsRef::as_ref)
    }

    /// What the frame is, where the article does not say it.
    pub fn title(&self) -> Option<&str> {
        self.frame.title.as_deref()
    }
}

impl State {
    /// Permission to run a service's script, where the reader allows it.
    pub fn script<'a>(&'a self, consent: &'a Consent, service: usize) -> Option<ScriptGrant<'a>> {
        match &consent.services.get(service)?.load {
            Load::Script(script) if self.allowed(consent).contains(service) => Some(ScriptGrant { script }),
            _ => None,
        }
    }

    /// Permission to show what a service calls `id`, where the reader allows the service, or this one thing.
    ///
    /// None, too, where no address can be made of the id.
    pub fn embed<'a>(&'a self, consent: &'a Consent, service: usize, id: &str) -> Option<EmbedGrant<'a>> {
        let Load::Embed(frame) = &consent.services.get(service)?.load else {
            return None;
        };
        if !self.allowed(consent).contains(service) && !self.is_allowed_once(service, id) {
            return None;
        }
        Some(EmbedGrant {
            frame,
            address: frame.url.address(id)?,
        })
    }
}
