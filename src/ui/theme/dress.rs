//! The controls around the page in the colours of a theme.

use super::Palette;
use eframe::egui::style::ScrollStyle;
use eframe::egui::{self, CornerRadius, FontFamily, FontId, Stroke, TextStyle, Ui, Visuals, vec2};

impl Palette {
    /// Dresses everything around the page in these colours. Cheap; call it when the palette changes.
    pub fn dress(&self, ctx: &egui::Context) {
        let base = if self.is_dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(base);
        ctx.set_visuals_of(base, self.visuals());
        ctx.all_styles_mut(|style| {
            style.spacing.button_padding = vec2(8.0, 4.0);
            style.spacing.item_spacing = vec2(8.0, 6.0);
            style.spacing.interact_size.y = 24.0;
            style.spacing.scroll = scroll_bar();
            let font = |size| FontId::new(size, FontFamily::Proportional);
            style.text_styles = [
                (TextStyle::Small, font(12.0)),
                (TextStyle::Body, font(14.0)),
                (TextStyle::Button, font(14.0)),
                (TextStyle::Heading, font(20.0)),
                (TextStyle::Monospace, font(14.0)),
            ]
            .into();
        });
    }

    fn visuals(&self) -> Visuals {
        let mut visuals = if self.is_dark { Visuals::dark() } else { Visuals::light() };
        visuals.panel_fill = self.chrome;
        visuals.window_fill = self.chrome;
        visuals.window_stroke = Stroke::new(1.0, self.rule);
        visuals.extreme_bg_color = self.page;
        visuals.faint_bg_color = self.button;
        visuals.hyperlink_color = self.accent;
        visuals.warn_fg_color = self.accent;
        visuals.error_fg_color = self.accent;
        visuals.weak_text_color = Some(self.quiet);
        visuals.selection.bg_fill = self.pinned_tint;
        visuals.selection.stroke = Stroke::new(1.0, self.text);
        let widgets = &mut visuals.widgets;
        let (plain, hovered) = (self.button, self.button_hover);
        for (state, fill) in [
            (&mut widgets.noninteractive, self.chrome),
            (&mut widgets.inactive, plain),
            (&mut widgets.hovered, hovered),
            (&mut widgets.active, hovered),
            (&mut widgets.open, hovered),
        ] {
            state.bg_fill = fill;
            state.weak_bg_fill = fill;
            state.fg_stroke = Stroke::new(1.0, self.text);
            state.bg_stroke = Stroke::NONE;
            state.corner_radius = CornerRadius::same(4);
            state.expansion = 0.0;
        }
        widgets.noninteractive.bg_stroke = Stroke::new(1.0, self.rule);
        // The focused widget is drawn as hovered or active: a ring tells it from the rest.
        widgets.hovered.bg_stroke = Stroke::new(1.0, self.accent);
        widgets.active.bg_stroke = Stroke::new(1.5, self.accent);
        visuals
    }
}

/// The bars of lists and sheets look as the page's does: always there, beside what they move, without a track. Their colour is that of text
/// shining through, so it suits every theme.
fn scroll_bar() -> ScrollStyle {
    ScrollStyle {
        floating: true,
        bar_width: BAR_POINTS,
        floating_width: BAR_POINTS,
        floating_allocated_width: BAR_POINTS + BAR_GAP_POINTS,
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.2,
        active_handle_opacity: 0.2,
        interact_handle_opacity: 0.55,
        handle_min_length: 32.0,
        ..ScrollStyle::solid()
    }
}

const BAR_POINTS: f32 = 8.0;
/// Between a bar and what it moves.
const BAR_GAP_POINTS: f32 = 6.0;

/// Draws fields, ticks and radio buttons, which have no ground to stand out from where they lie on a bar or in a menu: with a line around
/// them.
pub fn outlined_ui<R>(ui: &mut Ui, palette: &Palette, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        // Menus take the lines away even from what the pointer is on.
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            if state.bg_stroke.is_empty() {
                state.bg_stroke = Stroke::new(1.0, palette.outline);
            }
        }
        add(ui)
    })
    .inner
}

/// Words and buttons on a line that wraps, the words level with the buttons: as high as a button is every line of it.
pub fn level_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        let button_points = ui.text_style_height(&TextStyle::Button) + 2.0 * ui.spacing().button_padding.y;
        ui.spacing_mut().interact_size.y = button_points.max(ui.spacing().interact_size.y);
        ui.horizontal_wrapped(add).inner
    })
    .inner
}
