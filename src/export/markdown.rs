//! Notes as Markdown, laid out by a template that the reader may change.

use super::{Collection, quote};
use crate::text::Lang;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

/// The template that is used unless the reader has one.
pub const DEFAULT_TEMPLATE: &str = include_str!("../../assets/export/notes.md.jinja");

/// A template that cannot be used: where and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the template for notes, line {line}: {reason}")]
pub struct TemplateError {
    /// Its line, the first being 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

/// One note, as templates see it.
#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    en: &'a str,
    zh: &'a str,
    body: &'a str,
    tags: &'a [String],
    colour: String,
    /// The heading of its section, and whether it is another one than the note before has.
    heading: &'a str,
    is_new_heading: bool,
    sentence: Option<usize>,
    created: String,
    modified: String,
}

/// `template` filled in: `title`, `source`, `date` and `notes`, each with `id`, `en`, `zh`, `body`, `tags`, `colour`, `heading`,
/// `is_new_heading`, `sentence`, `created` and `modified`. Its language is Jinja's, with two filters more: `md` makes text that Markdown shows as
/// it is, `quoted` puts `> ` before each line.
///
/// # Errors
/// If the template is not one, or asks for what is not there.
pub fn markdown(collection: &Collection, template: &str) -> Result<String, TemplateError> {
    let mut jinja = Environment::empty();
    jinja.set_auto_escape_callback(|_| AutoEscape::None);
    jinja.set_syntax(super::syntax());
    jinja.add_filter("md", |text: String| escaped(&text));
    jinja.add_filter("quoted", |text: String| quoted(&text));
    jinja.add_filter("tag", |text: String| text.split_whitespace().collect::<Vec<_>>().join("-"));
    let mut before = "";
    let notes = collection.entries.iter().map(|entry| {
        let note = entry.note;
        let heading = entry.heading.unwrap_or_default();
        let is_new_heading = !heading.is_empty() && heading != before;
        before = heading;
        Item {
            id: &note.id.0,
            en: quote(note, Lang::En),
            zh: quote(note, Lang::Zh),
            body: note.body.trim(),
            tags: &note.tags,
            colour: format!("{:?}", note.colour).to_lowercase(),
            heading,
            is_new_heading,
            sentence: entry.sentence,
            created: note.created.to_string(),
            modified: note.modified.to_string(),
        }
    });
    let notes: Vec<Item> = notes.collect();
    let title = &collection.article.title;
    jinja
        .render_str(template, context! { title, source => collection.source(), date => collection.date(), notes => Value::from(Serde(&notes)) })
        .map_err(|error| TemplateError { line: error.line().unwrap_or(0), reason: error.to_string() })
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}

/// Text that Markdown (`CommonMark`), and what Obsidian and GitHub add to it, shows as it is; line breaks stay.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text.replace("\r\n", "\n").split('\n').map(escaped_line).collect();
    let mut result = String::new();
    for (at, line) in lines.iter().enumerate() {
        result.push_str(line);
        match lines.get(at + 1) {
            // A backslash at the end of a line is a line break inside a paragraph.
            Some(next) if !line.is_empty() && !next.is_empty() => result.push_str("\\\n"),
            Some(_) => result.push('\n'),
            None => {}
        }
    }
    result
}

fn escaped_line(line: &str) -> String {
    let line = line.trim_end();
    let body = line.trim_start();
    // White space at the beginning would be taken away, or make code of the line.
    let indent = &line[..line.len() - body.len()];
    let mut result = indent.chars().fold(String::new(), |all, c| all + &format!("&#{};", u32::from(c)));
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = digits > 0 && body[digits..].starts_with(['.', ')']);
    let mut before = None;
    for (at, c) in body.char_indices() {
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '$' | '#' | '|' | '^' => true,
            '>' | '+' | '-' => at == 0,
            '.' | ')' => is_numbered && at == digits,
            '=' | ':' | '%' => at == 0 || before == Some(c),
            _ => false,
        };
        if is_markup {
            result.push('\\');
        }
        result.push(c);
        before = Some(c);
    }
    result
}
