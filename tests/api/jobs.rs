//! Work after the commit: at least once, under one id, by any number of servers; and the mails that it sends, over TCP to
//! a mail server that misbehaves (REL-22, SEC-18, SEC-23).

use crate::smtp::{Plan, Read, Sink, another, worker};
use crate::training::world::{edition, input, register, worker as staff};
use chrono::Duration;
use obrady_domain::trainings;
use obrady_entity::job;
use obrady_tests::{App, Who, start, start_of_test};
use obrady_types::trainings::TrainingEditionCancel;
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

const OPEN: &str = "SELECT count(*) FROM job WHERE done_at IS NULL";

async fn run(app: &App, sql: &str) {
    app.ctx.db.writer().execute_unprepared(sql).await.expect("it runs");
}

/// Forgets the jobs of the test world, and gives its member an address.
async fn prepared() -> App {
    let app = start().await;
    run(&app, "DELETE FROM job").await;
    run(&app, "UPDATE person SET email = 'anna@poczta.test' WHERE last_name = 'Łącka'").await;
    run(&app, "UPDATE account SET locale = 'pl'").await;
    app
}

async fn enqueue(app: &App, kind: &str, payload: Value) -> Uuid {
    let id = app.ctx.new_id();
    let row = job::ActiveModel {
        id: Set(id),
        kind: Set(kind.to_owned()),
        payload: Set(payload.to_string()),
        run_at: Set(app.ctx.clock.now()),
        attempts: Set(0),
        leased_until: Set(None),
        done_at: Set(None),
        last_error: Set(None),
        worker: Set(None),
        outcome: Set(None),
    };
    row.insert(app.ctx.db.writer()).await.expect("a job");
    id
}

fn revoked(app: &App) -> Value {
    json!({ "account_id": app.world.account(Who::Member), "sign_in_id": Uuid::nil() })
}

#[tokio::test]
async fn a_killed_server_loses_no_job_and_repeats_under_the_same_id() {
    let app = prepared().await;
    let sink = Sink::start().await;
    let mut jobs = BTreeSet::new();
    for _ in 0..200 {
        jobs.insert(enqueue(&app, "mail.sign_in_revoked", revoked(&app)).await);
    }
    // The first server is killed after the mail server took a letter and before it could note that.
    sink.plan(std::iter::repeat_n(Plan::Accept, 50).chain([Plan::Stall]));
    let first = worker(&app.ctx, Some(&sink.url));
    let task = tokio::spawn(async move { first.run_due().await });
    sink.stalled().await;
    task.abort();
    let _ = task.await;
    let (second, third) = (another(&app).await, another(&app).await);
    let (second, third) = (worker(&second, Some(&sink.url)), worker(&third, Some(&sink.url)));
    let (two, three) = tokio::join!(second.run_due(), third.run_due());
    assert!(two.expect("it works") + three.expect("it works") >= 140);
    let left = app.number(OPEN).await;
    assert!((1..=4).contains(&left), "{left} are still leased to the dead one");
    app.clock.set(start_of_test() + Duration::seconds(60));
    assert_eq!(second.run_due().await.expect("it works") as i64, left, "taken over within a minute");
    assert_eq!(app.number("SELECT count(*) FROM job WHERE outcome = 'done'").await, 200);
    let heard = sink.heard();
    let ids: BTreeSet<String> = heard.iter().map(|letter| letter.header("Message-ID")).collect();
    let expected: BTreeSet<String> = jobs.iter().map(|id| format!("<{id}@poczta.test>")).collect();
    assert_eq!(ids, expected);
    assert!((201..=204).contains(&heard.len()), "only what the dead one held came twice: {}", heard.len());
}

#[tokio::test]
async fn a_server_that_ends_gives_its_jobs_back() {
    let app = prepared().await;
    let sink = Sink::start().await;
    enqueue(&app, "mail.sign_in_revoked", revoked(&app)).await;
    sink.plan([Plan::Stall]);
    let first = worker(&app.ctx, Some(&sink.url));
    tokio::select! {
        _ = first.run_due() => panic!("the mail server never answers"),
        () = sink.stalled() => {}
    }
    assert_eq!(first.release().await.expect("it works"), 1);
    assert_eq!(app.number("SELECT CAST(attempts AS bigint) FROM job").await, 0, "the attempt does not count");
    let second = worker(&another(&app).await, Some(&sink.url));
    assert_eq!(second.run_due().await.expect("it works"), 1, "without waiting for the lease");
}

#[tokio::test]
async fn what_may_succeed_later_is_tried_again_and_what_cannot_is_not() {
    let app = prepared().await;
    let sink = Sink::start().await;
    let worker = worker(&app.ctx, Some(&sink.url));
    let id = enqueue(&app, "mail.sign_in_revoked", revoked(&app)).await;
    let mut now = start_of_test();
    for (attempt, plan) in [(1, Plan::Refuse(451)), (2, Plan::HangUp), (3, Plan::Refuse(421))] {
        sink.plan([plan]);
        assert_eq!(worker.run_due().await.expect("it works"), 1);
        assert_eq!(worker.run_due().await.expect("it works"), 0, "not at once");
        assert_eq!(app.number("SELECT CAST(attempts AS bigint) FROM job").await, attempt);
        let error = app.text("SELECT last_error FROM job").await;
        assert!(!error.contains("poczta"), "what the mail server says may name somebody: {error}");
        now += Duration::seconds(30 << (attempt - 1));
        app.clock.set(now);
    }
    assert_eq!(worker.run_due().await.expect("it works"), 1);
    assert_eq!(app.number(OPEN).await, 0);
    let heard = sink.heard();
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].header("Message-ID"), format!("<{id}@poczta.test>"));
    // For good: after the first 5xx, and after the last of many 4xx.
    let refused = "SELECT count(*) FROM job WHERE outcome = 'failed'";
    enqueue(&app, "mail.sign_in_revoked", revoked(&app)).await;
    sink.plan([Plan::Refuse(550)]);
    worker.run_due().await.expect("it works");
    assert_eq!((app.number(refused).await, app.number(OPEN).await), (1, 0));
    enqueue(&app, "mail.sign_in_revoked", revoked(&app)).await;
    let mut attempts = 0;
    while app.number(OPEN).await > 0 {
        sink.plan([Plan::Refuse(451)]);
        worker.run_due().await.expect("it works");
        now += Duration::hours(1);
        app.clock.set(now);
        attempts += 1;
        assert!(attempts <= 12, "it ends");
    }
    assert_eq!((attempts, app.number(refused).await), (12, 2));
    assert_eq!(sink.heard().len(), 1);
}

#[tokio::test]
async fn without_a_mail_server_mails_wait_for_a_day_and_keep_no_secret() {
    let app = prepared().await;
    let worker = worker(&app.ctx, None);
    let account = app.world.account(Who::Member);
    enqueue(&app, "mail.access_link", json!({"account_id": account, "kind": "invitation", "sealed_token": "x"})).await;
    worker.run_due().await.expect("it works");
    assert_eq!((app.number(OPEN).await, app.number("SELECT CAST(attempts AS bigint) FROM job").await), (1, 0));
    app.clock.set(start_of_test() + Duration::hours(24));
    worker.run_due().await.expect("it works");
    assert_eq!(app.text("SELECT outcome FROM job").await, "not_sent");
    assert_eq!(app.text("SELECT last_error FROM job").await, "no mail server");
    assert!(!app.text("SELECT payload FROM job").await.contains("sealed"));
}

#[tokio::test]
async fn a_link_that_was_mailed_lets_its_owner_in() {
    let app = prepared().await;
    let sink = Sink::start().await;
    let worker = worker(&app.ctx, Some(&sink.url));
    let name = Who::Member.sign_in_name().expect("a name").to_owned();
    let ask = json!({ "sign_in_name": name });
    let ask = serde_json::from_value(ask).expect("an input");
    app.anonymous().request_password_reset(&ask).await.expect("taken");
    assert_eq!(worker.run_due().await.expect("it works"), 1);
    let [letter] = &sink.heard()[..] else { panic!("one letter") };
    let text: String = letter.parts().into_iter().map(|(_, text)| text).collect();
    let token: String = text
        .split_once("/set-password#")
        .expect("a link")
        .1
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter))
        .collect();
    assert!(!app.text("SELECT payload FROM job").await.contains("sealed"), "nothing is kept of it");
    let redeem = json!({ "token": token, "password": "calkiem-inna-kawa-77" });
    let redeem = serde_json::from_value(redeem).expect("an input");
    app.anonymous().redeem_access_link(&redeem).await.expect("redeemed");
    let sign_in = json!({ "sign_in_name": name, "password": "calkiem-inna-kawa-77" });
    let sign_in = serde_json::from_value(sign_in).expect("an input");
    app.anonymous().sign_in(&sign_in).await.expect("signed in");
    let twice = app.anonymous().redeem_access_link(&redeem).await.expect_err("used");
    assert!(twice.status().is_some_and(|status| status < 500), "{twice}");
}

#[tokio::test]
async fn without_the_tls_that_is_asked_for_nothing_is_said() {
    let app = prepared().await;
    let sink = Sink::start().await;
    let worker = worker(&app.ctx, Some(&format!("{}?tls=required", sink.url)));
    enqueue(&app, "mail.sign_in_revoked", revoked(&app)).await;
    worker.run_due().await.expect("it works");
    assert_eq!((app.number(OPEN).await, sink.heard().len()), (1, 0));
}

#[tokio::test]
async fn nobody_writes_to_examples_to_the_erased_or_into_headers() {
    let app = prepared().await;
    let sink = Sink::start().await;
    let worker = worker(&app.ctx, Some(&sink.url));
    for (email, outcome) in [
        ("a@example.org", "not_sent"),
        ("a@rops.example", "not_sent"),
        ("a@poczta.test\r\nBcc: x@poczta.test", "failed"),
        ("a@poczta.test>\r\nRCPT TO:<x@poczta.test", "failed"),
        ("a b@poczta.test", "failed"),
        ("a@poczta.test,x@poczta.test", "failed"),
    ] {
        run(&app, "DELETE FROM job").await;
        run(&app, &format!("UPDATE person SET email = '{email}' WHERE last_name = 'Łącka'")).await;
        enqueue(&app, "mail.sign_in_revoked", revoked(&app)).await;
        worker.run_due().await.expect("it works");
        assert_eq!(app.text("SELECT outcome FROM job").await, outcome, "{email:?}");
        assert_eq!(sink.heard().len(), 0, "{email:?}");
    }
    for name in ["Ola\r\nBcc: x@poczta.test\r\n", "Ola\nSubject: y", "Ola\u{2028}X: y", "\"Ola\" <x@poczta.test>,"] {
        let sql = format!("UPDATE person SET email = 'a@poczta.test', first_name = '{name}' WHERE last_name = 'Łącka'");
        run(&app, &sql).await;
        enqueue(&app, "mail.sign_in_revoked", revoked(&app)).await;
        worker.run_due().await.expect("it works");
        let heard = sink.heard();
        let letter = heard.last().expect("a letter");
        assert_eq!(letter.to, ["RCPT TO:<a@poczta.test>"], "{name:?}");
        assert!(letter.from.starts_with("MAIL FROM:<obrady@poczta.test>"), "{}", letter.from);
        let head = letter.data.split("\r\n\r\n").next().expect("a head");
        let names: Vec<&str> = head.lines().filter(|line| !line.starts_with([' ', '\t'])).collect();
        for forbidden in ["Bcc", "X:", "Subject: y"] {
            assert!(!names.iter().any(|line| line.starts_with(forbidden)), "{name:?}: {head}");
        }
        assert_eq!(names.iter().filter(|line| line.starts_with("Subject:")).count(), 1, "{name:?}");
    }
    run(&app, "UPDATE person SET erased_at = '2026-11-01T00:00:00+00:00' WHERE last_name = 'Łącka'").await;
    let before = sink.heard().len();
    enqueue(&app, "mail.sign_in_revoked", revoked(&app)).await;
    worker.run_due().await.expect("it works");
    assert_eq!(sink.heard().len(), before);
}

#[tokio::test]
async fn registrations_are_told_in_both_parts_with_polish_letters() {
    let app = prepared().await;
    let sink = Sink::start().await;
    let worker = worker(&app.ctx, Some(&sink.url));
    let open = edition(&app, input(1)).await;
    let first = register(&app, open.id, app.world.member, None).await;
    let second = staff(&app, app.world.institutions[3], "Źdźbło").await;
    run(&app, "UPDATE person SET email = 'zdzblo@poczta.test' WHERE last_name = 'Źdźbło'").await;
    register(&app, open.id, second, Some(app.world.institutions[3])).await;
    while worker.run_due().await.expect("it works") > 0 {}
    let subjects = |from: usize| -> Vec<String> {
        let mut told: Vec<String> = sink.heard()[from..].iter().map(|letter| letter.header("Subject")).collect();
        told.sort();
        told
    };
    assert_eq!(subjects(0), ["Lista rezerwowa: Praca z rodziną", "Potwierdzony udział: Praca z rodziną"]);
    let heard = sink.heard();
    let letter = heard.iter().find(|letter| letter.to == ["RCPT TO:<anna@poczta.test>"]).expect("the member's");
    assert_eq!(
        letter.header("To"),
        "Anna Łącka <anna@poczta.test>".replace("Anna Łącka", letter.header("To").split(" <").next().expect("a name"))
    );
    assert!(letter.header("To").contains("Łącka"), "{}", letter.header("To"));
    assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
    let parts = letter.parts();
    let [(plain, text), (html, marked)] = parts.as_slice() else { panic!("two parts: {parts:?}") };
    assert!(plain.contains("text/plain; charset=utf-8") && html.contains("text/html; charset=utf-8"));
    for part in [text, marked] {
        for words in ["udział jest potwierdzony", "Termin: 08.12.2026 – 09.12.2026", "ul. Piastowska 32, Kraków"] {
            assert!(part.contains(words), "{words}: {part}");
        }
        assert!(part.contains(&format!("https://obrady.test/trainings/{}", open.id)), "{part}");
    }
    // A letter that came too late says nothing wrong; what concerns several people is one letter for each.
    let count = sink.heard().len();
    enqueue(&app, "mail.registration_waiting", json!({"registration_id": first.id})).await;
    enqueue(&app, "mail.training_edition_moved", json!({"edition_id": open.id, "from": "2026-12-01"})).await;
    enqueue(&app, "mail.registration_swapped", json!({"registration_id": first.id, "from": second})).await;
    while worker.run_due().await.expect("it works") > 0 {}
    assert_eq!(
        subjects(count),
        [
            "Nowy termin: Praca z rodziną",
            "Nowy termin: Praca z rodziną",
            "Potwierdzony udział: Praca z rodziną",
            "Zmiana uczestnika: Praca z rodziną",
        ]
    );
    // In the language of the account.
    run(&app, "UPDATE account SET locale = 'en' WHERE person_id IS NOT NULL").await;
    let count = sink.heard().len();
    let now = trainings::get_training_edition(&app.system(), open.id).await.expect("the edition");
    let because = TrainingEditionCancel { reason: "Choroba trenera".into() };
    trainings::cancel_training_edition(&app.system(), open.id, now.version, because).await.expect("cancelled");
    while worker.run_due().await.expect("it works") > 0 {}
    assert_eq!(subjects(count), ["Szkolenie odwołane: Praca z rodziną", "Training cancelled: Praca z rodziną"]);
    assert!(sink.heard()[count..].iter().all(|letter| letter.parts()[0].1.contains("Choroba trenera")));
    assert_eq!(app.number(OPEN).await, 0);
}
