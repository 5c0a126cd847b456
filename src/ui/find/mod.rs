//! Finding words: a bar to type in at the foot of the page, and above it a concordance of the hits. What is found belongs to the session;
//! here is what is typed.

mod line;

use super::composition::Composition;
use super::edges::{Grows, name_edge, take_edge_keys};
use super::reader::{Cover, LineCache, Lists, PageStyle};
use super::strings::Strings;
use super::theme::outlined_ui;
use crate::layout::AdvanceTable;
use crate::model::Bitext;
use crate::state::{Command, FindCommand, Finding, SearchId, Session, Wanted};
use eframe::egui::accesskit::{Live, Role};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::text_selection::CCursorRange;
use eframe::egui::{
    Align, Button, Frame, Id, IdSalt, Key, Label, Layout, Margin, Memory, Modifiers, Panel, PanelState, RichText,
    ScrollArea, TextEdit, Ui,
};
pub use line::context_ui;
use line::{Line, line_points, line_ui};
use std::sync::{Arc, Weak};

/// Below this the bar has no room for more than the field and its buttons.
const NARROW_POINTS: f32 = 560.0;
/// Heights of the concordance.
const LIST_POINTS: f32 = 210.0;
const LIST_LEAST_POINTS: f32 = 96.0;
const LIST_MARGIN: Margin = Margin { left: 4, right: 2, top: 2, bottom: 0 };
const LIST_FOOT_POINTS: f32 = 4.0;
/// What of the window it leaves to the page.
const PAGE_LEAST_POINTS: f32 = 120.0;

/// The view's own state; nothing of it is kept over a restart.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own, asked alone")]
pub struct FindView {
    /// True while the bar is shown.
    pub is_open: bool,
    text: String,
    as_pinyin: bool,
    /// The word that came from a card: it is found in all its forms until something else is typed.
    word: Option<String>,
    wants_focus: bool,
    /// True if the keyboard was in the bar in the frame before.
    had_focus: bool,
    composition: Composition,
    /// The search and the hit that the list has brought into view.
    followed: Option<(SearchId, usize, Id)>,
    /// Of the text they are in.
    lines: (Weak<Bitext>, LineCache),
}

impl Default for FindView {
    fn default() -> Self {
        Self {
            is_open: false,
            text: String::new(),
            as_pinyin: true,
            word: None,
            wants_focus: false,
            had_focus: false,
            composition: Composition::default(),
            followed: None,
            lines: Default::default(),
        }
    }
}

/// What the bar and the list are drawn with.
pub struct Scene<'a> {
    /// What is shown.
    pub session: &'a Session,
    /// How the page is set.
    pub style: &'a PageStyle,
    /// The advances of its faces.
    pub advances: &'a AdvanceTable,
    /// What is not to be seen.
    pub cover: Cover,
}

impl FindView {
    /// Shows the bar with the keyboard; selected text is what to look for.
    pub fn open(&mut self, session: &Session) {
        let selected = session.text_range().zip(session.article());
        let text = selected.map_or_else(String::new, |(range, article)| range.start(&article.bitext).to_owned());
        if !text.trim().is_empty() {
            self.text = text;
        }
        (self.is_open, self.wants_focus, self.followed) = (true, true, None);
    }

    /// Shows the bar with a word, whose places it lists.
    pub fn open_with(&mut self, word: &Wanted) {
        self.text.clone_from(&word.text);
        self.word = Some(word.text.clone()).filter(|_| word.is_word);
        (self.is_open, self.wants_focus, self.followed) = (true, true, None);
    }

    /// Goes to the next hit, or to the one before; asks what to look for if nothing was found.
    pub fn step(&mut self, session: &Session, is_next: bool, out: &mut Vec<Command>) {
        if session.article().is_none() {
            return;
        }
        if session.finding().is_none_or(|finding| finding.hits().is_empty()) {
            if !self.is_open {
                self.open(session);
            }
            return;
        }
        out.push(Command::Find(if is_next { FindCommand::Next } else { FindCommand::Previous }));
    }

    /// Draws bar and list above the foot of the window, if they are shown. `takes_keys` is false while something else has the keyboard.
    pub fn panels_ui(&mut self, ui: &mut Ui, scene: &Scene, takes_keys: bool, out: &mut Vec<Command>) {
        let is_composing = self.composition.goes_on(ui.ctx());
        let Scene { session, style: PageStyle { palette, words: s, .. }, .. } = scene;
        let Some(article) = session.article().filter(|_| self.is_open) else {
            self.lines.1.clear();
            return;
        };
        if takes_keys && !is_composing {
            self.take_keys(ui, scene, out);
        }
        let is_word = self.word.as_ref() == Some(&self.text);
        let as_pinyin = self.as_pinyin && !is_word;
        let wanted = Wanted { text: self.text.clone(), as_pinyin, is_word };
        let is_looked_for = session.finding().map(Finding::wanted) == Some(&wanted);
        let is_nothing = wanted.text.trim().is_empty() && session.finding().is_none();
        if self.is_open && !is_looked_for && !is_nothing {
            out.push(Command::Find(FindCommand::Look(wanted)));
        }
        let frame = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(10, 6));
        Panel::bottom("find bar").frame(frame).show(ui, |ui| self.bar_ui(ui, scene, out));
        let most = (ui.available_height() - PAGE_LEAST_POINTS).min(ui.available_height() * 0.6);
        if let Some(finding) = session.finding().filter(|f| !f.hits().is_empty() && most >= LIST_LEAST_POINTS) {
            let frame = Frame::new().fill(palette.chrome).inner_margin(LIST_MARGIN);
            let chosen = PanelState::load(ui.ctx(), ui.scope_id().with_salt(IdSalt::new("hits")));
            let chosen_points = chosen.map_or(LIST_POINTS, |state| state.size().y).clamp(LIST_LEAST_POINTS, most);
            let line_points = line_points(ui.available_width() - LIST_MARGIN.sum().x);
            let all_points = finding.hits().len() as f32 * line_points + LIST_MARGIN.sum().y + LIST_FOOT_POINTS;
            if all_points < chosen_points {
                // A panel of its own: the size that was chosen is kept for when there are more.
                let panel = Panel::bottom("few hits").resizable(false).exact_size(all_points).frame(frame);
                panel.show(ui, |ui| self.list_ui(ui, scene, &article.bitext, finding, out));
                return;
            }
            take_edge_keys(ui, "hits", Grows::Up);
            Panel::bottom("hits")
                .resizable(true)
                .default_size(LIST_POINTS.min(most))
                .size_range(LIST_LEAST_POINTS..=most)
                .frame(frame)
                .show(ui, |ui| self.list_ui(ui, scene, &article.bitext, finding, out));
            name_edge(ui, "hits", s);
        }
    }

    /// Enter goes on and Esc closes, wherever in the bar the keyboard is; on the page, Esc closes the bar, too.
    fn take_keys(&mut self, ui: &Ui, scene: &Scene, out: &mut Vec<Command>) {
        let is_on_page = ui.memory(Memory::focused).is_none();
        if !is_on_page && !self.had_focus {
            return;
        }
        // On the page it is selected text that Esc lets go of first.
        let is_for_text = is_on_page && scene.session.text_range().is_some();
        if !is_for_text && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.is_open = false;
            if let Some(focused) = ui.memory(Memory::focused) {
                ui.memory_mut(|memory| memory.surrender_focus(focused));
            }
        }
        if ui.memory(|memory| memory.has_focus(field_id())) {
            let pressed = |modifiers, key| ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
            // Enter alone also matches Enter with Shift, so that one goes first.
            let back = pressed(Modifiers::SHIFT, Key::Enter);
            let on = pressed(Modifiers::NONE, Key::Enter);
            for is_next in std::iter::repeat_n(false, back).chain(std::iter::repeat_n(true, on)) {
                self.step(scene.session, is_next, out);
            }
        }
    }

    fn bar_ui(&mut self, ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
        let is_narrow = ui.available_width() < NARROW_POINTS;
        if is_narrow {
            ui.horizontal_wrapped(|ui| {
                self.controls_ui(ui, 150.0, scene, out);
                self.close_ui(ui, scene.style.words);
            });
        } else {
            ui.horizontal(|ui| {
                self.controls_ui(ui, 280.0, scene, out);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| self.close_ui(ui, scene.style.words));
            });
        }
    }

    fn controls_ui(&mut self, ui: &mut Ui, field_points: f32, scene: &Scene, out: &mut Vec<Command>) {
        let Scene { session, style: PageStyle { palette, words: s, .. }, .. } = scene;
        let field = TextEdit::singleline(&mut self.text)
            .id(field_id())
            .hint_text(s.find_field)
            // Enter is for going on.
            .return_key(None)
            .desired_width(field_points)
            .text_color(palette.text);
        let field = outlined_ui(ui, palette, |ui| ui.add(field));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(s.find_field));
        if std::mem::take(&mut self.wants_focus) {
            field.request_focus();
            let mut state = TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
            state.cursor.set_char_range(Some(CCursorRange::select_all_str(&self.text)));
            state.store(ui.ctx(), field.id);
        }
        self.composition.hold(ui, &field);
        let mut has_focus = field.has_focus();
        let finding = session.finding();
        let has_hits = finding.is_some_and(|finding| !finding.hits().is_empty());
        for (arrow, name, is_next) in [("↑", s.find_previous, false), ("↓", s.find_next, true)] {
            let button = ui.add_enabled(has_hits, Button::new(arrow)).on_hover_text(name);
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(name));
            has_focus |= button.has_focus();
            if button.clicked() {
                self.step(session, is_next, out);
            }
        }
        let pinyin = outlined_ui(ui, palette, |ui| ui.checkbox(&mut self.as_pinyin, s.as_pinyin));
        if pinyin.changed() {
            self.word = None;
        }
        has_focus |= pinyin.on_hover_text(s.as_pinyin_hint).has_focus();
        self.had_focus = has_focus;
        let count = match (finding, session.nearest_hit()) {
            (Some(finding), Some(at)) => s.hits(at + 1, finding.hits().len(), finding.is_over()),
            (Some(finding), None) if finding.is_over() => s.not_found.to_owned(),
            (Some(_), None) => s.searching.to_owned(),
            (None, _) => return,
        };
        ui.add_space(4.0);
        let color = if has_hits { palette.text } else { palette.quiet };
        let count = ui.add(Label::new(RichText::new(count).color(color)).extend());
        // What changes while it is looked for would be said again and again.
        if finding.is_some_and(Finding::is_over) {
            ui.ctx().accesskit_node_builder(count.id, |node| node.set_live(Live::Polite));
        }
    }

    fn close_ui(&mut self, ui: &mut Ui, s: &Strings) {
        let close = ui.button(s.close);
        ui.ctx().accesskit_node_builder(close.id, |node| node.set_label(s.find_close));
        self.had_focus |= close.has_focus();
        if close.clicked() {
            self.is_open = false;
        }
    }

    /// The concordance: of all hits, those in view.
    fn list_ui(&mut self, ui: &mut Ui, scene: &Scene, bitext: &Arc<Bitext>, finding: &Finding, out: &mut Vec<Command>) {
        let Scene { session, style, advances, cover } = *scene;
        let (of, lines) = &mut self.lines;
        if !std::ptr::eq(of.as_ptr(), Arc::as_ptr(bitext)) {
            *of = Arc::downgrade(bitext);
            lines.clear();
        }
        lines.begin_frame(ui);
        let lists = Lists { bitext, style, advances, cover };
        ui.spacing_mut().item_spacing.y = 0.0;
        let line_points = line_points(ui.available_width());
        let mut area = ScrollArea::vertical().id_salt("hits").auto_shrink(false).min_scrolled_height(0.0);
        let nearest = session.nearest_hit();
        let offset_id = ui.make_persistent_id("hits offset");
        // In the panel of few hits and in the other one the list stands elsewhere.
        if let Some(at) = nearest.filter(|at| self.followed != Some((finding.id(), *at, offset_id))) {
            self.followed = Some((finding.id(), at, offset_id));
            let now = ui.data(|data| data.get_temp::<f32>(offset_id)).unwrap_or(0.0);
            let (top, view) = (at as f32 * line_points, ui.available_height());
            if top < now || top + line_points > now + view {
                // With some of what comes before.
                area = area.vertical_scroll_offset((top - view / 3.0).max(0.0));
            }
        }
        let output = area.show_rows(ui, line_points, finding.hits().len(), |ui, range| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::List);
                node.set_label(style.words.find_list);
            });
            for at in range {
                let line = Line { hit: &finding.hits()[at], at, is_here: nearest == Some(at) };
                if line_ui(ui, &line, line_points, session.visited_hit(), &lists, lines) {
                    out.push(Command::Find(FindCommand::GoTo(at)));
                }
            }
        });
        ui.data_mut(|data| data.insert_temp(offset_id, output.state.clamped_offset().y));
    }
}

fn field_id() -> Id {
    Id::unique("find field")
}
