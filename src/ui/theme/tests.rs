use super::*;
use eframe::egui;
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

const ALL: [(&str, Palette); 5] =
    [("light", LIGHT), ("dark", DARK), ("sepia", SEPIA), ("sepia dark", SEPIA_DARK), ("high contrast", HIGH_CONTRAST)];

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
            for (what, other) in [("page", p.page), ("hover", p.hover_tint), ("pinned", p.pinned_tint)] {
                let apart = distance(note.tint, other);
                assert!(apart > 6.0, "{name}: colour {i} is {apart:.1} from {what}");
            }
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
        assert!(pinned > 1.8 * hover, "{name}: a pinned pair is {pinned:.1} from the page, a hovered one {hover:.1}");
        assert!(distance(p.pinned_tint, p.hover_tint) > pinned);
        for (what, other) in [("page", p.page), ("bars", p.chrome), ("hover", p.hover_tint), ("pinned", p.pinned_tint)]
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
