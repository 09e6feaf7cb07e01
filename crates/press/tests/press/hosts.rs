//! The settings that press writes beside a site for the host that serves it.

use std::fs;

use press::host::serve::{IMMUTABLE, REVALIDATE};

use crate::support::hosts::Served;
use crate::support::{content, press, transcript, tree, write, write_portal};

const SITE: &str = "\
name = \"The Tide\"
language = \"en\"
address = \"https://tide.example.org/news/\"

[[sections]]
slug = \"magazine\"
name = \"Magazine\"
";

const ARTICLE: &str = "+++\ntitle = \"Bells\"\naliases = [\"/old-bells/\"]\n+++\n\nThe harbour bells.\n";

/// A host, the file of its settings, and what must stand there.
const HOSTS: [(&str, &str, &[&str]); 6] = [
    (
        "apache",
        ".htaccess",
        &["Content-Security-Policy", "/news/404.html", "Speculation-Rules"],
    ),
    (
        "nginx",
        "site.nginx.conf",
        &["Content-Security-Policy", "/news/404.html", "Speculation-Rules"],
    ),
    (
        "caddy",
        "site.Caddyfile",
        &["Content-Security-Policy", "Speculation-Rules"],
    ),
    (
        "netlify",
        "_headers",
        &["Content-Security-Policy", "Speculation-Rules"],
    ),
    (
        "cloudflare",
        "_headers",
        &["Content-Security-Policy", "Speculation-Rules"],
    ),
    ("github", ".nojekyll", &[]),
];

// Settings go with the site: the next build renews them, and one for another host takes them away again. What a deployer has
// written is theirs.
#[test]
fn each_host_finds_its_settings_beside_the_site_and_the_next_build_renews_them() {
    let folder = content(&[("site.toml", SITE), ("magazine/bells.md", ARTICLE)]);
    let root = folder.path();
    write_portal(&root.join("dist"));
    for (host, file, words) in HOSTS {
        for _ in 0..2 {
            let built = press(root, &["build", "content", "--app", "dist", "--host", host]);
            assert!(built.status.success(), "{}", transcript(&built));
            assert!(
                !transcript(&built).contains("file-in-the-way"),
                "{}",
                transcript(&built)
            );
        }
        let settings = fs::read_to_string(root.join("dist").join(file))
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        for word in words {
            assert!(settings.contains(word), "{host} lacks {word}: {settings}");
        }
    }
    for (_, file, _) in HOSTS {
        assert_eq!(
            root.join("dist").join(file).exists(),
            file == ".nojekyll",
            "{file} is of the last host alone"
        );
    }
    write(&root.join("dist/.htaccess"), "# ours\n");
    let built = press(root, &["build", "content", "--app", "dist", "--host", "apache"]);
    assert!(
        transcript(&built).contains("file-in-the-way"),
        "{}",
        transcript(&built)
    );
    let kept = fs::read_to_string(root.join("dist/.htaccess")).expect("it stays");
    assert_eq!(kept, "# ours\n");
}

/// A service of others, so that the policy is this site's own.
const SERVICE: &str = "
[[navigation]]
label = \"Magazine\"
href = \"/magazine/\"

[consent]
revision = 1
policy = \"/privacy/\"

[[consent.services]]
id = \"tube\"
category = \"marketing\"
name = \"Tube\"
provider = \"Tube Inc.\"
purpose = \"Plays films within articles.\"
policy = \"https://tube.example/privacy\"
embed = { url = \"https://tube.example/frame/{id}\", ratio = \"16:9\", title = \"A film\" }
";

// What press writes for a host is put there as it stands, by people who cannot tell what is wrong with it.
#[test]
fn the_settings_work_on_each_host_as_they_stand_at_the_path_of_the_site() {
    for base in ["/", "/sub/"] {
        let folder = content(&[
            ("site.toml", &[&SITE.replace("/news/", base), SERVICE].concat()),
            ("magazine/bells.md", ARTICLE),
            (
                "pages/privacy.md",
                "+++\ntitle = \"Privacy\"\n+++\n\nNothing is kept.\n",
            ),
        ]);
        let served = Served::at(base);
        let site = served.site();
        write_portal(&site);
        let target = site.to_str().expect("temporary folders have names in UTF-8");
        let hosts = ["--host", "apache", "--host", "nginx", "--host", "caddy"];
        let command = [
            &["build", "content", "--app", target, "--precompress"][..],
            &hosts,
        ]
        .concat();
        let built = press(folder.path(), &command);
        assert!(built.status.success(), "{}", transcript(&built));
        let policy = press(folder.path(), &["policy", "content"]);
        let policy = String::from_utf8(policy.stdout).expect("a policy is text");
        let policy = policy.trim();
        let policy = policy.strip_prefix("Content-Security-Policy: ");
        let policy = policy.expect("it is printed as a header");
        assert!(policy.contains("https://tube.example"), "{policy}");
        let text = |name: &str| String::from_utf8(served.file(name)).expect("settings are text");
        let kept = tree(&site).into_keys();
        let kept = kept.filter(|name| name.starts_with("assets/") && name.strip_suffix(".js").is_some());
        let kept: Vec<String> = kept.collect();
        assert!(!kept.is_empty(), "the portal has an app");
        let at_work = [
            served.nginx(&text("site.nginx.conf")),
            served.caddy(&text("site.Caddyfile"), "tide.example.org"),
            served.apache(),
        ];
        for host in at_work.into_iter().flatten() {
            for (path, status, file, caching) in [
                ("", 200, "index.html", REVALIDATE),
                ("magazine/bells/", 200, "magazine/bells/index.html", REVALIDATE),
                ("nowhere/", 404, "404.html", REVALIDATE),
                (".htaccess", 404, "404.html", REVALIDATE),
                (&kept[0], 200, &kept[0], IMMUTABLE),
            ] {
                let answer = host.read(path);
                assert_eq!(answer.status, status, "{}", host.at(path));
                assert_eq!(answer.body, served.file(file), "{}", host.at(path));
                assert_eq!(answer.header("cache-control"), Some(caching), "{}", host.at(path));
                host.assert_secure(&answer, path, policy);
                let rules = format!("\"{base}speculation-rules.json\"");
                assert_eq!(
                    answer.header("speculation-rules"),
                    Some(&*rules),
                    "{}",
                    host.at(path)
                );
            }
            let rules = host.read("speculation-rules.json");
            assert_eq!(
                rules.header("content-type"),
                Some("application/speculationrules+json"),
                "{}",
                host.at("speculation-rules.json")
            );
            let small = host.ask("GET", "", &[("accept-encoding", "br")]);
            assert_eq!(small.header("content-encoding"), Some("br"), "{}", host.at(""));
            for alias in ["old-bells/", "old-bells"] {
                let answer = host.read(alias);
                assert_eq!(answer.status, 301, "{}", host.at(alias));
                assert_eq!(
                    host.leads_to(&answer),
                    Some(format!("{base}magazine/bells/")),
                    "{}",
                    host.at(alias)
                );
                host.assert_secure(&answer, alias, policy);
            }
        }
    }
}
