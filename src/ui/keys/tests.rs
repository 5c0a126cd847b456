use super::text::{parse, print};
use super::*;
use proptest::prelude::*;

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
        ("Ctrl+Shift+Plus", Some(Action::TextLarger)),
        ("Shift+Questionmark", Some(Action::AllKeys)),
        ("Shift+Alt+Questionmark", Some(Action::AllKeys)),
        ("Alt+Comma", None),
        ("Shift+D", None),
        ("Alt+D", None),
        ("Shift+P", None),
        ("Alt+F", None),
        ("Alt+Shift+N", None),
        ("Alt+1", None),
        ("Shift+1", None),
        ("Alt+Space", None),
        ("Ctrl+Shift+F", None),
        ("Alt+Down", None),
        ("Shift+F5", None),
        ("Shift+Space", Some(Action::PageUp)),
        ("Alt+Left", Some(Action::Back)),
        ("Ctrl+Shift+Z", Some(Action::Redo)),
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
        ("Ctrl+V", false, true, true),
        ("Ctrl+Shift+V", false, true, true),
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

#[test]
fn a_key_is_taken_from_whoever_has_it_and_given_back() {
    let key = |text| parse(text).unwrap();
    let taken = Keys::new(&Keys::new(&KeyChoices::new()).with(Action::Cover, 0, key("Ctrl+G")));
    assert_eq!((of(&taken, Action::Cover), of(&taken, Action::GoTo)), (vec!["Ctrl+G".into()], vec![]));
    assert!(taken.is_changed(Action::Cover) && taken.is_changed(Action::GoTo) && !taken.is_changed(Action::Focus));
    let passed_on = Keys::new(&taken.with(Action::Focus, 1, key("Ctrl+G")));
    assert_eq!(of(&passed_on, Action::Focus), ["F", "Ctrl+G"]);
    assert!(of(&passed_on, Action::Cover).is_empty());
    let back = Keys::new(&passed_on.put_back(Action::GoTo));
    assert_eq!((of(&back, Action::GoTo), of(&back, Action::Focus)), (vec!["Ctrl+G".into()], vec!["F".into()]));
    assert!(!back.is_changed(Action::GoTo));
    let without = Keys::new(&back.without(Action::NextPair, 0));
    assert_eq!(of(&without, Action::NextPair), ["J"]);
    assert!(Keys::new(&without.put_back(Action::NextPair)).choices.keys().eq(["Cover"]));
}

#[test]
fn what_is_not_known_outlives_every_change() {
    let keys = Keys::new(&choices(&[("Fly", &["G"]), ("Cover", &["Hyper+Q"]), ("Focus", &["X"])]));
    let fly = ("Fly".to_owned(), vec!["G".to_owned()]);
    assert_eq!(keys.put_all_back(), [fly].into());
    assert_eq!(keys.put_back(Action::Focus), choices(&[("Fly", &["G"]), ("Cover", &["Hyper+Q"])]));
}

proptest! {
    #[test]
    fn however_keys_are_changed_each_means_one_thing_and_what_is_put_back_is_as_by_default(
        steps in prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize, 0..40_usize, 0..4_u8), 1..30),
    ) {
        const TEXTS: [&str; 8] = ["G", "Ctrl+G", "J", "Down", "Shift+N", "N", "F1", "Alt+Left"];
        let mut keys = Keys::new(&KeyChoices::new());
        for (action, at, key, what) in steps {
            let action = *action.get(Action::ALL);
            if action.is_fixed() {
                continue;
            }
            let key = parse(TEXTS[key % TEXTS.len()]).unwrap();
            keys = Keys::new(&match what {
                0 | 1 if keys.holder(key) != Some(action) => keys.with(action, at, key),
                2 => keys.without(action, at),
                _ => keys.put_back(action),
            });
            prop_assert!(what != 3 || !keys.is_changed(action));
            for (at, (key, _)) in keys.bound.iter().enumerate() {
                prop_assert!(keys.bound[at + 1..].iter().all(|(other, _)| other != key));
            }
        }
        let keys = Keys::new(&keys.put_all_back());
        prop_assert!(Action::ALL.iter().all(|action| !keys.is_changed(*action)));
    }
}
