//! The window without a pointer and without eyes: what Tab reaches, what is told of it, and in which language.

use super::{Bench, english, is_aligned, settings};
use duizhao::import::ImportError;
use duizhao::model::{Arrangement, InterfaceLang, PageView, Theme};
use duizhao::state::{Command, LoadRequest, Message};
use duizhao::text::Lang;
use duizhao::ui::Strings;
use eframe::egui::accesskit::{Action, Live, Role};
use eframe::egui::{Key, Modifiers, Rect, Shape};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT, Queryable, by};
use std::collections::BTreeSet;

const AIM: &str = "The aim is simple.";
const AIM_ZH: &str = "目标很简单。";

/// Everything beside the page is open: headings, a bookmark, notes, find with its hits.
fn full(lang: InterfaceLang) -> Bench {
    let mut bench = Bench::with_sample(1300.0, 900.0, settings(Theme::Light, lang));
    bench.harness.get_by_label(AIM).click();
    bench.settle();
    for key in [Key::B, Key::Num2, Key::F9] {
        bench.press(key);
    }
    bench.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    bench.settle();
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    bench.settle();
    let field = if lang == InterfaceLang::Zh { "在两种语言中查找" } else { "Find in both languages" };
    bench.harness.get_by_label(field).type_text("the");
    bench.wait("the hits", |session| session.finding().is_some_and(|finding| finding.is_over()));
    bench.press(Key::Escape);
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    bench.settle();
    bench
}

/// What something is called, told apart from its namesakes.
fn told(node: &Node) -> String {
    let access = node.accesskit_node();
    format!("{:?} “{}” {:?}", access.role(), access.label().unwrap_or_default(), access.id())
}

/// What has the keyboard, if it is not the window.
fn focused(bench: &Bench) -> Option<Node<'_>> {
    bench.harness.query_all_by(|node| node.is_focused() && node.role() != Role::Window).next()
}

fn has_ring(bench: &Bench, around: Rect) -> bool {
    bench.harness.output().shapes.iter().any(|shape| match &shape.shape {
        Shape::Rect(ring) => ring.stroke.width >= 1.0 && (ring.rect.center() - around.center()).length() < 2.0,
        _ => false,
    })
}

/// Everything that Tab goes to before it comes round; each has a ring around it and is in the window.
fn tabbed(bench: &mut Bench, modifiers: Modifiers) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let window = bench.harness.ctx.content_rect();
    for _ in 0..300 {
        bench.harness.key_press_modifiers(modifiers, Key::Tab);
        bench.harness.run_steps(3);
        let Some(node) = focused(bench) else { continue };
        let (name, rect) = (told(&node), node.rect());
        assert!(!node.accesskit_node().label().unwrap_or_default().is_empty(), "{name} has no name");
        assert!(has_ring(bench, rect), "no ring around {name} at {rect:?}");
        assert!(window.contains_rect(rect.shrink(1.0)), "{name} at {rect:?} is out of sight");
        if !seen.insert(name) {
            break;
        }
    }
    seen
}

/// What can be pressed, but for what has keys of its own: sentences and hits are walked, notes on the page are in the list, the page is scrolled.
fn controls(bench: &Bench) -> BTreeSet<String> {
    let nodes = bench.harness.query_all(by().predicate(|node| node.data().supports_action(Action::Click)));
    let is_control = |node: &Node| {
        let access = node.accesskit_node();
        let has_own_keys = matches!(access.role(), Role::ScrollBar | Role::ListItem);
        let is_plain = matches!(access.role(), Role::Unknown | Role::GenericContainer | Role::Label);
        !access.is_disabled() && !has_own_keys && !is_plain
    };
    nodes.filter(is_control).map(|node| told(&node)).collect()
}

#[test]
fn tab_reaches_every_control_both_ways_and_each_has_a_ring() {
    for modifiers in [Modifiers::NONE, Modifiers::SHIFT] {
        let mut bench = full(InterfaceLang::En);
        let all = controls(&bench);
        let seen = tabbed(&mut bench, modifiers);
        let missed: Vec<_> = all.difference(&seen).collect();
        assert!(missed.is_empty() && seen.len() > 20, "{missed:#?} of {seen:#?}");
    }
}

#[test]
fn the_edges_of_panels_are_moved_by_the_arrow_keys() {
    let mut bench = full(InterfaceLang::En);
    let widths = |bench: &Bench| {
        let settings = bench.session().settings();
        (settings.contents_points, settings.notes_panel.width_points)
    };
    let value = |bench: &Bench, name: &str| {
        let edge = bench.harness.get_by(|node| node.is_focused());
        let access = edge.accesskit_node();
        assert_eq!((access.role(), access.label().as_deref()), (Role::Splitter, Some("Resize panel")), "{name}");
        access.numeric_value().unwrap()
    };
    let is_same = |a: f32, b: f32| (a - b).abs() < 0.5;
    let mut seen = 0;
    for at in 0..3 {
        bench.harness.get_all_by_label("Resize panel").nth(at).unwrap().focus();
        bench.settle();
        let (before, place) = (widths(&bench), value(&bench, "before"));
        let rect = bench.harness.get_by(|node| node.is_focused()).rect();
        if rect.width() > rect.height() {
            bench.press(Key::ArrowUp);
            assert!(value(&bench, "hits") > place);
            bench.press(Key::ArrowDown);
            assert!((value(&bench, "hits") - place).abs() < 0.02);
            continue;
        }
        bench.press(Key::ArrowLeft);
        let left = widths(&bench);
        assert_ne!(left, before, "it is remembered");
        bench.press(Key::ArrowRight);
        bench.press(Key::ArrowRight);
        let right = widths(&bench);
        // One of them grows to the right, the other to the left.
        if is_same(left.0, before.0) {
            assert!(left.1 > before.1 && right.1 < left.1 && is_same(right.0, before.0));
            seen |= 1;
        } else {
            assert!(left.0 < before.0 && right.0 > left.0 && is_same(right.1, before.1));
            seen |= 2;
        }
        value(&bench, "the keyboard stays");
    }
    assert_eq!(seen, 3);
}

#[test]
fn every_entry_of_a_menu_is_reached_even_where_it_has_to_scroll() {
    let mut bench = Bench::with_sample(700.0, 300.0, english());
    bench.harness.get_by_label("View").focus();
    bench.settle();
    bench.press(Key::Enter);
    let mut last = String::new();
    for _ in 0..30 {
        bench.press(Key::Tab);
        let Some(node) = focused(&bench) else { continue };
        let (name, rect) = (node.accesskit_node().label().unwrap_or_default(), node.rect());
        assert!(bench.harness.ctx.content_rect().contains_rect(rect.shrink(1.0)), "{name} at {rect:?}");
        last.clone_from(&name);
        if name == "Interface language" {
            break;
        }
    }
    assert_eq!(last, "Interface language");
}

#[test]
fn tab_goes_round_inside_of_every_sheet() {
    for (key, least) in [(Key::L, 2), (Key::G, 2), (Key::E, 4)] {
        let mut bench = Bench::with_sample(700.0, 500.0, english());
        bench.press(Key::ArrowDown);
        bench.press(Key::Num1);
        bench.harness.key_press_modifiers(Modifiers::COMMAND, key);
        bench.settle();
        let seen = tabbed(&mut bench, Modifiers::NONE);
        assert!(seen.len() >= least, "{key:?}: {seen:#?}");
        let behind = seen.iter().find(|name| name.contains("“File”") && name.starts_with("Button"));
        assert_eq!(behind, None, "{key:?}");
    }
    let mut bench = Bench::with_sample(700.0, 500.0, english());
    bench.press(Key::F1);
    let seen = tabbed(&mut bench, Modifiers::NONE);
    for action in ["Open: Ctrl+O", "Next sentence: ↓", "Next sentence: J", "About Duizhao: no key", "Search keys"] {
        assert!(seen.iter().any(|name| name.contains(action)), "{action} in {seen:#?}");
    }
}

#[test]
fn in_chinese_everything_is_said_in_chinese() {
    let mut bench = full(InterfaceLang::Zh);
    let own_names = ["English", "UTF-8", "Markdown", "Duizhao"];
    let check = |bench: &Bench, what: &str| {
        for node in bench.harness.query_all(by()) {
            let access = node.accesskit_node();
            let Some(name) = access.label().filter(|_| access.data().language().is_none()) else { continue };
            let is_of_text = matches!(access.role(), Role::ListItem | Role::Link | Role::TextRun);
            let is_value = access.role() == Role::TextInput;
            let is_english =
                name.split_whitespace().filter(|word| word.chars().all(|c| c.is_ascii_alphabetic())).count() > 1;
            assert!(
                is_of_text || is_value || !is_english || own_names.contains(&name.as_str()),
                "{what}: {:?} {name}",
                access.role()
            );
            let is_mixed =
                name.match_indices(": ").any(|(at, _)| name[..at].chars().next_back().is_some_and(|c| !c.is_ascii()));
            assert!(!is_mixed, "{what}: {:?} {name} has an English colon", access.role());
        }
    };
    check(&bench, "page");
    for menu in ["文件", "编辑", "视图", "转到", "笔记", "帮助"] {
        bench.harness.get_all_by_role_and_label(Role::Button, menu).next().unwrap().click();
        bench.settle();
        check(&bench, menu);
        bench.press(Key::Escape);
    }
    bench.press(Key::Escape);
    bench.press(Key::D);
    check(&bench, "card");
    bench.press(Key::Escape);
    bench.press(Key::F1);
    check(&bench, "keys");
}

#[test]
fn the_pinned_pair_is_said_in_both_languages() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    let said = |bench: &Bench| -> Vec<(String, Option<String>)> {
        let live = bench.harness.query_all(by().predicate(|node| node.data().live() == Some(Live::Polite)));
        live.map(|node| {
            let access = node.accesskit_node();
            (access.label().unwrap_or_default(), access.data().language().map(str::to_owned))
        })
        .collect()
    };
    assert!(said(&bench).is_empty());
    bench.harness.get_by_label(AIM).click();
    bench.settle();
    let pair = |first: &str, second: &str| {
        let of = |text: &str, lang: Option<&str>| (text.to_owned(), lang.map(str::to_owned));
        vec![of(first, Some("en")), of(second, Some("zh"))]
    };
    assert_eq!(said(&bench), pair(AIM, AIM_ZH));
    bench.press(Key::ArrowDown);
    assert_ne!(said(&bench), pair(AIM, AIM_ZH));
    bench.press(Key::ArrowUp);
    bench.send(Command::SetView(PageView { arrangement: Arrangement::Columns, ..PageView::default() }));
    bench.settle();
    assert_eq!(said(&bench), pair(AIM, AIM_ZH), "in columns, too");
    bench.send(Command::SetView(PageView { is_covered: true, ..PageView::default() }));
    bench.harness.hover_at(eframe::egui::pos2(2.0, 300.0));
    bench.settle();
    let covered = said(&bench);
    assert_eq!(covered[1], ("Chinese: Covered sentence".to_owned(), None));
    bench.press(Key::R);
    assert_eq!(said(&bench), pair(AIM, AIM_ZH));
    bench.press(Key::Escape);
    assert!(said(&bench).is_empty());
}

#[test]
fn what_happens_is_said_when_it_happens() {
    let live = |bench: &Bench, label: &str| {
        let nodes = bench.harness.query_all_by(|node| node.value().or(node.label()).is_some_and(|it| it == label));
        nodes.map(|node| node.accesskit_node().data().live()).collect::<Vec<_>>()
    };
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    for (message, said) in [
        (Message::NothingToPaste, Live::Polite),
        (Message::NotesWouldBeLost, Live::Assertive),
        (Message::CannotOpen(ImportError::Empty { path: None }), Live::Polite),
    ] {
        let at = bench.session().messages().len();
        bench.send(Command::Report(message));
        bench.settle();
        let text = Strings::of(InterfaceLang::En).message(&bench.session().messages()[at]);
        // Beside it there are its runs of text.
        assert!(live(&bench, &text).contains(&Some(said)), "{text}");
    }
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    bench.settle();
    for (text, count) in [("nowhere", "Not found"), ("The aim is", "1 of 1")] {
        bench.harness.get_by_label("Find in both languages").type_text(text);
        bench.harness.step();
        bench.wait("the search", |session| {
            session.finding().is_some_and(|finding| finding.wanted().text == text && finding.is_over())
        });
        assert!(live(&bench, count).contains(&Some(Live::Polite)), "{text}");
        bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
        bench.settle();
    }
}

#[test]
fn the_scroll_bar_tells_how_far_the_page_is() {
    let mut bench = Bench::with_sample(1000.0, 500.0, english());
    let share = |bench: &Bench| {
        let bar = bench.harness.get_by_role(Role::ScrollBar);
        let bar = bar.accesskit_node();
        assert_eq!((bar.min_numeric_value(), bar.max_numeric_value()), (Some(0.0), Some(100.0)));
        format!("{} %", bar.numeric_value().unwrap())
    };
    assert_eq!(share(&bench), "0 %");
    bench.press(Key::PageDown);
    let down = share(&bench);
    assert!(down != "0 %" && down != "100 %", "{down}");
    bench.press(Key::End);
    assert_eq!(share(&bench), "100 %");
}

#[test]
fn sentences_are_read_in_order_row_by_row() {
    let bench = Bench::with_sample(1200.0, 800.0, english());
    let bitext = bench.session().article().unwrap().bitext.clone();
    let list = bench.harness.get_by_role_and_label(Role::List, "Sample article");
    let names: Vec<String> =
        list.query_all_by_role(Role::ListItem).filter_map(|node| node.accesskit_node().label()).collect();
    let mut expected = Vec::new();
    for row in 0..bitext.rows.len() {
        for lang in Lang::BOTH {
            expected.extend(bitext.sentences_of_row(lang, row).map(|at| bitext.sentence(lang, at).to_owned()));
        }
    }
    expected.truncate(names.len());
    assert!(names.len() > 10);
    assert_eq!(names, expected);
}

#[test]
fn what_the_desktop_cannot_be_told_is_in_no_name() {
    let mut bench = Bench::new(1300.0, 900.0, english());
    let text = "# The\0 Ferry\n\n# 渡\u{1}轮\n\nThe boats\0 are \u{1b}in.\n\n船都\0回来了。\n";
    let path = bench.write("boats.md", text.as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the text", is_aligned);
    bench.harness.get_by_label("The boats  are  in.").click();
    bench.settle();
    for key in [Key::B, Key::Num2, Key::F9, Key::W] {
        bench.press(key);
    }
    bench.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    bench.settle();
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    bench.settle();
    bench.harness.get_by_label("Find in both languages").type_text("boats");
    bench.wait("the hits", |session| session.finding().is_some_and(|finding| finding.is_over()));
    let is_unfit = |text: Option<String>| {
        text.is_some_and(|text| text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')))
    };
    for node in bench.harness.query_all_by(|_| true) {
        let access = node.accesskit_node();
        let (label, value) = (access.label(), access.value());
        assert!(!is_unfit(label.clone()) && !is_unfit(value.clone()), "{:?}: {label:?}, {value:?}", access.role());
    }
}
