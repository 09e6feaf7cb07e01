//! One `[[consent.services]]` of `site.toml`.

use content::consent::{
    Attribute, AttributeName, Category, Cookie, CookiePath, EmbedTemplate, Features, Frame, Host, Load,
    NamePattern, Ratio, Sandbox, Script, ScriptKind, ScriptSource, Service, SiteId,
};
use content::href::Href;
use content::slug::Slug;

use super::ConsentFault;
use super::ready_made::{self, READY_MADE, ReadyMade};
use crate::read::names::nearest;
use crate::read::settings::Reader;
use crate::trusted_types;

const CATEGORY: &str = "a category is one of functional, statistics, marketing";
const RATIO: &str = "a ratio is one of 16:9, 4:3, 1:1, 9:16, strip";
const KIND: &str = "a kind is one of generic, matomo, plausible, ga4";
const POLICIES: &str = "the name of a policy of Trusted Types is ASCII letters, digits and - # = _ / @ . %";
const ONE_HOST: &str = "a host is written stats.example.org, in lower case and without https://";

/// Reads a service, and reports what is wrong with it.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<Service> {
    start_from(reader)?;
    let id = reader.required(&["id"], "id = \"…\", the name that articles use");
    let id = id.and_then(|(text, at)| reader.parse("id", &text, at, Slug::parse, Slug::RULE));
    let category = reader.required(&["category"], "category = \"statistics\"");
    let category =
        category.and_then(|(text, at)| reader.parse("category", &text, at, Category::from_word, CATEGORY));
    let name = words(reader, "name", "name = \"…\", as readers know it");
    let provider = words(reader, "provider", "provider = \"…\", who runs it");
    let purpose = words(reader, "purpose", "purpose = \"…\", what it does for the site");
    let policy = reader.parsed(&["policy"], Href::parse, Href::RULE);
    let ask_again = reader.truth(&["ask_again"]);
    let hosts = list(reader, "hosts", Host::parse, Host::RULE);
    let cookies = cookies(reader);
    let storage = list(reader, "storage", NamePattern::parse, NamePattern::RULE);
    let databases = list(reader, "databases", NamePattern::parse, NamePattern::RULE);
    let load = load(reader);
    Some(Service {
        id: id?,
        category: category?,
        name: name?,
        provider: provider?,
        purpose: purpose?,
        policy,
        ask_again: ask_again.is_some_and(|(truth, _)| truth),
        hosts,
        cookies,
        storage,
        databases,
        load: load?,
    })
}

/// Takes over the keys of the ready-made service that `use` names. None where it cannot be made.
fn start_from(reader: &mut Reader<'_>) -> Option<()> {
    let Some((name, at)) = reader.words(&["use"]) else {
        return Some(());
    };
    let Some(ready) = ReadyMade::named(&name) else {
        let names = READY_MADE.iter().map(|ready| ready.name);
        let meant = nearest(&name, names).map(ToOwned::to_owned);
        reader
            .findings()
            .add(at, &ConsentFault::UnknownReadyMade(name, meant));
        // Nothing more is known of what the other keys should be.
        skip(reader);
        return None;
    };
    let one_host = |text: &str| Host::parse(text).filter(|host| !host.as_str().starts_with('*'));
    let host = match ready.host {
        ready_made::Host::Fixed => Some(String::new()),
        ready_made::Host::Usual(usual) => match reader.words(&["host"]) {
            Some((text, at)) => named(reader, "host", &text, at, one_host),
            None => Some(usual.to_owned()),
        },
        ready_made::Host::Named => reader
            .required(&["host"], "host = \"stats.example.org\"")
            .and_then(|(text, at)| named(reader, "host", &text, at, one_host)),
    };
    let site = if ready.wants_site {
        let site = reader.required(&["site"], "site = \"…\", what the service calls this site");
        site.and_then(|(text, at)| reader.parse("site", &text, at, SiteId::parse, SiteId::RULE))
            .map(|site| site.to_string())
    } else {
        Some(String::new())
    };
    let (Some(host), Some(site)) = (host, site) else {
        skip(reader);
        return None;
    };
    reader.complete(ready.table(&host, &site));
    Some(())
}

fn named(
    reader: &mut Reader<'_>,
    key: &'static str,
    text: &str,
    at: crate::diagnostic::Position,
    parse: impl Fn(&str) -> Option<Host>,
) -> Option<String> {
    reader
        .parse(key, text, at, parse, ONE_HOST)
        .map(|host| host.to_string())
}

/// Passes over the keys that every service may have, so that they are not told of as unknown.
fn skip(reader: &mut Reader<'_>) {
    for key in [
        "id",
        "category",
        "name",
        "provider",
        "purpose",
        "policy",
        "ask_again",
        "hosts",
        "cookies",
        "storage",
        "databases",
        "script",
        "embed",
        "host",
        "site",
    ] {
        reader.take(&[key]);
    }
}

fn words(reader: &mut Reader<'_>, key: &'static str, example: &'static str) -> Option<String> {
    reader.required(&[key], example).map(|(text, _)| text)
}

fn list<T>(
    reader: &mut Reader<'_>,
    key: &'static str,
    parse: impl Fn(&str) -> Option<T>,
    rule: &'static str,
) -> Vec<T> {
    let texts = reader.texts(&[key]);
    texts
        .into_iter()
        .filter_map(|(text, at)| reader.parse(key, &text, at, &parse, rule))
        .collect()
}

fn cookies(reader: &mut Reader<'_>) -> Vec<Cookie> {
    let mut cookies = Vec::new();
    for node in reader.tables("cookies") {
        let Some(mut table) = reader.within("cookies", node) else {
            continue;
        };
        let name = table.required(&["name"], "name = \"_id.*\"");
        let name =
            name.and_then(|(text, at)| table.parse("name", &text, at, NamePattern::parse, NamePattern::RULE));
        let domain = table.parsed(&["domain"], Host::parse, Host::RULE);
        let path = table.parsed(&["path"], CookiePath::parse, CookiePath::RULE);
        let duration = table.words(&["duration"]).map(|(text, _)| text);
        table.finish();
        cookies.extend(name.map(|name| Cookie {
            name,
            domain,
            path,
            duration,
        }));
    }
    cookies
}

fn load(reader: &mut Reader<'_>) -> Option<Load> {
    let (script_node, embed_node) = (reader.take(&["script"]), reader.take(&["embed"]));
    let position = reader.position();
    let fault = match (&script_node, &embed_node) {
        (Some(_), Some(_)) => Some(ConsentFault::TwoLoads),
        (None, None) => Some(ConsentFault::NoLoad),
        _ => None,
    };
    if let Some(fault) = fault {
        reader.findings().add(position, &fault);
        return None;
    }
    if let Some(node) = script_node {
        let mut table = reader.within("script", node)?;
        let script = script(&mut table);
        table.finish();
        return script.map(Load::Script);
    }
    let mut table = reader.within("embed", embed_node?)?;
    let frame = frame(&mut table);
    table.finish();
    frame.map(Load::Embed)
}

fn script(table: &mut Reader<'_>) -> Option<Script> {
    let src = table.required(&["src"], "src = \"https://stats.example.org/script.js\"");
    let kind = table.parsed(&["kind"], ScriptKind::from_word, KIND);
    let src = src.and_then(|(text, at)| {
        if kind == Some(ScriptKind::Plausible) && counts_by_itself(&text) {
            table.findings().add(at, &ConsentFault::CountsTwice);
        }
        table.parse("src", &text, at, ScriptSource::parse, ScriptSource::RULE)
    });
    let is_generic = kind.is_none_or(|kind| kind == ScriptKind::Generic);
    let site = if is_generic {
        table.words(&["site"])
    } else {
        Some(table.required(&["site"], "site = \"…\", what the service calls this site")?)
    };
    let site = site.and_then(|(text, at)| table.parse("site", &text, at, SiteId::parse, SiteId::RULE));
    let endpoint = if kind == Some(ScriptKind::Matomo) {
        Some(table.required(
            &["endpoint"],
            "endpoint = \"https://stats.example.org/matomo.php\"",
        )?)
    } else {
        table.words(&["endpoint"])
    };
    let endpoint = endpoint
        .and_then(|(text, at)| table.parse("endpoint", &text, at, ScriptSource::parse, ScriptSource::RULE));
    let mut attributes = Vec::new();
    if let Some(node) = table.take(&["attributes"])
        && let Some(own) = table.within("attributes", node)
    {
        for (name, at, node) in own.into_entries() {
            let value = table
                .texts_of(&name, node)
                .into_iter()
                .map(|(text, _)| text)
                .next();
            let name = table.parse("attributes", &name, at, AttributeName::parse, AttributeName::RULE);
            attributes.extend(name.map(|name| Attribute {
                name,
                value: value.unwrap_or_default(),
            }));
        }
    }
    let policies = list(table, "policies", trusted_types::parse, POLICIES);
    // The app needs nothing of them: they are for those who read the policy off the bundle.
    if !policies.is_empty() {
        attributes.extend(AttributeName::parse(trusted_types::NAMES).map(|name| Attribute {
            name,
            value: policies.join(" "),
        }));
    }
    Some(Script {
        src: src?,
        kind,
        site,
        endpoint,
        attributes,
    })
}

/// Is it one of Plausible's older scripts, and not the one that is told of page views? Their names say what they can do:
/// plausible.io/docs/script-update-guide, tracker/compiler/variants.json of github.com/plausible/analytics.
fn counts_by_itself(src: &str) -> bool {
    let path = src.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.rsplit('/').next().unwrap_or_default().split('.');
    let is_theirs = matches!(parts.next(), Some("script" | "plausible")) && parts.next_back() == Some("js");
    is_theirs && !parts.any(|part| part == "manual")
}

fn frame(table: &mut Reader<'_>) -> Option<Frame> {
    let url = table.required(&["url"], "url = \"https://player.example.org/embed/{id}\"");
    let url =
        url.and_then(|(text, at)| table.parse("url", &text, at, EmbedTemplate::parse, EmbedTemplate::RULE));
    let ratio = table.parsed(&["ratio"], Ratio::from_word, RATIO);
    let allow = table.parsed(&["allow"], Features::parse, Features::RULE);
    let sandbox = table.parsed(&["sandbox"], Sandbox::parse, Sandbox::RULE);
    let title = table.words(&["title"]).map(|(text, _)| text);
    Some(Frame {
        url: url?,
        ratio,
        allow,
        sandbox,
        title,
    })
}
