//! Template tags and shortcodes that stand for something press knows: pictures, films, code and addresses.
//! What is left is taken out and reported by the Markdown reader.

use std::collections::BTreeMap;

use crate::read::markdown::template_tags::code_ranges;

/// A text whose known tags are replaced.
pub(super) struct Prepared {
    pub(super) text: String,
    /// For each line of the text the line of the source, counted from 0.
    pub(super) lines: Vec<u32>,
    /// How many tags were understood.
    pub(super) known: usize,
}

/// Replaces the tags that are understood. `address` gives the address of a source file or a post's name.
pub(super) fn prepare(source: &str, address: &dyn Fn(&str) -> Option<String>) -> Prepared {
    let mut prepared = Prepared {
        text: String::with_capacity(source.len()),
        lines: vec![0],
        known: 0,
    };
    let mut line = 0;
    if !source.contains("{%") && !source.contains("{{") {
        prepared.push(source, &mut line);
        return prepared;
    }
    let code = code_ranges(source);
    let mut at = 0;
    while let Some(start) = source[at..].find('{').map(|found| at + found) {
        prepared.push(&source[at..start], &mut line);
        if let Some(range) = code.iter().find(|range| range.contains(&start)) {
            prepared.push(&source[start..range.end], &mut line);
            at = range.end;
            continue;
        }
        let found = Tag::read(&source[start..]).and_then(|tag| {
            let after = &source[start + tag.length..];
            let alone = is_alone(&source[..start], after);
            tag.meaning(after, alone, address)
                .map(|(text, more)| (text, tag.length + more))
        });
        if let Some((text, length)) = found {
            prepared.known += 1;
            prepared.insert(&text, line);
            line += lines_in(&source[start..start + length]);
            at = start + length;
        } else {
            prepared.push("{", &mut line);
            at = start + 1;
        }
    }
    prepared.push(&source[at..], &mut line);
    prepared
}

fn lines_in(text: &str) -> u32 {
    crate::diagnostic::count(text.matches('\n').count())
}

fn is_alone(before: &str, after: &str) -> bool {
    let begins = before.rsplit('\n').next().unwrap_or_default().trim().is_empty();
    begins && after.split('\n').next().unwrap_or_default().trim().is_empty()
}

impl Prepared {
    fn push(&mut self, text: &str, line: &mut u32) {
        for letter in text.chars() {
            self.text.push(letter);
            if letter == '\n' {
                *line += 1;
                self.lines.push(*line);
            }
        }
    }

    fn insert(&mut self, text: &str, line: u32) {
        self.text.push_str(text);
        self.lines.extend(text.matches('\n').map(|_| line));
    }
}

/// One tag, taken apart.
struct Tag<'t> {
    length: usize,
    name: &'t str,
    /// What stands after the name.
    rest: &'t str,
    values: Vec<String>,
    named: BTreeMap<String, String>,
    is_value: bool,
}

impl<'t> Tag<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let forms = [
            ("{{<", ">}}", false),
            ("{{%", "%}}", false),
            ("{{", "}}", true),
            ("{%", "%}", false),
        ];
        let (open, close, is_value) = forms.into_iter().find(|(open, ..)| text.starts_with(open))?;
        let length = text.find(close)?;
        let inner = text.get(open.len()..length)?.trim_matches('-').trim();
        let end = inner
            .find(|letter: char| letter.is_whitespace() || matches!(letter, '(' | '|'))
            .unwrap_or(inner.len());
        let name = &inner[..end];
        let rest = inner[end..].trim();
        let mut tag = Self {
            length: length + close.len(),
            name,
            rest,
            values: Vec::new(),
            named: BTreeMap::new(),
            is_value,
        };
        tag.arguments();
        Some(tag)
    }

    /// Values such as `"a"`, `a`, `key="a"` and `key: "a"`.
    fn arguments(&mut self) {
        let mut rest = self.rest.trim_start_matches('(').trim_end_matches(')');
        while !rest.is_empty() {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
            let Some(first) = rest.chars().next() else { break };
            if matches!(first, '"' | '\'' | '`') {
                let body = &rest[1..];
                let end = body.find(first).unwrap_or(body.len());
                self.values.push(body[..end].to_owned());
                rest = body.get(end + 1..).unwrap_or_default();
                continue;
            }
            let end = rest
                .find(|letter: char| letter.is_whitespace() || matches!(letter, '=' | ','))
                .unwrap_or(rest.len());
            let word = &rest[..end];
            let after = &rest[end..];
            if let Some(value) = after.trim_start().strip_prefix('=') {
                let value = value.trim_start();
                let quote = value
                    .chars()
                    .next()
                    .filter(|quote| matches!(quote, '"' | '\'' | '`'));
                let (text, left) = if let Some(quote) = quote {
                    let body = &value[1..];
                    let end = body.find(quote).unwrap_or(body.len());
                    (&body[..end], body.get(end + 1..).unwrap_or_default())
                } else {
                    let end = value
                        .find(|letter: char| letter.is_whitespace() || letter == ',')
                        .unwrap_or(value.len());
                    (&value[..end], &value[end..])
                };
                self.named.insert(word.to_owned(), text.to_owned());
                rest = left;
            } else {
                self.values.push(word.to_owned());
                rest = after.get(usize::from(word.is_empty())..).unwrap_or_default();
            }
        }
    }

    fn value(&self, name: &str, at: usize) -> Option<&str> {
        self.named
            .get(name)
            .or_else(|| self.values.get(at))
            .map(String::as_str)
    }

    /// What the tag stands for, and how many bytes after it belong to it.
    fn meaning(
        &self,
        after: &str,
        alone: bool,
        address: &dyn Fn(&str) -> Option<String>,
    ) -> Option<(String, usize)> {
        let text = match self.name {
            "highlight" => return self.highlighted(after),
            "site.baseurl" | "site.url" | "base_url" | "site.BaseURL" | ".Site.BaseURL" if self.is_value => {
                String::new()
            }
            name if self.is_value && name.starts_with(['"', '\'']) => {
                let path = self.path_value()?;
                address(&path).unwrap_or(path)
            }
            "post_url" | "link" | "ref" | "relref" => {
                let wanted = self.value("path", 0)?;
                address(wanted)?
            }
            "figure" | "image" | "img" | "picture" => self.picture(0, 1)?,
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
                _ => return None,
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
            _ => return None,
        };
        Some((text, 0))
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
            named(&["src", "url", "path", "file", "image", "image_path"]).or_else(|| self.values.get(src))?;
        let alt = named(&["alt", "image_alt"]).or_else(|| self.values.get(alt));
        let caption = named(&["caption", "title", "figcaption"]);
        let alt = alt.or(caption).map(String::as_str).unwrap_or_default();
        let alt = alt.replace(['[', ']', '\n'], " ");
        let caption =
            caption.map(|caption| format!(" \"{}\"", caption.replace('"', "&quot;").replace('\n', " ")));
        Some(format!("![{alt}](<{src}>{})", caption.unwrap_or_default()))
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
