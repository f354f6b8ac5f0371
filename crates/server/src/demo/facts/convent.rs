//! The convent of directors: its officers since it was founded, and its sessions.

use super::directory::ROPS;
use super::{Date, Item, NOTHING, Past, Record, item};
use obrady_types::meetings::AgendaItemKind::*;
use obrady_types::meetings::MeetingMode;

/// Somebody who held an office of the convent: name, and title and unit (its TERYT code) where sources name them.
pub(in crate::demo) struct Officer {
    pub(in crate::demo) first_name: &'static str,
    pub(in crate::demo) last_name: &'static str,
    pub(in crate::demo) title: Option<&'static str>,
    pub(in crate::demo) unit: Option<&'static str>,
}

impl Officer {
    /// First and last name.
    pub(in crate::demo) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

const fn officer(
    first_name: &'static str,
    last_name: &'static str,
    title: Option<&'static str>,
    unit: Option<&'static str>,
) -> Officer {
    Officer { first_name, last_name, title, unit }
}

/// A change of the convent's officers: local date, chair, deputy, where the decision stands, and whether the day
/// was invented. Without a deputy the office falls vacant.
pub(in crate::demo) struct Rotation {
    pub(in crate::demo) date: Date,
    pub(in crate::demo) chair: Officer,
    pub(in crate::demo) deputy: Option<Officer>,
    pub(in crate::demo) reference: &'static str,
    pub(in crate::demo) synthetic: bool,
}

impl Rotation {
    /// Chair and deputy.
    pub(in crate::demo) fn officers(&self) -> impl Iterator<Item = &Officer> {
        std::iter::once(&self.chair).chain(&self.deputy)
    }
}

/// The officers of the convent since it was founded.
pub(in crate::demo) const ROTATIONS: &[Rotation] = &[
    Rotation {
        date: (2014, 10, 28),
        chair: officer("Piotr", "Gofroń", None, Some("1209")),
        deputy: Some(officer("Romana", "Gajdek", None, Some("1205"))),
        reference: "posiedzenie inauguracyjne 28.10.2014",
        synthetic: false,
    },
    Rotation {
        date: (2016, 10, 24),
        chair: officer("Ryszarda", "Zakrzewska-Zachwieja", None, None),
        deputy: Some(officer("Barbara", "Pindel-Polaszek", None, Some("1218"))),
        reference: "posiedzenie 24.10.2016",
        synthetic: false,
    },
    Rotation {
        date: (2018, 10, 24),
        chair: officer("Barbara", "Pindel-Polaszek", None, Some("1218")),
        deputy: None,
        reference: "data początku nieznana (2018)",
        synthetic: true,
    },
    Rotation {
        date: (2019, 11, 29),
        chair: officer("Romana", "Gajdek", None, Some("1205")),
        deputy: Some(officer("Elżbieta", "Paczyńska", None, Some("1201"))),
        reference: "posiedzenie 29.11.2019",
        synthetic: false,
    },
    Rotation {
        date: (2021, 12, 13),
        chair: officer("Monika", "Nawalaniec", None, Some("1207")),
        deputy: Some(officer("Tomasz", "Bielecki", None, Some("1213"))),
        reference: "posiedzenie online 13.12.2021",
        synthetic: false,
    },
    Rotation {
        date: (2024, 3, 12),
        chair: officer("Janusz", "Patyna", Some("Kierownik"), Some("1208")),
        deputy: Some(officer("Renata", "Zielińska", Some("Dyrektor"), Some("1217"))),
        reference: "posiedzenie 11–12.03.2024",
        // The source does not say on which of the two days they were elected.
        synthetic: true,
    },
];

/// Somebody whom a source names at a session beside the officers: first name, last name, institution, position, and the
/// one day on which they are known to have held it.
pub(in crate::demo) const NAMED: &[(&str, &str, &str, &str, Date)] = &[
    ("Wioletta", "Wilimska", ROPS, "Dyrektor", (2014, 10, 28)),
    ("Jacek", "Kowalczyk", "Małopolski Urząd Wojewódzki", "Dyrektor Wydziału Polityki Społecznej", (2024, 3, 11)),
];

/// Those whom the sources name at a session, by its days. Of the guest of March 2024 the day is not stated; he stands on
/// the first.
pub(in crate::demo) const ATTENDED: &[(Date, &[&str])] = &[
    ((2014, 10, 28), &["Wioletta Wilimska", "Piotr Gofroń", "Romana Gajdek"]),
    ((2016, 10, 24), &["Ryszarda Zakrzewska-Zachwieja", "Barbara Pindel-Polaszek"]),
    ((2019, 11, 29), &["Barbara Pindel-Polaszek", "Romana Gajdek", "Elżbieta Paczyńska"]),
    ((2021, 12, 13), &["Monika Nawalaniec", "Tomasz Bielecki"]),
    ((2024, 3, 11), &["Jacek Kowalczyk"]),
    ((2024, 3, 12), &["Janusz Patyna", "Renata Zielińska"]),
];

/// Sessions of the convent.
pub(in crate::demo) const SESSIONS: &[Past] = &[
    Past {
        title: "Posiedzenie inauguracyjne Konwentu",
        ordinal: Some(1),
        mode: MeetingMode::InPerson,
        venue: None,
        days: &[(
            (2014, 10, 28),
            &[
                Item {
                    outcome: Some(
                        "Decyzję o powołaniu Konwentu podjęto na seminarium dyrektorów PCPR i miejskich MOPS 29–30 \
                         sierpnia 2014 r.; chcieli tego sami dyrektorzy.",
                    ),
                    ..item("Otwarcie posiedzenia", Opening, 10)
                },
                Item {
                    record: Record {
                        decisions: &[
                            "Decyzją Rady Platformy Konwent działa jako grupa tematyczna.",
                            "Przewodniczącego wybiera się bezwzględną większością głosów; kadencja trwa rok i może \
                             być automatycznie przedłużona o rok.",
                        ],
                        ..NOTHING
                    },
                    ..item("Regulamin Konwentu", RulesChange, 40)
                },
                Item {
                    outcome: Some(
                        "Przewodniczący: Piotr Gofroń (jednogłośnie). Zastępczyni: Romana Gajdek. Wybory prowadziła \
                         dyrektor ROPS.",
                    ),
                    ..item("Wybór Przewodniczącego i Zastępcy Przewodniczącego", Election, 40)
                },
            ],
        )],
    },
    Past {
        title: "Posiedzenie Konwentu",
        ordinal: Some(1),
        mode: MeetingMode::InPerson,
        venue: Some("ul. Lubelska 23, Kraków"),
        days: &[(
            (2016, 4, 26),
            &[Item {
                outcome: Some("Przedstawiono konkurs „Samorząd Równych Szans”."),
                ..item("Konkurs „Samorząd Równych Szans”", Presentation, 60)
            }],
        )],
    },
    Past {
        title: "Posiedzenie Konwentu",
        ordinal: Some(2),
        mode: MeetingMode::InPerson,
        venue: None,
        days: &[(
            (2016, 10, 24),
            &[
                Item { outcome: Some("Podsumowano rok pracy."), ..item("Podsumowanie roku", Discussion, 60) },
                Item {
                    outcome: Some(
                        "Przewodnicząca: Ryszarda Zakrzewska-Zachwieja (jednogłośnie); na zastępczynię wybrała \
                         Barbarę Pindel-Polaszek. Wybory prowadziła dyrektor ROPS.",
                    ),
                    ..item("Wybór Przewodniczącego", Election, 30)
                },
            ],
        )],
    },
    Past {
        title: "Dwudniowe posiedzenie Konwentu",
        ordinal: Some(1),
        mode: MeetingMode::InPerson,
        venue: Some("Kraków"),
        days: &[
            (
                (2019, 4, 3),
                &[
                    item("Wsparcie osób z niepełnosprawnościami", Discussion, 90),
                    item("Domy pomocy społecznej", Discussion, 60),
                ],
            ),
            ((2019, 4, 4), &[item("Ośrodki adopcyjne", Presentation, 60), item("Środki PFRON", Presentation, 60)]),
        ],
    },
    Past {
        title: "Posiedzenie Konwentu",
        ordinal: Some(2),
        mode: MeetingMode::InPerson,
        venue: None,
        days: &[(
            (2019, 11, 29),
            &[
                Item { speaker: Some("Barbara Pindel-Polaszek"), ..item("Otwarcie posiedzenia", Opening, 10) },
                Item {
                    outcome: Some("Przewodnicząca: Romana Gajdek. Zastępczyni: Elżbieta Paczyńska."),
                    ..item("Wybór Przewodniczącego i Zastępcy Przewodniczącego", Election, 40)
                },
            ],
        )],
    },
    Past {
        title: "Posiedzenie Konwentu online",
        ordinal: Some(1),
        mode: MeetingMode::Online,
        venue: None,
        days: &[(
            (2021, 12, 13),
            &[
                Item {
                    outcome: Some("Przewodnicząca: Monika Nawalaniec. Zastępca: Tomasz Bielecki."),
                    ..item("Wybór Prezydium Konwentu", Election, 40)
                },
                Item {
                    outcome: Some("Omówiono aktualizację programu wspierania rodziny i pieczy zastępczej do 2023 r."),
                    ..item("Aktualizacja programu do 2023 r.", Consultation, 60)
                },
            ],
        )],
    },
    Past {
        title: "Posiedzenie Konwentu Dyrektorów PCPR",
        ordinal: Some(1),
        mode: MeetingMode::InPerson,
        venue: None,
        days: &[
            (
                (2024, 3, 11),
                &[
                    Item {
                        outcome: Some(
                            "Zdefiniowano wyzwania stojące przed powiatami w obszarze zabezpieczenia potrzeb dzieci \
                             pozbawionych opieki.\nUczestniczyli: dyrektorzy PCPR, przedstawiciele ROPS oraz gość, \
                             Jacek Kowalczyk - Dyrektor Wydziału Polityki Społecznej Małopolskiego Urzędu \
                             Wojewódzkiego.\nTematy posiedzenia: funkcjonowanie pieczy zastępczej, system \
                             przeciwdziałania przemocy domowej, podnoszenie jakości wsparcia na rzecz mieszkańców \
                             domów pomocy społecznej.",
                        ),
                        ..item(
                            "Kondycja systemu małopolskiej pieczy zastępczej w kontekście wyników badania ankietowego \
                             „Piecza zastępcza w Małopolsce stan, potrzeby, wyzwania”",
                            SurveyResults,
                            90,
                        )
                    },
                    Item {
                        record: Record { decisions: &["Ustalono zasady prowadzenia Rejestru."], ..NOTHING },
                        ..item(
                            "Podnoszenie jakości usług świadczonych na rzecz mieszkańców domów pomocy społecznej; \
                             zasady prowadzenia Rejestru zgłoszeń o zdarzeniach nadzwyczajnych",
                            Discussion,
                            75,
                        )
                    },
                    Item {
                        outcome: Some("Cel: skuteczne narzędzia ochrony dzieci przed krzywdzeniem."),
                        ..item(
                            "Obowiązki instytucji publicznych w zakresie wprowadzenia standardów ochrony małoletnich",
                            Presentation,
                            45,
                        )
                    },
                ],
            ),
            (
                (2024, 3, 12),
                &[
                    item(
                        "Przeciwdziałanie przemocy domowej - wyzwania i proponowane rozwiązania w realizacji programów \
                         korekcyjno-edukacyjnych oraz psychologiczno-terapeutycznych dla osób stosujących przemoc domową",
                        Discussion,
                        90,
                    ),
                    Item {
                        record: Record {
                            decisions: &["Wprowadzono zmiany do Regulaminu; ich treść nie została ogłoszona."],
                            ..NOTHING
                        },
                        ..item(
                            "Wprowadzenie zmian do Regulaminu określającego zasady funkcjonowania Konwentu",
                            RulesChange,
                            30,
                        )
                    },
                    Item {
                        outcome: Some(
                            "Przewodniczący: Janusz Patyna – Kierownik PCPR w Miechowie. Zastępczyni: Renata Zielińska – \
                             Dyrektor PCPR w Zakopanem.",
                        ),
                        ..item("Wybór Przewodniczącego i Zastępcy Przewodniczącego", Election, 45)
                    },
                ],
            ),
        ],
    },
];
