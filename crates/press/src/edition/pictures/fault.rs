//! What can be wrong with a picture.

use serde::{Deserialize, Serialize};

use super::original::{MAX_PIXELS, MAX_SIDE};
use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::read::media::KindFault;
use crate::remedy::Refusal;

/// Why a picture is not published, or not as well as it could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// The system refuses to read it.
    Unreadable(Refusal),
    /// The file has no bytes.
    Empty,
    /// The file is of a kind that press does not know.
    UnknownKind,
    /// The file ends too early.
    Truncated,
    /// The file breaks the rules of its kind; the decoder's words.
    Corrupt(String),
    /// It has more pixels than press takes on: its width and height.
    TooLarge(u32, u32),
    /// The file does not say how wide and high it is.
    NoSize,
    /// The drawing holds something that runs.
    Active(String),
    /// It cannot be published as it is under its name.
    Unpublished(KindFault),
    /// The system refuses to keep what was made of it.
    Unkept(Refusal),
    /// It moves, and is published as it is.
    Moves,
    /// The file says where it was taken, and is published as it is.
    TellsPlace,
    /// The same of a film or a recording of sound.
    FilmTellsPlace,
    /// Its colours are those of print.
    PrintColours,
}

/// A fault that does not keep press from making a picture, as the cache keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Remark {
    PrintColours,
}

impl From<Remark> for PictureFault {
    fn from(remark: Remark) -> Self {
        match remark {
            Remark::PrintColours => Self::PrintColours,
        }
    }
}

impl Fault for PictureFault {
    fn code(&self) -> Code {
        match self {
            Self::Unreadable(_) => Code::PictureUnreadable,
            Self::Empty => Code::PictureEmpty,
            Self::UnknownKind => Code::PictureUnknownKind,
            Self::Truncated => Code::PictureTruncated,
            Self::Corrupt(_) => Code::PictureDamaged,
            Self::TooLarge(..) => Code::PictureTooLarge,
            Self::NoSize => Code::PictureNoSize,
            Self::Active(_) => Code::PictureActive,
            Self::Unpublished(_) => Code::PictureNotPublished,
            Self::Unkept(_) => Code::PictureNotKept,
            Self::Moves => Code::PictureMoves,
            Self::TellsPlace => Code::PictureTellsPlace,
            Self::FilmTellsPlace => Code::FilmTellsPlace,
            Self::PrintColours => Code::PicturePrintColours,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Unreadable(refusal) => {
                Explanation::error(format!("this picture cannot be read: {refusal}"), refusal.remedy)
            }
            Self::Empty => Explanation::error("this picture is an empty file", "save or copy it again"),
            Self::UnknownKind => Explanation::error(
                "this file is no picture that browsers show",
                "save it as JPEG, PNG, WebP, GIF, AVIF or SVG",
            ),
            Self::Truncated => Explanation::error(
                "this picture ends too early: a part of the file is missing",
                "copy it again from where it came",
            ),
            Self::Corrupt(why) => Explanation::error(
                format!("this picture is damaged: {why}"),
                "open it in a picture editor and save it again, or copy it again from where it came",
            ),
            Self::TooLarge(width, height) => Explanation::error(
                format!(
                    "this picture measures {width} × {height} pixels; {} million and {MAX_SIDE} to a side are the most",
                    MAX_PIXELS / 1_000_000
                ),
                "make it smaller; 1600 pixels of width are all that is shown",
            ),
            Self::NoSize => Explanation::error(
                "this picture does not say how wide and high it is, so the page would jump when it arrives",
                "save it again; an SVG needs width and height, or a viewBox, in its first element",
            ),
            Self::Active(what) => Explanation::error(
                format!("this drawing holds {what}, which runs in the reader’s browser"),
                "export it as a plain SVG, without scripts and web pages in it",
            ),
            Self::Unpublished(fault) => Explanation::error(
                format!("this picture {fault}, so it is not published"),
                fault.remedy(),
            ),
            Self::Unkept(refusal) => Explanation::error(
                format!("what was made of this picture cannot be kept: {refusal}"),
                format!("{}; --cache names another folder", refusal.remedy),
            ),
            Self::Moves => Explanation::warning(
                "this picture moves, so it is published as it is, in one size",
                "a video fence shows the same with far fewer bytes, and lets readers stop it",
            ),
            Self::TellsPlace => Explanation::warning(
                "this file says where it was taken, and is published as it is",
                "remove its location, as `exiftool -overwrite_original -gps:all= -xmp:gps*= FILE` does",
            ),
            Self::FilmTellsPlace => Explanation::warning(
                "this file says where it was recorded, and is published as it is",
                "make one without it, as `ffmpeg -i FILE -map_metadata -1 -c copy NEW` does, and name that one",
            ),
            Self::PrintColours => Explanation::warning(
                "this picture has the colours of print (CMYK), which press can only guess at",
                "save it as RGB",
            ),
        }
    }
}
