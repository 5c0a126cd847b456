//! Headings and bookmarks beside the text. Reads the article and asks; what it keeps is where the headings are.

use super::strings::Strings;
use super::theme::Palette;
use crate::model::{Bitext, BlockKind, Bookmark, Place};
use crate::state::{Article, Command};
use crate::text::{Lang, start_of};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Button, CornerRadius, Label, Layout, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};
use std::sync::{Arc, Weak};

/// The panel as it opens.
pub const WIDTH_POINTS: f32 = 220.0;
/// It is never narrower.
pub const LEAST_POINTS: f32 = 140.0;
const LINE_POINTS: f32 = 28.0;
const INDENT_POINTS: f32 = 14.0;
const SIDE_POINTS: f32 = 8.0;
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Heading {
    row: usize,
    /// 1 is the highest.
    level: u8,
}

impl ContentsView {
    /// Draws the panel. Returns the place that is to be gone to.
    pub fn contents_ui(
        &mut self,
        ui: &mut Ui,
        article: &Article,
        palette: &Palette,
        s: &Strings,
        out: &mut Vec<Command>,
    ) -> Option<Place> {
        let bitext = &article.bitext;
        if !std::ptr::eq(self.of.as_ptr(), Arc::as_ptr(bitext)) {
            self.headings = headings(bitext);
            self.of = Arc::downgrade(bitext);
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
        let mut goal = None;
        if !article.bookmarks.is_empty() {
            ui.label(RichText::new(s.bookmarks).small().color(palette.quiet));
            let lines = ((ui.available_height() * 0.4 / LINE_POINTS).floor()).max(2.0);
            ScrollArea::vertical().id_salt("bookmarks").max_height(lines * LINE_POINTS).show_rows(
                ui,
                LINE_POINTS - ui.spacing().item_spacing.y,
                article.bookmarks.len(),
                |ui, range| {
                    for index in range {
                        goal = bookmark_ui(ui, bitext, &article.bookmarks, index, palette, s, out).or(goal);
                    }
                },
            );
            ui.add_space(6.0);
            ui.separator();
        }
        if self.headings.is_empty() {
            ui.add(Label::new(RichText::new(s.no_headings).color(palette.quiet)).wrap());
            return goal;
        }
        let here = self.headings.partition_point(|heading| heading.row <= article.place.row).checked_sub(1);
        let highest = self.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
        ScrollArea::vertical().id_salt("headings").auto_shrink(false).show_rows(
            ui,
            LINE_POINTS - ui.spacing().item_spacing.y,
            self.headings.len(),
            |ui, range| {
                for index in range {
                    let heading = self.headings[index];
                    let indents = (heading.level - highest).min(MAX_INDENTS);
                    let name = name_of(bitext, heading.row, s);
                    let all = both_names(bitext, heading.row);
                    if line_ui(ui, &name, &all, f32::from(indents) * INDENT_POINTS, here == Some(index), palette) {
                        goal = Some(Place { row: heading.row, fraction: 0.0 });
                    }
                }
            },
        );
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

/// A row in the language of the interface, if it is there.
fn name_of(bitext: &Bitext, row: usize, s: &Strings) -> String {
    let first = if s.is_zh { Lang::Zh } else { Lang::En };
    [first, first.other()].into_iter().find_map(|lang| side_of(bitext, row, lang)).unwrap_or_default()
}

fn both_names(bitext: &Bitext, row: usize) -> String {
    Lang::BOTH.into_iter().filter_map(|lang| side_of(bitext, row, lang)).collect::<Vec<_>>().join("\n")
}

fn side_of(bitext: &Bitext, row: usize, lang: Lang) -> Option<String> {
    let block = bitext.blocks[lang].get(bitext.rows.get(row)?.blocks[lang].clone())?.first()?;
    let text = block.text.trim_start_matches(['#', ' ']);
    Some(start_of(text, NAME_CHARS).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A line that goes somewhere; true once it is clicked.
fn line_ui(ui: &mut Ui, name: &str, all: &str, indent_points: f32, is_here: bool, palette: &Palette) -> bool {
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
        .add(Label::new(text).truncate().selectable(false));
    response.on_hover_text(all).clicked()
}

fn bookmark_ui(
    ui: &mut Ui,
    bitext: &Bitext,
    bookmarks: &[Bookmark],
    index: usize,
    palette: &Palette,
    s: &Strings,
    out: &mut Vec<Command>,
) -> Option<Place> {
    let bookmark = &bookmarks[index];
    let row = bookmark.row(bitext)?;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let remove = ui.add(Button::new("×").frame(false)).on_hover_text(s.remove_bookmark);
            ui.ctx().accesskit_node_builder(remove.id, |node| node.set_label(s.remove_bookmark));
            if remove.clicked() {
                out.push(Command::RemoveBookmark(index));
            }
            let name = name_of(bitext, row, s);
            line_ui(ui, &name, &both_names(bitext, row), 0.0, false, palette).then_some(Place { row, fraction: 0.0 })
        })
        .inner
    })
    .inner
}
