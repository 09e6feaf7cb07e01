//! Time zones, from the database that is built in: what press makes must not depend on the machine that it runs on.

use std::sync::LazyLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone of the IANA database.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a time zone is written Europe/Lisbon or Asia/Ho_Chi_Minh";

    /// Coordinated Universal Time.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// The zone of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        DATABASE.get(name).ok().map(Self)
    }

    /// Its name in the database.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    pub(crate) fn rules(&self) -> &TimeZone {
        &self.0
    }
}
