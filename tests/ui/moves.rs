//! What moves the page, and what does not: clicks on pairs that are higher than the view, the thumb of the scroll bar, a text that is paired anew.

use super::{Bench, Role, click_at, english, is_aligned};
use duizhao::model::{Arrangement, Bead, Bitext, PageView, Row};
use duizhao::state::{Command, InputSource, LoadRequest, Message};
use duizhao::text::{Lang, PerLang};
use eframe::egui::{Key, Modifiers, Rect, pos2};
use egui_kittest::kittest::Queryable;
use std::sync::Arc;

fn bench(text: &str, arrangement: Arrangement) -> Bench {
    let mut bench = Bench::new(1000.0, 500.0, english());
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(text.into()))));
    bench.wait("the text", |session| is_aligned(session) && session.loading().is_none());
    bench.send(Command::SetView(PageView { arrangement, ..PageView::default() }));
    bench.settle();
    bench
}

fn paragraph(first: usize, count: usize) -> String {
    let sentences = first..first + count;
    let en = sentences
        .clone()
        .map(|n| format!("The ferry of pier {n} left the island, with only two passengers on board. "));
    let zh = sentences.map(|n| format!("{n}号码头的渡船离开了小岛，船上只有两名乘客。"));
    format!("{}\n\n{}\n\n", en.collect::<String>(), zh.collect::<String>())
}

fn rect(bench: &Bench, name: &str) -> Rect {
    bench.sentence(name).rect()
}

fn row(bench: &Bench) -> usize {
    bench.session().article().unwrap().place.row
}

#[test]
fn a_click_on_half_a_pair_whose_other_half_is_far_away_moves_nothing() {
    let mut bench = bench(&paragraph(1, 40), Arrangement::Stacked);
    for (key, sentence) in [
        (Key::End, "35号码头的渡船离开了小岛，船上只有两名乘客。"),
        (Key::Home, "The ferry of pier 6 left the island, with only two passengers on board."),
    ] {
        bench.press(key);
        let before = rect(&bench, sentence);
        click_at(&mut bench, before.left_center() + eframe::egui::vec2(8.0, 0.0));
        assert!(bench.is_selected(sentence));
        assert!((rect(&bench, sentence).top() - before.top()).abs() < 0.5, "{sentence}");
        bench.press(Key::Escape);
    }
}

#[test]
fn a_click_inside_a_sentence_that_is_higher_than_the_view_moves_nothing() {
    let en = "the ferry left the island with only two passengers on board, and ".repeat(80);
    let zh = "渡船离开了小岛，船上只有两名乘客，".repeat(160);
    let text = format!("{}\n\nThen {en}that was all.\n\n随后{zh}仅此而已。\n\n{}", paragraph(1, 2), paragraph(3, 3));
    for arrangement in [Arrangement::Aligned, Arrangement::Stacked] {
        let mut bench = bench(&text, arrangement);
        bench.harness.hover_at(pos2(300.0, 250.0));
        bench.wheel(-700.0);
        let place = bench.session().article().unwrap().place;
        assert!(place.row > 0 && place.fraction > 0.1, "{place:?}");
        click_at(&mut bench, pos2(300.0, 330.0));
        assert_eq!(bench.session().selected_bead().map(|pair| pair.0), Some(place.row));
        assert_eq!(bench.session().article().unwrap().place, place, "{arrangement:?}");
    }
}

#[test]
fn what_is_gone_to_can_be_read_however_wrong_the_guessed_heights_are() {
    // A paragraph of links is a line, and is guessed to be many.
    let link = |n: usize| format!("[p{n}](https://example.org/{})", "a/long/way/".repeat(8));
    let text: String = (0..90)
        .flat_map(|n| {
            let links = if n % 3 == 1 { (0..6).map(link).collect::<Vec<_>>().join(" ") } else { String::new() };
            [links, "\n\n".to_owned(), paragraph(n * 4, 1 + n % 4)]
        })
        .collect();
    for arrangement in [Arrangement::Aligned, Arrangement::Stacked] {
        let mut bench = bench(&text, arrangement);
        for n in (0..90).step_by(4).chain((0..90).rev().step_by(7)) {
            let name = format!("{}号码头的渡船离开了小岛，船上只有两名乘客。", n * 4);
            let bitext = bench.session().article().unwrap().bitext.clone();
            let sentence = (0..bitext.sentences.zh.len()).find(|i| bitext.sentence(Lang::Zh, *i) == name).unwrap();
            bench.send(Command::Select(Some(duizhao::state::Selection { lang: Lang::Zh, sentence })));
            bench.settle();
            let page = bench.harness.get_by_role(Role::ScrollBar).rect();
            let rect = rect(&bench, &name);
            let is_read = rect.top() > page.top() + 20.0 && rect.bottom() < page.bottom() - 20.0;
            assert!(is_read, "{arrangement:?}, {n}: {rect:?} {page:?}");
        }
    }
}

#[test]
fn the_thumb_of_a_scroll_bar_is_moved_from_where_it_is_taken() {
    let text: String = (0..400).map(|n| paragraph(n, 1)).collect();
    for arrangement in [Arrangement::Aligned, Arrangement::Columns] {
        let mut bench = bench(&text, arrangement);
        let bars: Vec<Rect> = bench.harness.get_all_by_role(Role::ScrollBar).map(|node| node.rect()).collect();
        assert_eq!(bars.len(), if arrangement == Arrangement::Columns { 2 } else { 1 });
        for bar in bars {
            // The thumb is 32 points high, and at the top.
            let at = |y: f32| pos2(bar.center().x, bar.top() + y);
            click_at(&mut bench, at(28.0));
            assert_eq!(row(&bench), 0, "a click on it");
            bench.harness.drag_at(at(28.0));
            bench.harness.step();
            bench.harness.hover_at(at(100.0));
            bench.settle();
            let there = row(&bench);
            assert!((60..80).contains(&there), "{there}");
            bench.harness.hover_at(at(28.0));
            bench.settle();
            assert_eq!(row(&bench), 0, "it has come back");
            bench.harness.hover_at(at(100.0));
            bench.harness.step();
            bench.harness.drop_at(at(100.0));
            bench.settle();
            // Beside it, its middle comes to the pointer.
            click_at(&mut bench, at(300.0));
            assert!(row(&bench) > 200);
            bench.press(Key::Home);
        }
    }
}

/// The same text; the first rows that have two sides have one.
fn paired_anew(bitext: &Bitext, rows: usize) -> Bitext {
    let one_sided = |row: &Row, lang: Lang| {
        let empty = |other: Lang, at: usize| if other == lang { None } else { Some(at..at) };
        let beads = row.beads.iter().filter(|bead| !bead.sentences[lang].is_empty());
        let beads = beads.map(|bead| Bead {
            sentences: PerLang::from_fn(|l| {
                let end = if lang == Lang::En {
                    row.beads[0].sentences[l].start
                } else {
                    row.beads[row.beads.len() - 1].sentences[l].end
                };
                empty(l, end).unwrap_or(bead.sentences[l].clone())
            }),
            ..bead.clone()
        });
        let blocks = PerLang::from_fn(|l| {
            let end = if lang == Lang::En { row.blocks[l].start } else { row.blocks[l].end };
            empty(l, end).unwrap_or(row.blocks[l].clone())
        });
        Row { blocks, beads: beads.collect(), ..row.clone() }
    };
    let mut anew = bitext.clone();
    anew.rows = bitext
        .rows
        .iter()
        .enumerate()
        .flat_map(|(at, row)| {
            if at < rows && !row.is_one_sided() {
                vec![one_sided(row, Lang::En), one_sided(row, Lang::Zh)]
            } else {
                vec![row.clone()]
            }
        })
        .collect();
    anew.check().unwrap();
    anew
}

#[test]
fn the_way_back_leads_to_the_same_text_after_it_was_paired_anew() {
    let text: String = (0..120).map(|n| paragraph(n, 1)).collect();
    let mut bench = bench(&text, Arrangement::Aligned);
    let go = |bench: &mut Bench, key: Key| {
        bench.harness.key_press_modifiers(Modifiers::ALT, key);
        bench.settle();
    };
    bench.harness.hover_at(pos2(300.0, 250.0));
    bench.wheel(-2000.0);
    let read = row(&bench);
    let block = |bench: &Bench| bench.session().article().unwrap().bitext.rows[row(bench)].blocks.en.clone();
    let blocks = block(&bench);
    assert!(read > 10);
    bench.press(Key::End);
    bench.press(Key::Home);
    let article = bench.session().article().unwrap();
    let (job, anew) = (article.job, paired_anew(&article.bitext, 8));
    bench.send(Command::Aligned(job, Arc::new(anew)));
    bench.settle();
    go(&mut bench, Key::ArrowLeft);
    go(&mut bench, Key::ArrowLeft);
    assert_eq!((row(&bench), block(&bench)), (read + 8, blocks));
    go(&mut bench, Key::ArrowRight);
    go(&mut bench, Key::ArrowRight);
    assert_eq!(row(&bench), 0);
}

#[test]
fn what_was_uncovered_stays_uncovered_when_the_text_is_paired_anew() {
    let mut bench = bench(&(0..6).map(|n| paragraph(n, 1)).collect::<String>(), Arrangement::Aligned);
    let shown = "4号码头的渡船离开了小岛，船上只有两名乘客。";
    bench.send(Command::SetView(PageView { is_covered: true, ..PageView::default() }));
    bench.settle();
    bench.harness.get_by_label("The ferry of pier 4 left the island, with only two passengers on board.").click();
    bench.settle();
    bench.press(Key::R);
    bench.harness.hover_at(pos2(2.0, 300.0));
    bench.settle();
    bench.sentence(shown);
    let article = bench.session().article().unwrap();
    let (job, anew) = (article.job, paired_anew(&article.bitext, 2));
    bench.send(Command::Aligned(job, Arc::new(anew)));
    bench.settle();
    bench.sentence(shown);
}

#[test]
fn an_old_pairing_is_let_go() {
    let mut bench = bench(&(0..40).map(|n| paragraph(n, 1)).collect::<String>(), Arrangement::Columns);
    bench.press(Key::F9);
    bench.harness.hover_at(rect(&bench, "1号码头的渡船离开了小岛，船上只有两名乘客。").center());
    bench.settle();
    bench.send(Command::SetView(PageView::default()));
    bench.settle();
    bench.press(Key::F9);
    bench.harness.hover_at(pos2(2.0, 300.0));
    bench.settle();
    let article = bench.session().article().unwrap();
    let (job, old, anew) = (article.job, Arc::downgrade(&article.bitext), paired_anew(&article.bitext, 2));
    bench.send(Command::Aligned(job, Arc::new(anew)));
    // A thread may still be at work on it.
    bench.wait("the old pairing to be let go", |_| old.strong_count() == 0);
}

#[test]
fn a_text_that_is_read_again_stays_where_it_is_though_a_message_above_it_goes() {
    for arrangement in [Arrangement::Aligned, Arrangement::Columns] {
        let mut bench = Bench::new(1000.0, 500.0, english());
        let text: String = (0..40).map(|n| paragraph(3 * n, 3)).collect();
        let path = bench.write("ferries.txt", text.as_bytes());
        bench.send(Command::Open(LoadRequest::files([path])));
        bench.wait("the text", |session| is_aligned(session) && session.loading().is_none());
        bench.send(Command::SetView(PageView { arrangement, ..PageView::default() }));
        bench.send(Command::Report(Message::NoDictionary("it is gone".into())));
        bench.settle();
        for _ in 0..4 {
            bench.press(Key::PageDown);
        }
        let sentence = |bench: &Bench| {
            let place = bench.session().article().unwrap().place.row + 1;
            let article = bench.session().article().unwrap();
            let first = article.bitext.sentences_of_row(Lang::En, place).start;
            article.bitext.sentence(Lang::En, first).to_owned()
        };
        let seen = sentence(&bench);
        let before = rect(&bench, &seen);
        bench.send(Command::Reload);
        bench.wait("the text", |session| {
            is_aligned(session) && session.loading().is_none() && session.messages().is_empty()
        });
        bench.settle();
        assert!((rect(&bench, &seen).top() - before.top()).abs() <= 0.5, "{before:?} {:?}", rect(&bench, &seen));
    }
}
