//! Headings and bookmarks beside the text. Reads the article and asks; what it keeps is where the headings are.

use super::strings::Strings;
use super::theme::Palette;
use crate::layout::Markup;
use crate::model::{Bitext, BlockKind, Bookmark, Place};
use crate::state::{Article, Command};
use crate::text::{Lang, start_of};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Button, CornerRadius, Label, Layout, Rect, Response, RichText, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};
use std::sync::{Arc, Weak};

const LINE_POINTS: f32 = 28.0;
const INDENT_POINTS: f32 = 14.0;
const SIDE_POINTS: f32 = 8.0;
/// A bookmark is as high as the button beside it.
const MARK_POINTS: f32 = 30.0;
/// What stands over the bookmarks.
const BOOKMARKS_POINTS: f32 = 36.0;
/// The line beside the section that is being read.
const HERE_POINTS: f32 = 3.0;
/// Longer names are cut.
const NAME_CHARS: usize = 120;
/// Deeper headings are not set in further.
const MAX_INDENTS: u8 = 4;

/// The view's own state.
#[derive(Debug, Default)]
pub struct ContentsView {
    /// What `headings` were found in.
    of: Weak<Bitext>,
    headings: Vec<Heading>,
    /// The heading that the list has followed.
    followed: Option<usize>,
    /// The frame in which it was drawn last.
    drawn: Option<u64>,
    list: Listed,
}

/// The list of headings as it was drawn last.
#[derive(Debug, Default)]
struct Listed {
    offset_points: f32,
    view_points: f32,
    /// The pointer or the keyboard is in it: it stays as it is.
    is_busy: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Heading {
    row: usize,
    /// 1 is the highest.
    level: u8,
}

impl ContentsView {
    /// Draws the panel, with nothing of a covered side. Returns the place that is to be gone to.
    pub fn contents_ui(
        &mut self,
        ui: &mut Ui,
        article: &Article,
        covered: Option<Lang>,
        palette: &Palette,
        s: &Strings,
        out: &mut Vec<Command>,
    ) -> Option<Place> {
        let bitext = &article.bitext;
        let names = Names { bitext, covered, s };
        if !std::ptr::eq(self.of.as_ptr(), Arc::as_ptr(bitext)) {
            self.headings = headings(bitext);
            self.of = Arc::downgrade(bitext);
            self.followed = None;
        }
        ui.horizontal(|ui| {
            ui.heading(s.contents);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = ui.button("×").on_hover_text(s.close);
                ui.ctx().accesskit_node_builder(close.id, |node| node.set_label(s.close));
                if close.clicked() {
                    out.push(Command::SetContentsOpen(false));
                }
            });
        });
        ui.add_space(4.0);
        // Bookmarks stand below, so that one that is set moves no heading.
        let lines = ((ui.available_height() * 0.4 / MARK_POINTS).floor().max(2.0)).min(article.bookmarks.len() as f32);
        let bookmarks_points = if lines > 0.0 { lines * MARK_POINTS + BOOKMARKS_POINTS } else { 0.0 };
        let goal = if self.headings.is_empty() {
            ui.add(Label::new(RichText::new(s.no_headings).color(palette.quiet)).wrap());
            None
        } else {
            self.headings_ui(ui, article.place.row, &names, ui.available_height() - bookmarks_points, palette)
        };
        if article.bookmarks.is_empty() {
            return goal;
        }
        ui.separator();
        ui.label(RichText::new(s.bookmarks).small().color(palette.quiet));
        let mut marked = None;
        ScrollArea::vertical().id_salt("bookmarks").max_height(lines * MARK_POINTS).show_rows(
            ui,
            MARK_POINTS - ui.spacing().item_spacing.y,
            article.bookmarks.len(),
            |ui, range| {
                for index in range {
                    marked = bookmark_ui(ui, &names, &article.bookmarks, index, palette, out).or(marked);
                }
            },
        );
        marked.or(goal)
    }

    /// The list of headings, no higher than this; the one that is read is in view, unless the reader is busy with the list.
    fn headings_ui(
        &mut self,
        ui: &mut Ui,
        read_row: usize,
        names: &Names,
        most_points: f32,
        palette: &Palette,
    ) -> Option<Place> {
        let here = self.headings.partition_point(|heading| heading.row <= read_row).checked_sub(1);
        let highest = self.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
        let mut area = ScrollArea::vertical().id_salt("headings").auto_shrink(false).max_height(most_points);
        let frame = ui.ctx().cumulative_frame_nr();
        let is_opened = self.drawn.replace(frame).is_none_or(|drawn| drawn + 1 < frame);
        if is_opened {
            self.list = Listed { view_points: most_points, ..Listed::default() };
            self.followed = None;
        }
        if self.followed != here && !self.list.is_busy {
            self.followed = here;
            let top = here.unwrap_or(0) as f32 * LINE_POINTS;
            let Listed { offset_points, view_points, .. } = self.list;
            if is_opened || top < offset_points || top + LINE_POINTS > offset_points + view_points {
                area = area.vertical_scroll_offset((top - (view_points - LINE_POINTS) / 2.0).max(0.0));
            }
        }
        let (mut goal, mut has_keyboard) = (None, false);
        let list = area.show_rows(ui, LINE_POINTS - ui.spacing().item_spacing.y, self.headings.len(), |ui, range| {
            for index in range {
                let heading = self.headings[index];
                let indents = (heading.level - highest).min(MAX_INDENTS);
                let (name, all) = (names.name(heading.row), names.all(heading.row));
                let line = line_ui(ui, &name, &all, f32::from(indents) * INDENT_POINTS, here == Some(index), palette);
                has_keyboard |= line.has_focus();
                if line.clicked() {
                    goal = Some(Place { row: heading.row, fraction: 0.0 });
                }
            }
        });
        self.list = Listed {
            offset_points: list.state.clamped_offset().y,
            view_points: list.inner_rect.height(),
            is_busy: has_keyboard || ui.rect_contains_pointer(list.inner_rect),
        };
        goal
    }
}

/// The rows that begin with a heading. `O(n)`, once for each pairing.
fn headings(bitext: &Bitext) -> Vec<Heading> {
    let rows = bitext.rows.iter().enumerate();
    rows.filter_map(|(row, pair)| match pair.kind(&bitext.blocks) {
        BlockKind::Heading(level) => Some(Heading { row, level: level.max(1) }),
        _ => None,
    })
    .collect()
}

/// What rows are called.
struct Names<'a> {
    bitext: &'a Bitext,
    covered: Option<Lang>,
    s: &'a Strings,
}

impl Names<'_> {
    /// A row in the language of the interface, if it is there and to be seen.
    fn name(&self, row: usize) -> String {
        let first = if self.s.is_zh { Lang::Zh } else { Lang::En };
        let name = [first, first.other()].into_iter().find_map(|lang| self.side(row, lang));
        name.unwrap_or_else(|| self.s.covered_sentence.to_owned())
    }

    /// A row in both languages, as far as they are to be seen.
    fn all(&self, row: usize) -> String {
        Lang::BOTH.into_iter().filter_map(|lang| self.side(row, lang)).collect::<Vec<_>>().join("\n")
    }

    fn side(&self, row: usize, lang: Lang) -> Option<String> {
        let range = self.bitext.rows.get(row)?.blocks[lang].clone();
        let block = self.bitext.blocks[lang].get(range)?.first().filter(|_| self.covered != Some(lang))?;
        let start = start_of(&block.text, NAME_CHARS);
        let markup = Markup::of(&start, block.kind, false);
        let name = markup.as_ref().map_or(&*start, |markup| &markup.text);
        Some(name.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// A line that goes somewhere once it is clicked.
fn line_ui(ui: &mut Ui, name: &str, all: &str, indent_points: f32, is_here: bool, palette: &Palette) -> Response {
    let size = vec2(ui.available_width(), LINE_POINTS - ui.spacing().item_spacing.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Link, true, is_here, name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(4), palette.button_hover);
    }
    if is_here {
        let mark = Rect::from_min_max(rect.left_top(), pos2(rect.left() + HERE_POINTS, rect.bottom()));
        ui.painter().rect_filled(mark, CornerRadius::same(1), palette.accent);
    }
    let mut inner = rect.shrink2(vec2(SIDE_POINTS, 0.0));
    inner.min.x = (inner.min.x + indent_points).min(inner.max.x);
    let text = RichText::new(name).color(palette.text);
    let text = if is_here { text.strong() } else { text };
    ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)))
        .add(Label::new(text).truncate().selectable(false).show_tooltip_when_elided(false));
    // Nothing stands over a field that is typed in.
    if ui.ctx().text_edit_focused() { response } else { response.on_hover_text(all) }
}

fn bookmark_ui(
    ui: &mut Ui,
    names: &Names,
    bookmarks: &[Bookmark],
    index: usize,
    palette: &Palette,
    out: &mut Vec<Command>,
) -> Option<Place> {
    let bookmark = &bookmarks[index];
    let (row, s) = (bookmark.row(names.bitext)?, names.s);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let remove = ui.add(Button::new("×").frame(false)).on_hover_text(s.remove_bookmark);
            ui.ctx().accesskit_node_builder(remove.id, |node| node.set_label(s.remove_bookmark));
            if remove.clicked() {
                out.push(Command::RemoveBookmark(index));
            }
            let (name, all) = (names.name(row), names.all(row));
            line_ui(ui, &name, &all, 0.0, false, palette).clicked().then_some(Place { row, fraction: 0.0 })
        })
        .inner
    })
    .inner
}
