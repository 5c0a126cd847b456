//! What is said about notes with something filled in.

use super::Strings;
use crate::model::Colour;
use crate::state::ExportFormat;
use jiff::Timestamp;
use jiff::tz::TimeZone;

impl Strings {
    /// The name of a colour.
    #[must_use]
    pub fn colour(&self, colour: Colour) -> &'static str {
        match colour {
            Colour::Yellow => self.yellow,
            Colour::Green => self.green,
            Colour::Blue => self.blue,
            Colour::Pink => self.pink,
            Colour::Purple => self.purple,
        }
    }

    /// What the key of a colour does.
    #[must_use]
    pub fn highlight_in(&self, colour: Colour) -> &'static str {
        match colour {
            Colour::Yellow => self.highlight_yellow,
            Colour::Green => self.highlight_green,
            Colour::Blue => self.highlight_blue,
            Colour::Pink => self.highlight_pink,
            Colour::Purple => self.highlight_purple,
        }
    }

    /// A day where the reader is.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> String {
        let form = if self.is_zh { "%Y年%-m月%-d日" } else { "%-d %b %Y" };
        TimeZone::system().to_datetime(at).strftime(form).to_string()
    }

    /// A row as a place; counts from 1.
    #[must_use]
    pub fn row(&self, row: usize) -> String {
        if self.is_zh { format!("第 {row} 行") } else { format!("Row {row}") }
    }

    /// A note's mark on the page, to a screen reader.
    #[must_use]
    pub fn mark_of(&self, body: &str) -> String {
        if self.is_zh { format!("笔记：{body}") } else { format!("Note: {body}") }
    }

    /// How many notes are listed, of how many.
    #[must_use]
    pub fn notes_listed(&self, listed: usize, all: usize) -> String {
        match (self.is_zh, listed == all) {
            (_, true) => all.to_string(),
            (false, false) => format!("{listed} of {all}"),
            (true, false) => format!("{all} 条中的 {listed} 条"),
        }
    }

    /// How many notes will be taken away.
    #[must_use]
    pub fn notes_to_export(&self, count: usize) -> String {
        match (self.is_zh, count) {
            (true, n) => format!("{n} 条笔记"),
            (false, 1) => "1 note".to_owned(),
            (false, n) => format!("{n} notes"),
        }
    }

    /// A form that notes can be taken away in.
    #[must_use]
    pub fn export_format(&self, format: ExportFormat) -> &'static str {
        match (self.is_zh, format) {
            (false, ExportFormat::Markdown) => "Markdown, to read and to edit",
            (false, ExportFormat::Html) => "Web page with the whole article, to print",
            (false, ExportFormat::Anki) => "Cards for Anki, with pinyin",
            (false, ExportFormat::Csv) => "Table (CSV), for spreadsheets",
            (false, ExportFormat::Json) => "JSON, for programs",
            (false, ExportFormat::Ron) => "As they are kept here (RON), for another computer",
            (true, ExportFormat::Markdown) => "Markdown，便于阅读和修改",
            (true, ExportFormat::Html) => "带全文的网页，便于打印",
            (true, ExportFormat::Anki) => "Anki 卡片，带拼音",
            (true, ExportFormat::Csv) => "表格（CSV），用于电子表格",
            (true, ExportFormat::Json) => "JSON，供程序使用",
            (true, ExportFormat::Ron) => "原样（RON），用于另一台电脑",
        }
    }

    /// How many notes are selected.
    #[must_use]
    pub fn notes_selected(&self, count: usize) -> String {
        if self.is_zh { format!("已选 {count} 条") } else { format!("{count} selected") }
    }

    /// How alike a passage and what it has become are.
    #[must_use]
    pub fn alike(&self, similarity: f32) -> String {
        let percent = (similarity * 100.0).round();
        if self.is_zh {
            format!("{}（{percent}% 相同）", self.badge_changed)
        } else {
            format!("{} ({percent}% alike)", self.badge_changed)
        }
    }
}
