//! The files that press makes of one picture: WebP in several widths, and the largest in the kind of its original.

use fast_image_resize::Resizer;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder, ImageFormat};
use serde::{Deserialize, Serialize};
use webp::{PixelLayout, WebPConfig};

use super::fault::{PictureFault, Remark};
use super::original::Original;
use crate::hash;

/// The widths in pixels. The widest place that a picture has is 896 CSS pixels: 1600 leave nothing to wish for there
/// on a dense screen, and a card or a phone takes one of the others.
const WIDTHS: [u32; 3] = [480, 960, 1600];

/// The largest share of the next width that another is still worth a file, in percent.
const WORTHWHILE: u32 = 80;

/// The quality of WebP files; `docs/adr/0012-pictures-at-build.md` has the measurements.
const WEBP_QUALITY: f32 = 80.0;

/// The quality of JPEG files.
const JPEG_QUALITY: u8 = 82;

/// The longest side that a WebP file can have.
const MAX_WEBP_SIDE: u32 = 16_383;

/// All files of one picture.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Renditions {
    /// The one for readers without WebP, feeds and other sites.
    pub(super) largest: Rendition,
    /// The ones for the portal, the narrowest first.
    pub(super) sources: Vec<Rendition>,
    /// What an editor should know about the original.
    pub(super) remarks: Vec<Remark>,
}

/// One file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rendition {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) extension: String,
    /// The whole hash of its bytes.
    pub(super) sum: String,
    /// How many bytes it has.
    pub(super) length: u64,
}

/// A file with its bytes.
pub(super) type File = (Rendition, Vec<u8>);

/// The renditions of a picture and the bytes of each, by their hash.
pub(super) struct Batch {
    pub(super) renditions: Renditions,
    pub(super) files: Vec<(String, Vec<u8>)>,
}

impl Rendition {
    /// As much of the hash as a name needs.
    pub(super) fn hash(&self) -> &str {
        self.sum.get(..16).unwrap_or(&self.sum)
    }
}

/// Makes all files of a picture. The same picture always gives the same bytes.
pub(super) fn make(original: &Original) -> Result<Batch, PictureFault> {
    let largest = original.size().0.min(WIDTHS[WIDTHS.len() - 1]);
    let mut widths: Vec<u32> = WIDTHS
        .into_iter()
        .filter(|width| width * 100 <= largest * WORTHWHILE)
        .collect();
    widths.push(largest);

    let is_drawn = matches!(original.format, ImageFormat::Png | ImageFormat::Gif);
    let mut sources = Vec::new();
    let mut fallback = None;
    for width in widths {
        let pixels = resized(&original.pixels, width)?;
        let webp = match pixels.height() {
            height if height <= MAX_WEBP_SIDE => Some(file(&pixels, "webp", webp(&pixels, is_drawn)?)),
            _ => None,
        };
        if width == largest {
            fallback = in_own_kind(&pixels, original.format)?;
        }
        sources.extend(webp);
    }
    let (largest, mut files) = match fallback {
        Some((rendition, bytes)) => {
            // A file that saves nothing would only be one more.
            sources.retain(|(source, _): &File| source.length < rendition.length);
            let sum = rendition.sum.clone();
            (rendition, vec![(sum, bytes)])
        }
        None => match sources.pop() {
            Some((rendition, bytes)) => {
                let sum = rendition.sum.clone();
                (rendition, vec![(sum, bytes)])
            }
            None => return Err(PictureFault::TooLarge(original.size().0, original.size().1)),
        },
    };
    let sources = sources.into_iter().map(|(rendition, bytes)| {
        files.push((rendition.sum.clone(), bytes));
        rendition
    });
    let renditions = Renditions {
        largest,
        sources: sources.collect(),
        remarks: original.kept_remarks(),
    };
    Ok(Batch { renditions, files })
}

fn file(pixels: &DynamicImage, extension: &str, bytes: Vec<u8>) -> File {
    let rendition = Rendition {
        width: pixels.width(),
        height: pixels.height(),
        extension: extension.to_owned(),
        sum: hash::whole(&bytes),
        length: bytes.len() as u64,
    };
    (rendition, bytes)
}

fn resized(pixels: &DynamicImage, width: u32) -> Result<DynamicImage, PictureFault> {
    if width == pixels.width() {
        return Ok(pixels.clone());
    }
    let exact = u64::from(pixels.height()) * u64::from(width);
    let wide = u64::from(pixels.width());
    let height = u32::try_from((exact + wide / 2) / wide)
        .unwrap_or(u32::MAX)
        .max(1);
    let mut smaller = DynamicImage::new(width, height, pixels.color());
    Resizer::new()
        .resize(pixels, &mut smaller, None)
        .map_err(|error| PictureFault::Corrupt(error.to_string()))?;
    Ok(smaller)
}

/// The picture as WebP. Of a drawing the lossless file is often the smaller one.
fn webp(pixels: &DynamicImage, is_drawn: bool) -> Result<Vec<u8>, PictureFault> {
    let layout = if pixels.color().has_alpha() {
        PixelLayout::Rgba
    } else {
        PixelLayout::Rgb
    };
    let encoder = webp::Encoder::new(pixels.as_bytes(), layout, pixels.width(), pixels.height());
    let encode = |lossless: bool| {
        let failed = |why: String| PictureFault::Corrupt(format!("it cannot be written as WebP: {why}"));
        let mut settings = WebPConfig::new().map_err(|()| failed("no settings".to_owned()))?;
        settings.lossless = i32::from(lossless);
        settings.quality = if lossless { 75.0 } else { WEBP_QUALITY };
        let written = encoder.encode_advanced(&settings);
        written
            .map(|bytes| bytes.to_vec())
            .map_err(|error| failed(format!("{error:?}")))
    };
    let lossy = encode(false)?;
    if is_drawn {
        let lossless = encode(true)?;
        if lossless.len() < lossy.len() {
            return Ok(lossless);
        }
    }
    Ok(lossy)
}

/// The picture in the kind of its original; none where that is WebP, which there is already.
fn in_own_kind(pixels: &DynamicImage, format: ImageFormat) -> Result<Option<File>, PictureFault> {
    let mut bytes = Vec::new();
    let (extension, written) = match format {
        ImageFormat::Jpeg => (
            "jpg",
            JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).encode_image(pixels),
        ),
        ImageFormat::WebP if pixels.height() <= MAX_WEBP_SIDE => return Ok(None),
        _ => (
            "png",
            PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
                .write_image(
                    pixels.as_bytes(),
                    pixels.width(),
                    pixels.height(),
                    pixels.color().into(),
                ),
        ),
    };
    written.map_err(|error| PictureFault::Corrupt(error.to_string()))?;
    Ok(Some(file(pixels, extension, bytes)))
}
