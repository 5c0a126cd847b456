//! The menu bar. Draws and asks; what was asked for comes back as actions and commands.

use super::actions::Action;
use super::keys::{Keys, shown};
use super::menu_keys;
use super::recent::recent_menu_ui;
use super::shown_view;
use super::strings::Strings;
use super::theme::{Palette, outlined_ui};
use crate::lexicon::Level;
use crate::model::{Arrangement, Colour, Encoding, PageView, Sides};
use crate::state::{Command, Notes, Session};
use eframe::egui::{self, Atom, Button, Checkbox, RadioButton, Response, RichText, ScrollArea, Ui};

const MENU_POINTS: f32 = 220.0;
/// What of the window's height a menu leaves: the bar, and its own frame.
const BESIDE_MENU_POINTS: f32 = 48.0;
const MENU_LEAST_POINTS: f32 = 72.0;
const COPIES: [Action; 4] = [Action::CopySentence, Action::CopyPair, Action::CopyPairWithNotes, Action::CopyQuote];
const TEXT_COPIES: [Action; 3] = [Action::CopyText, Action::CopyPair, Action::CopyQuote];

/// What menus are drawn from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What is open and chosen.
    pub session: &'a Session,
    /// The keys beside what they ask for.
    pub keys: &'a Keys,
    /// The colours.
    pub palette: &'a Palette,
    /// The words of the interface.
    pub s: &'a Strings,
    /// Whether there is a place to go back to.
    pub can_go_back: bool,
    /// And one to go forward to.
    pub can_go_forward: bool,
}

/// Draws the bar.
pub fn menu_bar_ui(ui: &mut Ui, scene: &Scene, actions: &mut Vec<Action>, out: &mut Vec<Command>) {
    let Scene { session, palette, s, .. } = *scene;
    let has_article = session.article().is_some();
    let has_files = session.article().is_some_and(|article| !article.files().is_empty());
    let has_selection = session.has_selection();
    let mut item = |ui: &mut Ui, action: Action, enabled: bool| action_ui(ui, scene, action, enabled, actions);
    menu_keys::take_keys(ui.ctx());
    egui::MenuBar::new().ui(ui, |ui| {
        let file = menu_ui(ui, s.file, |ui| {
            ui.set_min_width(MENU_POINTS);
            item(ui, Action::Open, true);
            item(ui, Action::OpenPath, true);
            item(ui, Action::Paste, true);
            menu_ui(ui, s.recent, |ui| recent_menu_ui(ui, session, palette, s, out));
            ui.separator();
            item(ui, Action::AddTranslation, has_article);
            item(ui, Action::Reload, has_files);
            ui.add_enabled_ui(has_files, |ui| {
                menu_ui(ui, s.reopen_with_encoding, |ui| encodings_ui(ui, scene, out));
            });
            ui.separator();
            item(ui, Action::Quit, true);
        });
        let edit = menu_ui(ui, s.edit, |ui| {
            ui.set_min_width(MENU_POINTS);
            item(ui, Action::Undo, session.notes().is_some_and(Notes::can_undo));
            item(ui, Action::Redo, session.notes().is_some_and(Notes::can_redo));
            ui.separator();
            for action in copies(session) {
                item(ui, *action, has_selection);
            }
            ui.separator();
            for action in [Action::Find, Action::FindNext, Action::FindPrevious, Action::LookUp] {
                item(ui, action, has_article);
            }
            ui.separator();
            item(ui, Action::ClearSelection, has_selection);
            ui.separator();
            item(ui, Action::Settings, true);
        });
        let view = menu_ui(ui, s.view, |ui| {
            ui.set_min_width(MENU_POINTS);
            for group in [
                &[Action::Aligned, Action::Columns, Action::Stacked, Action::Sync] as &[Action],
                &[Action::BothSides, Action::OnlyEn, Action::OnlyZh],
                &[Action::SwapSides, Action::Cover, Action::Reveal, Action::Focus],
            ] {
                for action in group {
                    item(ui, *action, means_something(*action, scene));
                }
                ui.separator();
            }
            menu_ui(ui, s.as_pinyin, |ui| pinyin_ui(ui, scene, &mut item, out));
            menu_ui(ui, s.theme, |ui| themes_ui(ui, scene, out));
            item(ui, Action::Typography, true);
            ui.separator();
            for action in [Action::TextLarger, Action::TextSmaller, Action::TextReset, Action::FullScreen] {
                item(ui, action, true);
            }
            ui.separator();
            menu_ui(ui, s.interface_lang, |ui| langs_ui(ui, scene, out));
        });
        let go = menu_ui(ui, s.go, |ui| {
            ui.set_min_width(MENU_POINTS);
            for group in [
                &[Action::NextPair, Action::PreviousPair, Action::NextDoubtful] as &[Action],
                &[Action::ToStart, Action::ToEnd, Action::GoTo],
                &[Action::Back, Action::Forward],
                &[Action::Contents, Action::Bookmark],
            ] {
                for action in group {
                    item(ui, *action, has_article && means_something(*action, scene));
                }
                if group[0] != Action::Contents {
                    ui.separator();
                }
            }
        });
        let notes = menu_ui(ui, s.notes, |ui| {
            ui.set_min_width(MENU_POINTS);
            let can_write = session.can_write_notes();
            item(ui, Action::WriteNote, can_write);
            item(ui, Action::AnotherNote, can_write && has_selection);
            ui.separator();
            for colour in Colour::ALL {
                item(ui, Action::highlight(colour), can_write && has_selection);
            }
            ui.separator();
            item(ui, Action::Export, session.notes().is_some_and(|notes| !notes.all().is_empty()));
            item(ui, Action::NotesPanel, has_article);
        });
        let help = menu_ui(ui, s.help, |ui| {
            ui.set_min_width(MENU_POINTS);
            for action in [Action::AllKeys, Action::Sample, Action::About] {
                item(ui, action, true);
            }
        });
        menu_keys::remember(ui.ctx(), [file, edit, view, go, notes, help]);
    });
}

/// A button that opens a menu, which scrolls where the window is too low for it. Returns the button.
fn menu_ui(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) -> Response {
    let menu = ui.menu_button(name, |ui| {
        let room = (ui.ctx().content_rect().height() - BESIDE_MENU_POINTS).max(MENU_LEAST_POINTS);
        // A popup is not given more than the height of a usual one by itself.
        ui.set_max_height(room);
        ScrollArea::vertical().max_height(room).show(ui, content);
    });
    menu.response
}

/// What can be copied of what is selected.
fn copies(session: &Session) -> &'static [Action] {
    if session.text_range().is_some() { &TEXT_COPIES } else { &COPIES }
}

/// The menu over the pinned pair or the selected text.
pub fn pair_menu_ui(ui: &mut Ui, scene: &Scene, actions: &mut Vec<Action>) {
    let session = scene.session;
    ui.set_min_width(MENU_POINTS);
    action_ui(ui, scene, Action::LookUp, true, actions);
    ui.separator();
    let can_write = session.can_write_notes();
    // On text there is only ever another note.
    let notes = [Action::WriteNote, Action::AnotherNote];
    for action in notes.into_iter().take(if session.text_range().is_some() { 1 } else { 2 }) {
        action_ui(ui, scene, action, can_write, actions);
    }
    ui.separator();
    for colour in Colour::ALL {
        action_ui(ui, scene, Action::highlight(colour), can_write, actions);
    }
    ui.separator();
    for action in copies(session) {
        action_ui(ui, scene, *action, true, actions);
    }
}

/// True if an action of the View or Go menu does anything now.
fn means_something(action: Action, scene: &Scene) -> bool {
    let session = scene.session;
    match action {
        Action::Back => scene.can_go_back,
        Action::Forward => scene.can_go_forward,
        Action::Sync => shown_view(session).is_in_columns(),
        Action::Reveal => shown_view(session).covered().is_some() && session.has_selection(),
        _ => true,
    }
}

/// How an action that chooses is marked in a menu.
enum Mark {
    /// One of several.
    Radio(bool),
    /// On or off.
    Check(bool),
}

fn mark_of(action: Action, view: PageView) -> Option<Mark> {
    Some(match action {
        Action::Aligned => Mark::Radio(view.arrangement == Arrangement::Aligned),
        Action::Columns => Mark::Radio(view.arrangement == Arrangement::Columns),
        Action::Stacked => Mark::Radio(view.arrangement == Arrangement::Stacked),
        Action::Sync => Mark::Check(!view.is_sync_off),
        Action::BothSides => Mark::Radio(view.sides == Sides::Both),
        Action::OnlyEn => Mark::Radio(view.sides == Sides::En),
        Action::OnlyZh => Mark::Radio(view.sides == Sides::Zh),
        Action::SwapSides => Mark::Check(view.is_swapped),
        Action::Cover => Mark::Check(view.is_covered),
        Action::Focus => Mark::Check(view.is_focused),
        Action::Pinyin => Mark::Check(view.has_pinyin),
        _ => return None,
    })
}

fn action_ui(ui: &mut Ui, scene: &Scene, action: Action, enabled: bool, actions: &mut Vec<Action>) {
    let Scene { session, keys, palette, s, .. } = *scene;
    let keys = keys.of(action).next().map(|key| shown(ui.ctx(), key));
    let key_text = RichText::new(keys.as_deref().unwrap_or_default()).color(ui.visuals().weak_text_color());
    let marked = (action.label(s), Atom::grow(), key_text);
    let response = match mark_of(action, session.view()) {
        Some(Mark::Radio(is_on)) => {
            outlined_ui(ui, palette, |ui| ui.add_enabled(enabled, RadioButton::new(is_on, marked)))
        }
        Some(Mark::Check(mut is_on)) => {
            outlined_ui(ui, palette, |ui| ui.add_enabled(enabled, Checkbox::new(&mut is_on, marked)))
        }
        None => {
            let button = Button::new(action.label(s));
            ui.add_enabled(
                enabled,
                match &keys {
                    Some(keys) => button.shortcut_text(keys),
                    None => button,
                },
            )
        }
    };
    // To a screen reader the key is not part of the name.
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(action.label(s));
        if let Some(keys) = keys {
            node.set_keyboard_shortcut(keys);
        }
    });
    if response.clicked() {
        actions.push(action);
        ui.close();
    }
}

/// One of several in a menu, which closes once it is chosen.
fn radio_ui(ui: &mut Ui, scene: &Scene, is_on: bool, label: &str) -> bool {
    let is_chosen = outlined_ui(ui, scene.palette, |ui| ui.radio(is_on, label)).clicked();
    if is_chosen {
        ui.close();
    }
    is_chosen
}

fn encodings_ui(ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
    let Scene { session, s, .. } = *scene;
    let Some(article) = session.article() else { return };
    let asked = article.request.encoding;
    let found = article.encoding();
    let mut choice = |ui: &mut Ui, encoding: Option<Encoding>, label: String| {
        if radio_ui(ui, scene, asked == encoding, &label) {
            out.push(Command::ReopenWithEncoding(encoding));
        }
    };
    let automatic = match found {
        Some(found) if asked.is_none() => format!("{} ({})", s.encoding_automatic, found.name()),
        _ => s.encoding_automatic.to_owned(),
    };
    choice(ui, None, automatic);
    for encoding in Encoding::ALL {
        choice(ui, Some(encoding), encoding.name().to_owned());
    }
}

/// Whether there is pinyin, and above which words; choosing these shows it.
fn pinyin_ui(ui: &mut Ui, scene: &Scene, item: &mut impl FnMut(&mut Ui, Action, bool), out: &mut Vec<Command>) {
    let Scene { session, s, .. } = *scene;
    item(ui, Action::Pinyin, true);
    ui.separator();
    let view = session.view();
    for above in 0..Level::HIGHEST.number() {
        let label = Level::new(above).map_or_else(|| s.every_word.to_owned(), |level| s.words_above(level));
        if radio_ui(ui, scene, view.pinyin_above_level == above, &label) {
            out.push(Command::SetView(PageView { has_pinyin: true, pinyin_above_level: above, ..view }));
        }
    }
}

fn themes_ui(ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
    let Scene { session, s, .. } = *scene;
    for (theme, label) in s.themes() {
        if radio_ui(ui, scene, session.settings().theme == theme, label) {
            out.push(Command::SetTheme(theme));
        }
    }
}

fn langs_ui(ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
    let Scene { session, s, .. } = *scene;
    for (lang, label) in s.interface_langs() {
        if radio_ui(ui, scene, session.settings().interface_lang == lang, label) {
            out.push(Command::SetInterfaceLang(lang));
        }
    }
}
