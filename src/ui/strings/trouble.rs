//! What went wrong with the reader's own files, in Chinese. What the system seldom says, or a program of ours, stays as it is.

use super::Strings;
use crate::model::Refusal;
use crate::state::{Remembered, Trouble};
use crate::store::{SaveStep, StoreError, Unusable};
use std::borrow::Cow;
use std::io;

impl Strings {
    /// A file of what is remembered could not be had or kept.
    pub(super) fn not_remembered(&self, what: Remembered, why: &Trouble) -> String {
        let name = match (self.is_zh, what) {
            (false, Remembered::Settings) => "Settings",
            (false, Remembered::Articles) => "Recent articles and places in them",
            (false, Remembered::Pasted) => "Pasted articles",
            (true, Remembered::Settings) => "设置",
            (true, Remembered::Articles) => "最近的文章和阅读位置",
            (true, Remembered::Pasted) => "粘贴的文章",
        };
        let error = match why {
            Trouble::Store(error) => &**error,
            _ if self.is_zh => return format!("{name}：{}。", trouble_zh(why)),
            _ => return format!("{name}: {why}."),
        };
        // What a parser says of it helps no reader; it is in the log.
        if let StoreError::MovedAside { path, aside, reason: Unusable::Damaged(_) } = error {
            let (path, aside) = (path.display(), aside.display());
            let instead = match (self.is_zh, what) {
                (false, Remembered::Settings) => "the usual settings are used instead",
                (false, _) => "the list begins anew",
                (true, Remembered::Settings) => "现在使用默认设置",
                (true, _) => "列表重新开始",
            };
            return if self.is_zh {
                format!("{name}：{path} 已损坏，另存为 {aside}，{instead}。")
            } else {
                format!("{name}: {path} is damaged; it is kept as {aside}, and {instead}.")
            };
        }
        if let (false, StoreError::Stuck { path, reason: Unusable::Damaged(_), source }) = (self.is_zh, error) {
            let (path, why) = (path.display(), Refusal::said(source));
            return format!(
                "{name}: {path} is damaged and cannot be moved out of the way ({why}), so nothing is kept there."
            );
        }
        if self.is_zh { format!("{name}：{}。", store_zh(error)) } else { format!("{name}: {error}.") }
    }
}

/// What went wrong: which file, what is the matter, what became of it. In English it says itself.
pub(super) fn trouble_zh(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Store(error) => store_zh(error),
        Trouble::Making(what) => what.clone(),
        Trouble::Fault(what) => format!("程序出错（{what}）"),
        Trouble::NoThread => "系统没有为此启动线程".to_owned(),
        Trouble::NotOpen => "这本笔记已经不在打开的文章里".to_owned(),
    }
}

/// The same after words that have said already that notes were not saved.
pub(super) fn why_not_saved_zh(trouble: &Trouble) -> String {
    if let Trouble::Store(error) = trouble
        && let StoreError::WouldLose { path, ids } = &**error
    {
        return format!("{}：会丢失没有人删除的笔记（{}）", path.display(), ids.join("、"));
    }
    trouble_zh(trouble)
}

fn store_zh(error: &StoreError) -> String {
    match error {
        StoreError::NoFolder => {
            format!(
                "没有找到存放设置的文件夹，所以什么都不会保存；请用环境变量 {} 指定一个",
                crate::store::HOME_VARIABLE
            )
        }
        StoreError::MovedAside { path, aside, reason } => {
            format!("{} {}，已移到 {}，并重新开始", path.display(), unusable_zh(reason), aside.display())
        }
        StoreError::Stuck { path, reason, source } => {
            let (unusable, why) = (unusable_zh(reason), system_zh(source));
            format!("{} {unusable}，也无法移开（{why}），所以那里不会保存任何东西", path.display())
        }
        StoreError::Newer { path } => format!("{} 是由更新的版本写的，这里所作的改动不会保存", path.display()),
        StoreError::NotRead { path, source } => format!("无法读取 {}（{}）", path.display(), system_zh(source)),
        StoreError::NotWritten { path, source } => format!("无法写入 {}（{}）", path.display(), system_zh(source)),
        StoreError::NotSaved { path, step, source } => {
            format!("{}：{}时出错（{}）", path.display(), step_zh(*step), system_zh(source))
        }
        StoreError::WouldLose { path, ids } => {
            format!("{} 没有保存，否则会丢失没有人删除的笔记：{}", path.display(), ids.join("、"))
        }
        StoreError::Restored { path, aside, backup, reason } => format!(
            "{} 无法使用（{reason}），已另存为 {}，现在的笔记取自 {}",
            path.display(),
            aside.display(),
            backup.display()
        ),
        StoreError::TakenFromBackup { path, backup } => {
            format!("{} 不见了，现在的笔记取自 {}", path.display(), backup.display())
        }
        StoreError::HandEdited { path, copy } => {
            format!("{} 在本程序之外被改过；已照样读入，原样保存在 {}", path.display(), copy.display())
        }
        StoreError::NotLocked { folder, source } => {
            let (folder, why) = (folder.display(), system_zh(source));
            format!("{folder} 无法加锁（{why}）；请不要在两个窗口里同时给一篇文章写笔记")
        }
    }
}

fn unusable_zh(reason: &Unusable) -> String {
    match reason {
        Unusable::Damaged(_) => "已损坏".to_owned(),
        Unusable::Refused(refusal) => format!("无法使用（{}）", refusal_zh(*refusal)),
        Unusable::Unread(why) => format!("无法使用（{why}）"),
    }
}

/// What the system says; what is rare stays as it is.
pub(super) fn system_zh(error: &io::Error) -> Cow<'static, str> {
    Refusal::of(error).map_or_else(|| error.to_string().into(), |refusal| refusal_zh(refusal).into())
}

fn refusal_zh(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotFound => "不在那里",
        Refusal::NoPermission => "没有权限",
        Refusal::Folder => "那是文件夹",
        Refusal::NoFolder => "路径中有一部分不是文件夹",
        Refusal::Exists => "已有同名的文件或文件夹",
        Refusal::NoSpace => "磁盘已满",
        Refusal::Quota => "磁盘配额已用完",
        Refusal::ReadOnly => "磁盘是只读的",
        Refusal::TooLarge => "对磁盘来说太大",
        Refusal::Busy => "正被其他程序使用",
        Refusal::BadName => "名称太长，或不能这样起名",
    }
}

fn step_zh(step: SaveStep) -> &'static str {
    match step {
        SaveStep::MakingFolder => "建立笔记文件夹",
        SaveStep::Waiting => "等待另一个窗口保存完",
        SaveStep::FollowingLinks => "查找链接所指的文件",
        SaveStep::Reading => "读取原有内容",
        SaveStep::LookingAgain => "再次查看文件",
        SaveStep::GivingUp => "另一个程序不停写入，等候",
        SaveStep::LookingForBackups => "查找备份",
        SaveStep::Comparing => "核对原有内容",
        SaveStep::Counting => "清点笔记",
        SaveStep::Rendering => "转成文本",
        SaveStep::SyncingFolder => "把文件夹落实到磁盘",
        SaveStep::Replacing => "换上新文件",
        SaveStep::Creating => "在旁边建立新文件",
        SaveStep::Writing => "写入新文件",
        SaveStep::Syncing => "把新文件落实到磁盘",
        SaveStep::ReadingBack => "读回新文件",
        SaveStep::ComparingNew => "核对新文件",
        SaveStep::KeepingBackup => "保留备份",
        SaveStep::CreatingCopy => "建立副本",
        SaveStep::WritingCopy => "写入副本",
        SaveStep::SyncingCopy => "把副本落实到磁盘",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EN, ZH};
    use super::*;
    use crate::import::ImportError;
    use crate::state::Message;
    use std::io::ErrorKind;
    use std::sync::Arc;

    #[test]
    fn that_something_was_not_saved_is_said_once() {
        let source = || io::Error::other("no space");
        let step = StoreError::NotSaved { path: "n.ron".into(), step: SaveStep::Writing, source: source() };
        let loss = StoreError::WouldLose { path: "n.ron".into(), ids: vec!["a".into(), "b".into()] };
        let settings = StoreError::NotWritten { path: "s.ron".into(), source: source() };
        let notes = |why: StoreError| Message::NotesNotSaved { file_id: uuid::Uuid::nil(), why: why.into() };
        for (message, en, zh) in [
            (
                notes(step),
                "Notes were not saved: n.ron: writing the new file: no space. They are kept here and will be tried again.",
                "笔记没有保存：n.ron：写入新文件时出错（no space）。写下的内容还在，本程序会再试。",
            ),
            (
                notes(StoreError::NotWritten { path: "n.ron".into(), source: source() }),
                "Notes were not saved: n.ron: no space. They are kept here and will be tried again.",
                "笔记没有保存：无法写入 n.ron（no space）。写下的内容还在，本程序会再试。",
            ),
            (
                notes(loss),
                "Notes were not saved: n.ron: notes that nobody deleted would be lost: a, b. They are kept here and will be tried again.",
                "笔记没有保存：n.ron：会丢失没有人删除的笔记（a、b）。写下的内容还在，本程序会再试。",
            ),
            (
                Message::Store(Remembered::Settings, settings.into()),
                "Settings: s.ron: could not be saved: no space.",
                "设置：无法写入 s.ron（no space）。",
            ),
        ] {
            assert_eq!((&*EN.message(&message), &*ZH.message(&message)), (en, zh));
        }
    }

    #[test]
    fn what_the_system_refuses_is_said_in_both_languages() {
        let refused = |kind: ErrorKind| io::Error::from(kind);
        let not_written = || StoreError::NotWritten { path: "s.ron".into(), source: refused(ErrorKind::StorageFull) };
        let source = Arc::new(refused(ErrorKind::PermissionDenied));
        for (message, en, zh) in [
            (
                Message::CannotOpen(ImportError::Unreadable { path: "a.txt".into(), source }),
                "Could not open a.txt: cannot be read: permission denied.",
                "无法读取 a.txt：没有权限。",
            ),
            (
                Message::Store(Remembered::Settings, not_written().into()),
                "Settings: s.ron: could not be saved: no space is left on the disk.",
                "设置：无法写入 s.ron（磁盘已满）。",
            ),
            (
                Message::NotExported(not_written().into()),
                "Notes were not exported: s.ron: no space is left on the disk.",
                "笔记没有导出：无法写入 s.ron（磁盘已满）。",
            ),
        ] {
            assert_eq!((&*EN.message(&message), &*ZH.message(&message)), (en, zh));
        }
    }

    #[test]
    fn a_damaged_file_is_called_what_it_is_and_no_parser_is_quoted() {
        let aside = |reason| StoreError::MovedAside { path: "l.ron".into(), aside: "l.ron.corrupt-1".into(), reason };
        let damaged = || aside(Unusable::Damaged("1:1-1:8: Expected opening `(`".into()));
        let message = |what| Message::Store(what, damaged().into());
        for (what, en, zh) in [
            (
                Remembered::Articles,
                "Recent articles and places in them: l.ron is damaged; it is kept as l.ron.corrupt-1, and the list begins anew.",
                "最近的文章和阅读位置：l.ron 已损坏，另存为 l.ron.corrupt-1，列表重新开始。",
            ),
            (
                Remembered::Settings,
                "Settings: l.ron is damaged; it is kept as l.ron.corrupt-1, and the usual settings are used instead.",
                "设置：l.ron 已损坏，另存为 l.ron.corrupt-1，现在使用默认设置。",
            ),
        ] {
            assert_eq!((&*EN.message(&message(what)), &*ZH.message(&message(what))), (en, zh));
        }
        let unread = Message::Store(Remembered::Settings, aside(Unusable::Unread("it is locked".into())).into());
        assert!(EN.message(&unread).contains("it is locked") && ZH.message(&unread).contains("it is locked"));
        let notes = Message::NotesWarning(damaged().into());
        assert!(!ZH.message(&notes).contains("Expected"), "{}", ZH.message(&notes));
    }
}
