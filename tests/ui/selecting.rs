//! Selecting text in the window: dragged, extended, copied, noted, and looked at.

use super::*;
use duizhao::state::{Step, TextRange};
use eframe::egui::{OutputCommand, PointerButton, Pos2};

/// A place on the first line of a sentence: a share of its width from its left end.
fn at(bench: &Bench, sentence: &str, share: f32) -> Pos2 {
    let rect = bench.harness.get_by_label(sentence).rect();
    pos2(rect.left() + rect.width() * share, rect.center().y)
}

fn drag(bench: &mut Bench, from: Pos2, to: Pos2) {
    bench.harness.hover_at(from);
    bench.harness.step();
    bench.harness.drag_at(from);
    bench.harness.step();
    bench.harness.hover_at(from + vec2(12.0, 0.0));
    bench.harness.step();
    bench.harness.hover_at(to);
    bench.harness.run_steps(2);
    bench.harness.drop_at(to);
    bench.settle();
}

fn selected(bench: &Bench) -> Option<String> {
    Some(bench.session().text_range()?.text(&bench.session().article()?.bitext))
}

fn copied(bench: &mut Bench) -> Option<String> {
    bench.harness.event(Event::Copy);
    on_clipboard(bench)
}

/// What is put on the clipboard in one of the next frames.
fn on_clipboard(bench: &mut Bench) -> Option<String> {
    (0..10).find_map(|_| {
        bench.harness.step();
        bench.harness.output().platform_output.commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    })
}

#[test]
fn dragging_selects_within_one_column_and_across_rows() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    let (from, to) = (at(&bench, "The aim is simple.", 0.0), at(&bench, "The aim is simple.", 1.0));
    drag(&mut bench, from, to);
    assert_eq!(selected(&bench).as_deref(), Some("The aim is simple."));
    assert!(bench.session().selection().is_none(), "no pair is pinned by it");
    bench.harness.get_by_label("Selected: text");
    assert_eq!(copied(&mut bench).as_deref(), Some("The aim is simple."));
    // Over to the other column and two rows down.
    let to = at(&bench, "反过来试一次,似乎才算有礼貌。”项目负责人玛丽昂·奥卡福说。", 0.5);
    drag(&mut bench, from, to);
    let text = copied(&mut bench).unwrap();
    assert!(text.starts_with("The aim is simple. Harbour porpoises, which"), "{text}");
    assert!(text.contains("engines.\n\n“We spent") && !text.contains('海'), "not the other column: {text}");
    assert_eq!(text.matches('\n').count(), 2, "no line breaks of ours: {text}");
    bench.press(Key::Escape);
    assert!(!bench.session().has_selection());
    bench.harness.get_by_label("The aim is simple.").click();
    bench.settle();
    assert!(bench.is_selected("目标很简单。"), "a click without a drag pins the pair");
    assert_eq!(copied(&mut bench).as_deref(), Some("The aim is simple.\n目标很简单。"));
    bench.harness.get_by_label("View").focus();
    bench.settle();
    assert_eq!(copied(&mut bench).as_deref(), Some("The aim is simple.\n目标很简单。"), "a button has nothing to copy");
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    bench.settle();
    assert_eq!(copied(&mut bench), None, "a field has");
}

#[test]
fn shift_extends_by_pointer_and_by_key() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    bench.harness.get_by_label("The aim is simple.").click();
    bench.settle();
    bench.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    bench.settle();
    assert_eq!(selected(&bench).as_deref(), Some("The aim is simple."));
    bench.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    bench.settle();
    assert!(selected(&bench).unwrap().ends_with("over the engines."));
    let from = bench.session().text_range().unwrap().from;
    bench.harness.get_by_label_contains("This spring it will").click_modifiers(Modifiers::SHIFT);
    bench.settle();
    let range = bench.session().text_range().unwrap();
    assert!(range.from == from && range.to < from, "up to the click, from where it began: {range:?}");
    assert!(selected(&bench).unwrap().ends_with("sorts what they hear."));
}

#[test]
fn an_end_out_of_view_is_kept_while_the_page_scrolls_on() {
    let mut bench = Bench::with_sample(1180.0, 500.0, english());
    let from = at(&bench, "The aim is simple.", 0.0);
    bench.harness.hover_at(from);
    bench.harness.step();
    bench.harness.drag_at(from);
    bench.harness.step();
    // Below the page, for a while.
    bench.harness.hover_at(pos2(from.x, 490.0));
    bench.harness.run_steps(60);
    assert!(bench.session().article().unwrap().place.row > 4, "{:?}", bench.session().article().unwrap().place);
    bench.harness.hover_at(pos2(from.x + 100.0, 300.0));
    bench.harness.run_steps(2);
    bench.harness.drop_at(pos2(from.x + 100.0, 300.0));
    bench.settle();
    let text = selected(&bench).unwrap();
    assert!(text.starts_with("The aim is simple.") && text.contains("\n\nSorting the sounds"), "{text}");
    let before: Option<TextRange> = bench.session().text_range();
    bench.wheel(-300.0);
    assert_eq!(bench.session().text_range(), before);
}

#[test]
fn selected_text_is_noted_with_its_counterpart() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    bench.wait("notes to be opened", Session::can_write_notes);
    let (from, to) = (at(&bench, "The aim is simple.", 0.0), at(&bench, "The aim is simple.", 0.4));
    drag(&mut bench, from, to);
    let text = selected(&bench).unwrap();
    bench.press(Key::Num2);
    let quotes = |bench: &Bench| {
        let note = bench.session().notes().unwrap().all().first()?.clone();
        Some([&note.target.en, &note.target.zh].map(|quote| quote.as_ref().unwrap().quote.clone()))
    };
    assert_eq!(quotes(&bench), Some([text.trim().to_owned(), "目标很简单。".to_owned()]));
    bench.press(Key::Num2);
    assert_eq!(quotes(&bench), None, "the same key takes it away");
    bench.press(Key::N);
    bench.harness.get_by_role(Role::MultilineTextInput).type_text("a short aim");
    bench.settle();
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    bench.settle();
    assert_eq!(quotes(&bench), Some([text.trim().to_owned(), "目标很简单。".to_owned()]));
}

#[test]
fn selected_text_is_what_is_looked_for_and_let_go_of_first() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    let (from, to) = (at(&bench, "目标很简单。", 0.0), at(&bench, "目标很简单。", 0.34));
    drag(&mut bench, from, to);
    assert_eq!(selected(&bench).as_deref(), Some("目标"));
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    bench.harness.step();
    bench.wait("the search", |session| session.finding().is_some_and(duizhao::state::Finding::is_over));
    assert_eq!(bench.session().finding().unwrap().wanted().text, "目标");
    bench.harness.get_by_label("Find next").click();
    bench.settle();
    assert!(bench.session().visited_hit().is_some() && bench.session().text_range().is_none());
    drag(&mut bench, from, to);
    bench.press(Key::Escape);
    assert!(!bench.session().has_selection());
    bench.harness.get_by_label("Find next");
    bench.press(Key::Escape);
    assert!(bench.harness.query_by_label("Find next").is_none(), "the bar goes with the next one");
}

fn secondary_click(bench: &mut Bench, at: Pos2) {
    bench.harness.hover_at(at);
    for pressed in [true, false] {
        let modifiers = Modifiers::NONE;
        bench.harness.event(Event::PointerButton { pos: at, button: PointerButton::Secondary, pressed, modifiers });
    }
    bench.settle();
}

#[test]
fn the_menu_over_selected_text_is_about_it() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    let (from, to) = (at(&bench, "目标很简单。", 0.0), at(&bench, "目标很简单。", 1.0));
    drag(&mut bench, from, to);
    let range = bench.session().text_range();
    bench.harness.get_by_label("目标很简单。").click_button(PointerButton::Secondary);
    bench.settle();
    assert_eq!(bench.session().text_range(), range);
    bench.harness.get_by_label("Copy as a quotation with its source").click();
    assert_eq!(on_clipboard(&mut bench).as_deref(), Some("> 目标很简单。\n\n— Sample article\n"));
    bench.settle();
    // Where a drag ends the pointer is on the next character.
    let end = at(&bench, "目标很简单。", 0.4);
    drag(&mut bench, from, end);
    assert_eq!(selected(&bench).as_deref(), Some("目标"));
    let range = bench.session().text_range();
    secondary_click(&mut bench, end);
    assert_eq!(bench.session().text_range(), range);
    bench.harness.get_by_label("Copy the selected text").click();
    assert_eq!(on_clipboard(&mut bench).as_deref(), Some("目标"));
    bench.settle();
    bench.send(Command::ExtendText(Step::Next));
    bench.harness.get_by_label("The aim is simple.").click_button(PointerButton::Secondary);
    bench.settle();
    assert!(bench.session().selection().is_some(), "elsewhere it is about the sentence there");
}

fn picture(name: &str, settings: Settings) {
    let mut bench = Bench::with_sample(1180.0, 800.0, settings);
    let from = at(&bench, "目标很简单。", 0.4);
    let to = at(&bench, "反过来试一次,似乎才算有礼貌。”项目负责人玛丽昂·奥卡福说。", 0.6);
    drag(&mut bench, from, to);
    bench.harness.hover_at(pos2(590.0, 740.0));
    bench.settle();
    bench.harness.snapshot(name);
}

#[test]
fn a_picture_of_selected_text_in_the_light_theme() {
    picture("select_light", english());
}

#[test]
fn a_picture_of_selected_text_in_the_dark_theme_in_chinese() {
    picture("select_dark_zh", settings(Theme::Dark, InterfaceLang::Zh));
}

#[test]
fn a_picture_of_selected_text_in_the_sepia_theme() {
    picture("select_sepia", settings(Theme::Sepia, InterfaceLang::En));
}
