//! The Regional Cooperation Platform with its council and groups, and the work plans that the sources tell.
//!
//! The sources speak of ten groups in 2012 to 2015 and name two of them; the other ones here are invented, and their
//! purposes say so.

use super::Date;
use super::groups::{ASSISTANCE, BIRTH_FAMILY, COORDINATOR, FOSTER_TOPICS, SUPPORTING, TopicFact};
use obrady_types::groups::PeriodPrecision::{self, MonthEnd, MonthMiddle, MonthStart, Year};

/// A body of the platform.
pub(in crate::demo) struct BodyFact {
    pub(in crate::demo) name: &'static str,
    pub(in crate::demo) purpose: &'static str,
    pub(in crate::demo) is_council: bool,
    pub(in crate::demo) established: Date,
    pub(in crate::demo) areas: &'static [&'static str],
}

/// The umbrella; the source gives the years 2012 to 2015, the day is invented.
pub(in crate::demo) const PLATFORM: BodyFact = BodyFact {
    name: "Regionalna Platforma Współpracy",
    purpose: "Współpraca instytucji pomocy i integracji społecznej województwa małopolskiego. W latach 2012–2015 w \
              10 grupach odbyło się prawie 100 spotkań; wzięło w nich udział ponad 330 osób z ponad 160 instytucji.",
    is_council: false,
    established: (2012, 1, 1),
    areas: &["pomoc społeczna", "integracja społeczna"],
};

const fn invented(name: &'static str, areas: &'static [&'static str]) -> BodyFact {
    BodyFact {
        name,
        purpose: "Grupa przykładowa: jej nazwa, zakres i data powołania są zmyślone, bo źródła ich nie podają.",
        is_council: false,
        established: (2013, 1, 1),
        areas,
    }
}

/// The council, and the eight groups whose names no source gives.
pub(in crate::demo) const COUNCIL_AND_GROUPS: &[BodyFact] = &[
    BodyFact {
        name: "Rada Regionalnej Platformy Współpracy",
        purpose: "Kieruje Platformą i powołuje jej grupy; przewodniczy jej dyrektor ROPS.",
        is_council: true,
        established: (2012, 1, 1),
        areas: &[],
    },
    invented("Grupa tematyczna ds. aktywnej integracji", &["aktywna integracja"]),
    invented("Grupa tematyczna ds. ekonomii społecznej", &["ekonomia społeczna"]),
    invented("Grupa tematyczna ds. osób starszych", &["usługi dla osób starszych"]),
    invented("Grupa tematyczna ds. osób z niepełnosprawnościami", &["niepełnosprawność"]),
    invented("Grupa tematyczna ds. przeciwdziałania przemocy", &["przeciwdziałanie przemocy domowej"]),
    invented("Grupa tematyczna ds. bezdomności", &["wykluczenie społeczne"]),
    invented("Grupa tematyczna ds. domów pomocy społecznej", &["domy pomocy społecznej"]),
    invented("Grupa tematyczna ds. współpracy z rynkiem pracy", &["rynek pracy"]),
];

/// When something is planned: a day of the period, and how exactly it is known.
type Planned = (Date, PeriodPrecision);

/// An entry of a work plan.
pub(in crate::demo) struct PlanFact {
    pub(in crate::demo) topic: &'static str,
    pub(in crate::demo) planned: Planned,
    pub(in crate::demo) deliverable: Option<&'static str>,
    pub(in crate::demo) note: Option<&'static str>,
    pub(in crate::demo) meetings: &'static [Planned],
}

/// "Plan działań do końca roku", taken by the group on family support on 25 July 2013.
pub(in crate::demo) const FAMILY_PLAN: &[PlanFact] = &[
    PlanFact {
        topic: ASSISTANCE,
        planned: ((2013, 11, 30), MonthEnd),
        deliverable: Some("poradnik zawierający rekomendacje dla asystentów rodziny"),
        note: Some("Grupa może zaprosić specjalistów z zewnątrz."),
        meetings: &[((2013, 9, 15), MonthMiddle), ((2013, 10, 15), MonthMiddle), ((2013, 11, 1), MonthStart)],
    },
    PlanFact {
        topic: SUPPORTING,
        planned: ((2013, 12, 1), MonthStart),
        deliverable: None,
        note: None,
        meetings: &[((2013, 12, 1), MonthStart)],
    },
    PlanFact { topic: BIRTH_FAMILY, planned: ((2014, 1, 1), Year), deliverable: None, note: None, meetings: &[] },
];

/// What the group on foster care planned for 2015 on 18 November 2014: all its topics.
pub(in crate::demo) fn foster_plan() -> Vec<PlanFact> {
    let entry = |fact: &TopicFact| PlanFact {
        topic: fact.title,
        planned: fact.planned,
        deliverable: None,
        note: None,
        meetings: &[],
    };
    FOSTER_TOPICS.iter().map(entry).collect()
}

/// A topic of a living plan of this year: the first month of its quarter, what shall come out of it.
pub(in crate::demo) struct LivingPlan {
    pub(in crate::demo) topic: &'static str,
    pub(in crate::demo) month: u32,
    pub(in crate::demo) deliverable: Option<&'static str>,
}

/// This year's plan of the group on family support; invented.
pub(in crate::demo) const FAMILY_THIS_YEAR: &[LivingPlan] = &[
    LivingPlan { topic: SUPPORTING, month: 4, deliverable: Some("karta informacyjna dla rodzin wspierających") },
    LivingPlan { topic: BIRTH_FAMILY, month: 10, deliverable: None },
];

/// This year's plan of the group on foster care; invented.
pub(in crate::demo) const FOSTER_THIS_YEAR: &[LivingPlan] =
    &[LivingPlan { topic: COORDINATOR, month: 10, deliverable: Some("wzór procedury pracy koordynatora") }];
