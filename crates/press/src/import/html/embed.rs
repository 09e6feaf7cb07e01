//! What other services play: which service an address belongs to, and what the service calls the thing.

use content::block::Embed;
use content::href::Href;
use content::slug::Slug;
use url::Url;

/// The embed of an address, if a service that the portal knows plays it.
pub(in crate::import) fn of_url(url: &str, title: Option<String>) -> Option<Embed> {
    let url = Url::parse(&absolute(url)).ok()?;
    let host = url.host_str()?;
    let host = host
        .strip_prefix("www.")
        .or_else(|| host.strip_prefix("m."))
        .unwrap_or(host);
    let parts: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    let (service, id, link) = match (host, parts.as_slice()) {
        ("youtu.be", [id, ..])
        | ("youtube.com" | "youtube-nocookie.com", ["embed" | "v" | "shorts" | "live" | "e", id, ..]) => {
            youtube(id, &url)?
        }
        ("youtube.com", ["watch"]) => youtube(&parameter(&url, "v")?, &url)?,
        // What only those see who know a word more is not played without it.
        ("vimeo.com" | "player.vimeo.com", _) if parameter(&url, "h").is_some() => return None,
        ("vimeo.com", [.., id]) | ("player.vimeo.com", ["video", id, ..]) => {
            is_number(id).then_some(())?;
            let start = url.fragment().and_then(|part| part.strip_prefix("t="));
            let start = start.map(|start| format!("#t={start}")).unwrap_or_default();
            (
                "vimeo",
                (*id).to_owned(),
                format!("https://vimeo.com/{id}{start}"),
            )
        }
        ("w.soundcloud.com", ["player"]) => {
            let sound = parameter(&url, "url")?;
            let number = sound.rsplit('/').next()?.split('?').next()?;
            if let Some(embed) = of_url(&sound, None) {
                ("soundcloud", embed.id, embed.link.map(|link| link.to_string())?)
            } else {
                is_number(number).then_some(())?;
                ("soundcloud", number.to_owned(), url.to_string())
            }
        }
        ("soundcloud.com", [user, track]) => (
            "soundcloud",
            format!("{user}/{track}"),
            format!("https://soundcloud.com/{user}/{track}"),
        ),
        ("open.spotify.com", [.., kind, id]) => {
            let is_known = matches!(
                *kind,
                "track" | "album" | "artist" | "playlist" | "episode" | "show"
            );
            (is_known && id.chars().all(|letter| letter.is_ascii_alphanumeric())).then_some(())?;
            (
                "spotify",
                format!("{kind}/{id}"),
                format!("https://open.spotify.com/{kind}/{id}"),
            )
        }
        ("openstreetmap.org", ["export", "embed.html"]) => {
            let area = parameter(&url, "bbox")?;
            (area.split(',').filter(|edge| edge.parse::<f64>().is_ok()).count() == 4).then_some(())?;
            ("openstreetmap", area, url.to_string())
        }
        _ => return None,
    };
    Some(Embed {
        service: Slug::parse(service)?,
        id,
        title,
        link: Href::parse(&link),
    })
}

/// The address with its scheme, which pages may leave out.
pub(super) fn absolute(url: &str) -> String {
    let url = url.trim();
    url.strip_prefix("//")
        .map_or_else(|| url.to_owned(), |rest| format!("https://{rest}"))
}

/// The page that readers see of what a frame shows, where no service here plays it.
pub(super) fn page_of(url: &str) -> Option<String> {
    let parsed = Url::parse(&absolute(url)).ok()?;
    let host = parsed.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let parts: Vec<&str> = parsed.path_segments()?.filter(|part| !part.is_empty()).collect();
    match (host, parts.as_slice()) {
        ("youtube.com" | "youtube-nocookie.com", ["embed" | "playlist", ..]) => {
            let list = parameter(&parsed, "list")?;
            Some(format!("https://www.youtube.com/playlist?list={list}"))
        }
        ("player.vimeo.com", ["video", id]) => {
            let word = parameter(&parsed, "h")?;
            Some(format!("https://vimeo.com/{id}/{word}"))
        }
        _ => None,
    }
}

fn youtube(id: &str, url: &Url) -> Option<(&'static str, String, String)> {
    // An old player's address may go on with `&hl=en` where others have a `?`.
    let id = id.split(['&', '?']).next()?;
    let is_id = (6..=20).contains(&id.len())
        && id != "videoseries"
        && id
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
    let start = ["t", "start"].iter().find_map(|name| parameter(url, name));
    let start =
        start.filter(|start| !start.is_empty() && start.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let start = start.map(|start| format!("&t={start}")).unwrap_or_default();
    is_id.then(|| {
        (
            "youtube",
            id.to_owned(),
            format!("https://www.youtube.com/watch?v={id}{start}"),
        )
    })
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
