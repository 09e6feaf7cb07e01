//! A site with services of others, and a reader who visits it.

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use content::consent::Record;
use press::host::serve::Policy;
use serde_json::{Value, json};
use xtask::workspace::Workspace;

use crate::support::{BEAT, Browser, Content, Cookie, Elsewhere, Folder, Portal, eventually};

/// The portal's host: one with a domain above it, for which scripts set cookies, too.
pub(super) const HOST: &str = "www.app.localhost";

/// An address of each kind.
pub(super) const ROUTES: [&str; 10] = [
    "/",
    "/magazine/",
    "/events/",
    "/tags/themes/tides/",
    "/magazine/tide-tables/",
    "/magazine/films/",
    "/events/regatta/",
    "/about/",
    "/privacy/",
    "/no/such/place/",
];

/// The article with embeds: two films of `tube`, between them a chart of `charts`.
pub(super) const FILMS: &str = "/magazine/films/";

/// A long article without any.
pub(super) const ARTICLE: &str = "/magazine/tide-tables/";

/// Within how much time a withdrawal is to be complete.
pub(super) const AT_ONCE: Duration = Duration::from_secs(1);

/// All hosts of others.
pub(super) const OTHERS: [&str; 4] = [
    "ads.localhost",
    "charts.localhost",
    "stats.localhost",
    "tube.localhost",
];

/// What a script of others leaves behind: cookies of the host, of the domain above and of paths, keys, a database.
const SITE: &str = r#"
name = "The Tide"
language = "en"

[[sections]]
slug = "magazine"
name = "Magazine"

[[sections]]
slug = "events"
name = "Events"

[[taxonomies]]
slug = "themes"
name = "Themes"

[[navigation]]
label = "Magazine"
href = "/magazine/"

[[navigation]]
label = "Events"
href = "/events/"

[[footer]]
title = "About The Tide"
text = "A magazine that is read by tests."
links = [{ label = "More about The Tide", href = "/about/" }]

[consent]
revision = 1
policy = "/privacy/"
record = "/consent"

[[consent.services]]
id = "counter"
category = "statistics"
name = "Counter"
provider = "Counter Ltd."
purpose = "Counts how often each article is read."
policy = "https://counter.example/privacy"
cookies = [{ name = "counter_*", duration = "1 year" }, { name = "counter_path", path = "/magazine", duration = "2 years" }, { name = "counter_deep", path = "/magazine/", duration = "3 years" }]
storage = ["counter_*"]
databases = ["counter_db"]
script = { src = "http://stats.localhost/counter.js" }

[[consent.services]]
id = "pixel"
category = "marketing"
name = "Pixel"
provider = "Pixel Inc."
purpose = "Tells advertisers who reads."
policy = "https://pixel.example/privacy"
cookies = [{ name = "pixel_*", duration = "1 year" }, { name = "pixel_path", path = "/magazine", duration = "2 years" }, { name = "pixel_deep", path = "/magazine/", duration = "3 years" }]
storage = ["pixel_*"]
databases = ["pixel_db"]
script = { src = "http://ads.localhost/pixel.js" }

[[consent.services]]
id = "charts"
category = "statistics"
name = "Charts"
provider = "Charts Org."
purpose = "Draws figures."
policy = "https://charts.example/privacy"
embed = { url = "http://charts.localhost/frame/{path}", ratio = "4:3", title = "A chart" }

[[consent.services]]
id = "tube"
category = "marketing"
name = "Tube"
provider = "Tube Inc."
purpose = "Plays films within articles."
policy = "https://tube.example/privacy"
cookies = [{ name = "visitor", domain = "tube.localhost", duration = "13 months" }]
embed = { url = "http://tube.localhost/frame/{id}", ratio = "16:9", allow = "fullscreen", title = "A film" }
"#;

const FILMS_BODY: &str = r#"
Words before the first film, which stand still.

```embed
service = "tube"
id = "one"
title = "The first film"
link = "https://tube.example/watch?v=one"
```

Words between.

```embed
service = "charts"
id = "tides/2026"
title = "The tides of 2026"
link = "https://charts.example/tides/2026"
```

Words between.

```embed
service = "tube"
id = "two"
title = "The second film"
link = "https://tube.example/watch?v=two"
```

Words after the last film, which stand still as well.
"#;

/// A reader in a world that writes down whatever leaves the portal.
pub(super) struct Visit {
    browser: Browser,
    /// Dropped after the browser, which is to have nowhere else to go.
    pub(super) elsewhere: Elsewhere,
}

impl Deref for Visit {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

/// The site, served under the policy that press says it needs, behind a gate that takes what is posted; none where the test
/// is to be skipped.
pub(super) fn site(change: impl FnOnce(&Folder)) -> Option<Portal> {
    let content = Content::new();
    write_content(&content);
    let portal = Portal::pressed(content.path())?;
    change(portal.folder());
    let portal = portal
        .with_fallback()
        .with_policy(Policy::Site)
        .named(HOST)
        .gated();
    portal.answer_posts(204);
    Some(portal)
}

/// Changes the privacy settings of a site that press has not seen so: its pages have no banner, which would be that of before.
pub(super) fn edit(folder: &Folder, change: impl FnOnce(&mut Value)) {
    for page in pages(folder.path()) {
        let text = folder.text(&page);
        if let Some((before, rest)) = text.split_once("<section id=\"portal_consent-banner\"") {
            let (_, after) = rest.split_once("</section>").expect("a section ends");
            folder.write(&page, [before, after].concat());
        }
    }
    folder.edit("content/site.json", |site| change(&mut site["consent"]));
}

/// The pages of a portal.
fn pages(folder: &Path) -> Vec<String> {
    let mut pages = vec!["404.html".to_owned()];
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        let entries = fs::read_dir(folder.join(&inner)).expect("a portal is readable");
        for entry in entries {
            let path = inner.join(entry.expect("a portal is readable").file_name());
            if folder.join(&path).is_dir() {
                folders.push(path);
            } else if path.ends_with("index.html") {
                pages.push(path.to_string_lossy().into_owned());
            }
        }
    }
    pages
}

fn write_content(content: &Content) {
    let article = |title: &str, day: u32, head: &str, body: &str| {
        format!(
            "+++\ntitle = \"{title}\"\npublished = 2026-03-{day:02}\n{head}[tags]\nthemes = [\"Tides\"]\n+++\n{body}"
        )
    };
    content.write("site.toml", SITE);
    let long = "The water comes and the water goes, twice a day, and somebody writes it down.\n\n".repeat(40);
    content.write(
        "magazine/tide-tables.md",
        article("The tide tables", 14, "lead = \"Water, by the hour.\"\n", &long),
    );
    content.write(
        "magazine/films.md",
        article("Films of the sea", 9, "", FILMS_BODY),
    );
    content.write(
        "magazine/bells.md",
        article("The bells", 2, "", "One stroke, and no more.\n"),
    );
    content.write(
        "events/regatta.md",
        article("The regatta", 1, "", "Boats, and a cup.\n"),
    );
    for (name, title) in [("about", "About us"), ("privacy", "What we know about you")] {
        let page = format!("+++\ntitle = \"{title}\"\n+++\nWe live by the sea.\n");
        content.write(&format!("pages/{name}.md"), page);
    }
    let picture = Workspace::new()
        .root()
        .join("content/media/the-ropeworks-640.avif");
    let bytes = fs::read(picture).expect("the demo has this picture");
    content.write("media/sea.avif", bytes);
    let pictured = "[image]\nsrc = \"media/sea.avif\"\nalt = \"A shed by the sea\"\n";
    content.write(
        "magazine/pictured.md",
        format!("+++\ntitle = \"A picture of the sea\"\npublished = 2026-02-01\n{pictured}+++\n{long}"),
    );
}

impl Visit {
    /// A reader of the site; none where the test is to be skipped.
    pub(super) fn begin() -> Option<Self> {
        Self::of(site(|_| {})?)
    }

    /// A reader of the site with other settings; none where the test is to be skipped.
    pub(super) fn with(change: impl FnOnce(&mut Value)) -> Option<Self> {
        Self::of(site(|folder| edit(folder, change))?)
    }

    /// A reader of a portal.
    pub(super) fn of(portal: Portal) -> Option<Self> {
        let elsewhere = Elsewhere::open();
        let browser = Browser::in_world(portal, &elsewhere)?;
        Some(Self { browser, elsewhere })
    }

    /// A reader of a portal, with the whole browser.
    pub(super) fn whole(portal: Portal) -> Option<Self> {
        let elsewhere = Elsewhere::open();
        let browser = Browser::whole_in_world(portal, &elsewhere)?;
        Some(Self { browser, elsewhere })
    }

    /// Changes the privacy settings of the site while it is read.
    pub(super) fn edit(&self, change: impl FnOnce(&mut Value)) {
        edit(self.portal().folder(), change);
    }

    /// Waits until the banner stands.
    #[track_caller]
    pub(super) fn await_banner(&self) {
        self.wait_for(
            "the banner",
            "document.querySelector('#portal_consent-banner')?.checkVisibility()",
        );
    }

    /// Waits until the app of the settings answers, as if the pointer had come near one of its buttons.
    #[track_caller]
    pub(super) fn await_settings(&self) {
        self.read("document.querySelector('#portal_consent-banner button').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))");
        self.wait_for("the privacy settings", "!feuilleton.settings");
    }

    /// The files of the settings' app that the host was asked for since the last time this was asked.
    pub(super) fn settings_asked(&self) -> Vec<String> {
        let mut asked = self.portal().asked();
        asked.retain(|path| path.contains("/settings-"));
        asked
    }

    /// Waits until the portal runs without a banner.
    #[track_caller]
    pub(super) fn await_no_banner(&self) {
        self.wait_for(
            "a page without a banner",
            "document.querySelector('#portal_root[data-running]') && !document.querySelector('#portal_consent-banner')",
        );
    }

    /// Waits for the banner, and presses its button.
    #[track_caller]
    pub(super) fn answer(&self, button: &str) {
        self.await_banner();
        self.click(&format!("#portal_consent-banner [data-consent='{button}']"));
    }

    /// Answers, and waits until the banner is gone.
    #[track_caller]
    pub(super) fn answered(&self, button: &str) {
        self.answer(button);
        self.await_no_banner();
    }

    /// Opens the preferences from the foot of the page.
    #[track_caller]
    pub(super) fn open_preferences(&self) {
        self.click("footer [data-consent='preferences']");
        self.await_preferences();
    }

    /// Waits until the preferences are open and complete.
    #[track_caller]
    pub(super) fn await_preferences(&self) {
        self.wait_for(
            "the preferences",
            "document.querySelector('#portal_consent-preferences:modal:not(:has(#portal_consent-further))')",
        );
    }

    /// Waits until the preferences are closed.
    #[track_caller]
    pub(super) fn await_no_preferences(&self) {
        self.wait_for(
            "the end of the preferences",
            "!document.querySelector('#portal_consent-preferences[open]')",
        );
    }

    /// Opens every row of the preferences, and waits for what stands in them.
    #[track_caller]
    pub(super) fn open_rows(&self) {
        self.read("document.querySelectorAll('#portal_consent-preferences details').forEach((details) => { details.open = true; })");
        self.wait_for(
            "what there is to know of each service",
            "[...document.querySelectorAll('#portal_consent-preferences details')].every((row) => row.querySelector('dl'))",
        );
    }

    /// Presses a button of the preferences.
    #[track_caller]
    pub(super) fn in_preferences(&self, button: &str) {
        self.click(&format!("#portal_consent-preferences [data-consent='{button}']"));
    }

    /// Withdraws everything while scripts run, and waits until the page is loaded anew, without which they do not end.
    #[track_caller]
    pub(super) fn withdraw(&self) {
        self.read("window.isOld = true");
        self.open_preferences();
        self.in_preferences("functional-only");
        self.wait_for(
            "the page loaded anew",
            "document.querySelector('#portal_root[data-running]') && !window.isOld",
        );
        self.await_allowed(&[]);
    }

    /// Deletes what is kept, on the page that shows it, once it does.
    #[track_caller]
    pub(super) fn delete_record(&self) {
        const BUTTON: &str = "[data-consent='delete-record']";
        self.wait_for(
            "the button that deletes the record",
            &format!("document.querySelector(\"{BUTTON}\")?.checkVisibility()"),
        );
        self.click(BUTTON);
    }

    /// The services that the page says are allowed now.
    #[track_caller]
    pub(super) fn allowed(&self) -> Vec<String> {
        let allowed = self.read("document.documentElement.dataset.consent ?? ''");
        let allowed = allowed.as_str().unwrap_or_default();
        allowed.split_whitespace().map(str::to_owned).collect()
    }

    /// Waits until the page says that exactly these services are allowed.
    #[track_caller]
    pub(super) fn await_allowed(&self, services: &[&str]) {
        self.wait_for(
            "the services that are allowed",
            &format!(
                "document.querySelector('#portal_root[data-running]')
                && (document.documentElement.dataset.consent ?? '').split(' ').filter(Boolean).sort().join()
                    === {}.sort().join()",
                json!(services)
            ),
        );
    }

    /// The services whose frames are in the page, as often as there are frames.
    #[track_caller]
    pub(super) fn frames(&self) -> Vec<String> {
        let frames = self
            .read("[...document.querySelectorAll('iframe')].map(({ src }) => new URL(src).hostname).sort()");
        serde_json::from_value(frames).expect("hosts are texts")
    }

    /// The cookies that the portal's own pages can have: those of its host and of the domain above.
    pub(super) fn own_cookies(&self) -> Vec<Cookie> {
        let mut cookies = self.cookies();
        cookies.retain(|cookie| cookie.domain.ends_with("app.localhost"));
        cookies
    }

    /// What is kept of the answer.
    #[track_caller]
    pub(super) fn answer_kept(&self) -> Record {
        let cookie = self.own_cookies().into_iter().next().expect("an answer is kept");
        Record::decode(&cookie.value).expect("what is kept is a record")
    }

    /// The names of these cookies.
    pub(super) fn cookie_names(&self) -> Vec<String> {
        self.own_cookies().into_iter().map(|cookie| cookie.name).collect()
    }

    /// Waits until the portal's own pages have exactly these cookies.
    #[track_caller]
    pub(super) fn await_cookies(&self, names: &[&str]) {
        eventually(&format!("the cookies {names:?} alone"), || {
            self.cookie_names() == names
        });
    }

    /// The requests to other hosts that the browser reports since the last time this was asked.
    #[track_caller]
    pub(super) fn requests_to_others(&self) -> Vec<String> {
        let own = self.portal().url("/");
        let mut requests = self.requests();
        requests.retain(|url| !url.starts_with(&own) && !url.starts_with("data:"));
        requests
    }

    /// Waits until all services run: both scripts and the three frames of the article with embeds.
    #[track_caller]
    pub(super) fn await_everything(&self, moment: Instant) {
        for (host, part) in [
            ("stats.localhost", "/beat"),
            ("ads.localhost", "/beat"),
            ("tube.localhost", "/frame/one"),
            ("tube.localhost", "/frame/two"),
            ("charts.localhost", "/frame/tides/2026"),
            ("charts.localhost", "/beat"),
            ("tube.localhost", "/beat"),
        ] {
            self.elsewhere.await_hit(host, part, moment);
        }
        self.await_stored(&[
            "database counter_db",
            "database pixel_db",
            "localStorage counter_local",
            "localStorage pixel_local",
            "sessionStorage counter_session",
            "sessionStorage pixel_session",
        ]);
    }

    /// Makes the browser forget everything, as if nobody had visited.
    #[track_caller]
    pub(super) fn forget(&self) {
        // From elsewhere, so that nothing is stored again while a page is left.
        self.leave_for("http://blog.localhost/");
        // What is said in parting is answered with a cookie.
        while !self.elsewhere.listen_for(BEAT).is_empty() {}
        self.clear_storage(&self.portal().url(""));
    }

    /// Fails when the console has said anything but that a script was kept from reporting: the portal cuts a document off
    /// before it is left for good, and what still runs in it runs into that. Says how often.
    #[track_caller]
    pub(super) fn assert_clean_but_for_the_cut(&self) -> usize {
        let console = self.console();
        let is_cut = |line: &String| {
            line.contains("localhost/")
                && line.contains("Content Security Policy")
                && (line.contains("\"default-src 'self'\"") || line.contains("violates the document's"))
        };
        let strange: Vec<_> = console.iter().filter(|line| !is_cut(line)).collect();
        assert!(strange.is_empty(), "the console says: {strange:#?}");
        assert_eq!(
            self.violations(),
            Vec::<String>::new(),
            "the policy forbids these"
        );
        console
            .iter()
            .filter(|line| line.contains("violates the following"))
            .count()
    }

    /// Fails when anything of others was asked for, or anything stored, since the visit began.
    #[track_caller]
    pub(super) fn assert_untouched(&self) {
        assert_eq!(
            hits(&self.elsewhere.listen()),
            Vec::<String>::new(),
            "asked for elsewhere"
        );
        assert_eq!(
            hits(&self.elsewhere.hits()),
            Vec::<String>::new(),
            "asked for elsewhere"
        );
        assert_eq!(
            self.requests_to_others(),
            Vec::<String>::new(),
            "the browser reports"
        );
        assert_eq!(self.cookies().len(), 0, "{:?}", self.cookies());
        assert_eq!(self.stored(), Vec::<String>::new(), "stored");
    }
}

/// Requests as texts, for messages.
pub(super) fn hits(hits: &[crate::support::Hit]) -> Vec<String> {
    hits.iter()
        .map(|hit| format!("{} {}{}", hit.method, hit.host, hit.path))
        .collect()
}
