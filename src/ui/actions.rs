//! What a menu or a key can ask for: one table for menus, shortcuts and the sheet of keys.

use super::strings::Strings;
use crate::model::Colour;
use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

/// Something a reader can ask for by menu or key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Show the file dialog for an article.
    Open,
    /// Show the field for a path.
    OpenPath,
    /// Open the text on the clipboard.
    Paste,
    /// Show the list of recent articles.
    Recent,
    /// Show the file dialog for the other language.
    AddTranslation,
    /// Read the files again.
    Reload,
    /// End the program.
    Quit,
    /// Show what the dictionary says of a word.
    LookUp,
    /// Put the selected text on the clipboard.
    CopyText,
    /// Put the pinned pair on the clipboard, or the selected text with its counterpart.
    CopyPair,
    /// Put what is selected on the clipboard, as a quotation with its source.
    CopyQuote,
    /// Put the pinned sentence on the clipboard.
    CopySentence,
    /// Put the pinned pair on the clipboard, with its notes.
    CopyPairWithNotes,
    /// Let go of the pinned pair.
    ClearSelection,
    /// Take back the last change of the notes.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Write on the pinned pair: its note if it has one, a new one otherwise.
    WriteNote,
    /// Write another note on the pinned pair.
    AnotherNote,
    /// Highlight the pinned pair.
    Highlight(Colour),
    /// Show or hide the panel.
    NotesPanel,
    /// Go back to where the last jump came from.
    Back,
    /// Go where the last step back came from.
    Forward,
    /// Ask for the number of a paragraph to go to.
    GoTo,
    /// Show or hide headings and bookmarks.
    Contents,
    /// Set or take away a bookmark.
    Bookmark,
    /// Ask in what form notes are to be taken away.
    Export,
    /// Try to save again what could not be saved.
    RetrySave,
    /// Show the field for words to find.
    Find,
    /// Go to the next hit.
    FindNext,
    /// Go to the hit before.
    FindPrevious,
    /// Pin the next pair.
    NextPair,
    /// Pin the previous pair.
    PreviousPair,
    /// Pin the next pair that is in doubt.
    NextDoubtful,
    /// Go to the first row.
    ToStart,
    /// Go to the last row.
    ToEnd,
    /// One step larger.
    TextLarger,
    /// One step smaller.
    TextSmaller,
    /// Back to the default size.
    TextReset,
    /// Both sides beside each other.
    Aligned,
    /// The translation under each paragraph.
    Stacked,
    /// Show both languages.
    BothSides,
    /// Show English only.
    OnlyEn,
    /// Show Chinese only.
    OnlyZh,
    /// Let the other language come first.
    SwapSides,
    /// Cover the translation, or stop covering it.
    Cover,
    /// Uncover the pinned pair, or cover it again.
    Reveal,
    /// Dim all but the pinned pair, or stop dimming.
    Focus,
    /// Fill the screen, or stop filling it.
    FullScreen,
    /// Show the sheet of keys.
    AllKeys,
    /// Open the bundled article.
    Sample,
    /// Show what this program is.
    About,
}

/// In the order of [`Colour::ALL`].
const KEYS_OF_COLOURS: [Key; 5] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];

impl Action {
    /// Every action that has a key, in the order of the sheet.
    pub const ALL: [Self; 53] = [
        Self::Open,
        Self::OpenPath,
        Self::Paste,
        Self::Recent,
        Self::AddTranslation,
        Self::Reload,
        Self::Find,
        Self::FindNext,
        Self::FindPrevious,
        Self::NextPair,
        Self::PreviousPair,
        Self::NextDoubtful,
        Self::ToStart,
        Self::ToEnd,
        Self::GoTo,
        Self::Back,
        Self::Forward,
        Self::Contents,
        Self::Bookmark,
        Self::ClearSelection,
        Self::LookUp,
        Self::WriteNote,
        Self::AnotherNote,
        Self::Highlight(Colour::Yellow),
        Self::Highlight(Colour::Green),
        Self::Highlight(Colour::Blue),
        Self::Highlight(Colour::Pink),
        Self::Highlight(Colour::Purple),
        Self::NotesPanel,
        Self::Undo,
        Self::Redo,
        Self::CopySentence,
        Self::CopyPair,
        Self::CopyPairWithNotes,
        Self::Export,
        Self::RetrySave,
        Self::Aligned,
        Self::Stacked,
        Self::BothSides,
        Self::OnlyEn,
        Self::OnlyZh,
        Self::SwapSides,
        Self::Cover,
        Self::Reveal,
        Self::Focus,
        Self::TextLarger,
        Self::TextSmaller,
        Self::TextReset,
        Self::FullScreen,
        Self::AllKeys,
        Self::Sample,
        Self::About,
        Self::Quit,
    ];

    /// Its name in menus.
    #[must_use]
    pub fn label(self, s: &Strings) -> &'static str {
        match self {
            Self::Open => s.open,
            Self::OpenPath => s.open_path,
            Self::Paste => s.paste_article,
            Self::Recent => s.recent,
            Self::AddTranslation => s.add_translation,
            Self::Reload => s.reload,
            Self::Quit => s.quit,
            Self::CopySentence => s.copy_sentence,
            Self::LookUp => s.look_up,
            Self::CopyText => s.copy_text,
            Self::CopyPair => s.copy_pair,
            Self::CopyQuote => s.copy_quote,
            Self::CopyPairWithNotes => s.copy_pair_with_notes,
            Self::Undo => s.undo,
            Self::Redo => s.redo,
            Self::WriteNote => s.write_note,
            Self::AnotherNote => s.another_note,
            Self::Highlight(colour) => s.highlight_in(colour),
            Self::NotesPanel => s.notes_panel,
            Self::Back => s.back,
            Self::Forward => s.forward,
            Self::GoTo => s.go_to,
            Self::Contents => s.contents,
            Self::Bookmark => s.bookmark,
            Self::Export => s.export_notes,
            Self::RetrySave => s.retry_save,
            Self::ClearSelection => s.clear_selection,
            Self::Find => s.find,
            Self::FindNext => s.find_next,
            Self::FindPrevious => s.find_previous,
            Self::NextPair => s.next_pair,
            Self::PreviousPair => s.previous_pair,
            Self::NextDoubtful => s.next_doubtful,
            Self::ToStart => s.to_start,
            Self::ToEnd => s.to_end,
            Self::Aligned => s.aligned,
            Self::Stacked => s.stacked,
            Self::BothSides => s.both_sides,
            Self::OnlyEn => s.only_en,
            Self::OnlyZh => s.only_zh,
            Self::SwapSides => s.swap_sides,
            Self::Cover => s.cover,
            Self::Reveal => s.reveal,
            Self::Focus => s.focus,
            Self::TextLarger => s.text_larger,
            Self::TextSmaller => s.text_smaller,
            Self::TextReset => s.text_reset,
            Self::FullScreen => s.full_screen,
            Self::AllKeys => s.all_keys,
            Self::Sample => s.sample_article,
            Self::About => s.about,
        }
    }

    /// Its key, if it has one.
    #[must_use]
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let ctrl_shift = Modifiers::COMMAND | Modifiers::SHIFT;
        let (modifiers, key) = match self {
            Self::Open => (Modifiers::COMMAND, Key::O),
            Self::OpenPath => (Modifiers::COMMAND, Key::L),
            Self::Paste => (ctrl_shift, Key::V),
            Self::Recent => (ctrl_shift, Key::O),
            Self::Reload => (Modifiers::NONE, Key::F5),
            Self::Quit => (Modifiers::COMMAND, Key::Q),
            // Of what is selected.
            Self::CopyText | Self::CopyPair => (Modifiers::COMMAND, Key::C),
            Self::ClearSelection => (Modifiers::NONE, Key::Escape),
            Self::Find => (Modifiers::COMMAND, Key::F),
            Self::LookUp => (Modifiers::NONE, Key::D),
            Self::FindNext => (Modifiers::NONE, Key::F3),
            Self::FindPrevious => (Modifiers::SHIFT, Key::F3),
            Self::NextPair => (Modifiers::NONE, Key::ArrowDown),
            Self::PreviousPair => (Modifiers::NONE, Key::ArrowUp),
            Self::NextDoubtful => (Modifiers::NONE, Key::U),
            Self::ToStart => (Modifiers::NONE, Key::Home),
            Self::ToEnd => (Modifiers::NONE, Key::End),
            Self::Aligned => (Modifiers::COMMAND, Key::Num1),
            Self::Stacked => (Modifiers::COMMAND, Key::Num3),
            Self::SwapSides => (Modifiers::NONE, Key::F8),
            Self::Cover => (Modifiers::NONE, Key::C),
            Self::Reveal => (Modifiers::NONE, Key::R),
            Self::Focus => (Modifiers::NONE, Key::F),
            Self::TextLarger => (Modifiers::COMMAND, Key::Plus),
            Self::TextSmaller => (Modifiers::COMMAND, Key::Minus),
            Self::TextReset => (Modifiers::COMMAND, Key::Num0),
            Self::FullScreen => (Modifiers::NONE, Key::F11),
            Self::AllKeys => (Modifiers::NONE, Key::F1),
            Self::CopyPairWithNotes => (ctrl_shift, Key::C),
            Self::Undo => (Modifiers::COMMAND, Key::Z),
            Self::Redo => (ctrl_shift, Key::Z),
            Self::WriteNote => (Modifiers::NONE, Key::N),
            Self::AnotherNote => (Modifiers::SHIFT, Key::N),
            Self::Highlight(colour) => (Modifiers::NONE, KEYS_OF_COLOURS[colour as usize]),
            Self::NotesPanel => (ctrl_shift, Key::N),
            Self::Export => (Modifiers::COMMAND, Key::E),
            Self::Back => (Modifiers::ALT, Key::ArrowLeft),
            Self::Forward => (Modifiers::ALT, Key::ArrowRight),
            Self::GoTo => (Modifiers::COMMAND, Key::G),
            Self::Contents => (Modifiers::NONE, Key::F9),
            Self::Bookmark => (Modifiers::NONE, Key::B),
            Self::AddTranslation
            | Self::BothSides
            | Self::OnlyEn
            | Self::OnlyZh
            | Self::CopySentence
            | Self::CopyQuote
            | Self::RetrySave
            | Self::Sample
            | Self::About => return None,
        };
        Some(KeyboardShortcut::new(modifiers, key))
    }

    /// Its other keys.
    #[must_use]
    pub fn other_shortcuts(self) -> &'static [KeyboardShortcut] {
        const fn plain(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::NONE, key)
        }
        const fn command(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::COMMAND, key)
        }
        match self {
            Self::NextPair => &[const { plain(Key::J) }],
            Self::PreviousPair => &[const { plain(Key::K) }],
            Self::ToStart => &[const { command(Key::Home) }],
            Self::ToEnd => &[const { command(Key::End) }],
            _ => &[],
        }
    }

    /// True for what the page itself listens to, because the key means it only while reading.
    fn belongs_to_page(self) -> bool {
        matches!(
            self,
            Self::CopyPair
                | Self::ClearSelection
                | Self::NextPair
                | Self::PreviousPair
                | Self::NextDoubtful
                | Self::ToStart
                | Self::ToEnd
        )
    }

    /// True for what a field of text has a use of its own for: letters and digits that are typed, and its own undo.
    fn is_off_while_typing(self) -> bool {
        matches!(
            self,
            Self::LookUp
                | Self::WriteNote
                | Self::AnotherNote
                | Self::Highlight(_)
                | Self::Undo
                | Self::Redo
                | Self::Back
                | Self::Forward
                | Self::Bookmark
                | Self::Cover
                | Self::Reveal
                | Self::Focus
        )
    }

    /// The actions whose keys were pressed in this frame; the keys are taken so that nothing else sees them.
    pub fn pressed(ctx: &Context) -> Vec<Self> {
        let is_typing = ctx.text_edit_focused();
        ctx.input_mut(|input| {
            // A key with Shift also matches the shortcut without it, so the longer ones go first.
            let mut keys: Vec<_> = Self::ALL
                .into_iter()
                .filter(|action| !(action.belongs_to_page() || is_typing && action.is_off_while_typing()))
                .filter_map(|action| Some((action, action.shortcut()?)))
                .collect();
            keys.push((Self::TextLarger, KeyboardShortcut::new(Modifiers::COMMAND, Key::Equals)));
            if !is_typing {
                keys.push((Self::Redo, KeyboardShortcut::new(Modifiers::COMMAND, Key::Y)));
            }
            keys.sort_by_key(|(_, shortcut)| !shortcut.modifiers.shift);
            keys.into_iter()
                .filter(|(_, shortcut)| input.consume_shortcut(shortcut))
                .map(|(action, _)| action)
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_a_key() {
        let keys: Vec<_> = Action::ALL.iter().filter_map(|a| a.shortcut()).collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[i + 1..].contains(key), "{key:?} means two things");
        }
    }
}
