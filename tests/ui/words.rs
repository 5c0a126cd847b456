//! The dictionary card in the window: opened by pointer and key, walked, noted, closed, and looked at.

use super::*;
use duizhao::model::PageView;
use duizhao::state::{TextPoint, TextRange};
use eframe::egui::{Color32, Pos2, Rect};

/// A place on the first line of a sentence: a share of its width from its left end.
fn at(bench: &Bench, sentence: &str, share: f32) -> Pos2 {
    let rect = bench.sentence(sentence).rect();
    pos2(rect.left() + rect.width() * share, rect.center().y)
}

fn click_twice(bench: &mut Bench, at: Pos2) {
    click_fast(bench, at, 2);
}

fn click_fast(bench: &mut Bench, at: Pos2, times: usize) {
    bench.harness.hover_at(at);
    bench.harness.step();
    let button = |pressed| {
        let (button, modifiers) = (eframe::egui::PointerButton::Primary, Modifiers::NONE);
        Event::PointerButton { pos: at, button, pressed, modifiers }
    };
    // A step of the harness is longer than the time that two clicks of a double one are apart.
    bench.harness.input_mut().events.extend([true, false].repeat(times).into_iter().map(button));
    bench.settle();
}

/// Its line of buttons, and what it is about.
fn card(bench: &Bench) -> Option<(Rect, String)> {
    let label = bench.harness.query_by_role(Role::Dialog)?.accesskit_node().label()?;
    let name = label.split_once(": ")?.1.to_owned();
    let rect = |label| Some(bench.harness.query_by_label(label)?.rect());
    let (left, right) = (rect("Previous word")?, rect("Close the dictionary")?);
    Some((left.union(right), name))
}

fn about(bench: &Bench) -> String {
    card(bench).expect("a card is open").1
}

#[test]
fn a_word_clicked_twice_opens_its_card_beside_it() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    for (sentence, share, word) in [("目标很简单。", 0.2, "目标"), ("The aim is simple.", 0.32, "aim")] {
        let at = at(&bench, sentence, share);
        click_twice(&mut bench, at);
        let (rect, name) = card(&bench).expect("a card is open");
        assert_eq!(name, word);
        assert!(bench.is_selected(sentence), "its pair is pinned");
        assert!(
            !rect.contains(at) && Rect::from_min_size(Pos2::ZERO, vec2(1180.0, 800.0)).contains_rect(rect),
            "{rect:?}"
        );
        bench.press(Key::Escape);
        assert!(card(&bench).is_none() && bench.session().has_selection(), "Esc closes the card, and no more");
    }
    let place = at(&bench, "目标很简单。", 0.2);
    click_twice(&mut bench, place);
    bench.harness.get_by_label("mùbiāo");
    bench.harness.get_by_label("目标, 目標, HSK level 3");
    bench.harness.get_by_label_contains("In this sentence");
    let away = at(&bench, "The aim is simple.", 0.9);
    bench.harness.hover_at(away);
    bench.harness.drag_at(away);
    bench.harness.drop_at(away);
    bench.settle();
    assert!(card(&bench).is_none(), "a click elsewhere closes it");
}

#[test]
fn the_keyboard_alone_looks_words_up_and_walks_them() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    bench.harness.get_by_label("目标很简单。").click();
    bench.settle();
    bench.press(Key::D);
    assert_eq!(about(&bench), "目标");
    bench.press(Key::ArrowLeft);
    assert_eq!(about(&bench), "目标", "there is none before it");
    bench.press(Key::ArrowRight);
    bench.press(Key::ArrowRight);
    assert_eq!(about(&bench), "简单");
    bench.press(Key::ArrowDown);
    assert!(card(&bench).is_none(), "another pair, another card");
    bench.press(Key::D);
    assert!(card(&bench).is_some());
    bench.press(Key::D);
    assert!(card(&bench).is_none());
}

#[test]
fn a_note_on_the_word_begins_with_what_the_card_says() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    bench.wait("notes to be opened", Session::can_write_notes);
    bench.harness.get_by_label("目标很简单。").click();
    bench.settle();
    bench.press(Key::D);
    bench.harness.get_by_label("Add to notes").click();
    bench.settle();
    assert!(card(&bench).is_none());
    bench.harness.event(Event::Text("hard".into()));
    bench.settle();
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    bench.settle();
    let note = bench.session().notes().unwrap().all()[0].clone();
    assert_eq!(note.target.zh.as_ref().unwrap().quote, "目标");
    assert_eq!(note.target.en.as_ref().unwrap().quote, "The aim is simple.");
    assert!(note.body.starts_with("目标 (目標) mùbiāo\n") && note.body.ends_with("\nhard"), "{:?}", note.body);

    let (row, bead) = bench.session().selected_bead().unwrap();
    let sentence = bench.session().article().unwrap().bitext.rows[row].beads[bead].sentences.en.start;
    bench.send(Command::Select(Some(Selection { lang: Lang::En, sentence })));
    bench.settle();
    bench.press(Key::D);
    bench.harness.get_by_label("Add to notes").click();
    bench.settle();
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    bench.settle();
    let notes = bench.session().notes().unwrap().all();
    let bodies: Vec<_> = notes.iter().map(|note| note.body.as_str()).collect();
    let [aim] = bodies.iter().filter(|body| body.starts_with("aim\n")).collect::<Vec<_>>()[..] else {
        panic!("{bodies:?}")
    };
    assert!(aim.starts_with("aim\n目标 mùbiāo; ") && aim.trim_end() == *aim, "{aim:?}");
}

#[test]
fn enter_stays_with_its_word_and_passes_by_those_that_it_is_a_part_of() {
    let mut bench = Bench::new(1180.0, 800.0, english());
    let text = "People came early.\n\n人来得很早。\n\nThe workers sang.\n\n工人唱歌。\n\nPeople left.\n\n人走了。\n";
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(text.into()))));
    bench.wait("the text to be aligned", is_aligned);
    bench.harness.get_by_label("人来得很早。").click();
    bench.settle();
    bench.press(Key::D);
    for (word, sentence) in [("人", "人来得很早。"), ("人", "人走了。"), ("人", "人来得很早。")] {
        bench.wait("the places", |session| session.word_places().is_some_and(duizhao::state::Finding::is_over));
        assert!(about(&bench) == word && bench.is_selected(sentence), "{} in {sentence}", about(&bench));
        bench.press(Key::Enter);
    }
}

/// The translation covered, the pointer away from the text.
fn covered(bench: &mut Bench) {
    let view = PageView { is_covered: true, ..bench.session().view() };
    bench.send(Command::SetView(view));
    bench.harness.hover_at(pos2(2.0, 300.0));
    bench.settle();
}

#[test]
fn no_card_is_opened_on_a_covered_word() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    bench.harness.get_by_label("目标很简单。").click();
    bench.settle();
    covered(&mut bench);
    bench.press(Key::D);
    assert_eq!(about(&bench), "aim", "the counterpart of what is covered is looked up");
    bench.press(Key::Escape);
    bench.press(Key::R);
    bench.press(Key::D);
    assert_eq!(about(&bench), "目标", "it was uncovered");
    bench.press(Key::R);
    assert!(card(&bench).is_none(), "it was covered again");
    bench.press(Key::ArrowDown);
    assert!(bench.session().has_selection(), "the closed card keeps no key");
    bench.press(Key::Escape);
    assert!(!bench.session().has_selection());
}

#[test]
fn a_covered_word_that_is_clicked_twice_is_uncovered() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    let place = at(&bench, "目标很简单。", 0.2);
    covered(&mut bench);
    click_twice(&mut bench, place);
    assert_eq!(about(&bench), "目标");
    bench.harness.hover_at(pos2(2.0, 300.0));
    bench.settle();
    assert_eq!(about(&bench), "目标", "the pointer may go");
}

/// Boxes in the colours of words that are lit, and likely, in the light theme, with no other box over them.
fn lit(bench: &Bench) -> [Vec<Rect>; 2] {
    let boxes: Vec<(Rect, Color32)> = bench
        .harness
        .output()
        .shapes
        .iter()
        .filter_map(|shape| match &shape.shape {
            Shape::Rect(rect) if rect.fill.a() == 255 => Some((rect.rect, rect.fill)),
            _ => None,
        })
        .collect();
    [[0xff, 0xd2, 0xb8], [0xff, 0xe6, 0xd4]].map(|[r, g, b]| {
        let is_over = |at: usize| boxes[at + 1..].iter().any(|(rect, _)| rect.contains(boxes[at].0.center()));
        let lit = (0..boxes.len()).filter(|at| boxes[*at].1 == Color32::from_rgb(r, g, b) && !is_over(*at));
        lit.map(|at| boxes[at].0).collect()
    })
}

#[test]
fn words_are_lit_where_the_text_is_uncovered_only() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    bench.harness.get_by_label("The aim is simple.").click();
    bench.settle();
    let (aim, goal) = (at(&bench, "The aim is simple.", 0.32), at(&bench, "目标很简单。", 0.2));
    covered(&mut bench);
    bench.harness.hover_at(aim);
    bench.settle();
    let on = |bench: &Bench, at: Pos2| lit(bench)[0].iter().any(|rect| rect.contains(at));
    assert!(on(&bench, aim) && !on(&bench, goal), "{:?}", lit(&bench));
    bench.press(Key::R);
    assert!(on(&bench, aim) && on(&bench, goal), "{:?}", lit(&bench));
}

#[test]
fn a_selected_word_lights_its_counterpart() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    let goal = at(&bench, "目标很简单。", 0.2);
    let article = bench.session().article().unwrap();
    let block = article.bitext.blocks.en.iter().position(|block| block.text.starts_with("The aim")).unwrap();
    let point = |byte| TextPoint { block, byte };
    for (range, is_lit) in [(4..7, true), (4..60, false)] {
        bench.send(Command::SelectText(Some(TextRange {
            lang: Lang::En,
            from: point(range.start),
            to: point(range.end),
        })));
        bench.settle();
        assert_eq!(lit(&bench)[0].iter().any(|rect| rect.contains(goal)), is_lit, "{:?}", lit(&bench));
    }
}

#[test]
fn a_plain_word_that_is_selected_is_looked_up_itself() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    let article = bench.session().article().unwrap();
    let block = article.bitext.blocks.en.iter().position(|block| block.text.starts_with("The aim is")).unwrap();
    for (to, word) in [(3, "The"), (7, "aim")] {
        let [from, to] = [0, to].map(|byte| TextPoint { block, byte });
        bench.send(Command::SelectText(Some(TextRange { lang: Lang::En, from, to })));
        bench.settle();
        bench.press(Key::D);
        assert_eq!(about(&bench), word);
        bench.press(Key::D);
    }
}

#[test]
fn a_third_click_selects_the_paragraph() {
    // Its end is where the view would follow it.
    let mut bench = Bench::with_sample(1180.0, 480.0, english());
    bench.harness.ctx.options_mut(|options| options.input_options.max_double_click_delay = 100.0);
    let sentence = "The aim is simple.";
    let place = at(&bench, sentence, 0.32);
    let top = |bench: &Bench| bench.sentence(sentence).rect().top();
    click_fast(&mut bench, place, 1);
    click_fast(&mut bench, place, 1);
    assert!(card(&bench).is_some());
    let before = top(&bench);
    click_fast(&mut bench, place, 1);
    assert!(card(&bench).is_none());
    let bitext = &bench.session().article().unwrap().bitext;
    let text = bench.session().text_range().unwrap().text(bitext);
    assert!(text.starts_with(sentence) && text.ends_with('.') && !text.contains('\n'), "{text}");
    assert!((top(&bench) - before).abs() < 0.5, "the page stays where it is");
}

#[test]
fn what_the_card_is_about_is_copied() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    let aim = at(&bench, "目标很简单。", 0.2);
    click_twice(&mut bench, aim);
    let copy = |bench: &mut Bench| {
        bench.harness.event(Event::Copy);
        bench.harness.step();
        let mut commands = bench.harness.output().platform_output.commands.iter();
        commands.find_map(|command| match command {
            eframe::egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    };
    assert_eq!(copy(&mut bench).as_deref(), Some("目标"));
    bench.press(Key::Escape);
    assert!(copy(&mut bench).unwrap().contains("The aim is simple."), "without it the pair is");
}

#[test]
fn focus_begins_with_the_pair_under_the_pointer() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    let aim = at(&bench, "The aim is simple.", 0.32);
    bench.harness.hover_at(aim);
    bench.settle();
    bench.press(Key::F);
    assert!(bench.is_selected("The aim is simple."));
}

#[test]
fn walking_to_a_word_out_of_view_brings_it_into_view() {
    let mut bench = Bench::with_sample(480.0, 330.0, english());
    let long = |bench: &Bench| bench.session().selected_bead();
    bench.harness.get_by_label_contains("For most of its life").click();
    bench.settle();
    let pinned = long(&bench);
    bench.press(Key::D);
    let first = about(&bench);
    for _ in 0..40 {
        bench.press(Key::ArrowRight);
        let (rect, _) = card(&bench).expect("it stays open");
        assert!(Rect::from_min_size(Pos2::ZERO, vec2(480.0, 330.0)).contains_rect(rect), "{rect:?}");
    }
    assert!(about(&bench) != first && long(&bench) == pinned);
    bench.wheel(-3000.0);
    assert!(card(&bench).is_none(), "a word that is scrolled away takes the card with it");
    bench.press(Key::Escape);
    assert!(long(&bench).is_none(), "and the keys are the page's again");
}

const FERRIES: &str = "\
The ferry is late.
渡轮晚点了。
Two ferries left at six.
两艘渡轮六点离开了。
Nobody saw the ferryman.
没有人看见摆渡的人。
A ferry came back.
一艘渡轮回来了。
";

/// The card on the first ferry, its other places found.
fn ferries() -> Bench {
    let mut bench = Bench::new(1180.0, 800.0, english());
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(FERRIES.into()))));
    bench.wait("the text to be aligned", is_aligned);
    let place = at(&bench, "The ferry is late.", 0.32);
    click_twice(&mut bench, place);
    bench.harness.hover_at(pos2(590.0, 740.0));
    found(&mut bench);
    bench
}

/// Until the places of the word are found.
fn found(bench: &mut Bench) {
    bench.wait("the places", |session| session.word_places().is_some_and(|places| places.is_over()));
}

/// The first words of the pinned sentence.
fn pinned(bench: &Bench) -> String {
    let selection = bench.session().selection().expect("one is pinned");
    bench.session().article().unwrap().bitext.sentence(selection.lang, selection.sentence).to_owned()
}

#[test]
fn the_other_places_of_a_word_are_counted_and_gone_to() {
    let mut bench = ferries();
    assert_eq!(about(&bench), "ferry");
    bench.harness.get_by_label("2 other places in this article");
    for sentence in ["Two ferries left at six.", "A ferry came back.", "The ferry is late."] {
        bench.press(Key::Enter);
        assert_eq!(pinned(&bench), sentence);
        found(&mut bench);
        assert_eq!(about(&bench), "ferry", "the card comes along");
    }
    bench.harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    bench.settle();
    assert_eq!(pinned(&bench), "A ferry came back.");
    found(&mut bench);
    bench.harness.get_by_label("2: Two ferries left at six.").click();
    bench.settle();
    assert_eq!(pinned(&bench), "Two ferries left at six.");
    bench.press(Key::Escape);
    assert!(bench.session().word_places().is_none(), "nothing is kept for a closed card");
    let place = at(&bench, "没有人看见摆渡的人。", 0.15);
    click_twice(&mut bench, place);
    found(&mut bench);
    bench.harness.get_by_label("Nowhere else in this article");
}

#[test]
fn a_card_that_nobody_sees_is_closed() {
    for key in [Key::Comma, Key::N] {
        let mut bench = ferries();
        bench.harness.set_size(vec2(500.0, 700.0));
        bench.settle();
        bench.press(Key::D);
        if card(&bench).is_none() {
            bench.press(Key::D);
        }
        assert_eq!(about(&bench), "ferry");
        let modifiers = if key == Key::N { Modifiers::COMMAND | Modifiers::SHIFT } else { Modifiers::COMMAND };
        bench.harness.key_press_modifiers(modifiers, key);
        bench.settle();
        assert!(bench.session().word_places().is_none(), "{key:?}");
        bench.harness.key_press_modifiers(modifiers, key);
        bench.settle();
        assert!(card(&bench).is_none(), "{key:?}");
    }
}

#[test]
fn all_places_of_a_word_are_listed_by_button_and_key() {
    for is_key in [false, true] {
        let mut bench = ferries();
        if is_key {
            bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
        } else {
            bench.harness.get_by_label("Find all").click();
        }
        bench.settle();
        bench.wait("the list", |session| session.finding().is_some_and(|finding| finding.is_over()));
        assert!(card(&bench).is_none());
        bench.harness.get_by_label("1 of 3");
        bench.harness.get_by_role_and_label(Role::TextInput, "Find in both languages").type_text("ferry ");
        bench.settle();
        bench.wait("the typed text", |session| session.finding().is_some_and(|finding| finding.is_over()));
        assert!(!bench.session().finding().unwrap().wanted().is_word, "what is typed is found as it is");
    }
}

#[test]
fn alt_and_left_lead_back_from_another_place() {
    let mut bench = Bench::with_sample(1000.0, 420.0, english());
    bench.harness.get_by_label_contains("桑盖特角的灯塔在大半生里").click();
    bench.settle();
    bench.press(Key::D);
    for _ in 0..9 {
        if about(&bench) != "灯塔" {
            bench.press(Key::ArrowRight);
        }
    }
    found(&mut bench);
    let before = bench.session().article().unwrap().place;
    let count = bench.session().word_places().unwrap().hits().len();
    assert!(about(&bench) == "灯塔" && count > 2, "{} {count}", about(&bench));
    bench.harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    bench.settle();
    assert!(bench.session().article().unwrap().place.row > before.row, "the last one is further down");
    bench.harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    bench.settle();
    assert_eq!(bench.session().article().unwrap().place, before);
}

#[test]
fn a_card_stays_in_a_low_or_narrow_window() {
    for (width, height) in [(300.0, 420.0), (900.0, 260.0), (420.0, 700.0)] {
        let mut bench = Bench::with_sample(width, height, english());
        bench.harness.get_by_label_contains("For most of its life").click();
        bench.settle();
        bench.press(Key::D);
        for _ in 0..12 {
            found(&mut bench);
            let (buttons, name) = card(&bench).expect("it stays open");
            let window = Rect::from_min_size(Pos2::ZERO, vec2(width, height));
            assert!(window.contains_rect(buttons), "{width} × {height}, {name}: {buttons:?}");
            bench.press(Key::ArrowRight);
        }
    }
}

fn picture(name: &str, sentence: &str, share: f32, settings: Settings) {
    let mut bench = Bench::with_sample(1180.0, 800.0, settings);
    let place = at(&bench, sentence, share);
    click_twice(&mut bench, place);
    bench.harness.hover_at(pos2(590.0, 740.0));
    found(&mut bench);
    bench.harness.snapshot(name);
}

#[test]
fn a_picture_of_a_chinese_card_in_the_light_theme() {
    picture("card_light", "目标很简单。", 0.2, english());
}

#[test]
fn a_picture_of_a_chinese_card_in_the_dark_theme_in_chinese() {
    picture("card_dark_zh", "目标很简单。", 0.7, settings(Theme::Dark, InterfaceLang::Zh));
}

#[test]
fn a_picture_of_an_english_card_in_the_sepia_theme() {
    picture("card_sepia", "The aim is simple.", 0.32, settings(Theme::Sepia, InterfaceLang::En));
}

#[test]
fn a_picture_of_a_word_lit_with_its_counterpart() {
    let mut bench = Bench::with_sample(1180.0, 800.0, english());
    let place = bench.harness.get_by_label_contains("港务局在灯塔").rect();
    bench.harness.hover_at(pos2(place.left() + place.width() * 0.22, place.center().y));
    bench.settle();
    bench.harness.snapshot("words_lit_light");
}

#[test]
fn a_picture_of_a_card_with_other_places_in_the_high_contrast_theme_in_chinese() {
    let sentence = "The port authority has installed 46 underwater microphones between the lighthouse and the old ferry pier, and a small computer in the lamp room that sorts what they hear.";
    let mut bench = Bench::with_sample(1180.0, 800.0, settings(Theme::HighContrast, InterfaceLang::Zh));
    let rect = bench.harness.get_by_label(sentence).rect();
    click_twice(&mut bench, pos2(rect.left() + rect.width() * 0.35, rect.center().y + 28.0));
    bench.harness.hover_at(pos2(590.0, 740.0));
    found(&mut bench);
    bench.harness.snapshot("card_places_zh");
}

#[test]
fn a_picture_of_a_card_in_a_narrow_dark_window() {
    let mut bench = Bench::with_sample(420.0, 640.0, settings(Theme::SepiaDark, InterfaceLang::En));
    bench.harness.get_by_label_contains("For most of its life").click();
    bench.settle();
    bench.press(Key::D);
    for _ in 0..2 {
        bench.press(Key::ArrowRight);
    }
    found(&mut bench);
    bench.harness.snapshot("card_narrow");
}
