//! Ways through an article: headings, bookmarks, paragraphs by number, back and forth.

use super::*;
use duizhao::model::Place;

fn chapters() -> String {
    (1..=12).fold("# The Ferry\n\n# 渡轮\n\n".to_owned(), |text, chapter| {
        let lines = (1..=6).map(|line| {
            format!(
                "The ferry of chapter {chapter} left the island at {line}, with only two passengers on board.\n\n\
                 第{chapter}章的渡船{line}点离开了小岛，船上只有两名乘客。\n\n"
            )
        });
        format!("{text}## Chapter {chapter}\n\n## 第{chapter}章\n\n{}", lines.collect::<String>())
    })
}

fn bench(settings: Settings) -> Bench {
    let mut bench = Bench::new(1100.0, 620.0, settings);
    let path = bench.write("ferry.md", chapters().as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the chapters", is_aligned);
    bench
}

fn row(bench: &Bench) -> usize {
    bench.session().article().unwrap().place.row
}

fn press_with(bench: &mut Bench, modifiers: Modifiers, key: Key) {
    bench.harness.key_press_modifiers(modifiers, key);
    bench.settle();
}

#[test]
fn a_heading_is_gone_to_and_the_way_back_is_kept() {
    let mut bench = bench(english());
    bench.press(Key::F9);
    bench.harness.get_by(|node| node.role() == Role::Link && node.label().as_deref() == Some("Chapter 9")).click();
    bench.settle();
    let there = row(&bench);
    assert!(there > 40, "{there}");
    press_with(&mut bench, Modifiers::COMMAND, Key::G);
    bench.harness.get_by_role(Role::TextInput).type_text("3");
    bench.settle();
    bench.press(Key::Enter);
    assert_eq!(row(&bench), 2);
    press_with(&mut bench, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(row(&bench), there);
    press_with(&mut bench, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(row(&bench), 0);
    press_with(&mut bench, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(row(&bench), there);
    press_with(&mut bench, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(row(&bench), 2);
    bench.press(Key::F9);
    assert!(bench.harness.query_by_label("Contents").is_none(), "the panel is closed");
}

#[test]
fn a_bookmark_is_set_listed_gone_to_and_taken_away() {
    let mut bench = bench(english());
    bench.send(Command::Select(Some(Selection { lang: Lang::En, sentence: 20 })));
    bench.settle();
    bench.press(Key::B);
    bench.press(Key::End);
    bench.press(Key::F9);
    let mark = bench.session().article().unwrap().bookmarks[0].words.clone();
    bench.harness.get_by(|node| node.role() == Role::Link && node.label().as_deref() == Some(mark.as_str())).click();
    bench.settle();
    let bitext = &bench.session().article().unwrap().bitext;
    assert_eq!(row(&bench), bitext.bead_of_sentence(Lang::En, 20).unwrap().0);
    bench.harness.get_by_label("Remove bookmark").click();
    bench.settle();
    assert!(bench.session().article().unwrap().bookmarks.is_empty());
}

#[test]
fn a_place_does_not_drift_by_what_comes_and_goes_above_the_page() {
    let mut bench = bench(english());
    let ferry = bench.session().article().unwrap().paths()[0].clone();
    let other = bench.write("other.txt", chapters().replace("Ferry", "Boat").as_bytes());
    let open = |bench: &mut Bench, path: &Path| {
        bench.send(Command::Open(LoadRequest::files([path.to_owned()])));
        bench
            .wait("the file", |session| is_aligned(session) && session.article().unwrap().paths() == [path.to_owned()]);
    };
    let saved = |bench: &Bench| bench.session().library().find(std::slice::from_ref(&ferry)).unwrap().place;
    // A height is added and taken away again: so much is lost of a fraction, and no more.
    let is_same = |a: Place, b: Place| a.row == b.row && (a.fraction - b.fraction).abs() < 1e-9;
    for key in [Key::Home, Key::PageDown, Key::End] {
        bench.press(key);
        let place = bench.session().article().unwrap().place;
        let is_there = |bench: &Bench| is_same(bench.session().article().unwrap().place, place);
        for round in 0..3 {
            bench.send(Command::Report(Message::NothingToPaste));
            bench.settle();
            assert!(is_there(&bench), "{key:?}, {round}: with a notice");
            open(&mut bench, &other);
            assert!(is_same(saved(&bench), place), "{key:?}, {round}: saved");
            open(&mut bench, &ferry);
            assert!(is_there(&bench), "{key:?}, {round}: back again");
        }
    }
    // What the reader moves with a notice up is where it was moved to.
    bench.send(Command::Report(Message::NothingToPaste));
    bench.settle();
    bench.press(Key::Home);
    bench.send(Command::Dismiss(0));
    bench.settle();
    assert_eq!(bench.session().article().unwrap().place, Place::default());
    bench.send(Command::Report(Message::NothingToPaste));
    bench.settle();
    bench.press(Key::PageDown);
    let place = bench.session().article().unwrap().place;
    bench.send(Command::Dismiss(0));
    bench.settle();
    assert!(is_same(bench.session().article().unwrap().place, place));
    bench.harness.hover_at(pos2(300.0, 250.0));
    bench.wheel(-30.0);
    assert_ne!(bench.session().article().unwrap().place, place, "the wheel moves it");
}

#[test]
fn the_way_back_outlives_a_text_that_is_read_again() {
    let mut bench = bench(english());
    bench.press(Key::PageDown);
    let left = row(&bench);
    bench.press(Key::End);
    let path = bench.session().article().unwrap().paths()[0].clone();
    let job = bench.session().article().unwrap().job;
    std::fs::write(&path, format!("A new line.\n\n新的一行。\n\n{}", chapters())).unwrap();
    bench.send(Command::FileChanged(path));
    bench.wait("the text", |session| is_aligned(session) && session.article().unwrap().job != job);
    press_with(&mut bench, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(row(&bench), left + 1, "at its words");
}

#[test]
fn walking_begins_where_the_reader_is() {
    let mut bench = bench(english());
    bench.harness.hover_at(pos2(300.0, 300.0));
    let pinned = |bench: &Bench| bench.session().selected_bead().expect("a pair is pinned").0;
    bench.send(Command::Select(Some(Selection { lang: Lang::En, sentence: 40 })));
    bench.settle();
    let far = pinned(&bench);
    bench.wheel(-30.0);
    bench.press(Key::ArrowDown);
    assert_eq!(pinned(&bench), far + 1, "a pinned pair in view is where it goes on");
    for (away, back) in [(Key::Home, Key::ArrowDown), (Key::End, Key::ArrowDown), (Key::Home, Key::ArrowUp)] {
        bench.send(Command::Select(Some(Selection { lang: Lang::En, sentence: 40 })));
        bench.settle();
        bench.press(away);
        let top = row(&bench);
        bench.press(back);
        assert!(top != far && (top..top + 2).contains(&pinned(&bench)), "{away:?}: {}, {top}", pinned(&bench));
        bench.press(Key::ArrowDown);
        assert!((top + 1..top + 3).contains(&pinned(&bench)), "and on from there: {}, {top}", pinned(&bench));
    }
    bench.send(Command::Select(Some(Selection { lang: Lang::En, sentence: 40 })));
    bench.settle();
    bench.wheel(-2000.0);
    let top = row(&bench);
    bench.press(Key::ArrowDown);
    assert!(top > far + 5 && (top..top + 2).contains(&pinned(&bench)), "{}, {top}", pinned(&bench));
}

#[test]
fn a_share_of_one_long_paragraph_is_gone_to_and_walked_from() {
    let mut bench = Bench::new(1100.0, 620.0, english());
    let (en, zh): (String, String) = (1..=300)
        .map(|n| (format!("The ferry left at {n} with two passengers. "), format!("渡船{n}点离开，船上有两名乘客。")))
        .unzip();
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(format!("{en}\n\n{zh}\n").into()))));
    bench.wait("the paragraph", is_aligned);
    for (typed, least, most) in [("50%", 0.45, 0.55), ("25%", 0.2, 0.3), ("100%", 0.8, 1.0), ("0%", 0.0, 0.0)] {
        press_with(&mut bench, Modifiers::COMMAND, Key::G);
        bench.harness.get_by_role(Role::TextInput).type_text(typed);
        bench.settle();
        bench.press(Key::Enter);
        let place = bench.session().article().unwrap().place;
        assert!(place.row == 0 && (least..=most).contains(&place.fraction), "{typed}: {place:?}");
        bench.press(Key::ArrowDown);
        let sentence = bench.session().selection().unwrap().sentence as f64 / 300.0;
        assert!((least - 0.05..=most).contains(&sentence), "{typed}: {sentence}");
    }
}

#[test]
fn a_changed_file_is_read_again_with_its_pin_where_the_view_is() {
    let mut bench = bench(english());
    bench.send(Command::Select(Some(Selection { lang: Lang::En, sentence: 3 })));
    bench.press(Key::End);
    let place = bench.session().article().unwrap().place;
    let job = bench.session().article().unwrap().job;
    bench.write("ferry.md", format!("A storm is near.\n\n风暴快到了。\n\n{}", chapters()).as_bytes());
    bench.wait("the change", |session| is_aligned(session) && session.article().unwrap().job != job);
    let article = bench.session().article().unwrap();
    assert_eq!(bench.session().selection(), Some(Selection { lang: Lang::En, sentence: 4 }));
    assert_eq!(article.place.row, place.row + 1, "the view has not gone to what is pinned");
}

#[test]
fn the_menu_says_whether_there_is_a_way_back_and_forth() {
    let mut bench = Bench::with_sample(1000.0, 500.0, english());
    let enabled = |bench: &mut Bench| {
        bench.harness.get_by_role_and_label(Role::Button, "Go").click();
        bench.settle();
        let are = ["Back", "Forward"].map(|name| !bench.harness.get_by_label(name).accesskit_node().is_disabled());
        bench.press(Key::Escape);
        are
    };
    assert_eq!(enabled(&mut bench), [false, false]);
    bench.press(Key::End);
    assert_eq!(enabled(&mut bench), [true, false]);
    press_with(&mut bench, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(enabled(&mut bench), [false, true]);
}

#[test]
fn a_bookmark_is_set_at_the_first_pair_that_begins_in_view() {
    let mut bench = Bench::with_sample(1000.0, 500.0, english());
    bench.harness.hover_at(pos2(500.0, 250.0));
    for _ in 0..3 {
        bench.wheel(-25.0);
    }
    bench.press(Key::B);
    let article = bench.session().article().unwrap();
    let (place, marked) = (article.place, article.bookmarks[0].row(&article.bitext));
    bench.press(Key::ArrowDown);
    assert_eq!(marked, bench.session().selected_bead().map(|(row, _)| row));
    assert!(place.fraction > 0.3 && marked > Some(place.row), "{place:?} is cut off, {marked:?} is not");
}

#[test]
fn the_last_row_is_read_at_the_end() {
    let mut bench = Bench::with_sample(1000.0, 500.0, english());
    let rows = bench.session().article().unwrap().bitext.rows.len();
    bench.harness.get_by_label_contains("Row 1 of");
    bench.press(Key::End);
    bench.harness.get_by_label(&format!("Row {rows} of {rows} · 100%"));
    bench.press(Key::Home);
    bench.harness.get_by_label(&format!("Row 1 of {rows} · 0%"));
}

#[test]
fn the_list_of_headings_shows_where_the_reader_is_and_keeps_still_under_the_pointer() {
    let mut bench = Bench::new(1100.0, 300.0, english());
    let path = bench.write("ferry.md", chapters().as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the chapters", is_aligned);
    let heading = |bench: &Bench, chapter: usize| {
        let name = format!("Chapter {chapter}");
        let link = bench.harness.query_by(|node| node.role() == Role::Link && node.label().as_ref() == Some(&name));
        link.map(|link| link.rect()).filter(|rect| rect.top() > 60.0 && rect.bottom() < 270.0)
    };
    bench.send(Command::SetPlace(Place { row: 60, fraction: 0.0 }));
    bench.press(Key::End);
    bench.press(Key::F9);
    assert!(heading(&bench, 12).is_some(), "as the panel opens");
    bench.press(Key::Home);
    let first = heading(&bench, 1).expect("as the reader goes to the start");
    bench.harness.hover_at(first.center());
    bench.settle();
    bench.press(Key::B);
    assert_eq!(heading(&bench, 1), Some(first), "a bookmark moves no heading");
    bench.press(Key::End);
    assert_eq!(heading(&bench, 1), Some(first), "nor does reading while the pointer is there");
    bench.harness.hover_at(pos2(700.0, 150.0));
    bench.settle();
    assert!(heading(&bench, 12).is_some(), "once it is elsewhere");
}

#[test]
fn a_picture_of_contents_and_marks() {
    let mut bench = bench(settings(Theme::Light, InterfaceLang::En));
    bench.press(Key::F9);
    for sentence in [3, 20, 60] {
        bench.send(Command::Select(Some(Selection { lang: Lang::En, sentence })));
        bench.send(Command::ToggleBookmark(None));
    }
    bench.send(Command::Select(Some(Selection { lang: Lang::En, sentence: 20 })));
    bench.settle();
    bench.harness.snapshot("contents");
}

#[test]
fn a_picture_of_contents_without_headings_in_chinese() {
    let mut bench = Bench::with_sample(900.0, 500.0, settings(Theme::Dark, InterfaceLang::Zh));
    bench.press(Key::F9);
    press_with(&mut bench, Modifiers::COMMAND, Key::G);
    bench.settle();
    bench.harness.snapshot("go_to_zh");
}

#[test]
fn a_hint_stays_inside_a_small_window_and_away_while_something_is_typed() {
    let mut bench = Bench::new(440.0, 640.0, english());
    let en = "The ferry that was late and everybody who waited for it on the quay that night";
    let text = format!("# {en}\n# 那天夜里晚点的渡轮，和所有在码头上等它的人\n\nIt came.\n它来了。\n");
    let path = bench.write("ferry.md", text.as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the article", is_aligned);
    bench.press(Key::F9);
    let hint = |bench: &mut Bench| {
        let link = bench.harness.get_by(|node| node.role() == Role::Link).rect();
        bench.harness.hover_at(pos2(320.0, 600.0));
        bench.settle();
        bench.harness.hover_at(link.center());
        bench.harness.run_steps(60);
        let is_hint = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.role() == Role::Label && node.value().is_some_and(|text| text.starts_with(en) && text.contains('渡'))
        };
        bench.harness.query_by(is_hint).map(|hint| hint.rect())
    };
    let rect = hint(&mut bench).expect("a hint");
    assert!(rect.left() >= 0.0 && rect.right() <= 440.0, "{rect:?}");
    press_with(&mut bench, Modifiers::COMMAND, Key::F);
    assert_eq!(hint(&mut bench), None);
}
