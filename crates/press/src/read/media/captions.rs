//! Captions of moving pictures: whether a file is WebVTT, as browsers read it. They pass over what they do not understand
//! without a word, and the reader who needs it never learns of it.

use std::path::Path;

use content::href::MediaPath;
use content::language::Language;

use super::{Media, MediaFault};
use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::remedy::Refusal;

/// Why a video cannot have its captions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaptionsFault {
    /// There is no such file.
    Media(MediaFault),
    /// The system refuses to read the file.
    Unreadable(String, Refusal),
    /// The file is no text in UTF-8.
    NotUtf8(String),
    /// The file is SubRip, which no browser reads.
    SubRip(String),
    /// The file does not begin as WebVTT does.
    NoHeader(String),
    /// Nothing in it is ever shown.
    Empty(String),
    /// A block without the times at which it is shown; the file, and the line.
    NoTimes(String, u32),
    /// Times that browsers do not understand; the file, the line, and what stands there.
    BadTimes(String, u32, String),
    /// Something ends before it begins; the file, and the line.
    Backwards(String, u32),
    /// Two files are in one language.
    Twice(Language),
    /// Nobody says which language they are in.
    NoLanguage,
}

impl Fault for CaptionsFault {
    fn code(&self) -> Code {
        match self {
            Self::Media(fault) => fault.code(),
            Self::Unreadable(..) => Code::CaptionsUnreadable,
            Self::NotUtf8(_) => Code::CaptionsNotUtf8,
            Self::SubRip(_) => Code::CaptionsSubRip,
            Self::NoHeader(_) => Code::CaptionsNoWebVtt,
            Self::Empty(_) => Code::CaptionsEmpty,
            Self::NoTimes(..) => Code::CaptionsNoTimes,
            Self::BadTimes(..) => Code::CaptionsBadTimes,
            Self::Backwards(..) => Code::CaptionsBackwards,
            Self::Twice(_) => Code::CaptionsTwice,
            Self::NoLanguage => Code::CaptionsNoLanguage,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Media(fault) => fault.explain(),
            Self::Unreadable(file, refusal) => Explanation::error(
                format!("the captions “{file}” cannot be read: {refusal}"),
                refusal.remedy,
            ),
            Self::NotUtf8(file) => Explanation::error(
                format!("the captions “{file}” are no text in UTF-8"),
                "save the file as UTF-8",
            ),
            Self::SubRip(file) => Explanation::error(
                format!("the captions “{file}” are SubRip, which browsers do not read"),
                format!("make WebVTT of them: `ffmpeg -i {file} {}`", as_webvtt(file)),
            ),
            Self::NoHeader(file) => Explanation::error(
                format!("the captions “{file}” are no WebVTT"),
                "begin the file with a line that says WEBVTT, and an empty one after it",
            ),
            Self::Empty(file) => Explanation::error(
                format!("the captions “{file}” have nothing to show"),
                "write what is heard, each part below its times: 00:01.000 --> 00:04.000",
            ),
            Self::NoTimes(file, line) => Explanation::error(
                format!("line {line} of the captions “{file}” has no times, so it is never shown"),
                "write a line before it such as 00:01.000 --> 00:04.000, or begin it with NOTE",
            ),
            Self::BadTimes(file, line, found) => Explanation::error(
                format!(
                    "line {line} of the captions “{file}” has times that browsers do not understand: {found}"
                ),
                "write them as 00:01.000 --> 00:04.000, or 01:00:01.000 --> 01:00:04.000",
            ),
            Self::Backwards(file, line) => Explanation::error(
                format!("what line {line} of the captions “{file}” is about ends before it begins"),
                "correct the times",
            ),
            Self::Twice(language) => Explanation::error(
                format!("this video has captions in “{language}” twice"),
                "say of each file what language it is in, or remove one",
            ),
            Self::NoLanguage => Explanation::error(
                "these captions say no language, and neither does the site",
                r#"write captions = { src = "media/a.vtt", language = "en" }"#,
            ),
        }
    }

    fn is_loss(&self) -> bool {
        true
    }
}

/// What a file of SubRip is to be called as WebVTT.
fn as_webvtt(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    format!("{stem}.vtt")
}

impl Media {
    /// The captions that a video names.
    ///
    /// # Errors
    /// When there is no such file, or it holds none.
    pub fn captions(&self, src: &str) -> Result<MediaPath, CaptionsFault> {
        let (path, file) = self.file(src).map_err(CaptionsFault::Media)?;
        // A file of a folder that is not there yet.
        if file == Path::new("") {
            return Ok(path);
        }
        let name = path.to_string();
        let bytes =
            std::fs::read(file).map_err(|error| CaptionsFault::Unreadable(name.clone(), error.into()))?;
        check(&name, &bytes).map(|()| path)
    }
}

/// Looks at the bytes of a file.
fn check(name: &str, bytes: &[u8]) -> Result<(), CaptionsFault> {
    let file = || name.to_owned();
    let text = std::str::from_utf8(bytes).map_err(|_| CaptionsFault::NotUtf8(file()))?;
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let mut lines = (1..).zip(text.split('\n')).peekable();
    let head = lines.next().map_or("", |(_, line)| line);
    let is_webvtt = head
        .strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    if !is_webvtt {
        return Err(if is_subrip(&text) {
            CaptionsFault::SubRip(file())
        } else {
            CaptionsFault::NoHeader(file())
        });
    }
    // What stands right below the first line belongs to it.
    while lines
        .next_if(|(_, line)| !line.is_empty() && !line.contains(ARROW))
        .is_some()
    {}
    let mut shown = 0_usize;
    while let Some((number, line)) = lines.next() {
        if line.is_empty() {
            continue;
        }
        let is_aside = matches!(line.split([' ', '\t']).next(), Some("NOTE" | "STYLE" | "REGION"));
        if !is_aside || line.contains(ARROW) {
            // A name may stand before the times.
            let times = if line.contains(ARROW) {
                Some((number, line))
            } else {
                lines.next_if(|(_, line)| line.contains(ARROW))
            };
            let (number, times) = times.ok_or_else(|| CaptionsFault::NoTimes(file(), number))?;
            let (start, end) = self::times(times)
                .ok_or_else(|| CaptionsFault::BadTimes(file(), number, times.trim().to_owned()))?;
            if end <= start {
                return Err(CaptionsFault::Backwards(file(), number));
            }
            shown += usize::from(lines.peek().is_some_and(|(_, line)| !line.is_empty()));
        }
        while lines.next_if(|(_, line)| !line.is_empty()).is_some() {}
    }
    if shown == 0 {
        return Err(CaptionsFault::Empty(file()));
    }
    Ok(())
}

/// What stands between two times.
const ARROW: &str = "-->";

/// A number on the first line, and times with a comma on the second.
fn is_subrip(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_number = |line: &str| line.bytes().all(|byte| byte.is_ascii_digit());
    lines.next().is_some_and(is_number) && lines.next().is_some_and(|line| line.contains(ARROW))
}

/// The two times of a line, in milliseconds. How something is placed may follow.
fn times(line: &str) -> Option<(u32, u32)> {
    let (start, rest) = line.split_once(ARROW)?;
    let end = rest.split_whitespace().next()?;
    Some((time(start.trim())?, time(end)?))
}

fn time(text: &str) -> Option<u32> {
    let (clock, thousandths) = text.split_once('.')?;
    let two = |part: &str| digits(part).filter(|number| part.len() == 2 && *number < 60);
    let (hours, minutes, seconds) = match *clock.split(':').collect::<Vec<_>>() {
        [hours, minutes, seconds] if hours.len() > 1 => (digits(hours)?, minutes, seconds),
        [minutes, seconds] => (0, minutes, seconds),
        _ => return None,
    };
    let thousandths = digits(thousandths).filter(|_| thousandths.len() == 3)?;
    let minutes = hours.checked_mul(60)?.checked_add(two(minutes)?)?;
    let seconds = minutes.checked_mul(60)?.checked_add(two(seconds)?)?;
    seconds.checked_mul(1000)?.checked_add(thousandths)
}

fn digits(text: &str) -> Option<u32> {
    let are_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then(|| text.parse().ok()).flatten()
}
