//! Google's Consent Mode v2 in its basic form: Google learns nothing before a grant, and then what was granted.
//!
//! The names of the signals are those of developers.google.com/tag-platform/security/guides/consent.

use super::Consent;
use super::service::{Category, ScriptKind, Service};
use super::set::ServiceSet;

/// The second word of an entry of `dataLayer`, after `consent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// What holds before anybody has decided. It is the first entry, and the only one of its kind.
    Default,
    /// What holds from now on.
    Update,
}

/// An entry of `dataLayer`: `consent`, the command, and the signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentMode {
    /// The command.
    pub command: Command,
    analytics: bool,
    ads: bool,
}

impl Command {
    /// The word of the entry.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Update => "update",
        }
    }
}

impl ConsentMode {
    /// The first entry of all.
    pub const DEFAULT: Self = Self {
        command: Command::Default,
        analytics: false,
        ads: false,
    };

    /// What is allowed now; none where the site does not use Google's script.
    #[inline(never)]
    pub(super) fn update(consent: &Consent, allowed: ServiceSet) -> Option<Self> {
        let google = consent.those(&is_google);
        let ours = google.intersection(allowed);
        (!google.is_empty()).then(|| Self {
            command: Command::Update,
            analytics: !ours.is_empty(),
            ads: !ours.intersection(consent.of(Category::Marketing)).is_empty(),
        })
    }

    /// The signals and their values. A service of the category marketing allows advertising, too; one of statistics
    /// does not.
    pub fn signals(self) -> [(&'static str, &'static str); 7] {
        let word = |granted| if granted { "granted" } else { "denied" };
        [
            ("ad_storage", word(self.ads)),
            ("ad_user_data", word(self.ads)),
            ("ad_personalization", word(self.ads)),
            ("analytics_storage", word(self.analytics)),
            ("functionality_storage", "denied"),
            ("personalization_storage", "denied"),
            ("security_storage", "granted"),
        ]
    }
}

fn is_google(service: &Service) -> bool {
    service
        .script()
        .is_some_and(|script| script.kind() == ScriptKind::Ga4)
}
