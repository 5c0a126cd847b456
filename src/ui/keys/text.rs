//! Keys as text: the way they stand in the settings, and the way a reader sees them.

use eframe::egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

/// Keys that can only be typed with Shift on most keyboards, where Shift is therefore no part of the name.
const SHIFTED: [Key; 7] = [
    Key::Colon,
    Key::Exclamationmark,
    Key::OpenCurlyBracket,
    Key::CloseCurlyBracket,
    Key::Pipe,
    Key::Plus,
    Key::Questionmark,
];

/// What `"Ctrl+Shift+N"` names; on a Mac, Ctrl is Command. `None` for what is no key.
#[must_use]
pub fn parse(text: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut rest = text.trim();
    loop {
        let (name, behind) = rest.split_once('+').unwrap_or((rest, ""));
        let held = match name {
            "Ctrl" => Modifiers::COMMAND,
            "Shift" => Modifiers::SHIFT,
            "Alt" => Modifiers::ALT,
            _ => return Key::from_name(rest).map(|key| KeyboardShortcut::new(modifiers, key)),
        };
        modifiers |= held;
        rest = behind;
    }
}

/// The text that [`parse`] reads.
#[must_use]
pub fn print(KeyboardShortcut { modifiers, logical_key }: KeyboardShortcut) -> String {
    let held = [("Ctrl+", modifiers.command), ("Alt+", modifiers.alt), ("Shift+", modifiers.shift)];
    let held: String = held.into_iter().filter_map(|(name, is_held)| is_held.then_some(name)).collect();
    held + logical_key.name()
}

/// As a reader of this desktop knows it.
#[must_use]
pub fn shown(ctx: &Context, shortcut: KeyboardShortcut) -> String {
    let key = shortcut.logical_key;
    let name = ctx.format_shortcut(&shortcut);
    let held = [key.name(), key.symbol_or_name()].iter().find_map(|key| name.strip_suffix(key)).unwrap_or_default();
    let key = match key {
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::Escape => "Esc",
        // "Ctrl++" would be hard to read.
        Key::Plus | Key::Minus => key.name(),
        _ => key.symbol_or_name(),
    };
    format!("{held}{key}")
}

/// What was pressed, as it is written down; `None` for other events, and for keys that are only held down with others.
#[must_use]
pub fn of_event(event: &Event) -> Option<KeyboardShortcut> {
    let (key, modifiers) = match event {
        Event::Key { key, modifiers, pressed: true, .. } => (key, *modifiers),
        // These come under names of their own.
        Event::Copy => return Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::C)),
        Event::Cut => return Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::X)),
        Event::Paste(_) => return Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::V)),
        _ => return None,
    };
    let is_only_held = (Key::ShiftLeft..=Key::SuperRight).contains(key)
        || matches!(key, Key::CapsLock | Key::NumLock | Key::ScrollLock | Key::Fn);
    // The Control key of a Mac has no name in the settings.
    if is_only_held || modifiers.ctrl && !modifiers.command {
        return None;
    }
    let mut held = Modifiers { alt: modifiers.alt, shift: modifiers.shift, ..Modifiers::NONE };
    if modifiers.command {
        held |= Modifiers::COMMAND;
    }
    if SHIFTED.contains(key) {
        held.shift = false;
    }
    Some(KeyboardShortcut::new(held, *key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_with_everything_that_can_be_held_down_is_read_as_it_is_written() {
        for key in Key::ALL {
            for held in 0..8 {
                let choose = |bit, modifiers| if held & bit == 0 { Modifiers::NONE } else { modifiers };
                let modifiers = choose(1, Modifiers::COMMAND) | choose(2, Modifiers::ALT) | choose(4, Modifiers::SHIFT);
                let shortcut = KeyboardShortcut::new(modifiers, *key);
                assert_eq!(parse(&print(shortcut)), Some(shortcut), "{}", print(shortcut));
            }
        }
    }

    #[test]
    fn what_people_write_is_read() {
        let of = |modifiers, key| Some(KeyboardShortcut::new(modifiers, key));
        for (text, expected) in [
            ("N", of(Modifiers::NONE, Key::N)),
            (" n ", of(Modifiers::NONE, Key::N)),
            ("Shift+Ctrl+N", of(Modifiers::COMMAND | Modifiers::SHIFT, Key::N)),
            ("Ctrl++", of(Modifiers::COMMAND, Key::Plus)),
            ("Ctrl+Plus", of(Modifiers::COMMAND, Key::Plus)),
            ("?", of(Modifiers::NONE, Key::Questionmark)),
            ("Alt+ArrowLeft", of(Modifiers::ALT, Key::ArrowLeft)),
            ("Esc", of(Modifiers::NONE, Key::Escape)),
            ("", None),
            ("Ctrl", None),
            ("Ctrl+", None),
            ("Hyper+N", None),
            ("N+Ctrl", None),
            ("守", None),
        ] {
            assert_eq!(parse(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_pressed_has_one_name() {
        let pressed = |modifiers, key| {
            of_event(&Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }).map(print)
        };
        let ctrl = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        for (modifiers, key, expected) in [
            (Modifiers::NONE, Key::N, Some("N")),
            (ctrl | Modifiers::SHIFT, Key::N, Some("Ctrl+Shift+N")),
            (Modifiers::SHIFT, Key::Questionmark, Some("Questionmark")),
            (ctrl | Modifiers::SHIFT, Key::Plus, Some("Ctrl+Plus")),
            (Modifiers::SHIFT, Key::F3, Some("Shift+F3")),
            (ctrl, Key::ControlLeft, None),
            (Modifiers::SHIFT, Key::ShiftRight, None),
            (Modifiers::NONE, Key::CapsLock, None),
        ] {
            assert_eq!(pressed(modifiers, key).as_deref(), expected, "{modifiers:?} {key:?}");
        }
    }
}
