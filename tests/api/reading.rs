//! Lists, cursors, conditional requests, HEAD, headers (API-16 to 24, SEC-01 to 03).

use obrady_client::{Client, MeetingFilter, Method, PeopleFilter};
use obrady_tests::{Who, start};
use obrady_types::directory::PersonCreate;
use obrady_types::{ErrorCode, PageQuery, PersonId};
use std::collections::BTreeSet;

async fn all_people(client: &Client, limit: u32, mut between: impl AsyncFnMut(usize)) -> Vec<PersonId> {
    let mut filter =
        PeopleFilter { page: PageQuery { limit: Some(limit), ..PageQuery::default() }, ..PeopleFilter::default() };
    let mut ids = Vec::new();
    for page_number in 0.. {
        let page = client.list_people(&filter).await.expect("a page");
        ids.extend(page.items.iter().map(|person| person.id));
        between(page_number).await;
        match page.next {
            Some(next) => filter.page.cursor = Some(next),
            None => break,
        }
    }
    ids
}

#[tokio::test]
async fn paging_returns_every_row_once_while_others_write() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let person = |last: String| PersonCreate {
        first_name: "Jan".into(),
        last_name: last,
        email: None,
        is_public_function: true,
        region_id: None,
    };
    let mut present = BTreeSet::new();
    for letter in ["A", "Ą", "C", "Ć", "L", "Ł", "Z", "Ż"] {
        present.insert(admin.create_person(&person(format!("{letter}owski"))).await.expect("a person").id);
    }
    let writer = admin.clone();
    let ids = all_people(&admin, 3, async |n| {
        writer.create_person(&person(format!("Aa{n}"))).await.expect("another person");
    })
    .await;
    let unique: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "no row twice");
    assert!(present.is_subset(&unique), "no row missing");
}

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
async fn head_works_wherever_get_does() {
    let app = start().await;
    let client = app.client(Who::Operator).await;
    let document = client.get_openapi().await.expect("the document");
    let paths = document["paths"].as_object().expect("paths");
    for (path, item) in paths.iter().filter(|(path, item)| item.get("get").is_some() && !path.contains('{')) {
        assert!(item.get("head").is_none());
        let get = client.request(Method::GET, path).send().await.expect("an answer");
        let head = client.request(Method::HEAD, path).send().await.expect("an answer");
        assert_eq!((head.status(), head.headers().get("etag")), (get.status(), get.headers().get("etag")), "{path}");
        assert!(head.bytes().await.expect("bytes").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn security_headers_stand_on_every_answer() {
    let app = start().await;
    for path in [
        "/api/v1/bodies",
        "/api/v1/nothing",
        "/health/live",
        "/problems/not-found",
        "/.well-known/jwks.json",
        "/nowhere",
    ] {
        let response = reqwest::get(format!("{}{path}", app.base)).await.expect("an answer");
        let headers = response.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin", "{path}");
        let policy = headers["content-security-policy"].to_str().expect("text");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("unsafe-eval'")
                || policy.contains("wasm-unsafe-eval"),
            "{path}"
        );
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
