//! What clicks on the page mean.

use super::*;

/// What clicks all over the page ask for: once, twice, thrice, with Shift, and for the menu; and whether that was asked for in the end.
fn clicked_all_over(world: &mut World) -> Vec<String> {
    let page = world.page();
    let at = |n: f32| pos2(page.left() + n * 37.0 % page.width(), page.top() + n * 13.0 % page.height());
    let mut asked = Vec::new();
    for n in 0..160_u16 {
        let pos = at(f32::from(n));
        let (times, modifiers, which) = match n % 5 {
            kind @ 0..=2 => (kind + 1, Modifiers::NONE, PointerButton::Primary),
            3 => (1, Modifiers::SHIFT, PointerButton::Primary),
            _ => (1, Modifiers::NONE, PointerButton::Secondary),
        };
        let pressed = |pressed| Event::PointerButton { pos, button: which, pressed, modifiers };
        world.draw(vec![Event::ModifiersChanged(modifiers), Event::PointerMoved(pos)]);
        for time in 0..times {
            // Of two clicks the second is soon after.
            world.time_secs -= if time > 0 { 0.9 } else { 0.0 };
            let commands = world.draw(vec![pressed(true), pressed(false)]);
            let looked_up = world.view.words.clicked.take();
            let menu = std::mem::take(&mut world.view.menu_wanted);
            let commands = commands.iter().filter(|command| !matches!(command, Command::SetPlace(_)));
            asked.push(format!("{n} {:?} {looked_up:?} {menu}", commands.collect::<Vec<_>>()));
        }
    }
    asked
}

#[test]
fn clicks_mean_the_same_with_and_without_a_screen_reader() {
    let mut asked = Vec::new();
    for has_screen_reader in [false, true] {
        let mut world = World::new(&mut Chance(SEED));
        if has_screen_reader {
            world.ctx.enable_accesskit();
        }
        world.frame(vec![]);
        asked.push(clicked_all_over(&mut world));
    }
    assert_eq!(asked[0], asked[1]);
    let count = |what: &str| asked[0].iter().filter(|asked| asked.contains(what)).count();
    let counts =
        ["Select(Some", "Select(None", "SelectText", "lang: En", "lang: Zh", "true", "Some((En", "Some((Zh"].map(count);
    assert!(counts.iter().all(|count| *count > 5), "{counts:?} {:#?}", asked[0]);
}

#[test]
fn a_click_that_is_no_words_first_forgets_the_word_before() {
    let mut world = World::new(&mut Chance(SEED));
    world.frame(vec![]);
    let page = world.page();
    let on = (0..40_u16).map(|n| page.min + vec2(f32::from(n) * 20.0, 60.0)).find(|pos| {
        world.draw(vec![Event::PointerMoved(*pos)]);
        let mut asked = world.draw(vec![button(*pos, true), button(*pos, false)]);
        asked.retain(|command| matches!(command, Command::Select(Some(_))));
        let is_on = !asked.is_empty();
        for command in asked {
            world.apply(command);
        }
        is_on
    });
    assert!(on.is_some() && world.view.words.clicked_once.is_some());
    // With Shift a click means where a selection ends, and is no word's first.
    let shift = |pressed| Event::PointerButton {
        pos: on.unwrap(),
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::SHIFT,
    };
    world.draw(vec![Event::ModifiersChanged(Modifiers::SHIFT)]);
    world.draw(vec![shift(true), shift(false)]);
    assert!(world.view.words.clicked_once.is_none());
}
