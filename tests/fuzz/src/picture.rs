//! Uploaded bytes: what is kept is of the type, within the limits, without what cameras note, and kept as it is when it
//! is uploaded again.

use crate::bytes::Bytes;
use obrady_domain::fuzzing::check_file;
use obrady_types::portal::MediaType;

/// What no kept image may say.
const NOTED: [&[u8]; 4] = [b"EXIF", b"XMP ", b"tEXt", b"iTXt"];

pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let media = [MediaType::Png, MediaType::Jpeg, MediaType::Webp, MediaType::Pdf, MediaType::Odt, MediaType::Docx];
    let media = bytes.pick(&media).unwrap_or(MediaType::Png);
    let repaired = bytes.once_in(2).then(|| checksums(bytes.0));
    let sent = repaired.as_deref().filter(|_| media == MediaType::Png).unwrap_or(bytes.0);
    let Some((kept, measures)) = check_file(media, sent) else { return };
    let mark: &[u8] = match media {
        MediaType::Png => b"\x89PNG\r\n\x1a\n",
        MediaType::Jpeg => b"\xff\xd8\xff",
        MediaType::Webp => b"RIFF",
        MediaType::Pdf => b"%PDF-",
        MediaType::Odt | MediaType::Docx => b"PK\x03\x04",
    };
    assert!(kept.starts_with(mark), "{media:?}");
    // The way up of a JPEG is written as 36 bytes of our own.
    assert!(kept.len() <= sent.len() + 36, "{media:?} grew from {} to {}", sent.len(), kept.len());
    match media {
        MediaType::Png | MediaType::Jpeg | MediaType::Webp => {
            let (width, height) = measures.expect("an image has measures");
            assert!((1..=8000).contains(&width) && (1..=8000).contains(&height), "{width} × {height}");
            assert!(u64::from(width) * u64::from(height) <= 40_000_000, "{width} × {height}");
        }
        MediaType::Pdf | MediaType::Odt | MediaType::Docx => assert_eq!((measures, kept.as_slice()), (None, sent)),
    }
    assert_eq!(check_file(media, &kept), Some((kept.clone(), measures)), "{media:?}: what is kept, uploaded again");
    match media {
        MediaType::Png => {
            for name in png_chunks(&kept) {
                assert!(!NOTED.contains(&name) && name != b"eXIf" && name != b"zTXt", "{name:?} is kept");
            }
        }
        MediaType::Webp => {
            for name in webp_chunks(&kept) {
                assert!(!NOTED.contains(&name), "{name:?} is kept");
            }
        }
        _ => {}
    }
}

/// The bytes of a PNG with the right checksum behind each chunk, which no random change finds.
fn checksums(bytes: &[u8]) -> Vec<u8> {
    let mut repaired = bytes.to_vec();
    let mut at = 8_usize;
    while let Some(length) = bytes.get(at..at + 4) {
        let length = u32::from_be_bytes([length[0], length[1], length[2], length[3]]) as usize;
        let Some(end) = at.checked_add(8).and_then(|end| end.checked_add(length)).filter(|end| end + 4 <= bytes.len())
        else {
            break;
        };
        let sum = bytes[at + 4..end].iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 * (sum & 1)))
        });
        repaired[end..end + 4].copy_from_slice(&(!sum).to_be_bytes());
        at = end + 4;
    }
    repaired
}

fn png_chunks(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut at, mut names) = (8, Vec::new());
    while at < bytes.len() {
        names.push(&bytes[at + 4..at + 8]);
        at += 12 + u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
    }
    names
}

fn webp_chunks(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut at, mut names) = (12, Vec::new());
    while at < bytes.len() {
        names.push(&bytes[at..at + 4]);
        let length = u32::from_le_bytes(bytes[at + 4..at + 8].try_into().expect("four bytes")) as usize;
        at += 8 + length + (length & 1);
    }
    names
}
