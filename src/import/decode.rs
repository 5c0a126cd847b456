//! Bytes to text: which encoding, and what did not fit it. Pure; knows nothing of lines and languages.
//!
//! Order of attempts: the reader's wish, byte order mark, strict UTF-8, UTF-16 by where its NULs stand, then GB18030 against
//! Big5 by how common the characters are that each makes of the bytes, then Windows-1252.

use super::sniff::binary_kind;
use super::{ImportError, Input};
use crate::model::Encoding;

/// A text and how its bytes were read.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Without byte order mark; otherwise as the bytes have it, line ends and invisible characters included.
    pub text: String,
    pub encoding: Encoding,
    /// How many U+FFFD stand for bytes that did not belong to the encoding; those of the source itself do not count.
    pub undecodable: usize,
    /// How many control characters other than white space there are.
    pub controls: usize,
}

/// Fewer control characters than this never make a text binary.
const CONTROLS_FORGIVEN: usize = 8;
/// A binary file has more than one control character in so many.
const CHARS_PER_CONTROL: usize = 100;

/// The text of an input.
///
/// # Errors
/// [`ImportError::Binary`] if the bytes are no text, unless the reader named an encoding.
pub fn decode(input: &Input) -> Result<Decoded, ImportError> {
    if let Some(encoding) = input.encoding {
        return Ok(decode_as(&input.bytes, encoding));
    }
    let binary = |what| ImportError::Binary { path: input.path.clone(), what };
    if let Some(what) = binary_kind(&input.bytes) {
        return Err(binary(what));
    }
    let decoded = decode_as(&input.bytes, sniff_encoding(&input.bytes));
    // Of pairs of any bytes three in a hundred are halves of a character in UTF-16, and hardly one is a control character.
    let is_utf16 = matches!(decoded.encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    let odd = decoded.controls + if is_utf16 { decoded.undecodable } else { 0 };
    if odd >= CONTROLS_FORGIVEN {
        let chars = decoded.text.chars().count();
        if odd > chars / CHARS_PER_CONTROL {
            return Err(binary("a binary file"));
        }
    }
    Ok(decoded)
}

/// The text of the bytes in one encoding, whether they fit it or not.
pub fn decode_as(bytes: &[u8], encoding: Encoding) -> Decoded {
    let (text, _) = codec(encoding).decode_with_bom_removal(bytes);
    let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
    let undecodable = replaced.saturating_sub(replacements_in_source(bytes, encoding));
    let controls = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    Decoded { text: text.into_owned(), encoding, undecodable, controls }
}

fn codec(encoding: Encoding) -> &'static encoding_rs::Encoding {
    match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Gb18030 => encoding_rs::GB18030,
        Encoding::Big5 => encoding_rs::BIG5,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
    }
}

/// U+FFFD that somebody before us saved: what was lost there is not our loss.
fn replacements_in_source(bytes: &[u8], encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => bytes.windows(3).filter(|w| w == b"\xef\xbf\xbd").count(),
        Encoding::Utf16Le => bytes.chunks_exact(2).filter(|pair| pair == b"\xfd\xff").count(),
        Encoding::Utf16Be => bytes.chunks_exact(2).filter(|pair| pair == b"\xff\xfd").count(),
        Encoding::Gb18030 => bytes.windows(4).filter(|w| w == b"\x84\x31\xa4\x37").count(),
        Encoding::Big5 | Encoding::Windows1252 => 0,
    }
}

/// The likeliest encoding; UTF-8 for bytes that say nothing. Linear.
pub fn sniff_encoding(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => return Encoding::Utf8,
        [0xff, 0xfe, ..] => return Encoding::Utf16Le,
        [0xfe, 0xff, ..] => return Encoding::Utf16Be,
        _ => {}
    }
    let nul = bytes.contains(&0);
    if nul && let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if nul || is_utf8(bytes) {
        return Encoding::Utf8;
    }
    let (gb, big5) = (mean_score(bytes, gb18030_unit), mean_score(bytes, big5_unit));
    let best = if big5 > gb { Encoding::Big5 } else { Encoding::Gb18030 };
    if gb.max(big5) >= CHINESE_SCORE {
        return best;
    }
    // Little of it is a common character in either: not Chinese at all, or another encoding altogether.
    if high_bytes_stand_alone(bytes) {
        return Encoding::Windows1252;
    }
    utf16_without_mark(bytes).unwrap_or(best)
}

/// True for UTF-8 that is whole, that was cut inside its last character, or that has a few damaged bytes among many good ones.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let cut = std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none());
    bad == 0 || cut && good > 0 || good >= 10 * bad
}

/// UTF-16 in the order of bytes that makes a readable text of them, if one does.
fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    const SAMPLE_BYTES: usize = 64 << 10;
    let pairs =
        || bytes.get(..SAMPLE_BYTES).unwrap_or(bytes).chunks_exact(2).filter_map(|p| <[u8; 2]>::try_from(p).ok());
    let total = pairs().count();
    let readable = |unit: fn([u8; 2]) -> u16| pairs().filter(|&pair| is_readable_unit(unit(pair))).count();
    let (le, be) = (readable(u16::from_le_bytes), readable(u16::from_be_bytes));
    let (best, encoding) = if be > le { (be, Encoding::Utf16Be) } else { (le, Encoding::Utf16Le) };
    // Two units may be anything; nine in ten of more are no accident.
    (total > 2 && best * 10 >= total * 9).then_some(encoding)
}

/// What stands in English and Chinese texts. English in the wrong order of bytes would be Han with a zero low byte, which is
/// therefore left out but for U+4E00, the commonest of them.
fn is_readable_unit(unit: u16) -> bool {
    match unit {
        0x4e00 | 0xfeff | 9 | 10 | 13 | 0x20..=0x7e | 0xa0..=0x17f | 0x2010..=0x206f | 0x3000..=0x303f => true,
        0x3400..=0x9fff | 0xff00..=0xffef => unit & 0xff != 0,
        _ => false,
    }
}

/// A mean score from here on is Chinese; what is read in the wrong encoding stays below it.
const CHINESE_SCORE: f32 = 0.35;
/// The score of bytes that are no character.
const INVALID: f32 = -2.0;

/// Length in bytes and score of the character at the start of bytes that begin above ASCII. 1 for a common character.
type UnitScore = fn(&[u8]) -> (usize, f32);

/// Mean score of the characters above ASCII; 0 without any.
fn mean_score(bytes: &[u8], unit: UnitScore) -> f32 {
    let (mut sum, mut units, mut at) = (0.0_f64, 0_usize, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        if rest[0].is_ascii() {
            at += 1;
            continue;
        }
        let (len, score) = unit(rest);
        // A last character cut in two says nothing.
        if len <= rest.len() {
            sum += f64::from(score);
            units += 1;
        }
        at += len;
    }
    if units == 0 { 0.0 } else { (sum / units as f64) as f32 }
}

/// GB 2312 ordered its 3755 commonest characters first (rows 16–55), the rarer 3008 after them; GBK filled the gaps, with
/// what traditional texts need among the rest.
fn gb18030_unit(bytes: &[u8]) -> (usize, f32) {
    match *bytes {
        [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, ..] => (4, 0.0),
        [0xa1 | 0xa3 | 0xb0..=0xd7, 0xa1..=0xfe, ..] => (2, 1.0),
        [0xa2 | 0xd8..=0xf7, 0xa1..=0xfe, ..] => (2, 0.2),
        // Kana, Greek, Cyrillic and box drawing: where the commonest characters of Big5 would be.
        [0xa4..=0xaf, 0xa1..=0xfe, ..] => (2, -1.0),
        [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, ..] => (2, -0.1),
        [0x81..=0xfe] => (2, INVALID),
        _ => (1, INVALID),
    }
}

/// Big5 put its 5401 commonest characters first (A440–C67E), the rarer 7652 after them (C940–F9D5).
fn big5_unit(bytes: &[u8]) -> (usize, f32) {
    match *bytes {
        [0xa1 | 0xa4..=0xc5, 0x40..=0x7e | 0xa1..=0xfe, ..] | [0xc6, 0x40..=0x7e, ..] => (2, 1.0),
        [0xa2 | 0xa3 | 0xc9..=0xf9, 0x40..=0x7e | 0xa1..=0xfe, ..] => (2, 0.2),
        [0x81..=0xfe, 0x40..=0x7e | 0xa1..=0xfe, ..] => (2, -0.5),
        [0x81..=0xfe] => (2, INVALID),
        _ => (1, INVALID),
    }
}

/// True if most bytes above ASCII stand between two of ASCII, as accents and quotes do in Western text.
fn high_bytes_stand_alone(bytes: &[u8]) -> bool {
    let (mut runs, mut single) = (0_usize, 0_usize);
    for run in bytes.split(u8::is_ascii).filter(|run| !run.is_empty()) {
        runs += 1;
        single += usize::from(run.len() == 1);
    }
    single * 10 >= runs * 7
}
