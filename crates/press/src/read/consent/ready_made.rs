//! Services that editors name by one word. What they store and whom they tell are facts; the sources stand beside them.

use std::sync::LazyLock;

use content::consent::{Consent, Revision, Service};

use super::service;
use crate::diagnostic::{Findings, Position};
use crate::read::settings::{Reader, Table, parse_toml};

/// A definition with places for what each site has of its own.
#[derive(Debug)]
pub struct ReadyMade {
    /// The word that editors write after `use`.
    pub name: &'static str,
    /// The host it uses where an editor names none; none where the editor must.
    pub host: Host,
    /// Does it need what the service calls the site?
    pub wants_site: bool,
    /// Which ids the service has, as a sentence without a full stop; empty where all are taken.
    pub ids: &'static str,
    is_id: fn(&str) -> bool,
    text: &'static str,
}

/// Where the host of a ready-made service comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// There is only one, and nobody names it.
    Fixed,
    /// The editor may name another one.
    Usual(&'static str),
    /// The editor names it.
    Named,
}

/// All of them, in the order of the alphabet.
pub static READY_MADE: [ReadyMade; 9] = [
    // A page of any other host, for which nothing is known.
    ReadyMade {
        name: "frame",
        host: Host::Named,
        wants_site: false,
        ids: "",
        is_id: |_| true,
        text: r#"
            category = "marketing"
            provider = "{host}"
            purpose = "Shows something of {host} within an article."
            embed = { url = "https://{host}/{path}", allow = "fullscreen" }
        "#,
    },
    // Cookies: support.google.com/analytics/answer/11397207. Hosts: developers.google.com/tag-platform/security/guides/csp.
    // What it counts by itself besides: developers.google.com/analytics/devguides/collection/ga4/views.
    ReadyMade {
        name: "ga4",
        host: Host::Fixed,
        wants_site: true,
        ids: "",
        is_id: |_| true,
        text: r#"
            id = "ga4"
            category = "statistics"
            name = "Google Analytics"
            provider = "Google Ireland Limited"
            purpose = "Counts visits, and how people come here and go on."
            policy = "https://policies.google.com/privacy"
            hosts = ["*.googletagmanager.com", "*.google-analytics.com", "analytics.google.com", "*.analytics.google.com"]
            cookies = [{ name = "_ga", duration = "2 years" }, { name = "_ga_*", duration = "2 years" }]
            script = { src = "https://www.googletagmanager.com/gtag/js?id={site}", kind = "ga4", site = "{site}" }
        "#,
    },
    // Cookies: matomo.org/faq/general/faq_146. How it is told of pages: developer.matomo.org/guides/spa-tracking.
    ReadyMade {
        name: "matomo",
        host: Host::Named,
        wants_site: true,
        ids: "",
        is_id: |_| true,
        text: r#"
            id = "matomo"
            category = "statistics"
            name = "Matomo"
            provider = "{host}"
            purpose = "Counts visits, and which pages are read."
            policy = "https://matomo.org/privacy-policy/"
            cookies = [
              { name = "_pk_id.*", duration = "13 months" },
              { name = "_pk_ref.*", duration = "6 months" },
              { name = "_pk_ses.*", duration = "30 minutes" },
              { name = "_pk_cvar.*", duration = "30 minutes" },
              { name = "_pk_hsr.*", duration = "30 minutes" },
              { name = "_pk_testcookie*" },
            ]
            script = { src = "https://{host}/matomo.js", kind = "matomo", site = "{site}", endpoint = "https://{host}/matomo.php" }
        "#,
    },
    // osmfoundation.org/wiki/Services_and_tile_users_privacy_FAQ; its maps set no cookies that are known.
    ReadyMade {
        name: "openstreetmap",
        host: Host::Fixed,
        wants_site: false,
        ids: "a map is written as its west, south, east and north in degrees, such as 4.8,52.3,5.0,52.4",
        is_id: is_area,
        text: r#"
            id = "openstreetmap"
            category = "marketing"
            name = "OpenStreetMap"
            provider = "OpenStreetMap Foundation"
            purpose = "Shows maps within articles."
            policy = "https://osmfoundation.org/wiki/Privacy_Policy"
            embed = { url = "https://www.openstreetmap.org/export/embed.html?bbox={id}&layer=mapnik", ratio = "4:3", title = "A map" }
        "#,
    },
    // plausible.io/data-policy: no cookies and no keys. The script is the one for pages that report themselves, by a name that is
    // served for good (tracker/ARCHITECTURE.md of github.com/plausible/analytics, “Legacy support”), by hosts of one's own as well.
    ReadyMade {
        name: "plausible",
        host: Host::Usual("plausible.io"),
        wants_site: true,
        ids: "",
        is_id: |_| true,
        text: r#"
            id = "plausible"
            category = "statistics"
            name = "Plausible"
            provider = "{host}"
            purpose = "Counts visits, and which pages are read."
            policy = "https://plausible.io/data-policy"
            script = { src = "https://{host}/js/script.manual.js", kind = "plausible", site = "{site}", endpoint = "https://{host}/api/event" }
        "#,
    },
    // The player's parameter url: developers.soundcloud.com/docs/api/html5-widget. SoundCloud names no cookies; this one stands in
    // lists that others keep (consentstack.io/vendors/soundcloud, plasterbrain.com/cookies), for 1 to 10 years.
    ReadyMade {
        name: "soundcloud",
        host: Host::Fixed,
        wants_site: false,
        ids: "a sound is written user/track, or as the number of its track",
        is_id: |id| sound(id).is_some(),
        text: r#"
            id = "soundcloud"
            category = "marketing"
            name = "SoundCloud"
            provider = "SoundCloud Global Limited & Co. KG"
            purpose = "Plays sound within articles."
            policy = "https://pages.soundcloud.com/legal/cookie-policy"
            cookies = [{ name = "sc_anonymous_id", domain = "soundcloud.com", duration = "10 years" }]
            embed = { url = "https://w.soundcloud.com/player/?url=https%3A//{id}", ratio = "strip", title = "A sound" }
        "#,
    },
    // Addresses: developer.spotify.com/documentation/embeds. Cookies, as others list them: consentstack.io/vendors/spotify.
    ReadyMade {
        name: "spotify",
        host: Host::Fixed,
        wants_site: false,
        ids: "it is written track/…, album/…, artist/…, playlist/…, episode/… or show/…, as in its address",
        is_id: is_spotify,
        text: r#"
            id = "spotify"
            category = "marketing"
            name = "Spotify"
            provider = "Spotify AB"
            purpose = "Plays music and podcasts within articles."
            policy = "https://www.spotify.com/legal/privacy-policy/"
            cookies = [
              { name = "sp_t", domain = "spotify.com", duration = "1 year" },
              { name = "sp_landing", domain = "spotify.com", duration = "1 day" },
            ]
            embed = { url = "https://open.spotify.com/embed/{path}", ratio = "strip", allow = "encrypted-media; fullscreen", title = "A recording" }
        "#,
    },
    // help.vimeo.com/hc/en-us/articles/26080940921361: with dnt=1 only the cookies against bots.
    ReadyMade {
        name: "vimeo",
        host: Host::Fixed,
        wants_site: false,
        ids: "a video is written as the number in its address",
        is_id: is_number,
        text: r#"
            id = "vimeo"
            category = "marketing"
            name = "Vimeo"
            provider = "Vimeo.com, Inc."
            purpose = "Plays videos within articles."
            policy = "https://vimeo.com/privacy"
            cookies = [
              { name = "__cf_bm", domain = "vimeo.com", duration = "30 minutes" },
              { name = "_cfuvid", domain = "vimeo.com" },
            ]
            embed = { url = "https://player.vimeo.com/video/{id}?dnt=1", allow = "encrypted-media; fullscreen; picture-in-picture", title = "A video" }
        "#,
    },
    // The host without cookies before a video plays: support.google.com/youtube/answer/171780. Cookies once it plays, by the
    // names that those of youtube.com have in lists of others: consentstack.io/vendors/youtube.
    ReadyMade {
        name: "youtube",
        host: Host::Fixed,
        wants_site: false,
        ids: "a video is written as the 11 letters, digits, - and _ in its address",
        is_id: |id| {
            id.len() == 11
                && id
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        },
        text: r#"
            id = "youtube"
            category = "marketing"
            name = "YouTube"
            provider = "Google Ireland Limited"
            purpose = "Plays videos within articles."
            policy = "https://policies.google.com/privacy"
            cookies = [
              { name = "VISITOR_INFO1_LIVE", domain = "youtube-nocookie.com", duration = "6 months" },
              { name = "YSC", domain = "youtube-nocookie.com" },
            ]
            embed = { url = "https://www.youtube-nocookie.com/embed/{id}", allow = "encrypted-media; fullscreen; picture-in-picture", sandbox = "allow-popups allow-popups-to-escape-sandbox allow-presentation allow-same-origin allow-scripts", title = "A video" }
        "#,
    },
];

/// Those that bring embeds and need no settings, each with its definition.
pub fn embeds() -> impl Iterator<Item = &'static (&'static ReadyMade, Service)> {
    static EMBEDS: LazyLock<Vec<(&ReadyMade, Service)>> = LazyLock::new(|| {
        let defined = READY_MADE
            .iter()
            .filter_map(|ready| Some((ready, ready.definition()?)));
        defined.filter(|(_, own)| own.frame().is_some()).collect()
    });
    EMBEDS.iter()
}

impl ReadyMade {
    /// The one of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        READY_MADE.iter().find(|ready| ready.name == name)
    }

    /// Its keys, with what the site has of its own.
    pub(super) fn table(&self, host: &str, site: &str) -> Table {
        let text = self.text.replace("{host}", host).replace("{site}", site);
        let table = parse_toml(&text, 1);
        table.expect("its text is TOML, which a test reads, and nothing is put into it that would end a text")
    }

    /// The service itself, where it needs no settings.
    pub fn definition(&self) -> Option<Service> {
        if self.wants_site || self.host != Host::Fixed {
            return None;
        }
        let mut findings = Findings::new(self.name);
        let mut reader = Reader::new(self.table("", ""), Position::line(1), &mut findings);
        let service = service::read(&mut reader);
        reader.finish();
        service.filter(|_| findings.into_diagnostics().is_empty())
    }

    /// Is it an id that the service has?
    pub fn is_id(&self, id: &str) -> bool {
        (self.is_id)(id)
    }

    /// The id as the frame's address wants it.
    pub fn id_of_frame(&self, id: &str) -> Option<String> {
        (self.name == "soundcloud").then(|| sound(id)).flatten()
    }
}

/// Privacy settings with these services, none of which needs settings of its own; none where there are none.
pub fn consent(names: &[&str]) -> Option<Consent> {
    let services: Vec<_> = names
        .iter()
        .filter_map(|name| ReadyMade::named(name)?.definition())
        .collect();
    let revision = Revision::new(1)?;
    (!services.is_empty()).then_some(Consent {
        revision,
        expires_after_days: None,
        storage: None,
        key: None,
        policy: None,
        record: None,
        services,
        faults: Vec::new(),
    })
}

fn is_number(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_area(id: &str) -> bool {
    let edges: Vec<_> = id.split(',').map(|edge| edge.trim().parse::<f64>()).collect();
    match edges.as_slice() {
        [Ok(west), Ok(south), Ok(east), Ok(north)] => {
            (-180.0..=180.0).contains(west)
                && (-180.0..=180.0).contains(east)
                && (-90.0..=90.0).contains(south)
                && (-90.0..=90.0).contains(north)
                && south < north
        }
        _ => false,
    }
}

fn is_spotify(id: &str) -> bool {
    let kinds = ["track", "album", "artist", "playlist", "episode", "show"];
    id.split_once('/').is_some_and(|(kind, name)| {
        kinds.contains(&kind) && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// The address of a sound without its scheme, as the player wants it.
fn sound(id: &str) -> Option<String> {
    const TRACKS: &str = "api.soundcloud.com/tracks/";
    const PAGES: &str = "soundcloud.com/";
    let plain = id
        .strip_prefix(TRACKS)
        .filter(|number| is_number(number))
        .or_else(|| id.strip_prefix(PAGES))
        .unwrap_or(id);
    let is_name = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let parts: Vec<_> = plain.split('/').collect();
    match parts.as_slice() {
        [number] if is_number(number) => Some([TRACKS, number].concat()),
        [user, track] if is_name(user) && is_name(track) => Some([PAGES, user, "/", track].concat()),
        [user, "sets", set] if is_name(user) && is_name(set) => Some([PAGES, user, "/sets/", set].concat()),
        _ => None,
    }
}
