//! All choices in one sheet: opened, changed by keyboard alone, seen on the page at once, set back, kept over a restart, looked at.

use super::{Bench, SAMPLE, english, is_aligned, settings};
use duizhao::model::{Arrangement, InterfaceLang, NotesPanel, PageView, Settings, Theme, TypeStyle};
use duizhao::state::{Command, InputSource, LoadRequest};
use duizhao::store::Store;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable, by};

const AIM: &str = "The aim is simple.";
const AIM_ZH: &str = "目标很简单。";
const PINYIN: &str = "Pinyin above the characters";
/// A sentence of the small page in the sheet.
const CLOCKS: &str = "Both came from London in 1931.";
const CLOCKS_ZH: &str = "两只都是1931年从London买来的,走得很准.";

fn open(bench: &mut Bench) {
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    bench.settle();
}

fn is_shown(bench: &Bench, name: &str) -> bool {
    bench.harness.query_by_label(name).is_some()
}

fn rect(bench: &Bench, name: &str) -> Rect {
    bench.harness.get_by_label(name).rect()
}

fn focused(bench: &Bench) -> Option<String> {
    let node = bench.harness.query_all(by().predicate(|node| node.is_focused())).next()?;
    let node = node.accesskit_node();
    node.label().or_else(|| node.labelled_by().find_map(|label| label.value().or_else(|| label.label())))
}

/// Walks with Tab until this has the keyboard.
fn tab_to(bench: &mut Bench, name: &str) {
    let mut seen = Vec::new();
    for _ in 0..60 {
        let now = focused(bench);
        if now.as_deref() == Some(name) {
            return;
        }
        seen.extend(now);
        bench.harness.key_press(Key::Tab);
        bench.harness.run_steps(3);
    }
    panic!("Tab does not come to {name}, but to {seen:?}");
}

fn choose(bench: &mut Bench, name: &str) {
    tab_to(bench, name);
    bench.press(Key::Space);
}

#[test]
fn it_opens_by_key_and_menu_and_gives_the_keyboard_back() {
    for (lang, edit, entry, motion) in [
        (InterfaceLang::En, "Edit", "Settings…", "Reduce motion"),
        (InterfaceLang::Zh, "编辑", "设置…", "减少动态效果"),
    ] {
        let mut bench = Bench::with_sample(1180.0, 800.0, settings(Theme::Light, lang));
        open(&mut bench);
        assert!(is_shown(&bench, motion) && is_shown(&bench, AIM), "beside the page");
        bench.press(Key::ArrowDown);
        assert!(bench.session().selection().is_none(), "the arrows are the sheet's");
        bench.press(Key::Escape);
        assert!(!is_shown(&bench, motion));
        bench.press(Key::ArrowDown);
        assert!(bench.session().selection().is_some(), "and the page's again");
        bench.harness.get_by_label(edit).click();
        bench.settle();
        bench.harness.get_by_label(entry).click();
        bench.settle();
        assert!(is_shown(&bench, motion));
        open(&mut bench);
        assert!(!is_shown(&bench, motion), "the same key closes it");
    }
}

#[test]
fn everything_is_chosen_by_keyboard_alone() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    open(&mut bench);
    assert_eq!(focused(&bench).as_deref(), Some("Light"), "it begins at the theme in use");
    for name in ["Sepia", "Reduce motion", "Sans", "Hei", "Justify Chinese lines", "Translation below", "Swap sides"] {
        choose(&mut bench, name);
    }
    tab_to(&mut bench, "English size");
    for _ in 0..3 {
        bench.press(Key::ArrowRight);
    }
    let now = bench.session().settings().clone();
    assert_eq!((now.theme, now.reduces_motion), (Theme::Sepia, true));
    assert_eq!((now.typography.styles.en, now.typography.styles.zh), (TypeStyle::Sans, TypeStyle::Sans));
    assert!(!now.typography.is_justified && now.text_size_points > 18.0, "{now:?}");
    assert_eq!(
        now.view,
        PageView { arrangement: Arrangement::Stacked, is_swapped: true, ..PageView::default() },
        "and nothing else"
    );
    choose(&mut bench, "简体中文");
    assert!(is_shown(&bench, "减少动态效果"));
}

#[test]
fn a_list_that_a_key_closes_leaves_the_keyboard_where_it_was() {
    let mut bench = Bench::with_sample(1180.0, 900.0, english());
    open(&mut bench);
    choose(&mut bench, PINYIN);
    let is_at_list =
        |bench: &Bench| bench.harness.get_by_role_and_label(Role::ComboBox, PINYIN).accesskit_node().is_focused();
    bench.press(Key::Tab);
    assert!(is_at_list(&bench));
    for (keys, above) in [
        (&[Key::Enter, Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::Enter][..], 2),
        (&[Key::Enter, Key::ArrowDown, Key::Space], 0),
        // What is in use already is chosen, too.
        (&[Key::Enter, Key::ArrowDown, Key::Enter], 0),
        (&[Key::Enter, Key::ArrowDown, Key::ArrowDown, Key::Escape], 0),
        (&[Key::Enter, Key::Escape], 0),
    ] {
        for key in keys {
            bench.press(*key);
        }
        assert_eq!(bench.session().view().pinyin_above_level, above, "{keys:?}");
        assert!(!is_shown(&bench, "Words above HSK 3") && is_at_list(&bench), "{keys:?}");
    }
    bench.press(Key::F1);
    assert!(is_shown(&bench, "Search keys") && !is_at_list(&bench));
    bench.press(Key::Escape);
    assert!(!is_shown(&bench, "Search keys") && is_at_list(&bench), "behind a sheet");
}

#[test]
fn what_the_keyboard_comes_to_is_brought_into_view() {
    let mut bench = Bench::with_sample(480.0, 420.0, english());
    open(&mut bench);
    for name in ["Dim all but the sentence", "Sepia"] {
        tab_to(&mut bench, name);
        bench.settle();
        let rect = rect(&bench, name);
        assert!(rect.top() > 100.0 && rect.bottom() < 400.0, "{name} at {rect:?}");
    }
}

#[test]
fn the_page_shows_at_once_what_is_chosen() {
    let mut bench = Bench::with_sample(1180.0, 1000.0, english());
    open(&mut bench);
    assert!(rect(&bench, AIM).left() < rect(&bench, AIM_ZH).left());
    assert!(!is_shown(&bench, CLOCKS), "the page is there to see");
    let before = rect(&bench, AIM);
    bench.harness.get_by_label("Translation below").click();
    bench.settle();
    assert!(rect(&bench, AIM_ZH).top() > rect(&bench, AIM).bottom());
    bench.send(Command::SetTextSize(22.0));
    bench.settle();
    assert!(rect(&bench, AIM).height() > before.height());
}

#[test]
fn without_a_page_or_without_room_for_it_a_small_one_is_in_the_sheet() {
    let mut bench = Bench::new(1180.0, 800.0, english());
    bench.harness.run_steps(3);
    open(&mut bench);
    let (en, zh) = (rect(&bench, CLOCKS), rect(&bench, CLOCKS_ZH));
    assert!(en.bottom() <= zh.top());
    choose(&mut bench, "Swap sides");
    assert!(rect(&bench, CLOCKS_ZH).bottom() <= rect(&bench, CLOCKS).top());
    let mut bench = Bench::with_sample(480.0, 760.0, english());
    open(&mut bench);
    assert!(is_shown(&bench, CLOCKS) && !is_shown(&bench, AIM));
    bench.harness.get_by_label(CLOCKS).click();
    bench.settle();
    assert!(bench.session().selection().is_none(), "it is there to be looked at");
    bench.harness.set_size(vec2(1180.0, 760.0));
    bench.settle();
    assert!(!is_shown(&bench, CLOCKS) && is_shown(&bench, AIM));
}

#[test]
fn the_way_back_names_what_is_lost_and_leaves_the_rest() {
    let panel = NotesPanel { width_points: 400.0, ..NotesPanel::default() };
    let first = Settings { theme: Theme::Light, notes_panel: panel, ..Settings::default() };
    let mut bench = Bench::with_sample(1180.0, 800.0, Settings { interface_lang: InterfaceLang::En, ..first.clone() });
    bench.send(Command::SetTextSize(24.0));
    open(&mut bench);
    choose(&mut bench, "Reset to defaults…");
    bench.harness.get_by_label_contains("This resets: Theme, Interface language, English size.");
    assert_eq!(focused(&bench).as_deref(), Some("Cancel"));
    bench.press(Key::Space);
    assert!((bench.session().text_size_points() - 24.0).abs() < 0.01, "nothing was lost");
    assert_eq!(focused(&bench).as_deref(), Some("Reset to defaults…"));
    choose(&mut bench, "Reset to defaults…");
    bench.harness.get_by_label("Reset").click();
    bench.settle();
    assert_eq!(bench.session().settings(), &Settings { theme: Theme::System, ..first });
}

#[test]
fn what_an_article_has_of_its_own_is_said_and_can_be_made_alike() {
    let mut bench = Bench::new(1180.0, 700.0, english());
    let paths = ["a.txt", "b.txt"].map(|name| bench.write(name, "The boats are in.\n船都回来了。\n".as_bytes()));
    let show = |bench: &mut Bench, at: usize| {
        let path = paths[at].clone();
        bench.send(Command::Open(LoadRequest::files([path.clone()])));
        bench.wait("the file", move |s| is_aligned(s) && s.article().is_some_and(|a| a.paths() == [path.clone()]));
    };
    let stacked = PageView { arrangement: Arrangement::Stacked, ..PageView::default() };
    let make_own = |bench: &mut Bench| {
        show(bench, 0);
        bench.send(Command::SetView(stacked));
        bench.send(Command::SetTextSize(24.0));
        show(bench, 1);
        bench.send(Command::SetView(PageView::default()));
        bench.send(Command::SetTextSize(18.0));
        bench.settle();
    };
    let own = "This article has a page layout and a text size of its own (24 pt).";
    make_own(&mut bench);
    open(&mut bench);
    assert!(!is_shown(&bench, own));
    show(&mut bench, 0);
    bench.harness.get_by_label(own);
    bench.harness.get_by_label("Back to the default").click();
    bench.settle();
    assert!(!is_shown(&bench, own));
    assert_eq!((bench.session().view(), bench.session().text_size_points()), (PageView::default(), 18.0));

    make_own(&mut bench);
    show(&mut bench, 0);
    bench.harness.get_by_label("Use for all articles").click();
    bench.settle();
    assert!(!is_shown(&bench, own));
    for at in [1, 0] {
        show(&mut bench, at);
        assert_eq!(
            (bench.session().view(), bench.session().text_size_points()),
            (stacked, 24.0),
            "{}",
            paths[at].display()
        );
    }
}

#[test]
fn choices_are_the_same_after_a_restart() {
    let mut bench = Bench::with_sample(1180.0, 960.0, english());
    open(&mut bench);
    for name in ["Dark sepia", "Reduce motion", "Hei", "Indent Chinese paragraphs", "Cover the translation"] {
        bench.harness.get_by_label(name).click();
        bench.settle();
    }
    let kept = bench.session().settings().clone();
    assert!(kept.reduces_motion && kept.theme == Theme::SepiaDark && kept.view.is_covered, "{kept:?}");
    let store = Store::at(bench.folder.path());
    let begun = std::time::Instant::now();
    while store.load_settings().0 != kept {
        assert!(begun.elapsed().as_secs() < 30, "they are saved by themselves");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let mut later = Bench::at(bench.folder.path(), 1180.0, 800.0, store.load_settings().0);
    later.send(Command::Open(LoadRequest::text(InputSource::Sample(SAMPLE))));
    later.wait("the sample", is_aligned);
    assert_eq!(later.session().settings(), &kept);
    assert!(!is_shown(&later, "Reduce motion"), "the sheet itself is closed");
    open(&mut later);
    let ticked = later.harness.get_by_role_and_label(Role::CheckBox, "Reduce motion");
    assert_eq!(ticked.accesskit_node().toggled(), Some(eframe::egui::accesskit::Toggled::True));
}

#[test]
fn with_reduced_motion_the_page_is_turned_in_one_frame() {
    let mut bench = Bench::with_sample(1000.0, 420.0, english());
    // As it is where no test has switched it off.
    bench.harness.ctx.all_styles_mut(|style| style.animation_time = 0.2);
    let row = |bench: &Bench| bench.session().article().unwrap().place.row;
    let turned_at_once = |bench: &mut Bench| {
        bench.press(Key::Home);
        bench.harness.key_press(Key::PageDown);
        bench.harness.step();
        let at_once = row(bench);
        bench.settle();
        (at_once, row(bench))
    };
    let (at_once, at_last) = turned_at_once(&mut bench);
    assert!(at_once < at_last, "it glides: {at_once}, {at_last}");
    bench.send(Command::SetReducedMotion(true));
    bench.settle();
    let (at_once, at_last) = turned_at_once(&mut bench);
    assert_eq!(at_once, at_last);
    assert!(bench.harness.ctx.global_style().animation_time == 0.0);
    bench.send(Command::SetReducedMotion(false));
    bench.settle();
    assert!(bench.harness.ctx.global_style().animation_time > 0.0);
}

#[test]
fn notes_and_headings_take_its_place() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    open(&mut bench);
    bench.harness.key_press(Key::F9);
    bench.settle();
    assert!(!is_shown(&bench, "Reduce motion") && bench.session().settings().contents_open);
    open(&mut bench);
    bench.harness.key_press(Key::F9);
    bench.settle();
    assert!(!is_shown(&bench, "Reduce motion") && bench.session().settings().contents_open, "it was hidden");
}

fn picture(name: &str, width: f32, height: f32, theme: Theme, lang: InterfaceLang) {
    let mut bench = Bench::with_sample(width, height, settings(theme, lang));
    bench.harness.get_by_label(AIM).click();
    bench.settle();
    open(&mut bench);
    bench.harness.snapshot(name);
}

#[test]
fn a_picture_in_the_light_theme() {
    picture("settings_light", 1180.0, 800.0, Theme::Light, InterfaceLang::En);
}

#[test]
fn a_picture_in_the_dark_theme_in_chinese() {
    picture("settings_dark_zh", 1180.0, 800.0, Theme::Dark, InterfaceLang::Zh);
}

#[test]
fn a_picture_in_a_narrow_window_in_chinese() {
    picture("settings_narrow_zh", 480.0, 900.0, Theme::Light, InterfaceLang::Zh);
}

#[test]
fn a_picture_in_a_narrow_window_in_the_dark_theme() {
    picture("settings_narrow_dark", 420.0, 900.0, Theme::Dark, InterfaceLang::En);
}

#[test]
fn a_picture_of_an_article_with_choices_of_its_own_and_of_the_way_back() {
    let mut bench = Bench::new(1180.0, 800.0, settings(Theme::Sepia, InterfaceLang::En));
    let path = bench.write(
        "boats.txt",
        "The boats are in.\n船都回来了。\nNobody saw them come.\n没有人看见它们进港。\n".as_bytes(),
    );
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the file", is_aligned);
    bench.send(Command::SetTextSize(24.0));
    bench.send(Command::Open(LoadRequest::text(InputSource::Sample(SAMPLE))));
    bench.wait("the sample", |session| session.article().is_some_and(|a| a.is_aligned && a.paths().is_empty()));
    bench.send(Command::SetTextSize(18.0));
    let path = bench.folder.path().join("boats.txt");
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the file again", |session| session.article().is_some_and(|a| a.is_aligned && !a.paths().is_empty()));
    open(&mut bench);
    bench.harness.snapshot("settings_own_sepia");
    choose(&mut bench, "Reset to defaults…");
    bench.harness.snapshot("settings_reset_sepia");
}
