//! The colours of the page and of the controls around it, for every theme. The only place that names colours.

use crate::model::{Colour, Theme};
use eframe::egui::{self, Color32, CornerRadius, FontFamily, FontId, Stroke, TextStyle, Ui, Visuals, vec2};

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// True if text is lighter than the page.
    pub is_dark: bool,
    /// The page.
    pub page: Color32,
    /// Bars, menus and windows around the page.
    pub chrome: Color32,
    /// Running text.
    pub text: Color32,
    /// Captions, datelines, the status line: quieter, still at least 4.5:1 on the page.
    pub quiet: Color32,
    /// Lines between parts; decoration only.
    pub rule: Color32,
    /// Lines around what is written in or ticked, at least 3:1 on bars.
    pub outline: Color32,
    /// Under the sentence the pointer is on, and its counterpart.
    pub hover_tint: Color32,
    /// Under the pinned pair.
    pub pinned_tint: Color32,
    /// Under text that is selected.
    pub text_tint: Color32,
    /// Under what was looked for and found.
    pub hit_tint: Color32,
    /// Under the one of them that the reader is at; its text is never quiet.
    pub hit_here_tint: Color32,
    /// Under a word the pointer is on or that is looked up, and under its counterpart where that is sure.
    pub word_tint: Color32,
    /// Under a counterpart that is only likely.
    pub likely_word_tint: Color32,
    /// The four tones of Chinese and the neutral one, on bars and cards.
    pub tones: [Color32; 5],
    /// Focus, progress, links.
    pub accent: Color32,
    /// Under a button.
    pub button: Color32,
    /// Under a button that the pointer is on.
    pub button_hover: Color32,
    /// Under a message that asks for attention.
    pub notice: Color32,
    /// The colours of notes, in the order of [`Colour::ALL`].
    pub notes: [NoteColour; 5],
}

/// How one colour of notes looks in a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoteColour {
    /// Under the text.
    pub tint: Color32,
    /// Lines and marks, at least 3:1 on the page and on bars.
    pub ink: Color32,
}

const fn note_colours(hex: [(u32, u32); 5]) -> [NoteColour; 5] {
    let [yellow, green, blue, pink, purple] = hex;
    [note_colour(yellow), note_colour(green), note_colour(blue), note_colour(pink), note_colour(purple)]
}

const fn note_colour((tint, ink): (u32, u32)) -> NoteColour {
    NoteColour { tint: rgb(tint), ink: rgb(ink) }
}

const fn tones(hex: [u32; 5]) -> [Color32; 5] {
    let [first, second, third, fourth, neutral] = hex;
    [rgb(first), rgb(second), rgb(third), rgb(fourth), rgb(neutral)]
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const LIGHT: Palette = Palette {
    is_dark: false,
    page: rgb(0xff_ff_ff),
    chrome: rgb(0xf5_f5_f4),
    text: rgb(0x17_17_17),
    quiet: rgb(0x5f_5f_5f),
    rule: rgb(0xdd_dd_da),
    outline: rgb(0x8c_8c_88),
    hover_tint: rgb(0xdd_e9_f8),
    pinned_tint: rgb(0xff_ed_b8),
    text_tint: rgb(0xc2_dc_fd),
    hit_tint: rgb(0xb4_ef_e2),
    hit_here_tint: rgb(0x57_d9_c2),
    word_tint: rgb(0xff_d2_b8),
    likely_word_tint: rgb(0xff_e6_d4),
    tones: tones([0xb3_26_1e, 0x1c_72_30, 0x1f_5f_c0, 0x7b_3f_b5, 0x5f_5f_5f]),
    accent: rgb(0x1f_5f_a8),
    button: rgb(0xe6_e6_e3),
    button_hover: rgb(0xd8_d8_d4),
    notice: rgb(0xfd_f3_d7),
    notes: note_colours([
        (0xff_f8_c2, 0x9c_76_00),
        (0xdf_f4_db, 0x2f_84_43),
        (0xdc_ec_fc, 0x2b_6f_c0),
        (0xfc_e2_ec, 0xc2_3a_72),
        (0xea_e2_fb, 0x7b_4e_c4),
    ]),
};

const DARK: Palette = Palette {
    is_dark: true,
    page: rgb(0x22_22_22),
    chrome: rgb(0x1b_1b_1b),
    text: rgb(0xe0_e0_e0),
    quiet: rgb(0xb6_b6_b6),
    rule: rgb(0x3c_3c_3c),
    outline: rgb(0x70_70_70),
    hover_tint: rgb(0x2d_36_40),
    pinned_tint: rgb(0x4c_40_1a),
    text_tint: rgb(0x1e_48_73),
    hit_tint: rgb(0x1c_4d_48),
    hit_here_tint: rgb(0x0f_6a_62),
    word_tint: rgb(0x6b_39_1f),
    likely_word_tint: rgb(0x4a_36_2a),
    tones: tones([0xff_8a_80, 0x7f_d0_8f, 0x8a_b8_f5, 0xcf_a4_f5, 0xb6_b6_b6]),
    accent: rgb(0x82_b6_ee),
    button: rgb(0x33_33_33),
    button_hover: rgb(0x42_42_42),
    notice: rgb(0x3c_35_1f),
    notes: note_colours([
        (0x3d_38_1a, 0xd8_ba_3c),
        (0x22_3b_27, 0x6f_c2_7d),
        (0x1f_36_4e, 0x6f_ad_f0),
        (0x48_27_38, 0xf0_8f_b6),
        (0x38_2c_4d, 0xb9_9d_f0),
    ]),
};

const SEPIA: Palette = Palette {
    is_dark: false,
    page: rgb(0xf1_e8_d0),
    chrome: rgb(0xe8_dd_c2),
    text: rgb(0x5b_46_36),
    quiet: rgb(0x6c_58_45),
    rule: rgb(0xd2_c3_a2),
    outline: rgb(0x8a_78_58),
    hover_tint: rgb(0xd9_de_d4),
    pinned_tint: rgb(0xf6_d4_8c),
    text_tint: rgb(0xcb_d7_e2),
    hit_tint: rgb(0xbc_dc_cb),
    hit_here_tint: rgb(0x86_cd_b6),
    word_tint: rgb(0xf8_cd_a8),
    likely_word_tint: rgb(0xf2_d9_bc),
    tones: tones([0xa0_20_18, 0x2c_64_20, 0x1d_4f_96, 0x6a_35_92, 0x6c_58_45]),
    accent: rgb(0x8a_4a_12),
    button: rgb(0xdb_cd_ac),
    button_hover: rgb(0xcf_be_97),
    notice: rgb(0xf5_dd_a6),
    notes: note_colours([
        (0xf6_e6_a8, 0x8c_67_00),
        (0xe2_ea_c6, 0x4c_76_26),
        (0xdd_e6_e2, 0x2f_6a_94),
        (0xf5_da_d0, 0xb0_3f_5a),
        (0xe8_dd_e4, 0x78_4d_93),
    ]),
};

const SEPIA_DARK: Palette = Palette {
    is_dark: true,
    page: rgb(0x34_2e_25),
    chrome: rgb(0x2a_25_1d),
    text: rgb(0xff_d5_95),
    quiet: rgb(0xd6_b6_83),
    rule: rgb(0x4d_44_36),
    outline: rgb(0x8d_7c_60),
    hover_tint: rgb(0x3a_44_40),
    pinned_tint: rgb(0x5c_46_10),
    text_tint: rgb(0x2a_4c_70),
    hit_tint: rgb(0x14_53_4c),
    hit_here_tint: rgb(0x0c_6a_60),
    word_tint: rgb(0x74_3a_1e),
    likely_word_tint: rgb(0x54_38_26),
    tones: tones([0xff_9d_85, 0xa4_cf_7e, 0x9c_c4_ec, 0xd6_b0_f0, 0xd6_b6_83]),
    accent: rgb(0xf0_a8_60),
    button: rgb(0x40_38_2c),
    button_hover: rgb(0x4c_43_34),
    notice: rgb(0x4a_3c_1c),
    notes: note_colours([
        (0x4a_43_1a, 0xd9_b5_3a),
        (0x34_45_2a, 0x8f_c0_6a),
        (0x2f_42_50, 0x86_b4_dc),
        (0x54_33_3a, 0xf0_94_a2),
        (0x45_38_50, 0xc6_a4_e6),
    ]),
};

const HIGH_CONTRAST: Palette = Palette {
    is_dark: true,
    page: rgb(0x00_00_00),
    chrome: rgb(0x00_00_00),
    text: rgb(0xff_ff_ff),
    quiet: rgb(0xec_ec_ec),
    rule: rgb(0x8a_8a_8a),
    outline: rgb(0xff_ff_ff),
    hover_tint: rgb(0x13_27_3a),
    pinned_tint: rgb(0x5a_48_00),
    text_tint: rgb(0x0d_40_80),
    hit_tint: rgb(0x00_45_40),
    hit_here_tint: rgb(0x00_60_59),
    word_tint: rgb(0x7a_34_10),
    likely_word_tint: rgb(0x48_26_14),
    tones: tones([0xff_9a_8f, 0x7f_e8_9a, 0x8c_c8_ff, 0xd8_b8_ff, 0xec_ec_ec]),
    accent: rgb(0xff_e1_4d),
    button: rgb(0x24_24_24),
    button_hover: rgb(0x3d_3d_3d),
    notice: rgb(0x3a_2f_00),
    notes: note_colours([
        (0x3a_36_00, 0xff_e1_4d),
        (0x10_3d_18, 0x6f_e0_8a),
        (0x0a_32_58, 0x7c_c0_ff),
        (0x52_1a_34, 0xff_9c_c4),
        (0x38_24_5e, 0xcd_b0_ff),
    ]),
};

impl Palette {
    /// The colours of a theme; `system_is_dark` decides for [`Theme::System`].
    #[must_use]
    pub fn of(theme: Theme, system_is_dark: bool) -> &'static Self {
        match theme {
            Theme::System if system_is_dark => &DARK,
            Theme::System | Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
            Theme::Sepia => &SEPIA,
            Theme::SepiaDark => &SEPIA_DARK,
            Theme::HighContrast => &HIGH_CONTRAST,
        }
    }

    /// How a colour of notes looks.
    #[must_use]
    pub fn note(&self, colour: Colour) -> NoteColour {
        self.notes[colour as usize]
    }

    /// Text beside the sentence being read, where a reader asked for that: at least 3:1 on the page.
    #[must_use]
    pub fn dimmed(&self) -> Color32 {
        self.text.lerp_to_gamma(self.page, 0.36)
    }

    /// What stands for covered text; decoration only.
    #[must_use]
    pub fn veil(&self) -> Color32 {
        self.page.lerp_to_gamma(self.text, 0.16)
    }

    /// Dresses everything around the page in these colours. Cheap; call it when the palette changes.
    pub fn dress(&self, ctx: &egui::Context) {
        let base = if self.is_dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(base);
        ctx.set_visuals_of(base, self.visuals());
        ctx.all_styles_mut(|style| {
            style.spacing.button_padding = vec2(8.0, 4.0);
            style.spacing.item_spacing = vec2(8.0, 6.0);
            style.spacing.interact_size.y = 24.0;
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

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::containers::menu::menu_style;

    fn linear(v: u8) -> f64 {
        let v = f64::from(v) / 255.0;
        if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    }

    /// Relative luminance, WCAG 2.2.
    fn luminance(color: Color32) -> f64 {
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    /// How different two colours look: CIE 1976, 2 is just visible.
    fn distance(a: Color32, b: Color32) -> f64 {
        let lab = |color: Color32| {
            let [red, green, blue] = [color.r(), color.g(), color.b()].map(linear);
            let tristimulus = [
                (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
                0.2126 * red + 0.7152 * green + 0.0722 * blue,
                (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
            ];
            let seen = tristimulus.map(|v| if v > 0.008_856 { v.cbrt() } else { 7.787 * v + 16.0 / 116.0 });
            [116.0 * seen[1] - 16.0, 500.0 * (seen[0] - seen[1]), 200.0 * (seen[1] - seen[2])]
        };
        let (a, b) = (lab(a), lab(b));
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    const ALL: [(&str, Palette); 5] = [
        ("light", LIGHT),
        ("dark", DARK),
        ("sepia", SEPIA),
        ("sepia dark", SEPIA_DARK),
        ("high contrast", HIGH_CONTRAST),
    ];

    #[test]
    fn text_stands_out_wherever_it_is_drawn() {
        for (name, p) in ALL {
            for (what, ink, ground) in [
                ("text on page", p.text, p.page),
                ("text on hover", p.text, p.hover_tint),
                ("text on pinned", p.text, p.pinned_tint),
                ("text on bars", p.text, p.chrome),
                ("text on buttons", p.text, p.button),
                ("text on hovered buttons", p.text, p.button_hover),
                ("text on notices", p.text, p.notice),
                ("text on selected text", p.text, p.text_tint),
                ("quiet on selected text", p.quiet, p.text_tint),
                ("text on hits", p.text, p.hit_tint),
                ("text on the present hit", p.text, p.hit_here_tint),
                ("quiet on hits", p.quiet, p.hit_tint),
                ("text on words", p.text, p.word_tint),
                ("quiet on words", p.quiet, p.word_tint),
                ("text on likely words", p.text, p.likely_word_tint),
                ("quiet on likely words", p.quiet, p.likely_word_tint),
                ("the first tone on cards", p.tones[0], p.chrome),
                ("the second tone on cards", p.tones[1], p.chrome),
                ("the third tone on cards", p.tones[2], p.chrome),
                ("the fourth tone on cards", p.tones[3], p.chrome),
                ("the neutral tone on cards", p.tones[4], p.chrome),
                ("quiet on page", p.quiet, p.page),
                ("quiet on bars", p.quiet, p.chrome),
                ("quiet on hover", p.quiet, p.hover_tint),
                ("quiet on pinned", p.quiet, p.pinned_tint),
                ("accent on page", p.accent, p.page),
                ("accent on bars", p.accent, p.chrome),
            ] {
                // WCAG's AA; its AAA where a reader asks for contrast.
                let least = if name == "high contrast" { 7.0 } else { 4.5 };
                let ratio = contrast(ink, ground);
                assert!(ratio >= least, "{name}: {what} is {ratio:.2}:1, less than {least}:1");
            }
        }
    }

    #[test]
    fn dimmed_text_can_be_read_and_is_quieter_than_the_rest() {
        for (name, p) in ALL {
            let [dimmed, text] = [p.dimmed(), p.text].map(|ink| contrast(ink, p.page));
            assert!(dimmed >= 3.0, "{name}: dimmed text is {dimmed:.2}:1");
            assert!(dimmed < 0.6 * text, "{name}: dimmed text is {dimmed:.2}:1, other text {text:.2}:1");
        }
    }

    #[test]
    fn fields_and_ticks_stand_out_from_bars() {
        for (name, p) in ALL {
            for ground in [p.chrome, p.page] {
                let ratio = contrast(p.outline, ground);
                assert!(ratio >= 3.0, "{name}: {ratio:.2}:1 on {ground:?}");
            }
        }
    }

    #[test]
    fn ticks_stand_out_in_menus_too() {
        for (name, p) in ALL {
            let ctx = egui::Context::default();
            p.dress(&ctx);
            let mut strokes = Vec::new();
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                menu_style(ui.style_mut());
                outlined_ui(ui, &p, |ui| {
                    let widgets = &ui.visuals().widgets;
                    strokes = [widgets.inactive, widgets.hovered, widgets.active].map(|state| state.bg_stroke).to_vec();
                });
            });
            output.textures_delta.clear();
            for stroke in strokes {
                let ratio = contrast(stroke.color, p.chrome);
                assert!(stroke.width >= 1.0 && ratio >= 3.0, "{name}: {ratio:.2}:1 with {stroke:?}");
            }
        }
    }

    #[test]
    fn the_ring_around_what_has_the_keyboard_stands_out() {
        for (name, p) in ALL {
            for ground in [p.page, p.chrome, p.button, p.button_hover, p.notice] {
                let ratio = contrast(p.accent, ground);
                assert!(ratio >= 3.0, "{name}: {ratio:.2}:1 on {ground:?}");
            }
        }
    }

    #[test]
    fn notes_can_be_read_and_told_apart() {
        for (name, p) in ALL {
            for (i, note) in p.notes.iter().enumerate() {
                for (what, ink, ground, least) in [
                    ("text on its tint", p.text, note.tint, 4.5),
                    ("quiet text on its tint", p.quiet, note.tint, 4.5),
                    ("its mark on the page", note.ink, p.page, 3.0),
                    ("its mark on bars", note.ink, p.chrome, 3.0),
                    ("its line under the text", note.ink, note.tint, 3.0),
                    ("its line on a pinned pair", note.ink, p.pinned_tint, 3.0),
                    ("a tick on its mark", p.page, note.ink, 3.0),
                ] {
                    let ratio = contrast(ink, ground);
                    assert!(ratio >= least, "{name}: colour {i}: {what} is {ratio:.2}:1, less than {least}:1");
                }
                assert_ne!(note.tint, p.page);
                assert!(p.notes[i + 1..].iter().all(|other| other != note));
            }
        }
    }

    #[test]
    fn tints_can_be_told_from_the_page_and_from_each_other() {
        for (name, p) in ALL {
            assert!(contrast(p.page, p.pinned_tint) > 1.1);
            let [hover, pinned] = [p.hover_tint, p.pinned_tint].map(|tint| distance(tint, p.page));
            assert!(hover > 9.0, "{name}: a hovered pair is {hover:.1} from the page");
            assert!(
                pinned > 1.8 * hover,
                "{name}: a pinned pair is {pinned:.1} from the page, a hovered one {hover:.1}"
            );
            assert!(distance(p.pinned_tint, p.hover_tint) > pinned);
            for (what, other) in
                [("page", p.page), ("bars", p.chrome), ("hover", p.hover_tint), ("pinned", p.pinned_tint)]
            {
                let hit = distance(p.hit_tint, other);
                assert!(hit > 10.0, "{name}: a hit is {hit:.1} from {what}");
            }
            for (what, other) in [("page", p.page), ("hover", p.hover_tint), ("hits", p.hit_tint)] {
                let text = distance(p.text_tint, other);
                assert!(text > 10.0, "{name}: selected text is {text:.1} from {what}");
            }
            for (what, other) in [("page", p.page), ("hover", p.hover_tint), ("pinned", p.pinned_tint)] {
                let (sure, likely) = (distance(p.word_tint, other), distance(p.likely_word_tint, other));
                assert!(sure > 16.0 && likely > 6.0, "{name}: lit words are {sure:.1} and {likely:.1} from {what}");
            }
            let apart = distance(p.word_tint, p.likely_word_tint);
            assert!(apart > 8.0, "{name}: sure and likely words are {apart:.1} apart");
            let here = distance(p.hit_here_tint, p.hit_tint);
            assert!(here > 8.0, "{name}: the present hit is {here:.1} from the others");
        }
    }
}
