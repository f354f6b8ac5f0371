//! Name, language and password of one's own account.

use crate::api::{self, Failure};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{Refused, error_summary};
use crate::state::{locale, session, toasts};
use crate::texts::Locale as PageLocale;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::identity::{Locale, Me, MePatch, PasswordChange};
use obrady_types::{ErrorCode, validate};

/// Name to show and language; the sign-in name is for administrators.
pub fn profile_form(me: &Me) -> AnyView {
    let form = Form::default();
    let name = RwSignal::new(me.display_name.clone());
    let word = if me.locale == Locale::En { "en" } else { "pl" };
    let language = RwSignal::new(word.to_owned());
    let known_language = RwSignal::new(me.locale);
    let version = RwSignal::new(me.account_version.unwrap_or_default());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wanted = if language.with_untracked(|word| word == "en") { Locale::En } else { Locale::Pl };
        let patch = MePatch { display_name: Some(name.get_untracked()), locale: Some(wanted) };
        if form.refuse(form.found(&validate(&patch))) {
            return;
        }
        let known = version.get_untracked();
        form.submit(async move {
            let answer = api::send(|client| {
                let patch = patch.clone();
                async move { client.update_me(known, &patch).await }
            })
            .await
            .map_err(Failure::from);
            match answer {
                Ok(me) => {
                    version.set(me.account_version.unwrap_or_default());
                    let page = if me.locale == Locale::En { PageLocale::en } else { PageLocale::pl };
                    // The page may speak another language than the account's; only another choice changes it.
                    let is_other = known_language.get_untracked() != me.locale;
                    known_language.set(me.locale);
                    session::renew(me);
                    if is_other {
                        locale::choose(page);
                    }
                    toasts::show(tr!(common.saved).to_owned());
                    Ok(())
                }
                Err(failure) if failure.code() == Some(ErrorCode::StaleVersion) => {
                    let now = api::send(|client| async move { client.get_me().await }).await?;
                    version.set(now.account_version.unwrap_or_default());
                    form.refuse_stale(vec![("own-name", now.display_name)]);
                    Err(Refused::Shown)
                }
                Err(failure) => Err(failure.into()),
            }
        });
    };
    let languages = vec![("pl".to_owned(), tx!(admin.polish)), ("en".to_owned(), tx!(admin.english))];
    let sign_in_name = me.sign_in_name.clone().unwrap_or_default();
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{tx!(admin.sign_in_name)}": "<strong>{sign_in_name}</strong></p>
            {form.input(Field::new("own-name", "/display_name", tx!(admin.display_name)).autocomplete("name"), name)}
            {form.select(Field::new("own-language", "/locale", tx!(admin.language)).width("medium"), language, languages)}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}

/// A new password in place of the one in use.
pub fn password_form() -> AnyView {
    let form = Form::default();
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let shown = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = PasswordChange { current_password: current.get_untracked(), password: new.get_untracked() };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        form.submit(async move {
            api::send(|client| {
                let input = input.clone();
                async move { client.change_password(&input).await }
            })
            .await?;
            current.set(String::new());
            new.set(String::new());
            toasts::show(tr!(account.password_changed).to_owned());
            Ok(())
        });
    };
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let old = Field::new("current-password", "/current_password", tx!(account.current_password));
    let next = Field::new("new-password", "/password", tx!(account.new_password)).hint(tx!(admin.password_hint));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p class="quiet">{tx!(account.password_note)}</p>
            {form.password(old.autocomplete("current-password"), current, kind)}
            {form.password(next.autocomplete("new-password"), new, kind)}
            <p>
                <label class="check">
                    <input type="checkbox" prop:checked=shown on:change=move |_| shown.update(|is| *is = !*is) />
                    {tx!(admin.show_password)}
                </label>
            </p>
            {form.button(tx!(account.change_password))}
        </form>
    }
    .into_any()
}
