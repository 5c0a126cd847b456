//! The menu bar by keys: Down opens the menu whose name has the keyboard and goes to its first entry, Left and Right go from an open one to its neighbours. What is inside
//! a menu is walked by the toolkit.

use eframe::egui::containers::menu::{MenuState, SubMenu};
use eframe::egui::{Context, FocusDirection, Id, Key, Memory, Modifiers, Popup, Response};

/// How many menus the bar has.
const MENUS: usize = 6;

/// A menu of the bar.
#[derive(Clone, Copy)]
struct Menu {
    button: Id,
    popup: Id,
}

/// Keeps the names in the bar, from left to right, for the keys of the next frame.
pub fn remember(ctx: &Context, names: [Response; MENUS]) {
    let menus = names.map(|name| Menu { button: name.id, popup: Popup::default_response_id(&name) });
    ctx.data_mut(|data| data.insert_temp(menus_id(), menus));
}

/// Gives the keyboard to the first menu of the bar.
pub fn focus_bar(ctx: &Context) {
    if let Some([first, ..]) = menus(ctx) {
        ctx.memory_mut(|memory| memory.request_focus(first.button));
    }
}

/// Opens the menu that a key asks for; to be called before the bar is drawn.
pub fn take_keys(ctx: &Context) {
    let Some(menus) = menus(ctx) else { return };
    let focused = ctx.memory(Memory::focused);
    // Once its entries are there, which are measured first.
    let is_ready = |menu: &Menu| ctx.read_response(menu.popup).is_some() && Popup::is_id_open(ctx, menu.popup);
    if let Some(menu) = ctx.data(|data| data.get_temp::<Menu>(entered_id())).filter(is_ready) {
        ctx.data_mut(|data| data.remove::<Menu>(entered_id()));
        if focused == Some(menu.button) {
            ctx.memory_mut(|memory| memory.move_focus(FocusDirection::Down));
        }
        return;
    }
    let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let open = menus.iter().position(|menu| Popup::is_id_open(ctx, menu.popup));
    let wanted = match open {
        None => menus.iter().position(|menu| Some(menu.button) == focused).filter(|_| pressed(Key::ArrowDown)),
        Some(open) if !is_inside(ctx, menus[open], focused) => None,
        Some(open) if pressed(Key::ArrowLeft) => Some((open + MENUS - 1) % MENUS),
        Some(open) if !is_submenu(ctx, menus[open], focused) && pressed(Key::ArrowRight) => Some((open + 1) % MENUS),
        Some(_) => None,
    };
    if let Some(wanted) = wanted {
        ctx.memory_mut(|memory| {
            // Not to what lies in that direction, besides.
            memory.move_focus(FocusDirection::None);
            memory.request_focus(menus[wanted].button);
        });
        Popup::open_id(ctx, menus[wanted].popup);
        ctx.data_mut(|data| {
            if open.is_none() {
                data.insert_temp(entered_id(), menus[wanted]);
            } else {
                data.remove::<Menu>(entered_id());
            }
        });
    }
}

/// True if the keyboard is at a menu itself, not in one that it has opened beside it.
fn is_inside(ctx: &Context, menu: Menu, focused: Option<Id>) -> bool {
    let is_entry = |id| ctx.read_response(id).is_some_and(|entry| entry.layer_id.id == menu.popup);
    focused.is_none_or(|id| id == menu.button || is_entry(id))
}

/// True if the entry with the keyboard has opened another menu, which Right leads into.
fn is_submenu(ctx: &Context, menu: Menu, focused: Option<Id>) -> bool {
    let open = MenuState::from_id(ctx, menu.popup, |state| state.open_item);
    open.is_some() && open == focused.map(SubMenu::id_from_widget_id)
}

fn menus(ctx: &Context) -> Option<[Menu; MENUS]> {
    ctx.data(|data| data.get_temp(menus_id()))
}

/// The menu whose first entry is given the keyboard.
fn entered_id() -> Id {
    Id::unique("menu that is entered")
}

fn menus_id() -> Id {
    Id::unique("menus of the bar")
}
