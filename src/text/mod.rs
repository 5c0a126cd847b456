//! Level 0: byte spans, the two languages, character classes, folding, cutting short, taking out wraps. Depends on nothing of ours; knows nothing of documents.

mod chars;
mod cut;
mod fold;
mod lang;
mod span;
mod starts;
mod wrap;

pub use chars::{is_closing, is_han, is_latin, is_opening, is_right_to_left, is_wide};
pub use cut::start_of;
pub use fold::{Folded, fold, simplified};
pub use lang::{Lang, PerLang};
pub use span::ByteSpan;
pub use wrap::{Wrap, is_line_end, joint, quote_len, unwrapped, wraps};
