//! What whoever runs the site has to do soon (DOM-19).

use crate::ctx::Call;
use crate::error::Result;
use crate::policy::{Action, Scope, require};
use chrono::{Datelike, Days, NaiveDate};
use obrady_types::ErrorCode;
use obrady_types::portal::{Reminder, ReminderKind, Reminders};

/// How many days before it is due something is told.
const BEFORE: u64 = 30;

/// Says what is due, for administrators: `reviewed_on` is the day of the accessibility statement's last review.
///
/// # Errors
/// `unauthenticated`, `forbidden`.
pub async fn get_reminders(call: &Call, reviewed_on: NaiveDate) -> Result<Reminders> {
    let reader = call.read().await?;
    reader.actor.refuse_anonymous()?;
    let region = reader.actor.region_id.ok_or(ErrorCode::Forbidden)?;
    require(&reader.actor, Action::ManageAccounts, &Scope::region(region))?;
    let today = reader.ctx.date_of(reader.now);
    Ok(Reminders { reminders: review(reviewed_on, today).into_iter().collect() })
}

/// The statement is reviewed by 31 March of the year after its last review.
fn review(reviewed_on: NaiveDate, today: NaiveDate) -> Option<Reminder> {
    let due_on = NaiveDate::from_ymd_opt(reviewed_on.year() + 1, 3, 31)?;
    let from = due_on.checked_sub_days(Days::new(BEFORE))?;
    let reminder = Reminder { kind: ReminderKind::AccessibilityReview, due_on, overdue: today > due_on };
    (today >= from).then_some(reminder)
}

#[cfg(test)]
mod tests {
    use super::review;
    use chrono::NaiveDate;

    #[test]
    fn the_review_is_told_thirty_days_before_and_until_it_is_done() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (reviewed, today, told) in [
            ("2026-11-24", "2027-02-28", None),
            ("2026-11-24", "2027-03-01", Some(false)),
            ("2026-11-24", "2027-03-31", Some(false)),
            ("2026-11-24", "2027-04-01", Some(true)),
            ("2027-03-15", "2027-04-01", None),
            ("2027-03-15", "2028-03-01", Some(false)),
        ] {
            let found = review(day(reviewed), day(today));
            assert_eq!(found.map(|one| one.overdue), told, "{reviewed} {today}");
        }
    }
}
