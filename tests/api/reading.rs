//! Lists, cursors, conditional requests, what is hidden (API-16, 18, 20, 22).

use obrady_client::{MeetingFilter, Method, PeopleFilter};
use obrady_tests::{Who, start};
use obrady_types::{ErrorCode, PageQuery};

#[tokio::test]
async fn people_stand_in_polish_order() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let names: Vec<String> = admin
        .list_people(&PeopleFilter::default())
        .await
        .expect("people")
        .items
        .into_iter()
        .map(|p| p.last_name)
        .collect();
    assert_eq!(names, ["Czwarty", "Druga", "Łącka", "Pierwszy", "Trzecia"]);
    let found = PeopleFilter { q: Some("lacka".into()), ..PeopleFilter::default() };
    assert_eq!(admin.list_people(&found).await.expect("people").items.len(), 1);
}

#[tokio::test]
async fn cursors_are_bound_to_their_filter() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let page = PageQuery { limit: Some(2), count: Some(true), ..PageQuery::default() };
    let first =
        admin.list_people(&PeopleFilter { page: page.clone(), ..PeopleFilter::default() }).await.expect("a page");
    assert_eq!(first.total, Some(5));
    let cursor = first.next.expect("a second page");
    let other = PeopleFilter {
        q: Some("a".into()),
        page: PageQuery { cursor: Some(cursor.clone()), ..page.clone() },
        ..PeopleFilter::default()
    };
    assert_eq!(admin.list_people(&other).await.expect_err("another filter").code(), Some(ErrorCode::InvalidCursor));
    let mut altered = cursor.into_bytes();
    altered[50] = if altered[50] == b'A' { b'B' } else { b'A' };
    let altered = String::from_utf8(altered).expect("text");
    let altered = PeopleFilter { page: PageQuery { cursor: Some(altered), ..page }, ..PeopleFilter::default() };
    assert_eq!(admin.list_people(&altered).await.expect_err("altered").code(), Some(ErrorCode::InvalidCursor));
}

#[tokio::test]
async fn links_limits_and_conditional_requests() {
    let app = start().await;
    let client = app.client(Who::Admin).await;
    let response = client.request(Method::GET, "/api/v1/people?limit=2").send().await.expect("an answer");
    let link = response.headers()["link"].to_str().expect("text").to_owned();
    assert!(link.starts_with("</api/v1/people?limit=2&cursor=") && link.ends_with(">; rel=\"next\""), "{link}");
    let response = client.request(Method::GET, "/api/v1/people?limit=100000").send().await.expect("an answer");
    assert_eq!(response.status().as_u16(), 200, "a large limit is lowered");
    for path in ["/api/v1/people".to_owned(), format!("/api/v1/bodies/{}", app.world.group)] {
        let first = client.request(Method::GET, &path).send().await.expect("an answer");
        let tag = first.headers()["etag"].to_str().expect("text").to_owned();
        assert_eq!(first.headers()["cache-control"], "private, no-cache");
        assert_eq!(first.headers()["vary"], "Authorization, Accept-Language, Accept-Encoding");
        let again = client.request(Method::GET, &path).header("If-None-Match", &tag).send().await.expect("an answer");
        assert_eq!((again.status().as_u16(), again.bytes().await.expect("bytes").len()), (304, 0), "{path}");
        let other =
            client.request(Method::GET, &path).header("If-None-Match", "\"other\"").send().await.expect("an answer");
        assert_eq!(other.status().as_u16(), 200, "{path}");
    }
}

#[tokio::test]
async fn what_is_hidden_is_not_there() {
    let app = start().await;
    let (anonymous, coordinator) = (app.anonymous(), app.client(Who::Coordinator).await);
    let filter = MeetingFilter { body_id: Some(app.world.group), ..MeetingFilter::default() };
    assert_eq!(anonymous.list_meetings(&filter).await.expect("meetings").items.len(), 1, "the draft is not public");
    assert_eq!(coordinator.list_meetings(&filter).await.expect("meetings").items.len(), 2);
    assert_eq!(anonymous.get_person(app.world.member).await.expect_err("not public").code(), Some(ErrorCode::NotFound));
    let head = anonymous.get_person(app.world.heads[0]).await.expect("a public function");
    assert_eq!(head.email, None, "the mail is not public");
    assert!(coordinator.get_person(app.world.heads[0]).await.expect("the same").email.is_some());
}

#[tokio::test]
async fn every_problem_type_leads_to_a_page() {
    let app = start().await;
    for code in ErrorCode::ALL {
        let response = reqwest::get(format!("{}/problems/{}", app.base, code.slug())).await.expect("an answer");
        assert_eq!(response.status().as_u16(), 200, "{code:?}");
        assert!(response.text().await.expect("text").contains(code.as_str()), "{code:?}");
    }
}
