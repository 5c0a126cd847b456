//! Level 2: bytes to documents: read, sniff, decode, tell the languages apart, find the blocks. Depends on `text` and `model`.
//! Only `read` touches the world; all the rest is pure. Never drops text: every letter and digit of a source ends in exactly one block.

mod blocks;
mod class;
mod decode;
mod error;
mod glued;
mod heading;
mod kind;
mod levels;
mod lines;
mod mixed;
mod order;
mod read;
mod setext;
mod sniff;
mod verse;
mod wrap;

pub use class::{LineClass, class_of};
pub use error::ImportError;
pub use read::{read_file, read_stream, refuse_twice};

use crate::model::{Document, Encoding, Imported, Source, Warning};
use crate::text::Lang;
use std::path::PathBuf;

/// Files beyond this size are refused before they are read.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// One file's bytes, or a pasted text's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// `None` for pasted text and standard input.
    pub path: Option<PathBuf>,
    /// The file as it is on disk.
    pub bytes: Vec<u8>,
    /// The encoding the reader asked for; `None` to find it out.
    pub encoding: Option<Encoding>,
}

/// One bilingual text, or a text and its translation in either order, as blocks in reading order.
///
/// Empty and binary inputs are errors; everything else becomes a document, with warnings about what was odd.
/// Linear in the size of the inputs.
///
/// # Errors
/// [`ImportError::Empty`] if one of the inputs (or the list of them) has no text, [`ImportError::Binary`] if one is no text.
pub fn import(inputs: &[Input]) -> Result<Imported, ImportError> {
    let (mut blocks, mut sources, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    for (file, input) in (0..).zip(inputs) {
        let decoded = decode::decode(input)?;
        let found = blocks::blocks(&decoded.text, file);
        if found.is_empty() {
            return Err(ImportError::Empty { path: input.path.clone() });
        }
        blocks.extend(found);
        warnings.extend(oddities(&decoded));
        sources.push(Source { path: input.path.clone(), encoding: decoded.encoding, len_bytes: input.bytes.len() });
    }
    let Some(first) = blocks.first() else {
        return Err(ImportError::Empty { path: None });
    };
    let only: Lang = first.lang;
    if blocks.iter().all(|block| block.lang == only) {
        warnings.push(if inputs.len() > 1 { Warning::SameLanguage(only) } else { Warning::OneLanguage(only) });
    }
    let order = order::order(&blocks);
    Ok(Imported { document: Document { blocks, order, sources }, warnings })
}

/// One input's text without its byte order mark, line ends and all, and what was odd about it: for files that are lists, not articles.
///
/// # Errors
/// [`ImportError::Binary`] if it is no text.
pub fn text(input: &Input) -> Result<(String, Vec<Warning>), ImportError> {
    let decoded = decode::decode(input)?;
    let warnings = oddities(&decoded);
    Ok((decoded.text, warnings))
}

fn oddities(decoded: &decode::Decoded) -> Vec<Warning> {
    let (count, encoding, controls) = (decoded.undecodable, decoded.encoding, decoded.controls);
    let undecodable = (count > 0).then_some(Warning::UndecodableBytes { count, encoding });
    let controls = (controls > 0).then_some(Warning::ControlCharacters { count: controls });
    [undecodable, controls].into_iter().flatten().collect()
}
