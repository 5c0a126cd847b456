//! Level 6: the window. The only room that names the toolkit; views read the session and ask by commands.

mod actions;
mod app;
mod composition;
mod contents;
mod dialogs;
mod find;
mod focus;
mod fonts;
mod menus;
mod notes;
mod notices;
mod reader;
mod run;
mod sheets;
mod status;
mod strings;
mod theme;

pub use app::{App, prepare};
pub use dialogs::{Answer, Dialogs, Purpose};
pub use run::run;

use crate::model::Settings;
use crate::text::PerLang;
use reader::PageStyle;
pub use strings::Strings;
use theme::Palette;

/// The article that comes with the program.
pub const SAMPLE: &str = include_str!("../../assets/sample/harbour.txt");

fn page_style(palette: &Palette, settings: &Settings, words: &'static Strings) -> PageStyle {
    let en = settings.text_size_points;
    PageStyle { size_points: PerLang { en, zh: en * Settings::ZH_SIZE_RATIO }, palette: *palette, words }
}
