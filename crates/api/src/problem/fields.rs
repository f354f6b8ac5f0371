//! The words of wrong fields, in both languages.

use super::Language;

/// What is wrong with a field; `message` is `code|parameters`.
pub(super) fn field_words(code: &str, message: &str, language: Language) -> String {
    let mut parameters = message.split('|').skip(1);
    let (first, second) = (parameters.next().unwrap_or("?"), parameters.next().unwrap_or("?"));
    match (code, language) {
        ("required", Language::Pl) => "Wypełnij to pole.".to_owned(),
        ("required", Language::En) => "This field is needed.".to_owned(),
        ("too_short", Language::Pl) => format!("Za krótkie: najmniej {first}."),
        ("too_short", Language::En) => format!("Too short: at least {first}."),
        ("too_long", Language::Pl) => format!("Za długie: najwięcej {first}."),
        ("too_long", Language::En) => format!("Too long: at most {first}."),
        ("out_of_range", Language::Pl) if second != "?" => format!("Podaj wartość od {first} do {second}."),
        ("out_of_range", Language::En) if second != "?" => format!("Give a value from {first} to {second}."),
        ("out_of_range", Language::Pl) => "Wartość jest poza dopuszczalnym zakresem.".to_owned(),
        ("out_of_range", Language::En) => "The value is out of range.".to_owned(),
        ("own_words", Language::Pl) => {
            "Hasło składa się głównie z nazwisk i nazw, które łatwo odgadnąć. Wybierz inne.".to_owned()
        }
        ("own_words", Language::En) => {
            "The password consists mostly of names that are easy to guess. Choose another one.".to_owned()
        }
        ("same_as_before", Language::Pl) => "Nowe hasło jest takie samo jak obecne.".to_owned(),
        ("same_as_before", Language::En) => "The new password is the one in use.".to_owned(),
        ("wrong_password", Language::Pl) => "To nie jest obecne hasło.".to_owned(),
        ("wrong_password", Language::En) => "This is not the password in use.".to_owned(),
        ("wrong_code", Language::Pl) => "Ten kod jest nieprawidłowy albo już użyty. Podaj ten, który aplikacja pokazuje teraz, albo inny kod zapasowy.".to_owned(),
        ("wrong_code", Language::En) => "This code is wrong or was used already. Give the one that the app shows now, or another recovery code.".to_owned(),
        ("not_begun", Language::Pl) => "Zacznij od nowa: ten klucz już nie czeka na potwierdzenie.".to_owned(),
        ("not_begun", Language::En) => "Begin again: this key no longer waits to be confirmed.".to_owned(),
        ("too_common", Language::Pl) => "To hasło łatwo odgadnąć. Wybierz inne.".to_owned(),
        ("too_common", Language::En) => "This password is easy to guess. Choose another one.".to_owned(),
        ("unknown_field", Language::Pl) => "Nieznane pole.".to_owned(),
        ("unknown_field", Language::En) => "Unknown field.".to_owned(),
        ("wrong_type", Language::Pl) => "Zły typ wartości.".to_owned(),
        ("wrong_type", Language::En) => "The value has the wrong type.".to_owned(),
        ("not_coordinator", Language::Pl) => "To konto nie koordynuje już tego organu.".to_owned(),
        ("not_coordinator", Language::En) => "This account does not coordinate that body (any more).".to_owned(),
        ("account_required", Language::Pl) => "Ta osoba nie ma czynnego konta.".to_owned(),
        ("account_required", Language::En) => "This person has no open account.".to_owned(),
        ("day_has_items", Language::Pl) => "Najpierw przenieś punkty z usuwanego dnia na inny dzień.".to_owned(),
        ("day_has_items", Language::En) => "First move the items from the removed day to another day.".to_owned(),
        ("day_is_published", Language::Pl) => {
            "Opublikowany porządek ma punkty w usuwanym dniu. Najpierw opublikuj porządek bez nich.".to_owned()
        }
        ("day_is_published", Language::En) => {
            "The published agenda has items on the removed day. First publish the agenda without them.".to_owned()
        }
        ("other_type", Language::Pl) => "Zawartość pliku nie odpowiada jego rodzajowi.".to_owned(),
        ("other_type", Language::En) => "The file does not hold what its type says.".to_owned(),
        ("damaged", Language::Pl) => "Plik jest uszkodzony albo niepełny.".to_owned(),
        ("damaged", Language::En) => "The file is damaged or incomplete.".to_owned(),
        ("too_many_pixels", Language::Pl) => "Obraz jest za duży: najwyżej 8000 pikseli na bok.".to_owned(),
        ("too_many_pixels", Language::En) => "The image is too large: at most 8000 pixels a side.".to_owned(),
        ("wrong_encoding", Language::Pl) => {
            format!("Wiersz {first} nie jest tekstem w UTF-8 ani Windows-1250. Zapisz plik jako CSV UTF-8.")
        }
        ("wrong_encoding", Language::En) => {
            format!("Line {first} is neither UTF-8 nor Windows-1250 text. Save the file as CSV UTF-8.")
        }
        ("missing_column", Language::Pl) => format!("W wierszu 1 brakuje kolumny {first}."),
        ("missing_column", Language::En) => format!("Line 1 lacks the column {first}."),
        ("unknown_column", Language::Pl) => format!("Wiersz 1 ma nieznaną lub powtórzoną kolumnę {first}."),
        ("unknown_column", Language::En) => format!("Line 1 has the column {first}, which is unknown or repeated."),
        ("too_many_rows", Language::Pl) => format!("Plik ma za dużo wierszy: najwięcej {first}. Podziel go."),
        ("too_many_rows", Language::En) => format!("The file has too many rows: at most {first}. Split it."),
        ("no_rows", Language::Pl) => "Plik nie ma wierszy z danymi.".to_owned(),
        ("no_rows", Language::En) => "The file has no rows of data.".to_owned(),
        ("term_ended", Language::Pl) => {
            "Duplikat ma kadencję w historii. Zachowaj ten wpis, a połącz drugi.".to_owned()
        }
        ("term_ended", Language::En) => {
            "The duplicate has a term of office. Keep that entry and merge the other one.".to_owned()
        }
        ("seat_taken", Language::Pl) => "Oba wpisy mają miejsce w tym samym konwencie.".to_owned(),
        ("seat_taken", Language::En) => "Both entries have a seat in the same convent.".to_owned(),
        ("period_overlap", Language::Pl) => {
            "Oba wpisy mają w tym samym czasie to samo stanowisko lub członkostwo.".to_owned()
        }
        ("period_overlap", Language::En) => {
            "Both entries have the same post or membership at the same time.".to_owned()
        }
        ("already_exists", Language::Pl) => {
            "Oba wpisy mają coś, co może być tylko jedno, na przykład konto.".to_owned()
        }
        ("already_exists", Language::En) => {
            "Both entries have what may be there only once, such as an account.".to_owned()
        }
        ("opens_at", Language::Pl) => format!("Zapisy zaczną się {first}."),
        ("opens_at", Language::En) => format!("Registration opens at {first}."),
        ("closed_at", Language::Pl) => format!("Zapisy zakończyły się {first}."),
        ("closed_at", Language::En) => format!("Registration closed at {first}."),
        (_, Language::Pl) => "Nieprawidłowa wartość.".to_owned(),
        (_, Language::En) => "The value is not valid.".to_owned(),
    }
}
