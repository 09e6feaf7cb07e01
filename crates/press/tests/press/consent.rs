//! Privacy settings: ready-made services, the policy they need, and what imports need of them.

use std::fs;
use std::path::Path;

use content::consent::{Attribute, AttributeName, Category, Consent, Load};
use content::json;
use content::site::Site;
use press::host::policy;
use press::host::policy::MEDIA_POLICY;
use press::read::consent::ready_made::{self, Host, READY_MADE};

use crate::support::{content_with_address, press, transcript, write};

const PAGE: (&str, &str) = ("pages/privacy.md", "+++\ntitle = \"Privacy\"\n+++\n\nWords.\n");
const ARTICLE: &str = "+++\ntitle = \"Good\"\n+++\n\nText.\n";

/// A content folder with these privacy settings.
fn with_consent(consent: &str, article: &str) -> tempfile::TempDir {
    let folder = content_with_address(&[PAGE, ("magazine/a.md", article)]);
    let file = folder.path().join("content/site.toml");
    let site = fs::read_to_string(&file).expect("the fixture has a site");
    write(&file, format!("{site}\n{consent}"));
    folder
}

fn settings(services: &str) -> String {
    format!("[consent]\npolicy = \"/privacy/\"\n{services}")
}

/// The settings that press builds of these services.
fn built(services: &str) -> Consent {
    let folder = with_consent(&settings(services), ARTICLE);
    let output = press(folder.path(), &["build", "content", "--output", "out"]);
    assert_eq!(
        transcript(&output).lines().next(),
        Some("exit 0"),
        "{}",
        transcript(&output)
    );
    let text = fs::read_to_string(folder.path().join("out/site.json")).expect("press has written it");
    let site: Site = json::from_text(&text).expect("it is a site");
    let consent = site.consent.expect("it has privacy settings");
    assert_eq!(consent.faults, Vec::new(), "{text}");
    consent
}

// A slip in a ready-made definition would be every site's slip.
#[test]
fn every_ready_made_service_is_one_that_the_portal_reads() {
    for ready in &READY_MADE {
        let host = if ready.host == Host::Named {
            "host = \"stats.example.org\"\n"
        } else {
            ""
        };
        let site = if ready.wants_site {
            "site = \"site-1\"\n"
        } else {
            ""
        };
        let id = if ready.name == "frame" {
            "id = \"frame\"\nname = \"Frame\"\n"
        } else {
            ""
        };
        let consent = built(&format!(
            "[[consent.services]]\nuse = \"{}\"\n{id}{host}{site}",
            ready.name
        ));
        let [service] = consent.services.as_slice() else {
            panic!("{}: {consent:?}", ready.name);
        };
        assert_eq!(service.id.as_ref(), ready.name);
        assert_ne!(
            service.category,
            Category::Functional,
            "{} would never be asked about",
            ready.name
        );
        assert_eq!(
            matches!(service.load, Load::Script(_)),
            ready.wants_site,
            "{}",
            ready.name
        );
    }
}

// What an editor says of the own site counts more than what is said of all.
#[test]
fn every_key_of_a_ready_made_service_can_be_said_otherwise() {
    let consent = built(
        "[[consent.services]]\nuse = \"openstreetmap\"\nid = \"maps\"\ncategory = \"functional\"\n\
         purpose = \"Zeigt Karten.\"\nembed = { url = \"https://maps.example.org/{id}\" }\n",
    );
    let service = &consent.services[0];
    assert_eq!(
        (service.id.as_ref(), service.category),
        ("maps", Category::Functional)
    );
    assert_eq!(
        (service.purpose.as_str(), service.name.as_str()),
        ("Zeigt Karten.", "OpenStreetMap")
    );
    assert_eq!(service.host(), "maps.example.org");
}

// What the ids of the services look like is known to nobody but them and this table.
#[test]
fn ids_are_told_from_what_is_none() {
    let cases: [(&str, &[&str], &[&str]); 5] = [
        (
            "youtube",
            &["Lf7xWq20TbA", "-_-_-_-_-_-"],
            &["", "abc", "Lf7xWq20TbA&t=1", "Lf7xWq20Tb/"],
        ),
        ("vimeo", &["900417733"], &["", "abc", "1/2"]),
        (
            "soundcloud",
            &[
                "1720035518",
                "user/track-1",
                "user/sets/set",
                "api.soundcloud.com/tracks/1",
                "soundcloud.com/user/track",
            ],
            &[
                "",
                "user",
                "user/",
                "../x",
                "https://soundcloud.com/user/track",
                "a/b/c",
            ],
        ),
        (
            "spotify",
            &["track/4uLU6hMCjMI75M1A2tKUQC", "show/a1"],
            &["", "track/", "user/a", "track/a/b", "4uLU6hMCjMI75M1A2tKUQC"],
        ),
        (
            "openstreetmap",
            &["116.90,-3.45,117.15,-3.25", "1, 2, 3, 4"],
            &["", "1,2,3", "1,2,3,4,5", "1,4,3,2", "1,2,3,x", "1,2,3,95"],
        ),
    ];
    for (name, right, wrong) in cases {
        let (ready, _) = ready_made::embeds()
            .find(|(ready, _)| ready.name == name)
            .expect("it brings embeds");
        for id in right {
            assert!(ready.is_id(id), "{name}: {id}");
        }
        for id in wrong {
            assert!(!ready.is_id(id), "{name}: {id}");
        }
    }
}

// The player of SoundCloud wants an address where editors write what they see.
#[test]
fn a_sound_is_called_as_its_player_wants_it() {
    for (id, called) in [
        ("1720035518", "api.soundcloud.com/tracks/1720035518"),
        ("user/track", "soundcloud.com/user/track"),
        ("soundcloud.com/user/track", "soundcloud.com/user/track"),
    ] {
        let article = format!(
            "+++\ntitle = \"A\"\n+++\n\n> ```embed\n> service = \"soundcloud\"\n> id = \"{id}\"\n> ```\n"
        );
        let folder = with_consent(
            &settings("[[consent.services]]\nuse = \"soundcloud\"\n"),
            &article,
        );
        let output = press(folder.path(), &["build", "content", "--output", "out"]);
        assert!(output.status.success(), "{}", transcript(&output));
        let text =
            fs::read_to_string(folder.path().join("out/articles/a.json")).expect("press has written it");
        assert!(text.contains(&format!("\"id\":\"{called}\"")), "{text}");
    }
}

// The policy is the second wall: a host too many is a hole in it, one too few a service that never works.
#[test]
fn the_policy_names_the_hosts_of_the_services_where_they_are_needed_and_nothing_else() {
    assert_eq!(policy::of_consent(None), MEDIA_POLICY);
    assert_eq!(policy::of_consent(Some(&built(""))), MEDIA_POLICY);
    let consent = built(
        "[[consent.services]]\nuse = \"ga4\"\nsite = \"G-1\"\n\n[[consent.services]]\nuse = \"youtube\"\n\n\
         [[consent.services]]\nuse = \"frame\"\nid = \"second\"\nname = \"Second\"\nhost = \"www.youtube-nocookie.com\"\n\n\
         [[consent.services]]\nid = \"here\"\ncategory = \"statistics\"\nname = \"Here\"\nprovider = \"We\"\npurpose = \"Tests.\"\n\
         script = { src = \"http://127.0.0.2:8081/a.js\" }\n",
    );
    let asked = "https://www.googletagmanager.com https://*.googletagmanager.com https://*.google-analytics.com \
                 https://analytics.google.com https://*.analytics.google.com http://127.0.0.2:8081";
    let wanted = [
        "default-src 'none'".to_owned(),
        "script-src 'self' https://www.googletagmanager.com http://127.0.0.2:8081 'wasm-unsafe-eval'"
            .to_owned(),
        "style-src 'self'".to_owned(),
        format!("img-src 'self' {asked}"),
        "media-src 'self'".to_owned(),
        format!("connect-src 'self' {asked}"),
        "font-src 'self'".to_owned(),
        "frame-src https://www.youtube-nocookie.com".to_owned(),
        "base-uri 'self'".to_owned(),
        "form-action 'self'".to_owned(),
        "frame-ancestors 'self'".to_owned(),
        "require-trusted-types-for 'script'".to_owned(),
        "trusted-types feuilleton goog#html".to_owned(),
    ];
    assert_eq!(policy::of_consent(Some(&consent)), wanted.join("; "));
}

// A policy of Trusted Types that anybody may make is none, and one that a script needs and may not make stops the script.
#[test]
fn the_policy_lists_the_policies_of_trusted_types_that_scripts_need() {
    let own = |id: &str, script: &str| {
        format!(
            "[[consent.services]]\nid = \"{id}\"\ncategory = \"statistics\"\nname = \"A\"\nprovider = \"We\"\n\
             purpose = \"Tests.\"\nscript = {{ src = \"https://stats.example/{id}.js\"{script} }}\n\n"
        )
    };
    let ga4 = |id: &str| format!("[[consent.services]]\nuse = \"ga4\"\nid = \"{id}\"\nsite = \"G-1\"\n\n");
    let youtube = "[[consent.services]]\nuse = \"youtube\"\n\n".to_owned();
    let matomo =
        "[[consent.services]]\nuse = \"matomo\"\nhost = \"stats.example.org\"\nsite = \"1\"\n\n".to_owned();
    let named = own("a", ", policies = [\"tag-a\", \"goog#html\"]");
    for (services, wanted) in [
        (youtube.clone(), "'none'"),
        (matomo + &youtube, "feuilleton"),
        (own("a", ""), "feuilleton"),
        (named.clone(), "feuilleton tag-a goog#html"),
        (ga4("a") + &ga4("b"), "feuilleton goog#html 'allow-duplicates'"),
        (ga4("b") + &named, "feuilleton goog#html tag-a 'allow-duplicates'"),
    ] {
        let policy = policy::of_consent(Some(&built(&services)));
        let (_, listed) = policy.split_once("; trusted-types ").expect("it lists them");
        assert_eq!(listed, wanted, "{services}");
    }
    // What is no name would end the directive, and begin another.
    let wrong = own("a", ", policies = [\"a; script-src *\"]");
    let folder = with_consent(&settings(&wrong), ARTICLE);
    let said = transcript(&press(folder.path(), &["check", "content"]));
    assert!(
        said.starts_with("exit 1\n") && said.contains("the name of a policy of Trusted Types is"),
        "{said}"
    );
    let mut consent = built(&own("a", ""));
    let Load::Script(script) = &mut consent.services[0].load else {
        panic!("the service has a script")
    };
    script.attributes.push(Attribute {
        name: AttributeName::parse("data-policies").expect("it is an attribute"),
        value: "a; *".to_owned(),
    });
    assert!(policy::of_consent(Some(&consent)).ends_with("; trusted-types feuilleton"));
}

// Whoever exchanges the company behind a service says so in one line, for their own services and for ready-made ones.
#[test]
fn ask_again_makes_provider_and_purpose_a_part_of_the_question() {
    let service = |more: &str| {
        let text = format!("[[consent.services]]\nuse = \"youtube\"\n{more}");
        built(&text).services.remove(0)
    };
    let (before, words) = (service(""), service("purpose = \"Plays films.\"\n"));
    assert_eq!(before.mark(), words.mark());
    let again = service("ask_again = true\n");
    assert!(again.ask_again && !before.ask_again);
    assert_ne!(again.mark(), before.mark());
    for changed in ["purpose = \"Plays films.\"\n", "provider = \"Tube Inc.\"\n"] {
        let changed = service(&format!("ask_again = true\n{changed}"));
        assert_ne!(changed.mark(), again.mark());
    }
    assert_eq!(service("ask_again = false\n").mark(), before.mark());
    let folder = with_consent(
        &settings("[[consent.services]]\nuse = \"youtube\"\nask_again = \"perhaps\"\n"),
        ARTICLE,
    );
    let said = transcript(&press(folder.path(), &["check", "content"]));
    assert!(
        said.starts_with("exit 1\n") && said.contains("ask_again"),
        "{said}"
    );
    let folder = with_consent(
        &settings("[[consent.services]]\nuse = \"youtube\"\nask_again = true\n"),
        ARTICLE,
    );
    let output = press(folder.path(), &["build", "content", "--output", "portal/content"]);
    assert!(output.status.success(), "{}", transcript(&output));
    let site =
        fs::read_to_string(folder.path().join("portal/content/site.json")).expect("press has written it");
    assert!(site.contains("\"askAgain\":true"), "{site}");
}

// Deployers copy the line into their host; a portal that is served for a look must be under the same one.
#[test]
fn the_policy_is_printed_and_a_built_portal_is_served_under_it() {
    let folder = with_consent(&settings("[[consent.services]]\nuse = \"youtube\"\n"), ARTICLE);
    let output = press(folder.path(), &["policy", "content"]);
    let printed = String::from_utf8(output.stdout).expect("it is text");
    let policy = printed
        .strip_prefix("Content-Security-Policy: ")
        .expect("it is a header")
        .trim_end();
    assert!(
        policy.contains("frame-src https://www.youtube-nocookie.com;"),
        "{policy}"
    );
    let output = press(folder.path(), &["build", "content", "--output", "portal/content"]);
    assert!(output.status.success(), "{}", transcript(&output));
    assert_eq!(policy::of_portal(&folder.path().join("portal")), policy);
    assert_eq!(policy::of_portal(&folder.path().join("nowhere")), MEDIA_POLICY);
}

// A policy that leaves out the service with the slip would keep it out when the slip is mended.
#[test]
fn there_is_no_policy_of_settings_with_an_error() {
    let folder = with_consent(&settings("[[consent.services]]\nuse = \"matomo\"\n"), ARTICLE);
    let output = press(folder.path(), &["policy", "content"]);
    let said = transcript(&output);
    assert!(
        said.starts_with("exit 1\n") && said.contains("“consent.services.host” is missing"),
        "{said}"
    );
    assert!(said.ends_with("there is no policy\n"), "{said}");
}

// Whoever has moved here should find a site that is right, and shows what it showed.
#[test]
fn an_imported_site_has_the_services_that_its_articles_use() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Tides","items":[{"id":"1","title":"One",
        "date_published":"2026-01-02T10:00:00Z",
        "content_html":"<p>Words.</p><iframe src=\"https://www.youtube.com/embed/Lf7xWq20TbA\"></iframe><blockquote><iframe src=\"https://player.vimeo.com/video/123\"></iframe></blockquote>"}]}"#;
    write(&folder.path().join("feed.json"), feed);
    let output = press(folder.path(), &["import", "jsonfeed", "feed.json", "-o", "new"]);
    let site = fs::read_to_string(folder.path().join("new/site.toml")).expect("the import has written it");
    assert!(
        site.ends_with(
            "[consent]\nrevision = 1\n\n[[consent.services]]\nuse = \"vimeo\"\n\n[[consent.services]]\nuse = \"youtube\"\n"
        ),
        "{site}{}",
        transcript(&output)
    );
    let said = transcript(&press(folder.path(), &["check", "new"]));
    assert!(
        said.starts_with("exit 0\n") && said.contains("0 errors"),
        "{said}"
    );
}

// Editors copy the example, and look a service up in the table.
#[test]
fn the_documented_settings_are_right_and_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/writing-content.md");
    let text = fs::read_to_string(root).expect("the documentation is there");
    let start = text.find("[consent]\n").expect("it has an example");
    let example = text[start..].split("```").next().unwrap_or_default();
    let folder = with_consent(example, ARTICLE);
    let said = transcript(&press(folder.path(), &["check", "content"]));
    assert!(said.contains("0 errors, 0 warnings"), "{said}");
    for ready in &READY_MADE {
        assert!(text.contains(&format!("\n| `{}`", ready.name)), "{}", ready.name);
    }
}

// Plausible's own instructions name the script that counts by itself, so it is what editors paste.
#[test]
fn a_script_of_plausible_that_counts_by_itself_is_warned_of_where_it_is_told_of_pages_too() {
    let said = |script: &str, kind: &str| {
        let service = format!(
            "[[consent.services]]\nid = \"p\"\ncategory = \"statistics\"\nname = \"P\"\nprovider = \"P\"\npurpose = \"P.\"\n\
             script = {{ src = \"https://plausible.io/{script}\"{kind} }}\n"
        );
        let folder = with_consent(&settings(&service), ARTICLE);
        transcript(&press(folder.path(), &["check", "content"]))
    };
    let kind = ", kind = \"plausible\", site = \"example.org\"";
    for script in [
        "js/script.js",
        "js/plausible.js",
        "js/script.hash.outbound-links.js",
        "js/script.js?v=2",
    ] {
        let said = said(script, kind);
        assert!(said.contains("[service-counts-twice]"), "{script}: {said}");
        assert!(said.contains("script.manual.js"), "{script}: {said}");
    }
    for (script, kind) in [
        ("js/script.manual.js", kind),
        ("js/script.file-downloads.manual.outbound-links.js", kind),
        ("js/pa-gYyxvZhkMzdzXBAtSeSNz.js", kind),
        ("count.js", kind),
        ("js/script.js", ""),
    ] {
        let said = said(script, kind);
        assert!(said.contains("0 errors, 0 warnings"), "{script}: {said}");
    }
}
