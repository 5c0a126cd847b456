use super::text::{parse, print};
use super::*;

fn choices(chosen: &[(&str, &[&str])]) -> KeyChoices {
    let owned = |keys: &&[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    chosen.iter().map(|(action, keys)| ((*action).to_owned(), owned(keys))).collect()
}

fn of(keys: &Keys, action: Action) -> Vec<String> {
    keys.of(action).map(print).collect()
}

fn event(text: &str) -> Event {
    let KeyboardShortcut { modifiers, logical_key: key } = parse(text).unwrap();
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

#[test]
fn by_default_every_key_can_be_read_and_means_one_thing() {
    let keys = Keys::new(&KeyChoices::new());
    for action in Action::ALL {
        let texts: Vec<_> = action.default_keys().split_whitespace().collect();
        assert_eq!(of(&keys, *action), texts, "{action:?}");
        for key in defaults(*action) {
            assert_eq!(is_fixed(key) || key.logical_key == Key::Escape, action.is_fixed(), "{action:?}");
        }
    }
}

#[test]
fn what_is_chosen_goes_before_what_others_have_by_default() {
    let keys = Keys::new(&choices(&[("Cover", &["Ctrl+G", "V"]), ("NextPair", &[])]));
    assert_eq!(of(&keys, Action::Cover), ["Ctrl+G", "V"]);
    assert!(of(&keys, Action::GoTo).is_empty() && of(&keys, Action::NextPair).is_empty());
    assert_eq!(keys.holder(parse("C").unwrap()), None);
}

#[test]
fn what_nobody_can_read_is_as_if_it_were_not_there() {
    let odd = choices(&[("Cover", &["Hyper+Q", "Escape", "Tab", "", "X"]), ("Fly", &["G"]), ("CopyText", &["G"])]);
    let keys = Keys::new(&odd);
    assert_eq!(of(&keys, Action::Cover), ["X"]);
    assert_eq!(of(&keys, Action::CopyText), ["Ctrl+C"]);
    assert_eq!(keys.holder(parse("G").unwrap()), None);
    let twice = Keys::new(&choices(&[("Cover", &["X", "X"]), ("Focus", &["X", "Y"])]));
    assert_eq!((of(&twice, Action::Cover), of(&twice, Action::Focus)), (vec!["X".into()], vec!["Y".into()]));
}

#[test]
fn the_key_that_says_most_of_what_is_held_down_is_meant() {
    let keys = Keys::new(&KeyChoices::new());
    for (pressed, meant) in [
        ("N", Some(Action::WriteNote)),
        ("Shift+N", Some(Action::AnotherNote)),
        ("Ctrl+Shift+N", Some(Action::NotesPanel)),
        ("Shift+Down", Some(Action::SelectDown)),
        ("Shift+D", Some(Action::LookUp)),
        ("Ctrl+Shift+Plus", Some(Action::TextLarger)),
        ("Shift+Questionmark", Some(Action::AllKeys)),
        ("Ctrl+N", None),
        ("Escape", None),
        ("Ctrl+C", None),
    ] {
        assert_eq!(keys.meant(&event(pressed), Wanted::default()), meant, "{pressed}");
    }
}

#[test]
fn keys_are_left_to_whoever_else_has_a_use_for_them() {
    let text = Wanted { for_text: true, for_control: true, for_menu: false };
    let control = Wanted { for_control: true, ..Wanted::default() };
    let menu = Wanted { for_menu: true, ..Wanted::default() };
    for (key, in_text, on_control, in_menu) in [
        ("N", false, true, false),
        ("Shift+N", false, true, false),
        ("?", false, true, false),
        ("Space", false, false, false),
        ("Down", false, false, false),
        ("Shift+Down", false, false, false),
        ("Alt+Left", false, true, true),
        ("Home", false, true, false),
        ("Ctrl+Home", false, true, true),
        ("PageDown", false, true, false),
        ("Ctrl+Z", false, true, true),
        ("Ctrl+Shift+Z", false, true, true),
        ("Ctrl+Y", false, true, true),
        ("Alt+N", false, true, true),
        ("Ctrl+Shift+V", true, true, true),
        ("Ctrl+F", true, true, true),
        ("F3", true, true, true),
        ("Shift+F3", true, true, true),
    ] {
        let key = parse(key).unwrap();
        assert_eq!(
            (text.leaves(key), control.leaves(key), menu.leaves(key)),
            (in_text, on_control, in_menu),
            "{key:?}"
        );
    }
}
