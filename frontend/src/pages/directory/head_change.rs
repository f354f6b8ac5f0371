//! "The director has changed": choose the new head, see what follows, confirm.

use super::model::typed;
use crate::api::{self, Attempts, Failure, Loaded, fetch, load};
use crate::calendar::parse_date;
use crate::components::choices::{Choice, choices};
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, note, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::components::words as shared;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_client::PeopleFilter;
use obrady_types::directory::{
    HeadChange, HeadChangeOutcome, Institution, InstitutionProfile, OfficeChange, OfficeEvent, Person,
};
use obrady_types::{InstitutionId, PersonId, validate};

/// The dialogue; its content is new each time it opens.
pub fn head_change(
    open: RwSignal<bool>,
    institution: Loaded<Institution>,
    profile: Loaded<InstitutionProfile>,
) -> AnyView {
    dialog(open, "head-change", tx!(directory.change_head), move || match institution.ready_untracked() {
        Some(one) => steps(one.id, one.region_id, profile, open),
        None => ().into_any(),
    })
}

fn steps(
    id: InstitutionId,
    region: obrady_types::RegionId,
    profile: Loaded<InstitutionProfile>,
    open: RwSignal<bool>,
) -> AnyView {
    let form = Form::default();
    let (q, person, title) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let from = RwSignal::new(String::new());
    let planned = RwSignal::new(None::<(HeadChange, HeadChangeOutcome)>);
    let people = load(move || {
        let filter = PeopleFilter { region_id: Some(region), q: typed(&q.get()), ..PeopleFilter::default() };
        fetch(move |client| {
            let filter = filter.clone();
            async move { client.list_people(&filter).await.map(|page| page.items) }
        })
    });
    let rows = Signal::derive(move || people.ready().unwrap_or_default().into_iter().take(12).map(choice).collect());
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some((input, _)) = planned.get_untracked() {
            let key = attempts.key(&input);
            form.submit(async move {
                let done = api::send(|client| {
                    let (client, input) = (client.with_idempotency_key(&key), input.clone());
                    async move { client.change_head(id, &input).await }
                });
                done.await.map_err(Failure::from)?;
                open.set(false);
                profile.reload_quietly();
                Ok(())
            });
            return;
        }
        let mut errors = Vec::new();
        let day = parse_date(&from.get_untracked());
        if day.is_none() {
            errors.push(form.at("head-from", tr!(meetings.date_wrong)));
        }
        let chosen = person.get_untracked().parse::<PersonId>().ok();
        if chosen.is_none() {
            errors.push(form.at("head-person", tr!(directory.choose_person)));
        }
        let input = HeadChange {
            person_id: chosen.unwrap_or(PersonId(uuid::Uuid::nil())),
            position_title: title.get_untracked(),
            from: day.unwrap_or_default(),
        };
        let found: Vec<_> = validate(&input).into_iter().filter(|error| error.pointer == "/position_title").collect();
        let mut all = form.found(&found);
        all.extend(errors);
        if form.refuse(all) {
            return;
        }
        form.submit(async move {
            let (who, day) = (input.person_id, input.from);
            let seen = api::send(move |client| async move { client.preview_head_change(id, who, day).await });
            let seen = seen.await.map_err(Failure::from)?;
            planned.set(Some((input, seen)));
            Ok(())
        });
    };
    let first = move || {
        view! {
            <div class="field">
                <label for="head-search">{tx!(directory.search_person)}</label>
                <input id="head-search" type="search" autocomplete="off" prop:value=q
                    on:change=move |event| q.set(event_target_value(&event)) />
            </div>
            {show(people, |_| ().into_any())}
            {choices(form, Field::new("head-person", "/person_id", tx!(directory.new_head)), person, rows)}
            {form.input(Field::new("head-title", "/position_title", tx!(directory.position)), title)}
            {form.input(Field::new("head-from", "/from", tx!(directory.first_day)).hint(tx!(meetings.date_hint)).width("short"), from)}
            {form.button(tx!(directory.see_consequences))}
        }
        .into_any()
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {move || match planned.get() {
                None => first(),
                Some((_, outcome)) => view! {
                    {consequences(outcome)}
                    <div class="actions">
                        {form.button(tx!(directory.confirm_head))}
                        <button type="button" on:click=move |_| planned.set(None)>{tx!(directory.back)}</button>
                    </div>
                }.into_any(),
            }}
        </form>
    }
    .into_any()
}

fn choice(person: Person) -> Choice {
    Choice {
        key: person.id.to_string(),
        words: format!("{} {}", person.first_name, person.last_name),
        more: person.email.unwrap_or_default(),
    }
}

/// What follows, in sentences.
fn consequences(outcome: HeadChangeOutcome) -> AnyView {
    let day = outcome.next.from;
    let mut lines: Vec<AnyView> = Vec::new();
    if let Some(old) = outcome.previous {
        let name = old.name;
        let line = text(move || tr!(directory.old_head_ends, name = name.clone(), date = dates::plain_day(day)));
        lines.push(view! { <li>{line}</li> }.into_any());
    }
    let name = outcome.next.name;
    let line = text(move || tr!(directory.new_head_begins, name = name.clone(), date = dates::plain_day(day)));
    lines.push(view! { <li>{line}</li> }.into_any());
    for seat in outcome.seats {
        let body = seat.body_name;
        lines.push(view! { <li>{text(move || tr!(directory.seat_moves, body = body.clone()))}</li> }.into_any());
    }
    let offices = outcome.offices.len();
    lines.extend(outcome.offices.into_iter().map(office));
    let roles = outcome.roles.len();
    if roles > 0 {
        lines.push(view! { <li>{text(move || tr!(directory.roles_end, count = roles))}</li> }.into_any());
    }
    let calm = (offices == 0).then(|| view! { <p class="quiet">{tx!(directory.no_offices)}</p> }.into_any());
    let words = view! { <p>{tx!(directory.consequences)}</p><ul>{lines}</ul>{calm} };
    note(if offices == 0 { Tone::Info } else { Tone::Attention }, words.into_any())
}

fn office(change: OfficeChange) -> AnyView {
    let OfficeChange { body_name, office, person_name, event, at, acting, .. } = change;
    let line = text(move || {
        let (name, body) = (person_name.clone(), body_name.clone());
        let (office, date) = (shared::office(office).get(), dates::instant_day(at));
        match event {
            OfficeEvent::Begins if acting => tr!(directory.acts, name = name, body = body, date = date),
            OfficeEvent::Begins => tr!(directory.office_begins, name = name, office = office, body = body, date = date),
            OfficeEvent::Ends => tr!(directory.office_ends, name = name, office = office, body = body, date = date),
            OfficeEvent::Cancelled => {
                tr!(directory.office_cancelled, name = name, office = office, body = body, date = date)
            }
        }
    });
    view! { <li>{line}</li> }.into_any()
}
