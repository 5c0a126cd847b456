//! Every word of the interface, in both languages. A table is a struct whose fields are all given, so a language with a
//! missing word does not compile. May name other rooms' errors and warnings, to say them; draws nothing.

mod en;
mod noted;
mod said;
mod trouble;
mod zh;

pub use en::EN;
pub use zh::ZH;

use crate::model::InterfaceLang;

/// The words of the interface in one language. Braces stand for what is filled in by the functions of [`Strings`].
#[derive(Debug, PartialEq)]
#[allow(missing_docs, reason = "a field is named after the words it holds; the English table shows them")]
pub struct Strings {
    /// True for the Chinese table: chooses the wording of whole sentences.
    pub is_zh: bool,
    /// BCP 47 tag of the language.
    pub tag: &'static str,

    // Menus
    pub file: &'static str,
    pub open: &'static str,
    pub open_path: &'static str,
    pub paste_article: &'static str,
    pub recent: &'static str,
    pub nothing_recent: &'static str,
    pub clear_recent: &'static str,
    pub add_translation: &'static str,
    pub reload: &'static str,
    pub reopen_with_encoding: &'static str,
    pub encoding_automatic: &'static str,
    pub quit: &'static str,
    pub edit: &'static str,
    pub copy_text: &'static str,
    pub copy_pair: &'static str,
    pub copy_quote: &'static str,
    pub clear_selection: &'static str,
    pub look_up: &'static str,
    pub find: &'static str,
    pub find_next: &'static str,
    pub find_previous: &'static str,
    pub view: &'static str,
    pub theme: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub theme_sepia: &'static str,
    pub theme_sepia_dark: &'static str,
    pub theme_high_contrast: &'static str,
    pub typography: &'static str,
    pub en_style: &'static str,
    pub zh_style: &'static str,
    pub en_serif: &'static str,
    pub en_sans: &'static str,
    pub zh_serif: &'static str,
    pub zh_sans: &'static str,
    pub en_size: &'static str,
    pub zh_size: &'static str,
    pub justify_zh: &'static str,
    pub indent_zh: &'static str,
    pub gaps_zh: &'static str,
    pub widen_marks: &'static str,
    pub text_larger: &'static str,
    pub text_smaller: &'static str,
    pub text_reset: &'static str,
    pub interface_lang: &'static str,
    pub lang_system: &'static str,
    pub aligned: &'static str,
    pub stacked: &'static str,
    pub both_sides: &'static str,
    pub only_en: &'static str,
    pub only_zh: &'static str,
    pub swap_sides: &'static str,
    pub cover: &'static str,
    pub reveal: &'static str,
    pub focus: &'static str,
    pub covered_sentence: &'static str,
    pub full_screen: &'static str,
    pub go: &'static str,
    pub next_pair: &'static str,
    pub previous_pair: &'static str,
    pub next_doubtful: &'static str,
    pub to_start: &'static str,
    pub to_end: &'static str,
    pub help: &'static str,
    pub all_keys: &'static str,
    pub sample_article: &'static str,
    pub about: &'static str,
    pub notes: &'static str,
    pub write_note: &'static str,
    pub another_note: &'static str,
    pub highlight_yellow: &'static str,
    pub highlight_green: &'static str,
    pub highlight_blue: &'static str,
    pub highlight_pink: &'static str,
    pub highlight_purple: &'static str,
    pub notes_panel: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub back: &'static str,
    pub forward: &'static str,
    pub go_to: &'static str,
    pub go_to_button: &'static str,
    pub contents: &'static str,
    pub no_headings: &'static str,
    pub bookmark: &'static str,
    pub bookmarks: &'static str,
    pub remove_bookmark: &'static str,
    pub copy_sentence: &'static str,
    pub copy_pair_with_notes: &'static str,
    pub retry_save: &'static str,

    // Dialogs
    pub open_title: &'static str,
    pub translation_title: &'static str,
    pub text_files: &'static str,
    pub all_files: &'static str,
    pub path_hint: &'static str,
    pub open_button: &'static str,
    pub cancel: &'static str,
    pub close: &'static str,
    pub dismiss: &'static str,
    pub about_text: &'static str,
    pub key_column: &'static str,
    pub action_column: &'static str,
    pub page_down: &'static str,
    pub page_up: &'static str,
    pub drag_key: &'static str,
    pub select_text: &'static str,
    pub select_down: &'static str,
    pub select_up: &'static str,
    pub wheel: &'static str,
    pub text_by_wheel: &'static str,
    pub other_control: &'static str,

    // The page
    pub welcome: &'static str,
    pub welcome_hint: &'static str,
    pub drop_here: &'static str,
    pub scroll_bar: &'static str,
    pub pasted_text: &'static str,
    pub sample_title: &'static str,

    // Notes
    pub close_panel: &'static str,
    pub new_note: &'static str,
    pub filter_hint: &'static str,
    pub filter_tag: &'static str,
    pub all_tags: &'static str,
    pub filter_state: &'static str,
    pub all_notes: &'static str,
    pub notes_with_words: &'static str,
    pub highlights_only: &'static str,
    pub to_decide: &'static str,
    pub clear_filter: &'static str,
    pub no_notes: &'static str,
    pub no_notes_hint: &'static str,
    pub nothing_matches: &'static str,
    pub export_notes: &'static str,
    pub export_path: &'static str,
    pub export_save: &'static str,
    pub export_choose: &'static str,
    pub file_is_there: &'static str,
    pub replace_file: &'static str,
    pub use_notes: &'static str,
    pub read_only: &'static str,
    pub notes_list: &'static str,
    pub note_field: &'static str,
    pub note_hint: &'static str,
    pub tags_field: &'static str,
    pub tags_hint: &'static str,
    pub keep: &'static str,
    pub ask_throw_away: &'static str,
    pub throw_away: &'static str,
    pub keep_writing: &'static str,
    pub no_target: &'static str,
    pub edit_note: &'static str,
    pub delete_note: &'static str,
    pub select_note: &'static str,
    pub unfinished: &'static str,
    pub go_on_writing: &'static str,
    pub highlight: &'static str,
    pub badge_changed: &'static str,
    pub badge_ask: &'static str,
    pub badge_orphan: &'static str,
    pub badge_conflict: &'static str,
    pub confirm_place: &'static str,
    pub attach_here: &'static str,
    pub keep_this: &'static str,
    pub keep_other: &'static str,
    pub keep_both: &'static str,
    pub add_tag: &'static str,
    pub select_all: &'static str,
    pub select_none: &'static str,
    pub yellow: &'static str,
    pub green: &'static str,
    pub blue: &'static str,
    pub pink: &'static str,
    pub purple: &'static str,

    // Finding
    pub find_field: &'static str,
    pub as_pinyin: &'static str,
    pub as_pinyin_hint: &'static str,
    pub find_list: &'static str,
    pub find_close: &'static str,
    pub searching: &'static str,
    pub not_found: &'static str,
    pub no_counterpart: &'static str,

    // The dictionary card
    pub card: &'static str,
    pub previous_word: &'static str,
    pub next_word: &'static str,
    pub add_to_notes: &'static str,
    pub close_card: &'static str,
    pub not_in_dictionary: &'static str,
    pub in_this_sentence: &'static str,
    pub chinese_words: &'static str,
    pub measure_words: &'static str,

    // Status line
    pub reading: &'static str,
    pub aligning: &'static str,
    pub all_paired: &'static str,
    pub nothing_selected: &'static str,
    pub text_selected: &'static str,
    pub no_article: &'static str,
    pub notes_saving: &'static str,
    pub notes_saved: &'static str,
    pub notes_not_saved: &'static str,
}

impl Strings {
    /// The table for a choice; the desktop's locale decides where the reader has not.
    #[must_use]
    pub fn of(choice: InterfaceLang) -> &'static Self {
        match choice {
            InterfaceLang::Zh => &ZH,
            InterfaceLang::System if locale_is_chinese() => &ZH,
            InterfaceLang::En | InterfaceLang::System => &EN,
        }
    }
}

/// POSIX: the first of these variables that is set and not empty decides.
fn locale_is_chinese() -> bool {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .is_some_and(|value| value.to_lowercase().starts_with("zh"))
}
