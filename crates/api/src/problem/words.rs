//! The words of problems, in both languages.

use super::Language;
use obrady_types::ErrorCode;

/// Title and detail of a code.
pub(super) fn words(code: ErrorCode, language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Pl => polish(code),
        Language::En => english(code),
    }
}

fn polish(code: ErrorCode) -> (&'static str, &'static str) {
    match code {
        ErrorCode::MalformedJson => {
            ("Treść nie jest poprawnym JSON-em", "Treści żądania nie da się odczytać jako JSON. Sprawdź składnię.")
        }
        ErrorCode::InvalidQuery => {
            ("Błędny parametr zapytania", "Parametr adresu jest nieznany, powtórzony albo ma złą postać.")
        }
        ErrorCode::InvalidCursor => {
            ("Błędny kursor strony", "Kursor zmieniono albo należy do innych filtrów. Zacznij listę od początku.")
        }
        ErrorCode::InvalidHeader => ("Błędny nagłówek", "Nagłówek żądania ma złą postać."),
        ErrorCode::Unauthenticated => ("Potrzebne zalogowanie", "Zaloguj się i spróbuj ponownie."),
        ErrorCode::SecondFactorRequired => {
            ("Potrzebny kod", "Podaj kod z aplikacji uwierzytelniającej albo kod zapasowy.")
        }
        ErrorCode::SecondFactorSetupRequired => (
            "Włącz drugi składnik",
            "Do tej czynności potrzebny jest drugi składnik logowania. Włącz go na stronie swojego konta.",
        ),
        ErrorCode::ConfirmationRequired => ("Potwierdź, że to Ty", "Podaj hasło i powtórz czynność."),
        ErrorCode::AccessLinkInvalid => {
            ("Ten odnośnik już nie działa", "Był użyty, wygasł albo konto zmieniło się w międzyczasie. Poproś o nowy.")
        }
        ErrorCode::AccountDisabled => ("Konto jest zablokowane", "Odblokuj je i spróbuj ponownie."),
        ErrorCode::SecondFactorActive => ("Drugi składnik już działa", "Najpierw go wyłącz, potem włącz nowy."),
        ErrorCode::SecondFactorMissing => {
            ("Nie ma drugiego składnika", "To konto nie ma drugiego składnika logowania.")
        }
        ErrorCode::InvalidCredentials => ("Nieprawidłowa nazwa lub hasło", "Sprawdź nazwę użytkownika i hasło."),
        ErrorCode::InvalidRefreshToken => ("Sesja wygasła", "Zaloguj się ponownie."),
        ErrorCode::Forbidden => ("Brak uprawnień", "Twoje konto nie może wykonać tej czynności."),
        ErrorCode::OwnCandidacy => (
            "Nie możesz rozpocząć własnej kadencji",
            "Nic się nie zmieniło. Poproś innego administratora, aby rozpoczął tę kadencję.",
        ),
        ErrorCode::CrossSiteRequest => ("Żądanie z innej witryny", "Tę czynność można wykonać tylko na stronie Obrad."),
        ErrorCode::NotFound => ("Nie znaleziono", "Nie ma tego obiektu albo nie jest dla Ciebie dostępny."),
        ErrorCode::MethodNotAllowed => {
            ("Niedozwolona metoda", "Pod tym adresem ta metoda HTTP nie działa; nagłówek Allow wymienia dozwolone.")
        }
        ErrorCode::RequestTimeout => {
            ("Żądanie trwało zbyt długo", "Żądanie nie dotarło w całości na czas. Spróbuj ponownie.")
        }
        ErrorCode::StaleVersion => {
            ("Ktoś zmienił ten obiekt", "Obiekt ma nowszą wersję niż ta, którą znasz. Wczytaj ją i powtórz zmianę.")
        }
        ErrorCode::PayloadTooLarge => ("Treść jest za duża", "Treść żądania przekracza dopuszczalny rozmiar."),
        ErrorCode::UnsupportedMediaType => (
            "Nieobsługiwany typ treści",
            "Użyj application/json, a przy zmianach application/merge-patch+json, bez pakowania (Content-Encoding).",
        ),
        ErrorCode::PreconditionRequired => {
            ("Brak nagłówka If-Match", "Zmiana wymaga wersji obiektu w nagłówku If-Match.")
        }
        ErrorCode::HeadersTooLarge => (
            "Nagłówki żądania są za duże",
            "Adres i nagłówki żądania są dłuższe, niż przyjmuje serwer. Usuń ciasteczka tej witryny i spróbuj ponownie.",
        ),
        ErrorCode::QuotaExceeded => ("Zbyt wiele żądań", "Odczekaj czas podany w nagłówku Retry-After."),
        ErrorCode::SignInThrottled => ("Zbyt wiele nieudanych logowań", "Odczekaj chwilę i spróbuj ponownie."),
        ErrorCode::ValidationFailed => ("Popraw dane", "Niektóre pola mają błędne wartości."),
        ErrorCode::IdempotencyKeyReused => {
            ("Klucz użyty do innego żądania", "Tego klucza Idempotency-Key użyto już z inną treścią.")
        }
        ErrorCode::IdempotencyKeyInUse => {
            ("Żądanie jest w toku", "Żądanie z tym samym kluczem jeszcze trwa. Spróbuj za chwilę.")
        }
        ErrorCode::AlreadyExists => ("To już istnieje", "Obiekt o takiej nazwie lub identyfikatorze już istnieje."),
        ErrorCode::StillReferenced => ("Obiekt jest używany", "Inne dane odwołują się do tego obiektu."),
        ErrorCode::AgendaConflict => (
            "Ktoś zmienił ten punkt",
            "Punkt porządku obrad zmienił się, zanim dotarła Twoja zmiana. Porównaj obie wersje.",
        ),
        ErrorCode::AgendaRefused => (
            "Ta zmiana nie pasuje do porządku obrad",
            "Punkt nie może się tam znaleźć: za głębokie zagnieżdżenie albo brak miejsca docelowego.",
        ),
        ErrorCode::NothingToUndo => ("Nie ma czego cofnąć", "Nie masz już zmian do cofnięcia w tym porządku obrad."),
        ErrorCode::AgendaLocked => {
            ("Porządek obrad jest zamknięty", "W tym stanie posiedzenia porządku obrad nie można zmieniać.")
        }
        ErrorCode::AgendaEmpty => ("Porządek obrad jest pusty", "Dodaj co najmniej jeden punkt przed publikacją."),
        ErrorCode::NothingToPublish => {
            ("Nie ma czego publikować", "Porządek obrad jest taki sam jak w ostatniej publikacji.")
        }
        ErrorCode::MeetingState => {
            ("Stan posiedzenia na to nie pozwala", "Ten krok nie jest możliwy w obecnym stanie posiedzenia.")
        }
        ErrorCode::TooEarly => (
            "Za wcześnie",
            "Obecności i przebiegu nie można zapisać przed dniem spotkania. Wróć do tego w dniu spotkania.",
        ),
        ErrorCode::ItemsOpen => (
            "Są otwarte punkty",
            "Zakończ, odłóż albo wycofaj każdy punkt porządku; pole errors wymienia te, które są otwarte.",
        ),
        ErrorCode::ItemState => {
            ("Punkt jest w innym stanie", "Ten krok nie pasuje do stanu punktu. Odczytaj go ponownie i zdecyduj.")
        }
        ErrorCode::ItemInProgress => {
            ("Trwa inny punkt", "Najpierw zakończ, odłóż albo wycofaj punkt, który trwa; pole errors go wskazuje.")
        }
        ErrorCode::ActionItemState => (
            "Zadanie jest zamknięte",
            "Zadanie wykonano, anulowano albo przeniesiono. Otwórz je ponownie, jeśli trzeba coś zmienić.",
        ),
        ErrorCode::DeliverableRequired => (
            "Brakuje produktu",
            "Zadanie obiecywało produkt. Dodaj produkt z adresem, a potem oznacz zadanie jako wykonane.",
        ),
        ErrorCode::MeetingDays => {
            ("Ten dzień ma punkty", "Najpierw przenieś punkty z tego dnia, a potem go usuń. Nic nie zostało zmienione.")
        }
        ErrorCode::TopicAlreadyPlanned => {
            ("Temat jest już w porządku obrad", "Temat ma już otwarty punkt w porządku obrad.")
        }
        ErrorCode::BodyDissolved => ("Gremium rozwiązano", "Rozwiązane gremium nie przyjmuje nowych danych."),
        ErrorCode::BodyState => (
            "Stan organu nie pozwala na ten krok",
            "Organ przechodzi kolejno: proponowany, powołany, działający, zawieszony i znów działający.",
        ),
        ErrorCode::AccountRequired => (
            "Ta osoba nie ma konta",
            "Rolę można przekazać tylko osobie z czynnym kontem. Poproś administratora o założenie konta.",
        ),
        ErrorCode::CoverEnded => ("Zastępstwo już się skończyło", "Zakończonego zastępstwa nie można zmienić."),
        ErrorCode::NotCoordinator => (
            "To konto nie koordynuje tego organu",
            "Wczytaj listę ponownie: organ mógł zostać w tym czasie przekazany komuś innemu.",
        ),
        ErrorCode::BodyKind => {
            ("To gremium nie ma takich funkcji", "Grupy nie mają miejsc ani funkcji przewodniczących.")
        }
        ErrorCode::TermSuperseded => {
            ("Ktoś już zmienił tę funkcję", "Wskazana kadencja nie jest już ostatnią. Wczytaj aktualny stan.")
        }
        ErrorCode::TermOverlap => ("Kadencje nachodzą na siebie", "W tym czasie funkcję pełni już ktoś inny."),
        ErrorCode::TermStartsTooEarly => (
            "Kadencja zaczyna się za wcześnie",
            "Kadencja nie może zacząć się przed poprzednią ani przed ogłoszeniem wyniku.",
        ),
        ErrorCode::DecisionReferenceRequired => {
            ("Podaj podstawę", "Data wsteczna wymaga wskazania uchwały lub protokołu.")
        }
        ErrorCode::OfficesIncompatible => {
            ("Nie można łączyć funkcji", "Ta sama osoba nie może być jednocześnie przewodniczącym i zastępcą.")
        }
        ErrorCode::SeatRequired => {
            ("Potrzebne miejsce w konwencie", "Funkcję w konwencie pełni osoba kierująca uprawnioną instytucją.")
        }
        ErrorCode::TermEnded => ("Kadencja się zakończyła", "Zakończonej kadencji nie można zmienić."),
        ErrorCode::TermStarted => ("Kadencja już trwa", "Cofnąć można tylko zmianę, która jeszcze nie nastąpiła."),
        ErrorCode::TermNotStarted => {
            ("Kadencja się nie rozpoczęła", "Kadencji, która się nie rozpoczęła, nie unieważnia się. Cofnij jej plan.")
        }
        ErrorCode::SeatTaken => {
            ("Instytucja ma już miejsce", "W tym czasie instytucja ma już miejsce w tym konwencie.")
        }
        ErrorCode::RulesOverlap => (
            "Regulaminy nachodzą na siebie",
            "Nowa wersja regulaminu musi obowiązywać później niż poprzednie i niczego nie zmienia wstecz.",
        ),
        ErrorCode::RulesMissing => ("Brak regulaminu", "W tym czasie gremium nie ma obowiązującego regulaminu."),
        ErrorCode::PeriodOverlap => ("Okresy nachodzą na siebie", "W tym czasie istnieje już taki sam wpis."),
        ErrorCode::PublicationState => (
            "Stan publikacji na to nie pozwala",
            "To jest już opublikowane albo jeszcze nie jest. Wczytaj aktualny stan.",
        ),
        ErrorCode::PublicationIncomplete => {
            ("Brakuje czegoś do publikacji", "Uzupełnij wskazane pola i opublikuj ponownie.")
        }
        ErrorCode::PublishedKept => {
            ("Opublikowanego się nie usuwa", "Co zobaczyli czytelnicy, można wycofać, ale nie usunąć.")
        }
        ErrorCode::SuccessorCycle => (
            "Następcy tworzą koło",
            "Instytucja nie może być następcą samej siebie, także pośrednio. Nic się nie zmieniło.",
        ),
        ErrorCode::MergeRefused => (
            "Tych wpisów nie można połączyć",
            "Połączenie naruszyłoby kadencję, miejsce albo inną regułę. Nic się nie zmieniło.",
        ),
        ErrorCode::ImportChanged => (
            "Dane zmieniły się od podglądu",
            "Plik zrobiłby teraz coś innego, niż pokazał podgląd. Obejrzyj podgląd jeszcze raz; nic nie zapisano.",
        ),
        ErrorCode::PersonErased => {
            ("Dane tej osoby usunięto", "Po usunięciu danych osobowych niczego nowego o tej osobie się nie zapisuje.")
        }
        ErrorCode::ProgrammeState => {
            ("Stan programu na to nie pozwala", "Ten krok nie jest możliwy w obecnym stanie programu.")
        }
        ErrorCode::ProgrammeVersionOverlap => {
            ("W tym czasie obowiązuje inna wersja", "W jednym czasie obowiązuje najwyżej jedna wersja programu.")
        }
        ErrorCode::ProgrammeCycle => (
            "Powiązanie tworzy koło",
            "Program nie może być następcą ani kontynuacją samego siebie, także przez inne programy.",
        ),
        ErrorCode::ObjectiveCodeTaken => ("Ten kod jest już użyty", "W tym samym miejscu inny cel ma taki kod."),
        ErrorCode::ObjectiveCycle => {
            ("Cel nie może stać pod samym sobą", "Wybierz inne miejsce niż ten cel i jego części.")
        }
        ErrorCode::ObjectivePlace => {
            ("Cel nie może tu stać", "Nie pozwala na to poziom celu, głębokość drzewa albo liczba celów.")
        }
        ErrorCode::ObjectiveDerived => ("Stan wynika z części", "Cel ma części, więc jego stan wynika z ich stanu."),
        ErrorCode::EditionState => {
            ("Stan edycji na to nie pozwala", "Ten krok nie jest możliwy w obecnym stanie edycji szkolenia.")
        }
        ErrorCode::RegistrationNotOpen => {
            ("Zapisy jeszcze się nie zaczęły", "Zapisać się będzie można od chwili otwarcia zapisów.")
        }
        ErrorCode::RegistrationClosed => ("Zapisy są zamknięte", "Na tę edycję nie można się już zapisać."),
        ErrorCode::AlreadyRegistered => {
            ("Ta osoba jest już zapisana", "Na tę edycję każda osoba może zapisać się tylko raz.")
        }
        ErrorCode::InstitutionLimit => (
            "Instytucja ma już wszystkie swoje miejsca",
            "Na tę edycję jedna instytucja nie może wysłać więcej osób. Nic nie zostało zapisane.",
        ),
        ErrorCode::OwnEdition => {
            ("Kto prowadzi, ten nie uczestniczy", "Osoba prowadząca edycję nie może się na nią zapisać.")
        }
        ErrorCode::CapacityFull => ("Brakuje miejsc", "Miejsc nie może być mniej niż osób, które mają już miejsce."),
        ErrorCode::RegistrationState => (
            "Stan zgłoszenia na to nie pozwala",
            "Tego zgłoszenia nie można już zmienić: wycofano je albo szkolenie się zaczęło.",
        ),
        ErrorCode::ClauseOutdated => (
            "Informacja o danych osobowych się zmieniła",
            "Przeczytaj aktualną informację o przetwarzaniu danych i wyślij zgłoszenie jeszcze raz.",
        ),
        ErrorCode::ClauseMissing => (
            "Brak informacji o danych osobowych",
            "Region nie opublikował jeszcze informacji o przetwarzaniu danych, bez której nikt nie może się zapisać.",
        ),
        ErrorCode::RecordImmutable => (
            "Tego zapisu nie można zmienić",
            "Opublikowana informacja i zapisane rozstrzygnięcia pozostają takie, jakie są.",
        ),
        ErrorCode::DayNotBegun => ("Ten dzień jeszcze nie nadszedł", "Obecność można zaznaczać od dnia zajęć."),
        ErrorCode::Internal => {
            ("Błąd po naszej stronie", "Coś się nie udało. Podaj identyfikator żądania, gdy to zgłosisz.")
        }
        ErrorCode::Unavailable => ("Chwilowo niedostępne", "Spróbuj ponownie za chwilę."),
        ErrorCode::InsufficientStorage => {
            ("Brak miejsca na dysku", "Odczyt działa, zapis nie. Powiadom administratora.")
        }
    }
}

fn english(code: ErrorCode) -> (&'static str, &'static str) {
    match code {
        ErrorCode::MalformedJson => {
            ("The body is not JSON", "The request body cannot be read as JSON. Check its syntax.")
        }
        ErrorCode::InvalidQuery => {
            ("Wrong query parameter", "A query parameter is unknown, repeated or has the wrong form.")
        }
        ErrorCode::InvalidCursor => {
            ("Wrong page cursor", "The cursor was altered or belongs to other filters. Start the list again.")
        }
        ErrorCode::InvalidHeader => ("Wrong header", "A request header has the wrong form."),
        ErrorCode::Unauthenticated => ("Sign-in needed", "Sign in and try again."),
        ErrorCode::SecondFactorRequired => {
            ("A code is needed", "Give a code of your authenticator or a recovery code.")
        }
        ErrorCode::SecondFactorSetupRequired => {
            ("Set up the second factor", "This needs a second factor. Set it up on the page of your account.")
        }
        ErrorCode::ConfirmationRequired => ("Confirm that it is you", "Give your password and repeat the request."),
        ErrorCode::AccessLinkInvalid => (
            "This link is no longer good",
            "It was used, has expired, or the account has changed since. Ask for a new one.",
        ),
        ErrorCode::AccountDisabled => ("The account is blocked", "Open it again and retry."),
        ErrorCode::SecondFactorActive => {
            ("The second factor is set up already", "Remove it first, then set up another one.")
        }
        ErrorCode::SecondFactorMissing => ("There is no second factor", "This account has no second factor."),
        ErrorCode::InvalidCredentials => ("Wrong name or password", "Check the sign-in name and the password."),
        ErrorCode::InvalidRefreshToken => ("The session has expired", "Sign in again."),
        ErrorCode::Forbidden => ("Not allowed", "Your account may not do this."),
        ErrorCode::OwnCandidacy => {
            ("You may not start your own term", "Nothing has changed. Ask another administrator to start this term.")
        }
        ErrorCode::CrossSiteRequest => ("Request from another site", "This can be done only from Obrady's own pages."),
        ErrorCode::NotFound => ("Not found", "There is no such thing, or it is not available to you."),
        ErrorCode::MethodNotAllowed => (
            "Method not allowed",
            "This HTTP method does not work at this address; the Allow header names those that do.",
        ),
        ErrorCode::RequestTimeout => {
            ("The request took too long", "The request did not arrive completely in time. Try again.")
        }
        ErrorCode::StaleVersion => (
            "Somebody changed this object",
            "The object has a newer version than yours. Load it and repeat your change.",
        ),
        ErrorCode::PayloadTooLarge => ("The body is too large", "The request body is larger than the server takes."),
        ErrorCode::UnsupportedMediaType => (
            "Media type not taken",
            "Use application/json, and application/merge-patch+json for changes, without packing (Content-Encoding).",
        ),
        ErrorCode::PreconditionRequired => {
            ("If-Match is missing", "The change needs the object's version in the If-Match header.")
        }
        ErrorCode::HeadersTooLarge => (
            "The request's headers are too large",
            "Address and headers are longer than the server takes. Delete this site's cookies and try again.",
        ),
        ErrorCode::QuotaExceeded => ("Too many requests", "Wait for the time in the Retry-After header."),
        ErrorCode::SignInThrottled => ("Too many failed sign-ins", "Wait a moment and try again."),
        ErrorCode::ValidationFailed => ("Correct the data", "Some fields have wrong values."),
        ErrorCode::IdempotencyKeyReused => {
            ("Key used for another request", "This Idempotency-Key was used with another body.")
        }
        ErrorCode::IdempotencyKeyInUse => {
            ("The request is still running", "A request with the same key is still running. Try again in a moment.")
        }
        ErrorCode::AlreadyExists => ("This exists already", "Something with the same name or id exists already."),
        ErrorCode::StillReferenced => ("The object is in use", "Other data refers to this object."),
        ErrorCode::AgendaConflict => {
            ("Somebody changed this item", "The agenda item changed before your change arrived. Compare both texts.")
        }
        ErrorCode::AgendaRefused => (
            "The change does not fit the agenda",
            "The item cannot go there: it would be nested too deeply, or the place is gone.",
        ),
        ErrorCode::NothingToUndo => ("Nothing to undo", "You have no change of this agenda left to undo."),
        ErrorCode::AgendaLocked => {
            ("The agenda is locked", "The agenda can no longer be changed in this state of the meeting.")
        }
        ErrorCode::AgendaEmpty => ("The agenda is empty", "Add at least one item before publishing."),
        ErrorCode::NothingToPublish => {
            ("There is nothing to publish", "The agenda is the same as in its last release.")
        }
        ErrorCode::MeetingState => {
            ("The meeting's state does not allow it", "This step is not possible in the meeting's present state.")
        }
        ErrorCode::TooEarly => (
            "Too early",
            "Attendance and proceedings cannot be recorded before the meeting's day. Come back on that day.",
        ),
        ErrorCode::ItemsOpen => (
            "Items are open",
            "Finish, postpone or withdraw every item of the agenda; errors names those that are open.",
        ),
        ErrorCode::ItemState => {
            ("The item stands elsewhere", "This step does not fit the item's state. Read it again and decide.")
        }
        ErrorCode::ItemInProgress => {
            ("Another item is in progress", "First finish, postpone or withdraw the item in progress; errors names it.")
        }
        ErrorCode::ActionItemState => (
            "The action item is closed",
            "It was done, cancelled or carried over. Open it again if something has to change.",
        ),
        ErrorCode::DeliverableRequired => (
            "The deliverable is missing",
            "The action item promised a deliverable. Add one with its address, then mark the item as done.",
        ),
        ErrorCode::MeetingDays => {
            ("This day has items", "First move the items of this day, then remove it. Nothing was changed.")
        }
        ErrorCode::TopicAlreadyPlanned => {
            ("The topic is planned already", "The topic has an open agenda item already.")
        }
        ErrorCode::BodyDissolved => ("The body is dissolved", "A dissolved body accepts nothing new."),
        ErrorCode::BodyState => (
            "The body's state does not allow this step",
            "A body goes from proposed to established, active, suspended and active again.",
        ),
        ErrorCode::AccountRequired => (
            "This person has no account",
            "A role can be handed only to a person with an open account. Ask an administrator to make one.",
        ),
        ErrorCode::CoverEnded => ("The cover is over", "A cover that has ended cannot be changed."),
        ErrorCode::NotCoordinator => (
            "This account does not coordinate that body",
            "Load the list again: the body may have been handed to somebody else in the meantime.",
        ),
        ErrorCode::BodyKind => ("This body has no such office", "Groups have neither seats nor offices."),
        ErrorCode::TermSuperseded => (
            "Somebody changed this office already",
            "The named term is no longer the latest one. Load the present state.",
        ),
        ErrorCode::TermOverlap => ("The terms overlap", "Somebody else holds the office at that time."),
        ErrorCode::TermStartsTooEarly => {
            ("The term starts too early", "A term may not start before its predecessor nor before the declaration.")
        }
        ErrorCode::DecisionReferenceRequired => {
            ("Name the decision", "A date in the past needs a reference to the decision.")
        }
        ErrorCode::OfficesIncompatible => {
            ("The offices cannot be combined", "One person may not be chair and deputy chair at once.")
        }
        ErrorCode::SeatRequired => ("A seat is needed", "An officer of the convent must head an entitled institution."),
        ErrorCode::TermEnded => ("The term has ended", "A term that has ended cannot be changed."),
        ErrorCode::TermStarted => ("The term has begun", "Only a change that has not happened yet can be undone."),
        ErrorCode::TermNotStarted => {
            ("The term has not begun", "A term that has not begun is not annulled. Cancel it instead.")
        }
        ErrorCode::SeatTaken => {
            ("The institution has a seat already", "At that time the institution has a seat in this convent already.")
        }
        ErrorCode::RulesOverlap => (
            "The rules overlap",
            "A new version of the rules must take effect after all others and changes nothing in the past.",
        ),
        ErrorCode::RulesMissing => ("There are no rules", "The body has no rules of procedure in force at that time."),
        ErrorCode::PeriodOverlap => ("The periods overlap", "An entry of the same kind exists for that time."),
        ErrorCode::PublicationState => (
            "Its publication does not allow this",
            "It is published already, or not published yet. Load its present state.",
        ),
        ErrorCode::PublicationIncomplete => {
            ("Something is missing for publication", "Fill in the named fields and publish again.")
        }
        ErrorCode::PublishedKept => {
            ("What was published is kept", "What readers have seen can be withdrawn, not removed.")
        }
        ErrorCode::SuccessorCycle => {
            ("The successors form a circle", "An institution cannot follow itself. Nothing was changed.")
        }
        ErrorCode::MergeRefused => (
            "These entries cannot be merged",
            "Merging would break a term, a seat or another rule. Nothing was changed.",
        ),
        ErrorCode::ImportChanged => (
            "The data have changed since the preview",
            "The file would now do something else than the preview showed. Preview it again; nothing was written.",
        ),
        ErrorCode::PersonErased => {
            ("This person's data were erased", "After erasure nothing new is written about the person.")
        }
        ErrorCode::ProgrammeState => {
            ("The programme's state forbids it", "This step is not possible in the programme's present state.")
        }
        ErrorCode::ProgrammeVersionOverlap => {
            ("Another version is in force then", "At most one version of a programme is in force at a time.")
        }
        ErrorCode::ProgrammeCycle => (
            "The relation makes a circle",
            "A programme can neither continue nor supersede itself, nor do so by way of others.",
        ),
        ErrorCode::ObjectiveCodeTaken => ("This code is taken", "Another goal at the same place has this code."),
        ErrorCode::ObjectiveCycle => {
            ("A goal cannot stand under itself", "Choose another place than this goal and its parts.")
        }
        ErrorCode::ObjectivePlace => {
            ("The goal cannot stand there", "Its level, the depth of the tree or the number of goals forbids it.")
        }
        ErrorCode::ObjectiveDerived => {
            ("The state follows from the parts", "The goal has parts, so its state follows from theirs.")
        }
        ErrorCode::EditionState => (
            "The edition's state does not allow it",
            "This step is not possible in the present state of the training edition.",
        ),
        ErrorCode::RegistrationNotOpen => {
            ("Registration has not opened", "You can register from the instant at which registration opens.")
        }
        ErrorCode::RegistrationClosed => {
            ("Registration has closed", "It is no longer possible to register for this edition.")
        }
        ErrorCode::AlreadyRegistered => {
            ("The person is registered already", "Everybody can register for an edition only once.")
        }
        ErrorCode::InstitutionLimit => (
            "The institution has all its places",
            "One institution cannot send more people to this edition. Nothing was recorded.",
        ),
        ErrorCode::OwnEdition => ("Who leads does not take part", "Whoever leads an edition cannot register for it."),
        ErrorCode::CapacityFull => ("There are not enough places", "There cannot be fewer places than are taken."),
        ErrorCode::RegistrationState => (
            "The registration's state does not allow it",
            "This registration can no longer be changed: it was given up, or the training has begun.",
        ),
        ErrorCode::ClauseOutdated => (
            "The information clause has changed",
            "Read the current information about personal data and send the registration again.",
        ),
        ErrorCode::ClauseMissing => (
            "There is no information clause",
            "The region has not published the information about personal data without which nobody can register.",
        ),
        ErrorCode::RecordImmutable => {
            ("This record never changes", "A published clause and recorded decisions stay as they are.")
        }
        ErrorCode::DayNotBegun => ("The day has not come", "Attendance can be recorded from the day itself on."),
        ErrorCode::Internal => {
            ("Something failed on our side", "Something went wrong. Quote the request id when you report it.")
        }
        ErrorCode::Unavailable => ("Unavailable for the moment", "Try again in a moment."),
        ErrorCode::InsufficientStorage => {
            ("The disk is full", "Reading works, writing does not. Tell the administrator.")
        }
    }
}
