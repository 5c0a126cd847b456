//! Drawing the card: above or below its word, never over it.

use super::content::{EntryText, Syllable};
use super::places::Places;
use super::{CardView, Open};
use crate::find::Hit;
use crate::layout::Face;
use crate::state::Finding;
use crate::text::is_han;
use crate::ui::fonts::family;
use crate::ui::reader::Lists;
use crate::ui::strings::Strings;
use crate::ui::theme::Palette;
use crate::ui::words::WordBook;
use eframe::egui::accesskit::{Live, Role};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Align2, Area, Button, Context, FontFamily, FontId, Frame, Id, Label, Margin, Order, Rect, RichText,
    ScrollArea, Stroke, Ui, pos2,
};

const WIDTH_POINTS: f32 = 340.0;
/// Between the word and the card, and around the card.
const GAP_POINTS: f32 = 6.0;
/// A card that finds this much room below its word goes there.
const WANTED_POINTS: f32 = 320.0;
/// Of the frame, on both sides together.
const FRAME_POINTS: f32 = 26.0;
/// The line of buttons, with what is around it.
const BUTTONS_POINTS: f32 = 46.0;
/// Below this, what the dictionary says is not worth a part of its own.
const LEAST_SENSES_POINTS: f32 = 150.0;
/// As much as can be scrolled through at all.
const LEAST_SCROLLED_POINTS: f32 = 36.0;
/// A longer card is scrolled.
const MOST_POINTS: f32 = 460.0;
const HEADWORD_POINTS: f32 = 26.0;
const READING_POINTS: f32 = 16.0;
const LEVEL_POINTS: f32 = 12.0;

/// What a card is drawn with.
pub struct Scene<'a> {
    /// The article, and how it is shown.
    pub lists: Lists<'a>,
    /// The places of the word that is looked up, as far as they were found.
    pub places: Option<&'a Finding>,
    /// The page, which the card stays inside of if there is room.
    pub page: Rect,
    /// True while the page moves by itself.
    pub is_moving: bool,
    /// True if the word can be noted.
    pub can_write: bool,
}

/// What is asked for by a card.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// A note on its word.
    pub note: bool,
    /// To go to another place of its word.
    pub place: Option<Hit>,
    /// All places in the list of hits.
    pub find_all: bool,
    step: Option<bool>,
    close: bool,
}

impl CardView {
    /// Draws the card beside its word, which is at `word` on the screen. A card whose word has gone out of view, or is covered, goes with it.
    pub fn card_ui(&mut self, ctx: &Context, word: Option<Rect>, book: &mut WordBook, scene: &Scene) -> Asked {
        let Scene { page, is_moving, lists, .. } = *scene;
        let (palette, s) = (&lists.style.palette, lists.style.words);
        let mut asked = Asked::default();
        let Some(open) = &mut self.open else { return asked };
        let Some(word) = word else {
            // Before it is drawn for the first time its word may still be on the way into view.
            if open.rect.is_some() || !is_moving {
                self.open = None;
            }
            return asked;
        };
        let places = Places::of(open, scene);
        asked.place = open.wanted_place.take().and_then(|is_next| places.step(is_next));
        // Where the page is too low it may reach over what is above and below.
        let sides = |room: Rect| (word.top() - room.top() - GAP_POINTS, room.bottom() - word.bottom() - GAP_POINTS);
        let (above, below) = Some(sides(page))
            .filter(|(above, below)| above.max(*below) >= WANTED_POINTS)
            .unwrap_or_else(|| sides(ctx.content_rect()));
        let is_below = below >= WANTED_POINTS || below >= above;
        let height_points = (if is_below { below } else { above } - GAP_POINTS).min(MOST_POINTS);
        let width_points = WIDTH_POINTS.min(page.width() - 2.0 * GAP_POINTS);
        let left = word.left().min(page.right() - width_points - GAP_POINTS).max(page.left() + GAP_POINTS);
        let (at, pivot) = if is_below {
            (pos2(left, word.bottom() + GAP_POINTS), Align2::LEFT_TOP)
        } else {
            (pos2(left, word.top() - GAP_POINTS), Align2::LEFT_BOTTOM)
        };
        // A name for each word, and above it for each number of lines: a new one is measured before it is shown, so that none is shown over its
        // word.
        let lines = if is_below { None } else { Some(places.next.len()) };
        let name = open.content.headword.clone();
        let area = Area::new(Id::unique("card").with((open.stops[open.at], lines)))
            .order(Order::Middle)
            .fixed_pos(at)
            .pivot(pivot)
            .constrain(false)
            .fade_in(false)
            .role(Role::Dialog)
            .accessible_name(s.labelled(s.card, &name));
        let shown = area.show(ctx, |ui| {
            let line = Stroke::new(1.0, palette.outline);
            let frame =
                Frame::popup(ui.style()).fill(palette.chrome).stroke(line).inner_margin(Margin::symmetric(12, 10));
            frame.show(ui, |ui| {
                ui.set_width(width_points - FRAME_POINTS);
                let senses_points = height_points - FRAME_POINTS - BUTTONS_POINTS;
                // In a low window the places scroll, too.
                let is_low = senses_points - places.height_points() < LEAST_SENSES_POINTS;
                let most_points = senses_points - if is_low { 0.0 } else { places.height_points() };
                let scrolled = ScrollArea::vertical().max_height(most_points.max(LEAST_SCROLLED_POINTS));
                // As wide as the card whatever is in it: the bar is at its edge.
                scrolled.auto_shrink([false, true]).show(ui, |ui| {
                    open.content_ui(ui, &lists);
                    if is_low {
                        ui.separator();
                        places.places_ui(ui, scene, &mut open.lines, &mut asked);
                    }
                });
                ui.separator();
                if !is_low {
                    places.places_ui(ui, scene, &mut open.lines, &mut asked);
                }
                open.buttons_ui(ui, scene, &mut asked);
            });
        });
        open.rect = Some(shown.response.rect);
        match asked.step {
            Some(is_next) => open.step(is_next, book),
            None if asked.close => self.open = None,
            None => {}
        }
        asked
    }
}

impl Open {
    fn content_ui(&self, ui: &mut Ui, lists: &Lists) {
        let (palette, s) = (&lists.style.palette, lists.style.words);
        let content = &self.content;
        ui.spacing_mut().item_spacing.y = 3.0;
        let is_chinese = content.headword.contains(is_han);
        let family = family(if is_chinese { Face::Zh } else { Face::En });
        let mut head = LayoutJob::default();
        let format = |size, color| TextFormat::simple(FontId::new(size, family.clone()), color);
        head.append(&content.headword, 0.0, format(HEADWORD_POINTS, palette.text));
        if let Some(other) = &content.other_form {
            head.append(other, 12.0, format(HEADWORD_POINTS * 0.75, palette.quiet));
        }
        if let Some(level) = content.level {
            let font = FontId::new(LEVEL_POINTS, FontFamily::Proportional);
            head.append(&s.level(level), 12.0, TextFormat::simple(font, palette.quiet));
        }
        let head = ui.add(Label::new(head).wrap().selectable(false));
        ui.ctx().accesskit_node_builder(head.id, |node| {
            node.set_live(Live::Polite);
            let level = content.level.map(|level| s.spoken_level(level));
            let parts = [Some(&content.headword), content.other_form.as_ref(), level.as_ref()];
            node.set_value(parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", "));
        });
        for entry in &content.entries {
            let mut line = LayoutJob::default();
            reading(&mut line, &entry.reading, READING_POINTS, palette);
            ui.add(Label::new(line).wrap().selectable(false));
            senses_ui(ui, entry, palette, s);
        }
        if content.entries.is_empty() && content.glossed.is_empty() {
            ui.label(RichText::new(s.not_in_dictionary).color(palette.quiet));
        }
        // Of a covered sentence nothing is told.
        let is_hidden = lists.cover.hides(self.stops[self.at].lang.other(), Some(self.bead));
        if !self.across.is_empty() && !is_hidden {
            ui.add_space(4.0);
            line_ui(ui, self.counterpart(palette, s), Label::wrap);
        }
        if !content.glossed.is_empty() {
            ui.add_space(4.0);
            ui.label(RichText::new(s.chinese_words).small().color(palette.quiet));
        }
        for entry in &content.glossed {
            let mut line = LayoutJob::default();
            let format = |size, color| TextFormat::simple(FontId::new(size, FontFamily::Proportional), color);
            line.append(&entry.word, 0.0, format(15.0, palette.text));
            reading(&mut line, &entry.reading, 14.0, palette);
            if let Some(section) = line.sections.get_mut(1) {
                section.leading_space = 8.0;
            }
            if let Some(sense) = entry.senses.first() {
                line.append(sense, 8.0, format(13.0, palette.quiet));
            }
            line_ui(ui, line, Label::truncate);
        }
    }

    /// What the word is in the other language, in this sentence; what is only likely is quiet.
    fn counterpart(&self, palette: &Palette, s: &Strings) -> LayoutJob {
        let mut line = LayoutJob::default();
        let format = |size, color| TextFormat::simple(FontId::new(size, FontFamily::Proportional), color);
        line.append(s.in_this_sentence, 0.0, format(12.0, palette.quiet));
        for (at, (text, is_sure)) in self.across.iter().enumerate() {
            let text = if at > 0 { format!("… {text}") } else { text.clone() };
            let text = if *is_sure { text } else { format!("{text} (?)") };
            line.append(&text, 8.0, format(15.0, if *is_sure { palette.text } else { palette.quiet }));
        }
        line
    }

    fn buttons_ui(&self, ui: &mut Ui, scene: &Scene, asked: &mut Asked) {
        let (s, can_write) = (scene.lists.style.words, scene.can_write);
        ui.horizontal(|ui| {
            for (arrow, name, is_next) in [("←", s.previous_word, false), ("→", s.next_word, true)] {
                let button = ui.add_enabled(self.can_step(is_next), Button::new(arrow)).on_hover_text(name);
                ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(name));
                if button.clicked() {
                    asked.step = Some(is_next);
                }
            }
            asked.note = ui.add_enabled(can_write, Button::new(s.add_to_notes)).clicked();
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let close = ui.button(s.close);
                ui.ctx().accesskit_node_builder(close.id, |node| node.set_label(s.close_card));
                asked.close = close.clicked();
            });
        });
    }
}

/// A line whose parts stand apart, for a screen reader too.
fn line_ui(ui: &mut Ui, line: LayoutJob, fit: impl FnOnce(Label) -> Label) {
    let mut told = String::with_capacity(line.text.len());
    for section in &line.sections {
        told.push_str(if section.leading_space > 0.0 { ", " } else { "" });
        told.push_str(&line.text[section.byte_range.start.0..section.byte_range.end.0]);
    }
    let label = ui.add(fit(Label::new(line).selectable(false)));
    ui.ctx().accesskit_node_builder(label.id, |node| node.set_value(told));
}

/// Syllables in the colours of their tones.
fn reading(line: &mut LayoutJob, syllables: &[Syllable], size_points: f32, palette: &Palette) {
    for (syllable, tone) in syllables {
        let font = FontId::new(size_points, FontFamily::Proportional);
        line.append(syllable, 0.0, TextFormat::simple(font, palette.tones[*tone]));
    }
}

fn senses_ui(ui: &mut Ui, entry: &EntryText, palette: &Palette, s: &Strings) {
    let is_numbered = entry.senses.iter().filter(|sense| !sense.starts_with("CL:")).count() > 1;
    for (at, sense) in entry.senses.iter().enumerate() {
        let (text, color) = match sense.strip_prefix("CL:") {
            Some(words) => (format!("{}{}", s.measure_words, words.trim_start()), palette.quiet),
            None if is_numbered => (format!("{}. {sense}", at + 1), palette.text),
            None => (sense.clone(), palette.text),
        };
        ui.add(Label::new(RichText::new(text).color(color)).wrap().selectable(false));
    }
}
