//! The training in Braniewo of 30 October 2013, and invented trainings of Małopolska to try the rest with.

/// An adviser: first name, last name, title, specialisations, what they taught.
pub(in crate::demo) struct AdviserFact {
    pub(in crate::demo) name: (&'static str, &'static str),
    pub(in crate::demo) title: &'static str,
    pub(in crate::demo) specialisations: &'static [&'static str],
    pub(in crate::demo) blocks: &'static [&'static str],
}

/// Region, day and place of the training in Braniewo.
pub(in crate::demo) const BRANIEWO_REGION: &str = "28";
pub(in crate::demo) const BRANIEWO_DATE: (i32, u32, u32) = (2013, 10, 30);
pub(in crate::demo) const BRANIEWO_VENUE: &str =
    "Sala Konferencyjna Starostwa Powiatowego, ul. Pl. Piłsudskiego 2, Braniewo";
pub(in crate::demo) const BRANIEWO_TITLE: &str =
    "Szkolenie kadry pomocy społecznej z przedstawicielami ROPS w Olsztynie";

/// What it was about beyond its topics, retold.
pub(in crate::demo) const BRANIEWO_DESCRIPTION: &str = "Organizator: Regionalny Ośrodek Polityki Społecznej (Olsztyn) – \
zespół doradców. Spotkanie było dla jednostek pomocy społecznej i jednostek rynku pracy z powiatu braniewskiego.\n\
Doradcy ROPS przedstawili modele pracy z młodzieżą wypracowane w województwie warmińsko-mazurskim. Przedstawiciele ROPS \
mówili o tym, co zakłada projekt zmiany ustawy o pomocy społecznej: o działaniach profilaktycznych, interwencyjnych oraz \
aktywizujących, o możliwym terminie obowiązywania zmian, o zlecaniu usług socjalnych organizacjom pozarządowym \
i o prawdopodobnych efektach.\nWspomniano Program Wiedza, Edukacja, Rozwój, Krajowy Program Przeciwdziałania Ubóstwu \
i Wykluczeniu Społecznemu oraz Krajowy Program Rozwoju Ekonomii Społecznej.\nGodziny zajęć i liczba miejsc nie są znane; \
te, które tu stoją, są przykładowe.";

pub(in crate::demo) const BRANIEWO_AUDIENCES: &[&str] = &[
    "kadra kierownicza OPS",
    "kadra kierownicza WTZ",
    "kadra kierownicza ŚDS",
    "pracownicy socjalni",
    "przedstawiciele Powiatowego Urzędu Pracy w Braniewie",
];

pub(in crate::demo) const BRANIEWO_TOPICS: &[&str] = &[
    "upowszechnianie modelowych rozwiązań w zakresie współpracy instytucji pomocy i integracji społecznej oraz rynku \
     pracy działających na rzecz młodzieży zagrożonej wykluczeniem społecznym",
    "planowane zmiany w zakresie ustawy o pomocy społecznej",
    "działania na rzecz aktywnej integracji oraz rozwoju ekonomii społecznej w nowej perspektywie finansowej UE na lata \
     2014-2020",
];

const YOUTH: &str = "modele pracy z młodzieżą wypracowane w województwie warmińsko-mazurskim";

pub(in crate::demo) const BRANIEWO_ADVISERS: &[AdviserFact] = &[
    AdviserFact {
        name: ("Grażyna", "Dziadowicz-Kulka"),
        title: "doradczyni",
        specialisations: &["aktywna integracja", "innowacyjne metody pracy z klientem pomocy społecznej"],
        blocks: &[YOUTH],
    },
    AdviserFact {
        name: ("Tomasz", "Igielski"),
        title: "doradca",
        specialisations: &["partnerstwa lokalne", "rozwój pracy socjalnej"],
        blocks: &[YOUTH],
    },
    AdviserFact {
        name: ("Marek", "Jurzyński"),
        title: "doradca",
        specialisations: &[
            "tworzenie partnerstw na rzecz aktywizacji grup zagrożonych wykluczeniem społecznym",
            "rozwój ekonomii społecznej",
        ],
        blocks: &[
            YOUTH,
            "założenia perspektywy finansowania projektów ze środków UE 2014-2020 w ramach Programu Wiedza, Edukacja, \
             Rozwój oraz korelacja z dwoma programami krajowymi",
        ],
    },
];

/// Practice models: name as in the source, and what it says of them.
pub(in crate::demo) const BRANIEWO_MODELS: &[(&str, &str)] = &[
    ("Miejsce między pokoleniowej aktywności", ""),
    ("model narzędzi dialogu", ""),
    ("model ełcki", "Holistyczne podejście do człowieka."),
];

/// For whom the models are.
pub(in crate::demo) const YOUNG_PEOPLE: &str = "młodzież zagrożona wykluczeniem społecznym";

/// The information clause of the demonstration, in Polish and English.
pub(in crate::demo) const CLAUSE: (&str, &str) = (
    "Administratorem Twoich danych jest Regionalny Ośrodek Polityki Społecznej w Krakowie (biuro@example.org). Przetwarzamy \
     je, aby przeprowadzić szkolenie (art. 6 ust. 1 lit. e RODO). Informacje o potrzebach związanych z dostępnością i dietą \
     widzi tylko organizator. Masz prawo dostępu do danych, ich sprostowania i wniesienia sprzeciwu.",
    "The controller of your data is Regionalny Ośrodek Polityki Społecznej w Krakowie (biuro@example.org). We process them to \
     hold the training (GDPR, Article 6(1)(e)). Only the organiser sees what you need because of accessibility or diet. You \
     may see and correct your data, and object.",
);

/// Advisers of Małopolska, invented.
pub(in crate::demo) const ADVISERS: &[AdviserFact] = &[
    AdviserFact {
        name: ("Halina", "Wierzba"),
        title: "doradczyni",
        specialisations: &["praca z rodziną", "rozmowa motywująca"],
        blocks: &["Rozmowa, która nie ocenia", "Ćwiczenia w parach"],
    },
    AdviserFact {
        name: ("Łukasz", "Cis"),
        title: "doradca",
        specialisations: &["piecza zastępcza", "współpraca z sądami"],
        blocks: &["Plan pracy z rodziną krok po kroku"],
    },
];

/// People of a county centre, invented, who may be registered by its representative.
pub(in crate::demo) const STAFF: &[(&str, &str, &str)] = &[
    ("Anna", "Ćwikła", "pracownik socjalny"),
    ("Dominik", "Łopian", "koordynator rodzinnej pieczy zastępczej"),
    ("Sylwia", "Żurawina", "asystentka rodziny"),
];

/// The centre at which they work.
pub(in crate::demo) const STAFF_UNIT: &str = "PCPR w Wieliczce";
