//! Finding in the window: typed, stepped through, clicked, closed, and looked at.

use super::*;
use eframe::egui::ImeEvent;

fn press_with(bench: &mut Bench, modifiers: Modifiers, key: Key) {
    bench.harness.key_press_modifiers(modifiers, key);
    bench.settle();
}

/// Types into the bar, in place of what was there, and waits for all hits.
fn look_for(bench: &mut Bench, text: &str) {
    press_with(bench, Modifiers::COMMAND, Key::F);
    bench.harness.get_by_role_and_label(Role::TextInput, "Find in both languages").type_text(text);
    found(bench, text);
}

fn found(bench: &mut Bench, text: &str) {
    let text = text.to_owned();
    bench.harness.step();
    bench.wait("the search", move |session| {
        session.finding().is_some_and(|finding| finding.wanted().text == text && finding.is_over())
    });
}

/// The hit that the reader is at, as it is written.
fn at_hit(bench: &Bench) -> Option<String> {
    let session = bench.session();
    let (finding, bitext) = (session.finding()?, &session.article()?.bitext);
    let hit = finding.hits().get(session.visited_hit()?)?;
    Some(hit.span(bitext)?.slice(&bitext.blocks[hit.lang][hit.block as usize].text).to_owned())
}

fn has(bench: &Bench, label: &str) -> bool {
    bench.harness.query_by_label(label).is_some()
}

#[test]
fn words_are_found_in_both_languages_and_gone_to() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    look_for(&mut bench, "PORPOISES");
    let count = bench.session().finding().unwrap().hits().len();
    assert!(count >= 2);
    bench.harness.get_by_label(&format!("1 of {count}"));
    assert!(bench.session().selection().is_none(), "the page stays where it is being read");
    bench.press(Key::Enter);
    assert_eq!(at_hit(&bench).as_deref(), Some("porpoises"));
    bench.press(Key::Enter);
    bench.harness.get_by_label(&format!("2 of {count}"));
    press_with(&mut bench, Modifiers::SHIFT, Key::Enter);
    press_with(&mut bench, Modifiers::SHIFT, Key::F3);
    bench.harness.get_by_label(&format!("{count} of {count}"));
    bench.press(Key::F3);
    bench.harness.get_by_label(&format!("1 of {count}"));
    look_for(&mut bench, "燈塔");
    bench.press(Key::Enter);
    assert_eq!(at_hit(&bench).as_deref(), Some("灯塔"), "in the other script");
    look_for(&mut bench, "dengta");
    bench.press(Key::Enter);
    assert_eq!(at_hit(&bench).as_deref(), Some("灯塔"), "by its pinyin");
    bench.harness.get_by_label("Pinyin").click();
    bench.wait("nothing to be found", |session| {
        session.finding().is_some_and(|finding| finding.is_over() && finding.hits().is_empty())
    });
    bench.harness.get_by_label("Not found");
    press_with(&mut bench, Modifiers::COMMAND, Key::F);
    bench.harness.get_by_role(Role::TextInput).type_text("   ");
    bench.settle();
    assert!(bench.session().finding().is_none() && !has(&bench, "Not found"), "nothing is looked for");
}

#[test]
fn the_concordance_has_every_hit_with_its_counterpart() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    look_for(&mut bench, "aim");
    let line = "The aim is simple. — 目标很简单。";
    bench.harness.get_by_role_and_label(Role::ListItem, line).click();
    bench.settle();
    assert!(bench.is_selected("The aim is simple.") && bench.is_selected("目标很简单。") && bench.is_selected(line));
    // A line is told in the language that it begins in.
    let lang_of = |bench: &Bench, line: &str| {
        let line = bench.harness.get_by_role_and_label(Role::ListItem, line);
        line.accesskit_node().data().language().map(str::to_owned)
    };
    assert_eq!(lang_of(&bench, line).as_deref(), Some("en"));
    look_for(&mut bench, "目标");
    assert_eq!(lang_of(&bench, "目标很简单。 — The aim is simple.").as_deref(), Some("zh"));
    look_for(&mut bench, "1887");
    let langs = |bench: &Bench| {
        let list = bench.harness.get_by_role_and_label(Role::List, "Hits with their counterparts");
        let lines = list.query_all_by_role(Role::ListItem);
        lines.map(|node| node.accesskit_node().data().language().map(str::to_owned)).collect::<Vec<_>>()
    };
    let beside = langs(&bench);
    assert!(beside.len() == 1 && beside.iter().all(Option::is_some), "{beside:?}");
    bench.harness.set_size(vec2(560.0, 760.0));
    bench.settle();
    assert_eq!(langs(&bench), beside, "in a narrow window, too");
}

#[test]
fn a_list_of_few_hits_is_no_higher_than_they_are() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    let height = |bench: &mut Bench, text: &str| {
        look_for(bench, text);
        bench.settle();
        let is_hit = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.role() == Role::ListItem && node.label().is_some_and(|label| label.contains(" — "))
        };
        let tops: Vec<f32> = bench.harness.query_all_by(is_hit).map(|hit| hit.rect().top()).collect();
        let bar = bench.harness.get_by_role_and_label(Role::TextInput, "Find in both languages").rect().top();
        (tops.len() as f32, bar - tops.into_iter().fold(bar, f32::min))
    };
    let (count, points) = height(&mut bench, "porpoises");
    assert!(count < 5.0 && points < count * 30.0 + 20.0, "{count} hits take {points}");
    let (_, many_points) = height(&mut bench, "the");
    assert!(many_points > 190.0, "{many_points}");
    let (_, again_points) = height(&mut bench, "the");
    assert!((again_points - many_points).abs() < 0.5, "as high as before");
    let (count, points) = height(&mut bench, "aim is");
    assert!(count < 2.0 && points < 50.0, "{count} hits take {points}");
}

#[test]
fn esc_closes_and_gives_the_keyboard_back_and_f3_goes_on() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    bench.press(Key::F3);
    bench.harness.get_by_role_and_label(Role::TextInput, "Find in both languages");
    bench.press(Key::Escape);
    look_for(&mut bench, "porpoise");
    bench.press(Key::J);
    assert!(bench.session().selection().is_none(), "letters are typed");
    bench.press(Key::Escape);
    assert!(!has(&bench, "Find in both languages"));
    bench.press(Key::J);
    assert!(bench.session().selection().is_some(), "the page has the keys");
    bench.press(Key::Escape);
    bench.press(Key::F3);
    assert_eq!(at_hit(&bench).as_deref(), Some("porpoise"));
    let first = bench.session().visited_hit().unwrap();
    bench.press(Key::F3);
    assert_eq!(bench.session().visited_hit(), Some(first + 1));
    press_with(&mut bench, Modifiers::COMMAND, Key::F);
    bench.harness.get_by_label(&format!("{} of {}", first + 2, bench.session().finding().unwrap().hits().len()));
    // Typing takes the place of what was looked for.
    bench.harness.get_by_role(Role::TextInput).type_text("gulls");
    found(&mut bench, "gulls");
    bench.harness.get_by_label("Find next").click();
    bench.settle();
    assert_eq!(at_hit(&bench).as_deref(), Some("gulls"));
    bench.press(Key::Escape);
    assert!(!has(&bench, "Find in both languages"), "Esc closes it from the page, too");
    assert!(bench.session().selection().is_some(), "and nothing else");
}

#[test]
fn an_input_method_has_enter_and_esc_to_itself_in_the_bar() {
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    press_with(&mut bench, Modifiers::COMMAND, Key::F);
    bench.harness.event(preedit("deng"));
    bench.settle();
    bench.press(Key::Enter);
    bench.press(Key::Escape);
    assert!(has(&bench, "Find in both languages") && bench.session().selection().is_none());
    bench.harness.event(Event::Ime(ImeEvent::Commit("灯".into())));
    found(&mut bench, "灯");
    bench.press(Key::Enter);
    assert_eq!(at_hit(&bench).as_deref(), Some("灯"));
}

#[test]
fn a_composition_ends_with_the_keyboard_of_its_field() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    press_with(&mut bench, Modifiers::COMMAND, Key::F);
    bench.harness.event(Event::Ime(ImeEvent::Preedit { text: "deng".into(), active_range_chars: None }));
    bench.settle();
    bench.harness.get_by_label("The aim is simple.").click();
    bench.settle();
    let pinned = bench.session().selection();
    bench.press(Key::J);
    assert!(pinned.is_some() && bench.session().selection() != pinned, "the page has its keys");
}

#[test]
fn tab_leads_to_the_hits_and_enter_and_space_go_to_them() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    look_for(&mut bench, "porpoise");
    for (key, hit) in [(Key::Enter, 0), (Key::Space, 1)] {
        let list = bench.harness.get_by_role_and_label(Role::List, "Hits with their counterparts");
        list.query_all_by_role(Role::ListItem).nth(hit).unwrap().focus();
        bench.settle();
        bench.press(key);
        assert_eq!(bench.session().visited_hit(), Some(hit), "{key:?}");
    }
    bench.press(Key::Escape);
    assert!(!has(&bench, "Find in both languages"));
}

#[test]
fn a_text_that_is_gone_is_not_kept_for_its_hits() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    look_for(&mut bench, "porpoise");
    bench.press(Key::Escape);
    let old = std::sync::Arc::downgrade(&bench.session().article().unwrap().bitext);
    let path = bench.write("boats.txt", "The boats are in.\n船都回来了。\n".as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the article", |session| is_aligned(session) && !session.article().unwrap().paths().is_empty());
    bench.wait("the old text to be let go", |_| old.strong_count() == 0);
}

#[test]
fn a_hit_far_away_is_brought_into_view() {
    let mut bench = Bench::with_sample(1000.0, 520.0, english());
    look_for(&mut bench, "雾中");
    bench.press(Key::Enter);
    let page = bench.harness.get_by_role_and_label(Role::List, "Sample article");
    let rect = page.get_by_role_and_label(Role::ListItem, "雾中的桑盖特角,摄于三月。").rect();
    assert!(rect.top() > 20.0 && rect.bottom() < 420.0, "{rect:?}");
    bench.press(Key::Escape);
    bench.press(Key::Home);
    assert_eq!(bench.session().article().unwrap().place.row, 0);
    bench.press(Key::F3);
    bench.sentence("雾中的桑盖特角,摄于三月。");
}

#[test]
fn what_is_looked_for_is_looked_for_in_the_next_article_too() {
    let mut bench = Bench::with_sample(1000.0, 700.0, english());
    look_for(&mut bench, "boats");
    bench.harness.get_by_label("Not found");
    let path = bench.write("boats.txt", "The boats are in.\n船都回来了。\n".as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the article", |session| {
        is_aligned(session) && session.finding().is_some_and(|finding| finding.is_over() && !finding.hits().is_empty())
    });
    bench.harness.get_by_label("1 of 1");
}

fn picture(name: &str, (width, height): (f32, f32), settings: Settings, text: &str, steps: usize) {
    let is_zh = settings.interface_lang == InterfaceLang::Zh;
    let mut bench = Bench::with_sample(width, height, settings);
    press_with(&mut bench, Modifiers::COMMAND, Key::F);
    let label = if is_zh { "在两种语言中查找" } else { "Find in both languages" };
    bench.harness.get_by_role_and_label(Role::TextInput, label).type_text(text);
    found(&mut bench, text);
    for _ in 0..steps {
        bench.press(Key::Enter);
    }
    // Not in the field: its cursor blinks.
    bench.press(Key::Tab);
    bench.settle();
    bench.harness.snapshot(name);
}

#[test]
fn a_picture_of_hits_in_the_light_theme() {
    picture("find_light", (1180.0, 800.0), english(), "porpoise", 2);
}

#[test]
fn a_picture_of_hits_in_the_dark_theme_in_chinese() {
    picture("find_dark_zh", (1180.0, 800.0), settings(Theme::Dark, InterfaceLang::Zh), "dengta", 2);
}

#[test]
fn a_picture_of_hits_in_the_sepia_theme() {
    picture("find_sepia", (1180.0, 800.0), settings(Theme::Sepia, InterfaceLang::En), "声音", 3);
}

#[test]
fn a_picture_of_hits_in_a_narrow_window() {
    picture("find_narrow", (520.0, 760.0), english(), "the", 1);
}

#[test]
fn a_picture_of_nothing_found() {
    picture("find_nothing_zh", (1000.0, 400.0), settings(Theme::Light, InterfaceLang::Zh), "没有的话", 0);
}

#[test]
fn a_picture_of_hits_set_as_on_the_page() {
    let sans = |lang| settings(Theme::Light, lang);
    let mut chosen = sans(InterfaceLang::En);
    chosen.typography.styles =
        duizhao::text::PerLang { en: duizhao::model::TypeStyle::Sans, zh: duizhao::model::TypeStyle::Sans };
    let mut bench = Bench::new(1180.0, 700.0, chosen);
    let text = "# Ferries\n# 渡轮\nThe **old** ferry is [late](https://example.org/late) again, and nobody minds.\n\
        旧渡轮又晚点了, 但是没有人在意(真的吗?).\nThe ferry has 3 decks.\n渡轮有3层甲板, 都很*安静*.\n";
    let path = bench.write("ferry.md", text.as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the text", is_aligned);
    look_for(&mut bench, "ferr");
    bench.harness.snapshot("find_as_on_the_page");
    let told: Vec<_> = bench.harness.query_all_by(|node| node.role() == Role::ListItem).collect();
    let names: Vec<_> = told.iter().filter_map(|node| node.accesskit_node().label()).collect();
    let line = "The old ferry is late again, and nobody minds. — ";
    assert!(names.iter().any(|name| name.starts_with(line)), "{names:#?}");
    look_for(&mut bench, "example");
    assert!(bench.session().finding().is_some_and(|finding| finding.hits().len() == 1), "what is not drawn is found");
}
