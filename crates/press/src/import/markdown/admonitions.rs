//! Boxes that stand apart from the text: `:::note[Title]` of Docusaurus and Starlight, `> [!info]- Title` of Obsidian.
//! They become the alerts that press reads.

/// The kind of alert that a box of that name is most like.
pub(super) fn alert(name: &str) -> Option<&'static str> {
    Some(match &*name.to_lowercase() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "example" | "quote" | "cite"
        | "aside" | "details" | "seealso" | "notice" | "callout" | "admonition" | "alert" | "box" => "NOTE",
        "tip" | "hint" | "success" | "check" | "done" => "TIP",
        "important" | "question" | "help" | "faq" | "secondary" | "primary" => "IMPORTANT",
        "warning" | "attention" | "warn" => "WARNING",
        "caution" | "danger" | "error" | "bug" | "failure" | "fail" | "missing" => "CAUTION",
        _ => return None,
    })
}

/// The text with its boxes as alerts, each in as many lines as before.
pub(super) fn as_alerts(text: &str) -> String {
    if !text.contains(":::") && !text.contains("[!") {
        return text.to_owned();
    }
    let mut made = String::with_capacity(text.len());
    // The colons with which each box around this line began.
    let mut open: Vec<usize> = Vec::new();
    let mut unknown: Vec<usize> = Vec::new();
    let mut fence: Option<&str> = None;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim();
        let marks = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        match (fence, marks) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(inside), Some(mark)) if inside == mark => fence = None,
            _ => {}
        }
        let colons = bare.bytes().take_while(|byte| *byte == b':').count();
        if fence.is_none() && marks.is_none() && colons >= 3 {
            let rest = bare[colons..].trim();
            if rest.is_empty() && unknown.last().is_some_and(|opened| *opened == colons) {
                unknown.pop();
                made.push_str(&quoted(open.len(), ""));
                continue;
            }
            if rest.is_empty() && open.last().is_some_and(|opened| *opened <= colons) {
                open.pop();
                made.push_str(&quoted(open.len(), ""));
                continue;
            }
            if let Some(first) = beginning(rest) {
                open.push(colons);
                made.push_str(&quoted(open.len(), &first));
                continue;
            }
            // Of a box that nobody knows the words stay, where it has an end.
            if is_name(rest) && ends_later(text, at, colons) {
                unknown.push(colons);
                made.push_str(&quoted(open.len(), ""));
                continue;
            }
        }
        match (open.is_empty(), callout(line)) {
            (true, Some(changed)) if fence.is_none() => made.push_str(&changed),
            (true, _) => made.push_str(line),
            (false, _) => made.push_str(&quoted(open.len(), line.trim_end_matches('\n'))),
        }
    }
    made
}

/// Does a text begin with what may be the name of a box?
fn is_name(text: &str) -> bool {
    text.trim_start_matches(['{', '.'])
        .starts_with(char::is_alphabetic)
}

/// Does a line of as many colons, and nothing else, stand below the line of that number?
fn ends_later(text: &str, at: usize, colons: usize) -> bool {
    let mut lines = text.lines().skip(at + 1).map(str::trim);
    lines.any(|line| line.len() == colons && line.bytes().all(|byte| byte == b':'))
}

fn quoted(depth: usize, line: &str) -> String {
    let marks = "> ".repeat(depth);
    format!("{marks}{line}").trim_end().to_owned() + "\n"
}

/// The first line of the alert for what follows the colons: `note`, `note[Title]`, `note Title`, `note{title="x"}`.
fn beginning(rest: &str) -> Option<String> {
    let rest = rest.trim_start_matches(['{', '.']);
    let end = rest
        .find(|letter: char| !letter.is_alphanumeric())
        .unwrap_or(rest.len());
    let kind = alert(&rest[..end])?;
    let after = rest[end..].trim().trim_end_matches('}');
    let title = match after.strip_prefix('[') {
        Some(title) => title.split_once(']').map_or(title, |(title, _)| title),
        None => match after.split_once("title=") {
            Some((_, title)) => title.trim_matches(['"', '\'']),
            None => after.trim_start_matches('{'),
        },
    };
    Some(format!("[!{kind}] {title}"))
}

/// A line that begins a box of Obsidian, as one that begins an alert.
fn callout(line: &str) -> Option<String> {
    let (marks, rest) = line.split_once("[!")?;
    if !marks.trim().starts_with('>')
        || !marks
            .chars()
            .all(|letter| letter == '>' || letter.is_whitespace())
    {
        return None;
    }
    let (name, after) = rest.split_once(']')?;
    let name = name.split('|').next()?;
    let kind = alert(name).unwrap_or("NOTE");
    let after = after.strip_prefix(['-', '+']).unwrap_or(after);
    Some(format!("{marks}[!{kind}]{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Each line of a box is marked by itself, and a blank line ends it.
    #[test]
    fn boxes_become_alerts_line_by_line() {
        assert_eq!(
            as_alerts("a\n\n:::note[Mind]\nAside\n\n- b\n:::\n\nc\n"),
            "a\n\n> [!NOTE] Mind\n> Aside\n>\n> - b\n\n\nc\n"
        );
        assert_eq!(
            as_alerts("> [!danger]- Folded\n> b\n"),
            "> [!CAUTION] Folded\n> b\n"
        );
        assert_eq!(as_alerts("> [!quote|right] Said\n> b\n"), "> [!NOTE] Said\n> b\n");
    }

    // What stands in code is shown as it is, and three colons alone open nothing.
    #[test]
    fn code_and_strange_colons_stay() {
        for text in ["```\n:::note\n```\n", ":::\n\nx\n", ":::nothing known\n\nx\n"] {
            assert_eq!(as_alerts(text), text);
        }
    }

    // The line that closes a box becomes a blank one: were it still quoted, the next box would run into this one.
    #[test]
    fn a_box_right_after_another_stays_one_of_its_own() {
        assert_eq!(
            as_alerts(":::note\na\n:::\n:::tip\nb\n:::\n"),
            "> [!NOTE]\n> a\n\n> [!TIP]\n> b\n\n"
        );
    }
}
