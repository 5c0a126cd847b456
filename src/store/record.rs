//! What a file of ours looks like: RON for people to read and edit, its schema first. Reads and writes text; moves no files.

use super::Unusable;
use crate::model::{Library, NotesPanel, Place, Refusal, Settings};
use ron::error::{Error, SpannedError};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Ours are some kilobytes; a file beyond this was put there by mistake.
const MAX_BYTES: u64 = 16 << 20;

/// Something that is kept in a file of its own.
///
/// Any new field or variant raises `SCHEMA`, once between two releases: an older program would not know it, and saving would destroy it.
pub(super) trait Record: Default + Serialize + DeserializeOwned {
    const FILE_NAME: &'static str;
    /// What the first line calls it.
    const TITLE: &'static str;
    /// The newest schema this program reads, and the one it writes.
    const SCHEMA: u32;

    /// Puts values right that no program of ours writes; people edit these files.
    fn mend(&mut self);
}

impl Record for Settings {
    const FILE_NAME: &'static str = "settings.ron";
    const TITLE: &'static str = "Duizhao's settings";
    const SCHEMA: u32 = 5;

    fn mend(&mut self) {
        let (least, most) = Self::TEXT_SIZE_RANGE_POINTS;
        if self.text_size_points.is_nan() {
            self.text_size_points = Self::default().text_size_points;
        }
        self.text_size_points = self.text_size_points.clamp(least, most);
        self.typography = self.typography.mended();
        let is_sound = |points: f32| points.is_finite() && points >= 1.0;
        self.window_size_points =
            self.window_size_points.filter(|(width, height)| is_sound(*width) && is_sound(*height));
        let width_points = &mut self.notes_panel.width_points;
        if !(width_points.is_finite() && *width_points >= NotesPanel::LEAST_POINTS) {
            *width_points = NotesPanel::default().width_points;
        }
    }
}

impl Record for Library {
    const FILE_NAME: &'static str = "library.ron";
    const TITLE: &'static str = "The articles opened with Duizhao, the latest first";
    const SCHEMA: u32 = 4;

    fn mend(&mut self) {
        self.recent.retain(|entry| !entry.paths.is_empty());
        self.recent.truncate(Self::MAX_ENTRIES);
        for mut entry in std::mem::take(&mut self.recent).into_iter().rev() {
            let (least, most) = Settings::TEXT_SIZE_RANGE_POINTS;
            let size = entry.text_size_points.filter(|points| !points.is_nan());
            entry.text_size_points = size.map(|points| points.clamp(least, most));
            let Place { fraction, .. } = &mut entry.place;
            *fraction = if fraction.is_nan() { 0.0 } else { fraction.clamp(0.0, 1.0) };
            self.remember(entry);
        }
    }
}

/// What a file turned out to hold.
#[derive(Debug, PartialEq)]
pub(super) enum Found<T> {
    Missing,
    Good(T),
    /// Of a newer schema, as far as it is understood; the defaults if not at all.
    Newer(T),
    /// It is there but cannot be read, and why.
    Unusable(Unusable),
}

pub(super) fn read<T: Record>(path: &Path) -> Found<T> {
    match read_text(path) {
        Ok(text) => parse(&text),
        Err(error) if error.kind() == ErrorKind::NotFound => Found::Missing,
        Err(error) => {
            Found::Unusable(Refusal::of(&error).map_or_else(|| Unusable::Unread(error.to_string()), Unusable::Refused))
        }
    }
}

fn read_text(path: &Path) -> io::Result<String> {
    // Asked before opening: opening a pipe waits for somebody to write into it.
    let about = std::fs::metadata(path)?;
    if !about.is_file() {
        return Err(io::Error::other("this is not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::other(format!("it has more than {} MiB", MAX_BYTES >> 20)));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8"))
}

pub(super) fn parse<T: Record>(text: &str) -> Found<T> {
    #[derive(Deserialize)]
    struct Head {
        schema: u32,
    }
    // Some editors put a byte order mark before a file they save.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let schema = match options().from_str(text) {
        Ok(Head { schema }) => schema,
        Err(error) => return Found::Unusable(Unusable::Damaged(said(error))),
    };
    let value = options().from_str(text).map(|mut value: T| {
        value.mend();
        value
    });
    match value {
        Ok(value) if schema <= T::SCHEMA => Found::Good(value),
        Err(error) if schema <= T::SCHEMA => Found::Unusable(Unusable::Damaged(said(error))),
        value => Found::Newer(value.unwrap_or_default()),
    }
}

/// What is wrong with a text, and where; the types it is read into are nothing a reader knows.
fn said(error: SpannedError) -> String {
    let code = match error.code {
        Error::ExpectedNamedStructLike(_) | Error::ExpectedDifferentStructName { .. } => Error::ExpectedStructLike,
        Error::NoSuchEnumVariant { expected, found, .. } => Error::NoSuchEnumVariant { expected, found, outer: None },
        Error::NoSuchStructField { expected, found, .. } => Error::NoSuchStructField { expected, found, outer: None },
        Error::MissingStructField { field, .. } => Error::MissingStructField { field, outer: None },
        Error::DuplicateStructField { field, .. } => Error::DuplicateStructField { field, outer: None },
        code => code,
    };
    SpannedError { code, ..error }.to_string()
}

/// The text of a record, read back once to be sure that it can be.
///
/// # Errors
/// If it cannot be written as text, or does not come back the same.
pub(super) fn render<T: Record>(value: &T) -> io::Result<String> {
    let text = text_of(value)?;
    match parse::<T>(&text) {
        Found::Good(again) if text_of(&again)? == text => Ok(text),
        _ => Err(io::Error::other("what would be written could not be read back")),
    }
}

fn text_of<T: Record>(value: &T) -> io::Result<String> {
    let style = PrettyConfig::new().new_line("\n").indentor("    ").struct_names(false);
    let body = options().to_string_pretty(value, style).map_err(io::Error::other)?;
    let fields = body.strip_prefix('(').ok_or_else(|| io::Error::other("it is not written as a struct"))?;
    let (title, schema) = (T::TITLE, T::SCHEMA);
    Ok(format!(
        "#![enable(implicit_some)]\n// {title}. You may read, back up or edit this file.\n(\n    schema: {schema},{fields}\n"
    ))
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}
