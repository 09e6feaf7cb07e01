//! A picture as its author gave it: of what kind it is, and its pixels, upright and in the colours of the Web.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::error::{ImageError, LimitError};
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::fault::{PictureFault, Remark};

/// The pixels that a picture may have: those of the largest common cameras. Decoded they take 400 MB.
pub(super) const MAX_PIXELS: u64 = 100_000_000;

/// The pixels that a picture may have to a side.
pub(super) const MAX_SIDE: u32 = 30_000;

/// What decoding may take beside the pixels themselves, in bytes.
const MAX_ALLOCATION: u64 = 1 << 30;

/// The colours that a picture for print is mixed of.
const INKS: u8 = 4;

/// What a file holds, by its first bytes and not by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Pixels that press decodes.
    Raster(ImageFormat),
    Avif,
    Svg,
}

/// A decoded picture.
pub(super) struct Original {
    pub(super) pixels: DynamicImage,
    pub(super) format: ImageFormat,
    remarks: Vec<Remark>,
}

impl Kind {
    pub(super) fn of(bytes: &[u8]) -> Result<Self, PictureFault> {
        if bytes.is_empty() {
            return Err(PictureFault::Empty);
        }
        match image::guess_format(bytes) {
            Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif)) => {
                Ok(Self::Raster(format))
            }
            Ok(ImageFormat::Avif) => Ok(Self::Avif),
            _ if imagesize::image_type(bytes).is_ok_and(|kind| {
                matches!(kind, imagesize::ImageType::Heif(imagesize::Compression::Av1))
            }) =>
            {
                Ok(Self::Avif)
            }
            _ if super::vector::is_drawing(bytes) => Ok(Self::Svg),
            _ => Err(PictureFault::UnknownKind),
        }
    }
}

/// How many pixels a picture has, after the file's header; none of one that does not say so, or has too many to be decoded.
pub(super) fn pixels(bytes: &[u8], format: ImageFormat) -> u64 {
    size(bytes, format).map_or(0, |(width, height)| u64::from(width) * u64::from(height))
}

/// Width and height in pixels, after the file's header.
pub(super) fn size(bytes: &[u8], format: ImageFormat) -> Result<(u32, u32), PictureFault> {
    let size = ImageReader::with_format(Cursor::new(bytes), format)
        .into_dimensions()
        .map_err(explain)?;
    check_size(size)
}

fn check_size((width, height): (u32, u32)) -> Result<(u32, u32), PictureFault> {
    if width == 0 || height == 0 {
        return Err(PictureFault::NoSize);
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS || width.max(height) > MAX_SIDE {
        return Err(PictureFault::TooLarge(width, height));
    }
    Ok((width, height))
}

/// Has it more than one frame? A file that cannot be decoded has not.
pub(super) fn moves(bytes: &[u8], format: ImageFormat) -> bool {
    let bytes = Cursor::new(bytes);
    match format {
        ImageFormat::Gif => GifDecoder::new(bytes).is_ok_and(|mut decoder| {
            decoder.set_limits(limits()).is_ok()
                && check_size(decoder.dimensions()).is_ok()
                && decoder.into_frames().take(2).flatten().count() > 1
        }),
        ImageFormat::Png => PngDecoder::new(bytes).is_ok_and(|decoder| decoder.is_apng().unwrap_or(false)),
        ImageFormat::WebP => WebPDecoder::new(bytes).is_ok_and(|decoder| decoder.has_animation()),
        _ => false,
    }
}

impl Original {
    /// Decodes a picture, turns it upright and gives it the colours of the Web in eight bits.
    pub(super) fn decode(bytes: &[u8], format: ImageFormat) -> Result<Self, PictureFault> {
        let is_for_print = format == ImageFormat::Jpeg && components_of_whole_jpeg(bytes)? == INKS;
        // The decoder's own limits would call a picture damaged that is only large.
        size(bytes, format)?;
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        reader.limits(limits());
        let mut decoder = reader.into_decoder().map_err(explain)?;
        check_size(decoder.dimensions())?;
        // What a file says of itself beside its pixels may be nonsense: then it counts as not said.
        let orientation = decoder.orientation().ok();
        let profile = decoder.icc_profile().ok().flatten();
        let mut pixels = in_eight_bits(DynamicImage::from_decoder(decoder).map_err(explain)?);
        if let Some(profile) = profile.and_then(|profile| ColorProfile::new_from_slice(&profile).ok()) {
            pixels = in_colours_of_the_web(pixels, &profile);
        }
        if let Some(orientation) = orientation {
            pixels.apply_orientation(orientation);
        }
        Ok(Self {
            pixels,
            format,
            remarks: is_for_print.then_some(Remark::PrintColours).into_iter().collect(),
        })
    }

    pub(super) fn size(&self) -> (u32, u32) {
        (self.pixels.width(), self.pixels.height())
    }

    pub(super) fn remarks(&self) -> impl Iterator<Item = PictureFault> {
        self.remarks.iter().map(|remark| (*remark).into())
    }

    pub(super) fn kept_remarks(&self) -> Vec<Remark> {
        self.remarks.clone()
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOCATION);
    limits
}

/// Red, green and blue, with transparency only where something is transparent.
fn in_eight_bits(decoded: DynamicImage) -> DynamicImage {
    if !decoded.color().has_alpha() {
        return decoded.into_rgb8().into();
    }
    let pixels = decoded.into_rgba8();
    if pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
        DynamicImage::from(pixels).into_rgb8().into()
    } else {
        pixels.into()
    }
}

/// How many pixels change their colours at a time. A copy of all of them would double what a large picture takes.
const AT_A_TIME: usize = 64 * 1024;

/// The same colours as browsers show where a file says nothing about them. A profile that cannot be followed is
/// passed over, as browsers do.
fn in_colours_of_the_web(mut pixels: DynamicImage, profile: &ColorProfile) -> DynamicImage {
    if profile.color_space != DataColorSpace::Rgb {
        return pixels;
    }
    let (layout, channels) = if pixels.color().has_alpha() {
        (Layout::Rgba, 4)
    } else {
        (Layout::Rgb, 3)
    };
    let web = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(layout, &web, layout, TransformOptions::default())
    else {
        return pixels;
    };
    let samples: &mut [u8] = match &mut pixels {
        DynamicImage::ImageRgb8(buffer) => buffer,
        DynamicImage::ImageRgba8(buffer) => buffer,
        _ => return pixels,
    };
    for part in samples.chunks_mut(AT_A_TIME * channels) {
        let before = part.to_vec();
        transform
            .transform(&before, part)
            .expect("both hold as many whole pixels, which is all that a transform asks");
    }
    pixels
}

/// How many colours a JPEG mixes. Decoders fill what is missing of one with grey, as if it were a picture; here one
/// without its end mark is truncated.
fn components_of_whole_jpeg(bytes: &[u8]) -> Result<u8, PictureFault> {
    const START_OF_SCAN: u8 = 0xDA;
    const END: [u8; 2] = [0xFF, 0xD9];
    let mut components = 0;
    let mut at = 2;
    while let Some([0xFF, marker, rest @ ..]) = bytes.get(at..) {
        match (*marker, rest) {
            // Marks may be padded.
            (0xFF, _) => at += 1,
            // These stand alone.
            (0x01 | 0xD0..=0xD8, _) => at += 2,
            // A preview within a segment has an end mark of its own: only what follows here counts.
            (START_OF_SCAN, rest) if rest.windows(2).any(|pair| pair == END) => return Ok(components),
            (START_OF_SCAN, _) => break,
            (marker, [high, low, rest @ ..]) => {
                if let (0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF, [_, _, _, _, _, number, ..]) =
                    (marker, rest)
                {
                    components = *number;
                }
                at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
            }
            _ => break,
        }
    }
    Err(PictureFault::Truncated)
}

fn explain(error: ImageError) -> PictureFault {
    match error {
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            PictureFault::Truncated
        }
        ImageError::Limits(error) => limit(&error),
        error => {
            let words = error.to_string();
            if ["unexpected end", "UnexpectedEof", "unexpected EOF"]
                .iter()
                .any(|end| words.contains(end))
            {
                PictureFault::Truncated
            } else {
                PictureFault::Corrupt(words.lines().next().unwrap_or_default().trim().to_owned())
            }
        }
    }
}

fn limit(error: &LimitError) -> PictureFault {
    PictureFault::Corrupt(format!("decoding it would take too much memory ({error})"))
}
