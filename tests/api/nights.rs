//! Work of the night: once over all servers, also when one of them dies (REL-24); what is deleted, and what is not
//! (DOM-25, DOM-29); the register of processing activities (DOM-26).

use crate::smtp::another;
use crate::training::world::{edition, in_days, input, register};
use chrono::{Duration, NaiveTime};
use futures_util::FutureExt;
use obrady_domain::retention::{self, Periods};
use obrady_domain::{Call, Ctx, nightly, trainings};
use obrady_server::metrics::Metrics;
use obrady_server::nightly::{Nightly, NightlyTask, Work, tasks};
use obrady_server::{Config, processing_register, retention_report};
use obrady_tests::{App, Who, start, start_of_test};
use obrady_types::PageQuery;
use obrady_types::scheduled_runs::ScheduledRunState;
use obrady_types::trainings::{RegistrationCreate, TrainingEditionCreate};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn at() -> NaiveTime {
    NaiveTime::from_hms_opt(2, 30, 0).expect("a time")
}

/// A server's nights with one task that counts how often it ran.
fn counting(ctx: &Arc<Ctx>, ran: &Arc<AtomicUsize>) -> Nightly {
    let ran = Arc::clone(ran);
    let work: Work = Box::new(move |_| {
        ran.fetch_add(1, Ordering::Relaxed);
        async { Ok(nightly::Counts::from([("things".to_owned(), 3)])) }.boxed()
    });
    Nightly::new(Arc::clone(ctx), at(), vec![NightlyTask { name: "counting", work }], Metrics::default())
}

#[tokio::test]
async fn a_task_runs_once_a_night_over_all_servers_and_is_made_good() {
    let app = start().await;
    let ran = Arc::new(AtomicUsize::new(0));
    let (one, two) = (counting(&app.ctx, &ran), counting(&another(&app).await, &ran));
    // Started at ten in the morning: what was due at half past two is made good, once.
    let (first, second) = tokio::join!(one.run_due(), two.run_due());
    assert_eq!(first.expect("it works") + second.expect("it works"), 1);
    assert_eq!(two.run_due().await.expect("it works"), 0);
    // A minute before the next night, and at it.
    let night = start_of_test() + Duration::hours(16) + Duration::minutes(30);
    for (now, times) in [(night - Duration::minutes(1), 1), (night, 2), (night + Duration::hours(23), 2)] {
        app.clock.set(now);
        for server in [&one, &two, &one] {
            server.run_due().await.expect("it works");
        }
        assert_eq!(ran.load(Ordering::Relaxed), times, "{now}");
    }
    // Nobody was there for a week: one run for the latest night.
    app.clock.set(night + Duration::days(7));
    two.run_due().await.expect("it works");
    assert_eq!(ran.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_dead_servers_run_is_taken_over_and_administrators_see_it() {
    let app = start().await;
    let ran = Arc::new(AtomicUsize::new(0));
    let night = nightly::latest_due(start_of_test(), at(), app.ctx.time_zone);
    let dead = app.ctx.new_id();
    assert!(nightly::claim(&app.system(), dead, "counting", night).await.expect("it works").is_some());
    let other = counting(&another(&app).await, &ran);
    assert_eq!(other.run_due().await.expect("it works"), 0, "it is leased");
    let admin = app.client(Who::Admin).await;
    let listed = async || admin.list_scheduled_runs(None, &PageQuery::default()).await.expect("the runs").items;
    assert_eq!(listed().await[0].state, ScheduledRunState::Running);
    app.clock.set(start_of_test() + Duration::seconds(60));
    assert_eq!(other.run_due().await.expect("it works"), 1);
    let run = listed().await.remove(0);
    assert_eq!((run.state, run.attempts, run.night), (ScheduledRunState::Done, 2, night));
    assert_eq!((run.counts[0].name.as_str(), run.counts[0].count), ("things", 3));
    // The dead one comes back to life and may not end what is not its own any more.
    nightly::end(&app.system(), dead, run.id.into(), Err("late".into())).await.expect("it works");
    assert_eq!(listed().await[0].state, ScheduledRunState::Done);
    let plan = admin.get_nightly_plan().await.expect("the plan");
    assert_eq!((plan.at, plan.time_zone.as_str(), plan.tasks), (at(), "Europe/Warsaw", vec!["retention".to_owned()]));
    assert_eq!(plan.next_at, start_of_test() + Duration::hours(16) + Duration::minutes(30));
    // One that fails says why.
    let work: Work = Box::new(|_| async { anyhow::bail!("the disk\nis full") }.boxed());
    let failing = vec![NightlyTask { name: "failing", work }];
    let failing = Nightly::new(Arc::clone(&app.ctx), at(), failing, Metrics::default());
    assert_eq!(failing.run_due().await.expect("it works"), 1);
    let failed = admin.list_scheduled_runs(Some("failing"), &PageQuery::default()).await.expect("the runs").items;
    assert_eq!((failed[0].state, failed[0].error.as_deref()), (ScheduledRunState::Failed, Some("the disk is full")));
}

async fn counts(app: &App, tables: &[&str]) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in tables {
        counts.push(app.number(&format!("SELECT count(*) FROM {table}")).await);
    }
    counts
}

const NEEDS: &str = "registration WHERE diet_needs IS NOT NULL AND accessibility_needs IS NOT NULL";

#[tokio::test]
async fn exactly_what_is_due_goes() {
    let app = start().await;
    let periods = Periods::default();
    let later = TrainingEditionCreate { days: vec![crate::training::world::day(in_days(16))], ..input(5) };
    for edition in [edition(&app, input(5)).await, edition(&app, later).await] {
        let input = RegistrationCreate {
            person_id: Some(app.world.member),
            institution_id: None,
            clause_number: 1,
            accessibility_needs: Some("pętla indukcyjna".into()),
            diet_needs: Some("bez glutenu".into()),
        };
        trainings::create_registration(&app.system(), edition.id, input).await.expect("a registration");
    }
    let other = edition(&app, input(5)).await;
    register(&app, other.id, app.world.member, None).await;
    app.client(Who::Member).await;
    let kept = ["audit_event", "registration", "registration_decision", "person", "account", "meeting"];
    let before = counts(&app, &kept).await;
    // The first training ended on the fifteenth day: thirty days later its needs are still kept.
    app.clock.set(start_of_test() + Duration::days(45));
    let told = retention::forecast(&app.system(), &periods).await.expect("a forecast");
    assert!(told.iter().all(|one| one.rows == 0), "{}", retention_report(&told));
    assert!(retention::apply(&app.system(), &periods).await.expect("applied").values().all(|count| *count == 0));
    assert_eq!(counts(&app, &kept).await, before, "nothing due, nothing recorded");
    app.clock.set(start_of_test() + Duration::days(46));
    let told = retention::forecast(&app.system(), &periods).await.expect("a forecast");
    let needs = told.iter().find(|one| one.category.name == "registration_needs").expect("the category");
    assert_eq!((needs.rows, needs.oldest.map(|at| app.ctx.date_of(at))), (1, Some(in_days(15))));
    assert_eq!(counts(&app, &[NEEDS]).await, [2], "a forecast changes nothing");
    let gone = retention::apply(&app.system(), &periods).await.expect("applied");
    assert_eq!(gone["registration_needs"], 1);
    assert_eq!(counts(&app, &[NEEDS]).await, [1], "the later training's stay");
    let recorded = app.number("SELECT count(*) FROM audit_event WHERE action = 'registration.needs_deleted'").await;
    assert_eq!(recorded, 1);
    assert_eq!(app.number("SELECT count(*) FROM audit_event WHERE action = 'retention.applied'").await, 1);
    // Three months after: sign-ins; the audit stays.
    let audit = app.number("SELECT count(*) FROM audit_event").await;
    app.clock.set(start_of_test() + Duration::days(91));
    let gone = retention::apply(&app.system(), &periods).await.expect("applied");
    assert!(gone["sign_ins"] > 0, "{gone:?}");
    assert_eq!(counts(&app, &["sign_in", "refresh_token"]).await, [0, 0]);
    let audit_now = app.number("SELECT count(*) FROM audit_event").await;
    assert_eq!(audit_now, audit + 2, "the second deletion of needs and the run");
    assert_eq!(counts(&app, &kept[1..]).await, before[1..]);
    let again = retention::apply(&app.system(), &periods).await.expect("applied");
    assert!(again.values().all(|count| *count == 0), "{again:?}");
}

#[tokio::test]
async fn the_night_deletes_by_the_installations_periods() {
    let app = start().await;
    let keys = [("OBRADY_RETENTION_SIGN_INS_DAYS".to_owned(), "8".to_owned())];
    let config = Config::load(None, keys.into_iter()).expect("the configuration is good");
    app.client(Who::Member).await;
    let nights = Nightly::new(Arc::clone(&app.ctx), at(), tasks(&config), Metrics::default());
    app.clock.set(start_of_test() + Duration::days(9));
    assert_eq!(nights.run_due().await.expect("it works"), 1);
    let run = nightly::latest(&Call::system(Arc::clone(&app.ctx)), "retention").await.expect("it works");
    let counts = run.expect("a run").counts;
    assert!(counts.iter().any(|count| count.name == "sign_ins" && count.count > 0), "{counts:?}");
}

#[test]
fn the_register_of_processing_activities() {
    let config = Config::load(None, std::iter::empty()).expect("the configuration is good");
    insta::assert_snapshot!("processing_register", processing_register(&config, false).expect("the register"));
    let json: serde_json::Value =
        serde_json::from_str(&processing_register(&config, true).expect("the register")).expect("json");
    assert_eq!(json["activities"].as_array().map(Vec::len), Some(retention::CATEGORIES.len()));
}
