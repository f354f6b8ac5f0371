//! What a person does with their own account, and finding accounts.

use obrady_client::{AccountFilter, Client};
use obrady_tests::{PASSWORD, Who, start};
use obrady_types::identity::{AccountCreate, AccountPatch, Locale, MePatch, PasswordChange, SignInCreate};
use obrady_types::{ErrorCode, PageQuery};

const NEW_PASSWORD: &str = "kotlet-schabowy-77";

fn change(current: &str, password: &str) -> PasswordChange {
    PasswordChange { current_password: current.into(), password: password.into() }
}

async fn is_open(client: &Client) -> bool {
    match client.get_me().await {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.code(), Some(ErrorCode::Unauthenticated));
            false
        }
    }
}

#[tokio::test]
async fn a_sign_in_that_was_ended_elsewhere_stops_working() {
    let app = start().await;
    let (here, phone, tablet) =
        (app.client(Who::Member).await, app.client(Who::Member).await, app.client(Who::Member).await);
    let sign_ins = here.list_sign_ins(&PageQuery::default()).await.expect("sign-ins").items;
    assert_eq!((sign_ins.len(), sign_ins.iter().filter(|one| one.current).count()), (3, 1));
    let on_phone = phone.list_sign_ins(&PageQuery::default()).await.expect("sign-ins").items;
    let its = on_phone.iter().find(|one| one.current).expect("its own").id;
    here.delete_sign_in(its).await.expect("ended");
    assert!(!is_open(&phone).await && is_open(&tablet).await && is_open(&here).await);
    assert!(phone.refresh_access_token().await.is_err());
    here.end_other_sign_ins().await.expect("ended");
    assert!(!is_open(&tablet).await && is_open(&here).await);
    assert!(is_open(&app.client(Who::Coordinator).await).await, "nobody else's");
}

#[tokio::test]
async fn a_new_password_needs_the_one_in_use_and_ends_other_sign_ins() {
    let app = start().await;
    let (here, elsewhere) = (app.client(Who::Member).await, app.client(Who::Member).await);
    let wrong = here.change_password(&change("zgadywane-haslo-1", NEW_PASSWORD)).await.expect_err("a guess");
    assert_eq!(wrong.code(), Some(ErrorCode::ValidationFailed));
    for weak in ["aaaaaaaaaaaaaa", PASSWORD] {
        let refused = here.change_password(&change(PASSWORD, weak)).await.expect_err("weak or the same");
        assert_eq!(refused.code(), Some(ErrorCode::ValidationFailed), "{weak}");
    }
    here.change_password(&change(PASSWORD, NEW_PASSWORD)).await.expect("changed");
    assert!(is_open(&here).await && !is_open(&elsewhere).await);
    let sign_in =
        |password: &str| SignInCreate { sign_in_name: "member".into(), password: password.into(), code: None };
    let old = app.anonymous().sign_in(&sign_in(PASSWORD)).await.expect_err("the old one");
    assert_eq!(old.code(), Some(ErrorCode::InvalidCredentials));
    app.anonymous().sign_in(&sign_in(NEW_PASSWORD)).await.expect("the new one");
    assert!(!app.holds(NEW_PASSWORD).await, "it is stored as a hash only");
}

#[tokio::test]
async fn guessing_the_password_in_use_is_slowed_down() {
    let app = start().await;
    let client = app.client(Who::Member).await;
    let mut codes = Vec::new();
    for n in 0..8 {
        let guess = change(&format!("zgadywane-haslo-{n}"), NEW_PASSWORD);
        codes.push(client.change_password(&guess).await.expect_err("a guess").code());
    }
    assert!(codes.contains(&Some(ErrorCode::SignInThrottled)), "{codes:?}");
}

#[tokio::test]
async fn name_and_language_are_ones_own() {
    let app = start().await;
    let client = app.client(Who::Member).await;
    let me = client.get_me().await.expect("me");
    let patch = MePatch { display_name: Some(" Anna Łącka ".into()), locale: Some(Locale::Pl) };
    let version = me.account_version.expect("a version");
    let now = client.update_me(version, &patch).await.expect("changed");
    assert_eq!((now.display_name.as_str(), now.locale), ("Anna Łącka", Locale::Pl));
    let stale = client.update_me(version, &patch).await.expect_err("stale");
    assert_eq!(stale.code(), Some(ErrorCode::StaleVersion));
    let admin = app.client(Who::Admin).await;
    let found = |q: &str, disabled| AccountFilter { q: Some(q.into()), disabled, ..AccountFilter::default() };
    let hits = admin.list_accounts(&found("LACKA", None)).await.expect("accounts").items;
    assert_eq!(hits.iter().map(|one| one.sign_in_name.as_str()).collect::<Vec<_>>(), ["member"]);
    let patch = AccountPatch { disabled: Some(true), ..AccountPatch::default() };
    admin.update_account(hits[0].id, hits[0].version, &patch).await.expect("blocked");
    assert!(!is_open(&client).await);
    assert_eq!(admin.list_accounts(&found("łącka", Some(false))).await.expect("accounts").items, []);
    assert_eq!(admin.list_accounts(&found("łącka", Some(true))).await.expect("accounts").items.len(), 1);
    let made = AccountCreate {
        sign_in_name: "Zofia.Żbik".into(),
        display_name: "Zofia Żbik".into(),
        password: Some(NEW_PASSWORD.into()),
        person_id: None,
        locale: Locale::Pl,
        region_id: None,
    };
    admin.create_account(&made).await.expect("made");
    assert_eq!(admin.list_accounts(&found("zbik", None)).await.expect("accounts").items.len(), 1);
}
