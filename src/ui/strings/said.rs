//! Whole sentences with something filled in: errors, warnings, the status line.

use super::Strings;
use super::trouble::{system_zh, trouble_zh, why_not_saved_zh};
use crate::import::{ImportError, MAX_FILE_BYTES};
use crate::lexicon::Level;
use crate::model::{Change, Doubt, Encoding, InterfaceLang, Theme, Warning};
use crate::state::{Loss, Message};
use crate::text::Lang;
use std::path::Path;

impl Strings {
    /// The name of a language of the text.
    #[must_use]
    pub fn lang_name(&self, lang: Lang) -> &'static str {
        match (self.is_zh, lang) {
            (false, Lang::En) => "English",
            (false, Lang::Zh) => "Chinese",
            (true, Lang::En) => "英文",
            (true, Lang::Zh) => "中文",
        }
    }

    /// A word's level.
    #[must_use]
    pub fn level(&self, level: Level) -> String {
        if self.is_zh { format!("HSK {level} 级") } else { format!("HSK {level}") }
    }

    /// The words above a level.
    #[must_use]
    pub fn words_above(&self, level: Level) -> String {
        if self.is_zh { format!("高于 HSK {level} 级的词语") } else { format!("Words above HSK {level}") }
    }

    /// A word's level to a screen reader.
    #[must_use]
    pub fn spoken_level(&self, level: Level) -> String {
        match (self.is_zh, level) {
            (false, Level::HIGHEST) => "HSK levels 7 to 9".to_owned(),
            (false, level) => format!("HSK level {level}"),
            (true, Level::HIGHEST) => "HSK 7 至 9 级".to_owned(),
            (true, level) => format!("HSK {level} 级"),
        }
    }

    /// How many rows have an empty side.
    #[must_use]
    pub fn unpaired(&self, rows: usize) -> String {
        match (self.is_zh, rows) {
            (_, 0) => self.all_paired.to_owned(),
            (false, 1) => "1 row unpaired".to_owned(),
            (false, n) => format!("{n} rows unpaired"),
            (true, n) => format!("{n} 行未配对"),
        }
    }

    /// Where in the article the view is; `row` counts from 1, `share` is 0 at the start and 1 at the end, and `None` if all is in view.
    #[must_use]
    pub fn place(&self, row: usize, rows: usize, share: Option<f64>) -> String {
        let row = if self.is_zh { format!("第 {row} / {rows} 行") } else { format!("Row {row} of {rows}") };
        // Rounded down, so that only the end is the end.
        share.map_or_else(|| row.clone(), |share| format!("{row} · {}%", (share * 100.0 + 1e-6).floor()))
    }

    /// The themes with their names.
    #[must_use]
    pub fn themes(&self) -> [(Theme, &'static str); 6] {
        [
            (Theme::System, self.theme_system),
            (Theme::Light, self.theme_light),
            (Theme::Dark, self.theme_dark),
            (Theme::Sepia, self.theme_sepia),
            (Theme::SepiaDark, self.theme_sepia_dark),
            (Theme::HighContrast, self.theme_high_contrast),
        ]
    }

    /// The languages of the interface. Each is named in itself, so that whoever lands in the wrong one finds the way back.
    #[must_use]
    pub fn interface_langs(&self) -> [(InterfaceLang, &'static str); 3] {
        [(InterfaceLang::System, self.lang_system), (InterfaceLang::En, "English"), (InterfaceLang::Zh, "简体中文")]
    }

    /// What an article has of its own: how it is shown, its text size in points.
    #[must_use]
    pub fn own_look(&self, has_view: bool, points: Option<f32>) -> String {
        let points = points.map(|points| (points * 10.0).round() / 10.0);
        match (self.is_zh, has_view, points) {
            (false, true, Some(points)) => {
                format!("This article has a page layout and a text size of its own ({points} pt).")
            }
            (false, false, Some(points)) => format!("This article has a text size of its own ({points} pt)."),
            (false, _, None) => "This article has a page layout of its own.".to_owned(),
            (true, true, Some(points)) => format!("这篇文章有自己的版面和字号（{points} pt）。"),
            (true, false, Some(points)) => format!("这篇文章有自己的字号（{points} pt）。"),
            (true, _, None) => "这篇文章有自己的版面。".to_owned(),
        }
    }

    /// Before everything with these names is as it was at first.
    #[must_use]
    pub fn reset_question(&self, names: &[&str]) -> String {
        if self.is_zh {
            format!("将恢复默认：{}。快捷键、笔记、书签和阅读位置不变。", names.join("、"))
        } else {
            format!("This resets: {}. Keys, notes, bookmarks and places stay.", names.join(", "))
        }
    }

    /// Above the field for a paragraph's number.
    #[must_use]
    pub fn go_to_hint(&self, rows: usize) -> String {
        if self.is_zh {
            format!("第几行（1–{rows}），或百分比，如 50%")
        } else {
            format!("Row, 1 to {rows}, or a share such as 50%")
        }
    }

    /// In how many other places of the article a word is; `is_over` is false while there may be more.
    #[must_use]
    pub fn other_places(&self, count: usize, is_over: bool) -> String {
        let more = if is_over { "" } else { "…" };
        match (self.is_zh, count) {
            (true, n) => format!("本文另有 {n} 处{more}"),
            (false, 1) => format!("1 other place in this article{more}"),
            (false, n) => format!("{n} other places in this article{more}"),
        }
    }

    /// Which hit the reader is at, of how many; `is_over` is false while there may be more. Counts from 1.
    #[must_use]
    pub fn hits(&self, at: usize, count: usize, is_over: bool) -> String {
        let more = if is_over { "" } else { "…" };
        if self.is_zh { format!("第 {at} 处，共 {count} 处{more}") } else { format!("{at} of {count}{more}") }
    }

    /// What is selected: so many English sentences with so many Chinese ones, how sure, and why not more.
    #[must_use]
    pub fn selected(&self, english: usize, chinese: usize, confidence: f32, doubt: Option<Doubt>) -> String {
        let percent = (confidence * 100.0).round();
        let selected = match (self.is_zh, english, chinese) {
            (false, _, 0) => "Selected: English only, no counterpart".to_owned(),
            (false, 0, _) => "Selected: Chinese only, no counterpart".to_owned(),
            (false, e, z) => format!("Selected: {e} English : {z} Chinese, {percent}% sure"),
            (true, _, 0) => "已选中：只有英文，没有对应句".to_owned(),
            (true, 0, _) => "已选中：只有中文，没有对应句".to_owned(),
            (true, e, z) => format!("已选中：英文 {e} 句对中文 {z} 句，把握 {percent}%"),
        };
        match doubt.map(|doubt| self.doubt(doubt)) {
            None => selected,
            Some(why) if self.is_zh => format!("{selected}；{why}"),
            Some(why) => format!("{selected}; {why}"),
        }
    }

    /// Why a pairing is in doubt, as a clause.
    #[must_use]
    pub fn doubt(&self, doubt: Doubt) -> String {
        if !self.is_zh {
            return doubt.to_string();
        }
        let name = |lang: Lang| self.lang_name(lang);
        match doubt {
            Doubt::OrderAlone => "目前只按顺序配对".to_owned(),
            Doubt::NothingShared => "两边没有共同的人名、数字或词典里的词".to_owned(),
            Doubt::LengthsDiffer(long) => format!("{}相对{}太长", name(long), name(long.other())),
            Doubt::NoCounterpart => "没有找到对应的内容，但可能有".to_owned(),
            Doubt::ManyReadings => "还有几种可能的配对".to_owned(),
            Doubt::NearlyAsLikely(reading) => match reading.change() {
                Change::TakesBefore(lang) => format!("前面的{}可能也属于这里", name(lang)),
                Change::TakesAfter(lang) => format!("后面的{}可能也属于这里", name(lang)),
                Change::GivesBefore(lang) => format!("开头的{}可能属于上一对", name(lang)),
                Change::GivesAfter(lang) => format!("末尾的{}可能属于下一对", name(lang)),
                Change::IsBefore(lang) => format!("对应的可能是前面的{}", name(lang)),
                Change::IsAfter(lang) => format!("对应的可能是后面的{}", name(lang)),
                Change::Loses(lang) => format!("{}可能没有对应的{}", name(lang.other()), name(lang)),
            },
        }
    }

    /// Why a pair has a mark.
    #[must_use]
    pub fn unsure(&self, confidence: f32, doubt: Doubt) -> String {
        let (percent, why) = ((confidence * 100.0).round(), self.doubt(doubt));
        if self.is_zh {
            format!("存疑（把握 {percent}%）：{why}")
        } else {
            format!("In doubt ({percent}% sure): {why}")
        }
    }

    /// A message as the reader sees it.
    #[must_use]
    pub fn message(&self, message: &Message) -> String {
        match message {
            Message::CannotOpen(error) => self.cannot_open(error),
            Message::CannotReadAgain(error) if self.is_zh => {
                format!("{}这里显示的是上次读到的文字。", self.cannot_open(error))
            }
            Message::CannotReadAgain(error) => {
                format!("{} You see the text as it was last read.", self.cannot_open(error))
            }
            Message::TooManyFiles(count) if self.is_zh => {
                format!("一次给了 {count} 个文件。请只打开一篇双语文章，或者原文和译文两个文件。")
            }
            Message::TooManyFiles(count) => {
                format!("{count} files at once. Open one bilingual article, or two files: a text and its translation.")
            }
            Message::Warning(warning) => self.warning(warning),
            Message::NoDictionary(why) if self.is_zh => {
                format!("无法使用词典（{why}），目前只按顺序配对。请重新安装本程序。")
            }
            Message::NoDictionary(why) => {
                format!(
                    "The dictionary cannot be used ({why}); rows are paired by order alone. Install the program again."
                )
            }
            Message::Store(what, why) => self.not_remembered(*what, why),
            Message::FileLost(path, loss) => self.lost(path, *loss),
            Message::NotesNotSaved { why, .. } if self.is_zh => {
                format!("笔记没有保存：{}。写下的内容还在，本程序会再试。", why_not_saved_zh(why))
            }
            Message::NotesNotSaved { why, .. } => {
                format!("Notes were not saved: {}. They are kept here and will be tried again.", why.why_not_saved())
            }
            Message::NotesWouldBeLost if self.is_zh => {
                "有些笔记还没有存到磁盘上。可以先导出到别处；再次关闭窗口，就会丢失这些笔记。".to_owned()
            }
            Message::NotesWouldBeLost => {
                "Some notes are not on the disk. Export them to another place, or close again to leave without them."
                    .to_owned()
            }
            Message::NotesNotOpened(why) if self.is_zh => {
                format!("无法打开这篇文章的笔记：{}。现在不能写笔记。", trouble_zh(why))
            }
            Message::NotesNotOpened(why) => {
                format!("The notes on this article cannot be opened: {why}. None can be written until they are.")
            }
            Message::Exported { count, path } if self.is_zh => format!("{count} 条笔记已写入 {}", path.display()),
            Message::Exported { count: 1, path } => format!("1 note was written to {}", path.display()),
            Message::Exported { count, path } => format!("{count} notes were written to {}", path.display()),
            Message::NotExported(why) if self.is_zh => format!("笔记没有导出：{}。", why_not_saved_zh(why)),
            Message::NotExported(why) => format!("Notes were not exported: {}.", why.why_not_saved()),
            Message::NotesMaybe(similar) => {
                let percent = (similar.overlap * 100.0).round();
                if self.is_zh {
                    format!("《{}》的笔记所引的文字，有 {percent}% 在这篇文章里。是这篇的笔记吗？", similar.title)
                } else {
                    format!(
                        "{percent}% of what the notes on “{}” quote is in this article. Are they notes on this article?",
                        similar.title
                    )
                }
            }
            Message::NotesWarning(why) if self.is_zh => format!("笔记：{}。", trouble_zh(why)),
            Message::NotesWarning(why) => format!("Notes: {why}."),
            Message::NothingDoubtful { is_paired } => match (self.is_zh, is_paired) {
                (false, true) => "Nothing from here to the end is in doubt.",
                (false, false) => "The text from here to the end is not paired yet, so doubts are not known.",
                (true, true) => "从这里到结尾没有存疑的配对。",
                (true, false) => "从这里到结尾还没有配对完，暂时看不出哪些存疑。",
            }
            .to_owned(),
            Message::PairingStopped if self.is_zh => "配对已停止，其余部分目前只按顺序配对。".to_owned(),
            Message::PairingStopped => "Pairing was stopped; the rest is paired by order alone.".to_owned(),
            Message::NothingToPaste if self.is_zh => "剪贴板里没有文字。请先复制一篇文章。".to_owned(),
            Message::NothingToPaste => "There is no text on the clipboard. Copy an article first.".to_owned(),
            Message::NoDialog if self.is_zh => {
                "系统没有打开文件对话框。可以把文件拖进来，或用“文件”菜单里的“按路径打开”。".to_owned()
            }
            Message::NoDialog => {
                "The desktop showed no file dialog. Drop a file on the window, or choose Open by path in the File menu."
                    .to_owned()
            }
        }
    }

    fn lost(&self, path: &Path, loss: Loss) -> String {
        let path = path.display();
        let what = match (self.is_zh, loss) {
            (false, Loss::Gone) => "is no longer there",
            (false, Loss::Emptied) => "is now empty",
            (false, Loss::Unreadable) => "can no longer be read",
            (true, Loss::Gone) => "已不在原处",
            (true, Loss::Emptied) => "现在是空的",
            (true, Loss::Unreadable) => "已无法读取",
        };
        if self.is_zh {
            format!("{path} {what}。这里显示的是上次读到的文字。")
        } else {
            format!("{path} {what}; you see the text as it was last read.")
        }
    }

    fn cannot_open(&self, error: &ImportError) -> String {
        if !self.is_zh {
            return format!("Could not open {error}.");
        }
        match error {
            ImportError::NotFound { path } => {
                format!("无法打开 {}：没有这个文件。请检查文件名，或看看它是否被移走了。", path.display())
            }
            ImportError::Unreadable { path, source } => format!("无法读取 {}：{}。", path.display(), system_zh(source)),
            ImportError::Folder { path } => format!("{} 是文件夹。请选择里面的文本文件。", path.display()),
            ImportError::NotAFile { path } => {
                format!("{} 是设备或管道，不是文件。请先把文字存成文件。", path.display())
            }
            ImportError::TooLarge { path, len_bytes } => format!(
                "{} 有 {} MiB，上限是 {} MiB。请先拆分。",
                path.display(),
                len_bytes.div_ceil(1 << 20),
                MAX_FILE_BYTES >> 20
            ),
            ImportError::Fault { path, what } => {
                format!("打开{}时程序出错（{what}）。请把这个错误报告给我们。", self.named(path.as_deref()))
            }
            ImportError::Twice { path } => {
                format!("{} 给了两次。请打开原文和译文两个文件。", path.display())
            }
            ImportError::Empty { path } => format!("{}里没有文字。", self.named(path.as_deref())),
            ImportError::Binary { path, what } => {
                format!(
                    "{}不是文本文件（{}）。请把文章另存为纯文本或 Markdown。",
                    self.named(path.as_deref()),
                    file_kind_zh(what)
                )
            }
        }
    }

    fn warning(&self, warning: &Warning) -> String {
        match (self.is_zh, warning) {
            (false, Warning::UndecodableBytes { count: 1, encoding }) => {
                format!("1 place could not be read as {} and shows as \u{fffd}. Try another encoding.", encoding.name())
            }
            (false, Warning::UndecodableBytes { count, encoding }) => format!(
                "{count} places could not be read as {} and show as \u{fffd}. Try another encoding.",
                encoding.name()
            ),
            (true, Warning::UndecodableBytes { count, encoding }) => {
                format!("有 {count} 处无法按 {} 读出，显示为 \u{fffd}。请试试其他编码。", encoding.name())
            }
            (false, Warning::OneLanguage(lang)) => {
                format!("This file is in {} only, so there is nothing to show beside it.", self.lang_name(*lang))
            }
            (true, Warning::OneLanguage(lang)) => {
                format!("这个文件里只有{}，没有可对照的文字。", self.lang_name(*lang))
            }
            (false, Warning::SameLanguage(lang)) => format!(
                "Both files are in {}, so nothing stands side by side. Choose a file in the other language in place of the second.",
                self.lang_name(*lang)
            ),
            (true, Warning::SameLanguage(lang)) => {
                format!("两个文件都是{}，没有可对照的文字。请换上另一种语言的文件，代替第二个。", self.lang_name(*lang))
            }
            (false, Warning::ControlCharacters { count: 1 }) => {
                "1 control character was found in the text. The file may be damaged.".to_owned()
            }
            (false, Warning::ControlCharacters { count }) => {
                format!("{count} control characters were found in the text. The file may be damaged.")
            }
            (true, Warning::ControlCharacters { count }) => format!("文中有 {count} 个控制字符，文件可能已损坏。"),
        }
    }

    fn named(&self, path: Option<&Path>) -> String {
        path.map_or_else(|| self.pasted_text.to_owned(), |path| format!("{} ", path.display()))
    }

    /// The encoding of a file, for the status line.
    #[must_use]
    pub fn encoding(&self, encoding: Encoding) -> &'static str {
        encoding.name()
    }
}

/// What a file is, in Chinese: names stay, the kind of thing they name is said after them.
fn file_kind_zh(what: &str) -> String {
    const KINDS: [(&str, &str); 13] = [
        ("picture", "图片"),
        ("archive", "压缩包"),
        ("book", "电子书"),
        ("document", "文档"),
        ("video", "视频"),
        ("sound recording", "录音"),
        ("database", "数据库"),
        ("program", "程序"),
        ("font", "字体"),
        ("binary file", "二进制文件"),
        ("text in UTF-32", "UTF-32 文本"),
        ("old ", "旧版 "),
        (" or ", "或 "),
    ];
    let bare = what.strip_prefix("an ").or_else(|| what.strip_prefix("a ")).unwrap_or(what);
    KINDS.iter().fold(bare.to_owned(), |said, (english, chinese)| said.replace(english, chinese))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_files_are_said_in_chinese() {
        for (what, said) in [
            ("a JPEG picture", "JPEG 图片"),
            ("a PDF", "PDF"),
            ("a ZIP archive or Office document", "ZIP 压缩包或 Office 文档"),
            ("an old Office document", "旧版 Office 文档"),
            ("an EPUB book", "EPUB 电子书"),
            ("a sound recording", "录音"),
            ("a binary file", "二进制文件"),
            ("text in UTF-32", "UTF-32 文本"),
        ] {
            assert_eq!(file_kind_zh(what), said);
        }
    }
}
