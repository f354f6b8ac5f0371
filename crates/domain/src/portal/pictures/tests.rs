use super::*;

fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
    let mut named = name.to_vec();
    named.extend_from_slice(content);
    let mut chunk = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(&named);
    chunk.extend(crc(&named).to_be_bytes());
    chunk
}

fn head(width: u32, height: u32) -> Vec<u8> {
    [&width.to_be_bytes()[..], &height.to_be_bytes()[..], &[8, 0, 0, 0, 0]].concat()
}

fn png_of(width: u32, height: u32, more: &[Vec<u8>]) -> Vec<u8> {
    let head = chunk(b"IHDR", &head(width, height));
    let (data, end) = (chunk(b"IDAT", &[0x78, 0x9c]), chunk(b"IEND", &[]));
    [PNG_MARK, &head, &more.concat(), &data, &end].concat()
}

fn segment(mark: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, mark][..], &length, content].concat()
}

fn frame(width: u16, height: u16) -> Vec<u8> {
    segment(0xc0, &[&[8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[1, 1, 0x11, 0]].concat())
}

fn jpeg_of(segments: &[Vec<u8>]) -> Vec<u8> {
    [&[0xff, 0xd8][..], &segments.concat(), &segment(0xda, &[1, 1, 0, 0, 63, 0]), &[1, 2, 3, 0xff, 0xd9]].concat()
}

fn webp_of(chunks: &[(&[u8], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, content) in chunks {
        body.extend_from_slice(name);
        body.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        body.extend(content);
        body.extend(vec![0; content.len() & 1]);
    }
    [b"RIFF", &u32::try_from(body.len()).unwrap().to_le_bytes()[..], &body].concat()
}

fn measured(media: MediaType, bytes: &[u8]) -> Result<(u32, u32), Fault> {
    check(media, bytes).map(|checked| checked.measures.unwrap())
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn a_png_is_measured_and_loses_its_texts() {
    let bytes = png_of(754, 462, &[chunk(b"tEXt", b"Author\0Jan Tajny"), chunk(b"eXIf", b"MM\0*GPS")]);
    let mut trailing = bytes.clone();
    trailing.extend_from_slice(b"<script>alert(1)</script>");
    for bytes in [bytes, trailing] {
        let checked = check(MediaType::Png, &bytes).unwrap();
        assert_eq!(checked.measures, Some((754, 462)));
        assert!(!holds(&checked.bytes, "Tajny") && !holds(&checked.bytes, "GPS") && !holds(&checked.bytes, "script"));
        assert_eq!(check(MediaType::Png, &checked.bytes).unwrap().bytes, checked.bytes);
    }
}

#[test]
fn a_png_that_breaks_off_or_lies_is_refused() {
    let good = png_of(2, 2, &[]);
    for length in 8..good.len() {
        assert_eq!(measured(MediaType::Png, &good[..length]), Err(Fault::Damaged), "{length} bytes");
    }
    let mut wrong = good.clone();
    wrong[18] ^= 1;
    assert_eq!(measured(MediaType::Png, &wrong), Err(Fault::Damaged), "the checksum");
    let two_heads = png_of(2, 2, &[chunk(b"IHDR", &head(9, 9))]);
    assert_eq!(measured(MediaType::Png, &two_heads), Err(Fault::Damaged));
    let unknown = png_of(2, 2, &[chunk(b"EVIL", b"")]);
    assert_eq!(measured(MediaType::Png, &unknown), Err(Fault::Damaged), "a chunk that must be known");
}

#[test]
fn bombs_are_refused_by_their_measures() {
    assert_eq!(measured(MediaType::Png, &png_of(8000, 5000, &[])), Ok((8000, 5000)));
    for (width, height) in [(20_000, 20_000), (8001, 1), (1, 8001), (8000, 5001), (u32::MAX, u32::MAX)] {
        let got = measured(MediaType::Png, &png_of(width, height, &[]));
        assert_eq!(got, Err(Fault::TooManyPixels), "{width} × {height}");
    }
    assert_eq!(measured(MediaType::Png, &png_of(0, 5, &[])), Err(Fault::Damaged));
    assert_eq!(measured(MediaType::Jpeg, &jpeg_of(&[frame(20_000, 20_000)])), Err(Fault::TooManyPixels));
}

#[test]
fn a_jpeg_keeps_only_its_way_up() {
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0GPS 50.06 N";
    let bytes = jpeg_of(&[
        segment(0xe0, b"JFIF\0"),
        segment(0xe1, exif),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0Jan Tajny"),
        segment(0xed, b"Photoshop 3.0"),
        segment(0xfe, b"<script>"),
        frame(754, 462),
    ]);
    let checked = check(MediaType::Jpeg, &bytes).unwrap();
    // Turned by a quarter: it is shown upright.
    assert_eq!(checked.measures, Some((462, 754)));
    for gone in ["GPS", "Tajny", "Photoshop", "script"] {
        assert!(!holds(&checked.bytes, gone), "{gone}");
    }
    assert!(holds(&checked.bytes, "JFIF") && checked.bytes.ends_with(&[0xff, 0xd9]));
    let again = check(MediaType::Jpeg, &checked.bytes).unwrap();
    assert_eq!((again.measures, again.bytes), (checked.measures, checked.bytes));
}

#[test]
fn a_jpeg_that_breaks_off_is_refused() {
    let good = jpeg_of(&[segment(0xe0, b"JFIF\0"), frame(3, 2)]);
    assert_eq!(measured(MediaType::Jpeg, &good), Ok((3, 2)));
    for length in 3..good.len() {
        assert_eq!(measured(MediaType::Jpeg, &good[..length]), Err(Fault::Damaged), "{length} bytes");
    }
    assert_eq!(measured(MediaType::Jpeg, &jpeg_of(&[])), Err(Fault::Damaged), "no frame");
    let far = b"Exif\0\0II*\0\xff\xff\xff\xff";
    assert_eq!(measured(MediaType::Jpeg, &jpeg_of(&[segment(0xe1, far), frame(3, 2)])), Ok((3, 2)));
}

#[test]
fn a_webp_is_measured_in_each_of_its_forms() {
    let lossy = [&[0, 0, 0, 0x9d, 0x01, 0x2a][..], &754u16.to_le_bytes(), &462u16.to_le_bytes()].concat();
    let lossless = [&[0x2f][..], &(753u32 | (461 << 14)).to_le_bytes()].concat();
    let extended = [&[0x0c, 0, 0, 0][..], &753u32.to_le_bytes()[..3], &461u32.to_le_bytes()[..3]].concat();
    let all: [&[(&[u8], Vec<u8>)]; 3] = [
        &[(b"VP8 ", lossy.clone())],
        &[(b"VP8L", lossless)],
        &[(b"VP8X", extended), (b"VP8 ", lossy), (b"EXIF", b"GPS 50.06 N".to_vec()), (b"XMP ", b"Tajny".to_vec())],
    ];
    for chunks in all {
        let bytes = webp_of(chunks);
        let checked = check(MediaType::Webp, &bytes).unwrap();
        assert_eq!(checked.measures, Some((754, 462)));
        assert!(!holds(&checked.bytes, "GPS") && !holds(&checked.bytes, "Tajny") && !holds(&checked.bytes, "EXIF"));
        assert_eq!(check(MediaType::Webp, &checked.bytes).unwrap().bytes, checked.bytes);
        for length in 12..bytes.len() {
            assert!(check(MediaType::Webp, &bytes[..length]).is_err(), "{length} bytes");
        }
    }
}

#[test]
fn the_mark_decides_and_not_the_name() {
    let page = b"<html><script>alert(1)</script>".as_slice();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".as_slice();
    let png = png_of(2, 2, &[]);
    for media in [MediaType::Png, MediaType::Jpeg, MediaType::Webp, MediaType::Pdf, MediaType::Odt, MediaType::Docx] {
        for bytes in [page, svg, b"".as_slice(), b"GIF89a".as_slice()] {
            assert_eq!(check(media, bytes).err(), Some(Fault::OtherType), "{media:?}");
        }
        assert_eq!(check(media, &png).is_ok(), media == MediaType::Png, "{media:?}");
    }
    assert!(check(MediaType::Pdf, b"%PDF-1.7\n").unwrap().measures.is_none());
}
