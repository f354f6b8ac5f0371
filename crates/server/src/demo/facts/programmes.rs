//! What the sources say about programmes. Titles are kept word for word; recommendations, which are longer than titles,
//! are retold. The programme in work, and the goals of the national one, are invented and marked.

use super::groups::{ASSISTANCE, BIRTH_FAMILY, SUPPORTING};
use obrady_types::programmes::ObjectiveStatus::{self, Done, Dropped, InProgress, Planned};

/// The programme of the slide deck.
pub(in crate::demo) const FAMILY_POLICY: &str = "Małopolski Program Polityki Prorodzinnej na lata 2004 - 2007";
/// The analysis that it is built on.
pub(in crate::demo) const ANALYSIS: &str =
    "Analiza aktualnego stanu wdrażania systemu opieki nad dzieckiem i rodziną w województwie małopolskim";
/// Where it was presented.
pub(in crate::demo) const PRESENTED: &str = "Prezentacja „SYSTEM OPIEKI NAD DZIECKIEM I RODZINĄ W WOJEWÓDZTWIE MAŁOPOLSKIM” ma trzy części: Program 2004-2007; \
     „Analiza aktualnego stanu wdrażania systemu opieki nad dzieckiem i rodziną oraz diagnoza potrzeb”; Realizowane \
     programy. Nie podano daty ani osoby prezentującej.";
/// Its overriding goals.
pub(in crate::demo) const OVERRIDING: [(&str, &str); 3] = [
    ("A", "Promocja i kreowanie pozytywnego obrazu rodziny"),
    ("B", "Zdrowa, silna i aktywna rodzina"),
    ("C", "Efektywny system profilaktyki i pomocy rodzinom dysfunkcyjnym"),
];

/// A recommendation: in short, more about it, and the topic of a group that took it up later.
pub(in crate::demo) type RecommendationFact = (&'static str, &'static str, Option<&'static str>);

/// Its key conclusions and recommendations.
pub(in crate::demo) const RECOMMENDATIONS: [RecommendationFact; 12] = [
    (
        "Lepsza koordynacja działań instytucji na poziomie lokalnym",
        "Instytucje, które pomagają dziecku i rodzinie, działają razem, a gmina i powiat współpracują ściślej.",
        Some("Współpraca koordynatorów z asystentami rodziny"),
    ),
    (
        "Promocja współpracy międzyinstytucjonalnej",
        "Więcej partnerów oraz sposoby, które ułatwiają porozumienie i wymianę informacji.",
        None,
    ),
    (
        "Strategiczne planowanie",
        "Gminy wdrażają systemy profilaktyki i opieki nad dzieckiem i rodziną, powiaty – programy pomocy.",
        None,
    ),
    ("Zmiana wizerunku pomocy społecznej", "Pomoc ma być widoczna jako coś, co służy rozwojowi województwa.", None),
    ("Wzmocnienie nacisku na profilaktykę", "", None),
    (
        "Praca z rodziną biologiczną dziecka umieszczonego w placówce opiekuńczo – wychowawczej",
        "Intensywniejsza niż dotąd, tak aby dziecko mogło wrócić do rodziny.",
        Some(BIRTH_FAMILY),
    ),
    ("Propagowanie rodzinnych form wsparcia", "Także zastępczych form rodzinnych.", None),
    (
        "Większy nacisk na usamodzielnianie się wychowanków",
        "",
        Some("Działania dotyczące usamodzielniających się wychowanków pieczy"),
    ),
    (
        "Ocena funkcjonowania placówek",
        "Ma dotyczyć pracy z dziećmi i ich wychowania, a nie tego, jak szybko placówka osiąga standardy.",
        None,
    ),
    ("Wsparcie w miejsce prosto rozumianej pomocy finansowej", "", None),
    ("Inwestowanie w kadrę pomocy społecznej", "", None),
    (
        "Wykorzystanie możliwości zaangażowania Kościoła katolickiego",
        "W opiece nad rodzinami i osobami starszymi oraz w pomocy dla nich.",
        None,
    ),
];

const COORDINATOR: &str = super::groups::COORDINATOR;

/// The programmes that carry it out, with the topic that took them up later.
pub(in crate::demo) const INITIATIVES: [(&str, Option<&str>); 6] = [
    ("Lokalny koordynator systemu opieki nad dzieckiem i rodziną", Some(COORDINATOR)),
    ("Praca z rodziną metodą „Konferencji Grupy Rodzinnej”", None),
    ("Wykorzystanie „Mediacji rodzinnych” w systemie pomocy rodzinie", None),
    ("Przeciwdziałanie przemocy w rodzinie. Budowanie lokalnych koalicji", None),
    ("Profesjonalna kadra placówek opiekuńczo – wychowawczych", None),
    ("Koordynacja zastępczego rodzicielstwa", Some(COORDINATOR)),
];

/// The programme that the group on foster care discussed on 18 November 2014.
pub(in crate::demo) const FOSTER_CARE: &str =
    "Małopolski Program Wspierania Rodziny i Systemu Pieczy Zastępczej na lata 2014-2020";
/// The one after it.
pub(in crate::demo) const FAMILY_2030: &str = "Rodzinna Małopolska 2030";

/// National and European programmes that were mentioned in Braniewo on 30 October 2013.
pub(in crate::demo) const POVERTY: &str = "Krajowy Program Przeciwdziałania Ubóstwu i Wykluczeniu Społecznemu";
/// The second national one.
pub(in crate::demo) const SOCIAL_ECONOMY: &str = "Krajowy Program Rozwoju Ekonomii Społecznej";
/// The European one.
pub(in crate::demo) const KNOWLEDGE: &str = "Program Wiedza, Edukacja, Rozwój";
/// Where all three are known from.
pub(in crate::demo) const MENTIONED: &str =
    "Program omawiano na szkoleniu w Braniewie 30 października 2013 r. Relacja nie podaje jego okresu ani stanu.";

/// Invented goals of the national programme, so that the overlap map has something to compare.
pub(in crate::demo) const POVERTY_GOALS: [(&str, &str); 3] = [
    ("1", "Usługi dla rodzin zagrożonych wykluczeniem"),
    ("2", "Wsparcie dzieci i młodzieży w trudnej sytuacji"),
    ("3", "Aktywizacja zawodowa dorosłych"),
];

/// An invented goal of the programme in work: code, title, status, and the topic that works on it.
pub(in crate::demo) type GoalFact = (&'static str, &'static str, Option<ObjectiveStatus>, Option<&'static str>);

/// The programme in work; invented.
pub(in crate::demo) const IN_WORK: &str = "Program rozwoju asystentury rodziny";

/// Its goals; the code says what each stands under.
pub(in crate::demo) const IN_WORK_GOALS: &[GoalFact] = &[
    ("A", "Asystent rodziny dostępny w każdej gminie", None, Some(ASSISTANCE)),
    ("A.1", "Dostępność asystentury", None, None),
    ("A.1.1", "Etaty w gminach, które nie mają asystenta", Some(InProgress), None),
    ("A.1.2", "Mapa dostępności asystentury w powiatach", Some(Done), None),
    ("A.2", "Warsztat pracy asystenta", None, None),
    ("A.2.1", "Drugie wydanie poradnika asystenta rodziny", Some(InProgress), None),
    ("A.2.2", "Superwizja dla asystentów", Some(Planned), None),
    ("B", "Rodziny, które pomagają rodzinom", None, None),
    ("B.1", "Rodziny wspierające", None, Some(SUPPORTING)),
    ("B.1.1", "Kryteria doboru rodzin wspierających", Some(Done), None),
    ("B.1.2", "Nabór w trzech powiatach", Some(Planned), None),
    ("B.2", "Współpraca z organizacjami pozarządowymi", None, None),
    ("B.2.1", "Wzór umowy z organizacją", Some(Done), None),
    ("B.2.2", "Wspólny kalendarz szkoleń", Some(Dropped), None),
    ("C", "Powrót dziecka do domu", None, None),
    ("C.1", "Praca z rodziną biologiczną", None, Some(BIRTH_FAMILY)),
    ("C.1.1", "Wzór planu pracy z rodziną", Some(Done), None),
    ("C.1.2", "Szkolenia dla koordynatorów pieczy", Some(Planned), None),
];

/// An invented indicator: the goal's code, what is measured, the unit, baseline and target, and the values from last
/// year on.
pub(in crate::demo) type IndicatorFact = (&'static str, &'static str, &'static str, (f64, f64), &'static [f64]);

/// Indicators of its goals.
pub(in crate::demo) const IN_WORK_INDICATORS: &[IndicatorFact] = &[
    ("A.1", "Gminy, w których pracuje asystent rodziny", "gminy", (150.0, 182.0), &[158.0, 166.0]),
    ("A.1", "Rodziny przypadające na jednego asystenta", "rodziny", (14.5, 10.0), &[13.2, 12.7]),
    ("B.1", "Rodziny wspierające", "rodziny", (12.0, 60.0), &[21.0]),
];
