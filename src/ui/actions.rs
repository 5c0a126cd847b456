//! What a menu or a key can ask for: one table for menus, keys and the sheet of keys.

use super::strings::Strings;
use crate::model::Colour;

/// The menu that an action is found in, and its part of the sheet of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Articles and files.
    File,
    /// Copying, finding, selecting.
    Edit,
    /// How the page looks.
    View,
    /// Moving about.
    Go,
    /// Notes and highlights.
    Notes,
    /// The program itself.
    Help,
}

/// An entry of the table.
struct Row {
    group: Group,
    name: &'static str,
    label: fn(&Strings) -> &'static str,
    keys: &'static str,
}

/// Each entry: the action, its group, the word for it, and the keys it has where the reader has chosen none, parted by spaces.
macro_rules! actions {
    ($($(#[$doc:meta])+ $action:ident: $group:ident, $label:ident, $keys:literal;)+) => {
        /// Something a reader can ask for by menu or key. Its name stands in the settings of readers who gave it another key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action {
            $($(#[$doc])+ $action,)+
        }

        const ROWS: &[Row] = &[$(Row {
            group: Group::$group,
            name: stringify!($action),
            label: |s| s.$label,
            keys: $keys,
        },)+];

        impl Action {
            /// Every action, in the order of the sheet of keys.
            pub const ALL: &[Self] = &[$(Self::$action,)+];
        }
    };
}

actions! {
    /// Show the file dialog for an article.
    Open: File, open, "Ctrl+O";
    /// Show the field for a path.
    OpenPath: File, open_path, "Ctrl+L";
    /// Open the text on the clipboard.
    Paste: File, paste_article, "Ctrl+Shift+V";
    /// Show the list of recent articles.
    Recent: File, recent, "Ctrl+Shift+O";
    /// Show the file dialog for the other language.
    AddTranslation: File, add_translation, "";
    /// Read the files again.
    Reload: File, reload, "F5";
    /// End the program.
    Quit: File, quit, "Ctrl+Q";

    /// Take back the last change of the notes.
    Undo: Edit, undo, "Ctrl+Z";
    /// Do again what was taken back.
    Redo: Edit, redo, "Ctrl+Shift+Z Ctrl+Y";
    /// Put the selected text on the clipboard.
    CopyText: Edit, copy_text, "Ctrl+C";
    /// Put the pinned pair on the clipboard, or the selected text with its counterpart.
    CopyPair: Edit, copy_pair, "Ctrl+C";
    /// Put the pinned sentence on the clipboard.
    CopySentence: Edit, copy_sentence, "";
    /// Put the pinned pair on the clipboard, with its notes.
    CopyPairWithNotes: Edit, copy_pair_with_notes, "Ctrl+Shift+C";
    /// Put what is selected on the clipboard, as a quotation with its source.
    CopyQuote: Edit, copy_quote, "";
    /// Show the field for words to find.
    Find: Edit, find, "Ctrl+F";
    /// Go to the next hit.
    FindNext: Edit, find_next, "F3";
    /// Go to the hit before.
    FindPrevious: Edit, find_previous, "Shift+F3";
    /// Show what the dictionary says of a word.
    LookUp: Edit, look_up, "D";
    /// Move the end of the selected text down by a sentence.
    SelectDown: Edit, select_down, "Shift+Down";
    /// Move the end of the selected text up by a sentence.
    SelectUp: Edit, select_up, "Shift+Up";
    /// Let go of the pinned pair.
    ClearSelection: Edit, clear_selection, "Escape";
    /// Show all choices beside the page, or hide them.
    Settings: Edit, settings, "Ctrl+Comma";

    /// Both sides beside each other.
    Aligned: View, aligned, "Ctrl+1";
    /// Each side in a column of its own.
    Columns: View, columns, "Ctrl+2";
    /// The translation under each paragraph.
    Stacked: View, stacked, "Ctrl+3";
    /// Let the columns scroll in step, or each for itself.
    Sync: View, sync, "F7";
    /// Show both languages.
    BothSides: View, both_sides, "";
    /// Show English only.
    OnlyEn: View, only_en, "";
    /// Show Chinese only.
    OnlyZh: View, only_zh, "";
    /// Let the other language come first.
    SwapSides: View, swap_sides, "F8";
    /// Cover the translation, or stop covering it.
    Cover: View, cover, "C";
    /// Uncover the pinned pair, or cover it again.
    Reveal: View, reveal, "R";
    /// Dim all but the pinned pair, or stop dimming.
    Focus: View, focus, "F";
    /// Show pinyin above the Chinese characters, or hide it.
    Pinyin: View, pinyin, "P";
    /// Show the choices about type beside the page.
    Typography: View, typography, "";
    /// One step larger.
    TextLarger: View, text_larger, "Ctrl+Plus Ctrl+Equals";
    /// One step smaller.
    TextSmaller: View, text_smaller, "Ctrl+Minus";
    /// Back to the default size.
    TextReset: View, text_reset, "Ctrl+0";
    /// Fill the screen, or stop filling it.
    FullScreen: View, full_screen, "F11";

    /// Pin the next pair.
    NextPair: Go, next_pair, "Down J";
    /// Pin the previous pair.
    PreviousPair: Go, previous_pair, "Up K";
    /// Pin the next pair that is in doubt.
    NextDoubtful: Go, next_doubtful, "U";
    /// Turn to the next page.
    PageDown: Go, page_down, "Space PageDown";
    /// Turn to the page before.
    PageUp: Go, page_up, "Shift+Space PageUp";
    /// Go to the first row.
    ToStart: Go, to_start, "Home Ctrl+Home";
    /// Go to the last row.
    ToEnd: Go, to_end, "End Ctrl+End";
    /// Ask for the number of a paragraph to go to.
    GoTo: Go, go_to, "Ctrl+G";
    /// Go back to where the last jump came from.
    Back: Go, back, "Alt+Left";
    /// Go where the last step back came from.
    Forward: Go, forward, "Alt+Right";
    /// Show or hide headings and bookmarks.
    Contents: Go, contents, "F9";
    /// Set or take away a bookmark.
    Bookmark: Go, bookmark, "B";

    /// Write on the pinned pair: its note if it has one, a new one otherwise.
    WriteNote: Notes, write_note, "N";
    /// Write another note on the pinned pair.
    AnotherNote: Notes, another_note, "Shift+N";
    /// Highlight the pinned pair in yellow.
    HighlightYellow: Notes, highlight_yellow, "1";
    /// Highlight the pinned pair in green.
    HighlightGreen: Notes, highlight_green, "2";
    /// Highlight the pinned pair in blue.
    HighlightBlue: Notes, highlight_blue, "3";
    /// Highlight the pinned pair in pink.
    HighlightPink: Notes, highlight_pink, "4";
    /// Highlight the pinned pair in purple.
    HighlightPurple: Notes, highlight_purple, "5";
    /// Ask in what form notes are to be taken away.
    Export: Notes, export_notes, "Ctrl+E";
    /// Try to save again what could not be saved.
    RetrySave: Notes, retry_save, "";
    /// Show or hide the panel.
    NotesPanel: Notes, notes_panel, "Ctrl+Shift+N";

    /// Show the sheet of keys.
    AllKeys: Help, all_keys, "F1 Questionmark";
    /// Give the menu bar the keyboard.
    MenuBar: Help, menu_bar, "F10";
    /// Open the bundled article.
    Sample: Help, sample_article, "";
    /// Show what this program is.
    About: Help, about, "";
}

impl Action {
    const HIGHLIGHTS: [Self; 5] =
        [Self::HighlightYellow, Self::HighlightGreen, Self::HighlightBlue, Self::HighlightPink, Self::HighlightPurple];

    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// Where it is found.
    #[must_use]
    pub fn group(self) -> Group {
        self.row().group
    }

    /// Its name in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Its name in menus.
    #[must_use]
    pub fn label(self, s: &Strings) -> &'static str {
        (self.row().label)(s)
    }

    /// The keys it has where the reader has chosen none, as text, parted by spaces.
    #[must_use]
    pub fn default_keys(self) -> &'static str {
        self.row().keys
    }

    /// True for what has a key that the toolkit or a field of text needs, so that it cannot be changed.
    #[must_use]
    pub fn is_fixed(self) -> bool {
        matches!(self, Self::CopyText | Self::CopyPair | Self::ClearSelection)
    }

    /// Highlights the pinned pair in a colour.
    #[must_use]
    pub fn highlight(colour: Colour) -> Self {
        Self::HIGHLIGHTS[colour as usize]
    }

    /// The colour it highlights in.
    #[must_use]
    pub fn colour(self) -> Option<Colour> {
        Self::HIGHLIGHTS.iter().position(|action| *action == self).map(|at| Colour::ALL[at])
    }
}

impl Group {
    /// In the order of the menus.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::View, Self::Go, Self::Notes, Self::Help];

    /// The name of its menu.
    #[must_use]
    pub fn label(self, s: &Strings) -> &'static str {
        match self {
            Self::File => s.file,
            Self::Edit => s.edit,
            Self::View => s.view,
            Self::Go => s.go,
            Self::Notes => s.notes,
            Self::Help => s.help,
        }
    }
}
