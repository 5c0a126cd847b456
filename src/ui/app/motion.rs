//! Motion, for readers who want none. The toolkit asks no desktop for that (egui 0.37), so it is a choice of this program.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Context, Event, MouseWheelUnit, RawInput, Style, TouchPhase, vec2};

/// The toolkit smooths the wheel's steps from 8 points on.
const STEP_POINTS: f32 = 7.0;
/// Where the toolkit has not said how high the window is.
const PAGE_POINTS: f32 = 600.0;
/// More steps in one event than any wheel makes.
const MOST_STEPS: f32 = 4096.0;

/// Lets the toolkit animate nothing, or what it animates by default.
pub(super) fn reduce(ctx: &Context, is_reduced: bool) {
    let usual = Style::default();
    let motion =
        if is_reduced { (0.0, ScrollAnimation::none()) } else { (usual.animation_time, usual.scroll_animation) };
    ctx.all_styles_mut(|style| (style.animation_time, style.scroll_animation) = motion);
}

/// Parts each turn of a wheel into steps that are too short to be smoothed, so that all of it is scrolled in this very frame.
pub(super) fn scroll_at_once(input: &mut RawInput, line_points: f32) {
    let page_points = input.screen_rect.map_or(PAGE_POINTS, |rect| rect.height());
    for event in std::mem::take(&mut input.events) {
        let Event::MouseWheel { unit, delta, phase: TouchPhase::Move, source, modifiers } = event else {
            input.events.push(event);
            continue;
        };
        let delta = delta
            * match unit {
                MouseWheelUnit::Point => 1.0,
                MouseWheelUnit::Line => line_points,
                MouseWheelUnit::Page => page_points,
            };
        let steps = (delta.length() / STEP_POINTS).ceil().clamp(1.0, MOST_STEPS);
        let delta = vec2(delta.x / steps, delta.y / steps);
        let step = Event::MouseWheel { unit: MouseWheelUnit::Point, delta, phase: TouchPhase::Move, source, modifiers };
        input.events.extend(std::iter::repeat_n(step, steps as usize));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Modifiers, MouseWheelSource};

    #[test]
    fn a_turn_of_the_wheel_is_scrolled_in_one_frame() {
        for (unit, turned, points) in [
            (MouseWheelUnit::Line, -3.0, -120.0),
            (MouseWheelUnit::Point, 90.0, 90.0),
            (MouseWheelUnit::Point, -2.0, -2.0),
            (MouseWheelUnit::Page, 1.0, 600.0),
        ] {
            let ctx = Context::default();
            let wheel = Event::MouseWheel {
                unit,
                delta: vec2(0.0, turned),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Unknown,
                modifiers: Modifiers::NONE,
            };
            let mut input = RawInput { events: vec![wheel], ..RawInput::default() };
            scroll_at_once(&mut input, 40.0);
            let mut scrolled = 0.0;
            let mut output = ctx.run_ui(input, |ui| scrolled = ui.input(|input| input.smooth_scroll_delta().y));
            output.textures_delta.clear();
            assert!((scrolled - points).abs() < 0.1, "{unit:?} {turned}: {scrolled}");
        }
    }
}
