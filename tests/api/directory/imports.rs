//! CSV files: what a preview says is what importing does, and nothing is written by halves.

use super::places::refusal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::Duration;
use obrady_client::{AffiliationFilter, Client, ClientError, InstitutionFilter, PeopleFilter};
use obrady_tests::{PASSWORD, Who, start, start_of_test};
use obrady_types::directory::{
    ImportApply, ImportEncoding, ImportFile, ImportKind, ImportOutcome, ImportReport, InstitutionPatch, PersonPatch,
};
use obrady_types::identity::IdentityProof;
use obrady_types::{ErrorCode, PageQuery, Patch};

fn file(kind: ImportKind, bytes: &[u8]) -> ImportFile {
    ImportFile { kind, content: STANDARD.encode(bytes), region_id: None }
}

async fn preview(client: &Client, kind: ImportKind, text: &str) -> ImportReport {
    client.preview_import(&file(kind, text.as_bytes())).await.expect("a preview")
}

async fn apply(client: &Client, kind: ImportKind, text: &str, digest: &str) -> Result<ImportReport, ClientError> {
    let ImportFile { kind, content, region_id } = file(kind, text.as_bytes());
    client.apply_import(&ImportApply { kind, content, region_id, digest: digest.to_owned() }).await
}

fn outcomes(report: &ImportReport) -> Vec<(i32, ImportOutcome)> {
    report.rows.iter().map(|row| (row.line, row.outcome)).collect()
}

/// Line, column and code of every refusal.
fn refusals(report: &ImportReport) -> Vec<(i32, &str, &str)> {
    let rows = report.rows.iter();
    rows.flat_map(|row| row.problems.iter().map(|one| (row.line, one.column.as_str(), one.code.as_str()))).collect()
}

const INSTITUTIONS: &str = "kind;name;teryt;town;address;subtype;external_reference\n\
    ops;GOPS Gdów;1219022;Gdów;Rynek 40;gops;A-1\n\
    pcpr;Powiatowe Centrum Pomocy Rodzinie w Miechowie;1208;Miechów;;;\n\
    pcpr;PCPR w Zakopanem;1217;;;;\n\
    ops;=HYPERLINK(\"x\");1219;;;;\n\
    zoo;ZOO;12;;;;\n\
    ngo;Fundacja;2802;;;;\n\
    pcpr;Drugie PCPR w Miechowie;1208;;;;\n";

#[tokio::test]
async fn a_file_is_previewed_then_applied_then_says_nothing_new() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let audits = "SELECT count(*) FROM audit_event";
    let before = app.number(audits).await;
    let seen = preview(&admin, ImportKind::Institutions, INSTITUTIONS).await;
    assert_eq!(app.number(audits).await, before, "a preview writes nothing");
    assert_eq!((seen.encoding, seen.separator.as_str(), seen.applied), (ImportEncoding::Utf8, ";", false));
    assert_eq!((seen.created, seen.updated, seen.unchanged, seen.refused), (1, 1, 1, 4));
    use ImportOutcome::*;
    let wanted = [(2, Create), (3, Update), (4, Unchanged), (5, Refused), (6, Refused), (7, Refused), (8, Refused)];
    assert_eq!(outcomes(&seen), wanted);
    assert_eq!(
        refusals(&seen),
        [
            (5, "name", "formula"),
            (6, "kind", "invalid"),
            (6, "teryt", "invalid"),
            (7, "teryt", "invalid"),
            (8, "teryt", "duplicate"),
        ]
    );
    let done = apply(&admin, ImportKind::Institutions, INSTITUTIONS, &seen.digest).await.expect("applied");
    assert!(done.applied);
    assert_eq!(done.rows, seen.rows);
    let filter = InstitutionFilter { q: Some("gdow".into()), ..InstitutionFilter::default() };
    let made = app.anonymous().list_institutions(&filter).await.expect("institutions").items.remove(0);
    assert_eq!((made.address.as_deref(), made.teryt_commune.as_deref()), (Some("Rynek 40"), Some("1219022")));
    let renamed = admin.get_institution(app.world.institutions[0]).await.expect("it").value;
    assert_eq!(renamed.name, "Powiatowe Centrum Pomocy Rodzinie w Miechowie");
    // Applying it again, or another file with the same rows, changes nothing.
    let stale = apply(&admin, ImportKind::Institutions, INSTITUTIONS, &seen.digest).await;
    assert_eq!(refusal(stale).0, ErrorCode::ImportChanged);
    let again = preview(&admin, ImportKind::Institutions, INSTITUTIONS).await;
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 3));
    let before = app.number(audits).await;
    apply(&admin, ImportKind::Institutions, INSTITUTIONS, &again.digest).await.expect("applied");
    assert_eq!(app.number(audits).await, before, "nothing changed, nothing is recorded");
}

#[tokio::test]
async fn data_that_change_after_the_preview_are_a_conflict() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let seen = preview(&admin, ImportKind::Institutions, INSTITUTIONS).await;
    let row = admin.get_institution(app.world.institutions[0]).await.expect("it").value;
    let patch = InstitutionPatch { town: Patch::Value("Kraków".into()), ..InstitutionPatch::default() };
    admin.update_institution(row.id, row.version, &patch).await.expect("changed");
    let late = apply(&admin, ImportKind::Institutions, INSTITUTIONS, &seen.digest).await;
    assert_eq!(refusal(late).0, ErrorCode::ImportChanged);
    let filter = InstitutionFilter { q: Some("gdow".into()), ..InstitutionFilter::default() };
    assert!(admin.list_institutions(&filter).await.expect("none").items.is_empty(), "nothing by halves");
    let other = INSTITUTIONS.replace("Rynek 40", "Rynek 41");
    let other = apply(&admin, ImportKind::Institutions, &other, &seen.digest).await;
    assert_eq!(refusal(other).0, ErrorCode::ImportChanged, "another file than the one that was previewed");
}

#[tokio::test]
async fn encodings_are_recognised_or_refused_with_the_line() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let content = |bytes: &[u8]| file(ImportKind::Institutions, bytes);
    let bom = admin.preview_import(&content("\u{feff}kind,name\nngo,Żółty Dom\n".as_bytes())).await.expect("a preview");
    assert_eq!((bom.encoding, bom.separator.as_str()), (ImportEncoding::Utf8Bom, ","));
    let windows = admin.preview_import(&content(b"kind;name\nngo;\xAF\xF3\xB3ty Dom\n")).await.expect("a preview");
    assert_eq!((windows.encoding, windows.rows[0].name.as_str()), (ImportEncoding::Windows1250, "Żółty Dom"));
    for (bytes, code, words) in [
        (b"kind;name\nngo;\xB1\xB6\n".to_vec(), "wrong_encoding", "Line 2"),
        (b"name\nx\n".to_vec(), "missing_column", "kind"),
        (b"kind;name;colour\nngo;x;y\n".to_vec(), "unknown_column", "colour"),
        (b"kind;name\n".to_vec(), "no_rows", "no rows"),
    ] {
        let answer = admin.preview_import(&content(&bytes)).await.expect_err("refused");
        let problem = answer.problem().expect("a problem").clone();
        assert_eq!(problem.code, ErrorCode::ValidationFailed);
        let error = &problem.errors[0];
        assert_eq!((error.pointer.as_str(), error.code.as_str()), ("/content", code));
        assert!(error.detail.contains(words), "{}", error.detail);
    }
    let no_base64 = ImportFile { content: "!!!!".into(), ..content(b"x") };
    assert_eq!(refusal(admin.preview_import(&no_base64).await).1, [("/content".to_owned(), "invalid".to_owned())]);
}

#[tokio::test]
async fn a_hundred_thousand_rows_are_refused_with_the_limit_and_five_thousand_are_taken() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let rows = |n: usize| (0..n).fold("kind;name\n".to_owned(), |text, nth| text + "ngo;N" + &nth.to_string() + "\n");
    let many = admin.preview_import(&file(ImportKind::Institutions, "kind;name\n".repeat(50_000).as_bytes())).await;
    let many = many.expect_err("refused").problem().expect("a problem").clone();
    assert!(matches!(many.code, ErrorCode::ValidationFailed), "{many:?}");
    assert!(many.errors[0].detail.contains("5000"), "{many:?}");
    let huge = admin.preview_import(&file(ImportKind::Institutions, rows(100_000).as_bytes())).await;
    let huge = huge.expect_err("refused").problem().expect("a problem").clone();
    assert!(matches!(huge.code, ErrorCode::ValidationFailed | ErrorCode::PayloadTooLarge), "{huge:?}");
    let most = rows(5_000);
    let seen = preview(&admin, ImportKind::Institutions, &most).await;
    assert_eq!((seen.created, seen.refused), (5_000, 0));
    apply(&admin, ImportKind::Institutions, &most, &seen.digest).await.expect("applied");
    assert_eq!(app.number("SELECT count(*) FROM institution").await, 5_004);
}

const PEOPLE: &str = "first_name,last_name,email,phone,external_reference,institution_teryt,institution_kind,position_title,is_head,from\n\
    Ewa,Ćwik,ewa@example.org,+48 12 345,HR-1,1208,pcpr,Pracownik socjalny,,2026-01-01\n\
    Jan,Żak,,,HR-2,1217,pcpr,Dyrektor,tak,2026-01-01\n\
    Ola,Lis,zły adres,,HR-3,,,,,\n\
    Iza,Mak,,,HR-1,,,,,\n\
    Ula,Bąk,,,,1299,pcpr,Kierownik,,2026-01-01\n\
    Ula,Bąk,,,,1208,pcpr,Kierownik,,jutro\n";

#[tokio::test]
async fn people_come_with_their_posts_and_a_second_head_does_not() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let seen = preview(&admin, ImportKind::People, PEOPLE).await;
    assert_eq!(
        refusals(&seen),
        [
            (3, "is_head", "period_overlap"),
            (4, "email", "invalid"),
            (5, "external_reference", "duplicate"),
            (6, "institution_teryt", "not_found"),
            (7, "from", "invalid"),
        ]
    );
    apply(&admin, ImportKind::People, PEOPLE, &seen.digest).await.expect("applied");
    let filter = PeopleFilter { q: Some("cwik".into()), ..PeopleFilter::default() };
    let made = admin.list_people(&filter).await.expect("people").items.remove(0);
    assert_eq!((made.phone.as_deref(), made.external_reference.as_deref()), (Some("+48 12 345"), Some("HR-1")));
    let filter = AffiliationFilter { person_id: Some(made.id), page: PageQuery::default(), ..Default::default() };
    let posts = admin.list_affiliations(&filter).await.expect("posts").items;
    assert_eq!((posts.len(), posts[0].institution_id), (1, app.world.institutions[0]));
    let again = preview(&admin, ImportKind::People, PEOPLE).await;
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 1));
    let married = PEOPLE.replace("Ewa,Ćwik", "Ewa,Nowa").replace("Pracownik socjalny", "Asystent rodziny");
    let changed = preview(&admin, ImportKind::People, &married).await;
    assert_eq!((changed.created, changed.updated), (0, 1), "the reference names her");
    apply(&admin, ImportKind::People, &married, &changed.digest).await.expect("applied");
    let row = admin.get_person(made.id).await.expect("her").value;
    assert_eq!(row.last_name, "Nowa");
    assert_eq!(admin.list_affiliations(&filter).await.expect("posts").items[0].position_title, "Asystent rodziny");
}

#[tokio::test]
async fn a_name_alone_finds_nobody_and_a_shared_address_is_ambiguous() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let text = "first_name;last_name;email\nAnna;Łącka;\nAnna;Łącka;osoba@example.org\n";
    let seen = preview(&admin, ImportKind::People, text).await;
    assert_eq!(outcomes(&seen)[0], (2, ImportOutcome::Create), "there may be two of that name");
    assert_eq!(refusals(&seen), [(3, "email", "ambiguous")]);
}

#[tokio::test]
async fn an_import_is_repeated_by_its_key_and_stays_in_its_region() {
    let app = start().await;
    let other = app.client(Who::OtherAdmin).await;
    let here =
        ImportFile { region_id: Some(app.world.region), ..file(ImportKind::Institutions, INSTITUTIONS.as_bytes()) };
    assert_eq!(refusal(other.preview_import(&here).await).0, ErrorCode::Forbidden);
    let admin = app.client(Who::Admin).await;
    let seen = preview(&admin, ImportKind::Institutions, INSTITUTIONS).await;
    let keyed = admin.with_idempotency_key("import-1");
    let first = apply(&keyed, ImportKind::Institutions, INSTITUTIONS, &seen.digest).await.expect("applied");
    let second = apply(&keyed, ImportKind::Institutions, INSTITUTIONS, &seen.digest).await.expect("the same answer");
    assert_eq!(first, second);
}

#[tokio::test]
async fn nobody_comes_into_an_account_by_a_file() {
    let app = start().await;
    let (admin, writer) = (app.client(Who::Admin).await, app.client(Who::Writer).await);
    let (member, account) = (app.world.member, app.world.account(Who::Member));
    let row = admin.get_person(member).await.expect("them").value;
    let patch = PersonPatch { external_reference: Patch::Value("HR-9".into()), ..PersonPatch::default() };
    admin.update_person(member, row.version, &patch).await.expect("a reference, which is no address");
    admin.create_access_link(account).await.expect("a link");
    let text = "first_name;last_name;email;external_reference\n\
        Ewa;Nowa;;HR-1\n\
        Anna;Łącka;inny@example.org;HR-9\n";
    let address = async || admin.get_person(member).await.expect("them").value.email;
    let before = address().await;
    let seen = preview(&writer, ImportKind::People, text).await;
    assert_eq!((seen.created, seen.updated), (1, 1));
    // A program that may write the directory, and an administrator whose browser stands open.
    let refused = apply(&writer, ImportKind::People, text, &seen.digest).await;
    assert_eq!(refusal(refused).0, ErrorCode::Forbidden);
    app.clock.set(start_of_test() + Duration::minutes(10));
    admin.refresh_access_token().await.expect("a fresh token");
    let refused = apply(&admin, ImportKind::People, text, &seen.digest).await;
    assert_eq!(refusal(refused).0, ErrorCode::ConfirmationRequired);
    let filter = PeopleFilter { q: Some("nowa".into()), ..PeopleFilter::default() };
    assert!(admin.list_people(&filter).await.expect("nobody").items.is_empty(), "nothing by halves");
    assert_eq!(address().await, before);
    const LINKS: &str = "SELECT count(*) FROM access_link";
    const TOLD: &str = "SELECT count(*) FROM job WHERE kind = 'mail.account_changed'";
    assert_eq!((app.number(LINKS).await, app.number(TOLD).await), (1, 0));
    // Who says otherwise nothing of the address needs not prove anything.
    let same = text.replace("inny@example.org", "").replace("Łącka", "Łącka-Nowa");
    let other = preview(&admin, ImportKind::People, &same).await;
    apply(&admin, ImportKind::People, &same, &other.digest).await.expect("applied");
    assert_eq!((address().await, app.number(LINKS).await), (before, 1));

    admin.confirm_identity(&IdentityProof { password: PASSWORD.into(), code: None }).await.expect("confirmed");
    let seen = preview(&admin, ImportKind::People, text).await;
    apply(&admin, ImportKind::People, text, &seen.digest).await.expect("applied");
    assert_eq!(address().await.as_deref(), Some("inny@example.org"));
    assert_eq!((app.number(LINKS).await, app.number(TOLD).await), (0, 1), "links are void, the owner is told");
}
