//! Programmes: those that the sources name, how they follow each other, and one in work.

use super::facts::directory::ROPS;
use super::facts::programmes::{
    ANALYSIS, FAMILY_2030, FAMILY_POLICY, FOSTER_CARE, IN_WORK, IN_WORK_GOALS, IN_WORK_INDICATORS, INITIATIVES,
    KNOWLEDGE, MENTIONED, OVERRIDING, POVERTY, POVERTY_GOALS, PRESENTED, RECOMMENDATIONS, SOCIAL_ECONOMY,
};
use super::{Seeded, date};
use chrono::Datelike;
use obrady_domain::programmes::seed::{
    ProgrammeRow, insert_indicator, insert_initiative, insert_match, insert_objective, insert_programme,
    insert_recommendation, insert_relation, insert_topic_link, insert_version,
};
use obrady_domain::{Result, WriteTx};
use obrady_types::programmes::{
    AdoptingBody, IndicatorCreate, IndicatorValue, InitiativeCreate, ObjectiveCreate, ObjectiveLevel,
    ObjectiveMatchKind, ObjectiveStatus, ProgrammeCreate, ProgrammeRelationKind, ProgrammeScope, ProgrammeState,
    ProgrammeVersionCreate, RecommendationCreate, TopicLinkCreate,
};
use obrady_types::{ObjectiveId, ProgrammeId, TopicId};
use std::collections::BTreeMap;

/// The programmes of the sources; with living data also one in work, whose id is answered.
pub(super) async fn seed(tx: &WriteTx, seeded: &Seeded, living: bool) -> Result<Option<ProgrammeId>> {
    let first = family_policy(tx, seeded).await?;
    let second = foster_care(tx, seeded).await?;
    let third = family_2030(tx, seeded).await?;
    insert_relation(tx, &second, first.id.into(), ProgrammeRelationKind::Continues, None).await?;
    insert_relation(tx, &third, second.id.into(), ProgrammeRelationKind::Continues, None).await?;
    let poverty = outer(tx, seeded, ProgrammeScope::National, POVERTY, None).await?;
    outer(tx, seeded, ProgrammeScope::National, SOCIAL_ECONOMY, None).await?;
    outer(tx, seeded, ProgrammeScope::Eu, KNOWLEDGE, Some((2014, 2020))).await?;
    let note = "W 2014 r. uczestnicy spotkania grupy obawiali się powtórzeń, a autorzy odpowiedzieli, że program \
                uzupełnia inne dokumenty, także krajowy. Dokument nie mówi który; wskazanie tego jest przykładowe.";
    let complements = ProgrammeRelationKind::Complements;
    insert_relation(tx, &second, poverty.id.into(), complements, Some(note.to_owned())).await?;
    let goals = outer_goals(tx, &poverty).await?;
    if !living {
        return Ok(None);
    }
    let current = in_work(tx, seeded, &goals).await?;
    insert_relation(tx, &current, third.id.into(), ProgrammeRelationKind::Implements, None).await?;
    insert_relation(tx, &current, poverty.id.into(), ProgrammeRelationKind::Overlaps, None).await?;
    Ok(Some(current.id.into()))
}

/// A programme with nothing but scope, title and period.
fn programme(scope: ProgrammeScope, title: &str, period: Option<(i32, i32)>) -> ProgrammeCreate {
    ProgrammeCreate {
        scope,
        title: title.to_owned(),
        period_from: period.map(|(from, _)| from),
        period_to: period.map(|(_, to)| to),
        owner_institution_id: None,
        owner_unit: None,
        drafted_by: None,
        legal_basis: String::new(),
        assumptions: String::new(),
        diagnosis_title: None,
        diagnosis: String::new(),
        region_id: None,
    }
}

fn provincial(seeded: &Seeded, title: &str, period: Option<(i32, i32)>) -> ProgrammeCreate {
    let owner_institution_id = seeded.institutions.get(ROPS).copied();
    ProgrammeCreate { owner_institution_id, ..programme(ProgrammeScope::Provincial, title, period) }
}

fn version(summary: &str) -> ProgrammeVersionCreate {
    ProgrammeVersionCreate {
        summary: summary.to_owned(),
        adopted_by: None,
        resolution_number: None,
        resolution_date: None,
        in_force_from: None,
        in_force_to: None,
    }
}

async fn goal(
    tx: &WriteTx,
    programme: &ProgrammeRow,
    (code, title): (&str, &str),
    level: ObjectiveLevel,
    parent_id: Option<ObjectiveId>,
    (position, status): (i32, Option<ObjectiveStatus>),
) -> Result<ObjectiveId> {
    let id = ObjectiveId(tx.ctx.new_id());
    let input = ObjectiveCreate {
        parent_id,
        code: code.to_owned(),
        level,
        title: title.to_owned(),
        description: String::new(),
        status,
    };
    insert_objective(tx, programme, id, position, input).await?;
    Ok(id)
}

fn link(topic_id: TopicId) -> TopicLinkCreate {
    TopicLinkCreate { objective_id: None, recommendation_id: None, initiative_id: None, topic_id }
}

async fn family_policy(tx: &WriteTx, seeded: &Seeded) -> Result<ProgrammeRow> {
    let input = ProgrammeCreate {
        diagnosis_title: Some(ANALYSIS.to_owned()),
        diagnosis: PRESENTED.to_owned(),
        ..provincial(seeded, FAMILY_POLICY, Some((2004, 2007)))
    };
    let row = insert_programme(tx, seeded.region, input, ProgrammeState::Expired, false).await?;
    for (position, fact) in (1..).zip(OVERRIDING) {
        goal(tx, &row, fact, ObjectiveLevel::Overriding, None, (position, None)).await?;
    }
    for (title, description, topic) in RECOMMENDATIONS {
        let (title, description) = (title.to_owned(), description.to_owned());
        let input = RecommendationCreate { title, description, objective_id: None };
        let made = insert_recommendation(tx, &row, input).await?;
        if let Some(topic) = topic.and_then(|topic| seeded.topics.get(topic)) {
            let link = TopicLinkCreate { recommendation_id: Some(made.id.into()), ..link(*topic) };
            insert_topic_link(tx, &row, &link).await?;
        }
    }
    for (name, topic) in INITIATIVES {
        let name = name.to_owned();
        let input = InitiativeCreate { name, leader: None, from: None, to: None, status: None, objective_id: None };
        let made = insert_initiative(tx, &row, input).await?;
        if let Some(topic) = topic.and_then(|topic| seeded.topics.get(topic)) {
            let link = TopicLinkCreate { initiative_id: Some(made.id.into()), ..link(*topic) };
            insert_topic_link(tx, &row, &link).await?;
        }
    }
    Ok(row)
}

async fn foster_care(tx: &WriteTx, seeded: &Seeded) -> Result<ProgrammeRow> {
    let input = ProgrammeCreate {
        drafted_by: Some("głównie pracownicy ROPS w Krakowie".to_owned()),
        assumptions: "Program powstał po konsultacjach z przedstawicielami instytucji pomocy i integracji społecznej. \
                      Uzupełnia inne dokumenty strategiczne, w tym program krajowy."
            .to_owned(),
        ..provincial(seeded, FOSTER_CARE, Some((2014, 2020)))
    };
    let row = insert_programme(tx, seeded.region, input, ProgrammeState::Expired, false).await?;
    for summary in [
        "Projekt, o którym grupa ds. systemu pieczy zastępczej rozmawiała 18 listopada 2014 r.; uwagi można było \
         zgłaszać także później, terminu nie podano.",
        "Aktualizacja do 2023 r.; konwent dyrektorów PCPR rozmawiał o niej 13 grudnia 2021 r.",
    ] {
        insert_version(tx, &row, version(summary), false).await?;
    }
    Ok(row)
}

async fn family_2030(tx: &WriteTx, seeded: &Seeded) -> Result<ProgrammeRow> {
    let input = provincial(seeded, FAMILY_2030, Some((2024, 2030)));
    let row = insert_programme(tx, seeded.region, input, ProgrammeState::Drafting, false).await?;
    let draft = ProgrammeVersionCreate {
        adopted_by: Some(AdoptingBody::Board),
        resolution_number: Some("2534/23".to_owned()),
        resolution_date: Some(date((2023, 12, 19))),
        ..version("Projekt do konsultacji; uwagi do 25 stycznia 2024 r. włącznie.")
    };
    insert_version(tx, &row, draft, false).await?;
    Ok(row)
}

/// A national or European programme. Its state is assumed, so it is marked synthetic.
async fn outer(
    tx: &WriteTx,
    seeded: &Seeded,
    scope: ProgrammeScope,
    title: &str,
    period: Option<(i32, i32)>,
) -> Result<ProgrammeRow> {
    let input = ProgrammeCreate { assumptions: MENTIONED.to_owned(), ..programme(scope, title, period) };
    insert_programme(tx, seeded.region, input, ProgrammeState::Expired, true).await
}

async fn outer_goals(tx: &WriteTx, programme: &ProgrammeRow) -> Result<Vec<ObjectiveId>> {
    let mut goals = Vec::new();
    for (position, fact) in (1..).zip(POVERTY_GOALS) {
        goals.push(goal(tx, programme, fact, ObjectiveLevel::Overriding, None, (position, None)).await?);
    }
    Ok(goals)
}

/// The programme in work: all of it is invented.
async fn in_work(tx: &WriteTx, seeded: &Seeded, outer: &[ObjectiveId]) -> Result<ProgrammeRow> {
    let today = tx.ctx.date_of(tx.now);
    let input = ProgrammeCreate {
        assumptions: "Przykład programu, nad którym trwa praca: cele z podziałem na zadania i ich stan.".to_owned(),
        ..provincial(seeded, IN_WORK, Some((today.year() - 1, today.year() + 2)))
    };
    let row = insert_programme(tx, seeded.region, input, ProgrammeState::InForce, true).await?;
    let in_force =
        ProgrammeVersionCreate { in_force_from: today.with_ordinal(1), ..version("Pierwsza wersja programu.") };
    insert_version(tx, &row, in_force, true).await?;
    let mut known: BTreeMap<&str, ObjectiveId> = BTreeMap::new();
    for (position, (code, title, status, topic)) in (1..).zip(IN_WORK_GOALS) {
        let parent = code.rsplit_once('.').and_then(|(parent, _)| known.get(parent)).copied();
        let level = match code.matches('.').count() {
            0 => ObjectiveLevel::Overriding,
            1 => ObjectiveLevel::Specific,
            _ => ObjectiveLevel::Task,
        };
        let id = goal(tx, &row, (code, title), level, parent, (position, *status)).await?;
        known.insert(code, id);
        if let Some(topic) = topic.and_then(|topic| seeded.topics.get(topic)) {
            insert_topic_link(tx, &row, &TopicLinkCreate { objective_id: Some(id), ..link(*topic) }).await?;
        }
    }
    for (code, name, unit, (baseline, target), values) in IN_WORK_INDICATORS {
        let Some(goal) = known.get(code) else { continue };
        let year = today.year();
        let input = IndicatorCreate {
            name: (*name).to_owned(),
            unit: Some((*unit).to_owned()),
            baseline: Some(*baseline),
            baseline_year: Some(year - 2),
            target: Some(*target),
            target_year: Some(year + 2),
            values: (year - 1..).zip(*values).map(|(year, value)| IndicatorValue { year, value: *value }).collect(),
        };
        insert_indicator(tx, &row, *goal, input, true).await?;
    }
    for (code, theirs, kind) in [
        ("A.1", 0, ObjectiveMatchKind::Complements),
        ("B.1", 0, ObjectiveMatchKind::FillsGap),
        ("C", 1, ObjectiveMatchKind::Repeats),
    ] {
        if let (Some(own), Some(other)) = (known.get(code), outer.get(theirs)) {
            insert_match(tx, &row, *own, *other, kind, None).await?;
        }
    }
    Ok(row)
}
