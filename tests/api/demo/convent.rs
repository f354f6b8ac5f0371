//! The convent: its session of March 2024, its officers, its seats.

use super::*;
use chrono::Duration;
use obrady_client::{AffiliationFilter, TermFilter};
use obrady_tests::{start_demo, start_of_test};
use obrady_types::convents::{Office, Term, TermEndReason};
use obrady_types::directory::InstitutionKind::{self, Cus, Mops, Pcpr};
use obrady_types::groups::BodyKind;

#[tokio::test]
async fn the_convent_sat_for_two_days_in_march_2024() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let convent = body(&client, CONVENT).await;
    assert_eq!(convent.kind, BodyKind::Convent);
    let (meeting, agenda) = meeting_on(&client, convent.id, day(2024, 3, 11)).await;
    assert_eq!(meeting.title, "Posiedzenie Konwentu Dyrektorów PCPR");
    let days: Vec<NaiveDate> = meeting.days.iter().map(|day| day.date).collect();
    assert_eq!((days, meeting.venue.as_deref()), (vec![day(2024, 3, 11), day(2024, 3, 12)], None));
    let first = [
        (
            "Kondycja systemu małopolskiej pieczy zastępczej w kontekście wyników badania ankietowego „Piecza zastępcza \
             w Małopolsce stan, potrzeby, wyzwania”",
            AgendaItemKind::SurveyResults,
        ),
        (
            "Podnoszenie jakości usług świadczonych na rzecz mieszkańców domów pomocy społecznej; zasady prowadzenia \
             Rejestru zgłoszeń o zdarzeniach nadzwyczajnych",
            AgendaItemKind::Discussion,
        ),
        (
            "Obowiązki instytucji publicznych w zakresie wprowadzenia standardów ochrony małoletnich",
            AgendaItemKind::Presentation,
        ),
    ];
    assert_eq!(outline(&meeting, &agenda, 0), first.map(|(title, kind)| (title.to_owned(), kind)));
    let second = [
        (
            "Przeciwdziałanie przemocy domowej - wyzwania i proponowane rozwiązania w realizacji programów \
             korekcyjno-edukacyjnych oraz psychologiczno-terapeutycznych dla osób stosujących przemoc domową",
            AgendaItemKind::Discussion,
        ),
        ("Wprowadzenie zmian do Regulaminu określającego zasady funkcjonowania Konwentu", AgendaItemKind::RulesChange),
        ("Wybór Przewodniczącego i Zastępcy Przewodniczącego", AgendaItemKind::Election),
    ];
    assert_eq!(outline(&meeting, &agenda, 1), second.map(|(title, kind)| (title.to_owned(), kind)));
    let survey = [
        "wyzwania stojące przed powiatami w obszarze zabezpieczenia potrzeb dzieci pozbawionych opieki",
        "dyrektorzy PCPR, przedstawiciele ROPS",
        "Jacek Kowalczyk - Dyrektor Wydziału Polityki Społecznej Małopolskiego Urzędu Wojewódzkiego",
        "funkcjonowanie pieczy zastępczej",
        "system przeciwdziałania przemocy domowej",
        "podnoszenie jakości wsparcia na rzecz mieszkańców domów pomocy społecznej",
    ];
    assert_says(named(&agenda, "Kondycja"), &survey);
    assert_has(&recorded(&client, &meeting, "Podnoszenie").await, &["Ustalono zasady prowadzenia Rejestru"]);
    assert_says(named(&agenda, "Obowiązki"), &["skuteczne narzędzia ochrony dzieci przed krzywdzeniem"]);
    let elected = ["Janusz Patyna – Kierownik PCPR w Miechowie", "Renata Zielińska – Dyrektor PCPR w Zakopanem"];
    assert_says(named(&agenda, "Wybór"), &elected);
}

/// Office, name, title, county, first day, last day, whether one of them is invented.
pub(super) type Row =
    (Office, &'static str, Option<&'static str>, Option<&'static str>, NaiveDate, Option<NaiveDate>, bool);

pub(super) fn officers() -> Vec<Row> {
    use Office::{Chair, DeputyChair};
    let (inaugural, autumn, unknown) = (day(2014, 10, 28), day(2016, 10, 24), day(2018, 10, 24));
    let (november, online, march) = (day(2019, 11, 29), day(2021, 12, 13), day(2024, 3, 12));
    vec![
        (Chair, "Piotr Gofroń", None, Some("1209"), inaugural, Some(autumn), false),
        (DeputyChair, "Romana Gajdek", None, Some("1205"), inaugural, Some(autumn), false),
        (Chair, "Ryszarda Zakrzewska-Zachwieja", None, None, autumn, Some(unknown), true),
        (DeputyChair, "Barbara Pindel-Polaszek", None, Some("1218"), autumn, Some(unknown), true),
        (Chair, "Barbara Pindel-Polaszek", None, Some("1218"), unknown, Some(november), true),
        (Chair, "Romana Gajdek", None, Some("1205"), november, Some(online), false),
        (DeputyChair, "Elżbieta Paczyńska", None, Some("1201"), november, Some(online), false),
        (Chair, "Monika Nawalaniec", None, Some("1207"), online, Some(march), true),
        (DeputyChair, "Tomasz Bielecki", None, Some("1213"), online, Some(march), true),
        (Chair, "Janusz Patyna", Some("Kierownik"), Some("1208"), march, None, true),
        (DeputyChair, "Renata Zielińska", Some("Dyrektor"), Some("1217"), march, None, true),
    ]
}

async fn terms(client: &Client, convent: BodyId) -> Vec<Term> {
    let filter = TermFilter { page: all(), ..TermFilter::default() };
    let mut terms = client.list_terms(convent, &filter).await.expect("terms").items;
    terms.sort_by_key(|term| (term.starts_at, term.office));
    terms
}

#[tokio::test]
async fn the_officers_from_2014_to_2024_are_those_of_the_sources() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let convent = body(&client, CONVENT).await;
    let terms = terms(&client, convent.id).await;
    let counties: BTreeMap<_, _> =
        institutions(&client).await.into_iter().map(|one| (one.id, one.teryt_county.unwrap_or_default())).collect();
    let told: Vec<_> = terms
        .iter()
        .map(|term| {
            let county = term.institution_id.map(|id| counties[&id].as_str());
            let (from, to) = (term.starts_at.date_naive(), term.ended_at.map(|end| end.date_naive()));
            (term.office, term.person_name.as_str(), term.position_title.as_deref(), county, from, to, term.synthetic)
        })
        .collect();
    assert_eq!(told, officers());
    // Whoever had no successor left the office vacant (I-02).
    for term in &terms {
        let successor = terms.iter().any(|next| next.office == term.office && Some(next.starts_at) == term.ended_at);
        assert_eq!(term.end_reason == Some(TermEndReason::Successor), successor, "{}", term.person_name);
    }
    let after = client.get_officers(convent.id, Some(at(2018, 12, 1))).await.expect("officers");
    assert!(after.deputy_chair.is_none());
    assert_eq!(after.chair.expect("a chair").person_name, "Barbara Pindel-Polaszek");
}

#[tokio::test]
async fn officers_head_a_seat_as_long_as_they_hold_the_office() {
    let demo = start_demo().await;
    let client = demo.client("demo.operator").await;
    let convent = body(&client, CONVENT).await;
    let mut seen = 0;
    for term in terms(&client, convent.id).await {
        let Some(institution_id) = term.institution_id else { continue };
        let last = term.ended_at.map_or_else(start_of_test, |end| end - Duration::microseconds(1));
        for instant in [term.starts_at, last] {
            let seats = seats(&client, convent.id, instant).await;
            let seat = seats.iter().find(|seat| seat.institution_id == institution_id).expect("a seat");
            assert_eq!(seat.holder_id, Some(term.person_id), "{} on {instant}", term.person_name);
        }
        seen += 1;
    }
    assert_eq!(seen, 10);
    let filter = AffiliationFilter { page: all(), ..AffiliationFilter::default() };
    let posts = client.list_affiliations(&filter).await.expect("posts").items;
    let people: BTreeMap<_, _> = people(&client).await.into_iter().map(|person| (person.id, person)).collect();
    for post in posts.iter().filter(|post| !people[&post.person_id].synthetic && !post.position_title.is_empty()) {
        // Only these titles stand in a source.
        assert!(["Patyna", "Zielińska", "Wilimska", "Kowalczyk"].contains(&people[&post.person_id].last_name.as_str()));
    }
}

#[tokio::test]
async fn the_convent_has_a_seat_for_each_of_22_counties() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let convent = body(&client, CONVENT).await;
    let institutions: BTreeMap<_, _> = institutions(&client).await.into_iter().map(|one| (one.id, one)).collect();
    let seats_now = seats(&client, convent.id, start_of_test()).await;
    let told: Vec<_> = seats_now
        .iter()
        .map(|seat| {
            let unit = &institutions[&seat.institution_id];
            let county = unit.county.as_ref().expect("a county");
            assert_eq!(seat.county_name.as_ref(), Some(&county.name));
            assert_eq!(unit.town, county.seat_town);
            assert_eq!((county.is_city, unit.acts_as_county_centre), (unit.kind != Pcpr, unit.kind != Pcpr));
            let (name, seat_town) = (county.name.as_str(), county.seat_town.as_deref().unwrap_or_default());
            (county.teryt.as_str(), name, seat_town, county.communes, unit.name.as_str(), unit.kind)
        })
        .collect();
    assert_eq!(told, COUNTIES);
    assert_eq!(COUNTIES.iter().map(|row| row.3).sum::<i32>(), 182);
}

const COUNTIES: [(&str, &str, &str, i32, &str, InstitutionKind); 22] = [
    ("1201", "bocheński", "Bochnia", 9, "PCPR w Bochni", Pcpr),
    ("1202", "brzeski", "Brzesko", 7, "PCPR w Brzesku", Pcpr),
    ("1203", "chrzanowski", "Chrzanów", 5, "PCPR w Chrzanowie", Pcpr),
    ("1204", "dąbrowski", "Dąbrowa Tarnowska", 7, "PCPR w Dąbrowie Tarnowskiej", Pcpr),
    ("1205", "gorlicki", "Gorlice", 10, "PCPR w Gorlicach", Pcpr),
    ("1206", "krakowski", "Kraków", 17, "PCPR w Krakowie", Pcpr),
    ("1207", "limanowski", "Limanowa", 12, "PCPR w Limanowej", Pcpr),
    ("1208", "miechowski", "Miechów", 7, "PCPR w Miechowie", Pcpr),
    ("1209", "myślenicki", "Myślenice", 9, "PCPR w Myślenicach", Pcpr),
    ("1210", "nowosądecki", "Nowy Sącz", 16, "PCPR w Nowym Sączu", Pcpr),
    ("1211", "nowotarski", "Nowy Targ", 14, "PCPR w Nowym Targu", Pcpr),
    ("1212", "olkuski", "Olkusz", 6, "PCPR w Olkuszu", Pcpr),
    ("1213", "oświęcimski", "Oświęcim", 9, "PCPR w Oświęcimiu", Pcpr),
    ("1214", "proszowicki", "Proszowice", 6, "PCPR w Proszowicach", Pcpr),
    ("1215", "suski", "Sucha Beskidzka", 9, "PCPR w Suchej Beskidzkiej", Pcpr),
    ("1216", "tarnowski", "Tarnów", 16, "PCPR w Tarnowie", Pcpr),
    ("1217", "tatrzański", "Zakopane", 5, "PCPR w Zakopanem", Pcpr),
    ("1218", "wadowicki", "Wadowice", 10, "PCPR w Wadowicach", Pcpr),
    ("1219", "wielicki", "Wieliczka", 5, "PCPR w Wieliczce", Pcpr),
    ("1261", "m. Kraków", "Kraków", 1, "MOPS w Krakowie", Mops),
    ("1262", "m. Nowy Sącz", "Nowy Sącz", 1, "MOPS w Nowym Sączu", Mops),
    ("1263", "m. Tarnów", "Tarnów", 1, "Centrum Usług Społecznych w Tarnowie", Cus),
];

#[tokio::test]
async fn the_centre_in_tarnow_handed_its_seat_on() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let convent = body(&client, CONVENT).await;
    for (as_of, name) in [
        (at(2014, 10, 28), "MOPS w Tarnowie"),
        (at(2021, 12, 31), "MOPS w Tarnowie"),
        (at(2022, 1, 1), "Centrum Usług Społecznych w Tarnowie"),
    ] {
        let seats = seats(&client, convent.id, as_of).await;
        assert_eq!(seats.len(), 22, "{as_of}");
        let tarnow: Vec<&Seat> = seats.iter().filter(|seat| seat.teryt_county.as_deref() == Some("1263")).collect();
        assert_eq!((tarnow.len(), tarnow[0].institution_name.as_str()), (1, name), "{as_of}");
    }
    let units = institutions(&client).await;
    let former = units.iter().find(|unit| unit.name == "MOPS w Tarnowie").expect("the former centre");
    let successor = units.iter().find(|unit| Some(unit.id) == former.successor_id).expect("its successor");
    assert_eq!((former.closed_on, successor.kind), (Some(day(2022, 1, 1)), Cus));
}
