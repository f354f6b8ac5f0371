//! One-time links, the second factor, and confirming who one is (SEC-09, SEC-11, SEC-12, SEC-14).

use aws_lc_rs::hmac;
use chrono::{DateTime, Duration, Utc};
use futures_util::future::join_all;
use obrady_client::{Client, ClientError};
use obrady_domain::policy::SecondFactorPolicy;
use obrady_tests::{App, PASSWORD, Who, start, start_of_test, start_with};
use obrady_types::directory::PersonPatch;
use obrady_types::identity::{
    AccessLinkKind, AccessLinkRedeem, AccountCreate, AccountPatch, IdentityProof, Locale, PasswordChange,
    PasswordResetRequest, Role, RoleGrantCreate, SecondFactorConfirm, SignInCreate,
};
use obrady_types::{AccountId, ErrorCode, Patch, Problem};
use serde_json::{Value, json};

const NEW_PASSWORD: &str = "kotlet-schabowy-77";

fn code(error: &ClientError) -> Option<ErrorCode> {
    error.code()
}

fn problem(error: ClientError) -> Problem {
    match error {
        ClientError::Problem(problem) => *problem,
        other => panic!("{other:?}"),
    }
}

/// Codes and pointers of a refusal.
fn fields(error: ClientError) -> Vec<(String, String)> {
    problem(error).errors.into_iter().map(|error| (error.pointer, error.code)).collect()
}

fn field(pointer: &str, code: &str) -> Vec<(String, String)> {
    vec![(pointer.to_owned(), code.to_owned())]
}

async fn sign_in(app: &App, name: &str, password: &str, code: Option<&str>) -> Result<Client, ClientError> {
    let client = app.anonymous();
    let code = code.map(str::to_owned);
    let input = SignInCreate { sign_in_name: name.into(), password: password.into(), code };
    client.sign_in(&input).await.map(|_| client)
}

async fn redeem(app: &App, token: &str, password: &str) -> Result<String, ClientError> {
    let input = AccessLinkRedeem { token: token.into(), password: password.into() };
    app.anonymous().redeem_access_link(&input).await.map(|done| done.sign_in_name)
}

/// The code of a secret at an instant, by the text of RFC 6238.
pub fn totp(secret: &str, at: DateTime<Utc>) -> String {
    let mut bits = String::new();
    for sign in secret.bytes() {
        let value = if sign >= b'A' { sign - b'A' } else { sign - b'2' + 26 };
        bits.push_str(&format!("{value:05b}"));
    }
    let bytes: Vec<u8> =
        bits.as_bytes().chunks_exact(8).map(|bits| bits.iter().fold(0, |byte, bit| byte * 2 + (bit - b'0'))).collect();
    let step = (at.timestamp() / 30).to_be_bytes();
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes), &step);
    let tag = tag.as_ref();
    let at = usize::from(tag[19] & 15);
    let number = u32::from_be_bytes([tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

/// Sets a factor up with the code of the clock's instant: its secret and the recovery codes.
pub async fn enrol(app: &App, client: &Client) -> (String, Vec<String>) {
    let begun = client.start_second_factor().await.expect("begun");
    let code = totp(&begun.secret, start_of_test());
    let codes = client.confirm_second_factor(&SecondFactorConfirm { code }).await.expect("confirmed").codes;
    assert!(!app.holds(&begun.secret).await, "the secret is sealed");
    assert!(!app.holds(&codes[0].replace('-', "")).await && !app.holds(&codes[0]).await, "codes are hashed");
    (begun.secret, codes)
}

fn later(app: &App, seconds: i64) -> DateTime<Utc> {
    let at = start_of_test() + Duration::seconds(seconds);
    app.clock.set(at);
    at
}

fn new_account(name: &str) -> AccountCreate {
    AccountCreate {
        sign_in_name: name.into(),
        display_name: "Zofia Żbik".into(),
        password: None,
        person_id: None,
        locale: Locale::Pl,
        region_id: None,
    }
}

#[tokio::test]
async fn an_invitation_sets_the_first_password_once() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let made = admin.create_account(&new_account("zofia.zbik")).await.expect("made").value;
    assert!(!made.password_set);
    for guess in ["", "x", PASSWORD] {
        let refused = sign_in(&app, "zofia.zbik", guess, None).await.expect_err("no password yet");
        assert_ne!(code(&refused), None, "{guess}");
    }
    let first = admin.create_access_link(made.id).await.expect("a link");
    assert_eq!((first.kind, first.token.len()), (AccessLinkKind::Invitation, 43));
    assert_eq!(first.expires_at, start_of_test() + Duration::hours(1));
    let link = admin.create_access_link(made.id).await.expect("another link");
    let void = redeem(&app, &first.token, NEW_PASSWORD).await.expect_err("the first is void");
    assert_eq!(code(&void), Some(ErrorCode::AccessLinkInvalid));
    let weak = redeem(&app, &link.token, "zofia.zbik.2026").await.expect_err("the own name");
    assert_eq!(fields(weak), field("/password", "own_words"));
    assert!(!app.holds(&link.token).await, "it is stored as a hash only");
    assert_eq!(redeem(&app, &link.token, NEW_PASSWORD).await.expect("set"), "zofia.zbik");
    let again = redeem(&app, &link.token, "inne-haslo-do-wina").await.expect_err("used");
    assert_eq!(code(&again), Some(ErrorCode::AccessLinkInvalid));
    app.clock.set(start_of_test() + Duration::minutes(2));
    sign_in(&app, "zofia.zbik", NEW_PASSWORD, None).await.expect("signed in");
}

#[tokio::test]
async fn of_twenty_who_use_one_link_one_succeeds() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let made = admin.create_account(&new_account("zofia.zbik")).await.expect("made").value;
    let token = admin.create_access_link(made.id).await.expect("a link").token;
    let passwords: Vec<String> = (0..20).map(|nth| format!("zielony-parasol-{nth}")).collect();
    let answers = join_all(passwords.iter().map(|password| redeem(&app, &token, password))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    let others = answers.iter().filter_map(|answer| answer.as_ref().err());
    assert!(others.into_iter().all(|error| code(error) == Some(ErrorCode::AccessLinkInvalid)));
}

#[tokio::test]
async fn a_link_dies_with_time_and_with_every_change_of_the_account() {
    let app = start().await;
    let (admin, member) = (app.client(Who::Admin).await, app.client(Who::Member).await);
    let id = app.world.account(Who::Member);
    let dead = async |token: &str, why: &str| {
        let refused = redeem(&app, token, NEW_PASSWORD).await.expect_err(why);
        assert_eq!(code(&refused), Some(ErrorCode::AccessLinkInvalid), "{why}");
    };
    let link = async || admin.create_access_link(id).await.expect("a link").token;
    let token = link().await;
    let change = PasswordChange { current_password: PASSWORD.into(), password: "zielony-parasol-7".into() };
    member.change_password(&change).await.expect("changed");
    dead(&token, "another password").await;
    let token = link().await;
    enrol(&app, &member).await;
    dead(&token, "a second factor").await;
    let token = link().await;
    let account = admin.get_account(id).await.expect("the account").value;
    assert!(account.second_factor);
    let patch = AccountPatch { disabled: Some(true), ..AccountPatch::default() };
    let blocked = admin.update_account(id, account.version, &patch).await.expect("blocked").value;
    let refused = admin.create_access_link(id).await.err().expect("blocked");
    assert_eq!(code(&refused), Some(ErrorCode::AccountDisabled));
    let patch = AccountPatch { disabled: Some(false), ..AccountPatch::default() };
    admin.update_account(id, blocked.version, &patch).await.expect("open");
    dead(&token, "blocked and opened").await;
    let token = link().await;
    later(&app, 3600);
    dead(&token, "an hour").await;
}

#[tokio::test]
async fn links_are_for_those_below_and_never_for_oneself() {
    let app = start().await;
    let (admin, operator) = (app.client(Who::Admin).await, app.client(Who::Operator).await);
    for (client, who, expected) in [
        (&admin, Who::Admin, ErrorCode::Forbidden),
        (&admin, Who::Operator, ErrorCode::Forbidden),
        (&admin, Who::OtherAdmin, ErrorCode::NotFound),
        (&operator, Who::Operator, ErrorCode::Forbidden),
    ] {
        let refused = client.create_access_link(app.world.account(who)).await.err().expect("refused");
        assert_eq!(code(&refused), Some(expected), "{who:?}");
        let refused = client.reset_second_factor(app.world.account(who)).await.expect_err("refused");
        assert_eq!(code(&refused), Some(expected), "{who:?}");
    }
    // An account of this region that is administrator of another one.
    let grant = RoleGrantCreate {
        account_id: app.world.account(Who::Outsider),
        role: Role::Admin,
        region_id: Some(app.world.other_region),
        body_id: None,
        institution_id: None,
        programme_id: None,
        ends_at: None,
    };
    operator.create_role_grant(&grant).await.expect("given");
    let refused = admin.create_access_link(app.world.account(Who::Outsider)).await.err().expect("refused");
    assert_eq!(code(&refused), Some(ErrorCode::Forbidden));
    operator.create_access_link(app.world.account(Who::Outsider)).await.expect("an operator may");
}

#[tokio::test]
async fn a_forgotten_password_says_nothing_and_sends_one_mail() {
    let app = start().await;
    let ask = async |name: &str| {
        let input = PasswordResetRequest { sign_in_name: name.into() };
        app.anonymous().request_password_reset(&input).await
    };
    const MAILS: &str = "SELECT count(*) FROM job WHERE kind = 'mail.access_link'";
    let checks = app.ctx.passwords.checks();
    // The world's member has a mail address; the outsider has no person; nobody has that name.
    for name in ["member", "MEMBER ", "outsider", "nikt.taki"] {
        ask(name).await.expect("the same answer");
    }
    assert_eq!(app.ctx.passwords.checks() - checks, 4, "the same work");
    assert_eq!(app.number(MAILS).await, 1);
    let payload = app.text("SELECT payload FROM job WHERE kind = 'mail.access_link'").await;
    let payload: Value = serde_json::from_str(&payload).expect("json");
    assert_eq!(payload["account_id"], json!(app.world.account(Who::Member)));
    assert_eq!(payload["kind"], json!("password_reset"));
    assert!(payload["sealed_token"].as_str().expect("a text").len() > 43);
    let mut codes = Vec::new();
    for _ in 0..5 {
        codes.extend(ask("member").await.err().and_then(|error| code(&error)));
    }
    assert!(codes.contains(&ErrorCode::SignInThrottled), "{codes:?}");
    assert_eq!(app.number(MAILS).await, 1, "one mail in five minutes");
}

#[tokio::test]
async fn the_second_factor_is_asked_for_and_each_code_counts_once() {
    let app = start().await;
    let (here, elsewhere) = (app.client(Who::Member).await, app.client(Who::Member).await);
    let begun = here.start_second_factor().await.expect("begun");
    assert!(begun.uri.contains(&begun.secret) && begun.uri.starts_with("otpauth://totp/Obrady:member?"));
    let wrong = here.confirm_second_factor(&SecondFactorConfirm { code: "abcdef".into() }).await;
    assert_eq!(fields(wrong.err().expect("wrong")), field("/code", "wrong_code"));
    assert!(!here.get_second_factor().await.expect("state").active, "not before a code was right");
    let (secret, codes) = enrol(&app, &here).await;
    assert_eq!(here.get_second_factor().await.expect("state").recovery_codes_left, 10);
    here.get_me().await.expect("this sign-in goes on");
    assert_eq!(code(&elsewhere.get_me().await.expect_err("ended")), Some(ErrorCode::Unauthenticated));
    let needed = sign_in(&app, "member", PASSWORD, None).await.expect_err("a code");
    assert_eq!(problem(needed).status, 401);
    let guess = sign_in(&app, "member", "zle-haslo-zgadywane", None).await.expect_err("a guess");
    assert_eq!(code(&guess), Some(ErrorCode::InvalidCredentials), "as for an account without one");
    let used = totp(&secret, start_of_test());
    let refused = sign_in(&app, "member", PASSWORD, Some(&used)).await.expect_err("it confirmed the factor");
    assert_eq!(fields(refused), field("/code", "wrong_code"));
    let now = later(&app, 60);
    let fresh = totp(&secret, now);
    let answers = join_all((0..4).map(|_| sign_in(&app, "member", PASSWORD, Some(&fresh)))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "one code, one sign-in");
    later(&app, 120);
    sign_in(&app, "member", PASSWORD, Some(&codes[3].to_uppercase())).await.expect("a recovery code");
    later(&app, 180);
    let again = sign_in(&app, "member", PASSWORD, Some(&codes[3])).await.expect_err("used");
    assert_eq!(code(&again), Some(ErrorCode::SecondFactorRequired));
}

#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let app = start().await;
    enrol(&app, &app.client(Who::Member).await).await;
    let mut codes = Vec::new();
    for _ in 0..8 {
        // The right password in between forgives nothing.
        codes.extend(sign_in(&app, "member", PASSWORD, None).await.err().and_then(|error| code(&error)));
        codes.extend(sign_in(&app, "member", PASSWORD, Some("abcdef")).await.err().and_then(|error| code(&error)));
    }
    assert!(codes.contains(&ErrorCode::SignInThrottled), "{codes:?}");
}

#[tokio::test]
async fn removing_a_factor_needs_password_and_code() {
    let app = start().await;
    let client = app.client(Who::Member).await;
    let (secret, codes) = enrol(&app, &client).await;
    let proof =
        |password: &str, code: Option<&str>| IdentityProof { password: password.into(), code: code.map(str::to_owned) };
    let none = client.remove_second_factor(&proof(PASSWORD, None)).await.expect_err("no code");
    assert_eq!(fields(none), field("/code", "required"));
    let wrong = client.remove_second_factor(&proof("zle-haslo-zgadywane", Some(&codes[0]))).await.expect_err("guess");
    assert_eq!(fields(wrong), field("/password", "wrong_password"));
    let renewed = client.renew_recovery_codes(&proof(PASSWORD, Some(&codes[0]))).await.expect("renewed").codes;
    assert!(renewed.len() == 10 && !renewed.contains(&codes[1]));
    let old = client.remove_second_factor(&proof(PASSWORD, Some(&codes[1]))).await.expect_err("replaced");
    assert_eq!(fields(old), field("/code", "wrong_code"));
    let code = totp(&secret, later(&app, 90));
    client.remove_second_factor(&proof(PASSWORD, Some(&code))).await.expect("removed");
    sign_in(&app, "member", PASSWORD, None).await.expect("without a code again");
}

#[tokio::test]
async fn an_administrator_resets_the_factor_of_somebody_who_has_lost_it() {
    let app = start().await;
    let (admin, member) = (app.client(Who::Admin).await, app.client(Who::Member).await);
    enrol(&app, &member).await;
    let id = app.world.account(Who::Member);
    admin.reset_second_factor(id).await.expect("reset");
    assert_eq!(code(&member.get_me().await.expect_err("ended")), Some(ErrorCode::Unauthenticated));
    let member = sign_in(&app, "member", PASSWORD, None).await.expect("without a code");
    admin.end_account_sign_ins(id).await.expect("ended");
    assert_eq!(code(&member.get_me().await.expect_err("ended")), Some(ErrorCode::Unauthenticated));
    const RESET: &str = "SELECT count(*) FROM audit_event WHERE action = 'second_factor.reset'";
    assert_eq!(app.number(RESET).await, 1);
    const TOLD: &str = "SELECT count(*) FROM job WHERE kind = 'mail.account_changed'";
    assert_eq!(app.number(TOLD).await, 2, "of setting up and of the reset");
}

#[tokio::test]
async fn administrators_are_nobody_in_particular_until_they_have_a_factor() {
    let app = start_with(|config| config.second_factor = SecondFactorPolicy::Administrators).await;
    let (admin, coordinator) = (app.client(Who::Admin).await, app.client(Who::Coordinator).await);
    assert!(!coordinator.get_me().await.expect("me").second_factor_missing);
    assert!(admin.get_me().await.expect("me").second_factor_missing);
    let needs = |error: ClientError| assert_eq!(code(&error), Some(ErrorCode::SecondFactorSetupRequired));
    needs(admin.list_accounts(&Default::default()).await.expect_err("a list"));
    needs(admin.create_account(&new_account("zofia.zbik")).await.expect_err("a write"));
    needs(admin.create_access_link(app.world.account(Who::Member)).await.err().expect("a link"));
    let (secret, _) = enrol(&app, &admin).await;
    admin.list_accounts(&Default::default()).await.expect("now");
    assert!(!admin.get_me().await.expect("me").second_factor_missing);
    let at = later(&app, 60);
    let again = sign_in(&app, "admin", PASSWORD, Some(&totp(&secret, at))).await.expect("signed in");
    again.list_accounts(&Default::default()).await.expect("with a code");
    // Where everybody needs one, coordinators do, too.
    let strict = start_with(|config| config.second_factor = SecondFactorPolicy::Everybody).await;
    let coordinator = strict.client(Who::Coordinator).await;
    assert!(coordinator.get_me().await.expect("me").second_factor_missing);
    needs(coordinator.list_memberships(strict.world.group, &Default::default()).await.expect_err("members"));
}

#[tokio::test]
async fn after_ten_minutes_grave_changes_ask_who_it_is() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let grant = || RoleGrantCreate {
        account_id: app.world.account(Who::Outsider),
        role: Role::Coordinator,
        region_id: None,
        body_id: Some(app.world.group),
        institution_id: None,
        programme_id: None,
        ends_at: None,
    };
    later(&app, 599);
    admin.refresh_access_token().await.expect("a fresh token");
    admin.create_role_grant(&grant()).await.expect("the sign-in counts");
    later(&app, 600);
    let id = app.world.account(Who::Member);
    let asks = |error: ClientError| assert_eq!(code(&error), Some(ErrorCode::ConfirmationRequired));
    asks(admin.create_role_grant(&grant()).await.expect_err("a role"));
    asks(admin.create_access_link(id).await.err().expect("a link"));
    asks(admin.reset_second_factor(id).await.expect_err("a factor"));
    asks(admin.start_second_factor().await.err().expect("one's own factor"));
    let key = json!({"name": "Klucz", "scopes": ["agenda:read"]});
    asks(admin.create_service_account(&serde_json::from_value(key).expect("input")).await.err().expect("a key"));
    let annul = json!({"reason": "brak kworum", "decision_reference": "uchwała 1/2026"});
    let term = admin.get_term(app.world.chair_term, None).await.expect("a term").value;
    let annul = serde_json::from_value(annul).expect("input");
    asks(admin.annul_term(term.id, term.version, &annul).await.expect_err("an annulment"));
    let person = admin.get_person(app.world.member).await.expect("a person").value;
    let patch = PersonPatch { email: Patch::Value("inny@example.org".into()), ..PersonPatch::default() };
    asks(admin.update_person(person.id, person.version, &patch).await.expect_err("a mail address"));
    let wrong = IdentityProof { password: "zle-haslo-zgadywane".into(), code: None };
    let wrong = admin.confirm_identity(&wrong).await.expect_err("a guess");
    assert_eq!(fields(wrong), field("/password", "wrong_password"));
    admin.confirm_identity(&IdentityProof { password: PASSWORD.into(), code: None }).await.expect("confirmed");
    admin.create_access_link(id).await.expect("now");
    admin.update_person(person.id, person.version, &patch).await.expect("now");
    let told = app.text("SELECT payload FROM job WHERE kind = 'mail.account_changed'").await;
    let told: Value = serde_json::from_str(&told).expect("json");
    assert_eq!((&told["change"], told["to"].is_string()), (&json!("mail"), true), "at the address before");
    const LINKS: &str = "SELECT count(*) FROM access_link";
    assert_eq!(app.number(LINKS).await, 0, "links to the address before are void");
}

#[tokio::test]
async fn nobody_comes_into_an_account_by_its_mail_address() {
    let app = start().await;
    let (coordinator, writer) = (app.client(Who::Coordinator).await, app.client(Who::Writer).await);
    let person = coordinator.get_person(app.world.member).await.expect("a person").value;
    let patch = PersonPatch { email: Patch::Value("zlodziej@example.org".into()), ..PersonPatch::default() };
    for client in [coordinator, writer] {
        let refused = client.update_person(person.id, person.version, &patch).await.expect_err("refused");
        assert_eq!(code(&refused), Some(ErrorCode::Forbidden));
    }
    let account: AccountId = app.world.account(Who::Member);
    assert!(app.client(Who::Admin).await.get_account(account).await.is_ok());
}
