//! The session: what is open, what is selected, what was chosen. `apply` is its only mutator.

use super::bookmarks::{bookmark_of_row, found_again};
use super::place::found_place;
use super::{
    Command, Effect, FindCommand, Finding, InputSource, JobId, LoadRequest, Loaded, Message, Notes, NotesCommand,
    SearchId, Similar, TextRange,
};
use crate::align::words::Linker;
use crate::model::{Bitext, Bookmark, Doubt, Encoding, Library, Place, Progress, RecentArticle, Settings, Source};
use crate::text::{Lang, start_of, unwrapped};
use std::path::PathBuf;
use std::sync::Arc;

/// So much of a pasted text stands for it in a list.
const BEGINNING_CHARS: usize = 48;

/// Everything the window shows. Views read it; commands change it.
#[derive(Debug, Default)]
pub struct Session {
    pub(super) article: Option<Article>,
    loading: Option<Loading>,
    pub(super) selection: Option<Selection>,
    /// `None` while a pair is pinned.
    pub(super) text_range: Option<TextRange>,
    pub(super) messages: Vec<Message>,
    /// `None` until they were found.
    pub(super) notes: Option<Notes>,
    pub(super) finding: Option<Finding>,
    /// Of the word that is looked up.
    pub(super) word_places: Option<Finding>,
    pub(super) last_search: SearchId,
    settings: Settings,
    pub(super) library: Library,
    last_job: JobId,
}

/// An open article.
#[derive(Debug)]
pub struct Article {
    /// The load that brought it; a new one for every opening, so views can tell one article from the next.
    pub job: JobId,
    /// The load that brought it first, if it was read again since.
    pub first_job: JobId,
    /// What was asked for.
    pub request: LoadRequest,
    /// Where the text came from.
    pub sources: Vec<Source>,
    /// The text.
    pub bitext: Arc<Bitext>,
    /// False while rows are paired by order alone.
    pub is_aligned: bool,
    /// Where reading is.
    pub place: Place,
    /// In reading order.
    pub bookmarks: Vec<Bookmark>,
    /// How many rows have an empty side: counted once a pairing, for every frame says it.
    pub unpaired_rows: usize,
    /// Links its words: by the dictionary, and better once it has learned from the text; `None` until the dictionary is open.
    pub linker: Option<Linker>,
    /// The lesson of the linker; cancelling it stops the work.
    pub(super) lesson: Progress,
    /// True once a file has changed: until it is read again, which is another load's article.
    has_changed: bool,
}

/// A load that is under way.
#[derive(Debug)]
pub struct Loading {
    /// Which one.
    pub job: JobId,
    /// What was asked for.
    pub request: LoadRequest,
    /// How far it is; cancelling it stops the work.
    pub progress: Progress,
}

/// A sentence that is pinned together with its counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Selection {
    /// The side it was chosen on.
    pub lang: Lang,
    /// Index into the bitext's sentences of that side.
    pub sentence: usize,
}

/// A direction to walk in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Towards the start.
    Previous,
    /// Towards the end.
    Next,
    /// Towards the end, to a pair that is in doubt: from this row and bead on, or else from what is selected or read.
    NextDoubtful(Option<(usize, usize)>),
    /// To this row and bead, or to what follows it if that is not shown.
    From(usize, usize),
}

impl Session {
    /// A session with nothing open.
    #[must_use]
    pub fn new(settings: Settings, library: Library) -> Self {
        Self { settings, library, ..Self::default() }
    }

    /// The open article.
    #[must_use]
    pub fn article(&self) -> Option<&Article> {
        self.article.as_ref()
    }

    /// The load that is under way; it may still be aligning the open article.
    #[must_use]
    pub fn loading(&self) -> Option<&Loading> {
        self.loading.as_ref()
    }

    /// The pinned sentence.
    #[must_use]
    pub fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// The notes on the open article; `None` until they were found.
    #[must_use]
    pub fn notes(&self) -> Option<&Notes> {
        self.notes.as_ref()
    }

    /// What the reader should know, oldest first.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// What the reader chose.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What was opened before.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The pinned row and bead.
    #[must_use]
    pub fn selected_bead(&self) -> Option<(usize, usize)> {
        let Selection { lang, sentence } = self.selection?;
        self.article.as_ref()?.bitext.bead_of_sentence(lang, sentence)
    }

    /// Changes the session; the only function that does. Returns what is to be done in the world, in order.
    pub fn apply(&mut self, command: Command) -> Vec<Effect> {
        if self.is_next_act(&command) {
            self.messages.retain(|message| !matches!(message, Message::NothingDoubtful { .. }));
        }
        match command {
            Command::Open(request) => self.open(request),
            Command::ReopenWithEncoding(encoding) => self.reopen(|request| request.encoding = encoding),
            Command::Reload => self.reopen(|_| ()),
            Command::AddTranslation(path) => self.reopen(|request| {
                request.inputs.truncate(1);
                request.inputs.push(InputSource::File(path));
            }),
            Command::CancelLoad => self.cancel_load(),
            Command::TextReady(job, loaded) => self.show(job, loaded),
            Command::Aligned(job, bitext) => self.take_alignment(job, bitext),
            Command::Linker(job, linker) => {
                if let Some(article) = self.article.as_mut().filter(|article| article.job == job) {
                    article.linker = Some(linker);
                }
                vec![]
            }
            Command::LoadFailed(job, error) => {
                let Some(failed) = self.loading.take_if(|loading| loading.job == job) else { return vec![] };
                let effects = self.go_on(&failed);
                let is_own = self.article.as_ref().is_some_and(|article| {
                    let has_file = || error.path().is_some_and(|path| article.request.each_path().any(|of| of == path));
                    article.request.inputs == failed.request.inputs || has_file()
                });
                self.report(if is_own { Message::CannotReadAgain(error) } else { Message::CannotOpen(error) });
                effects
            }
            Command::FileChanged(path) => self.read_changed(&path),
            Command::FileLost(path, loss) => {
                if self.article.as_ref().is_some_and(|article| article.paths().contains(&path)) {
                    self.report(Message::FileLost(path, loss));
                }
                vec![]
            }
            Command::Select(selection) => {
                self.pin(selection.filter(|s| self.has_sentence(*s)));
                vec![]
            }
            Command::SelectText(range) => self.select_text(range),
            Command::ExtendText(step) => self.extend_text(step),
            Command::Walk(step) => {
                if let Some(selection) = self.walked(step) {
                    self.pin(Some(selection));
                } else if let (Step::NextDoubtful(..), Some(article)) = (step, &self.article) {
                    // Rows are aligned from the beginning on, so what is not aligned yet reaches to the end.
                    let last = article.bitext.rows.last();
                    let is_paired = last.is_none_or(|row| row.doubt != Some(Doubt::OrderAlone));
                    self.report(Message::NothingDoubtful { is_paired });
                }
                vec![]
            }
            Command::CopySentence => self.sentence_text().map(Effect::CopyText).into_iter().collect(),
            Command::CopyText => self.selected_text().map(Effect::CopyText).into_iter().collect(),
            Command::CopyQuote(source) => self.quotation(&source).map(Effect::CopyText).into_iter().collect(),
            Command::CopyPair => self.pair_text().map(Effect::CopyText).into_iter().collect(),
            Command::CopyPairWithNotes => self.pair_with_notes_text().map(Effect::CopyText).into_iter().collect(),
            Command::Find(command) => self.apply_find(command),
            Command::Notes(command) => self.apply_notes(command),
            Command::SetPlace(place) => self.set_place(place),
            Command::RememberPlace => self.remember_place(),
            Command::ToggleBookmark(row) => self.toggle_bookmark(row),
            Command::RemoveBookmark(index) => self.remove_bookmark(index),
            Command::SetTheme(theme) => self.change_settings(|s| s.theme = theme),
            Command::SetTypography(typography) => self.change_settings(|s| s.typography = typography.mended()),
            Command::SetReducedMotion(is_reduced) => self.change_settings(|s| s.reduces_motion = is_reduced),
            Command::ShowAllAlike => self.show_all_alike(),
            Command::DropOwnLook => self.drop_own_look(),
            Command::ResetSettings => self.reset_settings(),
            Command::SetInterfaceLang(lang) => self.change_settings(|s| s.interface_lang = lang),
            Command::SetView(view) => self.set_view(view),
            Command::SetTextSize(points) => self.set_text_size(points),
            Command::SetWindow { size_points, maximised } => self.change_settings(|s| {
                s.window_maximised = maximised;
                // The size to come back to is the one before the window filled the screen.
                if !maximised {
                    s.window_size_points = Some(size_points);
                }
            }),
            Command::SetContentsOpen(is_open) => self.change_settings(|s| s.contents_open = is_open),
            Command::SetContentsWidth(points) => self.change_settings(|s| s.contents_points = points),
            Command::SetKeys(keys) => self.change_settings(|s| s.keys = keys),
            Command::SetNotesOpen(is_open) => self.change_settings(|s| s.notes_panel.is_open = is_open),
            Command::SetNotesWidth(points) => self.change_settings(|s| s.notes_panel.width_points = points),
            Command::SetNotesFilter(filter) => self.change_settings(|s| s.notes_panel.filter = filter),
            Command::Report(message) => {
                self.report(message);
                vec![]
            }
            Command::Dismiss(index) => self.dismiss(index),
            Command::ClearRecent => {
                let open = self.article.as_ref().filter(|article| article.request.is_kept()).map(Article::paths);
                self.change_library(|library| library.recent.retain(|entry| Some(&entry.paths) == open.as_ref()))
            }
        }
    }

    /// True for what a reader does once what was said of the step before has been seen.
    fn is_next_act(&self, command: &Command) -> bool {
        match command {
            Command::SetPlace(place) => self.article.as_ref().is_some_and(|article| article.place.row != place.row),
            Command::Find(command) => {
                matches!(command, FindCommand::Next | FindCommand::Previous | FindCommand::GoTo(_))
            }
            Command::Notes(command) => matches!(
                command,
                NotesCommand::Edit(..)
                    | NotesCommand::Highlight(..)
                    | NotesCommand::KeepDraft(_)
                    | NotesCommand::GoTo(_)
            ),
            Command::Select(_)
            | Command::SelectText(_)
            | Command::ExtendText(_)
            | Command::Walk(_)
            | Command::CopySentence
            | Command::CopyText
            | Command::CopyPair
            | Command::CopyQuote(_)
            | Command::CopyPairWithNotes
            | Command::ToggleBookmark(_)
            | Command::SetView(_)
            | Command::SetTextSize(_) => true,
            _ => false,
        }
    }

    fn dismiss(&mut self, index: usize) -> Vec<Effect> {
        if self.messages.get(index).is_none_or(Message::stays) {
            return vec![];
        }
        match self.messages.remove(index) {
            // That is an answer, too.
            Message::NotesMaybe(Similar { path, .. }) => {
                self.change_entry(|entry| entry.other_notes.push(path)).into_iter().collect()
            }
            _ => vec![],
        }
    }

    /// The reader opens something: what was said of the acts before is over.
    fn open(&mut self, request: LoadRequest) -> Vec<Effect> {
        self.messages.retain(|m| !m.is_of_act());
        self.load(request)
    }

    fn load(&mut self, request: LoadRequest) -> Vec<Effect> {
        if request.inputs.len() > 2 {
            self.report(Message::TooManyFiles(request.inputs.len()));
            return vec![];
        }
        if request.inputs.is_empty() {
            return vec![];
        }
        if let Some(before) = self.loading.take() {
            before.progress.cancel();
        }
        self.last_job.0 += 1;
        let loading = Loading { job: self.last_job, request: request.clone(), progress: Progress::default() };
        let effect = Effect::Load(loading.job, request, loading.progress.clone());
        self.loading = Some(loading);
        vec![effect]
    }

    fn reopen(&mut self, change: impl FnOnce(&mut LoadRequest)) -> Vec<Effect> {
        let Some(article) = &self.article else { return vec![] };
        let mut request = article.request.clone();
        change(&mut request);
        self.open(request)
    }

    /// Nobody has asked for it: what was said and perhaps not seen yet stays.
    fn read_again(&mut self) -> Vec<Effect> {
        let request = self.article.as_ref().map(|article| article.request.clone());
        request.map_or_else(Vec::new, |request| self.load(request))
    }

    fn cancel_load(&mut self) -> Vec<Effect> {
        let Some(loading) = self.loading.take() else { return vec![] };
        loading.progress.cancel();
        let effects = self.go_on(&loading);
        if effects.is_empty() && self.article.as_ref().is_some_and(|article| !article.is_aligned) {
            self.report(Message::PairingStopped);
        }
        effects
    }

    /// A load has ended without a text: if it was another one's, what stays open is read again where it was left for that before it was
    /// aligned, or has changed meanwhile.
    fn go_on(&mut self, ended: &Loading) -> Vec<Effect> {
        let was_left = |article: &Article| {
            let is_own = article.job == ended.job || article.request.inputs == ended.request.inputs;
            !is_own && (article.has_changed || !article.is_aligned)
        };
        if self.article.as_ref().is_some_and(was_left) { self.read_again() } else { vec![] }
    }

    fn read_changed(&mut self, path: &PathBuf) -> Vec<Effect> {
        let has_file = |request: &LoadRequest| request.each_path().any(|of| of == path);
        let Some(article) = self.article.as_mut().filter(|article| has_file(&article.request)) else { return vec![] };
        article.has_changed = true;
        match &self.loading {
            // It may have read the file as it was: what it was asked for stays asked for.
            Some(loading) if has_file(&loading.request) => self.load(loading.request.clone()),
            // Another text comes in its place, or `go_on` reads it again.
            Some(_) => vec![],
            None => self.read_again(),
        }
    }

    fn show(&mut self, job: JobId, loaded: Loaded) -> Vec<Effect> {
        let Some(loading) = self.loading.as_ref().filter(|loading| loading.job == job) else { return vec![] };
        let mut request = loading.request.clone();
        if let Some(path) = loaded.kept {
            request.keep(path);
        }
        let mut effects = self.remember_place();
        let is_same = self.article.as_ref().is_some_and(|old| old.request.inputs == request.inputs);
        let (paths, files) = (request.paths(), request.files_of_reader());
        let kept = self.library.find(&paths).cloned().unwrap_or_default();
        let (place, stop) = match &self.article {
            Some(old) if is_same => (old.place, bookmark_of_row(&old.bitext, old.place.row)),
            _ => (kept.place, kept.stop.clone()),
        };
        let place = found_place(place, stop, &loaded.bitext);
        if let Some(old) = &self.article {
            old.lesson.cancel();
        }
        // What is asked about the notes of this article stays asked until they are looked for again: the page would give way to it twice.
        self.messages.retain(|m| !m.is_of_article() || is_same && matches!(m, Message::NotesMaybe(_)));
        self.messages.extend(loaded.warnings.into_iter().map(Message::Warning));
        let pinned = self.selection.zip(self.article.as_ref().filter(|_| is_same));
        self.pin(pinned.and_then(|(pinned, old)| pinned.found_again(&old.bitext, &loaded.bitext)));
        let encoding = request.encoding;
        let bookmarks = match &mut self.article {
            Some(old) if is_same => std::mem::take(&mut old.bookmarks),
            _ => kept.bookmarks.clone(),
        };
        let bookmarks = found_again(bookmarks, &loaded.bitext);
        if !paths.is_empty() {
            let bookmarks = bookmarks.clone();
            let stop = bookmark_of_row(&loaded.bitext, place.row);
            let pasted = request.is_kept().then(|| beginning(&loaded.bitext));
            let entry = RecentArticle { paths, encoding, place, stop, bookmarks, pasted, ..kept };
            effects.extend(self.change_library(|library| library.remember(entry)));
        }
        let first_job = self.article.as_ref().filter(|_| is_same).map_or(job, |old| old.first_job);
        self.article = Some(Article {
            job,
            first_job,
            request,
            sources: loaded.sources,
            unpaired_rows: loaded.bitext.unpaired_rows(),
            bitext: loaded.bitext,
            is_aligned: false,
            place,
            bookmarks,
            linker: None,
            lesson: Progress::default(),
            has_changed: false,
        });
        effects.push(Effect::Watch(files));
        effects.extend(self.open_notes(is_same));
        effects.extend(self.find_again());
        effects
    }

    fn take_alignment(&mut self, job: JobId, bitext: Arc<Bitext>) -> Vec<Effect> {
        self.loading.take_if(|loading| loading.job == job);
        let Some(article) = self.article.as_mut().filter(|article| article.job == job) else { return vec![] };
        self.messages.retain(|message| !matches!(message, Message::NothingDoubtful { .. }));
        article.place = article.bitext.moved_place(&bitext, article.place);
        article.bookmarks.sort_by_key(|bookmark| bookmark.row(&bitext));
        article.unpaired_rows = bitext.unpaired_rows();
        article.bitext = bitext;
        article.is_aligned = true;
        article.lesson.cancel();
        article.lesson = Progress::default();
        let lesson = article
            .linker
            .clone()
            .map(|linker| Effect::Learn(job, Arc::clone(&article.bitext), linker, article.lesson.clone()));
        self.selection = self.selection.filter(|s| self.has_sentence(*s));
        let mut effects = self.pair_notes();
        effects.extend(lesson);
        effects.extend(self.find_again());
        effects
    }

    /// Changes the library and has it saved; pasted text that it has no more is dropped.
    fn change_library(&mut self, change: impl FnOnce(&mut Library)) -> Vec<Effect> {
        let before: Vec<PathBuf> = self.library.pasted().cloned().collect();
        change(&mut self.library);
        let is_gone = |path: &PathBuf| self.library.pasted().all(|kept| kept != path);
        let gone: Vec<PathBuf> = before.into_iter().filter(is_gone).collect();
        let mut effects = vec![Effect::SaveLibrary(self.library.clone())];
        if !gone.is_empty() {
            effects.push(Effect::DropPasted(gone));
        }
        effects
    }

    pub(super) fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) -> Vec<Effect> {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before { vec![] } else { vec![Effect::SaveSettings(self.settings.clone())] }
    }

    pub(super) fn report(&mut self, message: Message) {
        // The newest of a kind stands for all of them, but each file that is lost or could not be saved is named, with what is known last.
        let kind = std::mem::discriminant(&message);
        self.messages.retain(|m| match (m, &message) {
            (Message::Warning(_), _) => true,
            (Message::Store(of, old), Message::Store(what, new)) => (of, old) != (what, new),
            (Message::NotesWarning(old), Message::NotesWarning(new)) => old != new,
            _ => match (m.lost_file(), message.lost_file()) {
                (Some(old), Some(new)) => old != new,
                _ => std::mem::discriminant(m) != kind,
            },
        });
        self.messages.push(message);
    }

    pub(super) fn has_sentence(&self, Selection { lang, sentence }: Selection) -> bool {
        self.article.as_ref().is_some_and(|article| sentence < article.bitext.sentences[lang].len())
    }

    /// The pinned pair, or the selected text with its counterpart, as text: English, a line break, Chinese.
    pub(super) fn pair_text(&self) -> Option<String> {
        let sides = self.both_sides()?;
        Some(sides.into_iter().filter(|side| !side.is_empty()).collect::<Vec<_>>().join("\n"))
    }
}

impl Article {
    /// A text that no load has brought and nothing is to be learned from, to be looked at.
    #[must_use]
    pub fn to_look_at(bitext: Bitext) -> Self {
        Self {
            job: JobId::default(),
            first_job: JobId::default(),
            request: LoadRequest { inputs: vec![], encoding: None },
            sources: vec![],
            unpaired_rows: bitext.unpaired_rows(),
            bitext: Arc::new(bitext),
            is_aligned: true,
            place: Place::default(),
            bookmarks: vec![],
            linker: None,
            lesson: Progress::default(),
            has_changed: false,
        }
    }

    /// What the library knows it by: the files it was read from, or pasted text is kept in.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        self.request.paths()
    }

    /// The reader's own files that it was read from; none for pasted text.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        self.request.files_of_reader()
    }

    /// The encoding of its first file.
    #[must_use]
    pub fn encoding(&self) -> Option<Encoding> {
        self.sources.first().map(|source| source.encoding)
    }
}

/// How a text begins, for a list of articles.
fn beginning(bitext: &Bitext) -> String {
    let first = bitext.first_block(0);
    let text =
        first.map_or("", |(lang, block)| bitext.blocks[lang][block].text.trim_start_matches(['#', '>', '*', '_', ' ']));
    start_of(&unwrapped(text), BEGINNING_CHARS).into_owned()
}
