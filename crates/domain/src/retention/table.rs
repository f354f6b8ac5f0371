//! The categories of data: why they are kept, on what basis, and how long.

use serde::Serialize;

/// Days for which the categories are kept whose period is the installation's to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// What participants need, after the training's last day.
    pub needs: u32,
    /// Sign-ins and their tokens, after their end.
    pub sign_ins: u32,
    /// Jobs that are done.
    pub done_jobs: u32,
    /// Jobs that were given up.
    pub failed_jobs: u32,
}

impl Default for Periods {
    fn default() -> Self {
        Self { needs: 30, sign_ins: 90, done_jobs: 30, failed_jobs: 90 }
    }
}

/// How long a category is kept.
#[derive(Clone, Copy, Debug)]
pub enum Keep {
    /// So many days, as the installation says.
    Chosen(fn(&Periods) -> u32),
    /// So many days everywhere.
    Days(u32),
    /// Until its archival class ends or the person is erased by an administrator; nothing deletes it by itself.
    Archival,
    /// Minutes or a day: deleted each minute while a server runs.
    Fleeting,
}

impl Keep {
    /// Days after which nightly work deletes it.
    pub fn days(&self, periods: &Periods) -> Option<u32> {
        match self {
            Self::Chosen(days) => Some(days(periods)),
            Self::Days(days) => Some(*days),
            Self::Archival | Self::Fleeting => None,
        }
    }
}

impl PartialEq for Category {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
impl Eq for Category {}

/// A category of data, in the words of the register that the law wants (art. 30 of the GDPR), which is Polish.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Category {
    /// Its name in counts and in the log.
    pub name: &'static str,
    /// What it is.
    pub data: &'static str,
    /// Why it is processed.
    pub purpose: &'static str,
    /// On what basis.
    pub basis: &'static str,
    /// Whose data it is.
    pub people: &'static str,
    /// Who gets to see it.
    pub recipients: &'static str,
    /// What protects it.
    pub measures: &'static str,
    /// When its period begins, or by what rule it is kept.
    pub rule: &'static str,
    /// How long it is kept.
    #[serde(skip)]
    pub keep: Keep,
}

const TASK: &str = "art. 6 ust. 1 lit. e RODO (zadanie publiczne) w zw. z ustawą o pomocy społecznej";
const DUTY: &str = "art. 6 ust. 1 lit. c RODO (obowiązek prawny: instrukcja kancelaryjna, archiwizacja)";
const SAFETY: &str = "art. 6 ust. 1 lit. e oraz art. 32 RODO (bezpieczeństwo przetwarzania)";
const ROLES: &str = "uprawnienia według ról i regionów, szyfrowanie transmisji (TLS), dziennik zmian, kopie zapasowe";

/// Every category; the nightly work goes through it in this order.
pub const CATEGORIES: &[Category] = &[
    Category {
        name: "registration_needs",
        data: "potrzeby dostępności i dieta uczestników szkoleń",
        purpose: "zapewnienie dostępności i wyżywienia na szkoleniu",
        basis: "art. 6 ust. 1 lit. e oraz art. 9 ust. 2 lit. g RODO",
        people: "uczestnicy szkoleń",
        recipients: "organizator szkolenia",
        measures: "szyfrowanie pól kluczem instalacji (AES-256-GCM), dostęp tylko organizatora, brak w eksportach i logach",
        rule: "od ostatniego dnia szkolenia",
        keep: Keep::Chosen(|periods| periods.needs),
    },
    Category {
        name: "sign_ins",
        data: "zakończone logowania: czas, przeglądarka, skróty tokenów",
        purpose: "wykrywanie i wyjaśnianie nadużyć",
        basis: SAFETY,
        people: "użytkownicy kont",
        recipients: "właściciel konta",
        measures: "tokeny tylko jako skróty SHA-256",
        rule: "od zakończenia logowania",
        keep: Keep::Chosen(|periods| periods.sign_ins),
    },
    Category {
        name: "done_jobs",
        data: "wysłane powiadomienia: rodzaj i identyfikatory, bez treści i adresów",
        purpose: "dowód wysłania powiadomienia",
        basis: TASK,
        people: "użytkownicy kont, uczestnicy szkoleń",
        recipients: "serwer poczty instytucji (adres i treść w chwili wysyłki)",
        measures: "tajemnice usuwane z chwilą wysłania, TLS do serwera poczty",
        rule: "od wysłania",
        keep: Keep::Chosen(|periods| periods.done_jobs),
    },
    Category {
        name: "failed_jobs",
        data: "niewysłane powiadomienia: rodzaj, identyfikatory, powód",
        purpose: "wyjaśnianie niedostarczonych powiadomień",
        basis: TASK,
        people: "użytkownicy kont, uczestnicy szkoleń",
        recipients: "administrator systemu",
        measures: "tajemnice usuwane z chwilą zaniechania",
        rule: "od ostatniej próby",
        keep: Keep::Chosen(|periods| periods.failed_jobs),
    },
    Category {
        name: "events",
        data: "ślady zmian do powiadamiania innych systemów: rodzaj i identyfikator obiektu, bez treści",
        purpose: "powiadamianie o zmianach",
        basis: TASK,
        people: "osoby, których obiekty zmieniono",
        recipients: "systemy uprawnione do odczytu",
        measures: "same identyfikatory",
        rule: "jak dziennik zmian: baza danych pozwala tylko dopisywać",
        keep: Keep::Archival,
    },
    Category {
        name: "scheduled_runs",
        data: "przebieg prac nocnych: czas, wynik, liczby",
        purpose: "nadzór nad systemem",
        basis: SAFETY,
        people: "nikt",
        recipients: "administratorzy",
        measures: "brak danych osobowych",
        rule: "od rozpoczęcia",
        keep: Keep::Days(400),
    },
    Category {
        name: "idempotency_keys",
        data: "odpowiedzi na żądania, które można powtórzyć",
        purpose: "żadne działanie nie wykonuje się dwa razy",
        basis: SAFETY,
        people: "użytkownicy kont",
        recipients: "ten, kto wysłał żądanie",
        measures: "klucz i treść żądania tylko jako skróty z kluczem instalacji",
        rule: "jedna doba od żądania",
        keep: Keep::Fleeting,
    },
    Category {
        name: "sign_in_throttle",
        data: "liczniki nieudanych logowań: nazwa, adres sieci",
        purpose: "ochrona przed zgadywaniem haseł",
        basis: SAFETY,
        people: "logujący się",
        recipients: "nikt",
        measures: "brak podglądu",
        rule: "kwadrans od ostatniej próby",
        keep: Keep::Fleeting,
    },
    Category {
        name: "accounts",
        data: "konta: nazwa, imię i nazwisko, role",
        purpose: "dostęp do serwisu",
        basis: TASK,
        people: "użytkownicy kont",
        recipients: "administratorzy regionu",
        measures: "hasła tylko jako skróty argon2id",
        rule: "dopóki administrator nie zamknie konta i nie usunie danych osoby",
        keep: Keep::Archival,
    },
    Category {
        name: "directory",
        data: "osoby, stanowiska i dane kontaktowe",
        purpose: "współpraca instytucji polityki społecznej",
        basis: TASK,
        people: "pracownicy instytucji, członkowie gremiów",
        recipients: "koordynatorzy regionu; publicznie tylko osoby pełniące funkcje publiczne",
        measures: ROLES,
        rule: "dopóki osoba współpracuje; usunięcie na wniosek",
        keep: Keep::Archival,
    },
    Category {
        name: "registrations",
        data: "zgłoszenia na szkolenia, lista rezerwowa z uzasadnieniem, obecność",
        purpose: "organizacja i rozliczenie szkoleń",
        basis: TASK,
        people: "uczestnicy szkoleń",
        recipients: "organizator szkolenia, instytucja zgłaszająca",
        measures: ROLES,
        rule: "według klasy archiwalnej JRWA organizatora",
        keep: Keep::Archival,
    },
    Category {
        name: "proceedings",
        data: "porządki obrad, obecność, wypowiedzi, ustalenia i decyzje",
        purpose: "dokumentowanie prac gremiów",
        basis: DUTY,
        people: "członkowie gremiów, uczestnicy posiedzeń",
        recipients: "członkowie gremium; publicznie to, co opublikowano",
        measures: ROLES,
        rule: "według klasy archiwalnej JRWA (zwykle A)",
        keep: Keep::Archival,
    },
    Category {
        name: "audit",
        data: "dziennik zmian: kto, kiedy, co",
        purpose: "rozliczalność",
        basis: SAFETY,
        people: "użytkownicy kont",
        recipients: "administratorzy regionu",
        measures: "dziennik tylko do dopisywania, pilnuje tego baza danych",
        rule: "według klasy archiwalnej akt, których dotyczy; nic nie usuwa go samo",
        keep: Keep::Archival,
    },
];
