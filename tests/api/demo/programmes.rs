//! Programmes: the slide deck of 2004–2007, what followed, and the outer programmes that were mentioned.

use super::*;
use obrady_client::{ProgrammeFilter, RelationFilter, TopicLinkFilter};
use obrady_tests::start_demo;
use obrady_types::programmes::{
    AdoptingBody, ObjectiveLevel, Programme, ProgrammeRelationKind, ProgrammeScope, ProgrammeState,
};

const FAMILY_POLICY: &str = "Małopolski Program Polityki Prorodzinnej na lata 2004 - 2007";
const FOSTER_CARE: &str = "Małopolski Program Wspierania Rodziny i Systemu Pieczy Zastępczej na lata 2014-2020";
const FAMILY_2030: &str = "Rodzinna Małopolska 2030";

async fn programme(client: &Client, title: &str) -> Programme {
    let filter = ProgrammeFilter { page: all(), ..ProgrammeFilter::default() };
    let found = client.list_programmes(&filter).await.expect("programmes").items;
    found.into_iter().find(|programme| programme.title == title).expect("the programme")
}

#[tokio::test]
async fn the_slide_deck_is_whole() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let programme = programme(&client, FAMILY_POLICY).await;
    assert_eq!((programme.scope, programme.period_from, programme.period_to), {
        (ProgrammeScope::Provincial, Some(2004), Some(2007))
    });
    let analysis = "Analiza aktualnego stanu wdrażania systemu opieki nad dzieckiem i rodziną";
    assert_eq!(programme.diagnosis_title, Some(format!("{analysis} w województwie małopolskim")));
    for part in ["SYSTEM OPIEKI NAD DZIECKIEM I RODZINĄ W WOJEWÓDZTWIE MAŁOPOLSKIM", analysis, "Realizowane programy"]
    {
        assert!(programme.diagnosis.contains(part), "{part}");
    }
    let goals = client.get_objective_tree(programme.id).await.expect("goals").objectives;
    let goals: Vec<_> = goals.iter().map(|goal| (goal.code.as_str(), goal.title.as_str(), goal.level)).collect();
    let top = ObjectiveLevel::Overriding;
    assert_eq!(
        goals,
        [
            ("A", "Promocja i kreowanie pozytywnego obrazu rodziny", top),
            ("B", "Zdrowa, silna i aktywna rodzina", top),
            ("C", "Efektywny system profilaktyki i pomocy rodzinom dysfunkcyjnym", top),
        ]
    );
    let found = client.list_recommendations(programme.id, &all()).await.expect("recommendations").items;
    assert_eq!(found.iter().map(|one| one.number).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
    assert!(found.iter().all(|one| one.objective_id.is_none()), "the source links none to a goal");
    for (number, words) in [(1, "koordynacja"), (6, "rodziną biologiczną"), (8, "usamodzielnianie"), (12, "Kościoła")]
    {
        assert!(found[number - 1].title.contains(words), "{words}");
    }
    let names = client.list_initiatives(programme.id, &all()).await.expect("initiatives").items;
    let names: Vec<String> = names.into_iter().map(|one| one.name).collect();
    assert_eq!(
        names,
        [
            "Lokalny koordynator systemu opieki nad dzieckiem i rodziną",
            "Praca z rodziną metodą „Konferencji Grupy Rodzinnej”",
            "Wykorzystanie „Mediacji rodzinnych” w systemie pomocy rodzinie",
            "Przeciwdziałanie przemocy w rodzinie. Budowanie lokalnych koalicji",
            "Profesjonalna kadra placówek opiekuńczo – wychowawczych",
            "Koordynacja zastępczego rodzicielstwa",
        ]
    );
}

#[tokio::test]
async fn programmes_follow_each_other_to_2030() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let (first, second, third) = (
        programme(&client, FAMILY_POLICY).await,
        programme(&client, FOSTER_CARE).await,
        programme(&client, FAMILY_2030).await,
    );
    assert!(second.drafted_by.as_deref().is_some_and(|text| text.contains("ROPS w Krakowie")));
    let filter = RelationFilter { page: all(), ..RelationFilter::default() };
    let relations = client.list_programme_relations(&filter).await.expect("relations").items;
    for (from, to) in [(&second, &first), (&third, &second)] {
        let continues = |kind| kind == ProgrammeRelationKind::Continues;
        assert!(relations.iter().any(|one| one.from_id == from.id && one.to_id == to.id && continues(one.kind)));
    }
    let draft = client.list_programme_versions(third.id, &all()).await.expect("versions").items.remove(0);
    assert_eq!(draft.adopted_by, Some(AdoptingBody::Board));
    assert_eq!(draft.resolution_number.as_deref(), Some("2534/23"));
    assert_eq!(draft.resolution_date, Some(day(2023, 12, 19)));
    assert!(draft.summary.contains("25 stycznia 2024"));
    for (title, scope) in [
        ("Krajowy Program Przeciwdziałania Ubóstwu i Wykluczeniu Społecznemu", ProgrammeScope::National),
        ("Krajowy Program Rozwoju Ekonomii Społecznej", ProgrammeScope::National),
        ("Program Wiedza, Edukacja, Rozwój", ProgrammeScope::Eu),
    ] {
        let outer = programme(&client, title).await;
        assert_eq!((outer.scope, outer.synthetic), (scope, true), "{title}");
    }
}

#[tokio::test]
async fn parts_of_2004_lead_to_topics_of_later_groups() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let id = programme(&client, FAMILY_POLICY).await.id;
    let filter = TopicLinkFilter { programme_id: Some(id), page: all(), ..TopicLinkFilter::default() };
    let links = client.list_topic_links(&filter).await.expect("links").items;
    let mut found: Vec<_> = links.iter().map(|link| (link.part_label.as_str(), link.topic_title.as_str())).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("1", "Procedura pracy koordynatora"),
            ("1", "Współpraca koordynatorów z asystentami rodziny"),
            ("6", "Praca z rodziną biologiczną dziecka umieszczonego w pieczy zastępczej"),
            ("6", "Procedura pracy koordynatora"),
            ("8", "Działania dotyczące usamodzielniających się wychowanków pieczy"),
        ]
    );
    let coordinator = links.iter().find(|link| link.topic_title == "Procedura pracy koordynatora").expect("a link");
    assert_eq!(coordinator.taken_up.len(), 1, "a published agenda takes it up");
}

#[tokio::test]
async fn a_programme_in_work_shows_how_far_it_is() {
    let demo = start_demo().await;
    let client = demo.client("anna.kowal").await;
    let filter = ProgrammeFilter { state: Some(ProgrammeState::InForce), ..ProgrammeFilter::default() };
    let found = client.list_programmes(&filter).await.expect("programmes").items;
    let [programme] = &found[..] else { panic!("{} in force", found.len()) };
    assert!(programme.synthetic && programme.editable);
    let goals = client.get_objective_tree(programme.id).await.expect("goals").objectives;
    let counts: Vec<_> = goals
        .iter()
        .filter(|goal| goal.parent_id.is_none())
        .map(|goal| (goal.code.as_str(), goal.done, goal.total))
        .collect();
    assert_eq!(counts, [("A", 1, 4), ("B", 2, 3), ("C", 1, 2)]);
    let indicators = client.list_indicators(programme.id, &all()).await.expect("indicators").items;
    let mut reached: Vec<_> = indicators.iter().map(|one| (one.unit.as_deref(), one.reached_percent)).collect();
    reached.sort_unstable();
    assert_eq!(reached, [(Some("gminy"), Some(50)), (Some("rodziny"), Some(18)), (Some("rodziny"), Some(40))]);
    assert!(indicators.iter().all(|one| one.synthetic), "no document gives figures");
    assert!(!client.get_programme(programme.id).await.expect("it").title.is_empty());
    let others = demo.client("piotr.zielony").await.get_programme(programme.id).await.expect("it");
    assert!(!others.editable);
}
