//! Wheel, the keys of the page alone, and the scroll bars.

use super::flow::Flow;
use super::hits::HitMarks;
use super::selecting::Selected;
use super::{Frame, PageStyle, ReaderView};
use crate::model::Bitext;
use crate::state::{Article, Command, Notes};
use crate::text::Lang;
use eframe::egui::accesskit::{Orientation, Role};
use eframe::egui::{
    CornerRadius, Event, Id, InputState, Key, Modifiers, Pos2, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// A page down leaves at least this much of the old page to find one's place by.
const PAGE_OVERLAP_POINTS: f64 = 48.0;
/// Share of the way that a glide covers in a sixtieth of a second.
const GLIDE_SHARE: f64 = 0.28;
const MIN_THUMB_POINTS: f32 = 32.0;

/// The keys that mean something for the page because nothing else has a use for them, and cannot be changed.
pub(super) fn take_keys(ui: &Ui, selected: &Selected, out: &mut Vec<Command>) {
    // A control lets go of the keyboard with Esc; only a field of text has something to copy.
    let (has_control, is_typing) = (ui.ctx().egui_wants_keyboard_input(), ui.ctx().text_edit_focused());
    ui.input_mut(|input| {
        let is_selected = selected.pair.is_some() || selected.text.is_some();
        if !has_control && is_selected && input.consume_key(Modifiers::NONE, Key::Escape) {
            out.push(Command::Select(None));
        }
        if !is_typing && input.events.iter().any(|event| matches!(event, Event::Copy)) {
            out.push(if selected.text.is_some() { Command::CopyText } else { Command::CopyPair });
        }
    });
}

/// True if the reader does something but move the pointer.
pub(super) fn is_touched(input: &InputState) -> bool {
    let is_done =
        |event: &Event| matches!(event, Event::Key { .. } | Event::PointerButton { .. } | Event::MouseWheel { .. });
    input.events.iter().any(is_done)
}

impl ReaderView {
    pub(super) fn take_wheel(&mut self, ui: &Ui, page: &Response, bitext: &Bitext, frame: &Frame) {
        if !page.contains_pointer() && !ui.rect_contains_pointer(page.rect) {
            return;
        }
        let (delta, is_alone, at) =
            ui.input(|input| (input.smooth_scroll_delta().y, input.modifiers.alt, input.pointer.hover_pos()));
        if delta != 0.0 {
            self.glide_points = 0.0;
            let lang = at.map_or(frame.metrics.first, |at| frame.side_at(at));
            self.wheel(lang, -f64::from(delta), is_alone, bitext, frame);
        }
    }

    pub(super) fn turn_pages(&mut self, bitext: &Bitext, frame: &Frame) {
        let pages = std::mem::take(&mut self.pages);
        if pages == 0.0 {
            return;
        }
        let view_points = f64::from(frame.view.height());
        let page_points = (view_points - PAGE_OVERLAP_POINTS).max(view_points * 0.5);
        let way = self.glide_points + pages * page_points;
        let (flow, setter) = self.leading(bitext, frame);
        self.glide_points = flow.whole_way(way, view_points, &setter);
    }

    /// Moves a part of the way to where the view is going.
    pub(super) fn glide(&mut self, ui: &Ui, bitext: &Bitext, frame: &Frame) {
        if self.glide_points == 0.0 {
            return;
        }
        let frames = (f64::from(ui.input(|input| input.stable_dt)) * 60.0).clamp(0.2, 4.0);
        let share = 1.0 - (1.0 - GLIDE_SHARE).powf(frames);
        let is_near = self.glide_points.abs() < 1.0 || ui.style().animation_time == 0.0;
        let part = if is_near { self.glide_points } else { self.glide_points * share };
        self.leading(bitext, frame).0.scroll.move_by(part);
        self.glide_points -= part;
        ui.ctx().request_repaint();
    }

    pub(super) fn take_scroll_bars(&mut self, ui: &mut Ui, bitext: &Bitext, frame: &Frame, style: &PageStyle) {
        for lang in sides(frame) {
            let bar = frame.scroll_bar(lang);
            let name = match (frame.other, lang) {
                (None, _) => style.words.scroll_bar,
                (Some(_), Lang::En) => style.words.scroll_bar_en,
                (Some(_), Lang::Zh) => style.words.scroll_bar_zh,
            };
            let response = ui.interact(bar, bar_id(ui, lang, frame), Sense::CLICK | Sense::DRAG);
            response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
            let share = self.flow(lang, bitext, frame).0.scroll.fraction(f64::from(frame.view.height()));
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_orientation(Orientation::Vertical);
                node.set_min_numeric_value(0.0);
                node.set_max_numeric_value(100.0);
                node.set_numeric_value((share * 100.0).round());
            });
            if let Some(pointer) = response.interact_pointer_pos() {
                self.take_scroll_bar(ui, &response, pointer, lang, bitext, frame);
            }
            let is_lit = response.hovered() || response.dragged();
            ui.ctx().data_mut(|data| data.insert_temp(response.id, is_lit));
        }
    }

    /// A bar is clicked or dragged: its thumb goes with the pointer from where it was taken, or comes with its middle to a place beside it.
    fn take_scroll_bar(
        &mut self,
        ui: &Ui,
        response: &Response,
        pointer: Pos2,
        lang: Lang,
        bitext: &Bitext,
        frame: &Frame,
    ) {
        let bar = frame.scroll_bar(lang);
        let begins = response.drag_started() || response.clicked();
        if begins {
            let thumb = thumb(self.flow(lang, bitext, frame).0, bar);
            let pressed = ui.input(|input| input.pointer.press_origin()).unwrap_or(pointer);
            self.grabbed_points = Some(pressed.y - thumb.top()).filter(|_| thumb.y_range().contains(pressed.y));
        }
        // A click on the thumb has taken it and let it go.
        let is_called = response.clicked() && self.grabbed_points.is_none();
        if !(response.dragged() || is_called) {
            return;
        }
        if begins {
            self.leave();
            if frame.is_in_step {
                self.columns.take_jump();
            }
        }
        self.glide_points = 0.0;
        self.columns.hold(lang);
        let grabbed = self.grabbed_points;
        let (flow, _) = self.flow(lang, bitext, frame);
        let thumb = thumb(flow, bar);
        let travel = (bar.height() - thumb.height()).max(1.0);
        let fraction = (pointer.y - bar.top() - grabbed.unwrap_or(thumb.height() / 2.0)) / travel;
        flow.scroll.jump_to_fraction(f64::from(fraction), f64::from(bar.height()));
    }

    pub(super) fn paint_scroll_bars(
        &mut self,
        ui: &Ui,
        article: &Article,
        notes: Option<&Notes>,
        hits: Option<&HitMarks>,
        frame: &Frame,
        style: &PageStyle,
    ) {
        for lang in sides(frame) {
            let bar = frame.scroll_bar(lang);
            let (flow, _) = self.flow(lang, &article.bitext, frame);
            let thumb = thumb(flow, bar);
            if thumb.height() + 0.5 < bar.height() {
                let is_lit = ui.ctx().data(|data| data.get_temp(bar_id(ui, lang, frame)).unwrap_or(false));
                let color = if is_lit { style.palette.quiet } else { style.palette.rule };
                ui.painter().rect_filled(thumb, CornerRadius::same(4), color);
            }
            let Flow { scroll, progress, .. } = flow;
            progress.paint(ui, article, notes, hits, scroll.heights(), bar, frame, style);
        }
    }
}

/// The sides that have a scroll bar.
fn sides(frame: &Frame) -> impl Iterator<Item = Lang> + use<> {
    let first = frame.metrics.first;
    [Some(first), frame.other.map(|_| first.other())].into_iter().flatten()
}

fn bar_id(ui: &Ui, lang: Lang, frame: &Frame) -> Id {
    ui.scope_id().with(("scroll bar", frame.other.map(|_| lang)))
}

fn thumb(flow: &Flow, bar: Rect) -> Rect {
    let view = f64::from(bar.height());
    let share = (view / flow.scroll.heights().total().max(1.0)).min(1.0) as f32;
    let height = (bar.height() * share).max(MIN_THUMB_POINTS).min(bar.height());
    let top = bar.top() + (bar.height() - height) * flow.scroll.fraction(view) as f32;
    Rect::from_min_size(pos2(bar.left() + 3.0, top), vec2(bar.width() - 6.0, height))
}
