//! Who came: from the day on, by who leads or manages.

use super::world::{adviser, edition, input, register, starts_at, trainer};
use chrono::Duration;
use obrady_tests::{Who, start};
use obrady_types::ErrorCode;
use obrady_types::trainings::{
    AttendanceMark, AttendanceRecord, RegistrationState, TrainingAttendanceStatus, TrainingEditionCreate,
};

#[tokio::test]
async fn attendance_is_marked_per_day_from_that_day_on() {
    let app = start().await;
    let adviser = adviser(&app, app.world.heads[0]).await;
    let open = edition(&app, TrainingEditionCreate { trainers: vec![trainer(adviser)], ..input(2) }).await;
    let came = register(&app, open.id, app.world.member, None).await;
    let missed = register(&app, open.id, app.world.heads[1], None).await;
    let waits = register(&app, open.id, app.world.heads[2], None).await;
    let trainer = app.client(Who::Chair).await;
    let mark = |registration: &obrady_types::trainings::Registration, day: usize, status| AttendanceMark {
        registration_id: registration.id,
        day_id: open.days[day].id,
        status,
    };
    use TrainingAttendanceStatus::{Absent, LeftEarly, Present};
    let record = |marks: Vec<AttendanceMark>| AttendanceRecord { marks };
    let early = trainer.record_training_attendance(open.id, &record(vec![mark(&came, 0, Present)])).await;
    assert_eq!(early.expect_err("too early").code(), Some(ErrorCode::DayNotBegun));
    app.clock.set(starts_at() + Duration::hours(1));
    let trainer = app.client(Who::Chair).await;
    let both = record(vec![mark(&came, 0, Present), mark(&came, 1, Present)]);
    let tomorrow = trainer.record_training_attendance(open.id, &both).await;
    assert_eq!(tomorrow.expect_err("the second day").code(), Some(ErrorCode::DayNotBegun));
    let nobody = trainer.record_training_attendance(open.id, &record(vec![mark(&waits, 0, Present)])).await;
    assert_eq!(nobody.expect_err("no place").code(), Some(ErrorCode::ValidationFailed));
    let marks = vec![mark(&came, 0, Absent), mark(&missed, 0, Absent)];
    trainer.record_training_attendance(open.id, &record(marks)).await.expect("recorded");
    let sheet = trainer.record_training_attendance(open.id, &record(vec![mark(&came, 0, LeftEarly)])).await;
    assert_eq!(sheet.expect("corrected").marks.len(), 2, "a mark replaces the earlier one");
    app.clock.set(open.ends_at);
    let admin = app.client(Who::Admin).await;
    let state = async |id| admin.get_registration(id).await.expect("it is there").state;
    assert_eq!(state(came.id).await, RegistrationState::Attended);
    assert_eq!(state(missed.id).await, RegistrationState::NoShow);
    assert_eq!(state(waits.id).await, RegistrationState::Expired);
    // The trainer sees who comes, and nobody who waits.
    let trainer = app.client(Who::Chair).await;
    let filter = obrady_client::RegistrationFilter { edition_id: Some(open.id), ..Default::default() };
    assert_eq!(trainer.list_registrations(&filter).await.expect("a list").items.len(), 2);
    let member = app.client(Who::Member).await;
    assert_eq!(
        member.get_training_attendance(open.id).await.expect_err("not theirs").code(),
        Some(ErrorCode::Forbidden)
    );
}
