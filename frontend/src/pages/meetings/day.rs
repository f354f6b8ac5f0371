//! One day of the editor: its times, its rows, and the line that adds to it.

use super::editor::{DaySum, Editor};
use super::{adding, row};
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_rules::durations;
use obrady_types::meetings::MeetingDay;

/// A day with its rows.
pub(super) fn day(editor: Editor, index: usize, day: MeetingDay, several: bool) -> AnyView {
    let (id, date, starts_at, ends_at) = (day.id, day.date, day.starts_at, day.ends_at);
    let sum = Memo::new(move |_| editor.sum(id));
    let heading = text(move || {
        let words = dates::day_and_time(date, starts_at);
        let end = dates::clock(ends_at);
        if several {
            tr!(agenda.day_heading, day = index + 1, date = words, end = end)
        } else {
            format!("{words}–{end}")
        }
    });
    let is_empty = Memo::new(move |_| editor.day_items(id).is_empty());
    let invite =
        move || is_empty.get().then(|| view! { <p class="agenda-empty">{tx!(agenda.day_empty)}</p> }.into_any());
    let heading_id = format!("day-{}", index + 1);
    let labelled = heading_id.clone();
    view! {
        <section class="agenda-day" aria-labelledby=labelled data-day=id.to_string()>
            <h3 id=heading_id>{heading}</h3>
            <p class="agenda-sum" class:over=move || sum.get().over_by != 0>{move || sum_words(&sum.get())}</p>
            <ol class="agenda-rows">
                <For each=move || editor.day_items(id) key=|id| *id children=move |id| row::row(editor, id) />
            </ol>
            {invite}
            {adding::last_line(editor, index, id)}
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
