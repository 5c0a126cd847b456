//! Two columns, each a text of its own: they scroll in step, by sentences.

use super::{Bench, english, is_aligned, settings};
use duizhao::model::{Arrangement, InterfaceLang, PageView, Place, Sides, Theme};
use duizhao::state::{Command, InputSource, LoadRequest};
use duizhao::text::Lang;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, MouseWheelUnit, Rect, TouchPhase, pos2, vec2};
use egui_kittest::kittest::Queryable;

const AIM: &str = "The aim is simple.";
const AIM_ZH: &str = "目标很简单。";
/// The middle of the page in a window 600 points high, between the menu and the status line.
const MIDDLE: f32 = 300.0;

fn columns() -> PageView {
    PageView { arrangement: Arrangement::Columns, ..PageView::default() }
}

fn bench(width: f32, height: f32) -> Bench {
    let mut bench = Bench::with_sample(width, height, english());
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    bench.settle();
    assert_eq!(bench.session().view(), columns());
    bench
}

/// Chapters of pairs of very different lengths, with captions on one side only.
fn uneven(bench: &mut Bench) {
    let mut lines = Vec::new();
    for n in 0..40 {
        let (crew, fog) =
            (" and its crew had seen nothing at all".repeat(n % 7), "，雾里什么也看不见".repeat(n * 3 % 5));
        lines.push(format!("The boat number {n} came in late{crew}.\n第{n}条船回来晚了{fog}。"));
        if n % 9 == 4 {
            lines.push(format!("Photo {n}: the pier at dusk, seen from the lighthouse by a visitor"));
        }
    }
    let text = lines.join("\n");
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(text.into()))));
    bench.wait("the text", |s| is_aligned(s) && s.loading().is_none());
}

/// Where the sentences of one side begin on the screen, by their pairs.
fn tops(bench: &Bench, lang: Lang) -> Vec<((usize, usize), Rect)> {
    let bitext = &bench.session().article().unwrap().bitext;
    let mut tops = Vec::new();
    for (row, pair) in bitext.rows.iter().enumerate() {
        for (bead, sentences) in pair.beads.iter().map(|bead| bead.sentences[lang].clone()).enumerate() {
            let Some(sentence) = sentences.into_iter().next() else { continue };
            if let Some(node) = bench.harness.query_by_label(bitext.sentence(lang, sentence)) {
                tops.push(((row, bead), node.rect()));
            }
        }
    }
    tops
}

/// The pair that begins nearest to the middle of the page on one side stands as near to it on the other.
fn assert_in_step(bench: &Bench) {
    let (en, zh) = (tops(bench, Lang::En), tops(bench, Lang::Zh));
    let both = en.iter().filter_map(|(pair, en)| Some((en, zh.iter().find(|(other, _)| other == pair)?.1)));
    let distance = |rect: &Rect| (rect.top() - MIDDLE).abs();
    let (en, zh) = both.min_by(|a, b| distance(a.0).total_cmp(&distance(b.0))).expect("a pair is in view");
    assert!((en.top() - zh.top()).abs() <= 1.5 * distance(en) + 40.0, "{en:?} and {zh:?}");
}

fn wheel(bench: &mut Bench, x: f32, points: f32, modifiers: Modifiers) {
    bench.harness.hover_at(pos2(x, MIDDLE));
    bench.harness.event(Event::ModifiersChanged(modifiers));
    bench.harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: TouchPhase::Move,
        source: eframe::egui::MouseWheelSource::Unknown,
        modifiers,
    });
    bench.settle();
    bench.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    bench.settle();
}

const LEFT: f32 = 300.0;
const RIGHT: f32 = 900.0;

fn everything(bench: &Bench) -> [Vec<((usize, usize), Rect)>; 2] {
    [tops(bench, Lang::En), tops(bench, Lang::Zh)]
}

fn assert_same(before: &[Vec<((usize, usize), Rect)>; 2], after: &[Vec<((usize, usize), Rect)>; 2]) {
    for (before, after) in before.iter().zip(after) {
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(after) {
            assert_eq!(before.0, after.0);
            assert!((before.1.top() - after.1.top()).abs() < 0.5, "{before:?} {after:?}");
        }
    }
}

#[test]
fn the_wheel_over_either_side_brings_the_other_along_and_back() {
    let mut bench = bench(1200.0, 600.0);
    uneven(&mut bench);
    let start = everything(&bench);
    for (x, points) in [(LEFT, -700.0), (RIGHT, -500.0), (LEFT, 300.0), (RIGHT, -900.0), (RIGHT, 200.0)] {
        wheel(&mut bench, x, points, Modifiers::NONE);
        assert_in_step(&bench);
        let before = everything(&bench);
        for x in [LEFT, RIGHT] {
            wheel(&mut bench, x, -160.0, Modifiers::NONE);
            assert_in_step(&bench);
            wheel(&mut bench, x, 160.0, Modifiers::NONE);
            assert_same(&before, &everything(&bench));
        }
    }
    wheel(&mut bench, RIGHT, -1e6, Modifiers::NONE);
    for lang in Lang::BOTH {
        assert_eq!(tops(&bench, lang).last().unwrap().0.0, tops(&bench, Lang::Zh).last().unwrap().0.0, "the ends meet");
    }
    wheel(&mut bench, LEFT, 1e6, Modifiers::NONE);
    assert_same(&start, &everything(&bench));
}

#[test]
fn alt_and_the_wheel_move_one_side_until_the_next_jump() {
    let mut bench = bench(1200.0, 600.0);
    uneven(&mut bench);
    wheel(&mut bench, LEFT, -700.0, Modifiers::NONE);
    let [en, zh] = everything(&bench);
    wheel(&mut bench, RIGHT, -100.0, Modifiers::ALT);
    let [en_after, zh_after] = everything(&bench);
    assert_same(&[en, vec![]], &[en_after, vec![]]);
    let moved = |pair: (usize, usize)| {
        let top = |tops: &[((usize, usize), Rect)]| tops.iter().find(|(at, _)| *at == pair).map(|(_, rect)| rect.top());
        top(&zh).zip(top(&zh_after)).map(|(before, after)| before - after)
    };
    // Of the first one only what is in view has a place.
    let pairs: Vec<f32> = zh_after.iter().skip(1).filter_map(|(pair, _)| moved(*pair)).collect();
    assert!(pairs.len() > 2 && pairs.iter().all(|points| (points - 100.0).abs() < 0.5), "{pairs:?}");

    let nudged = everything(&bench);
    for x in [LEFT, RIGHT] {
        wheel(&mut bench, x, -200.0, Modifiers::NONE);
        wheel(&mut bench, x, 200.0, Modifiers::NONE);
        assert_same(&nudged, &everything(&bench));
    }
    bench.press(Key::Home);
    wheel(&mut bench, LEFT, -700.0, Modifiers::NONE);
    assert_in_step(&bench);
    assert_same(&[zh, vec![]], &[everything(&bench)[1].clone(), vec![]]);
}

#[test]
fn what_was_moved_alone_stays_level_at_every_width() {
    let mut bench = bench(1200.0, 600.0);
    uneven(&mut bench);
    wheel(&mut bench, LEFT, -900.0, Modifiers::NONE);
    wheel(&mut bench, RIGHT, -120.0, Modifiers::ALT);
    let before = everything(&bench);
    let nearest = |tops: &[((usize, usize), Rect)]| {
        tops.iter().min_by(|a, b| (a.1.top() - MIDDLE).abs().total_cmp(&(b.1.top() - MIDDLE).abs())).unwrap().0
    };
    let [en, zh] = before.each_ref().map(|tops| nearest(tops));
    assert_ne!(en, zh);
    let apart = |tops: &[Vec<((usize, usize), Rect)>; 2]| {
        let top = |tops: &[((usize, usize), Rect)], pair| tops.iter().find(|(at, _)| *at == pair).unwrap().1.top();
        top(&tops[0], en) - top(&tops[1], zh)
    };
    for width in [900.0, 1300.0, 760.0, 1000.0] {
        bench.harness.set_size(vec2(width, 600.0));
        bench.settle();
        // They are level on the line on which they were, and near it as far as they were above or below.
        let (apart, before) = (apart(&everything(&bench)), apart(&before));
        assert!((apart - before).abs() < 40.0, "at {width} {apart} apart, {before} before");
    }
    bench.harness.set_size(vec2(1200.0, 600.0));
    bench.settle();
    assert_same(&before, &everything(&bench));
}

#[test]
fn a_key_lets_each_side_scroll_for_itself() {
    let mut bench = bench(1200.0, 600.0);
    uneven(&mut bench);
    bench.press(Key::F7);
    assert!(bench.session().view().is_sync_off);
    bench.harness.get_by_label("Columns apart").click();
    bench.settle();
    assert!(!bench.session().view().is_sync_off && bench.harness.query_by_label("Columns apart").is_none());
    bench.press(Key::F7);
    let before = everything(&bench);
    wheel(&mut bench, LEFT, -900.0, Modifiers::NONE);
    let after = everything(&bench);
    assert_same(&[vec![], before[1].clone()], &[vec![], after[1].clone()]);
    assert!(after[0][0].0 > before[0][0].0);
    bench.press(Key::F7);
    assert_in_step(&bench);
    assert!((tops(&bench, Lang::En)[0].1.top() - after[0][0].1.top()).abs() < 0.5, "the side that was moved stays");
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    bench.settle();
    bench.press(Key::F7);
    assert!(!bench.session().view().is_sync_off, "elsewhere the key means nothing");
    for view in [
        PageView { is_sync_off: true, ..PageView::default() },
        PageView { sides: Sides::Zh, is_sync_off: true, ..columns() },
    ] {
        bench.send(Command::SetView(view));
        bench.press(Key::F7);
        assert!(bench.session().view() == view && bench.harness.query_by_label("Columns apart").is_none(), "{view:?}");
    }
}

#[test]
fn both_halves_of_every_pair_that_is_walked_to_are_in_view() {
    for is_sync_off in [false, true] {
        let mut bench = bench(1200.0, 600.0);
        uneven(&mut bench);
        bench.send(Command::SetView(PageView { is_sync_off, ..columns() }));
        bench.settle();
        let pairs: usize = bench.session().article().unwrap().bitext.rows.iter().map(|row| row.beads.len()).sum();
        for step in 0..2 * pairs {
            bench.press(if step < pairs { Key::ArrowDown } else { Key::K });
            let (row, bead) = bench.session().selected_bead().unwrap();
            let bitext = &bench.session().article().unwrap().bitext;
            for lang in Lang::BOTH {
                for sentence in bitext.rows[row].beads[bead].sentences[lang].clone() {
                    let node = bench.harness.query_by_role_and_label(Role::ListItem, bitext.sentence(lang, sentence));
                    let rect = node.unwrap_or_else(|| panic!("step {step}: {lang:?} of {row} is out of view")).rect();
                    assert!(rect.top() > 24.0 && rect.bottom() < 576.0, "step {step}: {lang:?} of {row} at {rect:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_read_on_the_first_side_stays_in_its_place() {
    let mut bench = bench(1200.0, 600.0);
    uneven(&mut bench);
    wheel(&mut bench, RIGHT, -1100.0, Modifiers::NONE);
    let (pair, rect) = tops(&bench, Lang::En)[2];
    // What is held is the sentence at the top of the view.
    wheel(&mut bench, LEFT, -(rect.top() - 40.0), Modifiers::NONE);
    let top = |bench: &Bench| {
        let sentence = bench.session().article().unwrap().bitext.rows[pair.0].beads[pair.1].sentences.en.start;
        let name = bench.session().article().unwrap().bitext.sentence(Lang::En, sentence).to_owned();
        bench.harness.get_by_label(&name).rect().top()
    };
    let before = top(&bench);
    bench.harness.hover_at(pos2(2.0, 300.0));
    for width in [900.0, 700.0, 1300.0, 1200.0] {
        bench.harness.set_size(vec2(width, 600.0));
        bench.settle();
        assert!((top(&bench) - before).abs() < 0.5, "at {width}");
    }
    for size in [24.0, 14.0, 18.0] {
        bench.send(Command::SetTextSize(size));
        bench.settle();
        assert!((top(&bench) - before).abs() < 0.5, "at {size}");
        assert_in_step(&bench);
    }
    for arrangement in [Arrangement::Aligned, Arrangement::Columns, Arrangement::Stacked, Arrangement::Columns] {
        bench.send(Command::SetView(PageView { arrangement, ..columns() }));
        bench.settle();
        assert!((top(&bench) - before).abs() < 0.5, "{arrangement:?}");
    }
    assert_in_step(&bench);
    let both = everything(&bench);
    bench.press(Key::F8);
    assert_same(&both, &everything(&bench));
    assert!(everything(&bench)[0][0].1.left() > everything(&bench)[1][0].1.left());
    bench.press(Key::F8);
    assert_same(&both, &everything(&bench));
}

#[test]
fn each_column_has_a_scroll_bar_and_jumps_take_both() {
    let mut bench = bench(1200.0, 600.0);
    uneven(&mut bench);
    let start = everything(&bench);
    for name in ["English scroll bar", "Chinese scroll bar"] {
        let bar = bench.harness.get_by_label(name).rect();
        bench.harness.hover_at(bar.center());
        bench.harness.drag_at(bar.center());
        bench.harness.step();
        bench.harness.drop_at(bar.center());
        bench.settle();
        assert_in_step(&bench);
        assert!(everything(&bench)[0][0].0 > start[0][0].0 && everything(&bench)[1][0].0 > start[1][0].0, "{name}");
        bench.press(Key::End);
        for side in everything(&bench) {
            assert!(side.last().unwrap().0.0 >= 42, "both are at the end");
        }
        bench.press(Key::Home);
        assert_same(&start, &everything(&bench));
    }
    bench.harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    bench.settle();
    assert!(bench.session().article().unwrap().place.row > 20, "back where Home came from");
    for side in everything(&bench) {
        assert!(side.last().unwrap().0.0 >= 42);
    }
}

#[test]
fn the_place_comes_back_after_a_restart() {
    let mut bench = bench(1200.0, 600.0);
    let lines: Vec<_> = (0..60).map(|n| format!("Boat {n} is in.\n第{n}条船回来了。\n")).collect();
    let path = bench.write("boats.txt", lines.concat().as_bytes());
    bench.send(Command::Open(LoadRequest::files([path.clone()])));
    bench.wait("the file", |s| is_aligned(s) && s.loading().is_none());
    wheel(&mut bench, RIGHT, -800.0, Modifiers::NONE);
    let before = everything(&bench);
    assert!(bench.session().article().unwrap().place != Place::default());
    bench.send(Command::RememberPlace);
    let (library, settings) = (bench.session().library().clone(), bench.session().settings().clone());
    let mut again = Bench::with_library(library, 1200.0, 600.0, settings);
    again.send(Command::Open(LoadRequest::files([path])));
    again.wait("the file", is_aligned);
    assert_same(&before, &everything(&again));
}

#[test]
fn a_narrow_window_is_stacked() {
    let mut bench = bench(1200.0, 800.0);
    bench.harness.set_size(vec2(640.0, 800.0));
    bench.settle();
    let rect = |name: &str| bench.harness.get_by_label(name).rect();
    assert!(rect(AIM).bottom() <= rect(AIM_ZH).top());
}

#[test]
fn text_is_selected_within_its_column() {
    let mut bench = bench(1200.0, 600.0);
    wheel(&mut bench, LEFT, -300.0, Modifiers::NONE);
    let (first, last) = (tops(&bench, Lang::Zh)[1].1, tops(&bench, Lang::Zh)[4].1);
    bench.harness.hover_at(first.left_center() + vec2(1.0, 0.0));
    bench.harness.drag_at(first.left_center() + vec2(1.0, 0.0));
    bench.harness.step();
    bench.harness.hover_at(pos2(LEFT, last.center().y));
    bench.harness.step();
    bench.harness.drop_at(pos2(LEFT, last.center().y));
    bench.settle();
    let range = bench.session().text_range().expect("text is selected");
    assert_eq!(range.lang, Lang::Zh);
    assert!(range.to.block > range.from.block);
}

#[test]
fn a_picture_of_a_half_that_is_out_of_view() {
    let mut bench = Bench::with_sample(1180.0, 600.0, settings(Theme::Sepia, InterfaceLang::En));
    // The marks along the scroll bars are made anew when they come.
    bench.wait("the notes", |session| session.can_write_notes());
    bench.send(Command::SetView(columns()));
    bench.settle();
    bench.harness.get_by_label(AIM).click();
    bench.settle();
    wheel(&mut bench, RIGHT, -420.0, Modifiers::ALT);
    bench.harness.snapshot("columns_away");
}
