//! The interface without a window: opened, clicked, walked, resized, and looked at.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test says by its line what failed")]
#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the method of an access node is not general enough over lifetimes"
)]

use duizhao::align::words::Linker;
use duizhao::jobs::Jobs;
use duizhao::model::{InterfaceLang, Library, RecentArticle, Settings, Theme};
use duizhao::state::{Command, InputSource, LoadRequest, Message, Selection, Session};
use duizhao::store::Store;
use duizhao::text::Lang;
use duizhao::ui::{Answer, App, Dialogs, Purpose, SAMPLE, Strings, prepare};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, MouseWheelUnit, Pos2, Shape, TouchPhase, ViewportCommand, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

#[path = "ui/access.rs"]
mod access;
#[path = "ui/columns.rs"]
mod columns;
#[path = "ui/find.rs"]
mod find;
#[path = "ui/journeys.rs"]
mod journeys;
#[path = "ui/keys.rs"]
mod keys;
#[path = "ui/looks.rs"]
mod looks;
#[path = "ui/modes.rs"]
mod modes;
#[path = "ui/moves.rs"]
mod moves;
#[path = "ui/notes.rs"]
mod notes;
#[path = "ui/pinyin.rs"]
mod pinyin;
#[path = "ui/recent.rs"]
mod recent;
#[path = "ui/selecting.rs"]
mod selecting;
#[path = "ui/settings.rs"]
mod settings_sheet;
#[path = "ui/typography.rs"]
mod typography;
#[path = "ui/words.rs"]
mod words;

/// A dialog that answers with what the test put in.
#[derive(Clone, Default)]
struct Canned(Rc<RefCell<Option<Answer>>>);

impl Dialogs for Canned {
    fn ask(&mut self, _: &eframe::egui::Context, _: Purpose, _: &'static duizhao::ui::Strings) {}
    fn ask_where(&mut self, _: &eframe::egui::Context, _: &str, _: &'static duizhao::ui::Strings) {}
    fn answer(&mut self) -> Option<Answer> {
        self.0.borrow_mut().take()
    }
}

/// A window of the given size with nothing open; its files are in a folder of its own.
struct Bench {
    harness: Harness<'static, App>,
    dialogs: Canned,
    folder: tempfile::TempDir,
}

impl Bench {
    fn new(width: f32, height: f32, settings: Settings) -> Self {
        Self::at_home(None, width, height, settings)
    }

    /// A second window on the files of another one.
    fn at(home: &Path, width: f32, height: f32, settings: Settings) -> Self {
        Self::at_home(Some(home), width, height, settings)
    }

    fn at_home(home: Option<&Path>, width: f32, height: f32, settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::of(Library::default(), home, folder, width, height, settings)
    }

    /// With articles that were read before.
    fn with_library(library: Library, width: f32, height: f32, settings: Settings) -> Self {
        Self::of(library, None, tempfile::tempdir().unwrap(), width, height, settings)
    }

    fn of(
        library: Library,
        home: Option<&Path>,
        folder: tempfile::TempDir,
        width: f32,
        height: f32,
        settings: Settings,
    ) -> Self {
        let jobs = Jobs::new(Store::at(home.unwrap_or(folder.path())), || ());
        let dialogs = Canned::default();
        let app = App::new(Session::new(settings, library), jobs, Box::new(dialogs.clone()));
        let harness = Harness::builder()
            .with_size(vec2(width, height))
            .with_max_steps(60)
            .with_context_setup(prepare)
            .build_ui_state(|ui, app: &mut App| app.frame_ui(ui), app);
        Self { harness, dialogs, folder }
    }

    /// With the sample open and aligned.
    fn with_sample(width: f32, height: f32, settings: Settings) -> Self {
        let mut bench = Self::new(width, height, settings);
        bench.send(Command::Open(LoadRequest::text(InputSource::Sample(SAMPLE))));
        // What has been learned lights other words.
        let has_learned = |session: &Session| session.article()?.linker.as_ref().map(Linker::has_learned);
        bench.wait("the sample to be aligned", |session| is_aligned(session) && has_learned(session) == Some(true));
        bench
    }

    fn send(&mut self, command: Command) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().send(&ctx, command);
    }

    fn session(&self) -> &Session {
        self.harness.state().session()
    }

    fn wait(&mut self, what: &str, is_done: impl Fn(&Session) -> bool) {
        let begun = Instant::now();
        while !is_done(self.session()) {
            assert!(begun.elapsed() < Duration::from_secs(30), "waited in vain for {what}");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.settle();
    }

    /// Until nothing moves any more.
    fn settle(&mut self) {
        // How often it has blinked depends on how long something took.
        self.harness.ctx.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
        self.harness.run_steps(40);
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A sentence on the page, or in a list: the pinned one is also said.
    fn sentence<'a>(&'a self, name: &'a str) -> egui_kittest::Node<'a> {
        self.harness.get_by_role_and_label(Role::ListItem, name)
    }

    fn is_selected(&self, name: &str) -> bool {
        self.sentence(name).accesskit_node().is_selected() == Some(true)
    }

    fn wheel(&mut self, points: f32) {
        self.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: TouchPhase::Move,
            source: eframe::egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        self.settle();
    }

    fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.settle();
    }
}

fn is_aligned(session: &Session) -> bool {
    session.article().is_some_and(|article| article.is_aligned)
}

fn click_at(bench: &mut Bench, at: Pos2) {
    bench.harness.hover_at(at);
    bench.harness.step();
    bench.harness.drag_at(at);
    bench.harness.step();
    bench.harness.drop_at(at);
    bench.settle();
}

fn settings(theme: Theme, lang: InterfaceLang) -> Settings {
    Settings { theme, interface_lang: lang, ..Settings::default() }
}

fn english() -> Settings {
    settings(Theme::Light, InterfaceLang::En)
}

#[test]
fn a_click_pins_a_sentence_and_its_counterpart() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.sentence("The aim is simple.").click();
    bench.settle();
    assert!(bench.is_selected("目标很简单。"));
    assert!(!bench.is_selected("桑盖特角灯塔建于1887年,1994年停止发光。"));
    bench.sentence("目标很简单。").click();
    bench.settle();
    assert!(!bench.is_selected("The aim is simple."), "a second click lets go");
    bench.sentence("目标很简单。").click_accesskit();
    bench.settle();
    assert!(bench.is_selected("The aim is simple."), "a screen reader's click");
    bench.press(Key::Escape);
    assert!(bench.session().selection().is_none());
}

#[test]
fn every_visible_sentence_is_a_node_with_its_language() {
    let bench = Bench::with_sample(1200.0, 800.0, english());
    for (name, language) in [("The aim is simple.", "en"), ("目标很简单。", "zh")] {
        let node = bench.harness.get_by_label(name);
        assert_eq!(node.accesskit_node().data().language(), Some(language));
    }
}

#[test]
fn walking_goes_through_all_pairs_and_the_view_follows() {
    let mut bench = Bench::with_sample(1000.0, 420.0, english());
    let pairs: usize = bench.session().article().unwrap().bitext.rows.iter().map(|row| row.beads.len()).sum();
    for step in 0..pairs {
        bench.press(Key::ArrowDown);
        let selection = bench.session().selection().expect("a pair is pinned");
        let text = bench.session().article().unwrap().bitext.sentence(selection.lang, selection.sentence).to_owned();
        let node = bench.harness.query_all_by_label(&text).next();
        let rect = node.unwrap_or_else(|| panic!("step {step}: {text} is not in view")).rect();
        assert!(rect.top() > 20.0 && rect.bottom() < 410.0, "step {step}: {text} at {rect:?}");
    }
    let last = bench.session().selection();
    bench.press(Key::ArrowDown);
    assert_eq!(bench.session().selection(), last, "the end is the end");
    for _ in 1..pairs {
        bench.press(Key::K);
    }
    assert_eq!(bench.session().selected_bead(), Some((0, 0)));
}

#[test]
fn the_pinned_pair_is_copied() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.harness.get_by_label("目标很简单。").click();
    bench.settle();
    bench.harness.event(Event::Copy);
    bench.harness.step();
    let copied = bench.harness.output().platform_output.commands.iter().find_map(|command| match command {
        eframe::egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(copied.as_deref(), Some("The aim is simple.\n目标很简单。"));
}

#[test]
fn a_file_that_cannot_be_opened_is_named_and_the_article_stays() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    let folder = bench.folder.path().to_owned();
    let photo = bench.write("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    let empty = bench.write("empty.txt", b"");
    let missing = folder.join("missing.txt");
    for path in [photo, empty, missing, folder] {
        bench.send(Command::Open(LoadRequest::files([path.clone()])));
        bench.wait("the load to fail", |session| session.loading().is_none());
        assert!(
            matches!(bench.session().messages(), [Message::CannotOpen(_)]),
            "{path:?}: {:?}",
            bench.session().messages()
        );
        bench.harness.get_by_label_contains(&path.display().to_string());
        bench.harness.get_by_label("The aim is simple.");
    }
    bench.harness.get_by_label("Dismiss").click();
    bench.settle();
    assert!(bench.session().messages().is_empty());
}

#[test]
fn files_are_remembered_by_their_whole_paths() {
    let whole = std::env::current_dir().unwrap().join("LICENSE-MIT");
    let mut bench = Bench::new(1000.0, 700.0, english());
    let paths = |bench: &Bench| bench.session().library().recent.first().map(|entry| entry.paths.clone());
    *bench.dialogs.0.borrow_mut() = Some(Answer::Files(Purpose::Article, vec!["LICENSE-MIT".into()]));
    bench.wait("the file of a dialog", is_aligned);
    assert_eq!(paths(&bench), Some(vec![whole.clone()]));
    let zh = bench.write("zh.txt", "船都回来了。\n".as_bytes());
    *bench.dialogs.0.borrow_mut() = Some(Answer::Files(Purpose::Translation, vec![zh.clone()]));
    bench.wait("its translation", |session| is_aligned(session) && session.article().unwrap().paths().len() == 2);
    assert_eq!(paths(&bench), Some(vec![whole.clone(), zh]));
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    bench.settle();
    bench.harness.get_by_role(Role::TextInput).type_text("LICENSE-MIT");
    bench.settle();
    bench.press(Key::Enter);
    bench.wait("the file that was typed", |session| {
        is_aligned(session) && session.article().unwrap().paths().len() == 1
    });
    assert_eq!(paths(&bench), Some(vec![whole]));
}

#[test]
fn a_last_article_that_is_gone_is_said_above_what_else_can_be_opened() {
    for (settings, said) in
        [(english(), "there is no such file"), (settings(Theme::Light, InterfaceLang::Zh), "没有这个文件")]
    {
        let words = Strings::of(settings.interface_lang);
        let entry = RecentArticle { paths: vec!["/nowhere/ferry.txt".into()], ..RecentArticle::default() };
        let request = LoadRequest::again(&entry);
        let mut bench = Bench::with_library(Library { recent: vec![entry] }, 1000.0, 700.0, settings);
        bench.send(Command::Open(request));
        bench.wait("the load to fail", |session| session.loading().is_none());
        let message = bench.harness.get_by_label_contains("/nowhere/ferry.txt").accesskit_node().value();
        assert!(message.is_some_and(|message| message.contains(said)));
        for action in [words.recent, words.sample_article] {
            bench.harness.get_by_role_and_label(Role::Button, action);
        }
    }
}

#[test]
fn a_dialog_opens_what_it_answers() {
    let mut bench = Bench::new(1000.0, 700.0, english());
    let path = bench.write("boats.txt", "The boats are in.\n船都回来了。\n".as_bytes());
    bench.harness.run_steps(3);
    *bench.dialogs.0.borrow_mut() = Some(Answer::Files(Purpose::Article, vec![path]));
    bench.wait("the file", is_aligned);
    bench.harness.get_by_label("船都回来了。");
    *bench.dialogs.0.borrow_mut() = Some(Answer::Unavailable);
    bench.settle();
    assert!(matches!(bench.session().messages(), [Message::NoDialog]));
}

#[test]
fn one_language_offers_to_add_the_other() {
    let mut bench = Bench::new(1000.0, 700.0, english());
    let en = bench.write("a.en.txt", b"The boats are in.\n\nThe crew went home.\n");
    let zh = bench.write("a.zh.txt", "船都回来了。\n\n船员回家了。\n".as_bytes());
    bench.send(Command::Open(LoadRequest::files([en])));
    bench.wait("the English file", is_aligned);
    bench.harness.get_by_label("The boats are in.");
    bench.harness.get_by_label_contains("English only");
    *bench.dialogs.0.borrow_mut() = Some(Answer::Files(Purpose::Translation, vec![zh]));
    bench.wait("the translation", |session| session.article().is_some_and(|a| a.is_aligned && a.paths().len() == 2));
    assert_eq!(bench.session().article().unwrap().bitext.unpaired_rows(), 0);
    assert!(bench.session().messages().is_empty());
}

#[test]
fn pasted_text_is_an_article() {
    let mut bench = Bench::new(1000.0, 700.0, english());
    bench.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::V);
    bench.harness.step();
    bench.harness.event(Event::Paste("The tide is low.\n潮水退了。".into()));
    bench.wait("the pasted text", is_aligned);
    bench.harness.get_by_label("潮水退了。");
    // In a field the same key pastes into the field.
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    bench.settle();
    let key = |pressed| Event::Key {
        key: Key::V,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::COMMAND | Modifiers::SHIFT,
    };
    bench.harness.input_mut().events.extend([true, false].map(key));
    bench.harness.step();
    let mut asked = bench.harness.output().viewport_output.values().flat_map(|output| &output.commands);
    assert!(asked.any(|command| *command == ViewportCommand::RequestPaste));
    bench.harness.event(Event::Paste("船".into()));
    bench.settle();
    assert!(bench.session().loading().is_none() && bench.session().finding().is_some());
    // A paste that was asked for as an article goes nowhere else.
    bench.harness.key_press(Key::Escape);
    bench.settle();
    bench.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::V);
    bench.harness.step();
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    bench.harness.step();
    bench.harness.event(Event::Paste("The boats are in.\n船都回来了。".into()));
    bench.wait("the other text", |session| {
        is_aligned(session) && session.article().unwrap().bitext.sentence(Lang::Zh, 0).starts_with('船')
    });
    bench.harness.get_by_label("船都回来了。");
    assert_eq!(bench.harness.get_by_role(Role::TextInput).accesskit_node().value().as_deref(), Some("船"));
}

#[test]
fn the_wheel_and_the_keys_move_the_page() {
    let mut bench = Bench::with_sample(1000.0, 500.0, english());
    bench.harness.hover_at(pos2(300.0, 250.0));
    bench.wheel(-600.0);
    let after_wheel = bench.session().article().unwrap().place;
    assert!(after_wheel.row > 0, "{after_wheel:?}");
    bench.wheel(100_000.0);
    assert_eq!(bench.session().article().unwrap().place.row, 0);
    bench.press(Key::PageDown);
    assert!(bench.session().article().unwrap().place.row > 0);
    bench.press(Key::End);
    bench.harness.get_by_label("雾中的桑盖特角,摄于三月。");
    bench.press(Key::Home);
    assert_eq!(bench.session().article().unwrap().place.row, 0);
}

#[test]
fn resizing_keeps_the_row_that_is_read() {
    let mut bench = Bench::with_sample(1100.0, 600.0, english());
    bench.harness.hover_at(pos2(300.0, 300.0));
    bench.press(Key::PageDown);
    let row = bench.session().article().unwrap().place.row;
    for width in [1000.0, 820.0, 600.0, 480.0, 700.0, 1300.0, 1100.0] {
        bench.harness.set_size(vec2(width, 600.0));
        bench.settle();
        assert_eq!(bench.session().article().unwrap().place.row, row, "at {width}");
    }
}

#[test]
fn a_message_does_not_move_the_text() {
    let mut bench = Bench::with_sample(1000.0, 600.0, english());
    bench.press(Key::PageDown);
    let article = bench.session().article().unwrap();
    let sentence = article.bitext.sentences_of_row(Lang::Zh, article.place.row + 2).start;
    let name = article.bitext.sentence(Lang::Zh, sentence).to_owned();
    let bench_rect = |bench: &Bench| bench.harness.get_by_label(&name).rect();
    let before = bench_rect(&bench);
    bench.send(Command::Report(Message::NothingToPaste));
    bench.settle();
    assert!((bench_rect(&bench).top() - before.top()).abs() <= 0.5, "with the message");
    bench.send(Command::Dismiss(0));
    bench.settle();
    assert!((bench_rect(&bench).top() - before.top()).abs() <= 0.5, "without it again");
}

#[test]
fn settings_change_from_the_menu() {
    let mut bench = Bench::with_sample(1200.0, 800.0, english());
    bench.harness.get_by_label("View").click();
    bench.settle();
    bench.harness.get_by_label("Theme").click();
    bench.settle();
    bench.harness.get_by_label("Sepia").click();
    bench.settle();
    assert_eq!(bench.session().settings().theme, Theme::Sepia);
    let normal = bench.session().settings().clone();
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    bench.settle();
    assert!(bench.session().settings().text_size_points > normal.text_size_points);
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    bench.settle();
    assert_eq!(bench.session().settings(), &normal);
    bench.send(Command::SetInterfaceLang(InterfaceLang::Zh));
    bench.settle();
    bench.harness.get_by_label("文件");
}

#[test]
fn a_path_can_be_typed() {
    let mut bench = Bench::new(1000.0, 700.0, english());
    let path = bench.write("typed.txt", "One boat.\n一条船。\n".as_bytes());
    bench.harness.run_steps(3);
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    bench.settle();
    let field = eframe::egui::accesskit::Role::TextInput;
    bench.harness.get_by_role(field).type_text(&path.display().to_string());
    bench.settle();
    bench.harness.key_press(Key::Enter);
    bench.wait("the typed path", is_aligned);
    bench.harness.get_by_label("一条船。");
}

#[test]
fn letters_typed_in_a_field_do_not_walk() {
    let mut bench = Bench::with_sample(1000.0, 700.0, english());
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    bench.settle();
    bench.press(Key::J);
    bench.press(Key::ArrowDown);
    assert!(bench.session().selection().is_none());
    bench.press(Key::Escape);
    bench.press(Key::J);
    assert!(bench.session().selection().is_some(), "the page has the keys again");
}

#[test]
fn every_press_counts_however_many_come_in_one_frame() {
    let mut bench = Bench::with_sample(1000.0, 500.0, english());
    let together = |bench: &mut Bench, modifiers: Modifiers, keys: &[Key]| {
        for key in keys {
            let (key, pressed) = (*key, true);
            bench.harness.event(Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
        }
        bench.settle();
    };
    let walked = |bench: &Bench| {
        let selected = bench.session().selected_bead();
        let rows = &bench.session().article().unwrap().bitext.rows;
        let beads = rows.iter().enumerate().flat_map(|(row, r)| (0..r.beads.len()).map(move |bead| (row, bead)));
        beads.zip(1..).find(|(bead, _)| Some(*bead) == selected).map_or(0, |(_, at)| at)
    };
    for (keys, expected) in [
        (&[Key::ArrowDown; 5][..], 5),
        (&[Key::J, Key::J, Key::ArrowDown], 8),
        (&[Key::ArrowUp; 4], 4),
        (&[Key::K, Key::K], 2),
    ] {
        together(&mut bench, Modifiers::NONE, keys);
        assert_eq!(walked(&bench), expected, "{keys:?}");
    }
    together(&mut bench, Modifiers::NONE, &[Key::Home]);
    let row = |bench: &Bench| bench.session().article().unwrap().place.row;
    for key in [Key::Space, Key::PageDown] {
        together(&mut bench, Modifiers::NONE, &[key]);
        let one = row(&bench);
        together(&mut bench, Modifiers::NONE, &[Key::Home]);
        together(&mut bench, Modifiers::NONE, &[key, key]);
        assert!(row(&bench) > one && one > 0, "two pages are more than one: {one}, {}", row(&bench));
        let (back, modifiers) =
            if key == Key::Space { (key, Modifiers::SHIFT) } else { (Key::PageUp, Modifiers::NONE) };
        together(&mut bench, modifiers, &[back, back]);
        assert_eq!(row(&bench), 0, "and back with {back:?}");
    }
}

#[test]
fn an_open_menu_has_the_keys() {
    let mut bench = Bench::with_sample(1000.0, 700.0, english());
    bench.harness.get_by_label("The aim is simple.").click();
    bench.settle();
    let pinned = bench.session().selection();
    bench.harness.get_by_label("Edit").click();
    bench.settle();
    for key in [Key::ArrowDown, Key::J, Key::End] {
        bench.press(key);
        assert_eq!((bench.session().selection(), bench.session().article().unwrap().place.row), (pinned, 0), "{key:?}");
    }
    bench.press(Key::Escape);
    assert!(bench.harness.query_by_label("Clear the selection").is_none(), "Esc closes the menu");
    assert_eq!(bench.session().selection(), pinned, "and nothing else");
    bench.press(Key::Escape);
    assert_eq!(bench.session().selection(), None, "the next one lets go");
}

#[test]
fn what_has_the_keyboard_has_a_ring() {
    let mut bench = Bench::with_sample(1000.0, 700.0, english());
    let mut rings = 0;
    for _ in 0..5 {
        bench.press(Key::Tab);
        let focused = bench.harness.get_all_by(|node| node.is_focused()).next().expect("Tab goes to a control").rect();
        let has_ring = bench.harness.output().shapes.iter().any(|shape| match &shape.shape {
            Shape::Rect(ring) => ring.stroke.width >= 2.0 && (ring.rect.center() - focused.center()).length() < 1.0,
            _ => false,
        });
        assert!(has_ring, "no ring around {focused:?}");
        rings += 1;
    }
    assert_eq!(rings, 5);
}

#[test]
fn the_page_is_a_list_named_by_the_article_in_a_window_named_by_its_title() {
    let bench = Bench::with_sample(1000.0, 700.0, english());
    let list = bench.harness.get_by_role_and_label(Role::List, "Sample article");
    list.get_by_label("The aim is simple.");
    let root = bench.harness.root();
    assert_eq!(root.accesskit_node().label().as_deref(), Some("Sample article — Duizhao 对照"));
}

#[test]
fn two_files_in_one_language_are_told_apart_from_one() {
    let mut bench = Bench::new(1000.0, 700.0, english());
    let en = bench.write("a.txt", b"The boats are in.\n");
    let other = bench.write("b.txt", b"The crew went home.\n");
    bench.send(Command::Open(LoadRequest::files([en.clone(), other])));
    bench.wait("the two files", is_aligned);
    bench.harness.get_by_label_contains("Both files are in English");
    assert!(bench.harness.query_by_label_contains("paired").is_none(), "nothing could pair");
    bench.send(Command::Open(LoadRequest::files([en.clone(), en])));
    bench.wait("the file to be refused", |session| session.loading().is_none());
    bench.harness.get_by_label_contains("given twice");
}

#[test]
fn a_file_that_vanishes_is_said_and_comes_back() {
    let mut bench = Bench::new(1000.0, 700.0, english());
    let text = "The boats are in.\n船都回来了。\n".as_bytes();
    let path = bench.write("boats.txt", text);
    bench.send(Command::Open(LoadRequest::files([path.clone()])));
    bench.wait("the file", is_aligned);
    std::fs::remove_file(&path).unwrap();
    bench.wait("the loss to be said", |session| !session.messages().is_empty());
    let said = format!("{} is no longer there; you see the text as it was last read.", path.display());
    bench.harness.get_by_label(&said);
    bench.harness.get_by_label("船都回来了。");
    bench.write("boats.txt", text);
    bench.wait("the notice to go", |session| session.messages().is_empty());
    std::fs::write(&path, b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0").unwrap();
    bench.wait("what it is now to be said", |session| !session.messages().is_empty());
    bench.harness.get_by_label_contains(&format!("Could not open {}: ", path.display()));
    bench.harness.get_by_label_contains("You see the text as it was last read.");
    bench.harness.get_by_label("船都回来了。");
}

#[test]
fn esc_takes_away_the_newest_message_once_nothing_else_wants_it() {
    let mut bench = Bench::with_sample(1000.0, 700.0, english());
    bench.send(Command::Report(Message::NoDialog));
    bench.send(Command::Report(Message::NothingToPaste));
    bench.send(Command::Select(Some(Selection { lang: Lang::En, sentence: 1 })));
    bench.settle();
    let counts = |bench: &Bench| (bench.session().selection().is_some(), bench.session().messages().len());
    bench.press(Key::F1);
    for expected in [(true, 2), (false, 2), (false, 1)] {
        bench.press(Key::Escape);
        assert_eq!(counts(&bench), expected);
    }
    assert!(matches!(bench.session().messages(), [Message::NoDialog]), "the newer one has gone");
    bench.press(Key::Tab);
    bench.press(Key::Escape);
    assert_eq!(counts(&bench).1, 1, "the keyboard goes back to the page first");
    bench.press(Key::Escape);
    assert!(bench.session().messages().is_empty());
    let mut empty = Bench::new(800.0, 600.0, english());
    empty.send(Command::Report(Message::NothingToPaste));
    empty.settle();
    empty.press(Key::Escape);
    assert!(empty.session().messages().is_empty(), "without an article, too");
}

#[test]
fn the_status_line_tells_the_start_and_the_end() {
    let mut bench = Bench::with_sample(1000.0, 500.0, english());
    bench.harness.get_by_label_contains("· 0%");
    bench.press(Key::PageDown);
    assert!(bench.harness.query_by_label_contains("· 0%").is_none());
    bench.press(Key::End);
    bench.harness.get_by_label_contains("· 100%");
    let path = bench.write("short.txt", "One boat.\n一条船。\n".as_bytes());
    bench.send(Command::Open(LoadRequest::files([path.clone()])));
    bench.wait("the short file", |session| is_aligned(session) && session.article().unwrap().paths() == [path.clone()]);
    bench.harness.get_by_label("Row 1 of 1");
}

#[test]
fn the_status_line_is_one_row_unless_the_window_is_very_narrow() {
    for (lang, place, selected) in
        [(InterfaceLang::En, "Row 1 of", "Selected: "), (InterfaceLang::Zh, "第 1 /", "已选中：")]
    {
        for width in [520.0, 720.0, 900.0] {
            let mut bench = Bench::with_sample(width, 500.0, settings(Theme::Light, lang));
            bench.harness.get_by_label("2026年3月14日").click();
            bench.settle();
            let rect = |part: &str| bench.harness.get_by_label_contains(part).rect();
            let (place, selected, file) = (rect(place), rect(selected), rect("· UTF-8"));
            let is_one_row = [selected, file].iter().all(|part| (part.center().y - place.center().y).abs() < 2.0);
            assert!(is_one_row, "{place:?}, {selected:?} and {file:?} at {width}");
            assert!(file.right() < place.left() && place.right() < selected.left() && selected.right() <= width);
            assert!(file.width() > 100.0 && selected.width() > 60.0, "{file:?} and {selected:?} at {width}");
        }
    }
}

#[test]
fn a_tiny_window_has_a_whole_status_line_and_whole_menus() {
    let mut bench = Bench::with_sample(300.0, 200.0, english());
    bench.harness.get_by_label("2026年3月14日").click();
    bench.settle();
    let window = eframe::egui::Rect::from_min_size(pos2(0.0, 0.0), vec2(300.0, 200.0));
    for part in ["Row 1 of", "Selected: "] {
        let rect = bench.harness.get_by_label_contains(part).rect();
        assert!(window.contains_rect(rect), "{part} at {rect:?}");
    }
    assert!(bench.harness.query_by_label_contains("unpaired").is_none(), "there is no room for what matters least");
    bench.harness.get_by_label("File").click();
    bench.settle();
    bench.harness.hover_at(pos2(60.0, 100.0));
    bench.settle();
    bench.wheel(-2000.0);
    let last = bench.harness.get_by_label("Quit").rect();
    assert!(window.contains_rect(last), "the last entry can be reached: {last:?}");
}

#[test]
fn a_panel_leaves_a_page_that_can_be_read_or_stands_in_its_place() {
    for (width, height) in [(300.0, 200.0), (400.0, 300.0), (520.0, 400.0), (700.0, 400.0)] {
        let mut bench = Bench::with_sample(width, height, english());
        // As wide as what reaches from the edge beside the text to the scroll bar.
        let page = |bench: &Bench| {
            let sentences = bench.harness.query_all_by_role(Role::ListItem).map(|node| node.rect().left());
            let bar = bench.harness.query_by_role(Role::ScrollBar)?.rect();
            Some(bar.right() - sentences.reduce(f32::min)? + 28.0)
        };
        let seen = |bench: &Bench| {
            ["Notes", "Contents"].map(|title| {
                let title = bench.harness.query_by_role_and_label(Role::Label, title);
                title.is_some_and(|title| title.rect().left() > 0.0 && title.rect().right() < width)
            })
        };
        for (open, wanted) in [
            (Command::SetNotesOpen(true), [true, false]),
            (Command::SetContentsOpen(true), [width >= 700.0, true]),
            (Command::SetNotesOpen(true), [true, width >= 700.0]),
            (Command::SetNotesOpen(false), [false, true]),
        ] {
            bench.send(open);
            bench.settle();
            assert_eq!(seen(&bench), wanted, "{width}");
            assert!(page(&bench).is_none_or(|points| points >= 250.0), "{width}: {:?}", page(&bench));
        }
        bench.press(Key::F9);
        assert_eq!(seen(&bench), [false, false], "{width}");
        assert!(page(&bench).is_some_and(|points| points >= 250.0), "{width}: the page is there again");
    }
}

#[test]
fn a_sheet_in_a_low_window_can_be_reached_from_end_to_end() {
    let mut bench = Bench::with_sample(300.0, 200.0, english());
    bench.press(Key::F1);
    let window = eframe::egui::Rect::from_min_size(pos2(0.0, 0.0), vec2(300.0, 200.0));
    let title = bench.harness.get_all_by_role_and_label(Role::Label, "All keys").next().unwrap().rect();
    assert!(window.contains_rect(title), "{title:?}");
    bench.harness.hover_at(title.center());
    bench.settle();
    bench.wheel(-2000.0);
    let close = bench.harness.get_by_label("Close").rect();
    assert!(window.contains_rect(close), "{close:?}");
}

#[test]
fn the_path_sheet_can_be_left_beside_where_it_is_followed() {
    let mut bench = Bench::with_sample(1000.0, 700.0, english());
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    bench.settle();
    let (open, cancel) = (bench.harness.get_by_label("Open").rect(), bench.harness.get_by_label("Cancel").rect());
    assert!(cancel.left() > open.right() && (cancel.center().y - open.center().y).abs() < 1.0, "{open:?} {cancel:?}");
    assert!(bench.harness.query_by_label("Close").is_none());
    bench.harness.get_by_label("Cancel").click();
    bench.settle();
    assert!(bench.harness.query_by_label("Cancel").is_none());
}

#[test]
fn a_picture_of_a_menu() {
    let mut bench = Bench::with_sample(1000.0, 700.0, settings(Theme::Light, InterfaceLang::Zh));
    bench.harness.get_by_label("文件").click();
    bench.settle();
    bench.harness.snapshot("menu_zh");
}

#[test]
fn a_picture_of_messages() {
    let mut bench = Bench::with_sample(1000.0, 500.0, settings(Theme::Light, InterfaceLang::Zh));
    bench.send(Command::Open(LoadRequest::files([PathBuf::from("/texts/missing.txt")])));
    bench.wait("the load to fail", |session| session.loading().is_none());
    bench.send(Command::Report(Message::NothingToPaste));
    bench.settle();
    bench.harness.snapshot("messages_zh");
}

/// The fourth pair may be one sentence, or two that have nothing to do with each other.
const DOUBTFUL: &str = "\
The ferry left the island at six, with only two passengers on board.
渡船六点离开了小岛，船上只有两名乘客。
The lamps on the pier were lit one after another, and nobody spoke.
码头上的灯一盏接一盏亮了起来，没有人说话。
By seven the harbour was empty. She waited. The wind had turned.
七点钟港口空了。风向变了，她还在等。
His brother laughed. Nobody knew why.
哥哥笑了。
那是为什么，没有人知道。
The captain bought two loaves of bread.
船长买了两个面包。
";

#[test]
fn a_doubtful_pair_is_marked_and_its_reason_is_said() {
    let mut bench = Bench::new(1180.0, 560.0, english());
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(DOUBTFUL.into()))));
    bench.wait("the text to be aligned", is_aligned);
    bench.press(Key::U);
    let session = bench.session();
    let (row, bead) = session.selected_bead().expect("a pair is in doubt");
    let bitext = &session.article().unwrap().bitext;
    let pair = &bitext.rows[row];
    let doubt = pair.doubt_of(bead).expect("that one");
    assert!(pair.beads[bead].confidence < 0.8 && row == 3, "{pair:?}");
    let words = Strings::of(InterfaceLang::En);
    let (said, reason) = (words.unsure(pair.beads[bead].confidence, doubt), words.doubt(doubt));
    assert_eq!(bench.harness.get_all_by_label_contains(&reason).count(), 2, "the mark and the status line say why");
    bench.harness.get_by_label(&said).hover();
    bench.settle();
    bench.harness.snapshot("doubt");
}
