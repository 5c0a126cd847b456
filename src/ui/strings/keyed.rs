//! What is said about keys with something filled in, and names in two parts.

use super::Strings;

impl Strings {
    /// What kind of thing, and which: as an action with one of its keys, or a language with what is said in it.
    #[must_use]
    pub fn labelled(&self, label: &str, what: &str) -> String {
        if self.is_zh { format!("{label}：{what}") } else { format!("{label}: {what}") }
    }

    /// What to do now that an action is to have another key.
    #[must_use]
    pub fn press_key_for(&self, action: &str) -> String {
        if self.is_zh {
            format!("请按“{action}”的新按键。Esc 放弃，Backspace 去掉此键。")
        } else {
            format!("Press a key for “{action}”. Esc: as before, Backspace: none.")
        }
    }

    /// What to do now that an action is to have a key more.
    #[must_use]
    pub fn press_more_for(&self, action: &str) -> String {
        if self.is_zh {
            format!("请按“{action}”另加的键。Esc 放弃。")
        } else {
            format!("Press the key to add for “{action}”. Esc: as before.")
        }
    }

    /// A key means something else already.
    #[must_use]
    pub fn key_is_taken(&self, key: &str, action: &str) -> String {
        if self.is_zh {
            format!("{key} 已用于“{action}”。再按一次即可改用到这里，或换一个键。")
        } else {
            format!("{key} is “{action}”. Press it again to take it from there, or press another key.")
        }
    }

    /// A key cannot be chosen, and why.
    #[must_use]
    pub fn key_is_fixed(&self, key: &str, why: &str) -> String {
        if self.is_zh { format!("{key} {why}，不能更改。") } else { format!("{key} {why} and cannot be taken.") }
    }
}
