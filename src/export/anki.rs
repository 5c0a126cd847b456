//! Notes as a text file that Anki imports: a note a line, our stable id in the first field, so that importing again changes cards instead of
//! doubling them.

use super::{Collection, read_quote};
use crate::lexicon::Lexicon;
use crate::text::Lang;

/// What precedes the notes (the Anki manual, "Text Files").
const HEADER: &str = "#separator:tab\n#html:true\n#columns:Id\tEnglish\tChinese\tPinyin\tNote\tTags\n#tags column:6\n";

/// Fields Id, English, Chinese, Pinyin, Note and Tags. Highlights without text come too: their sentence and its translation are a
/// card, as they are read.
#[must_use]
pub fn anki(collection: &Collection, lexicon: &Lexicon) -> String {
    let readings = lexicon.reader();
    let mut text = HEADER.to_owned();
    for entry in &collection.entries {
        let note = entry.note;
        let [en, zh] = Lang::BOTH.map(|lang| read_quote(note, lang));
        let tags: Vec<String> = note.tags.iter().map(|tag| tag_word(tag)).collect();
        let fields = [&note.id.0, &en, &zh, &readings.pinyin(&zh), &note.body, &tags.join(" ")].map(|text| field(text));
        text.push_str(&fields.join("\t"));
        text.push('\n');
    }
    text
}

/// Text as HTML that means nothing but itself to Anki: its clozes `{{c1::…}}`, sounds `[sound:…]` and LaTeX `[latex]`, `[$]`, `\(`
/// are found in the source of a field, so their first letters are written as character references.
fn field(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            // A line that begins with it is a comment.
            '#' => html.push_str("&#35;"),
            '{' => html.push_str("&#123;"),
            '}' => html.push_str("&#125;"),
            '[' => html.push_str("&#91;"),
            '\\' => html.push_str("&#92;"),
            ':' if chars.peek() == Some(&':') => html.push_str("&#58;"),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => html.push_str("<br>"),
            '\t' => html.push_str("&#9;"),
            c => html.push(c),
        }
    }
    html
}

/// Spaces part tags.
fn tag_word(tag: &str) -> String {
    tag.split_whitespace().collect::<Vec<_>>().join("_")
}
