//! Level 6: the window. The only room that names the toolkit; views read the session and ask by commands.

mod actions;
mod app;
mod asked;
mod card;
mod combo;
mod composition;
mod contents;
mod dialogs;
mod edges;
mod find;
mod focus;
mod fonts;
mod keys;
mod menu_keys;
mod menus;
mod notes;
mod notices;
mod reader;
mod recent;
mod run;
mod settings;
mod sheets;
mod status;
mod strings;
mod theme;
mod told;
mod words;

pub use app::{App, prepare};
pub use dialogs::{Answer, Dialogs, Purpose};
pub use fonts::{Installed, SystemFonts};
pub use run::run;

use crate::model::{PageView, Sides};
use crate::state::Session;
use crate::text::{Lang, PerLang};
use reader::PageStyle;
pub use strings::Strings;
use theme::Palette;

/// The article that comes with the program.
pub const SAMPLE: &str = include_str!("../../assets/sample/harbour.txt");

fn page_style(palette: &Palette, session: &Session, words: &'static Strings) -> PageStyle {
    let (en, typography) = (session.text_size_points(), session.settings().typography);
    // Half points: lines of whole characters then end near whole pixels.
    let zh = (en * typography.zh_size_ratio * 2.0).round() / 2.0;
    PageStyle { size_points: PerLang { en, zh }, typography, view: shown_view(session), palette: *palette, words }
}

/// How the open article is shown: one that has one language only, as one column of it.
fn shown_view(session: &Session) -> PageView {
    let mut view = session.view();
    if let Some(article) = session.article() {
        let has = |lang: &Lang| !article.bitext.blocks[*lang].is_empty();
        if let [only] = *Lang::BOTH.into_iter().filter(has).collect::<Vec<_>>() {
            view.sides = Sides::only_of(only);
        }
    }
    view
}
