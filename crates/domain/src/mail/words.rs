//! The words of all mails, in Polish and in English.

use chrono::NaiveDate;
use obrady_types::identity::Locale;

/// Why somebody is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Occasion {
    SignInRevoked,
    AccountChanged(String),
    Invitation,
    PasswordReset,
    Confirmed,
    Waiting,
    Promoted,
    Cancelled,
    SwappedIn,
    SwappedOut,
    Moved,
    EditionCancelled,
}

/// What a letter about a registration speaks of.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    pub(crate) title: String,
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
    pub(crate) before: Option<NaiveDate>,
    pub(crate) venue: Option<String>,
    pub(crate) reason: Option<String>,
}

/// What a letter says.
pub(super) struct Said {
    pub(super) subject: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) link: String,
}

impl Occasion {
    pub(super) fn of_registration(kind: &str) -> Option<Self> {
        Some(match kind {
            "mail.registration_confirmed" => Self::Confirmed,
            "mail.registration_waiting" => Self::Waiting,
            "mail.registration_promoted" => Self::Promoted,
            "mail.registration_cancelled" => Self::Cancelled,
            "mail.registration_swapped_in" => Self::SwappedIn,
            "mail.registration_swapped_out" => Self::SwappedOut,
            "mail.registration_moved" => Self::Moved,
            "mail.registration_edition_cancelled" => Self::EditionCancelled,
            _ => return None,
        })
    }

    /// Whether it is still true of a registration in this state: mails may come late.
    pub(super) fn holds_in(&self, state: &str) -> bool {
        match self {
            Self::Confirmed | Self::Promoted | Self::SwappedIn => state == "confirmed",
            Self::Waiting => state == "waiting",
            Self::Cancelled | Self::EditionCancelled => state == "cancelled",
            Self::Moved => state != "cancelled",
            _ => true,
        }
    }
}

/// The words of an occasion.
pub(super) fn say(locale: Locale, occasion: &Occasion, about: &About) -> Said {
    match locale {
        Locale::Pl => polish(occasion, about),
        Locale::En => english(occasion, about),
    }
}

/// Who sent it.
pub(super) fn footer(locale: Locale, origin: &str) -> String {
    match locale {
        Locale::Pl => {
            format!("Wiadomość wysłał automatycznie serwis Obrady ({origin}). Prosimy na nią nie odpowiadać.")
        }
        Locale::En => format!("Sent automatically by Obrady ({origin}). Please do not reply to this message."),
    }
}

fn polish(occasion: &Occasion, about: &About) -> Said {
    let title = &about.title;
    let (subject, text, link) = match occasion {
        Occasion::SignInRevoked => (
            "Zakończone logowanie na Twoim koncie".to_owned(),
            "Ktoś posłużył się nieaktualnym kluczem jednego z Twoich logowań. Na wszelki wypadek to logowanie zostało \
             zakończone. Zaloguj się ponownie; jeśli to nie Twoje działanie, zmień hasło."
                .to_owned(),
            "Moje konto",
        ),
        Occasion::AccountChanged(what) => (
            "Zmiana na Twoim koncie".to_owned(),
            format!(
                "{} Jeśli to nie Twoje działanie, zmień hasło i powiadom administratora.",
                match what.as_str() {
                    "password" => "Hasło do Twojego konta zostało zmienione.",
                    "email" => "Adres e-mail Twojego konta został zmieniony.",
                    "sign_in_name" => "Nazwa, pod którą się logujesz, została zmieniona.",
                    "totp_enabled" => "Na Twoim koncie włączono drugi składnik logowania.",
                    "totp_disabled" => "Na Twoim koncie wyłączono drugi składnik logowania.",
                    "recovery_codes" => "Na Twoim koncie utworzono nowe kody odzyskiwania.",
                    "roles" => "Uprawnienia Twojego konta zostały zmienione.",
                    _ => "Ustawienia bezpieczeństwa Twojego konta zostały zmienione.",
                }
            ),
            "Moje konto",
        ),
        Occasion::Invitation => (
            "Zaproszenie do serwisu Obrady".to_owned(),
            "Utworzono dla Ciebie konto w serwisie Obrady. Aby zacząć, ustaw własne hasło. Link działa raz i tylko przez \
             ograniczony czas."
                .to_owned(),
            "Ustaw hasło",
        ),
        Occasion::PasswordReset => (
            "Ustawienie nowego hasła".to_owned(),
            "Poproszono o nowe hasło do Twojego konta w serwisie Obrady. Link działa raz i tylko przez ograniczony czas. \
             Jeśli to nie Twoja prośba, nic nie rób: hasło pozostanie bez zmian."
                .to_owned(),
            "Ustaw nowe hasło",
        ),
        Occasion::Confirmed => (
            format!("Potwierdzony udział: {title}"),
            format!("Zgłoszenie na szkolenie „{title}” zostało przyjęte i udział jest potwierdzony."),
            "Strona szkolenia",
        ),
        Occasion::Waiting => (
            format!("Lista rezerwowa: {title}"),
            format!(
                "Zgłoszenie na szkolenie „{title}” zostało przyjęte na listę rezerwową, bo wszystkie miejsca są zajęte. \
                 Gdy zwolni się miejsce, wyślemy osobną wiadomość."
            ),
            "Strona szkolenia",
        ),
        Occasion::Promoted => (
            format!("Zwolniło się miejsce: {title}"),
            format!("Na szkoleniu „{title}” zwolniło się miejsce i udział jest teraz potwierdzony."),
            "Strona szkolenia",
        ),
        Occasion::Cancelled => (
            format!("Wycofane zgłoszenie: {title}"),
            format!("Zgłoszenie na szkolenie „{title}” zostało wycofane."),
            "Strona szkolenia",
        ),
        Occasion::SwappedIn => (
            format!("Potwierdzony udział: {title}"),
            format!("Twoja instytucja zgłosiła Cię na szkolenie „{title}” w miejsce innej osoby. Udział jest potwierdzony."),
            "Strona szkolenia",
        ),
        Occasion::SwappedOut => (
            format!("Zmiana uczestnika: {title}"),
            format!("Na szkolenie „{title}” Twoja instytucja zgłosiła w Twoje miejsce inną osobę."),
            "Strona szkolenia",
        ),
        Occasion::Moved => (
            format!("Nowy termin: {title}"),
            match about.before {
                Some(before) => format!("Szkolenie „{title}” zostało przeniesione z {} na inny termin.", day_pl(before)),
                None => format!("Szkolenie „{title}” zostało przeniesione na inny termin."),
            },
            "Strona szkolenia",
        ),
        Occasion::EditionCancelled => (
            format!("Szkolenie odwołane: {title}"),
            format!("Szkolenie „{title}” nie odbędzie się."),
            "Strona szkolenia",
        ),
    };
    let mut paragraphs = vec!["Dzień dobry,".to_owned(), text];
    if !title.is_empty() {
        paragraphs.push(if about.first == about.last {
            format!("Termin: {}", day_pl(about.first))
        } else {
            format!("Termin: {} – {}", day_pl(about.first), day_pl(about.last))
        });
        paragraphs.extend(about.venue.as_ref().map(|venue| format!("Miejsce: {venue}")));
    }
    if *occasion == Occasion::EditionCancelled {
        paragraphs.extend(about.reason.as_ref().map(|reason| format!("Powód: {reason}")));
    }
    Said { subject, paragraphs, link: link.to_owned() }
}

fn english(occasion: &Occasion, about: &About) -> Said {
    let title = &about.title;
    let (subject, text, link) = match occasion {
        Occasion::SignInRevoked => (
            "A sign-in to your account was ended".to_owned(),
            "Somebody used an outdated key of one of your sign-ins. To be on the safe side, that sign-in was ended. \
             Please sign in again; if this was not you, change your password."
                .to_owned(),
            "My account",
        ),
        Occasion::AccountChanged(what) => (
            "Your account was changed".to_owned(),
            format!(
                "{} If this was not you, change your password and tell an administrator.",
                match what.as_str() {
                    "password" => "The password of your account was changed.",
                    "email" => "The e-mail address of your account was changed.",
                    "sign_in_name" => "The name with which you sign in was changed.",
                    "totp_enabled" => "A second factor was turned on for your account.",
                    "totp_disabled" => "The second factor was turned off for your account.",
                    "recovery_codes" => "New recovery codes were made for your account.",
                    "roles" => "The rights of your account were changed.",
                    _ => "The security settings of your account were changed.",
                }
            ),
            "My account",
        ),
        Occasion::Invitation => (
            "Invitation to Obrady".to_owned(),
            "An account was made for you in Obrady. To begin, set a password of your own. The link works once and for a \
             limited time."
                .to_owned(),
            "Set a password",
        ),
        Occasion::PasswordReset => (
            "Set a new password".to_owned(),
            "A new password was asked for your account in Obrady. The link works once and for a limited time. If this \
             was not you, do nothing: the password stays as it is."
                .to_owned(),
            "Set a new password",
        ),
        Occasion::Confirmed => (
            format!("Place confirmed: {title}"),
            format!("The registration for the training “{title}” was accepted, and the place is confirmed."),
            "The training's page",
        ),
        Occasion::Waiting => (
            format!("Waiting list: {title}"),
            format!(
                "The registration for the training “{title}” is on the waiting list, because all places are taken. When \
                 a place becomes free, we will write again."
            ),
            "The training's page",
        ),
        Occasion::Promoted => (
            format!("A place is free: {title}"),
            format!("A place in the training “{title}” became free and is now confirmed."),
            "The training's page",
        ),
        Occasion::Cancelled => (
            format!("Registration withdrawn: {title}"),
            format!("The registration for the training “{title}” was withdrawn."),
            "The training's page",
        ),
        Occasion::SwappedIn => (
            format!("Place confirmed: {title}"),
            format!("Your institution registered you for the training “{title}” instead of somebody else. The place is confirmed."),
            "The training's page",
        ),
        Occasion::SwappedOut => (
            format!("Another participant: {title}"),
            format!("Your institution registered somebody else for the training “{title}” instead of you."),
            "The training's page",
        ),
        Occasion::Moved => (
            format!("New date: {title}"),
            match about.before {
                Some(before) => format!("The training “{title}” was moved from {} to another date.", day_en(before)),
                None => format!("The training “{title}” was moved to another date."),
            },
            "The training's page",
        ),
        Occasion::EditionCancelled => (
            format!("Training cancelled: {title}"),
            format!("The training “{title}” will not take place."),
            "The training's page",
        ),
    };
    let mut paragraphs = vec!["Hello,".to_owned(), text];
    if !title.is_empty() {
        paragraphs.push(if about.first == about.last {
            format!("Date: {}", day_en(about.first))
        } else {
            format!("Dates: {} – {}", day_en(about.first), day_en(about.last))
        });
        paragraphs.extend(about.venue.as_ref().map(|venue| format!("Place: {venue}")));
    }
    if *occasion == Occasion::EditionCancelled {
        paragraphs.extend(about.reason.as_ref().map(|reason| format!("Reason: {reason}")));
    }
    Said { subject, paragraphs, link: link.to_owned() }
}

fn day_pl(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

fn day_en(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
