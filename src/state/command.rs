//! What can happen to a session, and what a session asks of the world.

use super::{
    FindCommand, LoadRequest, Loss, Message, NotesCommand, NotesEffect, SearchId, Selection, Step, TextRange, Wanted,
};
use crate::align::words::Linker;
use crate::import::ImportError;
use crate::model::{
    Bitext, Encoding, InterfaceLang, KeyChoices, Library, NotesFilter, PageView, Place, Progress, Settings, Source,
    Theme, Typography, Warning,
};
use std::path::PathBuf;
use std::sync::Arc;

/// Tells one load from the next; only the newest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u64);

/// A text that was read and is ready to be shown, before all of it is aligned.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Paired by order alone, but for the beginning of a long text.
    pub bitext: Arc<Bitext>,
    /// The files it came from.
    pub sources: Vec<Source>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// Where text is kept that was pasted; `None` for other text, and if it could not be kept.
    pub kept: Option<PathBuf>,
}

/// Everything that can change a [`super::Session`].
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "a handful a frame, each moved once; boxes would be in the way of every match"
)]
pub enum Command {
    /// Open an article in place of the present one, which stays until the new one can be read.
    Open(LoadRequest),
    /// Open the article's files again, with this encoding (`None`: find it out).
    ReopenWithEncoding(Option<Encoding>),
    /// Open the article's files again as they are on disk now.
    Reload,
    /// Open the file of the other language beside the article that has only one.
    AddTranslation(PathBuf),
    /// Stop the load that is under way; what was open stays.
    CancelLoad,
    /// A load has text to show.
    TextReady(JobId, Loaded),
    /// A load has aligned its text.
    Aligned(JobId, Arc<Bitext>),
    /// Words of a load's text can be linked: by the dictionary alone, or by a linker that has learned from the text.
    Linker(JobId, Linker),
    /// A load failed; what was open stays.
    LoadFailed(JobId, ImportError),
    /// A file of the open article changed on disk: it is read again, and the place stays.
    FileChanged(PathBuf),
    /// A file of the open article can be read no more: the text stays, and it is said. `FileChanged` tells when it is back.
    FileLost(PathBuf, Loss),
    /// Pin a sentence and its counterpart, or let go of it.
    Select(Option<Selection>),
    /// Select text in place of a pair, or nothing.
    SelectText(Option<TextRange>),
    /// Move the end of the selected text by a sentence.
    ExtendText(Step),
    /// Pin the next or previous pair; from the place in view if none is pinned.
    Walk(Step),
    /// Put the pinned sentence on the clipboard.
    CopySentence,
    /// Put the selected text on the clipboard.
    CopyText,
    /// Put the pinned pair on the clipboard, or the selected text with its counterpart.
    CopyPair,
    /// Put the selected text or the pinned pair on the clipboard as a quotation; with the name of its source.
    CopyQuote(String),
    /// Put the pinned pair on the clipboard, with what is noted on it.
    CopyPairWithNotes,
    /// Something that concerns finding words.
    Find(FindCommand),
    /// Something that concerns the notes.
    Notes(NotesCommand),
    /// Reading has come to this place.
    SetPlace(Place),
    /// Write the place being read into the library, for the next time this article is opened.
    RememberPlace,
    /// Set a bookmark at the pinned paragraph, or else in this row, where the view begins; take it away if it is there.
    ToggleBookmark(Option<usize>),
    /// Take away the bookmark at this position in [`super::Article::bookmarks`].
    RemoveBookmark(usize),
    /// Choose colours.
    SetTheme(Theme),
    /// Set lines otherwise.
    SetTypography(Typography),
    /// Let nothing glide, or let it.
    SetReducedMotion(bool),
    /// Show every article as the open one, in its text size; those with a choice of their own lose it.
    ShowAllAlike,
    /// Show the open article as those without a choice of their own.
    DropOwnLook,
    /// Everything a reader chooses is as it was at first, but for keys; for the open article, too.
    ResetSettings,
    /// Choose the language of menus and messages.
    SetInterfaceLang(InterfaceLang),
    /// Choose how the open article is shown, and those that have no choice of their own.
    SetView(PageView),
    /// Choose the English text size in points, likewise; it is kept within [`Settings::TEXT_SIZE_RANGE_POINTS`].
    SetTextSize(f32),
    /// The window has this inner size in points, and is or is not maximised.
    SetWindow {
        /// Width and height in points.
        size_points: (f32, f32),
        /// Whether it fills the screen.
        maximised: bool,
    },
    /// Show or hide headings and bookmarks.
    SetContentsOpen(bool),
    /// Makes them this wide, in points.
    SetContentsWidth(f32),
    /// Choose keys in place of those that actions have by default.
    SetKeys(KeyChoices),
    /// Show or hide the notes panel.
    SetNotesOpen(bool),
    /// The notes panel is so many points wide.
    SetNotesWidth(f32),
    /// List these notes.
    SetNotesFilter(NotesFilter),
    /// Show a message.
    Report(Message),
    /// Take away the message at this position.
    Dismiss(usize),
    /// Forget all recent articles, and with them the texts that were pasted; but for one that is open.
    ClearRecent,
}

/// What a session asks to be done outside of it.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read and align on a thread; answers with `TextReady` and `Aligned`, or `LoadFailed`. A load before it is abandoned.
    Load(JobId, LoadRequest, Progress),
    /// Let a linker learn from an aligned text on a thread; answers with `Linker`. A lesson before it is abandoned.
    Learn(JobId, Arc<Bitext>, Linker, Progress),
    /// Tell when one of these changes (none: stop telling); answers with `FileChanged` and `FileLost`.
    Watch(Vec<PathBuf>),
    /// Put text on the clipboard.
    CopyText(String),
    /// Look for words on a thread; answers with `FindCommand::Found`.
    Find(SearchId, Arc<Bitext>, Wanted, Progress),
    /// The same for the places of a word that is looked up; neither disturbs the other.
    FindWord(SearchId, Arc<Bitext>, Wanted, Progress),
    /// Something that concerns the notes.
    Notes(NotesEffect),
    /// Write the settings.
    SaveSettings(Settings),
    /// Write the library.
    SaveLibrary(Library),
    /// Delete these texts that were pasted, once the library is written.
    DropPasted(Vec<PathBuf>),
}
