//! Level 2: paragraphs to sentences, English and Chinese, under one rule for quotations: what a speaker says ends where its last sentence
//! ends, and a short tag that tells who spoke stays with it. Pure and linear; knows nothing of documents.

mod chinese;
mod english;
mod scan;

use crate::text::{ByteSpan, Lang};

/// The sentences of one paragraph. The spans tile it: white space belongs to the sentence before it. Empty for an empty text.
#[must_use]
pub fn sentences(lang: Lang, text: &str) -> Vec<ByteSpan> {
    let ends = match lang {
        Lang::En => english::ends(text),
        Lang::Zh => chinese::ends(text),
    };
    ByteSpan::tile(text, ends)
}

#[cfg(test)]
mod tests;
