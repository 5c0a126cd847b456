//! The sheet of keys, and keys that are changed.

use super::{Bench, english, settings};
use duizhao::model::{InterfaceLang, KeyChoices, Settings, Theme};
use duizhao::state::Command;
use duizhao::store::Store;
use eframe::egui::{Event, ImeEvent, Key, Modifiers, pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use std::time::{Duration, Instant};

const COVER: &str = "Cover the translation";

fn choices(chosen: &[(&str, &[&str])]) -> KeyChoices {
    let owned = |keys: &&[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    chosen.iter().map(|(action, keys)| ((*action).to_owned(), owned(keys))).collect()
}

fn keys(bench: &Bench) -> &KeyChoices {
    &bench.session().settings().keys
}

fn is_covered(bench: &Bench) -> bool {
    bench.session().view().is_covered
}

fn shows(bench: &Bench, part: &str) -> bool {
    bench.harness.query_all_by_label_contains(part).next().is_some()
}

fn click(bench: &mut Bench, name: &str) {
    bench.harness.get_by_label(name).scroll_to_me();
    bench.settle();
    bench.harness.get_by_label(name).click();
    bench.settle();
}

fn press_with(bench: &mut Bench, modifiers: Modifiers, key: Key) {
    bench.harness.key_press_modifiers(modifiers, key);
    bench.settle();
}

/// The key that the menu shows beside an action.
fn in_menu(bench: &mut Bench, menu: &str, action: &str) -> Option<String> {
    bench.harness.get_by_label(menu).click();
    bench.settle();
    let key = bench.harness.get_by_label(action).accesskit_node().data().keyboard_shortcut().map(str::to_owned);
    bench.press(Key::Escape);
    key
}

#[test]
fn of_two_keys_in_one_frame_neither_is_lost() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    let key = |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    bench.harness.input_mut().events.extend([key(Key::C), key(Key::P)]);
    bench.settle();
    assert!(is_covered(&bench) && bench.session().view().has_pinyin);
}

#[test]
fn a_sheet_closes_the_menu_below_it() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.press(Key::F10);
    bench.press(Key::ArrowDown);
    assert!(shows(&bench, "Paste article"), "the menu is open");
    press_with(&mut bench, Modifiers::COMMAND, Key::L);
    assert!(shows(&bench, "Open by path"), "the sheet is there");
    assert!(!shows(&bench, "Paste article"));
}

#[test]
fn a_key_is_changed_on_the_sheet_and_put_back() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    assert_eq!(in_menu(&mut bench, "View", COVER).as_deref(), Some("C"));
    bench.press(Key::F1);
    click(&mut bench, "Cover the translation: C");
    assert!(shows(&bench, "Press a key for “Cover the translation”."));
    bench.press(Key::V);
    assert_eq!(keys(&bench), &choices(&[("Cover", &["V"])]));
    bench.harness.get_by_label("Cover the translation: V");
    bench.press(Key::Escape);

    bench.press(Key::C);
    assert!(!is_covered(&bench), "the old key does nothing");
    bench.press(Key::V);
    assert!(is_covered(&bench));
    assert_eq!(in_menu(&mut bench, "View", COVER).as_deref(), Some("V"));

    press_with(&mut bench, Modifiers::SHIFT, Key::Questionmark);
    click(&mut bench, "Put back: Cover the translation");
    assert!(keys(&bench).is_empty() && !shows(&bench, "Put back:"));
    bench.press(Key::Escape);
    bench.press(Key::C);
    assert!(!is_covered(&bench), "the first key is back");
}

#[test]
fn everything_on_the_sheet_is_done_by_keyboard() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.press(Key::F1);
    bench.harness.event(Event::Text("cover the".into()));
    bench.settle();
    let field = bench.harness.get_by_label("Search keys");
    assert_eq!((field.accesskit_node().is_focused(), field.accesskit_node().value()), (true, Some("cover the".into())));
    assert!(shows(&bench, COVER) && !shows(&bench, "Find next"));
    bench.press(Key::Tab);
    assert!(bench.harness.get_by_label("Cover the translation: C").accesskit_node().is_focused());
    bench.press(Key::Enter);
    bench.press(Key::ArrowDown);
    assert!(shows(&bench, "↓ is “Next sentence”"), "it goes nowhere else");
    bench.press(Key::ArrowDown);
    assert_eq!(keys(&bench), &choices(&[("Cover", &["Down"])]));
    assert!(
        bench.harness.get_by_label("Cover the translation: ↓").accesskit_node().is_focused(),
        "it can be changed again"
    );
    bench.press(Key::Space);
    bench.press(Key::Delete);
    assert_eq!(keys(&bench), &choices(&[("Cover", &[])]));
    bench.press(Key::Escape);
    bench.press(Key::ArrowDown);
    assert!(bench.session().selection().is_some() && !is_covered(&bench), "what was taken away is free again");
}

#[test]
fn a_key_that_is_taken_or_fixed_is_named() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.press(Key::F1);
    click(&mut bench, "Cover the translation: C");
    press_with(&mut bench, Modifiers::COMMAND, Key::G);
    assert!(shows(&bench, "Ctrl+G is “Go to paragraph”. Press it again to take it from there"));
    assert!(keys(&bench).is_empty());
    for (key, said) in [(Key::Tab, "Tab goes from control"), (Key::Enter, "Enter presses what")] {
        bench.press(key);
        assert!(shows(&bench, said), "{said}");
    }
    bench.harness.event(Event::Copy);
    bench.settle();
    assert!(shows(&bench, "Ctrl+C is for selecting, copying"));
    bench.press(Key::Escape);
    assert!(
        keys(&bench).is_empty() && shows(&bench, "Cover the translation: C"),
        "Esc leaves the key, and not the sheet"
    );

    click(&mut bench, "Cover the translation: C");
    for _ in 0..2 {
        press_with(&mut bench, Modifiers::COMMAND, Key::G);
    }
    assert_eq!(keys(&bench), &choices(&[("Cover", &["Ctrl+G"])]));
    click(&mut bench, "Put back: Go to paragraph");
    assert!(shows(&bench, "Go to paragraph: Ctrl+G") && shows(&bench, "Cover the translation: no key"));
    click(&mut bench, "Put all back");
    assert!(keys(&bench).is_empty() && shows(&bench, "Cover the translation: C"));
    bench.press(Key::Escape);
    assert!(!shows(&bench, "Search keys"));
}

#[test]
fn one_of_several_keys_is_changed_and_the_others_stay() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.press(Key::F1);
    click(&mut bench, "Next sentence: J");
    bench.press(Key::S);
    click(&mut bench, "Previous sentence: K");
    bench.press(Key::Backspace);
    assert_eq!(keys(&bench), &choices(&[("NextPair", &["Down", "S"]), ("PreviousPair", &["Up"])]));
    bench.press(Key::Escape);
    for key in [Key::ArrowDown, Key::S, Key::J, Key::K] {
        bench.press(key);
    }
    let (row, bead) = bench.session().selected_bead().unwrap();
    let rows = &bench.session().article().unwrap().bitext.rows;
    assert_eq!(rows[..row].iter().map(|row| row.beads.len()).sum::<usize>() + bead, 1, "two steps on");
}

#[test]
fn the_menu_bar_is_reached_by_a_key() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.press(Key::F10);
    assert!(bench.harness.get_by_label("File").accesskit_node().is_focused());
    bench.press(Key::Enter);
    bench.harness.get_by_label("Paste article");
}

#[test]
fn menus_are_opened_and_gone_through_by_the_arrows() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    let focused = |bench: &Bench| {
        let mut nodes = bench
            .harness
            .query_all_by(|node| node.is_focused() && node.role() != eframe::egui::accesskit::Role::Window);
        nodes.next().and_then(|node| node.accesskit_node().label())
    };
    bench.press(Key::F10);
    for (key, entry, has_keyboard) in [
        (Key::ArrowDown, "Paste article", "Open…"),
        (Key::ArrowRight, "Undo", "Edit"),
        (Key::ArrowLeft, "Paste article", "File"),
        (Key::ArrowLeft, "All keys", "Help"),
        (Key::ArrowDown, "All keys", "All keys"),
        (Key::ArrowRight, "Paste article", "File"),
        (Key::ArrowDown, "Paste article", "Open…"),
        (Key::ArrowRight, "Find…", "Edit"),
        (Key::ArrowRight, "Full screen", "View"),
        (Key::ArrowUp, "Full screen", "Interface language"),
        (Key::ArrowRight, "简体中文", "As the desktop"),
        (Key::ArrowLeft, "Full screen", "Interface language"),
        (Key::ArrowLeft, "Find…", "Edit"),
    ] {
        bench.press(key);
        assert!(bench.harness.query_by_label(entry).is_some(), "{key:?}: no {entry}");
        assert_eq!(focused(&bench).as_deref(), Some(has_keyboard), "{key:?} to {entry}");
    }
    assert!(bench.harness.query_by_label("Full screen").is_none() && bench.session().selection().is_none());
    bench.press(Key::Escape);
    assert!(bench.harness.query_by_label("Find…").is_none());
}

#[test]
fn an_action_gets_a_second_key_and_loses_one() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.press(Key::F1);
    click(&mut bench, "Another key: Cover the translation");
    assert!(shows(&bench, "Press the key to add for “Cover the translation”."));
    press_with(&mut bench, Modifiers::COMMAND, Key::G);
    assert!(shows(&bench, "Ctrl+G is “Go to paragraph”. Press it again to take it from there"));
    bench.press(Key::V);
    assert_eq!(keys(&bench), &choices(&[("Cover", &["C", "V"])]));
    let second = bench.harness.get_by_label("Cover the translation: V");
    assert!(second.accesskit_node().is_focused());
    assert!(!shows(&bench, "Take this key away"));

    click(&mut bench, "Another key: Cover the translation");
    bench.press(Key::Escape);
    assert_eq!(keys(&bench), &choices(&[("Cover", &["C", "V"])]), "Esc adds none");
    assert!(bench.harness.get_by_label("Cover the translation: V").accesskit_node().is_focused());

    click(&mut bench, "Cover the translation: C");
    click(&mut bench, "Take this key away");
    assert_eq!(keys(&bench), &choices(&[("Cover", &["V"])]));
    assert!(bench.harness.get_by_label("Cover the translation: V").accesskit_node().is_focused());
    bench.press(Key::Escape);
    bench.press(Key::C);
    assert!(!is_covered(&bench));
    bench.press(Key::V);
    assert!(is_covered(&bench));
}

#[test]
fn a_letter_typed_in_a_field_is_only_a_letter() {
    let chosen = Settings { keys: choices(&[("Cover", &["V"]), ("ToEnd", &["Shift+B"])]), ..english() };
    let mut bench = Bench::with_sample(1200.0, 500.0, chosen);
    press_with(&mut bench, Modifiers::COMMAND, Key::F);
    let place = bench.session().article().unwrap().place;
    for (modifiers, key, typed) in [(Modifiers::NONE, Key::V, "v"), (Modifiers::SHIFT, Key::B, "B")] {
        bench.harness.event(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
        bench.harness.event(Event::Text(typed.into()));
        bench.settle();
    }
    assert!(!is_covered(&bench) && bench.session().article().unwrap().place == place);
    assert_eq!(bench.harness.get_by_label("Find in both languages").accesskit_node().value().as_deref(), Some("vB"));
}

#[test]
fn while_characters_are_put_together_no_key_asks_for_anything() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    press_with(&mut bench, Modifiers::COMMAND, Key::F);
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    bench.harness.event(preedit("deng"));
    bench.settle();
    for key in [Key::F1, Key::F8, Key::Num1, Key::N] {
        bench.press(key);
    }
    press_with(&mut bench, Modifiers::COMMAND, Key::Num3);
    assert_eq!(bench.session().view(), Settings::default().view);
    assert!(!shows(&bench, "Search keys") && bench.session().selection().is_none());
    bench.harness.event(Event::Ime(ImeEvent::Commit("灯".into())));
    bench.settle();
    bench.press(Key::F8);
    assert!(bench.session().view().is_swapped, "the keys are back");
}

#[test]
fn changed_keys_are_there_after_a_restart() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.press(Key::F1);
    click(&mut bench, "Cover the translation: C");
    bench.press(Key::V);
    let home = bench.folder.path().to_owned();
    let begun = Instant::now();
    let kept = loop {
        let (kept, problem) = Store::at(&home).load_settings();
        assert!(problem.is_none() && begun.elapsed() < Duration::from_secs(20), "{problem:?}");
        if !kept.keys.is_empty() {
            break kept;
        }
        std::thread::sleep(Duration::from_millis(5));
        bench.harness.step();
    };
    let mut again = Bench::with_sample(1200.0, 800.0, kept);
    again.press(Key::V);
    assert!(is_covered(&again));
}

fn sheet(theme: Theme, lang: InterfaceLang) -> Bench {
    let mut bench = Bench::with_sample(1000.0, 700.0, settings(theme, lang));
    bench.send(Command::SetKeys(choices(&[("Recent", &["Ctrl+R"]), ("OpenPath", &[])])));
    bench.press(Key::F1);
    bench
}

#[test]
fn a_picture_of_the_sheet_of_keys() {
    sheet(Theme::Light, InterfaceLang::En).harness.snapshot("keys_light");
}

#[test]
fn a_picture_of_a_key_being_changed() {
    let mut bench = sheet(Theme::Dark, InterfaceLang::Zh);
    click(&mut bench, "从磁盘重新载入：F5");
    bench.harness.hover_at(pos2(300.0, 280.0));
    bench.settle();
    bench.harness.snapshot("keys_change_dark_zh");
}

#[test]
fn a_picture_of_a_key_that_is_taken() {
    let mut bench = sheet(Theme::Sepia, InterfaceLang::En);
    click(&mut bench, "Reload from disk: F5");
    bench.harness.hover_at(pos2(300.0, 280.0));
    press_with(&mut bench, Modifiers::COMMAND, Key::G);
    bench.harness.snapshot("keys_taken_sepia");
}

#[test]
fn what_there_is_to_do_is_never_cut() {
    for (width, height) in [(320.0, 500.0), (400.0, 500.0), (640.0, 500.0)] {
        let mut bench = Bench::with_sample(width, height, english());
        bench.press(Key::F1);
        let rect = |bench: &Bench, part: &str| bench.harness.get_by_label_contains(part).rect();
        let (hint, close) = (rect(&bench, "Choose a key to change it"), bench.harness.get_by_label("Close").rect());
        assert!(hint.left() > 0.0 && hint.right() < width && hint.bottom() < close.top(), "{hint:?} over {close:?}");
        click(&mut bench, "Reload from disk: F5");
        let (said, close) = (rect(&bench, "Press a key for"), bench.harness.get_by_label("Close").rect());
        let remove = rect(&bench, "Take this key away");
        assert!(said.width() > 120.0 && !said.intersects(remove), "{said:?} and {remove:?} at {width}");
        assert!(said.bottom() < close.top() && remove.bottom() < close.top(), "{said:?} over {close:?} at {width}");
    }
}

#[test]
fn a_picture_of_keys_looked_for_in_a_narrow_window() {
    let mut bench = Bench::with_sample(460.0, 420.0, settings(Theme::Light, InterfaceLang::Zh));
    bench.press(Key::F1);
    bench.harness.event(Event::Text("选中".into()));
    bench.settle();
    bench.harness.snapshot("keys_narrow_zh");
}
