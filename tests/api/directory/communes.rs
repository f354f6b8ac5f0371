//! Communes come from the register's file: previewed, imported, found again, and never of another region.

use super::places::refusal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use obrady_client::{Client, ClientError, InstitutionFilter};
use obrady_tests::{App, Who, start};
use obrady_types::directory::{
    CommuneKind, ImportApply, ImportEncoding, ImportFile, ImportKind, ImportReport, InstitutionCreate, InstitutionKind,
};
use obrady_types::{ErrorCode, PageQuery};

/// As the register writes it: the country's file with a byte order mark, regions in capitals, counties, communes.
const TERC: &str = "\u{feff}WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\r\n\
    12;;;;MAŁOPOLSKIE;województwo;2026-01-01\r\n\
    12;19;;;wielicki;powiat;2026-01-01\r\n\
    12;19;02;2;Gdów;gmina wiejska;2026-01-01\r\n\
    12;19;05;3;Wieliczka;gmina miejsko-wiejska;2026-01-01\r\n\
    12;19;05;4;Wieliczka;miasto;2026-01-01\r\n\
    12;19;05;5;Wieliczka;obszar wiejski;2026-01-01\r\n\
    12;61;;;Kraków;miasto na prawach powiatu;2026-01-01\r\n\
    12;61;01;1;Kraków;gmina miejska;2026-01-01\r\n\
    28;02;;;braniewski;powiat;2026-01-01\r\n\
    28;02;01;1;Braniewo;gmina miejska;2026-01-01\r\n";

fn file(bytes: &[u8]) -> ImportFile {
    ImportFile { kind: ImportKind::Communes, content: STANDARD.encode(bytes), region_id: None }
}

async fn preview(client: &Client, text: &str) -> ImportReport {
    client.preview_import(&file(text.as_bytes())).await.expect("a preview")
}

async fn apply(client: &Client, text: &str, digest: &str) -> Result<ImportReport, ClientError> {
    let ImportFile { kind, content, region_id } = file(text.as_bytes());
    client.apply_import(&ImportApply { kind, content, region_id, digest: digest.to_owned() }).await
}

async fn import(client: &Client, text: &str) -> ImportReport {
    let seen = preview(client, text).await;
    apply(client, text, &seen.digest).await.expect("applied")
}

/// Created, updated, unchanged, refused, elsewhere.
fn counts(report: &ImportReport) -> [i32; 5] {
    [report.created, report.updated, report.unchanged, report.refused, report.elsewhere]
}

fn refusals(report: &ImportReport) -> Vec<(i32, &str, &str)> {
    let rows = report.rows.iter();
    rows.flat_map(|row| row.problems.iter().map(|one| (row.line, one.column.as_str(), one.code.as_str()))).collect()
}

async fn communes(app: &App, county: Option<&str>) -> Vec<(String, String, CommuneKind)> {
    let page = PageQuery { limit: Some(200), ..PageQuery::default() };
    let all = app.anonymous().list_communes(Some(app.world.region), county, &page).await.expect("communes").items;
    all.into_iter().map(|one| (one.teryt, one.name, one.kind)).collect()
}

#[tokio::test]
async fn the_registers_file_is_previewed_imported_and_then_says_nothing_new() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let seen = preview(&admin, TERC).await;
    assert_eq!((seen.encoding, seen.applied), (ImportEncoding::Utf8Bom, false));
    assert_eq!(counts(&seen), [7, 0, 1, 0, 2], "{seen:?}");
    assert_eq!(communes(&app, None).await, [], "a preview writes nothing");
    let done = apply(&admin, TERC, &seen.digest).await.expect("applied");
    assert_eq!((done.applied, &done.rows), (true, &seen.rows));
    use CommuneKind::{Rural, RuralPart, Town, Urban, UrbanRural};
    let known = communes(&app, Some("1219")).await;
    let told: Vec<_> = known.iter().map(|(code, name, kind)| (code.as_str(), name.as_str(), *kind)).collect();
    assert_eq!(
        told,
        [
            ("1219022", "Gdów", Rural),
            ("1219053", "Wieliczka", UrbanRural),
            ("1219054", "Wieliczka", Town),
            ("1219055", "Wieliczka", RuralPart),
        ]
    );
    assert_eq!(communes(&app, Some("1261")).await, [("1261011".to_owned(), "Kraków".to_owned(), Urban)]);
    assert_eq!(communes(&app, Some("2802")).await, [], "another region's are left out");
    let page = PageQuery { limit: Some(200), ..PageQuery::default() };
    let counties = app.anonymous().list_counties(Some(app.world.region), &page).await.expect("counties").items;
    let told: Vec<_> = counties.iter().map(|one| (one.name.as_str(), one.is_city, one.communes)).collect();
    assert_eq!(told, [("wielicki", false, 2), ("m. Kraków", true, 1)], "parts of a commune are none");
    assert_eq!((counties[0].seat_town.as_deref(), counties[1].seat_town.as_deref()), (None, Some("Kraków")));
    // The same file again, and an audit row for the one that did something.
    let audits = "SELECT count(*) FROM audit_event WHERE action = 'region.places_imported'";
    assert_eq!(counts(&import(&admin, TERC).await), [0, 0, 8, 0, 2]);
    assert_eq!(app.number(audits).await, 1);
    assert_eq!(refusal(apply(&admin, TERC, &seen.digest).await).0, ErrorCode::ImportChanged);
}

#[tokio::test]
async fn a_newer_state_renames_and_an_older_one_is_refused() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    import(&admin, TERC).await;
    let newer = TERC.replace("2026-01-01", "2027-01-01").replace("Gdów", "Gdów Nowy");
    let done = import(&admin, &newer).await;
    assert_eq!(counts(&done), [0, 7, 1, 0, 2]);
    assert_eq!(communes(&app, Some("1219")).await[0].1, "Gdów Nowy");
    let older = preview(&admin, TERC).await;
    assert_eq!(older.refused, 7);
    assert!(refusals(&older).iter().all(|one| (one.1, one.2) == ("stan_na", "outdated")), "{older:?}");
}

#[tokio::test]
async fn a_plain_file_adds_towns_and_needs_known_counties() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let text = "teryt,name,seat_town\n1219022,Gdów,\n1219,wielicki,Wieliczka\n1208011,Charsznica,\n2802011,Braniewo,\n";
    let seen = preview(&admin, text).await;
    assert_eq!(counts(&seen), [2, 0, 0, 1, 1]);
    assert_eq!(refusals(&seen), [(4, "teryt", "not_found")]);
    import(&admin, text).await;
    let page = PageQuery::default();
    let county = app.anonymous().list_counties(Some(app.world.region), &page).await.expect("counties").items.remove(0);
    assert_eq!((county.seat_town.as_deref(), county.communes), (Some("Wieliczka"), 1));
    // The register knows how many there are, and keeps the town.
    import(&admin, TERC).await;
    let county = app.anonymous().list_counties(Some(app.world.region), &page).await.expect("counties").items.remove(0);
    assert_eq!((county.seat_town.as_deref(), county.communes), (Some("Wieliczka"), 2));
}

#[tokio::test]
async fn wrong_rows_and_files_are_refused_as_everywhere() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let head = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n12;19;;;wielicki;powiat;2026-01-01\n";
    let rows = "12;19;02;2;Gdów;;2026-01-01\n12;19;02;2;Gdów;;2026-01-01\n12;19;03;2;=1+1;;2026-01-01\n\
        12;19;04;7;Biskupice;;2026-01-01\n13;19;04;2;Biskupice;;2026-01-01\n12;01;04;2;Bochnia;;2026-01-01\n";
    let seen = preview(&admin, &format!("{head}{rows}")).await;
    assert_eq!(
        refusals(&seen),
        [
            (4, "gmi", "duplicate"),
            (5, "nazwa", "formula"),
            (6, "rodz", "invalid"),
            (7, "woj", "invalid"),
            (8, "pow", "not_found"),
        ]
    );
    let many = format!("{head}{}", "12;19;02;2;G;;2026-01-01\n".repeat(20_000));
    let wrong = [
        (b"teryt;name\n1219022;Gd\xB1w\xB6\n".to_vec(), "wrong_encoding"),
        (b"teryt\n1219022\n".to_vec(), "missing_column"),
        (b"woj;pow;gmi;rodz;nazwa\n".to_vec(), "missing_column"),
        (many.into_bytes(), "too_many_rows"),
    ];
    for (bytes, code) in wrong {
        let (refused, fields) = refusal(admin.preview_import(&file(&bytes)).await);
        assert_eq!(refused, ErrorCode::ValidationFailed);
        assert_eq!(fields, [("/content".to_owned(), code.to_owned())]);
    }
    assert_eq!(communes(&app, None).await, [], "nothing by halves");
}

#[tokio::test]
async fn institutions_are_filtered_by_commune_and_name_it() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    import(&admin, TERC).await;
    let input = InstitutionCreate {
        kind: InstitutionKind::Ops,
        name: "GOPS Gdów".into(),
        teryt_commune: Some("1219022".into()),
        ..InstitutionCreate::default()
    };
    let made = admin.create_institution(&input).await.expect("made").value;
    assert_eq!(made.commune.as_ref().map(|commune| commune.name.as_str()), Some("Gdów"));
    let of = |code: &str| InstitutionFilter { teryt_commune: Some(code.into()), ..InstitutionFilter::default() };
    let found = app.anonymous().list_institutions(&of("1219022")).await.expect("institutions").items;
    assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [made.id]);
    assert!(app.anonymous().list_institutions(&of("1219053")).await.expect("none").items.is_empty());
    let bad = app.anonymous().list_institutions(&of("12190")).await;
    assert_eq!(refusal(bad).0, ErrorCode::InvalidQuery);
}
