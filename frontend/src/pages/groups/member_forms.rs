//! The forms that add a member and that change a membership.

use super::profile::capacity;
use crate::api::{self, Attempts, Failure, Loaded, fetch, load};
use crate::calendar::parse_date;
use crate::components::choices::{Choice, choices};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{FormError, Refused, error_summary};
use crate::state::toasts;
use crate::texts::Text;
use crate::{dates, tr, tx};
use chrono::NaiveDate;
use leptos::prelude::*;
use obrady_client::{InstitutionFilter, PeopleFilter};
use obrady_types::directory::{Institution, Person};
use obrady_types::groups::{Body, Membership, MembershipCapacity, MembershipCreate, MembershipPatch};
use obrady_types::{ErrorCode, InstitutionId, PageQuery, RegionId, validate};

const CAPACITIES: [(&str, MembershipCapacity); 4] = [
    ("member", MembershipCapacity::Member),
    ("expert", MembershipCapacity::Expert),
    ("observer", MembershipCapacity::Observer),
    ("secretary", MembershipCapacity::Secretary),
];

/// What both forms ask for besides the person.
#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    capacity: RwSignal<String>,
    institution: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

impl Fields {
    fn new(
        held: MembershipCapacity,
        institution: Option<InstitutionId>,
        from: NaiveDate,
        to: Option<NaiveDate>,
    ) -> Self {
        let word = CAPACITIES.iter().find(|(_, capacity)| *capacity == held).map_or("member", |(word, _)| word);
        let last = to.map(|to| dates::typed(to.pred_opt().unwrap_or(to)));
        Self {
            form: Form::default(),
            capacity: RwSignal::new(word.to_owned()),
            institution: RwSignal::new(institution.map(|id| id.to_string()).unwrap_or_default()),
            from: RwSignal::new(dates::typed(from)),
            to: RwSignal::new(last.unwrap_or_default()),
        }
    }

    fn capacity(self) -> MembershipCapacity {
        let word = self.capacity.get_untracked();
        CAPACITIES
            .iter()
            .find(|(known, _)| *known == word)
            .map_or(MembershipCapacity::Member, |(_, capacity)| *capacity)
    }

    fn institution(self) -> Option<InstitutionId> {
        self.institution.get_untracked().parse().ok()
    }

    /// First day, and the day after the last.
    fn days(self) -> Result<(NaiveDate, Option<NaiveDate>), Vec<FormError>> {
        let (from, to) = (self.from.get_untracked(), self.to.get_untracked());
        let last = if to.trim().is_empty() { Some(None) } else { parse_date(&to).map(|day| day.succ_opt()) };
        match (parse_date(&from), last) {
            (Some(from), Some(to)) => Ok((from, to)),
            (from, to) => {
                let wrong = [(from.is_none(), "member-from"), (to.is_none(), "member-to")];
                let wrong = wrong.into_iter().filter(|(is, _)| *is);
                Err(wrong.map(|(_, id)| self.form.at(id, tr!(meetings.date_wrong))).collect())
            }
        }
    }

    fn view(self, region: RegionId) -> AnyView {
        let form = self.form;
        let kinds = CAPACITIES.map(|(word, held)| (word.to_owned(), capacity(held)));
        let institutions = load(move || {
            fetch(move |client| async move {
                api::whole(|page| {
                    let (client, region_id) = (client.clone(), Some(region));
                    async move {
                        client.list_institutions(&InstitutionFilter { region_id, page, ..Default::default() }).await
                    }
                })
                .await
            })
        });
        let places = move || {
            let all: Vec<Institution> = institutions.ready().unwrap_or_default();
            let none = (String::new(), tx!(groups.no_institution));
            let rows = all.into_iter().map(|place| (place.id.to_string(), Text::stored(place.name)));
            let field = Field::new("member-institution", "/institution_id", tx!(groups.member_institution)).optional();
            form.select(field, self.institution, std::iter::once(none).chain(rows).collect())
        };
        let to = Field::new("member-to", "/to", tx!(groups.member_to)).hint(tx!(groups.member_to_hint));
        view! {
            {form.select(Field::new("member-capacity", "/capacity", tx!(groups.member_capacity)).width("medium"), self.capacity, Vec::from(kinds))}
            {places}
            {form.input(Field::new("member-from", "/from", tx!(groups.member_from)).hint(tx!(meetings.date_hint)).width("short"), self.from)}
            {form.input(to.width("short").optional(), self.to)}
        }
        .into_any()
    }
}

/// Adds somebody of the directory.
pub fn add_form(body: &Body, members: Loaded<Vec<Membership>>, open: RwSignal<bool>) -> AnyView {
    let (id, region) = (body.id, body.region_id);
    let fields = Fields::new(MembershipCapacity::Member, None, dates::today(), None);
    let form = fields.form;
    let (words, person) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let people = load(move || {
        let q = Some(words.get().trim().to_owned()).filter(|q| q.chars().count() > 1);
        fetch(move |client| {
            let q = q.clone();
            async move {
                if q.is_none() {
                    return Ok(Vec::new());
                }
                let page = PageQuery { limit: Some(8), ..PageQuery::default() };
                Ok(client.list_people(&PeopleFilter { region_id: Some(region), q, page }).await?.items)
            }
        })
    });
    let rows = Signal::derive(move || {
        let found: Vec<Person> = people.ready().unwrap_or_default();
        let row = |one: Person| Choice {
            key: one.id.to_string(),
            words: format!("{} {}", one.first_name, one.last_name),
            more: one.email.unwrap_or_default(),
        };
        found.into_iter().map(row).collect::<Vec<_>>()
    });
    let none = move || {
        let asked = words.with(|words| words.trim().chars().count() > 1);
        (asked && people.ready().is_some_and(|found: Vec<Person>| found.is_empty()))
            .then(|| view! { <p class="quiet" role="status">{tx!(groups.no_people)}</p> }.into_any())
    };
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut errors = Vec::new();
        let chosen = person.get_untracked().parse().ok();
        if chosen.is_none() {
            errors.push(form.at("member-search", tr!(groups.person_required)));
        }
        let days = fields.days().unwrap_or_else(|wrong| {
            errors.extend(wrong);
            (NaiveDate::default(), None)
        });
        if form.refuse(errors) {
            return;
        }
        let Some(person_id) = chosen else { return };
        let input = MembershipCreate {
            person_id,
            institution_id: fields.institution(),
            capacity: fields.capacity(),
            from: days.0,
            to: days.1,
        };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let made = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_membership(id, &input).await }
            })
            .await?;
            toasts::show(tr!(groups.member_added, name = made.person_name.clone()));
            members.update(|all| all.push(made.value));
            open.set(false);
            Ok(())
        });
    };
    let search =
        Field::new("member-search", "/person_id", tx!(groups.member_search)).hint(tx!(groups.member_search_hint));
    let chosen = move || {
        (!rows.with(Vec::is_empty))
            .then(|| choices(form, Field::new("member-person", "", tx!(groups.member_person)), person, rows))
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.input(search, words)}
            {none}
            {chosen}
            {fields.view(region)}
            {form.button(tx!(groups.add_member))}
        </form>
    }
    .into_any()
}

/// Changes a membership. After somebody else's change the list shows what stands there now.
pub fn change_form(member: Membership, members: Loaded<Vec<Membership>>, open: RwSignal<bool>) -> AnyView {
    let fields = Fields::new(member.capacity, member.institution_id, member.from, member.to);
    let form = fields.form;
    let (id, version) = (member.id, RwSignal::new(member.version));
    let region = crate::state::session::me().map(|me| me.region_id);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (from, to) = match fields.days() {
            Ok(days) => days,
            Err(wrong) => {
                form.refuse(wrong);
                return;
            }
        };
        let patch = MembershipPatch {
            capacity: Some(fields.capacity()),
            institution_id: fields.institution().into(),
            from: Some(from),
            to: to.into(),
        };
        if form.refuse(form.found(&validate(&patch))) {
            return;
        }
        let known = version.get_untracked();
        form.submit(async move {
            let answer = api::send(|client| {
                let patch = patch.clone();
                async move { client.update_membership(id, known, &patch).await }
            })
            .await
            .map_err(Failure::from);
            match answer {
                Ok(changed) => {
                    let kept = changed.value;
                    members.update(|all| all.iter_mut().filter(|one| one.id == id).for_each(|one| *one = kept.clone()));
                }
                Err(failure) if failure.code() == Some(ErrorCode::StaleVersion) => {
                    let now = api::send(move |client| async move { client.get_membership(id).await }).await?.value;
                    version.set(now.version);
                    form.refuse_stale(differing(fields, &now));
                    return Err(Refused::Shown);
                }
                Err(failure) => return Err(failure.into()),
            }
            toasts::show(tr!(common.saved).to_owned());
            open.set(false);
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p><strong>{member.person_name}</strong></p>
            {region.map(|region| fields.view(region))}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}

/// What a membership holds in the fields where something else was typed.
fn differing(fields: Fields, now: &Membership) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    if fields.capacity() != now.capacity {
        found.push(("member-capacity", capacity(now.capacity).get_untracked()));
    }
    if fields.institution() != now.institution_id {
        let name = now.institution_name.clone().unwrap_or_else(|| tr!(common.nothing).to_owned());
        found.push(("member-institution", name));
    }
    let (from, to) = fields.days().unwrap_or((now.from, now.to));
    if from != now.from {
        found.push(("member-from", dates::typed(now.from)));
    }
    if to != now.to {
        let last = now.to.map(|to| dates::typed(to.pred_opt().unwrap_or(to)));
        found.push(("member-to", last.unwrap_or_else(|| tr!(common.nothing).to_owned())));
    }
    found
}
