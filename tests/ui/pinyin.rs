//! Pinyin above the characters: switched on and off, the text staying where it is, and looked at.

use super::{Bench, english, settings};
use duizhao::model::{Arrangement, InterfaceLang, PageView, Sides, Theme};
use duizhao::state::Command;
use eframe::egui::{Key, Rect, Shape, pos2};
use egui_kittest::SnapshotOptions;
use egui_kittest::kittest::{NodeT, Queryable};

const TOP: &str = "When the microphones pick up porpoises, a message goes to every vessel within three kilometres, asking it to \
     slow to 8 knots.";
const TOP_ZH: &str = "一旦麦克风捕捉到鼠海豚的声音,三公里范围内的每艘船都会收到一条信息,请它把航速降到8节。";

fn show(bench: &mut Bench, view: PageView) {
    bench.send(Command::SetView(view));
    bench.settle();
}

/// Letters that were made narrower show at their very edge what is beside them in the toolkit's picture of all glyphs, and that depends on which
/// were needed first.
fn picture(bench: &mut Bench, name: &str) {
    const EDGE_PIXELS: usize = 40;
    bench.harness.snapshot_options(name, &SnapshotOptions::new().max_failed_pixels(EDGE_PIXELS));
}

fn rect(bench: &Bench, name: &str) -> Rect {
    bench.harness.get_by_label(name).rect()
}

/// Every line of text that is drawn.
fn drawn(bench: &Bench) -> Vec<String> {
    let shapes = bench.harness.output().shapes.iter();
    let texts = shapes.filter_map(|clipped| if let Shape::Text(text) = &clipped.shape { Some(text) } else { None });
    texts.flat_map(|text| text.galley.rows.iter().map(|row| row.text())).collect()
}

fn has(bench: &Bench, syllable: &str) -> bool {
    drawn(bench).iter().any(|text| text == syllable)
}

#[test]
fn a_key_and_the_menu_show_it_and_hide_it() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    assert!(!has(&bench, "biāo"));
    let nodes = |bench: &Bench| {
        let labels = bench.harness.get_all_by_role(eframe::egui::accesskit::Role::ListItem);
        labels.filter_map(|node| node.accesskit_node().label()).take(6).collect::<Vec<_>>()
    };
    let before = nodes(&bench);
    bench.press(Key::P);
    assert!(bench.session().view().has_pinyin);
    for syllable in ["mù", "biāo", "hěn", "jiǎn", "dān"] {
        assert!(has(&bench, syllable), "{syllable}");
    }
    assert_eq!(nodes(&bench), before, "to a screen reader nothing changes");
    choose(&mut bench, "Pinyin above the characters");
    assert!(!bench.session().view().has_pinyin && !has(&bench, "biāo"));
}

fn choose(bench: &mut Bench, label: &str) {
    for label in ["View", "Pinyin", label] {
        bench.harness.get_by_label(label).click();
        bench.settle();
    }
}

#[test]
fn words_that_the_reader_knows_need_none() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    choose(&mut bench, "Words above HSK 3");
    bench.harness.hover_at(pos2(2.0, 300.0));
    bench.settle();
    let view = bench.session().view();
    assert!(view.has_pinyin && view.pinyin_above_level == 3);
    // 很 and 简单 are easy; 桑盖特 is a name and has no level.
    assert!(!has(&bench, "hěn") && !has(&bench, "jiǎn") && has(&bench, "sāng") && has(&bench, "gǎng"));
    picture(&mut bench, "pinyin_above_level");
    choose(&mut bench, "Every word");
    assert!(has(&bench, "hěn") && has(&bench, "gǎng"));
}

#[test]
fn what_is_covered_has_none() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.harness.hover_at(pos2(2.0, 300.0));
    show(&mut bench, PageView { has_pinyin: true, is_covered: true, ..PageView::default() });
    assert!(!has(&bench, "biāo"));
    bench.harness.get_by_label("The aim is simple.").click();
    bench.settle();
    bench.press(Key::R);
    assert!(has(&bench, "biāo") && !has(&bench, "dēng"), "only what is uncovered");
}

#[test]
fn the_text_at_the_top_stays_there() {
    let arrangements = [
        PageView::default(),
        PageView { is_swapped: true, ..PageView::default() },
        PageView { arrangement: Arrangement::Stacked, ..PageView::default() },
        PageView { sides: Sides::Zh, ..PageView::default() },
    ];
    for view in arrangements {
        let mut bench = Bench::with_sample(1200.0, 600.0, english());
        show(&mut bench, view);
        let top = if view.sides == Sides::Zh { TOP_ZH } else { TOP };
        bench.harness.hover_at(pos2(600.0, 300.0));
        bench.wheel(-300.0);
        let above = rect(&bench, top).top() - 50.0;
        bench.wheel(-above);
        // Below the characters there is the same room with pinyin and without.
        let line = |bench: &Bench| rect(bench, top).bottom();
        let (before, moved) = (line(&bench), rect(&bench, top).top());
        assert!((moved - 50.0).abs() < 1.0, "{view:?}: {moved}");
        for has_pinyin in [true, false, true, false] {
            bench.press(Key::P);
            assert_eq!(bench.session().view().has_pinyin, has_pinyin);
            let now = line(&bench);
            assert!((now - before).abs() <= 0.5, "{view:?}, pinyin {has_pinyin}: {now}, not {before}");
        }
    }
}

#[test]
fn a_picture_of_pinyin_and_a_pinned_pair() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    show(&mut bench, PageView { has_pinyin: true, ..PageView::default() });
    bench.harness.get_by_label("The aim is simple.").click();
    bench.settle();
    bench.harness.get_by_label_contains("港务局在灯塔").hover();
    bench.settle();
    picture(&mut bench, "pinyin_light");
}

#[test]
fn a_picture_of_pinyin_in_stacked_sides() {
    let mut bench = Bench::with_sample(1000.0, 800.0, settings(Theme::SepiaDark, InterfaceLang::En));
    show(&mut bench, PageView { has_pinyin: true, arrangement: Arrangement::Stacked, ..PageView::default() });
    picture(&mut bench, "pinyin_sepia_dark");
}

#[test]
fn a_picture_of_pinyin_on_one_side_with_one_sentence_in_full_ink() {
    let mut bench = Bench::with_sample(1000.0, 700.0, settings(Theme::Dark, InterfaceLang::Zh));
    show(&mut bench, PageView { has_pinyin: true, sides: Sides::Zh, is_focused: true, ..PageView::default() });
    bench.harness.get_by_label("目标很简单。").click();
    bench.settle();
    picture(&mut bench, "pinyin_dark");
}
