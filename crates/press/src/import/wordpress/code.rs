//! Shortcodes that hold code: `[code language="ps"]`, `[sourcecode]`, `[php]`. What stands in them is neither text nor markup.

use super::shortcodes::{SHORTCODE, Shortcodes, attributes, escaped, name_at};

/// The names that say nothing of the language.
const NAMES: [&str; 4] = ["code", "sourcecode", "source", "highlight"];

/// Languages that highlighters take as names of shortcodes.
const LANGUAGES: [&str; 36] = [
    "as3",
    "bash",
    "c",
    "coldfusion",
    "cpp",
    "csharp",
    "css",
    "delphi",
    "diff",
    "erlang",
    "go",
    "groovy",
    "haskell",
    "html",
    "java",
    "javafx",
    "javascript",
    "js",
    "json",
    "latex",
    "matlab",
    "objc",
    "perl",
    "php",
    "plain",
    "powershell",
    "ps",
    "python",
    "r",
    "ruby",
    "scala",
    "shell",
    "sql",
    "swift",
    "vb",
    "xml",
];

/// Is it the name of a shortcode that holds code?
pub(super) fn holds_code(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    NAMES.contains(&&*name) || LANGUAGES.contains(&&*name)
}

impl Shortcodes<'_> {
    /// The text with its code as preformatted HTML, byte for byte.
    pub(super) fn with_code(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find('[') {
            let (before, from) = rest.split_at(start);
            out.push_str(before);
            let is_begun = !words_at_end(&out).trim().is_empty();
            if let Some((html, length)) = code_at(from, is_begun).filter(|_| !before.ends_with('[')) {
                self.account.read(SHORTCODE);
                self.account.keep(SHORTCODE);
                out.push_str(&html);
                rest = &from[length..];
            } else {
                out.push('[');
                rest = &from[1..];
            }
        }
        out.push_str(rest);
        out
    }
}

/// The words that stand in the last line of a text, behind its last tag.
fn words_at_end(text: &str) -> &str {
    text.rsplit(['\n', '>']).next().unwrap_or_default()
}

/// The code that a text begins with, as HTML, and how much of the text that is. In a sentence that has begun, code is a word of it.
fn code_at(text: &str, is_begun: bool) -> Option<(String, usize)> {
    let name = name_at(text.get(1..)?);
    let lower = name.to_ascii_lowercase();
    let is_language = LANGUAGES.contains(&&*lower);
    (is_language || NAMES.contains(&&*lower)).then_some(())?;
    let after = &text[1 + name.len()..];
    after.starts_with([']', ' ', '\t', '=']).then_some(())?;
    let head = after.find(']')?;
    let inside = &after[head + 1..];
    let end = inside.find(&format!("[/{name}]"))?;
    let named = attributes(after[..head].trim());
    let language = ["language", "lang", "type"].iter().find_map(|key| {
        let found = named.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.clone())
    });
    let language = language.or_else(|| (is_language && lower != "plain").then(|| lower.clone()));
    let whole = 1 + name.len() + head + 1 + end + "[/]".len() + name.len();
    let code = &inside[..end];
    let goes_on = text[whole..].split(['\n', '<']).next().unwrap_or_default();
    let is_in_line = !code.contains('\n') && (is_begun || !goes_on.trim().is_empty());
    // Words are marked, and stand in brackets of one letter, by the same names.
    let is_vague = lower.len() < 3 || matches!(lower.as_str(), "highlight" | "plain" | "source");
    if !code.contains('\n')
        && is_vague
        && named.iter().all(|(key, _)| key.is_empty())
        && (is_in_line || !is_language)
    {
        return None;
    }
    if is_in_line {
        return Some((format!("<code>{}</code>", escaped(code.trim())), whole));
    }
    // Classic text wraps what the editor has marked as code.
    let class = language.map(|language| format!(" class=\"language-{}\"", escaped(&language)));
    let code = code.trim_start_matches("\r\n").trim_start_matches('\n');
    let html = format!(
        "\n\n<pre{}>\n{}</pre>\n\n",
        class.unwrap_or_default(),
        escaped(code.trim_end())
    );
    Some((html, whole))
}
