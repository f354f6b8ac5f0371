//! What public sources say about Małopolska's groups and convent, and what was invented to make it whole.
//!
//! Officers of the convent are people of public functions and stand with their names; everyone else, and every
//! date or hour that no source gives, is invented and marked `synthetic`.

use obrady_types::directory::InstitutionKind::{self, Cus, Mops, Pcpr};
use obrady_types::meetings::AgendaItemKind::{self, *};
use obrady_types::meetings::MeetingMode;

/// A county-level unit: it holds one of the convent's 22 seats.
pub(super) struct Unit {
    pub(super) teryt: &'static str,
    pub(super) kind: InstitutionKind,
    pub(super) name: &'static str,
    pub(super) town: &'static str,
    /// Head today: first name, last name, title; invented but for Miechów and Zakopane.
    pub(super) head: (&'static str, &'static str, &'static str),
}

const fn unit(
    teryt: &'static str,
    kind: InstitutionKind,
    name: &'static str,
    town: &'static str,
    head: (&'static str, &'static str, &'static str),
) -> Unit {
    Unit { teryt, kind, name, town, head }
}

/// The county-level units of województwo małopolskie.
pub(super) const UNITS: &[Unit] = &[
    unit("1201", Pcpr, "PCPR w Bochni", "Bochnia", ("Agnieszka", "Wrona", "Dyrektor")),
    unit("1202", Pcpr, "PCPR w Brzesku", "Brzesko", ("Marek", "Sikora", "Dyrektor")),
    unit("1203", Pcpr, "PCPR w Chrzanowie", "Chrzanów", ("Iwona", "Łukasik", "Dyrektor")),
    unit("1204", Pcpr, "PCPR w Dąbrowie Tarnowskiej", "Dąbrowa Tarnowska", ("Stanisław", "Żurek", "Dyrektor")),
    unit("1205", Pcpr, "PCPR w Gorlicach", "Gorlice", ("Dorota", "Śliwa", "Dyrektor")),
    unit("1206", Pcpr, "PCPR w Krakowie", "Kraków", ("Tomasz", "Ćwik", "Dyrektor")),
    unit("1207", Pcpr, "PCPR w Limanowej", "Limanowa", ("Halina", "Zając", "Dyrektor")),
    unit("1208", Pcpr, "PCPR w Miechowie", "Miechów", ("Janusz", "Patyna", "Kierownik")),
    unit("1209", Pcpr, "PCPR w Myślenicach", "Myślenice", ("Lucyna", "Ostrowska", "Dyrektor")),
    unit("1210", Pcpr, "PCPR w Nowym Sączu", "Nowy Sącz", ("Paweł", "Gąsior", "Dyrektor")),
    unit("1211", Pcpr, "PCPR w Nowym Targu", "Nowy Targ", ("Jadwiga", "Bielak", "Dyrektor")),
    unit("1212", Pcpr, "PCPR w Olkuszu", "Olkusz", ("Zbigniew", "Kuś", "Dyrektor")),
    unit("1213", Pcpr, "PCPR w Oświęcimiu", "Oświęcim", ("Ewelina", "Jurczak", "Dyrektor")),
    unit("1214", Pcpr, "PCPR w Proszowicach", "Proszowice", ("Grażyna", "Ącka", "Kierownik")),
    unit("1215", Pcpr, "PCPR w Suchej Beskidzkiej", "Sucha Beskidzka", ("Robert", "Wójciak", "Kierownik")),
    unit("1216", Pcpr, "PCPR w Tarnowie", "Tarnów", ("Danuta", "Pięta", "Dyrektor")),
    unit("1217", Pcpr, "PCPR w Zakopanem", "Zakopane", ("Renata", "Zielińska", "Dyrektor")),
    unit("1218", Pcpr, "PCPR w Wadowicach", "Wadowice", ("Krystyna", "Mróz", "Dyrektor")),
    unit("1219", Pcpr, "PCPR w Wieliczce", "Wieliczka", ("Andrzej", "Łoś", "Dyrektor")),
    unit("1261", Mops, "MOPS w Krakowie", "Kraków", ("Beata", "Nowicka", "Dyrektor")),
    unit("1262", Mops, "MOPS w Nowym Sączu", "Nowy Sącz", ("Wiesław", "Król", "Dyrektor")),
    unit("1263", Cus, "Centrum Usług Społecznych w Tarnowie", "Tarnów", ("Joanna", "Żak", "Dyrektor")),
];

/// What the centre in Tarnów was before 2022.
pub(super) const FORMER_TARNOW: (&str, &str, &str) = ("1263", "MOPS w Tarnowie", "Tarnów");

/// Somebody who held an office of the convent: name, title and unit (its TERYT code), where sources name it.
pub(super) struct Officer {
    pub(super) first_name: &'static str,
    pub(super) last_name: &'static str,
    pub(super) title: &'static str,
    pub(super) unit: Option<&'static str>,
}

const fn officer(
    first_name: &'static str,
    last_name: &'static str,
    title: &'static str,
    unit: Option<&'static str>,
) -> Officer {
    Officer { first_name, last_name, title, unit }
}

/// A change of the convent's officers: local date and time, chair, deputy, where the decision stands, and
/// whether the day was invented.
pub(super) struct Rotation {
    pub(super) date: (i32, u32, u32),
    pub(super) chair: Officer,
    pub(super) deputy: Option<Officer>,
    pub(super) reference: &'static str,
    pub(super) synthetic: bool,
}

/// The officers of the convent since it was founded.
pub(super) const ROTATIONS: &[Rotation] = &[
    Rotation {
        date: (2014, 10, 28),
        chair: officer("Piotr", "Gofroń", "Dyrektor", Some("1209")),
        deputy: Some(officer("Romana", "Gajdek", "Dyrektor", Some("1205"))),
        reference: "posiedzenie inauguracyjne 28.10.2014",
        synthetic: false,
    },
    Rotation {
        date: (2016, 10, 24),
        chair: officer("Ryszarda", "Zakrzewska-Zachwieja", "Dyrektor", None),
        deputy: Some(officer("Barbara", "Pindel-Polaszek", "Dyrektor", Some("1218"))),
        reference: "posiedzenie 24.10.2016",
        synthetic: false,
    },
    Rotation {
        date: (2018, 10, 24),
        chair: officer("Barbara", "Pindel-Polaszek", "Dyrektor", Some("1218")),
        deputy: None,
        reference: "data początku nieznana (2018)",
        synthetic: true,
    },
    Rotation {
        date: (2019, 11, 29),
        chair: officer("Romana", "Gajdek", "Dyrektor", Some("1205")),
        deputy: Some(officer("Elżbieta", "Paczyńska", "Dyrektor", Some("1201"))),
        reference: "posiedzenie 29.11.2019",
        synthetic: false,
    },
    Rotation {
        date: (2021, 12, 13),
        chair: officer("Monika", "Nawalaniec", "Dyrektor", Some("1207")),
        deputy: Some(officer("Tomasz", "Bielecki", "Dyrektor", Some("1213"))),
        reference: "posiedzenie online 13.12.2021",
        synthetic: false,
    },
    Rotation {
        date: (2024, 3, 12),
        chair: officer("Janusz", "Patyna", "Kierownik", Some("1208")),
        deputy: Some(officer("Renata", "Zielińska", "Dyrektor", Some("1217"))),
        reference: "posiedzenie 11–12.03.2024",
        synthetic: false,
    },
];

/// An agenda item of the past: title, kind, minutes, speaker, outcome.
pub(super) struct Item {
    pub(super) title: &'static str,
    pub(super) kind: AgendaItemKind,
    pub(super) minutes: Option<i32>,
    pub(super) speaker: Option<&'static str>,
    pub(super) outcome: Option<&'static str>,
    pub(super) children: &'static [Item],
}

/// An item with nothing but title, kind and minutes.
pub(super) const fn item(title: &'static str, kind: AgendaItemKind, minutes: i32) -> Item {
    Item { title, kind, minutes: Some(minutes), speaker: None, outcome: None, children: &[] }
}

/// A day of the past and its items.
pub(super) type PastDay = ((i32, u32, u32), &'static [Item]);

/// A meeting of the past, with its days' items.
pub(super) struct Past {
    pub(super) title: &'static str,
    pub(super) ordinal: i32,
    pub(super) mode: MeetingMode,
    pub(super) venue: Option<&'static str>,
    pub(super) days: &'static [PastDay],
}

/// Meetings of the working group on family support.
pub(super) const FAMILY_MEETINGS: &[Past] = &[
    Past {
        title: "Posiedzenie Grupy roboczej ds. wspierania rodziny",
        ordinal: 1,
        mode: MeetingMode::InPerson,
        venue: Some("Sala Urzędu Marszałkowskiego"),
        days: &[(
            (2013, 7, 25),
            &[
                Item {
                    outcome: Some(
                        "W każdej jednostce zatrudniony jest przynajmniej jeden asystent rodziny; w przeważającej \
                         części są to pojedyncze stanowiska pracy.",
                    ),
                    ..item("Rozeznanie dotychczasowych działań", Discussion, 60)
                },
                Item {
                    children: &[
                        item("Asystentura rodziny", Discussion, 30),
                        item("Rodziny wspierające", Discussion, 15),
                        item("Praca z rodziną biologiczną dziecka umieszczonego w pieczy zastępczej", Discussion, 15),
                    ],
                    ..item("Najistotniejsze tematy, wymagające wypracowania konkretnych rozwiązań", Discussion, 60)
                },
                Item {
                    outcome: Some(
                        "Decyzją Grupy powstanie poradnik zawierający rekomendacje dla asystentów rodziny, do końca \
                         listopada 2013 r.",
                    ),
                    ..item("Plan działań do końca roku", Planning, 45)
                },
            ],
        )],
    },
    Past {
        title: "Spotkanie Grupy roboczej ds. wspierania rodziny",
        ordinal: 2,
        mode: MeetingMode::InPerson,
        venue: None,
        days: &[(
            (2014, 11, 12),
            &[
                Item {
                    outcome: Some(
                        "Uwagi: doprecyzować tematykę szkoleń; pomagać rodzinom, zanim pojawią się poważne trudności.",
                    ),
                    ..item("Uwagi do projektu programu na lata 2014-2020", Consultation, 90)
                },
                Item {
                    outcome: Some("Uwagi zostaną zebrane i wysłane pismem po kolejnym spotkaniu."),
                    ..item("Formularz ministerialny – uwagi", Discussion, 30)
                },
            ],
        )],
    },
];

/// Meetings of the thematic group on foster care.
pub(super) const FOSTER_MEETINGS: &[Past] = &[Past {
    title: "Spotkanie grupy ds. pieczy",
    ordinal: 4,
    mode: MeetingMode::InPerson,
    venue: None,
    days: &[(
        (2014, 11, 18),
        &[
            Item {
                speaker: Some("przedstawiciel zespołu „Szkolenie i doskonalenie zawodowe kadr pomocy społecznej”"),
                ..item("Powitanie, podsumowanie tematyki dotychczasowych spotkań, ostatnie wydarzenia", Opening, 30)
            },
            Item {
                speaker: Some("przedstawicielka zespołu Polityki Społecznej ROPS w Krakowie"),
                ..item("Prezentacja głównych założeń Programu 2014-2020", Presentation, 45)
            },
            item("Dyskusja dotycząca dokumentu", Consultation, 60),
            item("Dyskusja na temat przyszłorocznych spotkań grupy", Planning, 30),
        ],
    )],
}];

/// Sessions of the convent.
pub(super) const SESSIONS: &[Past] = &[
    Past {
        title: "Posiedzenie inauguracyjne Konwentu",
        ordinal: 1,
        mode: MeetingMode::InPerson,
        venue: None,
        days: &[(
            (2014, 10, 28),
            &[
                item("Otwarcie posiedzenia", Opening, 10),
                item("Regulamin Konwentu", RulesChange, 40),
                Item {
                    outcome: Some("Przewodniczący: Piotr Gofroń (jednogłośnie). Zastępca: Romana Gajdek."),
                    ..item("Wybór Przewodniczącego i Zastępcy Przewodniczącego", Election, 40)
                },
            ],
        )],
    },
    Past {
        title: "Posiedzenie Konwentu",
        ordinal: 1,
        mode: MeetingMode::InPerson,
        venue: Some("ul. Lubelska 23, Kraków"),
        days: &[((2016, 4, 26), &[item("Konkurs „Samorząd Równych Szans”", Presentation, 60)])],
    },
    Past {
        title: "Posiedzenie Konwentu",
        ordinal: 2,
        mode: MeetingMode::InPerson,
        venue: None,
        days: &[(
            (2016, 10, 24),
            &[
                item("Podsumowanie roku", Discussion, 60),
                Item {
                    outcome: Some(
                        "Przewodnicząca: Ryszarda Zakrzewska-Zachwieja (jednogłośnie); na zastępczynię wybrała \
                         Barbarę Pindel-Polaszek.",
                    ),
                    ..item("Wybór Przewodniczącego", Election, 30)
                },
            ],
        )],
    },
    Past {
        title: "Dwudniowe posiedzenie Konwentu",
        ordinal: 1,
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
        ordinal: 2,
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
        ordinal: 1,
        mode: MeetingMode::Online,
        venue: None,
        days: &[(
            (2021, 12, 13),
            &[
                Item {
                    outcome: Some("Przewodnicząca: Monika Nawalaniec. Zastępca: Tomasz Bielecki."),
                    ..item("Wybór Prezydium Konwentu", Election, 40)
                },
                item("Aktualizacja programu do 2023 r.", Consultation, 60),
            ],
        )],
    },
    Past {
        title: "Posiedzenie Konwentu Dyrektorów PCPR",
        ordinal: 1,
        mode: MeetingMode::InPerson,
        venue: None,
        days: &[
            (
                (2024, 3, 11),
                &[
                    Item {
                        outcome: Some(
                            "Zdefiniowano wyzwania stojące przed powiatami w obszarze zabezpieczenia potrzeb dzieci \
                             pozbawionych opieki.",
                        ),
                        ..item(
                            "Kondycja systemu małopolskiej pieczy zastępczej w kontekście wyników badania ankietowego \
                             „Piecza zastępcza w Małopolsce stan, potrzeby, wyzwania”",
                            SurveyResults,
                            90,
                        )
                    },
                    Item {
                        outcome: Some("Ustalono zasady prowadzenia Rejestru."),
                        ..item(
                            "Podnoszenie jakości usług świadczonych na rzecz mieszkańców domów pomocy społecznej; \
                             zasady prowadzenia Rejestru zgłoszeń o zdarzeniach nadzwyczajnych",
                            Discussion,
                            75,
                        )
                    },
                    item(
                        "Obowiązki instytucji publicznych w zakresie wprowadzenia standardów ochrony małoletnich",
                        Presentation,
                        45,
                    ),
                ],
            ),
            (
                (2024, 3, 12),
                &[
                    item(
                        "Przeciwdziałanie przemocy domowej – wyzwania i proponowane rozwiązania w realizacji programów \
                         korekcyjno-edukacyjnych oraz psychologiczno-terapeutycznych dla osób stosujących przemoc domową",
                        Discussion,
                        90,
                    ),
                    item(
                        "Wprowadzenie zmian do Regulaminu określającego zasady funkcjonowania Konwentu",
                        RulesChange,
                        30,
                    ),
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

/// A topic: title, parts, priority, whether it is done.
pub(super) type TopicFact = (&'static str, &'static [&'static str], i32, bool);

/// Topics of the working group on family support.
pub(super) const FAMILY_TOPICS: &[TopicFact] = &[
    (
        "Asystentura rodziny",
        &[
            "„zakorzenienie” asystenta w systemie wspierania rodziny",
            "dookreślenie roli i warsztatu pracy",
            "zasady współpracy pracownika socjalnego z asystentem",
            "specjalistyczne wsparcie dla asystentów i pracowników socjalnych",
        ],
        1,
        true,
    ),
    (
        "Rodziny wspierające",
        &["pozyskiwanie rodzin", "kryteria doboru", "wskazania i ograniczenia w pełnieniu roli"],
        2,
        false,
    ),
    (
        "Praca z rodziną biologiczną dziecka umieszczonego w pieczy zastępczej",
        &[
            "ustalanie planu pracy",
            "diagnoza",
            "rokowania co do powrotu dziecka pod opiekę rodziców biologicznych",
            "sposoby i czas oddziaływań",
        ],
        3,
        false,
    ),
];

/// Next year's topics of the group on foster care, as the group planned them on 18 November 2014.
pub(super) const FOSTER_TOPICS: &[TopicFact] = &[
    ("Procedura pracy koordynatora", &[], 1, false),
    ("Działania dotyczące usamodzielniających się wychowanków pieczy", &[], 2, false),
    ("Współpraca koordynatorów z asystentami rodziny", &[], 3, false),
    ("Współpraca z sądami", &[], 4, false),
];

/// Fictional members of the groups: first name, last name.
pub(super) const MEMBERS: &[(&str, &str)] = &[
    ("Jan", "Lis"),
    ("Maria", "Kwiecień"),
    ("Zofia", "Ziółko"),
    ("Adam", "Ślusarczyk"),
    ("Barbara", "Łęcka"),
    ("Krzysztof", "Żbik"),
    ("Ewa", "Ćmiel"),
];
