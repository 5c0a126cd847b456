//! The session as a table of commands and what they lead to.

use super::bookmarks::found_again;
use super::{
    Command, Effect, InputSource, JobId, LoadRequest, Loaded, Loss, Message, Remembered, Selection, Session, Step,
    TextPoint, TextRange, Trouble,
};
use crate::align::words::Linker;
use crate::import::ImportError;
use crate::lexicon::Lexicon;
use crate::model::{
    Bead, Bitext, Block, BlockKind, Bookmark, Doubt, Library, PageView, Place, Row, Sentence, Settings, Sides, Theme,
    Warning,
};
use crate::text::{ByteSpan, Lang, PerLang};
use std::path::PathBuf;
use std::sync::Arc;

/// A bitext with one sentence a block; `""` leaves a cell empty.
pub(super) fn bitext(rows: &[(&str, &str)]) -> Arc<Bitext> {
    let mut text = Bitext::default();
    for (line, (en, zh)) in rows.iter().enumerate() {
        let before = PerLang::from_fn(|lang| text.blocks[lang].len());
        for (lang, side) in [(Lang::En, en), (Lang::Zh, zh)] {
            if !side.is_empty() {
                let block = text.blocks[lang].len();
                text.sentences[lang].push(Sentence { block, span: ByteSpan::whole(side) });
                text.blocks[lang].push(Block {
                    lang,
                    kind: BlockKind::Paragraph,
                    text: (*side).to_owned(),
                    line,
                    file: 0,
                });
            }
        }
        let blocks = PerLang::from_fn(|lang| before[lang]..text.blocks[lang].len());
        let beads = vec![Bead { sentences: blocks.clone(), confidence: 0.9, doubt: None }];
        text.rows.push(Row { blocks, confidence: 0.9, doubt: None, beads });
    }
    Arc::new(text)
}

fn ferry() -> Arc<Bitext> {
    bitext(&[("The ferry is late.", "渡轮晚点了。"), ("", "乘客在码头等候。"), ("Nobody minds.", "没有人在意。")])
}

pub(super) fn open_job(session: &mut Session, request: LoadRequest) -> JobId {
    match session.apply(Command::Open(request)).as_slice() {
        [Effect::Load(job, ..)] => *job,
        other => panic!("opening asks for a load alone, not {other:?}"),
    }
}

pub(super) fn loaded(bitext: Arc<Bitext>) -> Loaded {
    Loaded { bitext, sources: vec![], warnings: vec![], kept: None }
}

fn ferry_request() -> LoadRequest {
    LoadRequest::files([PathBuf::from("/texts/ferry.txt")])
}

fn with_ferry() -> Session {
    let mut session = Session::new(Settings::default(), Library::default());
    let job = open_job(&mut session, ferry_request());
    session.apply(Command::TextReady(job, loaded(ferry())));
    session.apply(Command::Aligned(job, ferry()));
    session
}

fn selected_text(session: &Session) -> String {
    session
        .selection()
        .and_then(|s| Some(session.article()?.bitext.sentence(s.lang, s.sentence).to_owned()))
        .unwrap_or_default()
}

#[test]
fn what_is_open_stays_until_the_next_can_be_read() {
    let mut session = with_ferry();
    let first = session.article().map(|a| a.job);
    let job = open_job(&mut session, LoadRequest::files(["/texts/gone.txt".into()]));
    assert_eq!(session.article().map(|a| a.job), first, "while loading");
    session.apply(Command::LoadFailed(job, ImportError::NotFound { path: "/texts/gone.txt".into() }));
    assert_eq!(session.article().map(|a| a.job), first, "after a failure");
    assert!(matches!(session.messages(), [Message::CannotOpen(ImportError::NotFound { .. })]));
    assert!(session.loading().is_none());
}

#[test]
fn only_the_newest_load_counts() {
    let mut session = Session::default();
    let old = open_job(&mut session, ferry_request());
    let old_progress = session.loading().map(|l| l.progress.clone()).unwrap();
    let new = open_job(&mut session, LoadRequest::text(InputSource::Pasted("a".into())));
    assert!(old_progress.is_cancelled(), "the older load is told to stop");
    session.apply(Command::TextReady(old, loaded(ferry())));
    session.apply(Command::Aligned(old, ferry()));
    session.apply(Command::LoadFailed(old, ImportError::Empty { path: None }));
    assert!(session.article().is_none() && session.messages().is_empty(), "a late answer changes nothing");
    session.apply(Command::TextReady(new, loaded(ferry())));
    assert_eq!(session.article().map(|a| (a.job, a.is_aligned)), Some((new, false)));
    session.apply(Command::Aligned(new, ferry()));
    assert_eq!(session.article().map(|a| a.is_aligned), Some(true));
}

#[test]
fn a_linker_learns_from_the_newest_pairing_alone() {
    let untrained = || Linker::untrained(&Lexicon::bundled().unwrap());
    let mut session = Session::default();
    let job = open_job(&mut session, ferry_request());
    session.apply(Command::TextReady(job, loaded(ferry())));
    assert!(session.article().unwrap().linker.is_none(), "the dictionary is not open yet");
    session.apply(Command::Linker(job, untrained()));
    let effects = session.apply(Command::Aligned(job, ferry()));
    let lesson = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::Learn(job, bitext, _, progress) => Some((*job, Arc::clone(bitext), progress.clone())),
            _ => None,
        })
    };
    let (of, bitext, progress) = lesson(&effects).expect("there is something to learn from");
    assert!(of == job && Arc::ptr_eq(&bitext, &session.article().unwrap().bitext) && !progress.is_cancelled());
    let learned = untrained();
    session.apply(Command::Linker(job, learned.clone()));
    assert!(session.article().unwrap().linker.as_ref().unwrap().is_same(&learned));
    let next = open_job(&mut session, ferry_request());
    assert!(!progress.is_cancelled(), "the next may be one that cannot be read");
    session.apply(Command::TextReady(next, loaded(ferry())));
    assert!(progress.is_cancelled() && session.article().unwrap().linker.is_none());
    session.apply(Command::Linker(job, learned));
    assert!(session.article().unwrap().linker.is_none(), "a late answer changes nothing");
    let effects = session.apply(Command::Aligned(next, ferry()));
    assert!(lesson(&effects).is_none(), "without a dictionary nothing is learned");
}

#[test]
fn cancelling_keeps_the_text_that_is_there() {
    let mut session = Session::default();
    let job = open_job(&mut session, ferry_request());
    session.apply(Command::TextReady(job, loaded(ferry())));
    session.apply(Command::CancelLoad);
    assert!(session.loading().is_none());
    assert_eq!(session.article().map(|a| a.is_aligned), Some(false));
    assert!(
        matches!(session.messages(), [Message::PairingStopped]),
        "it is said how to go on: {:?}",
        session.messages()
    );
    assert!(matches!(session.apply(Command::Reload)[..], [Effect::Load(..)]) && session.messages().is_empty());
    session.apply(Command::CancelLoad);
    assert!(matches!(session.messages(), [Message::PairingStopped]), "once more, before there was text");
    let job = open_job(&mut session, LoadRequest::text(InputSource::Pasted("x".into())));
    session.apply(Command::TextReady(job, Loaded { kept: Some("/data/pasted/x.txt".into()), ..loaded(ferry()) }));
    assert!(session.apply(Command::CancelLoad).is_empty(), "pasted text is not read again from where it is kept");
}

#[test]
fn walking_goes_from_pair_to_pair_and_stops_at_the_ends() {
    let mut session = with_ferry();
    let walk = [
        (Step::Next, "The ferry is late."),
        (Step::Next, "乘客在码头等候。"),
        (Step::Next, "没有人在意。"),
        (Step::Next, "没有人在意。"),
        (Step::Previous, "乘客在码头等候。"),
        (Step::Previous, "渡轮晚点了。"),
        (Step::Previous, "渡轮晚点了。"),
    ];
    for (i, (step, expected)) in walk.into_iter().enumerate() {
        session.apply(Command::Walk(step));
        assert_eq!(selected_text(&session), expected, "step {i}");
    }
}

#[test]
fn walking_starts_from_what_is_in_view() {
    let mut session = with_ferry();
    session.apply(Command::SetPlace(Place { row: 2, fraction: 0.0 }));
    session.apply(Command::Walk(Step::Next));
    assert_eq!(selected_text(&session), "Nobody minds.");
}

#[test]
fn a_pair_is_copied_in_both_languages() {
    let mut session = with_ferry();
    assert!(session.apply(Command::CopyPair).is_empty(), "nothing selected, nothing copied");
    for (lang, sentence, expected) in [
        (Lang::Zh, 0, "The ferry is late.\n渡轮晚点了。"),
        (Lang::Zh, 1, "乘客在码头等候。"),
        (Lang::En, 1, "Nobody minds.\n没有人在意。"),
    ] {
        session.apply(Command::Select(Some(Selection { lang, sentence })));
        match session.apply(Command::CopyPair).as_slice() {
            [Effect::CopyText(text)] => assert_eq!(text, expected),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_sentence_that_is_not_there_cannot_be_selected() {
    let mut session = with_ferry();
    session.apply(Command::Select(Some(Selection { lang: Lang::En, sentence: 99 })));
    assert_eq!(session.selection(), None);
}

#[test]
fn the_place_comes_back_with_the_file() {
    let mut session = with_ferry();
    let place = Place { row: 1, fraction: 0.25 };
    session.apply(Command::SetPlace(place));
    let job = open_job(&mut session, LoadRequest::text(InputSource::Pasted("x".into())));
    let effects = session.apply(Command::TextReady(job, loaded(ferry())));
    assert!(effects.iter().any(|e| matches!(e, Effect::SaveLibrary(l) if l.recent[0].place == place)), "{effects:?}");
    assert_eq!(session.article().map(|a| a.place), Some(Place::default()));
    let job = open_job(&mut session, ferry_request());
    session.apply(Command::TextReady(job, loaded(ferry())));
    assert_eq!(session.article().map(|a| a.place), Some(place));
    let job = open_job(&mut session, ferry_request());
    session.apply(Command::TextReady(job, loaded(bitext(&[("Short now.", "变短了。")]))));
    assert_eq!(session.article().map(|a| a.place.row), Some(0), "a file that lost rows opens at its end");
}

#[test]
fn the_place_is_the_paragraphs_when_rows_are_not_counted_the_same() {
    let aligned =
        || bitext(&[("A.", "甲。"), ("", "图。"), ("", "注。"), ("B.", "乙。"), ("C.", "丙。"), ("D.", "丁。")]);
    let by_order =
        bitext(&[("A.", "甲。"), ("B.", "图。"), ("C.", "注。"), ("D.", "乙。"), ("", "丙。"), ("", "丁。")]);
    let mut session = Session::default();
    let job = open_job(&mut session, ferry_request());
    session.apply(Command::TextReady(job, loaded(by_order.clone())));
    session.apply(Command::Aligned(job, aligned()));
    session.apply(Command::SetPlace(Place { row: 5, fraction: 0.5 }));
    let job = open_job(&mut session, LoadRequest::text(InputSource::Pasted("x".into())));
    session.apply(Command::TextReady(job, loaded(ferry())));
    for _ in 0..3 {
        let job = open_job(&mut session, ferry_request());
        session.apply(Command::TextReady(job, loaded(by_order.clone())));
        assert_eq!(session.article().map(|a| a.place), Some(Place { row: 3, fraction: 0.5 }));
        session.apply(Command::Aligned(job, aligned()));
        assert_eq!(session.article().map(|a| a.place), Some(Place { row: 5, fraction: 0.5 }));
        let job = open_job(&mut session, LoadRequest::text(InputSource::Pasted("x".into())));
        session.apply(Command::TextReady(job, loaded(ferry())));
    }
}

#[test]
fn what_stays_open_is_aligned_though_another_file_could_not_be_read() {
    let is_load = |effects: &[Effect], request: &LoadRequest| {
        effects.iter().any(|e| matches!(e, Effect::Load(_, asked, _) if asked == request))
    };
    for is_cancelled in [false, true] {
        let mut session = Session::default();
        let job = open_job(&mut session, ferry_request());
        session.apply(Command::TextReady(job, loaded(ferry())));
        let other = open_job(&mut session, LoadRequest::text(InputSource::File("gone.txt".into())));
        let error = ImportError::Empty { path: None };
        let effects =
            session.apply(if is_cancelled { Command::CancelLoad } else { Command::LoadFailed(other, error.clone()) });
        assert!(is_load(&effects, &ferry_request()), "{effects:?}");
        let is_told = session.messages().iter().any(|m| matches!(m, Message::CannotOpen(_)));
        assert_eq!(is_told, !is_cancelled);
        // It is gone, too: there is no end to that if it is asked for again and again.
        let again = session.loading().map(|loading| loading.job).unwrap();
        assert!(session.apply(Command::LoadFailed(again, error)).is_empty());
    }
}

#[test]
fn pairing_anew_keeps_the_block_that_is_read() {
    let mut session = Session::default();
    let job = open_job(&mut session, ferry_request());
    let by_order = bitext(&[("A.", "甲。"), ("B.", "乙。"), ("C.", ""), ("D.", "丁。")]);
    session.apply(Command::TextReady(job, loaded(by_order)));
    session.apply(Command::SetPlace(Place { row: 3, fraction: 0.5 }));
    let aligned = bitext(&[("A.", "甲。"), ("", "图。"), ("", "注。"), ("B.", "乙。"), ("C.", "丙。"), ("D.", "丁。")]);
    session.apply(Command::Aligned(job, aligned));
    assert_eq!(session.article().map(|a| a.place), Some(Place { row: 5, fraction: 0.5 }));
}

#[test]
fn messages_of_an_article_go_with_it() {
    let mut session = Session::default();
    let job = open_job(&mut session, ferry_request());
    let warnings = vec![Warning::OneLanguage(Lang::En)];
    session.apply(Command::TextReady(job, Loaded { warnings, ..loaded(ferry()) }));
    session.apply(Command::Aligned(job, ferry()));
    assert_eq!(session.messages().len(), 1);
    let job = match session.apply(Command::Reload).as_slice() {
        [Effect::Load(job, request, _)] => {
            assert_eq!(request, &ferry_request());
            *job
        }
        other => panic!("{other:?}"),
    };
    session.apply(Command::TextReady(job, loaded(ferry())));
    assert!(session.messages().is_empty());
}

#[test]
fn a_file_that_changes_is_read_again_where_reading_was() {
    let mut session = with_ferry();
    let place = Place { row: 1, fraction: 0.5 };
    session.apply(Command::SetPlace(place));
    assert!(
        session.apply(Command::FileChanged("/texts/other.txt".into())).is_empty(),
        "another file's change is not ours"
    );
    let effects = session.apply(Command::FileChanged("/texts/ferry.txt".into()));
    let [Effect::Load(job, request, _)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(request, &ferry_request());
    let first = session.article().map(|a| a.first_job);
    session.apply(Command::TextReady(*job, loaded(ferry())));
    assert_eq!(session.article().map(|a| (a.place, Some(a.first_job))), Some((place, first)));
}

#[test]
fn what_was_said_outlives_a_file_that_is_read_again_by_itself() {
    let mut session = with_ferry();
    session.apply(Command::Report(Message::Exported { count: 1, path: "/texts/notes.md".into() }));
    session.apply(Command::Report(Message::PairingStopped));
    let [Effect::Load(job, ..)] = session.apply(Command::FileChanged("/texts/ferry.txt".into()))[..] else {
        panic!("a changed file is read again")
    };
    assert_eq!(session.messages().len(), 2, "nobody may have seen it yet");
    session.apply(Command::TextReady(job, loaded(ferry())));
    assert!(matches!(session.messages(), [Message::Exported { .. }]), "{:?}", session.messages());
    session.apply(Command::Reload);
    assert!(session.messages().is_empty(), "the reader goes on");
}

#[test]
fn a_translation_is_added_beside_what_is_open() {
    let mut session = with_ferry();
    match session.apply(Command::AddTranslation("/texts/ferry.zh.txt".into())).as_slice() {
        [Effect::Load(_, request, _)] => {
            assert_eq!(request.paths(), [PathBuf::from("/texts/ferry.txt"), "/texts/ferry.zh.txt".into()]);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn more_than_two_files_are_refused_with_a_word() {
    let mut session = with_ferry();
    let three = LoadRequest::files(["/a".into(), "/b".into(), "/c".into()]);
    assert!(session.apply(Command::Open(three)).is_empty());
    assert!(matches!(session.messages(), [Message::TooManyFiles(3)]));
}

#[test]
fn settings_are_saved_when_they_change_and_only_then() {
    let mut session = Session::default();
    assert!(matches!(session.apply(Command::SetTheme(Theme::Sepia)).as_slice(), [Effect::SaveSettings(_)]));
    assert!(session.apply(Command::SetTheme(Theme::Sepia)).is_empty());
    session.apply(Command::SetTextSize(4000.0));
    let largest = Settings { text_size_points: Settings::TEXT_SIZE_RANGE_POINTS.1, ..session.settings().clone() };
    assert_eq!(session.settings(), &largest);
    let normal = (900.0, 600.0);
    session.apply(Command::SetWindow { size_points: normal, maximised: false });
    session.apply(Command::SetWindow { size_points: (1920.0, 1080.0), maximised: true });
    assert_eq!(session.settings().window_size_points, Some(normal), "the size to come back to");
}

#[test]
fn a_changed_file_keeps_the_place_at_its_words() {
    type Rows<'a> = &'a [(&'a str, &'a str)];
    let rows = [("The ferry is late.", "渡轮晚点了。"), ("", "乘客在码头等候。"), ("Nobody minds.", "没有人在意。")];
    let cases: [(usize, Rows<'_>, usize); 5] = [
        (2, &[("A storm came.", "风暴来了。"), rows[0], rows[1], rows[2]], 3),
        (1, &[rows[1], rows[0]], 0),
        (2, &[rows[0], ("Another.", "另一句。"), ("One more.", "再一句。"), rows[2], rows[2]], 3),
        (2, &[rows[2], rows[0], rows[1]], 0),
        (1, &[rows[0], ("", "乘客在码头等着。"), rows[2]], 1),
    ];
    for (row, changed, expected) in cases {
        let mut session = with_ferry();
        session.apply(Command::SetPlace(Place { row, fraction: 0.25 }));
        let [Effect::Load(job, ..)] = session.apply(Command::FileChanged("/texts/ferry.txt".into()))[..] else {
            panic!("a changed file is read again")
        };
        session.apply(Command::TextReady(job, loaded(bitext(changed))));
        assert_eq!(session.article().map(|a| a.place), Some(Place { row: expected, fraction: 0.25 }), "{changed:?}");
    }
}

#[test]
fn a_changed_file_keeps_the_pinned_sentence_if_it_has_not_changed() {
    type Rows<'a> = &'a [(&'a str, &'a str)];
    let yes = |n: &'static str| ("Yes.", n);
    let rows = [yes("一。"), ("Why?", "二。"), yes("三。"), ("So.", "四。")];
    let cases: [(usize, Rows<'_>, Option<usize>); 7] = [
        (1, &rows, Some(1)),
        (1, &[("New.", "新。"), rows[0], rows[1], rows[2], rows[3]], Some(2)),
        (2, &[("New.", "新。"), ("Newer.", "更新。"), rows[0], rows[1], rows[2], rows[3]], Some(4)),
        (0, &[("New.", "新。"), ("Newer.", "更新。"), rows[0], rows[1], rows[2], rows[3]], Some(2)),
        (2, &[rows[2], rows[0]], Some(1)),
        (3, &rows[2..], Some(1)),
        (1, &[rows[0], ("Why not?", "二。"), rows[2]], None),
    ];
    for (sentence, changed, expected) in cases {
        let mut session = Session::default();
        let job = open_job(&mut session, ferry_request());
        session.apply(Command::TextReady(job, loaded(bitext(&rows))));
        session.apply(Command::Select(Some(Selection { lang: Lang::En, sentence })));
        let [Effect::Load(job, ..)] = session.apply(Command::FileChanged("/texts/ferry.txt".into()))[..] else {
            panic!("a changed file is read again")
        };
        session.apply(Command::TextReady(job, loaded(bitext(changed))));
        let expected = expected.map(|sentence| Selection { lang: Lang::En, sentence });
        assert_eq!(session.selection(), expected, "{sentence} in {changed:?}");
        session.apply(Command::Aligned(job, bitext(changed)));
        assert_eq!(session.selection(), expected, "and once it is aligned");
        let other = open_job(&mut session, LoadRequest::files(["/texts/other.txt".into()]));
        session.apply(Command::TextReady(other, loaded(bitext(changed))));
        assert_eq!(session.selection(), None, "another text, though the words are in it");
    }
}

#[test]
fn a_changed_file_keeps_the_place_though_paragraphs_share_a_row_until_it_is_aligned() {
    let aligned =
        bitext(&[("A.", "甲。"), ("B.", "乙。"), ("C.", "丙。"), ("D.", "丁。"), ("E.", "戊。"), ("F.", "己。")]);
    let mut by_length = Bitext::clone(&aligned);
    by_length.rows.clear();
    for range in [0..2, 2..4, 4..6] {
        let sentences = PerLang::from_fn(|_| range.clone());
        let beads = vec![Bead { sentences: sentences.clone(), confidence: 0.2, doubt: None }];
        by_length.rows.push(Row { blocks: sentences, confidence: 0.2, doubt: Some(Doubt::OrderAlone), beads });
    }
    by_length.check().unwrap();
    let mut session = Session::default();
    let job = open_job(&mut session, ferry_request());
    session.apply(Command::TextReady(job, loaded(Arc::new(by_length.clone()))));
    session.apply(Command::Aligned(job, aligned));
    for (row, expected) in [(5, 2), (3, 1), (1, 0)] {
        session.apply(Command::SetPlace(Place { row, fraction: 0.25 }));
        let mut changed = session.article().map(|article| Bitext::clone(&article.bitext)).unwrap();
        changed.rows.clone_from(&by_length.rows);
        let [Effect::Load(job, ..)] = session.apply(Command::FileChanged("/texts/ferry.txt".into()))[..] else {
            panic!("a changed file is read again")
        };
        session.apply(Command::TextReady(job, loaded(Arc::new(changed))));
        assert_eq!(session.article().map(|a| a.place), Some(Place { row: expected, fraction: 0.25 }));
        let rows =
            bitext(&[("A.", "甲。"), ("B.", "乙。"), ("C.", "丙。"), ("D.", "丁。"), ("E.", "戊。"), ("F.", "己。")]);
        session.apply(Command::Aligned(job, rows));
    }
}

#[test]
fn a_change_is_read_though_another_text_was_loading_that_did_not_come() {
    let changed = || Command::FileChanged("/texts/ferry.txt".into());
    let error = || ImportError::Empty { path: None };
    let asked = |effects: &[Effect]| match effects {
        [] => None,
        [Effect::Load(_, request, _)] => Some(request.clone()),
        other => panic!("{other:?}"),
    };
    for is_cancelled in [false, true] {
        let mut session = with_ferry();
        let other = open_job(&mut session, LoadRequest::files(["/texts/gone.txt".into()]));
        assert!(session.apply(changed()).is_empty(), "the other text may come");
        let ended = if is_cancelled { Command::CancelLoad } else { Command::LoadFailed(other, error()) };
        assert_eq!(asked(&session.apply(ended)), Some(ferry_request()));
        // The other way round, too: what was reading it again gave way.
        let other = open_job(&mut session, LoadRequest::files(["/texts/gone.txt".into()]));
        let ended = if is_cancelled { Command::CancelLoad } else { Command::LoadFailed(other, error()) };
        assert_eq!(asked(&session.apply(ended)), Some(ferry_request()));
        let job = session.loading().map(|loading| loading.job).unwrap();
        session.apply(Command::TextReady(job, loaded(ferry())));
        session.apply(Command::Aligned(job, ferry()));
        let other = open_job(&mut session, LoadRequest::files(["/texts/gone.txt".into()]));
        assert!(session.apply(Command::LoadFailed(other, error())).is_empty(), "it has been read");
    }
    let mut session = with_ferry();
    session.apply(changed());
    let job = session.loading().map(|loading| loading.job).unwrap();
    assert!(session.apply(Command::LoadFailed(job, error())).is_empty(), "what cannot be read is not read for ever");
    let mut session = with_ferry();
    session.apply(Command::AddTranslation("/texts/ferry.zh.txt".into()));
    let both = session.loading().map(|loading| loading.request.clone());
    assert_eq!(asked(&session.apply(changed())), both, "what was asked for is not given up for a change");
}

#[test]
fn the_place_is_saved_when_it_is_asked_for_and_has_moved() {
    let mut session = with_ferry();
    assert!(!session.is_place_unsaved());
    assert!(session.apply(Command::RememberPlace).is_empty());
    let place = Place { row: 1, fraction: 0.5 };
    session.apply(Command::SetPlace(place));
    assert!(session.is_place_unsaved());
    let effects = session.apply(Command::RememberPlace);
    assert!(matches!(&effects[..], [Effect::SaveLibrary(library)] if library.recent[0].place == place), "{effects:?}");
    assert!(!session.is_place_unsaved());
}

#[test]
fn every_file_that_could_not_be_saved_is_named_once() {
    let mut session = with_ferry();
    for text in ["settings: disk full", "library: disk full", "settings: disk full"] {
        session.apply(Command::Report(Message::Store(Remembered::Settings, Trouble::Fault(text.to_owned()))));
    }
    assert_eq!(session.messages().len(), 2);
}

#[test]
fn the_next_doubtful_pair_is_found_from_the_place_and_from_the_pinned_pair() {
    let mut text = Bitext::clone(&bitext(&[
        ("The ferry is late.", "渡轮晚点了。"),
        ("Nobody minds.", "没有人在意。"),
        ("Rain fell.", "下雨了。"),
        ("We left.", "我们走了。"),
    ]));
    text.rows[0].doubt = Some(Doubt::OrderAlone);
    text.rows[1].doubt = Some(Doubt::NothingShared);
    text.rows[3].beads[0].doubt = Some(Doubt::NoCounterpart);
    let mut session = Session::default();
    let job = open_job(&mut session, ferry_request());
    session.apply(Command::TextReady(job, loaded(Arc::new(text))));
    for expected in ["Nobody minds.", "We left.", "We left."] {
        session.apply(Command::Walk(Step::NextDoubtful(None)));
        assert_eq!(selected_text(&session), expected);
    }
    let said = session.messages();
    assert!(matches!(said, [Message::NothingDoubtful { is_paired: true }]), "{said:?}: there is no other one");
    session.apply(Command::RememberPlace);
    assert!(!session.messages().is_empty(), "which is nothing a reader does");
    session.apply(Command::Select(None));
    assert!(session.messages().is_empty(), "until the reader goes on");
    session.apply(Command::SetPlace(Place { row: 2, fraction: 0.0 }));
    session.apply(Command::Walk(Step::NextDoubtful(None)));
    assert_eq!(selected_text(&session), "We left.");
    assert!(session.messages().is_empty());
    session.apply(Command::Walk(Step::NextDoubtful(Some((0, 0)))));
    assert_eq!(selected_text(&session), "Nobody minds.", "a place that is given comes before what is pinned");
    for (from, to, expected) in
        [(0, 0, "Nobody minds."), (0, 1, "Nobody minds."), (2, 1, "We left."), (2, 3, "We left.")]
    {
        let point = |block| TextPoint { block, byte: 3 + block };
        session.apply(Command::SelectText(Some(TextRange {
            lang: Lang::En,
            from: point(from),
            to: TextPoint { block: to, byte: 5 },
        })));
        session.apply(Command::Walk(Step::NextDoubtful(None)));
        assert_eq!(selected_text(&session), expected, "from text in {from} and {to}");
    }
}

#[test]
fn what_is_not_paired_yet_is_not_said_to_be_free_of_doubt() {
    let mut text = Bitext::clone(&ferry());
    text.rows[2].doubt = Some(Doubt::OrderAlone);
    let mut session = Session::default();
    let job = open_job(&mut session, ferry_request());
    session.apply(Command::TextReady(job, loaded(Arc::new(text))));
    session.apply(Command::Walk(Step::NextDoubtful(None)));
    let said = session.messages();
    assert!(matches!(said, [Message::NothingDoubtful { is_paired: false }]), "{said:?}");
    session.apply(Command::Aligned(job, ferry()));
    assert!(session.messages().is_empty(), "now it is paired");
    session.apply(Command::Walk(Step::NextDoubtful(None)));
    let said = session.messages();
    assert!(matches!(said, [Message::NothingDoubtful { is_paired: true }]), "{said:?}");
}

#[test]
fn the_next_doubtful_pair_of_a_high_row_is_none_above_the_view() {
    let mut text = Bitext::clone(&bitext(&[("One.Two.Three.Four.", "一。二。三。四。")]));
    let mut beads = Vec::new();
    for lang in Lang::BOTH {
        let whole = text.blocks[lang][0].text.clone();
        let ends: Vec<usize> = whole.match_indices(['.', '。']).map(|(at, mark)| at + mark.len()).collect();
        let starts = [0].into_iter().chain(ends.iter().copied());
        text.sentences[lang] = starts
            .zip(&ends)
            .map(|(start, end)| Sentence { block: 0, span: ByteSpan::new(&whole, start, *end).unwrap() })
            .collect();
    }
    for at in 0..4 {
        let doubt = (at % 2 == 1).then_some(Doubt::NothingShared);
        beads.push(Bead { sentences: PerLang { en: at..at + 1, zh: at..at + 1 }, confidence: 0.9, doubt });
    }
    text.rows[0].beads = beads;
    text.check().unwrap();
    let mut session = Session::default();
    let job = open_job(&mut session, ferry_request());
    session.apply(Command::TextReady(job, loaded(Arc::new(text))));
    for (top, expected) in [(0, "Two."), (1, "Two."), (2, "Four.")] {
        session.apply(Command::Walk(Step::NextDoubtful(Some((0, top)))));
        assert_eq!(selected_text(&session), expected);
    }
}

#[test]
fn the_next_doubtful_pair_is_one_that_is_shown() {
    let mut text =
        Bitext::clone(&bitext(&[("Rain fell.", "下雨了。"), ("Nobody minds.", ""), ("We left.", "我们走了。")]));
    text.rows[1].doubt = Some(Doubt::NothingShared);
    text.rows[2].doubt = Some(Doubt::NothingShared);
    let mut session = Session::default();
    let job = open_job(&mut session, ferry_request());
    session.apply(Command::TextReady(job, loaded(Arc::new(text))));
    session.apply(Command::SetView(PageView { sides: Sides::Zh, ..PageView::default() }));
    session.apply(Command::Walk(Step::NextDoubtful(None)));
    assert_eq!(selected_text(&session), "我们走了。");
}

#[test]
fn a_lost_file_is_said_and_its_text_stays_until_it_is_back() {
    let mut session = with_ferry();
    let place = Place { row: 1, fraction: 0.5 };
    session.apply(Command::SetPlace(place));
    session.apply(Command::FileLost("/texts/other.txt".into(), Loss::Gone));
    assert!(session.messages().is_empty(), "another file's loss is not ours");
    for loss in [Loss::Emptied, Loss::Gone] {
        assert!(session.apply(Command::FileLost("/texts/ferry.txt".into(), loss)).is_empty());
        assert!(
            matches!(session.messages(), [Message::FileLost(_, said)] if *said == loss),
            "{:?}",
            session.messages()
        );
        assert!(session.article().is_some_and(|article| article.place == place && article.bitext == ferry()));
    }
    let effects = session.apply(Command::FileChanged("/texts/ferry.txt".into()));
    let [Effect::Load(job, ..)] = effects[..] else { panic!("{effects:?}") };
    session.apply(Command::TextReady(job, loaded(ferry())));
    assert!(session.messages().is_empty());
}

#[test]
fn of_a_file_that_cannot_be_read_again_only_the_latest_is_said() {
    let mut session = with_ferry();
    let path = || PathBuf::from("/texts/ferry.txt");
    session.apply(Command::FileLost(path(), Loss::Emptied));
    let effects = session.apply(Command::FileChanged(path()));
    let [Effect::Load(job, ..)] = effects[..] else { panic!("{effects:?}") };
    session.apply(Command::LoadFailed(job, ImportError::Binary { path: Some(path()), what: "a binary file" }));
    let said = session.messages();
    assert!(matches!(said, [Message::CannotReadAgain(ImportError::Binary { .. })]), "{said:?}");
    session.apply(Command::FileLost(path(), Loss::Gone));
    assert!(matches!(session.messages(), [Message::FileLost(_, Loss::Gone)]), "{:?}", session.messages());
    // Beside its translation, which is there, it is the same file.
    let job = {
        session.apply(Command::AddTranslation("/texts/ferry.zh.txt".into()));
        session.loading().map(|loading| loading.job).unwrap()
    };
    session.apply(Command::LoadFailed(job, ImportError::NotFound { path: path() }));
    let said = session.messages();
    assert!(matches!(said, [Message::CannotReadAgain(ImportError::NotFound { .. })]), "{said:?}");
}

#[test]
fn each_lost_file_of_two_is_said() {
    let mut session = Session::default();
    let paths = [PathBuf::from("/texts/a"), PathBuf::from("/texts/b")];
    let job = open_job(&mut session, LoadRequest::files(paths.clone()));
    session.apply(Command::TextReady(job, loaded(ferry())));
    for path in paths {
        session.apply(Command::FileLost(path, Loss::Gone));
    }
    assert_eq!(session.messages().len(), 2);
}

#[test]
fn opening_an_article_ends_what_was_said_of_the_act_before() {
    let cannot = Message::CannotOpen(ImportError::NotFound { path: "/texts/gone.txt".into() });
    let kept = Message::Store(Remembered::Settings, Trouble::Fault("settings: disk full".to_owned()));
    for (message, stays) in [
        (Message::NothingToPaste, false),
        (Message::NoDialog, false),
        (cannot, false),
        (Message::TooManyFiles(3), false),
        (kept, true),
    ] {
        let mut session = with_ferry();
        session.apply(Command::Report(message));
        open_job(&mut session, LoadRequest::text(InputSource::Pasted("x".into())));
        assert_eq!(!session.messages().is_empty(), stays, "{:?}", session.messages());
    }
}

fn bookmarked(session: &Session) -> Vec<(usize, &str)> {
    let article = session.article().unwrap();
    article.bookmarks.iter().map(|b| (b.row(&article.bitext).unwrap(), b.words.as_str())).collect()
}

#[test]
fn a_bookmark_stands_at_what_is_pinned_or_read_and_survives_a_restart() {
    let mut session = with_ferry();
    session.apply(Command::SetPlace(Place { row: 2, fraction: 0.5 }));
    session.apply(Command::ToggleBookmark(None));
    session.apply(Command::Select(Some(Selection { lang: Lang::Zh, sentence: 1 })));
    let effects = session.apply(Command::ToggleBookmark(None));
    assert_eq!(bookmarked(&session), [(1, "乘客在码头等候。"), (2, "Nobody minds.")]);
    let [Effect::SaveLibrary(library)] = effects.as_slice() else { panic!("{effects:?}") };
    let mut next = Session::new(Settings::default(), library.clone());
    // A paragraph was added before them, and one is gone.
    let edited = bitext(&[("A notice.", "通知。"), ("The ferry is late.", "渡轮晚点了。"), ("", "乘客在码头等候。")]);
    let job = open_job(&mut next, ferry_request());
    next.apply(Command::TextReady(job, loaded(edited)));
    assert_eq!(bookmarked(&next), [(1, "Nobody minds."), (2, "乘客在码头等候。")]);
    next.apply(Command::RemoveBookmark(0));
    next.apply(Command::RemoveBookmark(7));
    assert_eq!(bookmarked(&next), [(2, "乘客在码头等候。")]);
    session.apply(Command::ToggleBookmark(None));
    assert_eq!(bookmarked(&session), [(2, "Nobody minds.")], "a second time takes it away");
    session.apply(Command::Select(None));
    session.apply(Command::ToggleBookmark(Some(0)));
    assert_eq!(bookmarked(&session), [(0, "The ferry is late."), (2, "Nobody minds.")], "where the view begins");
}

#[test]
fn a_bookmark_moves_to_the_nearest_paragraph_that_begins_with_its_words() {
    let (long, other) = ("长".repeat(81), "长".repeat(80));
    let text =
        bitext(&[("", "甲。"), ("", &long), ("", "乙。"), ("", "乙……"), ("", &other), ("", "乙。"), ("", "乙…")]);
    let cut = format!("{other}…");
    for (block, words, expected) in [
        (2, "乙。", 2),
        (3, "乙。", 2),
        (4, "乙。", 5),
        (5, "乙。", 5),
        (0, "乙。", 2),
        (6, &cut, 1),
        (0, &other, 4),
        (0, "乙…", 6),
        (1, "丙。", 1),
        (9, "丙。", 6),
        (usize::MAX, "甲。", 0),
    ] {
        let bookmark = Bookmark { lang: Lang::Zh, block, words: words.to_owned() };
        let found = found_again(vec![bookmark], &text);
        assert_eq!(found[0].block, expected, "{words} at {block}");
    }
    let nowhere = Bookmark { lang: Lang::En, block: 3, words: "A.".into() };
    assert_eq!(found_again(vec![nowhere], &text)[0].block, 0);
}

#[test]
fn pasted_text_is_kept_and_opened_again_until_it_is_cleared() {
    let file = |name: &str| PathBuf::from(format!("/data/pasted/{name}.txt"));
    let paste = |session: &mut Session, name: &str| {
        let job = open_job(session, LoadRequest::text(InputSource::Pasted("x".into())));
        session.apply(Command::TextReady(job, Loaded { kept: Some(file(name)), ..loaded(ferry()) }))
    };
    let mut session = Session::default();
    let effects = paste(&mut session, "first");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Watch(files) if files.is_empty())), "it is ours");
    session.apply(Command::ToggleBookmark(None));
    session.apply(Command::SetPlace(Place { row: 1, fraction: 0.5 }));
    paste(&mut session, "second");
    let entry = session.library().recent[1].clone();
    assert_eq!((entry.pasted.as_deref(), &entry.paths[..]), (Some("The ferry is late."), &[file("first")][..]));
    let job = open_job(&mut session, LoadRequest::again(&entry));
    assert_eq!(session.loading().unwrap().request.inputs, [InputSource::Kept(file("first"))]);
    session.apply(Command::TextReady(job, loaded(ferry())));
    assert_eq!(bookmarked(&session), [(0, "The ferry is late.")]);
    assert_eq!(session.article().map(|article| article.place.row), Some(1));
    paste(&mut session, "first");
    assert_eq!(session.article().map(|article| article.place.row), Some(1), "the same text, the same article");
    let effects = session.apply(Command::ClearRecent);
    assert!(matches!(&effects[1..], [Effect::DropPasted(gone)] if *gone == [file("second")]), "{effects:?}");
    let left: Vec<_> = session.library().pasted().collect();
    assert_eq!(left, [&file("first")], "what is open is not lost");
}

#[test]
fn pasted_text_keeps_its_bookmarks_while_it_is_open() {
    let mut session = Session::default();
    let request = LoadRequest::text(InputSource::Pasted("a".into()));
    let job = open_job(&mut session, request);
    session.apply(Command::TextReady(job, loaded(ferry())));
    assert!(session.apply(Command::ToggleBookmark(None)).is_empty());
    session.apply(Command::Aligned(job, ferry()));
    assert_eq!(bookmarked(&session), [(0, "The ferry is late.")]);
}
