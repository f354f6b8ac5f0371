//! News that the sources published, retold; and news of this year, the gallery and frequent questions, all invented.

use super::Date;
use obrady_types::portal::{FaqArea, NewsKind};

/// What funded projects of those years had to say.
pub(in crate::demo) const FUNDING: &str = "Projekt współfinansowany przez Unię Europejską z Europejskiego Funduszu \
     Społecznego w ramach Programu Operacyjnego Kapitał Ludzki";

/// The body that published the news of Małopolska.
pub(in crate::demo) const ROPS_KRAKOW: &str = "Regionalny Ośrodek Polityki Społecznej w Krakowie";

/// Whom a piece of news belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::demo) enum Of {
    /// The group on family support.
    Family,
    /// The group on foster care.
    Foster,
    /// The convent.
    Convent,
    /// The whole region.
    Region,
}

/// A piece of news.
pub(in crate::demo) struct News {
    pub(in crate::demo) of: Of,
    pub(in crate::demo) kind: NewsKind,
    pub(in crate::demo) title: &'static str,
    pub(in crate::demo) short_title: Option<&'static str>,
    pub(in crate::demo) lead: &'static str,
    pub(in crate::demo) body: &'static str,
    /// Day of the event.
    pub(in crate::demo) event: Option<Date>,
    /// Day of the publication; where no source gives it, invented, and the news is marked so.
    pub(in crate::demo) published: Date,
    pub(in crate::demo) published_is_known: bool,
    pub(in crate::demo) author: Option<&'static str>,
    pub(in crate::demo) publisher: &'static str,
    /// Whether it carries the line and the marks of the funded project.
    pub(in crate::demo) funded: bool,
    pub(in crate::demo) act: Option<(&'static str, &'static str)>,
    pub(in crate::demo) photo: Option<&'static str>,
}

/// News of Małopolska that the sources published.
pub(in crate::demo) const MALOPOLSKA: &[News] = &[
    News {
        of: Of::Family,
        kind: NewsKind::Summary,
        title: "Posiedzenie Grupy roboczej ds. wspierania rodziny",
        short_title: None,
        lead: "Grupa spotkała się po raz pierwszy: wyznaczyła kierunki działań i przyjęła plan do końca roku.",
        body: "W spotkaniu wzięli udział pracownicy socjalni, koordynatorzy asystentury rodziny i asystenci rodziny z \
               ośrodków pomocy społecznej województwa małopolskiego.\n\n\
               ## Rozeznanie dotychczasowych działań\n\
               Każda jednostka zatrudnia co najmniej jednego asystenta rodziny. Różnią się formy zatrudnienia i \
               źródła finansowania; najczęściej są to pojedyncze stanowiska pracy.\n\n\
               ## Najistotniejsze tematy\n\
               - Asystentura rodziny\n- Rodziny wspierające\n\
               - Praca z rodziną biologiczną dziecka umieszczonego w pieczy zastępczej\n\n\
               ## Plan działań\n\
               Do końca listopada powstanie poradnik zawierający rekomendacje dla asystentów rodziny. Na początku \
               grudnia Grupa zajmie się rodzinami wspierającymi, a w roku 2014 pracą z rodziną biologiczną.\n\n\
               Serwis, w którym ukazał się tekst, wykonał Prekursor.",
        event: Some((2013, 7, 25)),
        published: (2013, 7, 29),
        published_is_known: false,
        author: None,
        publisher: ROPS_KRAKOW,
        funded: true,
        act: Some(("Sprawdź ofertę szkoleń", "/trainings")),
        photo: None,
    },
    News {
        of: Of::Foster,
        kind: NewsKind::Summary,
        title: "Podsumowanie spotkania grupy ds. pieczy",
        short_title: None,
        lead: "Na ostatnim spotkaniu w tym roku grupa tematyczna ds. systemu pieczy zastępczej rozmawiała o projekcie \
               wojewódzkiego programu i o planach na przyszły rok.",
        body: "Spotkanie otworzyła osoba prowadząca z zespołu „Szkolenie i doskonalenie zawodowe kadr pomocy \
               społecznej”. Przypomniała tematy dotychczasowych spotkań i ostatnie wydarzenia w środowisku PCPR, \
               m.in. powstanie Konwentu Dyrektorów PCPR Województwa Małopolskiego.\n\n\
               ## Program na lata 2014-2020\n\
               Przedstawicielka zespołu Polityki Społecznej pokazała główne założenia dokumentu „Małopolski Program \
               Wspierania Rodziny i Systemu Pieczy Zastępczej na lata 2014-2020”. Uczestnicy pytali, czy zapisy nie \
               powielą programu krajowego; program ma go uzupełniać. Wskazali też potrzebę mocniejszego zaangażowania \
               organizacji pozarządowych, a zapisy o szkoleniach przyjęli z dużą aprobatą.\n\n\
               ## Tematy na przyszły rok\n\
               - procedura pracy koordynatora\n\
               - działania dotyczące usamodzielniających się wychowanków pieczy\n\
               - współpraca koordynatorów z asystentami rodziny\n- współpraca z sądami\n\n\
               Pracownicy małopolskich instytucji mogą wciąż zgłaszać swoje uwagi do programu.\n\n\
               Serwis, w którym ukazał się tekst, wykonał Prekursor.",
        event: Some((2014, 11, 18)),
        published: (2014, 11, 21),
        published_is_known: false,
        author: None,
        publisher: ROPS_KRAKOW,
        funded: true,
        act: Some(("Sprawdź ofertę szkoleń", "/trainings")),
        photo: None,
    },
    News {
        of: Of::Region,
        kind: NewsKind::Summary,
        title: "Szkolenia i Regionalna Platforma Współpracy w liczbach",
        short_title: None,
        lead: "Ile osób skorzystało ze szkoleń w latach 2013–2015 i jak pracowała Platforma w latach 2012–2015.",
        body: "## Szkolenia w latach 2013–2015\n\
               - 57 tematów szkoleń\n\
               - 2435 osób, które wzięły w nich udział\n\
               - 3581 wydanych zaświadczeń\n\
               - 16 wizyt studyjnych\n\n\
               ## Platforma w latach 2012–2015\n\
               - 10 grup\n\
               - prawie 100 spotkań\n\
               - ponad 330 osób z ponad 160 instytucji",
        event: Some((2015, 12, 31)),
        published: (2016, 1, 11),
        published_is_known: false,
        author: None,
        publisher: ROPS_KRAKOW,
        funded: false,
        act: Some(("Sprawdź ofertę szkoleń", "/trainings")),
        photo: None,
    },
    News {
        of: Of::Convent,
        kind: NewsKind::Summary,
        title: "Posiedzenie Konwentu Dyrektorów PCPR",
        short_title: None,
        lead: "Dwudniowe posiedzenie dotyczyło pieczy zastępczej, przeciwdziałania przemocy domowej i jakości wsparcia \
               mieszkańców domów pomocy społecznej.",
        body: "Obok dyrektorów PCPR i przedstawicieli ROPS gościem był Jacek Kowalczyk - Dyrektor Wydziału Polityki \
               Społecznej Małopolskiego Urzędu Wojewódzkiego.\n\n\
               ## Przebieg\n\
               - kondycja systemu małopolskiej pieczy zastępczej w kontekście wyników badania ankietowego „Piecza \
               zastępcza w Małopolsce stan, potrzeby, wyzwania”\n\
               - zasady prowadzenia Rejestru zgłoszeń o zdarzeniach nadzwyczajnych w domach pomocy społecznej\n\
               - obowiązki instytucji publicznych w zakresie wprowadzenia standardów ochrony małoletnich\n\
               - przeciwdziałanie przemocy domowej: programy korekcyjno-edukacyjne i psychologiczno-terapeutyczne\n\n\
               ## Wybory\n\
               Konwent zmienił swój Regulamin i wybrał władze. Przewodniczącym został Janusz Patyna – Kierownik PCPR \
               w Miechowie, a Zastępcą Przewodniczącego Renata Zielińska – Dyrektor PCPR w Zakopanem.",
        event: Some((2024, 3, 11)),
        published: (2024, 3, 18),
        published_is_known: true,
        author: None,
        publisher: "Urząd Marszałkowski Województwa Małopolskiego",
        funded: false,
        act: None,
        photo: None,
    },
];

/// News of Warmia and Mazury that a source published.
pub(in crate::demo) const WARMIA: &[News] = &[News {
    of: Of::Region,
    kind: NewsKind::Report,
    title: "Relacja ze szkolenia kadry pomocy społecznej z przedstawicielami ROPS w Olsztynie",
    short_title: Some("Relacja ze szkolenia kadry pomocy społecznej"),
    lead: "Doradcy Regionalnego Ośrodka Polityki Społecznej w Olsztynie spotkali się w Braniewie z kadrą jednostek \
           pomocy społecznej i rynku pracy powiatu braniewskiego.",
    body: "Szkolenie odbyło się w Sali Konferencyjnej Starostwa Powiatowego, ul. Pl. Piłsudskiego 2, Braniewo. Wzięła \
           w nim udział kadra kierownicza OPS, WTZ i ŚDS, pracownicy socjalni oraz przedstawiciele Powiatowego Urzędu \
           Pracy w Braniewie.\n\n\
           ## Prowadzący\n\
           - Grażyna Dziadowicz-Kulka – doradczyni (aktywna integracja, innowacyjne metody pracy z klientem pomocy \
           społecznej)\n\
           - Tomasz Igielski – doradca (partnerstwa lokalne, rozwój pracy socjalnej)\n\
           - Marek Jurzyński – doradca (tworzenie partnerstw na rzecz aktywizacji grup zagrożonych wykluczeniem \
           społecznym, rozwój ekonomii społecznej)\n\n\
           ## O czym rozmawiano\n\
           - modele pracy z młodzieżą wypracowane w województwie: „Miejsce między pokoleniowej aktywności”, „model \
           narzędzi dialogu”, „model ełcki”\n\
           - planowane zmiany w zakresie ustawy o pomocy społecznej, w tym możliwość zlecania usług socjalnych \
           organizacjom pozarządowym\n\
           - perspektywa finansowania projektów ze środków UE 2014-2020 w ramach Programu Wiedza, Edukacja, Rozwój",
    event: Some((2013, 10, 30)),
    published: (2013, 11, 4),
    published_is_known: false,
    author: Some("Barbara Fikcyjna"),
    publisher: "Powiat braniewski",
    funded: false,
    act: None,
    photo: Some("szkolenie_20131030.jpg"),
}];

/// A picture: its name and its words.
pub(in crate::demo) const LOGOS: [(&str, &str); 4] = [
    ("kapital-ludzki.png", "Kapitał Ludzki"),
    ("europejski-fundusz-spoleczny.png", "Europejski Fundusz Społeczny"),
    ("wojewodztwo-malopolskie.png", "Województwo Małopolskie"),
    ("unia-europejska.png", "Unia Europejska"),
];

/// What the photo of Braniewo shows; it was drawn for the demonstration.
pub(in crate::demo) const TRAINING_WORDS: &str = "Rysunek: uczestnicy szkolenia siedzą przy stołach, prowadząca stoi \
     obok tablicy w Sali Konferencyjnej Starostwa Powiatowego w Braniewie";
pub(in crate::demo) const SESSION_WORDS: &str =
    "Rysunek: kilkanaście osób siedzi po obu stronach długiego stołu, za nimi cztery okna";
pub(in crate::demo) const GROUP_WORDS: &str = "Rysunek: sześć osób rozmawia przy okrągłym stole z dokumentami";

/// A question: its area, the question, the answer.
pub(in crate::demo) const QUESTIONS: &[(FaqArea, &str, &str)] = &[
    (
        FaqArea::Groups,
        "Kto może należeć do grupy roboczej?",
        "Członkiem może zostać osoba, którą zgłosi jej instytucja. Skład uzupełnia koordynator grupy.",
    ),
    (
        FaqArea::Groups,
        "Gdzie znajdę porządek posiedzenia?",
        "Na stronie posiedzenia, gdy koordynator go opublikuje. Strona grupy pokazuje wszystkie jej posiedzenia:\n\n\
         - najbliższe z terminem i miejscem,\n- wcześniejsze z tym, co ustalono.",
    ),
    (
        FaqArea::Convent,
        "Kto zasiada w Konwencie?",
        "Każda jednostka szczebla powiatowego ma jedno miejsce. Zajmuje je osoba, która kieruje jednostką.",
    ),
    (
        FaqArea::Convent,
        "Na jak długo wybiera się przewodniczącego?",
        "Długość kadencji określa Regulamin obowiązujący w dniu wyboru. Strona Konwentu pokazuje wszystkie kadencje.",
    ),
    (
        FaqArea::Site,
        "Czy potrzebuję konta, żeby czytać?",
        "Nie. Aktualności, porządki posiedzeń i skład gremiów są publiczne. Konto jest potrzebne do pracy.",
    ),
    (
        FaqArea::Site,
        "Jak zmienić język albo wygląd strony?",
        "Wybierz „Ustawienia” u góry strony. Do wyboru są dwa języki oraz wygląd jasny, ciemny i o wysokim kontraście.",
    ),
];
