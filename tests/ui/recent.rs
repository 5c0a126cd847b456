//! Recent articles: told apart, pasted ones among them, and looked at.

use super::*;
use duizhao::model::RecentArticle;

fn library() -> Library {
    let article = |path: &str| RecentArticle { paths: vec![path.into()], ..RecentArticle::default() };
    let mut recent: Vec<_> = (1..=30).map(|n| article(&format!("/texts/chapters/chapter-{n}.txt"))).collect();
    recent.insert(1, article("/texts/2023/ferry.txt"));
    recent.insert(2, article("/texts/2024/ferry.txt"));
    recent[0].pasted = Some("The ferry left the island at six in the morning…".into());
    Library { recent }
}

fn sheet(settings: Settings) -> Bench {
    let mut bench = Bench::with_library(library(), 900.0, 700.0, settings);
    bench.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    bench.settle();
    bench
}

#[test]
fn files_of_one_name_are_told_apart_and_nothing_moves_below_the_pointer() {
    let mut bench = sheet(english());
    let rects = |bench: &Bench| {
        ["Recent articles", "Close", "ferry.txt: 2023"]
            .map(|name| bench.harness.get_all_by_label(name).map(|node| node.rect()).collect::<Vec<_>>())
    };
    bench.harness.get_by_label("ferry.txt: 2024");
    let before = rects(&bench);
    for name in ["ferry.txt: 2024", "chapter-2.txt"] {
        bench.harness.get_by_label(name).hover();
        bench.settle();
        assert_eq!(rects(&bench), before, "{name}");
    }
    bench.harness.hover_at(pos2(680.0, 300.0));
    bench.settle();
    assert_eq!(rects(&bench), before, "over the scroll bar");
}

#[test]
fn pasted_text_is_opened_again_with_its_notes() {
    let mut bench = Bench::new(1180.0, 800.0, english());
    let text = "One boat came late.\n\n一条船来晚了。\n\nTwo boats stayed.\n\n两条船留下了。\n";
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(text.into()))));
    bench.wait("the text to be aligned", |session| is_aligned(session) && session.can_write_notes());
    bench.harness.get_by_label("One boat came late.").click();
    bench.settle();
    bench.press(Key::Num2);
    bench.wait("the note", |session| {
        session.notes().is_some_and(|notes| notes.saving() == duizhao::state::Saving::Saved)
    });
    bench.send(Command::Open(LoadRequest::text(InputSource::Sample(SAMPLE))));
    bench.wait("the sample", |session| is_aligned(session) && session.article().unwrap().paths().is_empty());
    bench.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    bench.settle();
    bench.harness.get_by_label("One boat came late.").click();
    bench.wait("the text", |session| {
        is_aligned(session) && !session.article().unwrap().paths().is_empty() && session.can_write_notes()
    });
    bench.harness.get_by_label("两条船留下了。");
    assert_eq!(bench.session().notes().unwrap().all().len(), 1);
    let kept = bench.session().article().unwrap().paths()[0].clone();
    assert_eq!(std::fs::read_to_string(kept).unwrap(), text);
}

#[test]
fn a_picture_of_recent_articles() {
    sheet(english()).harness.snapshot("recent_light");
}
