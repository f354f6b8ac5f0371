//! Both groups: what they met for, and what they planned.

use super::*;
use obrady_tests::start_demo;
use obrady_types::directory::InstitutionKind;
use obrady_types::groups::{BodyKind, GroupKind, TopicState};
use obrady_types::meetings::MeetingState;
use std::collections::BTreeSet;

#[tokio::test]
async fn the_foster_group_met_on_18_november_2014() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let group = body(&client, FOSTER).await;
    assert_eq!((group.kind, group.group_kind), (BodyKind::Group, Some(GroupKind::Thematic)));
    let rops = client.get_institution(group.host_institution_id.expect("a host")).await.expect("the host");
    assert_eq!((rops.kind, rops.town.as_deref()), (InstitutionKind::Rops, Some("Kraków")));
    let (meeting, agenda) = meeting_on(&client, group.id, day(2014, 11, 18)).await;
    // The last of its year, and earlier ones are not known: any number would be invented (I-16).
    assert_eq!((meeting.ordinal, meeting.venue.as_deref(), meeting.state), (None, None, MeetingState::Held));
    let opening = "Powitanie; podsumowanie tematyki dotychczasowych spotkań; ostatnie wydarzenia dotyczące środowiska \
                   PCPR (m.in. powstanie Konwentu Dyrektorów PCPR Województwa Małopolskiego)";
    let expected = [
        (opening, AgendaItemKind::Opening),
        ("Prezentacja głównych założeń Programu 2014-2020", AgendaItemKind::Presentation),
        ("Dyskusja dotycząca dokumentu", AgendaItemKind::Consultation),
        ("Dyskusja na temat przyszłorocznych spotkań grupy", AgendaItemKind::Planning),
    ];
    assert_eq!(outline(&meeting, &agenda, 0), expected.map(|(title, kind)| (title.to_owned(), kind)));
    let speakers: Vec<Option<&str>> = ["Powitanie", "Prezentacja", "Dyskusja dotycząca", "Dyskusja na temat"]
        .iter()
        .map(|title| named(&agenda, title).speaker_text.as_deref())
        .collect();
    let team = "przedstawiciel zespołu „Szkolenie i doskonalenie zawodowe kadr pomocy społecznej”";
    let presenter = "przedstawicielka zespołu Polityki Społecznej ROPS w Krakowie";
    assert_eq!(speakers, [Some(team), Some(presenter), None, None]);
    let programme = "Małopolski Program Wspierania Rodziny i Systemu Pieczy Zastępczej na lata 2014-2020";
    assert_says(named(&agenda, "Prezentacja"), &[programme, "ROPS w Krakowie", "konsultacjach", "program krajowy"]);
    assert_says(named(&agenda, "Dyskusja dotycząca"), &["dyskusja na temat strategicznego dokumentu"]);
    let said = recorded(&client, &meeting, "Dyskusja dotycząca").await;
    let statements = [
        "Uczestnicy: Program wojewódzki w części pokrywa się z krajowym",
        "ROPS w odpowiedzi: Program zbudowano tak, by uzupełniał inne dokumenty",
        "organizacji pozarządowych w pomoc i integrację społeczną. dyskusja dotycząca współpracy z NGO",
        "przyjęto z dużą aprobatą",
    ];
    assert_has(&said, &statements);
    assert_says(named(&agenda, "Dyskusja dotycząca"), &["kontakt.program@example.org", "Terminu nie podano"]);
}

#[tokio::test]
async fn the_foster_group_planned_four_topics_for_2015() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let group = body(&client, FOSTER).await;
    let (_, agenda) = meeting_on(&client, group.id, day(2014, 11, 18)).await;
    let topics = topics(&client, group.id).await;
    assert_eq!(topics.len(), 4);
    for title in [
        "Procedura pracy koordynatora",
        "Działania dotyczące usamodzielniających się wychowanków pieczy",
        "Współpraca koordynatorów z asystentami rodziny",
        "Współpraca z sądami",
    ] {
        assert_eq!(topics[title].planned, planned(2015, 1, 1, PeriodPrecision::Year), "{title}");
        // Within the sentence the title begins with a small letter.
        assert_says(named(&agenda, "Dyskusja na temat"), &[&title[1..]]);
    }
}

#[tokio::test]
async fn the_family_group_met_first_on_25_july_2013() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let group = body(&client, FAMILY).await;
    assert_eq!((group.kind, group.group_kind), (BodyKind::Group, Some(GroupKind::Working)));
    for aim in ["kierunków działań", "analiza potrzeb uczestników oraz jednostek", "analiza zasobów"] {
        assert!(group.purpose.contains(aim), "{aim}");
    }
    let (meeting, _) = meeting_on(&client, group.id, day(2013, 7, 25)).await;
    assert_eq!(meeting.title, "Posiedzenie Grupy roboczej ds. wspierania rodziny");
    assert_eq!((meeting.ordinal, meeting.venue.as_deref()), (Some(1), Some("Sala Urzędu Marszałkowskiego")));
    let findings = [
        "co najmniej jednego asystenta rodziny",
        "Formy zatrudnienia i źródła finansowania są różne",
        "zespoły ds. asysty, którymi kierują koordynatorzy",
        "pojedyncze stanowiska pracy",
        "poradnictwo (psychologiczne, prawne, pedagogiczne)",
        "imprezy okolicznościowe dla rodzin",
        "Szkoła dla rodziców i warsztaty odbywają się głównie w projekcie systemowym POKL",
        "grupy wsparcia dla rodziców i zapewniają wsparcie terapeutyczne",
    ];
    assert_has(&recorded(&client, &meeting, "Rozeznanie dotychczasowych działań").await, &findings);
    let plan = [
        "Decyzją Grupy",
        "do końca XI 2013 powstanie poradnik zawierający rekomendacje dla asystentów rodziny",
        "w połowie IX, w połowie X i na początku XI 2013",
        "specjalistów z zewnątrz",
        "Rodziny wspierające: spotkanie na początku XII 2013",
        "Praca z rodziną biologiczną dziecka umieszczonego w pieczy zastępczej: na rok 2014",
        "ISBN 978-83-60242-80-3",
    ];
    let planned = recorded(&client, &meeting, "Plan działań do końca roku").await;
    assert_has(&planned, &plan);
    assert_has(&planned, &["rekomendacje dla asystentów rodziny 2013-11-30 Done", "Poradnik asystenta rodziny"]);
    let (next, _) = meeting_on(&client, group.id, day(2014, 11, 12)).await;
    assert_eq!(next.ordinal, Some(1), "the first that is known of its year (I-16)");
}

#[tokio::test]
async fn the_family_group_planned_three_topics() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let group = body(&client, FAMILY).await;
    let (_, agenda) = meeting_on(&client, group.id, day(2013, 7, 25)).await;
    let topics = topics(&client, group.id).await;
    let assistance = [
        "„zakorzenienie” asystenta w systemie wspierania rodziny",
        "dookreślenie roli i warsztatu pracy",
        "zasady współpracy pracownika socjalnego z asystentem",
        "podział ról / decyzyjności / odpowiedzialności",
        "specjalistyczne wsparcie dla asystentów i pracowników socjalnych (zajęcia podnoszące kompetencje wychowawcze, \
         terapia, mediacje dla rodzin)",
    ];
    let supporting = ["pozyskiwanie rodzin", "kryteria doboru", "wskazania i ograniczenia w pełnieniu roli"];
    let birth = [
        "ustalanie planu pracy",
        "diagnoza",
        "rokowania co do powrotu dziecka pod opiekę rodziców biologicznych",
        "sposoby i czas oddziaływań",
    ];
    let biological = "Praca z rodziną biologiczną dziecka umieszczonego w pieczy zastępczej";
    let expected: [(&str, &[&str], _); 3] = [
        ("Asystentura rodziny", &assistance, planned(2013, 11, 21, PeriodPrecision::MonthEnd)),
        ("Rodziny wspierające", &supporting, planned(2013, 12, 1, PeriodPrecision::MonthStart)),
        (biological, &birth, planned(2014, 1, 1, PeriodPrecision::Year)),
    ];
    assert_eq!(topics.len(), expected.len());
    for (title, parts, period) in expected {
        let topic = &topics[title];
        assert_eq!(topic.sub_points, parts, "{title}");
        assert_eq!(topic.planned, period, "{title}");
        assert_eq!(named(&agenda, title).topic_id, Some(topic.id), "{title}");
    }
    // The handbook came out, and what today's draft takes up is not offered again.
    let states = ["Asystentura rodziny", "Rodziny wspierające", biological].map(|title| topics[title].state);
    assert_eq!(states, [TopicState::Done, TopicState::Scheduled, TopicState::Backlog]);
}

#[tokio::test]
async fn the_handbook_was_written_by_15_people_of_13_institutions() {
    let demo = start_demo().await;
    let client = demo.client("demo.operator").await;
    let group = body(&client, FAMILY).await;
    let names: BTreeMap<_, _> = institutions(&client).await.into_iter().map(|one| (one.id, one.name)).collect();
    let people: BTreeMap<_, _> = people(&client).await.into_iter().map(|person| (person.id, person)).collect();
    let authors = memberships(&client, group.id).await;
    let authors: Vec<Membership> = authors.into_iter().filter(|one| one.from == day(2013, 7, 25)).collect();
    assert!(authors.iter().all(|one| people[&one.person_id].synthetic));
    let mut places: Vec<&str> =
        authors.iter().map(|one| names[&one.institution_id.expect("an institution")].as_str()).collect();
    places.sort_unstable();
    let mut expected = [
        "GOPS Kęty",
        "OPS Trzebinia",
        "MOPS Brzesko",
        "MOPS w Tarnowie",
        "MOPS w Krakowie",
        "MOPS w Krakowie",
        "GOPS Bochnia",
        "GOPS Gdów",
        "MGOPS Wieliczka",
        "OPS Andrychów",
        "Regionalny Ośrodek Polityki Społecznej w Krakowie",
        "MOPS w Nowym Sączu",
        "MOPS w Nowym Sączu",
        "PCPR w Wieliczce",
        "MOPS Wadowice",
    ];
    expected.sort_unstable();
    assert_eq!(places, expected);
    assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), 13);
}
