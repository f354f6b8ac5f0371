//! The form that makes an account.

use crate::api::{self, Attempts, Failure, Loaded};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{FormError, Refused, error_summary};
use crate::state::toasts;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::identity::{Account, AccountCreate, Locale};
use obrady_types::{AccountId, ErrorCode, validate};

/// The form; the new account comes to the list. One without a password goes on to its invitation.
pub fn create_form(
    accounts: Loaded<Vec<Account>>,
    open: RwSignal<bool>,
    access: RwSignal<Option<AccountId>>,
) -> AnyView {
    let form = Form::default();
    let (name, display, password) = (RwSignal::default(), RwSignal::default(), RwSignal::default());
    let (locale, shown) = (RwSignal::new("pl".to_owned()), RwSignal::new(false));
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = AccountCreate {
            sign_in_name: name.get_untracked(),
            display_name: display.get_untracked(),
            password: Some(password.get_untracked()).filter(|text: &String| !text.is_empty()),
            person_id: None,
            locale: if locale.with_untracked(|word| word == "en") { Locale::En } else { Locale::Pl },
            region_id: None,
        };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let made = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_account(&input).await }
            })
            .await
            .map_err(Failure::from);
            let made = match made {
                Err(failure) if failure.code() == Some(ErrorCode::AlreadyExists) => {
                    form.refuse(vec![FormError { id: Some("account-name"), text: tr!(admin.name_taken).to_owned() }]);
                    return Err(Refused::Shown);
                }
                made => made?,
            };
            toasts::show(tr!(admin.account_made, name = made.display_name.clone()));
            let (id, invited) = (made.id, !made.password_set);
            accounts.update(|all| all.insert(0, made.value));
            open.set(false);
            if invited {
                access.set(Some(id));
            }
            Ok(())
        });
    };
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let languages = vec![("pl".to_owned(), tx!(admin.polish)), ("en".to_owned(), tx!(admin.english))];
    let secret = Field::new("account-password", "/password", tx!(admin.first_password));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.input(Field::new("account-name", "/sign_in_name", tx!(admin.sign_in_name)).hint(tx!(admin.sign_in_name_hint)), name)}
            {form.input(Field::new("account-display", "/display_name", tx!(admin.display_name)), display)}
            {form.password(secret.hint(tx!(admin.invite_hint)).optional().autocomplete("new-password"), password, kind)}
            <p>
                <label class="check">
                    <input type="checkbox" prop:checked=shown on:change=move |_| shown.update(|is| *is = !*is) />
                    {tx!(admin.show_password)}
                </label>
            </p>
            {form.select(Field::new("account-locale", "/locale", tx!(admin.language)).width("medium"), locale, languages)}
            {form.button(tx!(admin.make_account))}
        </form>
    }
    .into_any()
}
