//! Through the front door: effects in, commands out. Nothing sleeps for a result; what must not happen is shown by something later
//! that did.

use super::watch::{Fingerprint, Request};
use super::*;
use crate::align::words::Linker;
use crate::lexicon::LexiconError;
use crate::model::{ArticleRef, Library, RecentArticle, Settings, Theme};
use crate::state::{ExportFormat, InputSource, Loaded, Loss, SearchId, Session, Wanted};
use crate::text::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

mod watching;

/// Far more than anything takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

const ARTICLE: &str = "\
The ferry left the island at six. Only two passengers were on board.
渡船六点离开了小岛。船上只有两名乘客。
An old woman asked the captain about the weather.
一位老妇人向船长打听天气。
";

struct World {
    folder: TempDir,
    jobs: Jobs,
    wakes: Arc<AtomicUsize>,
    next: u64,
}

impl World {
    fn new() -> Self {
        Self::with_stages(Stages::REAL)
    }

    fn with_stages(stages: Stages) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let wakes = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&wakes);
        let wake = move || {
            count.fetch_add(1, Ordering::SeqCst);
        };
        let jobs = Jobs::with_stages(Store::at(&folder.path().join("home")), wake, stages);
        Self { folder, jobs, wakes, next: 0 }
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn run(&mut self, effect: Effect) {
        assert!(self.jobs.run(effect).is_none());
    }

    /// Watches files that were read as they are now.
    fn watch(&mut self, paths: &[&Path]) {
        let read = paths.iter().map(|path| (path.to_path_buf(), Fingerprint::of(&fs::read(path).unwrap()))).collect();
        self.jobs.watcher.send(Request::Read(read)).unwrap();
        self.run(Effect::Watch(paths.iter().map(|path| path.to_path_buf()).collect()));
    }

    fn load(&mut self, request: LoadRequest) -> (JobId, Progress) {
        self.next += 1;
        let progress = Progress::default();
        self.run(Effect::Load(JobId(self.next), request, progress.clone()));
        (JobId(self.next), progress)
    }

    #[track_caller]
    fn wait(&self) -> Command {
        // That a linker comes in between is told by a test of its own.
        loop {
            match self.jobs.wait(PATIENCE).expect("a command within the time") {
                Command::Linker(..) => {}
                command => return command,
            }
        }
    }

    #[track_caller]
    fn wait_for_text(&self, of: JobId) -> Loaded {
        match self.wait() {
            Command::TextReady(job, loaded) if job == of => loaded,
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn wait_for_failure(&self, of: JobId) -> ImportError {
        match self.wait() {
            Command::LoadFailed(job, error) if job == of => error,
            other => panic!("{other:?}"),
        }
    }

    /// Whether the moment in which a file is gone or empty between two writes is seen, is the system's affair.
    #[track_caller]
    fn wait_for_change(&self, of: &Path) {
        loop {
            match self.wait() {
                Command::FileChanged(path) if path == of => return,
                Command::FileLost(path, Loss::Gone | Loss::Emptied) if path == of => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// Waits until only the threads that serve and this one can post.
    #[track_caller]
    fn wait_for_loads_to_end(&self) {
        let since = Instant::now();
        while Arc::strong_count(&self.jobs.poster.wake) > 4 {
            assert!(since.elapsed() < PATIENCE, "a load does not end");
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

fn text(text: &str) -> LoadRequest {
    LoadRequest::text(InputSource::Pasted(text.into()))
}

#[test]
fn a_text_is_shown_then_aligned() {
    let mut world = World::new();
    let path = world.write("ferry.txt", ARTICLE);
    let (job, _) = world.load(LoadRequest::files([path.clone()]));
    let loaded = world.wait_for_text(job);
    assert_eq!(loaded.sources[0].path, Some(path));
    assert_eq!(loaded.bitext.sentences[Lang::Zh].len(), 3);
    match world.wait() {
        Command::Aligned(of, bitext) if of == job => {
            assert_eq!(bitext.blocks, loaded.bitext.blocks);
            assert_eq!(bitext.rows.len(), 2);
            assert_eq!(bitext.rows[0].beads.len(), 2);
        }
        other => panic!("{other:?}"),
    }
    world.wait_for_loads_to_end();
    assert!(world.jobs.poll().is_empty());
    assert_eq!(world.wakes.load(Ordering::SeqCst), 3, "the window is woken for each, and for the dictionary");
}

/// A text, its words linked by the dictionary alone, and what they are linked with after a lesson.
fn lesson(world: &mut World, request: LoadRequest) -> (JobId, Linker, Arc<Bitext>) {
    let (job, _) = world.load(request);
    world.wait_for_text(job);
    let Some(Command::Linker(of, linker)) = world.jobs.wait(PATIENCE) else { panic!("the dictionary comes first") };
    assert!(of == job && !linker.has_learned());
    let Command::Aligned(_, bitext) = world.wait() else { panic!("then the pairs") };
    (job, linker, bitext)
}

#[test]
fn a_linker_learns_from_the_text_that_is_open() {
    let mut world = World::new();
    let (job, linker, bitext) = lesson(&mut world, text(ARTICLE));
    world.run(Effect::Learn(job, bitext, linker.clone(), Progress::default()));
    let Some(Command::Linker(of, learned)) = world.jobs.wait(PATIENCE) else { panic!("it has learned") };
    assert!(of == job && learned.has_learned() && !learned.is_same(&linker));
    world.wait_for_loads_to_end();
    assert!(world.jobs.poll().is_empty());
}

#[test]
fn a_lesson_ends_without_a_word_when_it_is_cancelled_or_another_begins() {
    let mut world = World::new();
    let (job, linker, bitext) = lesson(&mut world, text(&ARTICLE.repeat(200)));
    let (first, second, last) = (Progress::default(), Progress::default(), Progress::default());
    for progress in [&first, &second] {
        world.run(Effect::Learn(job, Arc::clone(&bitext), linker.clone(), progress.clone()));
    }
    assert!(first.is_cancelled());
    second.cancel();
    world.wait_for_loads_to_end();
    assert!(world.jobs.poll().is_empty());
    world.run(Effect::Learn(job, bitext, linker, last.clone()));
    drop(world);
    assert!(last.is_cancelled(), "with the program");
}

#[test]
fn a_list_and_the_places_of_a_word_are_found_side_by_side() {
    let mut world = World::new();
    let (_, _, bitext) = lesson(&mut world, text(ARTICLE));
    let wanted = |text: &str, is_word| Wanted { text: text.into(), as_pinyin: true, is_word };
    world.run(Effect::Find(SearchId(1), Arc::clone(&bitext), wanted("the", false), Progress::default()));
    world.run(Effect::FindWord(SearchId(2), bitext, wanted("leave", true), Progress::default()));
    let mut found = BTreeMap::new();
    while found.len() < 2 {
        let Command::Find(FindCommand::Found { id, hits, is_over }) = world.wait() else { panic!("hits alone") };
        assert!(is_over);
        found.insert(id.0, hits.len());
    }
    assert_eq!(found, BTreeMap::from([(1, 5), (2, 1)]), "“left” is a form of it");
}

#[test]
fn text_and_two_files_are_loaded_as_well() {
    let mut world = World::new();
    let sample = LoadRequest::text(InputSource::Sample(ARTICLE));
    let zh = world.write("b.txt", "渡船六点离开了小岛。\n");
    let en = world.write("a.txt", "The ferry left the island at six.\n");
    for request in [text(ARTICLE), sample, LoadRequest::files([zh, en])] {
        let (job, _) = world.load(request);
        let loaded = world.wait_for_text(job);
        assert!(loaded.warnings.is_empty() && Lang::BOTH.iter().all(|lang| !loaded.bitext.blocks[*lang].is_empty()));
        assert!(matches!(world.wait(), Command::Aligned(of, _) if of == job));
    }
}

#[test]
fn pasted_text_is_read_again_from_where_it_is_kept() {
    let mut world = World::new();
    let (job, _) = world.load(text(ARTICLE));
    let first = world.wait_for_text(job);
    let kept = first.kept.clone().expect("it is kept");
    assert_eq!(fs::read_to_string(&kept).unwrap(), ARTICLE);
    world.wait();
    let (job, _) = world.load(LoadRequest::text(InputSource::Kept(kept.clone())));
    let again = world.wait_for_text(job);
    assert!(again.kept.is_none() && again.bitext.blocks == first.bitext.blocks && again.sources == first.sources);
    world.run(Effect::SaveLibrary(Library::default()));
    world.run(Effect::DropPasted(vec![kept.clone()]));
    assert!(world.jobs.flush(PATIENCE) && !kept.exists());
}

#[test]
fn text_that_is_pasted_again_before_it_is_dropped_stays() {
    let mut world = World::new();
    let paste = |world: &mut World| {
        let (job, _) = world.load(text(ARTICLE));
        let kept = world.wait_for_text(job).kept.expect("it is kept");
        world.wait();
        kept
    };
    let kept = paste(&mut world);
    // A newer program's file is left as it is, so nothing is saved until it is gone.
    let library = world.write("home/library.ron", "(schema: 999, recent: [])");
    world.run(Effect::SaveLibrary(Library::default()));
    world.run(Effect::DropPasted(vec![kept.clone()]));
    assert!(!world.jobs.flush(PATIENCE) && kept.exists());
    assert!(matches!(world.wait(), Command::Report(Message::Store(..))), "which is said");
    assert_eq!(paste(&mut world), kept);
    let entry =
        RecentArticle { paths: vec![kept.clone()], pasted: Some("The ferry".into()), ..RecentArticle::default() };
    world.run(Effect::SaveLibrary(Library { recent: vec![entry] }));
    fs::remove_file(library).unwrap();
    assert!(world.jobs.flush(PATIENCE) && kept.exists());
}

#[test]
fn what_cannot_be_read_is_said() {
    let mut world = World::new();
    let missing = world.folder.path().join("gone.txt");
    let (job, _) = world.load(LoadRequest::files([missing.clone()]));
    assert!(matches!(world.wait_for_failure(job), ImportError::NotFound { path } if path == missing));
    let (job, _) = world.load(text(" \n"));
    assert!(matches!(world.wait_for_failure(job), ImportError::Empty { path: None }));
}

/// Stages that do not end on their own for a text with "slow" in it.
const PATIENT: Stages = Stages {
    linker: || None,
    align: |document, progress| {
        while document.blocks[0].text.contains("slow") && !progress.is_cancelled() {
            std::thread::sleep(Duration::from_millis(1));
        }
        (Stages::REAL.align)(document, progress)
    },
    ..Stages::REAL
};

#[test]
fn only_the_newest_load_counts() {
    let mut world = World::with_stages(PATIENT);
    let slow: Vec<_> = (0..8).map(|_| world.load(text("A slow train. 一列慢车。"))).collect();
    let (last, _) = world.load(text(ARTICLE));
    let mut aligned = Vec::new();
    while aligned.is_empty() {
        match world.wait() {
            Command::Aligned(job, _) => aligned.push(job),
            Command::TextReady(..) => {}
            other => panic!("{other:?}"),
        }
    }
    world.wait_for_loads_to_end();
    assert_eq!(aligned, [last]);
    assert!(world.jobs.poll().is_empty(), "the others ended without a word");
    assert!(slow.iter().all(|(_, progress)| progress.is_cancelled()));
}

#[test]
fn a_cancelled_load_ends_without_a_word() {
    let mut world = World::with_stages(PATIENT);
    let (job, progress) = world.load(text("A slow train. 一列慢车。"));
    world.wait_for_text(job);
    progress.cancel();
    world.wait_for_loads_to_end();
    assert!(world.jobs.poll().is_empty());
}

#[test]
fn the_end_of_the_program_stops_a_load() {
    let mut world = World::with_stages(PATIENT);
    let (job, progress) = world.load(text("A slow train. 一列慢车。"));
    world.wait_for_text(job);
    drop(world);
    assert!(progress.is_cancelled());
}

#[test]
fn a_fault_in_any_stage_is_told_and_survived() {
    let import = Stages { import: |_| panic!("the import fell over"), ..Stages::REAL };
    let first_look = Stages { first_look: |_| panic!("{} fell over", "the guess"), ..Stages::REAL };
    let align = Stages { align: |_, _| panic!("the pairing fell over"), ..Stages::REAL };
    for (stages, texts, said) in [(import, 0, "the import"), (first_look, 0, "the guess"), (align, 1, "the pairing")] {
        let mut world = World::with_stages(stages);
        let path = world.write("ferry.txt", ARTICLE);
        let (job, _) = world.load(LoadRequest::files([path.clone()]));
        for _ in 0..texts {
            world.wait_for_text(job);
        }
        let error = world.wait_for_failure(job);
        assert!(matches!(&error, ImportError::Fault { path: Some(of), .. } if *of == path), "{error}");
        let shown = error.to_string();
        assert!(shown.contains("ferry.txt") && shown.contains(said) && shown.contains("report"), "{shown}");
        world.jobs.stages = Stages::REAL;
        let (job, _) = world.load(text(ARTICLE));
        world.wait_for_text(job);
        assert!(matches!(world.wait(), Command::Aligned(..)), "the next load is fine");
    }
}

#[test]
fn without_a_dictionary_the_text_stays_as_it_is() {
    let mut world = World::with_stages(Stages { align: |_, _| Err(LexiconError("cut off")), ..Stages::REAL });
    let (job, _) = world.load(text(ARTICLE));
    let shown = world.wait_for_text(job).bitext;
    assert!(matches!(world.wait(), Command::Report(Message::NoDictionary(why)) if why.contains("cut off")));
    assert!(matches!(world.wait(), Command::Aligned(of, bitext) if of == job && Arc::ptr_eq(&bitext, &shown)));
}

#[test]
fn a_session_opens_an_article_saves_and_watches() {
    let mut world = World::new();
    let path = world.write("ferry.txt", ARTICLE);
    let mut session = Session::default();
    let mut commands = vec![Command::Open(LoadRequest::files([path.clone()])), Command::SetTheme(Theme::Dark)];
    let mut times_aligned = 0;
    while times_aligned < 2 {
        for command in commands.drain(..) {
            let is_aligned = matches!(command, Command::Aligned(..));
            for effect in session.apply(command) {
                world.run(effect);
            }
            times_aligned += usize::from(is_aligned);
            if is_aligned && times_aligned == 1 {
                fs::write(&path, ARTICLE.replace("six", "seven")).unwrap();
            }
        }
        if times_aligned < 2 {
            commands.push(world.wait());
        }
    }
    let article = session.article().unwrap();
    assert!(article.is_aligned && session.loading().is_none() && session.messages().is_empty());
    assert!(article.bitext.blocks.en.iter().any(|block| block.text.contains("seven")), "read again by itself");
    assert!(world.jobs.flush(PATIENCE));
    let mut store = Store::at(&world.folder.path().join("home"));
    assert_eq!(store.load_settings().0.theme, Theme::Dark);
    assert_eq!(store.load_library().0.recent[0].paths, [path]);
}

#[test]
fn text_for_the_clipboard_is_handed_back() {
    let mut world = World::new();
    assert_eq!(world.jobs.run(Effect::CopyText("雨停了。".to_owned())), Some("雨停了。".to_owned()));
}

#[test]
fn the_latest_of_many_saves_is_on_disk_after_a_flush() {
    let mut world = World::new();
    assert!(world.jobs.flush(PATIENCE), "nothing to save");
    for size in 10..=40 {
        world.run(Effect::SaveSettings(Settings { text_size_points: size as f32, ..Settings::default() }));
    }
    let mut library = Library::default();
    library.remember(RecentArticle { paths: vec!["a.txt".into()], ..RecentArticle::default() });
    world.run(Effect::SaveLibrary(library.clone()));
    assert!(world.jobs.flush(PATIENCE));
    let mut store = Store::at(&world.folder.path().join("home"));
    assert_eq!(store.load_settings().0, Settings { text_size_points: 40.0, ..Settings::default() });
    assert_eq!(store.load_library().0, library);
    assert!(world.jobs.poll().is_empty());
}

#[cfg(unix)]
#[test]
fn an_export_under_way_is_waited_for_at_the_end() {
    let mut world = World::new();
    // Writing to a pipe lasts until somebody reads it.
    let pipe = world.folder.path().join("notes.md");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let book = Notebook {
        file_id: Uuid::nil(),
        revision: 0,
        saved_at: Timestamp::UNIX_EPOCH,
        article: ArticleRef::default(),
        notes: vec![],
        drafts: vec![],
        trash: vec![],
    };
    let taken = TakenAway {
        format: ExportFormat::Json,
        path: pipe.clone(),
        bitext: Arc::default(),
        book: Arc::new(book),
        places: BTreeMap::new(),
        wanted: BTreeSet::new(),
    };
    world.run(Effect::Notes(NotesEffect::Export(Box::new(taken))));
    assert!(!world.jobs.flush(Duration::from_millis(50)), "nobody reads yet");
    let reader = std::thread::spawn(move || fs::read_to_string(pipe).unwrap());
    assert!(world.jobs.flush(PATIENCE));
    assert!(matches!(&world.jobs.poll()[..], [Command::Report(Message::Exported { count: 0, .. })]));
    assert!(reader.join().unwrap().starts_with('{'));
}

#[test]
fn saves_are_made_soon_without_a_flush() {
    let mut world = World::new();
    world.run(Effect::SaveSettings(Settings { theme: Theme::Sepia, ..Settings::default() }));
    let saved = world.folder.path().join("home/settings.ron");
    let since = Instant::now();
    while !saved.exists() {
        assert!(since.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn what_cannot_be_saved_is_told_once_and_tried_again() {
    let mut world = World::new();
    let in_the_way = world.write("home", "a file where the folder should be");
    for theme in [Theme::Dark, Theme::Light, Theme::Sepia] {
        world.run(Effect::SaveSettings(Settings { theme, ..Settings::default() }));
        assert!(!world.jobs.flush(PATIENCE), "it is not on disk");
    }
    let said = world.jobs.poll();
    assert!(
        matches!(&said[..], [Command::Report(Message::Store(_, why))] if why.to_string().contains("settings.ron")),
        "{said:?}"
    );
    fs::remove_file(&in_the_way).unwrap();
    assert!(world.jobs.flush(PATIENCE), "what was left is saved now");
    assert_eq!(Store::at(&in_the_way).load_settings().0.theme, Theme::Sepia);
    assert!(world.jobs.poll().is_empty());
}

#[test]
fn a_fault_while_saving_is_told() {
    let (commands, said) = mpsc::channel();
    let poster = Poster { commands, wake: Arc::new(|| ()) };
    let mut slot = save::Slot { what: Remembered::Settings, unsaved: Some(1), reported: None };
    slot.save(&poster, |_| panic!("the save fell over"));
    assert!(
        matches!(said.recv().unwrap(), Command::Report(Message::Store(_, why)) if why.to_string().contains("the save fell over"))
    );
    slot.save(&poster, |_| Ok(()));
    assert!(slot.unsaved.is_none());
}

#[test]
fn threads_have_names() {
    let (sender, name) = mpsc::channel();
    spawn("dialog", move || sender.send(std::thread::current().name().map(str::to_owned)).unwrap()).unwrap();
    assert_eq!(name.recv().unwrap().as_deref(), Some("dialog"));
}
