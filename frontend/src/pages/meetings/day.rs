//! One day of the editor: its times, its rows, and the line that adds to it.

use super::editor::{DaySum, Editor};
use super::{adding, row};
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_rules::durations;
use obrady_types::MeetingDayId;

/// A day with its rows.
pub(super) fn day(editor: Editor, id: MeetingDayId) -> AnyView {
    let index = move || editor.days.with(|days| days.iter().position(|day| day.id == id)).unwrap_or_default();
    let sum = Memo::new(move |_| editor.sum(id));
    let heading = text(move || {
        let Some(day) = editor.days.with(|days| days.iter().find(|day| day.id == id).cloned()) else {
            return String::new();
        };
        let words = dates::day_and_time(day.date, day.starts_at);
        let end = dates::clock(day.ends_at);
        if editor.days.with(Vec::len) > 1 {
            tr!(agenda.day_heading, day = index() + 1, date = words, end = end)
        } else {
            format!("{words}–{end}")
        }
    });
    let is_empty = Memo::new(move |_| editor.day_items(id).is_empty());
    let invite =
        move || is_empty.get().then(|| view! { <p class="agenda-empty">{tx!(agenda.day_empty)}</p> }.into_any());
    let heading_id = move || format!("day-{}", index() + 1);
    view! {
        <section class="agenda-day" aria-labelledby=heading_id data-day=id.to_string()>
            <h3 id=heading_id>{heading}</h3>
            <p class="agenda-sum" class:over=move || sum.get().over_by != 0>{move || sum_words(&sum.get())}</p>
            <ol class="agenda-rows">
                <For each=move || editor.day_items(id) key=|id| *id children=move |id| row::row(editor, id) />
            </ol>
            {invite}
            {adding::last_line(editor, Signal::derive(index), id)}
        </section>
    }
    .into_any()
}

/// What is planned, when it ends, and how that fits the time that there is.
fn sum_words(sum: &DaySum) -> String {
    let (planned, available) = (durations::format(sum.planned), durations::format(sum.available));
    let end = dates::clock(sum.end);
    if sum.over_by > 0 {
        let over = durations::format(sum.over_by);
        tr!(agenda.sum_over, planned = planned, available = available, end = end, over = over)
    } else {
        let spare = durations::format(sum.available.saturating_sub(sum.planned));
        tr!(agenda.sum, planned = planned, available = available, end = end, spare = spare)
    }
}
