//! Ways through an article: headings, bookmarks, paragraphs by number, back and forth.

use super::*;

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
fn a_picture_of_contents_and_marks() {
    let mut bench = bench(settings(Theme::Light, InterfaceLang::En));
    bench.press(Key::F9);
    for sentence in [3, 20, 60] {
        bench.send(Command::Select(Some(Selection { lang: Lang::En, sentence })));
        bench.send(Command::ToggleBookmark);
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
    // Whether the caret shows depends on the moment.
    bench.harness.ctx.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
    bench.settle();
    bench.harness.snapshot("go_to_zh");
}
