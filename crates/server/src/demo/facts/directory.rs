//! Counties, the county-level units that hold the convent's seats, and the institutions of the handbook.

use obrady_types::directory::InstitutionKind::{
    self, CountyOffice, Cus, MarshalOffice, Mops, Ops, Pcpr, Pup, Rops, VoivodeOffice,
};

/// A county, its seat, how many communes it has, and its unit, which holds one of the convent's 22 seats.
pub(in crate::demo) struct Unit {
    pub(in crate::demo) teryt: &'static str,
    pub(in crate::demo) county: &'static str,
    pub(in crate::demo) communes: i32,
    pub(in crate::demo) kind: InstitutionKind,
    pub(in crate::demo) name: &'static str,
    pub(in crate::demo) town: &'static str,
    /// Head today: first name, last name, title; invented but for Miechów and Zakopane.
    pub(in crate::demo) head: (&'static str, &'static str, &'static str),
}

const fn unit(
    (teryt, county, communes): (&'static str, &'static str, i32),
    kind: InstitutionKind,
    name: &'static str,
    town: &'static str,
    head: (&'static str, &'static str, &'static str),
) -> Unit {
    Unit { teryt, county, communes, kind, name, town, head }
}

/// The county-level units of województwo małopolskie.
pub(in crate::demo) const UNITS: &[Unit] = &[
    unit(("1201", "bocheński", 9), Pcpr, "PCPR w Bochni", "Bochnia", ("Agnieszka", "Wrona", "Dyrektor")),
    unit(("1202", "brzeski", 7), Pcpr, "PCPR w Brzesku", "Brzesko", ("Marek", "Sikora", "Dyrektor")),
    unit(("1203", "chrzanowski", 5), Pcpr, "PCPR w Chrzanowie", "Chrzanów", ("Iwona", "Łukasik", "Dyrektor")),
    unit(
        ("1204", "dąbrowski", 7),
        Pcpr,
        "PCPR w Dąbrowie Tarnowskiej",
        "Dąbrowa Tarnowska",
        ("Stanisław", "Żurek", "Dyrektor"),
    ),
    unit(("1205", "gorlicki", 10), Pcpr, "PCPR w Gorlicach", "Gorlice", ("Dorota", "Śliwa", "Dyrektor")),
    unit(("1206", "krakowski", 17), Pcpr, "PCPR w Krakowie", "Kraków", ("Tomasz", "Ćwik", "Dyrektor")),
    unit(("1207", "limanowski", 12), Pcpr, "PCPR w Limanowej", "Limanowa", ("Halina", "Zając", "Dyrektor")),
    unit(("1208", "miechowski", 7), Pcpr, "PCPR w Miechowie", "Miechów", ("Janusz", "Patyna", "Kierownik")),
    unit(("1209", "myślenicki", 9), Pcpr, "PCPR w Myślenicach", "Myślenice", ("Lucyna", "Ostrowska", "Dyrektor")),
    unit(("1210", "nowosądecki", 16), Pcpr, "PCPR w Nowym Sączu", "Nowy Sącz", ("Paweł", "Gąsior", "Dyrektor")),
    unit(("1211", "nowotarski", 14), Pcpr, "PCPR w Nowym Targu", "Nowy Targ", ("Jadwiga", "Bielak", "Dyrektor")),
    unit(("1212", "olkuski", 6), Pcpr, "PCPR w Olkuszu", "Olkusz", ("Zbigniew", "Kuś", "Dyrektor")),
    unit(("1213", "oświęcimski", 9), Pcpr, "PCPR w Oświęcimiu", "Oświęcim", ("Ewelina", "Jurczak", "Dyrektor")),
    unit(("1214", "proszowicki", 6), Pcpr, "PCPR w Proszowicach", "Proszowice", ("Grażyna", "Ącka", "Kierownik")),
    unit(
        ("1215", "suski", 9),
        Pcpr,
        "PCPR w Suchej Beskidzkiej",
        "Sucha Beskidzka",
        ("Robert", "Wójciak", "Kierownik"),
    ),
    unit(("1216", "tarnowski", 16), Pcpr, "PCPR w Tarnowie", "Tarnów", ("Danuta", "Pięta", "Dyrektor")),
    unit(("1217", "tatrzański", 5), Pcpr, "PCPR w Zakopanem", "Zakopane", ("Renata", "Zielińska", "Dyrektor")),
    unit(("1218", "wadowicki", 10), Pcpr, "PCPR w Wadowicach", "Wadowice", ("Krystyna", "Mróz", "Dyrektor")),
    unit(("1219", "wielicki", 5), Pcpr, "PCPR w Wieliczce", "Wieliczka", ("Andrzej", "Łoś", "Dyrektor")),
    unit(("1261", "m. Kraków", 1), Mops, "MOPS w Krakowie", "Kraków", ("Beata", "Nowicka", "Dyrektor")),
    unit(("1262", "m. Nowy Sącz", 1), Mops, "MOPS w Nowym Sączu", "Nowy Sącz", ("Wiesław", "Król", "Dyrektor")),
    unit(
        ("1263", "m. Tarnów", 1),
        Cus,
        "Centrum Usług Społecznych w Tarnowie",
        "Tarnów",
        ("Joanna", "Żak", "Dyrektor"),
    ),
];

/// The regional centre.
pub(in crate::demo) const ROPS: &str = "Regionalny Ośrodek Polityki Społecznej w Krakowie";

/// The offices of the province, all of them in Kraków.
pub(in crate::demo) const OFFICES: &[(InstitutionKind, &str)] = &[
    (Rops, ROPS),
    (MarshalOffice, "Urząd Marszałkowski Województwa Małopolskiego"),
    (VoivodeOffice, "Małopolski Urząd Wojewódzki"),
];

/// What the centre in Tarnów was before 2022.
pub(in crate::demo) const FORMER_TARNOW: (&str, &str, &str) = ("1263", "MOPS w Tarnowie", "Tarnów");

/// An institution of the handbook: TERYT code of its county, kind, name, town.
pub(in crate::demo) type Centre = (&'static str, InstitutionKind, &'static str, &'static str);

/// Institutions whose people wrote the handbook of the group on family support and that hold no seat.
pub(in crate::demo) const CENTRES: &[Centre] = &[
    ("1213", Ops, "GOPS Kęty", "Kęty"),
    ("1203", Ops, "OPS Trzebinia", "Trzebinia"),
    ("1202", Mops, "MOPS Brzesko", "Brzesko"),
    ("1201", Ops, "GOPS Bochnia", "Bochnia"),
    ("1219", Ops, "GOPS Gdów", "Gdów"),
    ("1219", Ops, "MGOPS Wieliczka", "Wieliczka"),
    ("1218", Ops, "OPS Andrychów", "Andrychów"),
    ("1218", Mops, "MOPS Wadowice", "Wadowice"),
];

/// The regions beside Małopolska: TERYT code, name.
pub(in crate::demo) const OTHER_REGIONS: &[(&str, &str)] = &[
    ("02", "dolnośląskie"),
    ("04", "kujawsko-pomorskie"),
    ("06", "lubelskie"),
    ("08", "lubuskie"),
    ("10", "łódzkie"),
    ("14", "mazowieckie"),
    ("16", "opolskie"),
    ("18", "podkarpackie"),
    ("20", "podlaskie"),
    ("22", "pomorskie"),
    ("24", "śląskie"),
    ("26", "świętokrzyskie"),
    (WARMIA, "warmińsko-mazurskie"),
    ("30", "wielkopolskie"),
    ("32", "zachodniopomorskie"),
];

/// TERYT code of the region of Braniewo.
pub(in crate::demo) const WARMIA: &str = "28";

/// TERYT code of powiat braniewski.
pub(in crate::demo) const BRANIEWO: &str = "2802";

/// The town of Braniewo: TERYT code, name.
pub(in crate::demo) const BRANIEWO_TOWN: (&str, &str) = ("2802011", "Braniewo");

/// An institution of the training in Braniewo: county, kind, name, town, address.
type OfBraniewo = (Option<&'static str>, InstitutionKind, &'static str, &'static str, Option<&'static str>);

/// The organiser, the host and the labour office of the training in Braniewo.
pub(in crate::demo) const BRANIEWO_INSTITUTIONS: &[OfBraniewo] = &[
    (None, Rops, "Regionalny Ośrodek Polityki Społecznej w Olsztynie", "Olsztyn", None),
    (Some(BRANIEWO), CountyOffice, "Starostwo Powiatowe w Braniewie", "Braniewo", Some("Pl. Piłsudskiego 2")),
    (Some(BRANIEWO), Pup, "Powiatowy Urząd Pracy w Braniewie", "Braniewo", None),
];

/// Cities with county rights are one commune each.
pub(in crate::demo) const COMMUNES: &[(&str, &str)] =
    &[("1261011", "Kraków"), ("1262011", "Nowy Sącz"), ("1263011", "Tarnów")];
