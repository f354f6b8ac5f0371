//! Making a person, correcting one, and their posts.

use super::model::{named, typed, word};
use super::person::Post;
use super::words;
use crate::api::{self, Attempts, Failure, Loaded, fetch, load};
use crate::calendar::parse_date;
use crate::components::choices::{Choice, choices};
use crate::components::dialog::dialog;
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::texts::Text;
use crate::{address, dates, tr, tx};
use leptos::prelude::*;
use obrady_client::InstitutionFilter;
use obrady_types::directory::{
    Affiliation, AffiliationCreate, AffiliationPatch, Institution, Person, PersonCreate, PersonPatch, Profession,
};
use obrady_types::{InstitutionId, Patch, validate};

/// The dialogue that makes a person and goes to them.
pub fn new_person(open: RwSignal<bool>) -> AnyView {
    dialog(open, "new-person", tx!(directory.new_person), move || form(None, open))
}

/// The dialogue that corrects a person.
pub fn edit_person(open: RwSignal<bool>, person: Loaded<Person>) -> AnyView {
    dialog(open, "edit-person", tx!(directory.edit), move || form(Some(person), open))
}

fn checkbox(value: RwSignal<bool>, label: Text) -> AnyView {
    view! {
        <p>
            <label class="check">
                <input type="checkbox" prop:checked=value on:change=move |_| value.update(|value| *value = !*value) />
                {label}
            </label>
        </p>
    }
    .into_any()
}

fn form(loaded: Option<Loaded<Person>>, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let before = loaded.and_then(Loaded::ready_untracked);
    let of = |field: fn(&Person) -> Option<String>| RwSignal::new(before.as_ref().and_then(field).unwrap_or_default());
    let first = of(|one| Some(one.first_name.clone()));
    let last = of(|one| Some(one.last_name.clone()));
    let (email, phone) = (of(|one| one.email.clone()), of(|one| one.phone.clone()));
    let public = RwSignal::new(before.as_ref().is_some_and(|one| one.is_public_function));
    let attempts = Attempts::default();
    let known = before.as_ref().map(|one| (one.id, one.version));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = PersonCreate {
            first_name: first.get_untracked(),
            last_name: last.get_untracked(),
            email: typed(&email.get_untracked()),
            phone: typed(&phone.get_untracked()),
            is_public_function: public.get_untracked(),
            ..PersonCreate::default()
        };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            match (known, loaded) {
                (Some((id, version)), Some(loaded)) => {
                    let patch = PersonPatch {
                        first_name: Patch::Value(input.first_name),
                        last_name: Patch::Value(input.last_name),
                        email: input.email.into(),
                        phone: input.phone.into(),
                        is_public_function: Some(input.is_public_function),
                        ..PersonPatch::default()
                    };
                    let changed = api::send(|client| {
                        let patch = patch.clone();
                        async move { client.update_person(id, version, &patch).await }
                    });
                    loaded.set(changed.await.map_err(Failure::from)?.value);
                    open.set(false);
                }
                _ => {
                    let made = api::send(|client| {
                        let (client, input) = (client.with_idempotency_key(&key), input.clone());
                        async move { client.create_person(&input).await }
                    });
                    address::go(&format!("/admin/people/{}", made.await.map_err(Failure::from)?.id));
                }
            }
            Ok(())
        });
    };
    let label: Text = if known.is_some() { tx!(directory.save) } else { tx!(directory.make) };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.input(Field::new("first-name", "/first_name", tx!(directory.first_name)), first)}
            {form.input(Field::new("last-name", "/last_name", tx!(directory.last_name)), last)}
            {form.input(Field::new("person-email", "/email", tx!(directory.email)).kind("email").optional(), email)}
            {form.input(Field::new("person-phone", "/phone", tx!(directory.phone)).kind("tel").optional(), phone)}
            {checkbox(public, tx!(directory.is_public_function))}
            {form.button(label)}
        </form>
    }
    .into_any()
}

/// The dialogue that gives a person a post.
pub fn new_post(open: RwSignal<bool>, person: Loaded<Person>, posts: Loaded<Vec<Post>>) -> AnyView {
    dialog(open, "new-post", tx!(directory.new_post), move || match person.ready_untracked() {
        Some(person) => post_form(person, posts, open),
        None => ().into_any(),
    })
}

fn post_form(person: Person, posts: Loaded<Vec<Post>>, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let (q, place) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (title, from) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let profession = RwSignal::new(String::new());
    let head = RwSignal::new(false);
    let region = person.region_id;
    let found = load(move || {
        let filter = InstitutionFilter { region_id: Some(region), q: typed(&q.get()), ..InstitutionFilter::default() };
        fetch(move |client| {
            let filter = filter.clone();
            async move { client.list_institutions(&filter).await.map(|page| page.items) }
        })
    });
    let choice = |one: Institution| Choice {
        key: one.id.to_string(),
        words: one.name,
        more: one.county.map(|county| county.name).unwrap_or_default(),
    };
    let rows = Signal::derive(move || found.ready().unwrap_or_default().into_iter().take(8).map(choice).collect());
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let day = parse_date(&from.get_untracked());
        let chosen = place.get_untracked().parse::<InstitutionId>().ok();
        let input = AffiliationCreate {
            person_id: person.id,
            institution_id: chosen.unwrap_or(InstitutionId(uuid::Uuid::nil())),
            position_title: title.get_untracked(),
            profession: named(&profession.get_untracked()),
            is_head: head.get_untracked(),
            from: day.unwrap_or_default(),
            to: None,
        };
        let found = validate(&input).into_iter().filter(|error| error.pointer == "/position_title");
        let mut errors = form.found(&found.collect::<Vec<_>>());
        if chosen.is_none() {
            errors.push(form.at("post-place", tr!(directory.choose_institution)));
        }
        if day.is_none() {
            errors.push(form.at("post-from", tr!(meetings.date_wrong)));
        }
        if form.refuse(errors) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let made = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_affiliation(&input).await }
            });
            made.await.map_err(Failure::from)?;
            open.set(false);
            posts.reload_quietly();
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <div class="field">
                <label for="post-search">{tx!(directory.search_institution)}</label>
                <input id="post-search" type="search" autocomplete="off" prop:value=q
                    on:change=move |event| q.set(event_target_value(&event)) />
            </div>
            {choices(form, Field::new("post-place", "/institution_id", tx!(directory.institution)), place, rows)}
            {form.input(Field::new("post-title", "/position_title", tx!(directory.position)), title)}
            {form.select(Field::new("post-profession", "/profession", tx!(directory.profession)).optional(), profession, words::professions())}
            {form.input(Field::new("post-from", "/from", tx!(directory.first_day)).hint(tx!(meetings.date_hint)).width("short"), from)}
            {checkbox(head, tx!(directory.is_head))}
            {form.button(tx!(directory.make))}
        </form>
    }
    .into_any()
}

/// The dialogue that ends a post; it is open while there is one to end.
pub fn end_post(ending: RwSignal<Option<Affiliation>>, posts: Loaded<Vec<Post>>) -> AnyView {
    let open = open_while(ending);
    dialog(open, "end-post", tx!(directory.end_post), move || match ending.get_untracked() {
        Some(post) => end_form(post, posts, open),
        None => ().into_any(),
    })
}

/// The dialogue that changes the title and the profession of a post; it is open while there is one to change.
pub fn edit_post(changing: RwSignal<Option<Affiliation>>, posts: Loaded<Vec<Post>>) -> AnyView {
    let open = open_while(changing);
    dialog(open, "edit-post", tx!(directory.edit_post), move || match changing.get_untracked() {
        Some(post) => change_form(post, posts, open),
        None => ().into_any(),
    })
}

/// Whether a dialogue about a post is open: as long as there is one.
fn open_while(post: RwSignal<Option<Affiliation>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if post.get().is_some() {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            post.set(None);
        }
    });
    open
}

fn change_form(post: Affiliation, posts: Loaded<Vec<Post>>, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let title = RwSignal::new(post.position_title);
    let profession = RwSignal::new(post.profession.map(word).unwrap_or_default());
    let (id, version) = (post.id, post.version);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let patch = AffiliationPatch {
            position_title: Some(title.get_untracked()),
            profession: named::<Profession>(&profession.get_untracked()).into(),
            ..AffiliationPatch::default()
        };
        if form.refuse(form.found(&validate(&patch))) {
            return;
        }
        form.submit(async move {
            let done = api::send(|client| {
                let patch = patch.clone();
                async move { client.update_affiliation(id, version, &patch).await }
            });
            done.await.map_err(Failure::from)?;
            open.set(false);
            posts.reload_quietly();
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.input(Field::new("change-title", "/position_title", tx!(directory.position)), title)}
            {form.select(Field::new("change-profession", "/profession", tx!(directory.profession)).optional(), profession, words::professions())}
            {form.button(tx!(directory.save))}
        </form>
    }
    .into_any()
}

fn end_form(post: Affiliation, posts: Loaded<Vec<Post>>, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let to = RwSignal::new(String::new());
    let (id, version, is_head) = (post.id, post.version, post.is_head);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(day) = parse_date(&to.get_untracked()) else {
            form.refuse(vec![form.at("post-to", tr!(meetings.date_wrong))]);
            return;
        };
        form.submit(async move {
            let patch = AffiliationPatch { to: Patch::Value(day), ..AffiliationPatch::default() };
            let done = api::send(|client| {
                let patch = patch.clone();
                async move { client.update_affiliation(id, version, &patch).await }
            });
            done.await.map_err(Failure::from)?;
            open.set(false);
            posts.reload_quietly();
            Ok(())
        });
    };
    let warning = is_head.then(|| view! { <p>{tx!(directory.end_head_note)}</p> }.into_any());
    let from = post.from;
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{post.position_title} " " <span class="quiet">{move || tr!(directory.since, date = dates::plain_day(from))}</span></p>
            {warning}
            {form.input(Field::new("post-to", "/to", tx!(directory.last_day)).hint(tx!(meetings.date_hint)).width("short"), to)}
            {form.button(tx!(directory.end_post))}
        </form>
    }
    .into_any()
}
