//! Uploaded bytes: whether they are what they claim to be, how large an image is, and what of it is kept.
//!
//! The marks at the beginning, the structure up to the end and the measures decide, never the name. Of an image only
//! what is needed to draw it is kept: camera, place, author and hidden texts are left out (EXIF, XMP, IPTC, comments).

use obrady_types::portal::MediaType;

/// Most pixels of a side.
pub(super) const SIDE: u32 = 8000;
/// Most pixels of an image: what a browser still draws without running out of memory.
pub(super) const PIXELS: u64 = 40_000_000;

/// What is wrong with the bytes, as the word of a field's error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// They are of another type.
    OtherType,
    /// They break off or contradict themselves.
    Damaged,
    /// The image has too many pixels.
    TooManyPixels,
}

impl Fault {
    pub(super) fn word(self) -> &'static str {
        match self {
            Fault::OtherType => "other_type",
            Fault::Damaged => "damaged",
            Fault::TooManyPixels => "too_many_pixels",
        }
    }
}

/// Bytes that may be stored, and the measures of an image as it is shown.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) bytes: Vec<u8>,
    pub(super) measures: Option<(u32, u32)>,
}

/// Checks bytes against the type that they are said to have.
pub(super) fn check(media: MediaType, bytes: &[u8]) -> Result<Checked, Fault> {
    let (bytes, measures) = match media {
        MediaType::Png => png(bytes)?,
        MediaType::Jpeg => jpeg(bytes)?,
        MediaType::Webp => webp(bytes)?,
        MediaType::Pdf => return document(bytes, b"%PDF-"),
        // Both are ZIP archives; they are never opened here.
        MediaType::Odt | MediaType::Docx => return document(bytes, b"PK\x03\x04"),
    };
    let (width, height) = measures;
    if width == 0 || height == 0 {
        return Err(Fault::Damaged);
    }
    if width > SIDE || height > SIDE || u64::from(width) * u64::from(height) > PIXELS {
        return Err(Fault::TooManyPixels);
    }
    Ok(Checked { bytes, measures: Some(measures) })
}

/// What is stored of bytes, for the fuzz targets.
pub(crate) fn fuzzed_picture(media: MediaType, bytes: &[u8]) -> Option<crate::fuzzing::KeptFile> {
    check(media, bytes).ok().map(|checked| (checked.bytes, checked.measures))
}

fn document(bytes: &[u8], mark: &[u8]) -> Result<Checked, Fault> {
    if !bytes.starts_with(mark) {
        return Err(Fault::OtherType);
    }
    Ok(Checked { bytes: bytes.to_vec(), measures: None })
}

type Image = (Vec<u8>, (u32, u32));

fn part(bytes: &[u8], from: usize, length: usize) -> Result<&[u8], Fault> {
    bytes.get(from..from.checked_add(length).ok_or(Fault::Damaged)?).ok_or(Fault::Damaged)
}

fn big(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}

fn little(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}

const PNG_MARK: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Chunks that say how to draw; every other one that may be left out is.
const PNG_KEPT: [&[u8]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"cICP",
];

/// Every chunk must be whole and its checksum right; the first is the head, the last the end.
fn png(bytes: &[u8]) -> Result<Image, Fault> {
    if !bytes.starts_with(PNG_MARK) {
        return Err(Fault::OtherType);
    }
    let mut kept = PNG_MARK.to_vec();
    let (mut at, mut measures, mut data) = (PNG_MARK.len(), None, false);
    loop {
        let length = big(part(bytes, at, 4)?) as usize;
        let chunk = part(bytes, at, length.checked_add(12).ok_or(Fault::Damaged)?)?;
        let name = part(chunk, 4, 4)?;
        if crc(part(chunk, 4, length + 4)?) != big(part(chunk, length + 8, 4)?) {
            return Err(Fault::Damaged);
        }
        match name {
            b"IHDR" if measures.is_none() && length == 13 => {
                measures = Some((big(part(chunk, 8, 4)?), big(part(chunk, 12, 4)?)));
            }
            _ if measures.is_none() || name == b"IHDR" => return Err(Fault::Damaged),
            b"IDAT" => data = true,
            _ => {}
        }
        // A small fifth bit marks chunks that may be left out (animation among them); others must be known.
        if PNG_KEPT.contains(&name) {
            kept.extend_from_slice(chunk);
        } else if name.first().is_none_or(|letter| letter & 0x20 == 0) {
            return Err(Fault::Damaged);
        }
        if name == b"IEND" {
            let measures = measures.filter(|_| data).ok_or(Fault::Damaged)?;
            // What stands after the end is not the image's.
            return Ok((kept, measures));
        }
        at += length + 12;
    }
}

/// CRC-32 of PNG.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

/// Walks the segments up to the image's data, which must reach to the end mark. Of what cameras write only the way up
/// is kept.
fn jpeg(bytes: &[u8]) -> Result<Image, Fault> {
    if !bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Err(Fault::OtherType);
    }
    let (mut segments, mut at, mut measures, mut turned) = (Vec::new(), 2, None, 1);
    loop {
        let [0xff, mark] = *part(bytes, at, 2)? else { return Err(Fault::Damaged) };
        if mark == 0xff {
            at += 1;
            continue;
        }
        let length = big(part(bytes, at + 2, 2)?) as usize;
        let segment = part(bytes, at, length + 2)?;
        let content = segment.get(4..).filter(|_| length >= 2).ok_or(Fault::Damaged)?;
        match mark {
            // The frame: precision, height, width. C4, C8 and CC are tables.
            0xc0..=0xcf if !matches!(mark, 0xc4 | 0xc8 | 0xcc) => {
                measures = Some((big(part(content, 3, 2)?), big(part(content, 1, 2)?)));
            }
            0xe1 if content.starts_with(b"Exif\0\0") => turned = orientation(content).unwrap_or(1),
            _ => {}
        }
        // JFIF, ICC and Adobe say how to draw; every other APPn and comments go.
        let drawn = matches!(mark, 0xe0 | 0xee) || (mark == 0xe2 && content.starts_with(b"ICC_PROFILE"));
        if drawn || !matches!(mark, 0xe0..=0xef | 0xfe) {
            segments.extend_from_slice(segment);
        }
        at += length + 2;
        if mark == 0xda {
            break;
        }
    }
    let (width, height) = measures.ok_or(Fault::Damaged)?;
    let data = bytes.get(at..).ok_or(Fault::Damaged)?;
    let end = data.windows(2).rposition(|pair| pair == [0xff, 0xd9]).ok_or(Fault::Damaged)?;
    let mut kept = vec![0xff, 0xd8];
    if turned != 1 {
        kept.extend_from_slice(&way_up(turned));
    }
    kept.extend(segments);
    kept.extend_from_slice(part(data, 0, end + 2)?);
    let measures = if turned >= 5 { (height, width) } else { (width, height) };
    Ok((kept, measures))
}

/// The orientation, 1 to 8, that an EXIF segment names in its first directory.
fn orientation(content: &[u8]) -> Option<u8> {
    let tiff = content.get(6..)?;
    let number: fn(&[u8]) -> u32 = match tiff.get(..4)? {
        b"II*\0" => little,
        b"MM\0*" => big,
        _ => return None,
    };
    let directory = number(tiff.get(4..8)?) as usize;
    let count = number(tiff.get(directory..directory.checked_add(2)?)?) as usize;
    let entries = tiff.get(directory + 2..)?.chunks_exact(12).take(count);
    let mut named = entries.filter(|entry| entry.get(..2).is_some_and(|tag| number(tag) == 0x0112));
    let value = number(named.next()?.get(8..10)?);
    u8::try_from(value).ok().filter(|value| (1..=8).contains(value))
}

/// An EXIF segment that says nothing but the orientation.
fn way_up(turned: u8) -> [u8; 36] {
    let mut segment = *b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    if let Some(value) = segment.get_mut(29) {
        *value = turned;
    }
    segment
}

/// Every chunk of the RIFF must be whole. EXIF and XMP go, and the head no longer promises them.
fn webp(bytes: &[u8]) -> Result<Image, Fault> {
    if !bytes.starts_with(b"RIFF") || bytes.get(8..12) != Some(b"WEBP") {
        return Err(Fault::OtherType);
    }
    let whole = part(bytes, 8, little(part(bytes, 4, 4)?) as usize)?;
    let (mut kept, mut at, mut measures, mut data) = (b"WEBP".to_vec(), 4, None, false);
    while at < whole.len() {
        let (name, length) = (part(whole, at, 4)?, little(part(whole, at + 4, 4)?) as usize);
        let padded = length.checked_add(length & 1).ok_or(Fault::Damaged)?;
        let mut chunk = part(whole, at, padded.checked_add(8).ok_or(Fault::Damaged)?)?.to_vec();
        match name {
            b"VP8X" => {
                measures = Some((little(part(&chunk, 12, 3)?) + 1, little(part(&chunk, 15, 3)?) + 1));
                if let Some(flags) = chunk.get_mut(8) {
                    *flags &= !0b0000_1100;
                }
            }
            b"VP8 " => {
                data = true;
                let lossy = part(&chunk, 14, 4)?;
                let (width, height) = (little(part(lossy, 0, 2)?) & 0x3fff, little(part(lossy, 2, 2)?) & 0x3fff);
                if part(&chunk, 11, 3)? != [0x9d, 0x01, 0x2a] {
                    return Err(Fault::Damaged);
                }
                measures = measures.or(Some((width, height)));
            }
            b"VP8L" => {
                data = true;
                if part(&chunk, 8, 1)? != [0x2f] {
                    return Err(Fault::Damaged);
                }
                let bits = little(part(&chunk, 9, 4)?);
                measures = measures.or(Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1)));
            }
            b"ANMF" => data = true,
            _ => {}
        }
        if matches!(name, b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP") {
            kept.extend(chunk);
        }
        at += padded + 8;
    }
    let measures = measures.filter(|_| data).ok_or(Fault::Damaged)?;
    let mut riff = b"RIFF".to_vec();
    riff.extend_from_slice(&u32::try_from(kept.len()).map_err(|_| Fault::Damaged)?.to_le_bytes());
    riff.extend(kept);
    Ok((riff, measures))
}

#[cfg(test)]
mod tests;
