//! What a loader makes of a file: blocks in the order they were found.

use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// One paragraph, heading, caption or other line of a source, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The side it is shown on.
    pub lang: Lang,
    /// What it is, as far as its own text tells.
    pub kind: BlockKind,
    /// The source's text, untouched but for surrounding white space and the wrapping of shapes that are split
    /// (hard wraps stay as `\n`, which says nothing but in what is set line by line). Never empty.
    pub text: String,
    /// Zero-based line of the source where it starts; lines count `\n`, `\r\n`, `\r`, U+2028 and U+2029.
    pub line: usize,
    /// Which of the files it came from: 0, or 1 for the second of two.
    pub file: u8,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum BlockKind {
    /// Running text.
    #[default]
    Paragraph,
    /// A title or a heading; 1 is the highest level.
    Heading(u8),
    /// An item of a list, its bullet or number included; 0 is the outermost level, and what is in an item of it 1.
    ListItem(u8),
    /// A date, place or byline on its own.
    Dateline,
    /// A stanza of a poem: its lines stay lines, and each is paired like a sentence.
    Verse,
    /// Markdown's code with its fences: shown line by line, never split into sentences.
    Verbatim,
    /// Parts what is above from what is below: `---`, `* * *`. Drawn as a line.
    Rule,
}

impl BlockKind {
    /// True for what is not in one language or the other, so that it may stand alone.
    #[must_use]
    pub fn is_common(self) -> bool {
        matches!(self, Self::Verbatim | Self::Rule)
    }

    /// True if a line of the source is a line on the page.
    #[must_use]
    pub fn keeps_lines(self) -> bool {
        matches!(self, Self::Verse | Self::Verbatim)
    }
}

/// The order in which the blocks of the two languages were found; evidence for pairing, never a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Paragraph by paragraph, one language after the other.
    Interleaved,
    /// The whole of one language, then the whole of the other; or two files.
    Consecutive,
}

/// Everything found in one file, or in a pair of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// All blocks, in reading order: by file, then by line.
    pub blocks: Vec<Block>,
    /// How the languages alternate.
    pub order: Order,
    /// Where they came from; one or two.
    pub sources: Vec<Source>,
}

/// One file, or a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// `None` for pasted text and standard input.
    pub path: Option<PathBuf>,
    /// How its bytes were read.
    pub encoding: Encoding,
    /// Size in bytes before decoding.
    pub len_bytes: usize,
}

/// The encodings articles come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// GB18030, which contains GBK and GB2312.
    Gb18030,
    /// Big5.
    Big5,
    /// Windows-1252: Western text that is none of the above.
    Windows1252,
}

impl Encoding {
    /// Every encoding, in the order a menu lists them.
    pub const ALL: [Self; 6] = [Self::Utf8, Self::Gb18030, Self::Big5, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];

    /// The name people know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// A document, and what went wrong on the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// What was found.
    pub document: Document,
    /// What the reader should know, in the order it was noticed.
    pub warnings: Vec<Warning>,
}

/// Something a reader should know about a file that could be opened all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// So many byte sequences did not belong to the encoding and became U+FFFD.
    UndecodableBytes {
        /// How many U+FFFD were put in.
        count: usize,
        /// The encoding that was used.
        encoding: Encoding,
    },
    /// Only one language was found; the other column is empty.
    OneLanguage(Lang),
    /// Two files were given, and both are in this language.
    SameLanguage(Lang),
    /// NUL or other control characters were found in the text.
    ControlCharacters {
        /// How many.
        count: usize,
    },
}
