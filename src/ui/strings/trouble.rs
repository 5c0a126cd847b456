//! What went wrong with the reader's own files, in words. What the system or a parser said of it stays as it is.

use super::Strings;
use crate::state::Trouble;
use crate::store::StoreError;

impl Strings {
    /// What went wrong: which file, what is the matter, what became of it.
    #[must_use]
    pub fn trouble(&self, trouble: &Trouble) -> String {
        if !self.is_zh {
            return trouble.to_string();
        }
        match trouble {
            Trouble::Store(error) => store_zh(error),
            Trouble::Fault(what) => format!("程序出错（{what}）"),
            Trouble::NoThread => "系统没有为此启动线程".to_owned(),
            Trouble::NotOpen => "这本笔记已经不在打开的文章里".to_owned(),
        }
    }
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
            format!("{} 无法使用（{reason}），已移到 {}，并重新开始", path.display(), aside.display())
        }
        StoreError::Stuck { path, reason, source } => {
            format!("{} 无法使用（{reason}），也无法移开（{source}），所以那里不会保存任何东西", path.display())
        }
        StoreError::Newer { path } => format!("{} 是由更新的版本写的，这里所作的改动不会保存", path.display()),
        StoreError::NotRead { path, source } => format!("无法读取 {}（{source}）", path.display()),
        StoreError::NotWritten { path, source } => format!("无法写入 {}（{source}）", path.display()),
        StoreError::NotSaved { path, step, source } => {
            format!("{}：{}时出错（{source}）", path.display(), step_zh(step))
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
            format!("{} 无法加锁（{source}）；请不要在两个窗口里同时给一篇文章写笔记", folder.display())
        }
    }
}

/// What was being done when a save failed; a new step without a row is said in English.
fn step_zh(step: &str) -> &str {
    STEPS.iter().find(|(english, _)| *english == step).map_or(step, |(_, chinese)| chinese)
}

const STEPS: [(&str, &str); 21] = [
    ("making the folder for notes", "建立笔记文件夹"),
    ("waiting for another window to finish its save", "等待另一个窗口保存完"),
    ("following its links", "查找链接所指的文件"),
    ("reading what is there", "读取原有内容"),
    ("looking at it again", "再次查看文件"),
    ("it is written by another program all the time", "另一个程序不停写入，等候"),
    ("looking for backups", "查找备份"),
    ("comparing what is there", "核对原有内容"),
    ("counting its notes", "清点笔记"),
    ("writing it as text", "转成文本"),
    ("making the folder sure", "把文件夹落实到磁盘"),
    ("putting the new file in place", "换上新文件"),
    ("creating a new file beside it", "在旁边建立新文件"),
    ("writing the new file", "写入新文件"),
    ("making the new file sure", "把新文件落实到磁盘"),
    ("reading the new file back", "读回新文件"),
    ("comparing the new file", "核对新文件"),
    ("keeping a backup", "保留备份"),
    ("creating a copy", "建立副本"),
    ("writing a copy", "写入副本"),
    ("making a copy sure", "把副本落实到磁盘"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::strings::ZH;
    use std::io;

    #[test]
    fn every_step_of_a_save_is_said_in_chinese() {
        let sources = [include_str!("../../store/notes/save.rs"), include_str!("../../store/notes/mod.rs")].concat();
        let mut steps = 0;
        for call in sources.split(".step(").skip(1).chain(sources.split("return failed(").skip(1)) {
            let step = call.split('"').nth(1).unwrap();
            assert_ne!(step_zh(step), step, "no Chinese for it");
            steps += 1;
        }
        assert!(steps >= STEPS.len(), "{steps} found");
    }

    #[test]
    fn a_failed_save_is_said_in_chinese_with_what_the_system_said() {
        let source = io::Error::other("no space");
        let error = StoreError::NotSaved { path: "n.ron".into(), step: "writing the new file", source };
        assert_eq!(ZH.trouble(&error.into()), "n.ron：写入新文件时出错（no space）");
    }
}
