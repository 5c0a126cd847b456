//! The modes of reading: one side, swapped, covered, stacked, only one sentence in full ink.

use super::{Bench, click_at, english, is_aligned, settings};
use duizhao::model::{Arrangement, InterfaceLang, PageView, Sides, Theme};
use duizhao::state::{Command, LoadRequest};
use eframe::egui::{Key, Modifiers, Rect, pos2, vec2};
use egui_kittest::kittest::Queryable;

#[path = "cover.rs"]
mod cover;

const AIM: &str = "The aim is simple.";
const AIM_ZH: &str = "目标很简单。";
const COVERED: &str = "Covered sentence";

fn rect(bench: &Bench, name: &str) -> Rect {
    bench.sentence(name).rect()
}

fn shows(bench: &Bench, name: &str) -> bool {
    bench.harness.query_all_by_label(name).next().is_some()
}

fn show(bench: &mut Bench, view: PageView) {
    bench.send(Command::SetView(view));
    bench.settle();
}

fn away(bench: &mut Bench) {
    bench.harness.hover_at(pos2(2.0, 300.0));
    bench.settle();
}

#[test]
fn each_side_can_be_read_alone_and_nothing_else_can_be_walked_to() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    for (label, shown, hidden) in [("English only", AIM, AIM_ZH), ("Chinese only", AIM_ZH, AIM)] {
        bench.harness.get_by_label("View").click();
        bench.settle();
        bench.harness.get_by_label(label).click();
        bench.settle();
        assert!(shows(&bench, shown) && !shows(&bench, hidden), "{label}");
        let only = bench.session().view().sides.only();
        for _ in 0..40 {
            bench.harness.key_press(Key::ArrowDown);
            bench.harness.step();
            assert_eq!(bench.session().selection().map(|s| s.lang), only);
        }
        bench.press(Key::Home);
    }
    bench.harness.get_by_label("View").click();
    bench.settle();
    bench.harness.get_by_label("Both languages").click();
    bench.settle();
    assert!(shows(&bench, AIM) && shows(&bench, AIM_ZH));
}

#[test]
fn sides_are_swapped() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    let lefts = |bench: &Bench| (rect(bench, AIM).left(), rect(bench, AIM_ZH).left());
    let (en, zh) = lefts(&bench);
    assert!(en < zh);
    bench.press(Key::F8);
    let (en, zh) = lefts(&bench);
    assert!(zh < en);
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    bench.settle();
    assert!(rect(&bench, AIM_ZH).bottom() <= rect(&bench, AIM).top(), "above, when stacked");
}

#[test]
fn stacked_and_aligned_are_chosen_by_keys() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    bench.settle();
    assert_eq!(bench.session().view().arrangement, Arrangement::Stacked);
    assert!(rect(&bench, AIM).bottom() <= rect(&bench, AIM_ZH).top());
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    bench.settle();
    assert!(rect(&bench, AIM).left() < rect(&bench, AIM_ZH).left());
}

#[test]
fn a_covered_sentence_is_seen_by_the_pointer_by_a_click_or_by_a_key() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    let plain = rect(&bench, AIM_ZH);
    away(&mut bench);
    bench.press(Key::C);
    assert!(shows(&bench, AIM) && !shows(&bench, AIM_ZH), "a screen reader is not told either");
    let covered: Vec<Rect> = bench.harness.get_all_by_label(COVERED).map(|node| node.rect()).collect();
    assert!(covered.contains(&plain), "nothing moves");

    bench.harness.get_by_label(AIM).hover();
    bench.settle();
    assert!(!shows(&bench, AIM_ZH), "the pointer is on its translation");
    bench.harness.hover_at(plain.center());
    bench.settle();
    assert!(shows(&bench, AIM_ZH), "the pointer is on it");
    away(&mut bench);
    assert!(!shows(&bench, AIM_ZH));

    bench.harness.get_by_label(AIM).click();
    bench.settle();
    assert!(!shows(&bench, AIM_ZH), "pinned from the other side");
    bench.press(Key::R);
    assert!(shows(&bench, AIM_ZH), "asked for");
    bench.press(Key::R);
    assert!(!shows(&bench, AIM_ZH), "and covered again");
    bench.press(Key::Escape);

    click_at(&mut bench, plain.center());
    away(&mut bench);
    assert!(shows(&bench, AIM_ZH), "clicked");
    bench.press(Key::ArrowDown);
    assert!(!shows(&bench, AIM_ZH), "the next one is pinned");
    bench.press(Key::C);
    assert!(shows(&bench, AIM_ZH));
}

#[test]
fn swapped_the_other_side_is_covered() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    away(&mut bench);
    show(&mut bench, PageView { is_swapped: true, is_covered: true, ..PageView::default() });
    assert!(shows(&bench, AIM_ZH) && !shows(&bench, AIM));
    show(&mut bench, PageView { sides: Sides::En, is_covered: true, ..PageView::default() });
    assert!(shows(&bench, AIM), "alone it is there to be read");
}

#[test]
fn letters_typed_in_a_field_do_not_cover() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    bench.settle();
    for key in [Key::C, Key::F, Key::P, Key::R] {
        bench.press(key);
    }
    assert_eq!(bench.session().view(), PageView::default());
}

#[test]
fn the_sentence_at_the_top_stays_there_in_every_mode() {
    const TOP: &str = "When the microphones pick up porpoises, a message goes to every vessel within three kilometres, \
        asking it to slow to 8 knots.";
    let mut bench = Bench::with_sample(1200.0, 600.0, english());
    bench.harness.hover_at(pos2(300.0, 300.0));
    bench.wheel(-400.0);
    let above = rect(&bench, TOP).top() - 50.0;
    bench.wheel(-above);
    let top = rect(&bench, TOP).top();
    assert!((top - 50.0).abs() < 0.5, "{top}");
    away(&mut bench);
    for view in [
        PageView { arrangement: Arrangement::Stacked, ..PageView::default() },
        PageView { sides: Sides::En, ..PageView::default() },
        PageView { arrangement: Arrangement::Columns, ..PageView::default() },
        PageView { is_covered: true, ..PageView::default() },
        PageView { arrangement: Arrangement::Columns, is_sync_off: true, is_covered: true, ..PageView::default() },
        PageView { is_swapped: true, is_focused: true, ..PageView::default() },
        PageView { sides: Sides::Zh, ..PageView::default() },
        PageView::default(),
    ] {
        show(&mut bench, view);
        if view.sides != Sides::Zh {
            assert!((rect(&bench, TOP).top() - top).abs() <= 0.5, "{view:?}");
        }
    }
    for width in [900.0, 640.0, 500.0, 1300.0, 1200.0] {
        bench.harness.set_size(vec2(width, 600.0));
        bench.settle();
        assert!((rect(&bench, TOP).top() - top).abs() <= 0.5, "at {width}");
    }
    for size in [24.0, 12.0, 33.0, 18.0] {
        bench.send(Command::SetTextSize(size));
        bench.settle();
        assert!((rect(&bench, TOP).top() - top).abs() <= 0.5, "at {size}");
    }
}

#[test]
fn each_article_keeps_its_view_and_the_last_one_chosen_goes_for_the_rest() {
    let mut bench = Bench::new(1000.0, 700.0, english());
    let paths =
        ["a.txt", "b.txt", "c.txt"].map(|name| bench.write(name, "The boats are in.\n船都回来了。\n".as_bytes()));
    let open = |bench: &mut Bench, at: usize| {
        let path = paths[at].clone();
        bench.send(Command::Open(LoadRequest::files([path.clone()])));
        bench.wait("the file", move |s| is_aligned(s) && s.article().is_some_and(|a| a.paths() == [path.clone()]));
    };
    let stacked = PageView { arrangement: Arrangement::Stacked, ..PageView::default() };
    let swapped = PageView { is_swapped: true, ..PageView::default() };
    open(&mut bench, 0);
    show(&mut bench, stacked);
    bench.send(Command::SetTextSize(24.0));
    open(&mut bench, 1);
    assert_eq!((bench.session().view(), bench.session().text_size_points()), (stacked, 24.0));
    show(&mut bench, swapped);
    bench.send(Command::SetTextSize(15.0));
    open(&mut bench, 0);
    assert_eq!((bench.session().view(), bench.session().text_size_points()), (stacked, 24.0));
    open(&mut bench, 2);
    assert_eq!((bench.session().view(), bench.session().text_size_points()), (swapped, 15.0));
}

#[test]
fn a_picture_of_a_covered_side() {
    let mut bench = Bench::with_sample(1200.0, 800.0, settings(Theme::Dark, InterfaceLang::En));
    show(&mut bench, PageView { is_covered: true, ..PageView::default() });
    bench.harness.get_by_label(AIM).click();
    bench.settle();
    bench.press(Key::R);
    bench.harness.snapshot("cover_dark");
}

#[test]
fn a_picture_of_one_sentence_in_full_ink() {
    let mut bench = Bench::with_sample(1200.0, 800.0, settings(Theme::Sepia, InterfaceLang::En));
    bench.harness.get_by_label(AIM).click();
    away(&mut bench);
    bench.press(Key::F);
    bench.harness.snapshot("focus_sepia");
}

#[test]
fn a_picture_of_one_side() {
    let mut bench = Bench::with_sample(1000.0, 600.0, english());
    show(&mut bench, PageView { sides: Sides::Zh, ..PageView::default() });
    bench.harness.snapshot("one_side");
}

#[test]
fn a_picture_of_swapped_sides() {
    let mut bench = Bench::with_sample(1200.0, 600.0, english());
    show(&mut bench, PageView { is_swapped: true, ..PageView::default() });
    bench.harness.get_by_label(AIM).click();
    bench.settle();
    bench.harness.snapshot("swapped");
}

#[test]
fn a_picture_of_stacked_sides_and_of_the_menu() {
    let mut bench = Bench::with_sample(1000.0, 760.0, settings(Theme::Light, InterfaceLang::Zh));
    show(&mut bench, PageView { arrangement: Arrangement::Stacked, ..PageView::default() });
    bench.harness.get_by_label("视图").click();
    bench.settle();
    bench.harness.snapshot("stacked_zh");
}
