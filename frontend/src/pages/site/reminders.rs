//! What whoever runs the site has to do soon: on the start page of administrators.

use crate::api::{fetch, load};
use crate::components::feedback::{Tone, note};
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::portal::{Reminder, ReminderKind};

/// The notes; nothing where nothing is due.
pub fn notes() -> AnyView {
    let due = load(|| fetch(|client| async move { client.get_reminders().await.map(|found| found.reminders) }));
    (move || due.ready().unwrap_or_default().into_iter().map(reminder).collect::<Vec<_>>()).into_any()
}

fn reminder(one: Reminder) -> AnyView {
    let (day, overdue) = (one.due_on, one.overdue);
    let words = match one.kind {
        ReminderKind::AccessibilityReview => text(move || {
            let date = dates::plain_day(day);
            if overdue { tr!(site.review_overdue, date = date) } else { tr!(site.review_due, date = date) }
        }),
    };
    let tone = if overdue { Tone::Danger } else { Tone::Attention };
    note(tone, view! { <p>{words} " " <a href="/accessibility">{tx!(site.review_see)}</a></p> }.into_any())
}
