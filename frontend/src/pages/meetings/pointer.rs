//! The pointer: a row is dragged by its grip, up and down to its place, to the side to its level.

use super::editor::Editor;
use super::{drag, keys};
use crate::browser;
use leptos::prelude::*;
use obrady_types::{AgendaItemId, MeetingDayId};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

/// Pixels from the window's edge in which a dragged row scrolls the page.
const EDGE: i32 = 80;
/// Pixels that the page scrolls in one frame for each of these near the edge.
const PIXELS_A_STEP: i32 = 6;

/// An item that follows the pointer.
#[derive(Clone, Copy)]
pub(super) struct Dragged {
    /// The item.
    pub(super) id: AgendaItemId,
    /// The pointer that holds it; another finger moves nothing.
    pointer: i32,
    /// Where the pointer took it, in pixels from the left edge of its day.
    offset: i32,
    /// The level it had then.
    level: i32,
}

/// Where the pointer is.
#[derive(Clone, Copy)]
struct Under {
    day: MeetingDayId,
    /// Left edge of the day.
    left: i32,
    /// The row, if there is one.
    row: Option<AgendaItemId>,
    /// In the row's lower half; without a row, below the day's heading.
    below: bool,
}

/// The pointer's place in the window, and whether the page scrolls by itself.
#[derive(Clone, Copy)]
struct Course {
    at: StoredValue<(i32, i32)>,
    scrolling: StoredValue<bool>,
}

/// Takes an item by its grip.
pub(super) fn grab(editor: Editor, id: AgendaItemId, event: &PointerEvent) {
    if event.button() != 0 || editor.dragged.get_untracked().is_some() {
        return;
    }
    let Some(left) = browser::element(&format!("item-{id}")).and_then(|row| day_of(&row)).map(|(_, left, _)| left)
    else {
        return;
    };
    // The days stay where they are while rows change places, so they keep the pointer.
    if let Some(days) = days() {
        let _ = days.set_pointer_capture(event.pointer_id());
    }
    let level = editor.shown.with_untracked(|shown| shown.tree.depth(id)).and_then(|level| level.try_into().ok());
    let level: i32 = level.unwrap_or(1);
    let (pointer, offset) = (event.pointer_id(), event.client_x() - left);
    editor.dragged.set(Some(Dragged { id, pointer, offset, level }));
}

/// Lets go of the dragged item, if there is one: it goes back where it was.
pub(super) fn cancel(editor: Editor) -> bool {
    let Some(dragged) = editor.dragged.try_get_untracked().flatten() else { return false };
    editor.dragged.set(None);
    keys::put_back(editor);
    browser::focus_later(format!("grip-{}", dragged.id));
    true
}

/// Follows the pointer while an item is dragged: the item goes along, and stays where it is let go.
pub(super) fn follow(editor: Editor) {
    let course = Course { at: StoredValue::new((0, 0)), scrolling: StoredValue::new(false) };
    let pressed = window_event_listener(leptos::ev::pointerdown, move |_| keys::put_down_lifted(editor));
    let moving = window_event_listener(leptos::ev::pointermove, move |event| {
        let Some(dragged) = held_by(editor, &event) else { return };
        event.prevent_default();
        course.at.set_value((event.client_x(), event.client_y()));
        land(editor, dragged, course);
        if !course.scrolling.get_value() {
            scroll(editor, course);
        }
    });
    let dropped = window_event_listener(leptos::ev::pointerup, move |event| {
        if let Some(dragged) = held_by(editor, &event) {
            editor.dragged.set(None);
            keys::put_down(editor, dragged.id);
            browser::focus_later(format!("grip-{}", dragged.id));
        }
    });
    let cancelled = window_event_listener(leptos::ev::pointercancel, move |event| {
        if held_by(editor, &event).is_some() {
            cancel(editor);
        }
    });
    on_cleanup(move || {
        pressed.remove();
        moving.remove();
        dropped.remove();
        cancelled.remove();
    });
}

fn held_by(editor: Editor, event: &PointerEvent) -> Option<Dragged> {
    editor.dragged.get_untracked().filter(|dragged| dragged.pointer == event.pointer_id())
}

/// Shows the dragged item where the pointer is, and says where that is when it is somewhere new.
fn land(editor: Editor, dragged: Dragged, course: Course) {
    let (x, y) = course.at.get_value();
    let Some(under) = under(x, y) else { return };
    let levels = (x - under.left - dragged.offset) / drag::LEVEL_STEP;
    let wanted = usize::try_from((dragged.level + levels).max(1)).unwrap_or(1);
    let place = editor.shown.with_untracked(|shown| {
        let tree = &shown.tree;
        let place = match under.row {
            Some(over) => drag::landing(tree, dragged.id, over, under.below, wanted),
            None => drag::landing_in_day(tree, dragged.id, under.day, under.below, wanted),
        };
        place.filter(|place| tree.place_of(dragged.id) != Some(*place))
    });
    if place.is_some() && keys::carry(editor, dragged.id, place) {
        editor.announce_place(dragged.id);
    }
}

/// Scrolls the page as long as something is dragged near an edge of the window.
fn scroll(editor: Editor, course: Course) {
    let dragged = editor.dragged.try_get_untracked().flatten();
    let by = course.at.try_get_value().map_or(0, |(_, y)| pull(y));
    let Some(dragged) = dragged.filter(|_| by != 0) else {
        course.scrolling.try_set_value(false);
        return;
    };
    course.scrolling.set_value(true);
    window().scroll_by_with_x_and_y(0.0, f64::from(by));
    land(editor, dragged, course);
    request_animation_frame(move || scroll(editor, course));
}

/// Pixels to scroll in one frame: the nearer to the edge, the more.
fn pull(y: i32) -> i32 {
    let height = window_height();
    let (above, below) = ((EDGE - y).clamp(0, EDGE), (y - (height - EDGE)).clamp(0, EDGE));
    (below - above) / PIXELS_A_STEP
}

fn window_height() -> i32 {
    document().document_element().map_or(0, |root| root.client_height())
}

fn days() -> Option<Element> {
    document().query_selector(".agenda-days").ok()?
}

/// The day in which an element stands: its id, its left edge, and where its rows begin.
fn day_of(element: &Element) -> Option<(MeetingDayId, i32, i32)> {
    let section = element.closest("[data-day]").ok()??;
    let id = section.get_attribute("data-day")?.parse().ok()?;
    let rows = section.query_selector(".agenda-rows").ok()??;
    Some((id, pixels(section.get_bounding_client_rect().left()), pixels(rows.get_bounding_client_rect().top())))
}

/// What is under the pointer; beside the days counts as on them.
fn under(x: i32, y: i32) -> Option<Under> {
    let place = days()?.get_bounding_client_rect();
    let inside = f64::from(x).clamp(place.left() + 2.0, (place.right() - 2.0).max(place.left() + 2.0));
    #[expect(clippy::cast_possible_truncation, reason = "pixels fit")]
    let found = document().element_from_point(inside as f32, f64::from(y) as f32)?;
    let (day, left, top) = day_of(&found)?;
    let row = found.closest("[data-item]").ok().flatten().and_then(|row| row.dyn_into::<HtmlElement>().ok());
    let Some(row) = row else { return Some(Under { day, left, row: None, below: y > top }) };
    let id = row.get_attribute("data-item")?.parse().ok()?;
    let place = row.get_bounding_client_rect();
    let below = f64::from(y) > place.top() + place.height() / 2.0;
    Some(Under { day, left, row: Some(id), below })
}

#[expect(clippy::cast_possible_truncation, reason = "pixels fit")]
fn pixels(value: f64) -> i32 {
    value.round() as i32
}
