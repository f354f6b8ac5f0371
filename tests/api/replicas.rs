//! Two servers over one database: nothing that matters is kept in a process (REL-27).

use obrady_tests::{PASSWORD, Who, start};
use obrady_types::groups::TopicCreate;
use obrady_types::identity::SignInCreate;
use obrady_types::{ErrorCode, PageQuery};

#[tokio::test]
async fn tokens_keys_and_cursors_are_good_on_every_replica() {
    let app = start().await;
    let other = app.replica().await;
    let here = app.client(Who::Coordinator).await;
    let there = other.client(&here);
    there.get_me().await.expect("the token is good there");
    let input = TopicCreate { title: "Raz".into(), sub_points: vec![], priority: None, planned: None };
    let one = here.with_idempotency_key("k").create_topic(app.world.group, &input).await.expect("made here");
    let two = there.with_idempotency_key("k").create_topic(app.world.group, &input).await.expect("repeated there");
    assert_eq!(one.id, two.id);
    let page = PageQuery { limit: Some(1), ..PageQuery::default() };
    let first = here.list_topics(app.world.group, None, &page).await.expect("a page here");
    let next = PageQuery { cursor: first.next, ..page };
    let second = there.list_topics(app.world.group, None, &next).await.expect("the next page there");
    assert_ne!(first.items[0].id, second.items[0].id);
    here.sign_out_everywhere().await.expect("signed out here");
    assert_eq!(there.get_me().await.expect_err("signed out there").code(), Some(ErrorCode::Unauthenticated));
}

#[tokio::test]
async fn guesses_are_counted_together() {
    let app = start().await;
    let other = app.replica().await;
    let (here, there) = (app.anonymous(), other.client(&app.anonymous()));
    let guess = SignInCreate { sign_in_name: "member".into(), password: "falsches-passwort".into(), code: None };
    for attempt in 0..5 {
        let client = if attempt % 2 == 0 { &here } else { &there };
        let code = client.sign_in(&guess).await.expect_err("a guess").code();
        assert_eq!(code, Some(ErrorCode::InvalidCredentials));
    }
    let right = SignInCreate { sign_in_name: "member".into(), password: PASSWORD.into(), code: None };
    for client in [&here, &there] {
        assert_eq!(client.sign_in(&right).await.expect_err("throttled").code(), Some(ErrorCode::SignInThrottled));
    }
}
