//! What tags stand for: pictures, films, code, addresses, boxes, and the words in those that nobody knows.

use super::super::admonitions::alert;
use super::{Answers, Tag, prepare};

/// Tags that steer a template, and say nothing to readers.
const CONTROL: [&str; 25] = [
    "assign", "block", "capture", "case", "comment", "cycle", "elsif", "else", "extends", "filter", "for",
    "from", "if", "import", "include", "layout", "liquid", "macro", "partial", "raw", "render", "set",
    "tablerow", "unless", "when",
];

/// Attributes that hold words for readers; the first of them is what the others belong to.
const WORDS: [&str; 11] = [
    "title",
    "summary",
    "heading",
    "label",
    "header",
    "name",
    "caption",
    "text",
    "subtitle",
    "description",
    "content",
];

impl Tag<'_> {
    /// What the tag stands for, and how many bytes after it belong to it.
    pub(super) fn meaning(&self, after: &str, begins: bool, answers: Answers<'_>) -> Option<(String, usize)> {
        let alone = begins && is_over(after);
        let address = answers.address;
        let text = match self.name {
            "highlight" => return self.highlighted(after),
            "codeblock" | "code" => return self.code_block(after),
            "comment" => return self.framed(after).map(|(_, length)| (String::new(), length)),
            "param" => (answers.value)(self.value("key", 0)?)?,
            "site.baseurl" | "site.url" | "base_url" | "site.BaseURL" | ".Site.BaseURL" if self.is_value => {
                String::new()
            }
            name if self.is_value && self.rest.is_empty() && is_setting(name) => (answers.value)(name)?,
            name if self.is_value && name.starts_with(['"', '\'']) => {
                let path = self.path_value()?;
                address(&path).unwrap_or(path)
            }
            "post_link" => self.post_link(address)?,
            "post_path" => address(self.values.first()?)?,
            "asset_path" => self.values.first()?.clone(),
            "asset_link" => {
                let file = self.values.first()?;
                let words = self.values.get(1).unwrap_or(file);
                format!(
                    "[{}]({})",
                    words.replace(['[', ']'], " "),
                    file.replace(' ', "%20")
                )
            }
            "post_url" | "link" | "ref" | "relref" => {
                let wanted = self.value("path", 0)?;
                address(wanted)?
            }
            "asset_img" | "figure" | "image" | "img" | "picture" => self.picture(0, 1)?,
            "include" | "render" | "partial" => match self.values.first().map(String::as_str) {
                Some(file)
                    if ["figure", "image", "img", "picture"]
                        .iter()
                        .any(|name| file.contains(name)) =>
                {
                    self.picture(1, 2)?
                }
                Some(file) if file.contains("youtube") => self.film("youtube", 1, alone)?,
                Some(file) if file.contains("vimeo") => self.film("vimeo", 1, alone)?,
                Some(file) => return self.included(file, after, begins, answers),
                None => return None,
            },
            "youtube" => self.film("youtube", 0, alone)?,
            "vimeo" => self.film("vimeo", 0, alone)?,
            "gist" => {
                let (user, id) = (self.values.first()?, self.values.last()?);
                let path = if self.values.len() > 1 {
                    format!("{user}/{id}")
                } else {
                    id.clone()
                };
                embed(
                    "gist",
                    &path,
                    &format!("https://gist.github.com/{path}"),
                    None,
                    alone,
                )
            }
            "audio" | "video" | "pdf" => {
                let src = self.value("src", 0)?;
                let title = self.named.get("title").map_or(src, String::as_str);
                format!(
                    "[{}]({})",
                    title.replace(['[', ']'], " "),
                    src.replace(' ', "%20")
                )
            }
            "instagram" => {
                let link = format!("https://www.instagram.com/p/{}/", self.value("id", 0)?);
                format!("[{link}]({link})")
            }
            "tweet" | "twitter" | "x" => {
                let user = self.value("user", 0)?;
                let id = self.value("id", self.values.len().saturating_sub(1))?;
                let link = if user == id {
                    format!("https://twitter.com/i/status/{id}")
                } else {
                    format!("https://twitter.com/{user}/status/{id}")
                };
                embed("twitter", id, &link, None, alone)
            }
            _ => return self.with_words(after, begins, answers),
        };
        Some((text, 0))
    }

    /// What a template in a file of its own is handed, as a tag that is called after the file. What has no quotes names a value.
    fn included(
        &self,
        file: &str,
        after: &str,
        begins: bool,
        answers: Answers<'_>,
    ) -> Option<(String, usize)> {
        let name = file.rsplit('/').next()?.split('.').next()?;
        let is_said = |key: &str| {
            ["=\"", "='"]
                .iter()
                .any(|sign| self.rest.contains(&format!("{key}{sign}")))
        };
        let named = self.named.iter().filter(|(key, _)| is_said(key));
        let own = Tag {
            length: self.length,
            name,
            rest: self.rest,
            values: Vec::new(),
            named: named.map(|(key, value)| (key.clone(), value.clone())).collect(),
            is_value: false,
        };
        let words = own.named.get("content").or_else(|| own.named.get("text"));
        if let (Some(kind), Some(words)) = (alert(name).filter(|_| begins && is_over(after)), words) {
            let title = own.named.get("title").map_or("", String::as_str);
            let quoted = quoted(&format!("[!{kind}] {title}\n{words}"));
            return Some((format!("\n{quoted}\n"), 0));
        }
        own.with_words("", begins, answers)
    }

    /// `codeblock` of Hexo, with its title above it: `codeblock lang:js Title`.
    fn code_block(&self, after: &str) -> Option<(String, usize)> {
        let (code, length) = self.framed(after)?;
        let said = |value: &&String| !value.contains("://") && !value.contains(':');
        let language = self.values.iter().find_map(|value| value.strip_prefix("lang:"));
        let title: Vec<&str> = self.values.iter().filter(said).map(String::as_str).collect();
        let title = if title.is_empty() {
            String::new()
        } else {
            format!("\n**{}**\n", title.join(" "))
        };
        let code = code.trim_matches('\n');
        let fence = if code.contains("```") { "~~~~~~" } else { "```" };
        let language = language.unwrap_or_default();
        Some((format!("{title}\n{fence}{language}\n{code}\n{fence}\n"), length))
    }

    /// Who said what a quote of Hexo holds, and where: `Author, Source https://… Title`.
    fn source(&self) -> Option<String> {
        if self.rest.is_empty() || self.rest.contains(['"', '=']) {
            return None;
        }
        let is_link = |word: &&str| word.starts_with("http://") || word.starts_with("https://");
        let Some(link) = self.rest.split_whitespace().find(is_link) else {
            return Some(format!("*{}*", self.rest));
        };
        let (before, after) = self.rest.split_once(link)?;
        let (before, after) = (before.trim(), after.trim());
        let title = if after.is_empty() { link } else { after };
        let before = Some(before).filter(|before| !before.is_empty());
        let before = before.map(|before| format!("*{before},* ")).unwrap_or_default();
        Some(format!("{before}[{title}]({link})"))
    }

    /// A tag that nobody here knows, of which the words stay that its attributes hold for readers, and the text that it
    /// frames: as a box, folded or quoted where its name says so.
    fn with_words(&self, after: &str, begins: bool, answers: Answers<'_>) -> Option<(String, usize)> {
        let is_call = !self.is_value || self.rest.starts_with('(');
        let is_name = self.name.starts_with(char::is_alphabetic) && !self.name.contains('.');
        if !is_call || !is_name || self.name.starts_with("end") || CONTROL.contains(&self.name) {
            return None;
        }
        let named = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| self.named.get(*name))
                .map(String::as_str)
        };
        let mut words = WORDS
            .iter()
            .filter_map(|name| self.named.get(*name))
            .map(|words| words.trim())
            .filter(|words| !words.is_empty());
        let title = words.next();
        let more: String = words.flat_map(|words| [" – ", words]).collect();
        // A word alone may be a name or a number; several are words for readers.
        let spoken = self
            .values
            .iter()
            .find(|value| value.contains(' '))
            .map(String::as_str);
        let title = title.or(spoken).map(|title| title.replace('\n', " "));
        let framed = self.framed(after);
        if let Some((inner, length)) = framed.filter(|(_, length)| begins && is_over(&after[*length..])) {
            let inner = prepare(inner.trim_matches('\n'), answers).text;
            let name = self.name.to_lowercase();
            let said = named(&["type", "kind", "variant", "status", "severity", "level"]);
            let kind = self.values.first().map(String::as_str).into_iter().chain(said);
            let kind = kind
                .filter(|_| alert(&name).is_some())
                .find_map(alert)
                .or_else(|| alert(&name));
            let folds = [
                "details",
                "accordion",
                "expand",
                "collapse",
                "spoiler",
                "toggle",
                "faq",
                "summary",
            ];
            let text = if folds.iter().any(|word| name.contains(word)) {
                match (title, inner.contains("```")) {
                    (Some(title), false) => format!("\n```details {title}\n{inner}\n```\n"),
                    (Some(title), true) => format!("\n**{title}**\n\n{inner}\n"),
                    (None, _) => format!("\n{inner}\n"),
                }
            } else if name.contains("quote") {
                let said = ["author", "by", "cite", "source", "attribution"].iter();
                let said: Vec<&str> = said
                    .filter_map(|name| self.named.get(*name))
                    .map(String::as_str)
                    .collect();
                let author = if said.is_empty() {
                    let first = || self.values.first().map(|author| format!("*{author}*"));
                    self.source().or_else(first)
                } else {
                    Some(format!("*{}*", said.join(", ")))
                };
                let author = author.map(|author| format!("\n\n{author}")).unwrap_or_default();
                format!("\n{}\n", quoted(&format!("{inner}{author}")))
            } else if let Some(kind) = kind {
                let title = title.unwrap_or_default();
                format!("\n{}\n", quoted(&format!("[!{kind}] {title}\n{inner}")))
            } else {
                match title {
                    Some(title) => format!("\n**{title}**\n\n{inner}\n"),
                    None => return None,
                }
            };
            return Some((text, length));
        }
        let link = named(&["href", "url", "link", "to"]);
        let title = title?;
        let text = match link {
            Some(link) => {
                let link = (answers.address)(link).unwrap_or_else(|| link.to_owned());
                format!(
                    "[{}]({}){more}",
                    title.replace(['[', ']'], " "),
                    link.replace(' ', "%20")
                )
            }
            None if self.framed(after).is_some() => format!("**{title}** "),
            None => format!("{title}{more}"),
        };
        Some((text, 0))
    }

    /// What stands between the tag and the one that ends it, and how many bytes after it belong to it.
    fn framed<'t>(&self, after: &'t str) -> Option<(&'t str, usize)> {
        let ends = [
            format!("{{{{< /{} >}}}}", self.name),
            format!("{{{{</{}>}}}}", self.name),
            format!("{{{{</ {} >}}}}", self.name),
            format!("{{{{< / {} >}}}}", self.name),
            format!("{{{{% /{} %}}}}", self.name),
            format!("{{{{%/{}%}}}}", self.name),
            format!("{{{{% / {} %}}}}", self.name),
            format!("{{% end{} %}}", self.name),
            "{% end %}".to_owned(),
        ];
        let found = ends
            .iter()
            .filter_map(|end| after.find(end.as_str()).map(|at| (at, end.len())));
        let (at, length) = found.min()?;
        Some((&after[..at], at + length))
    }

    /// `post_link` of Hexo: the name of a post, and what to show.
    fn post_link(&self, address: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        let (name, words) = self.values.split_first()?;
        let words = words.join(" ");
        let words = if words.is_empty() {
            name.replace('-', " ")
        } else {
            words
        };
        let words = words.replace(['[', ']'], " ");
        Some(match address(name) {
            Some(address) => format!("[{words}]({address})"),
            None => words,
        })
    }

    /// The path in `{{ "/path/" | relative_url }}`.
    fn path_value(&self) -> Option<String> {
        let whole = [self.name, " ", self.rest].concat();
        let quote = whole.chars().next()?;
        let (path, filters) = whole[1..].split_once(quote)?;
        let is_path = [
            "url",
            "relURL",
            "absURL",
            "prepend",
            "relative_url",
            "absolute_url",
        ]
        .iter()
        .any(|filter| filters.contains(filter));
        (is_path && !path.contains(char::is_whitespace)).then(|| path.to_owned())
    }

    fn picture(&self, src: usize, alt: usize) -> Option<String> {
        // A variable that filters change is no picture that anybody here knows.
        if self.rest.starts_with('|') {
            return None;
        }
        let named = |names: &[&str]| names.iter().find_map(|name| self.named.get(*name));
        let src =
            named(&["src", "url", "path", "file", "image", "image_path"]).or_else(|| self.path_at(src))?;
        let alt = named(&["alt", "image_alt"]).or_else(|| self.values.get(alt));
        let caption = named(&["caption", "title", "figcaption"]);
        let alt = alt.or(caption).map(String::as_str).unwrap_or_default();
        let alt = alt.replace(['[', ']', '\n'], " ");
        let caption =
            caption.map(|caption| format!(" \"{}\"", caption.replace('"', "&quot;").replace('\n', " ")));
        Some(format!("![{alt}](<{src}>{})", caption.unwrap_or_default()))
    }

    /// The value at that place; a class may stand before a path.
    fn path_at(&self, at: usize) -> Option<&String> {
        let own = self.values.get(at)?;
        let is_path = |value: &&String| value.contains(['/', '.']);
        let mut paths = self.values[at..].iter().filter(is_path);
        paths.next().or(Some(own))
    }

    fn film(&self, service: &str, at: usize, alone: bool) -> Option<String> {
        let id = self
            .value("id", at)
            .or_else(|| self.named.get("video").map(String::as_str))?;
        let link = match service {
            "vimeo" => format!("https://vimeo.com/{id}"),
            _ => format!("https://www.youtube.com/watch?v={id}"),
        };
        let title = self.named.get("title").map(String::as_str);
        Some(embed(service, id, &link, title, alone))
    }

    /// `highlight` and what it holds, as a fence.
    fn highlighted(&self, after: &str) -> Option<(String, usize)> {
        let ends = ["{% endhighlight %}", "{{< /highlight >}}", "{{< / highlight >}}"];
        let (at, end) = ends
            .iter()
            .filter_map(|end| after.find(end).map(|at| (at, end.len())))
            .min()?;
        let language = self.values.first().map(String::as_str).unwrap_or_default();
        let code = after[..at].trim_matches('\n');
        let fence = if code.contains("```") { "~~~~~~" } else { "```" };
        Some((format!("\n{fence}{language}\n{code}\n{fence}\n"), at + end))
    }
}

fn embed(service: &str, id: &str, link: &str, title: Option<&str>, alone: bool) -> String {
    if !alone {
        let title = title.unwrap_or(link).replace(['[', ']'], " ");
        return format!("[{title}]({link})");
    }
    let mut keys = crate::read::markdown::write::toml::Keys::default();
    keys.text("service", service);
    keys.text("id", id);
    keys.some_text("title", title);
    keys.text("link", link);
    format!("\n```embed\n{}```\n", keys.finish())
}

/// Does a tag that is a value name a setting?
fn is_setting(name: &str) -> bool {
    let name = name.trim_start_matches(['$', '.']);
    let (first, rest) = name.split_once('.').unwrap_or((name, ""));
    !rest.is_empty() && matches!(&*first.to_lowercase(), "site" | "config")
}

/// Lines as those of a quote.
fn quoted(text: &str) -> String {
    let lines = text
        .trim_end()
        .lines()
        .map(|line| format!("> {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// Does nothing more stand in the line?
fn is_over(after: &str) -> bool {
    after.split('\n').next().unwrap_or_default().trim().is_empty()
}
