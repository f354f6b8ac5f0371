//! Both groups: their meetings of 2013 and 2014, their topics, their members.

use super::directory::ROPS;
use super::{Date, Item, NOTHING, Past, Record, Said, Task, item};
use obrady_types::groups::PeriodPrecision;
use obrady_types::meetings::AgendaItemKind::*;
use obrady_types::meetings::{DeliverableKind, MeetingMode};

/// Meetings of the working group on family support.
pub(in crate::demo) const FAMILY_MEETINGS: &[Past] = &[
    Past {
        title: "Posiedzenie Grupy roboczej ds. wspierania rodziny",
        ordinal: Some(1),
        mode: MeetingMode::InPerson,
        venue: Some("Sala Urzędu Marszałkowskiego"),
        days: &[(
            (2013, 7, 25),
            &[
                Item {
                    record: Record {
                        findings: &[
                            ("zatrudnienie", "Każda jednostka zatrudnia co najmniej jednego asystenta rodziny."),
                            ("zatrudnienie", "Formy zatrudnienia i źródła finansowania są różne."),
                            (
                                "organizacja",
                                "Część ośrodków ma rozwiniętą asystenturę: zespoły ds. asysty, którymi kierują \
                                 koordynatorzy.",
                            ),
                            ("organizacja", "Najczęściej są to jednak pojedyncze stanowiska pracy."),
                            ("wsparcie", "Ośrodki prowadzą poradnictwo (psychologiczne, prawne, pedagogiczne)."),
                            ("wsparcie", "Ośrodki urządzają imprezy okolicznościowe dla rodzin."),
                            (
                                "wsparcie",
                                "Szkoła dla rodziców i warsztaty odbywają się głównie w projekcie systemowym POKL.",
                            ),
                            (
                                "wsparcie",
                                "Większe ośrodki mają grupy wsparcia dla rodziców i zapewniają wsparcie terapeutyczne.",
                            ),
                        ],
                        ..NOTHING
                    },
                    ..item("Rozeznanie dotychczasowych działań", Discussion, 60)
                },
                Item {
                    children: &[
                        Item { topic: Some(ASSISTANCE), ..item(ASSISTANCE, Discussion, 30) },
                        Item { topic: Some(SUPPORTING), ..item(SUPPORTING, Discussion, 15) },
                        Item { topic: Some(BIRTH_FAMILY), ..item(BIRTH_FAMILY, Discussion, 15) },
                    ],
                    ..item("Najistotniejsze tematy, wymagające wypracowania konkretnych rozwiązań", Discussion, 60)
                },
                Item {
                    record: Record {
                        decisions: &["Decyzją Grupy:\n\
                             1. Asystentura rodziny: do końca XI 2013 powstanie poradnik zawierający rekomendacje dla \
                             asystentów rodziny; spotkania w połowie IX, w połowie X i na początku XI 2013; Grupa może \
                             zaprosić specjalistów z zewnątrz.\n\
                             2. Rodziny wspierające: spotkanie na początku XII 2013.\n\
                             3. Praca z rodziną biologiczną dziecka umieszczonego w pieczy zastępczej: na rok 2014."],
                        tasks: &[Task {
                            title: "Poradnik zawierający rekomendacje dla asystentów rodziny",
                            due: ((2013, 11, 30), PeriodPrecision::MonthEnd),
                            kind: Some(DeliverableKind::Handbook),
                            // When it came out is not known; the day is that of the plan.
                            done: Some((2013, 11, 30)),
                            deliverable: Some((
                                "Poradnik asystenta rodziny",
                                "Wydał ROPS w Krakowie: bezpłatny, 250 egz., ISBN 978-83-60242-80-3; przygotowało go \
                                 15 osób z 13 instytucji. Dzień wykonania przyjęto z planu.",
                                "https://www.scribd.com/document/666147965",
                            )),
                        }],
                        ..NOTHING
                    },
                    ..item("Plan działań do końca roku", Planning, 45)
                },
            ],
        )],
    },
    Past {
        title: "Spotkanie Grupy roboczej ds. wspierania rodziny",
        ordinal: Some(1),
        mode: MeetingMode::InPerson,
        venue: None,
        days: &[(
            (2014, 11, 12),
            &[
                Item {
                    record: Record {
                        statements: &[
                            Said {
                                host: false,
                                text: "Trzeba doprecyzować tematykę szkoleń.",
                                answers: None,
                                led_to: None,
                            },
                            Said {
                                host: false,
                                text: "Rodzinom trzeba pomagać, zanim pojawią się poważne trudności.",
                                answers: None,
                                led_to: None,
                            },
                        ],
                        ..NOTHING
                    },
                    ..item("Uwagi do projektu programu na lata 2014-2020", Consultation, 90)
                },
                Item {
                    record: Record {
                        decisions: &["Uwagi zostaną zebrane i wysłane pismem po kolejnym spotkaniu."],
                        tasks: &[Task {
                            title: "Pismo z uwagami do formularza ministerialnego",
                            due: ((2014, 12, 31), PeriodPrecision::Quarter),
                            kind: Some(DeliverableKind::Letter),
                            done: None,
                            deliverable: None,
                        }],
                        ..NOTHING
                    },
                    ..item("Formularz ministerialny – uwagi", Discussion, 30)
                },
            ],
        )],
    },
];

/// Meetings of the thematic group on foster care.
pub(in crate::demo) const FOSTER_MEETINGS: &[Past] = &[Past {
    title: "Spotkanie grupy ds. pieczy",
    // The last of its year; how many came before is not known.
    ordinal: None,
    mode: MeetingMode::InPerson,
    venue: None,
    days: &[(
        (2014, 11, 18),
        &[
            Item {
                speaker: Some("przedstawiciel zespołu „Szkolenie i doskonalenie zawodowe kadr pomocy społecznej”"),
                ..item(
                    "Powitanie; podsumowanie tematyki dotychczasowych spotkań; ostatnie wydarzenia dotyczące środowiska \
                     PCPR (m.in. powstanie Konwentu Dyrektorów PCPR Województwa Małopolskiego)",
                    Opening,
                    30,
                )
            },
            Item {
                outcome: Some(
                    "Małopolski Program Wspierania Rodziny i Systemu Pieczy Zastępczej na lata 2014-2020 napisali \
                     głównie pracownicy ROPS w Krakowie, po konsultacjach z przedstawicielami instytucji pomocy i \
                     integracji społecznej. Projekt jest konsultowany; ma uzupełniać inne dokumenty strategiczne, w \
                     tym program krajowy.",
                ),
                speaker: Some("przedstawicielka zespołu Polityki Społecznej ROPS w Krakowie"),
                ..item("Prezentacja głównych założeń Programu 2014-2020", Presentation, 45)
            },
            Item {
                outcome: Some(
                    "Główny cel spotkania: dyskusja na temat strategicznego dokumentu.\n\
                     Pracownicy małopolskich instytucji mogą nadal zgłaszać uwagi: kontakt.program@example.org. \
                     Terminu nie podano.",
                ),
                record: Record {
                    statements: &[
                        Said {
                            host: false,
                            text: "Program wojewódzki w części pokrywa się z krajowym, więc niektóre elementy mogą się \
                                   powtórzyć.",
                            answers: None,
                            led_to: None,
                        },
                        Said {
                            host: true,
                            text: "Program zbudowano tak, by uzupełniał inne dokumenty strategiczne, także krajowy; \
                                   zapisy nie będą się powielać.",
                            answers: Some(0),
                            led_to: None,
                        },
                        Said {
                            host: false,
                            text: "Program powinien wyraźniej mówić o włączaniu organizacji pozarządowych w pomoc i \
                                   integrację społeczną.",
                            answers: None,
                            led_to: Some("dyskusja dotycząca współpracy z NGO"),
                        },
                        Said {
                            host: false,
                            text: "Szkolenie pracowników instytucji jest ważne; zapisy w tym obszarze przyjęto z dużą \
                                   aprobatą.",
                            answers: None,
                            led_to: None,
                        },
                    ],
                    ..NOTHING
                },
                ..item("Dyskusja dotycząca dokumentu", Consultation, 60)
            },
            Item {
                outcome: Some(
                    "Tematy na 2015 r.: procedura pracy koordynatora; działania dotyczące usamodzielniających się \
                     wychowanków pieczy; współpraca koordynatorów z asystentami rodziny; współpraca z sądami.",
                ),
                ..item("Dyskusja na temat przyszłorocznych spotkań grupy", Planning, 30)
            },
        ],
    )],
}];

/// A topic of a backlog.
pub(in crate::demo) struct TopicFact {
    pub(in crate::demo) title: &'static str,
    pub(in crate::demo) parts: &'static [&'static str],
    pub(in crate::demo) priority: i32,
    /// When the group wanted it: a day of the period, and how exactly it is known.
    pub(in crate::demo) planned: (Date, PeriodPrecision),
    pub(in crate::demo) done: bool,
}

pub(in crate::demo) const ASSISTANCE: &str = "Asystentura rodziny";
/// The topic that the draft of today takes up.
pub(in crate::demo) const SUPPORTING: &str = "Rodziny wspierające";
pub(in crate::demo) const BIRTH_FAMILY: &str = "Praca z rodziną biologiczną dziecka umieszczonego w pieczy zastępczej";

/// Topics of the working group on family support: the work plan of 25 July 2013.
pub(in crate::demo) const FAMILY_TOPICS: &[TopicFact] = &[
    TopicFact {
        title: ASSISTANCE,
        parts: &[
            "„zakorzenienie” asystenta w systemie wspierania rodziny",
            "dookreślenie roli i warsztatu pracy",
            "zasady współpracy pracownika socjalnego z asystentem",
            "podział ról / decyzyjności / odpowiedzialności",
            "specjalistyczne wsparcie dla asystentów i pracowników socjalnych (zajęcia podnoszące kompetencje \
             wychowawcze, terapia, mediacje dla rodzin)",
        ],
        priority: 1,
        planned: ((2013, 11, 30), PeriodPrecision::MonthEnd),
        done: true,
    },
    TopicFact {
        title: SUPPORTING,
        parts: &["pozyskiwanie rodzin", "kryteria doboru", "wskazania i ograniczenia w pełnieniu roli"],
        priority: 2,
        planned: ((2013, 12, 1), PeriodPrecision::MonthStart),
        done: false,
    },
    TopicFact {
        title: BIRTH_FAMILY,
        parts: &[
            "ustalanie planu pracy",
            "diagnoza",
            "rokowania co do powrotu dziecka pod opiekę rodziców biologicznych",
            "sposoby i czas oddziaływań",
        ],
        priority: 3,
        planned: ((2014, 1, 1), PeriodPrecision::Year),
        done: false,
    },
];

/// The first topic of the group on foster care, which the published agenda of today takes up.
pub(in crate::demo) const COORDINATOR: &str = "Procedura pracy koordynatora";

const fn for_2015(title: &'static str, priority: i32) -> TopicFact {
    TopicFact { title, parts: &[], priority, planned: ((2015, 1, 1), PeriodPrecision::Year), done: false }
}

/// Next year's topics of the group on foster care, as the group planned them on 18 November 2014.
pub(in crate::demo) const FOSTER_TOPICS: &[TopicFact] = &[
    for_2015(COORDINATOR, 1),
    for_2015("Działania dotyczące usamodzielniających się wychowanków pieczy", 2),
    for_2015("Współpraca koordynatorów z asystentami rodziny", 3),
    for_2015("Współpraca z sądami", 4),
];

/// Fictional members of both groups today: first name, last name.
pub(in crate::demo) const MEMBERS: &[(&str, &str)] = &[
    ("Jan", "Lis"),
    ("Maria", "Kwiecień"),
    ("Zofia", "Ziółko"),
    ("Adam", "Ślusarczyk"),
    ("Barbara", "Łęcka"),
    ("Krzysztof", "Żbik"),
    ("Ewa", "Ćmiel"),
];

/// Fictional people in place of the 15 of the working group who wrote the handbook: first name, last name, and the
/// institution that the source names.
pub(in crate::demo) const AUTHORS: &[(&str, &str, &str)] = &[
    ("Alicja", "Ptak", "GOPS Kęty"),
    ("Bogdan", "Świerk", "OPS Trzebinia"),
    ("Celina", "Brzózka", "MOPS Brzesko"),
    ("Daniel", "Jarzębina", "MOPS w Tarnowie"),
    ("Edyta", "Olcha", "MOPS w Krakowie"),
    ("Feliks", "Modrzew", "MOPS w Krakowie"),
    ("Gabriela", "Jawor", "GOPS Bochnia"),
    ("Hubert", "Kalina", "GOPS Gdów"),
    ("Irena", "Łubin", "MGOPS Wieliczka"),
    ("Jakub", "Tarnina", "OPS Andrychów"),
    ("Kinga", "Malwa", ROPS),
    ("Leon", "Głóg", "MOPS w Nowym Sączu"),
    ("Milena", "Wrzos", "MOPS w Nowym Sączu"),
    ("Norbert", "Sasanka", "PCPR w Wieliczce"),
    ("Oliwia", "Żarnowiec", "MOPS Wadowice"),
];
