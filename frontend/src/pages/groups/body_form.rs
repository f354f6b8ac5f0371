//! The forms that make a body and that change one: name, purpose, areas, and for administrators its place and host.

use super::model::{KINDS, LABELS, may_stand_above, named, points, word_of};
use crate::api::{self, Attempts, Failure, Loaded, fetch, load};
use crate::calendar::parse_date;
use crate::components::form::{Field, Form};
use crate::components::form_errors::{Refused, error_summary};
use crate::components::words;
use crate::state::toasts;
use crate::texts::Text;
use crate::{address, dates, tr, tx};
use leptos::prelude::*;
use obrady_client::{BodyFilter, InstitutionFilter};
use obrady_types::directory::Institution;
use obrady_types::groups::{Body, BodyCreate, BodyKind, BodyPatch, BodyState, GroupKind};
use obrady_types::{BodyId, ErrorCode, InstitutionId, Patch, RegionId, validate};

/// What both forms ask for.
#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    kind: RwSignal<String>,
    label: RwSignal<String>,
    name: RwSignal<String>,
    purpose: RwSignal<String>,
    areas: RwSignal<String>,
    parent: RwSignal<String>,
    host: RwSignal<String>,
}

impl Fields {
    fn new(body: Option<&Body>) -> Self {
        let text = |read: fn(&Body) -> String| RwSignal::new(body.map(read).unwrap_or_default());
        Self {
            form: Form::default(),
            kind: RwSignal::new(word_of(&KINDS, body.map_or(BodyKind::Group, |body| body.kind)).to_owned()),
            label: text(label_word),
            name: text(|body| body.name.clone()),
            purpose: text(|body| body.purpose.clone()),
            areas: text(|body| body.topic_areas.join("\n")),
            parent: text(|body| body.parent_id.map(|id| id.to_string()).unwrap_or_default()),
            host: text(|body| body.host_institution_id.map(|id| id.to_string()).unwrap_or_default()),
        }
    }

    fn kind(self) -> BodyKind {
        named(&KINDS, &self.kind.get()).unwrap_or(BodyKind::Group)
    }

    fn label(self) -> Option<GroupKind> {
        named(&LABELS, &self.label.get_untracked()).filter(|_| untrack(|| self.kind()) == BodyKind::Group)
    }

    /// Name, label, purpose and areas: what a coordinator changes, too.
    fn about(self) -> AnyView {
        let form = self.form;
        let label = move || {
            (self.kind() == BodyKind::Group).then(|| {
                let mut options = vec![(String::new(), tx!(groups.label_none))];
                options.extend(
                    LABELS.map(|(word, label)| (word.to_owned(), words::body_kind(BodyKind::Group, Some(label)))),
                );
                form.select(
                    Field::new("body-label", "/group_kind", tx!(groups.body_label)).width("medium"),
                    self.label,
                    options,
                )
            })
        };
        let areas = Field::new("body-areas", "/topic_areas", tx!(groups.areas)).hint(tx!(groups.areas_hint));
        view! {
            {label}
            {form.input(Field::new("body-name", "/name", tx!(groups.body_name)), self.name)}
            {form.area(Field::new("body-purpose", "/purpose", tx!(groups.purpose)).optional(), self.purpose)}
            {form.area(areas.optional().list(), self.areas)}
        }
        .into_any()
    }

    /// The place in the tree and the host. `own` is the body itself, which never stands above itself.
    fn place(self, region: RegionId, own: Option<BodyId>) -> AnyView {
        let form = self.form;
        let bodies = load(move || {
            fetch(move |client| async move {
                let filter = BodyFilter { region_id: Some(region), ..BodyFilter::default() };
                api::whole(|page| {
                    let (client, filter) = (client.clone(), BodyFilter { page, ..filter.clone() });
                    async move { client.list_bodies(&filter).await }
                })
                .await
            })
        });
        let hosts = load(move || {
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
        let parent = move || {
            let kind = self.kind();
            let all: Vec<Body> = bodies.ready().unwrap_or_default();
            let known = self.parent.get_untracked();
            let fits = |one: &Body| Some(one.id) != own && (may_stand_above(one, kind) || one.id.to_string() == known);
            let rows = all.into_iter().filter(fits).map(|one| (one.id.to_string(), Text::stored(one.name)));
            let field = Field::new("body-parent", "/parent_id", tx!(groups.parent)).hint(tx!(groups.parent_hint));
            form.select(
                field,
                self.parent,
                std::iter::once((String::new(), tx!(groups.parent_none))).chain(rows).collect(),
            )
        };
        let host = move || {
            let all: Vec<Institution> = hosts.ready().unwrap_or_default();
            let rows = all.into_iter().map(|one| (one.id.to_string(), Text::stored(one.name)));
            let field = Field::new("body-host", "/host_institution_id", tx!(groups.host));
            form.select(field, self.host, std::iter::once((String::new(), tx!(groups.host_none))).chain(rows).collect())
        };
        view! { {parent} {host} }.into_any()
    }

    fn parent_id(self) -> Option<BodyId> {
        self.parent.get_untracked().parse().ok()
    }

    fn host_id(self) -> Option<InstitutionId> {
        self.host.get_untracked().parse().ok()
    }

    /// What a body holds in the fields where something else was typed.
    fn differing(self, now: &Body) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        let nothing = || tr!(common.nothing).to_owned();
        if self.name.get_untracked().trim() != now.name {
            found.push(("body-name", now.name.clone()));
        }
        if self.purpose.get_untracked().trim() != now.purpose {
            found.push((
                "body-purpose",
                Some(now.purpose.clone()).filter(|text| !text.is_empty()).unwrap_or_else(nothing),
            ));
        }
        if points(&self.areas.get_untracked()) != now.topic_areas {
            found.push(("body-areas", now.topic_areas.join("; ")));
        }
        if self.label() != now.group_kind {
            found.push(("body-label", words::body_kind(now.kind, now.group_kind).get_untracked()));
        }
        found
    }
}

fn label_word(body: &Body) -> String {
    body.group_kind.map(|label| word_of(&LABELS, label).to_owned()).unwrap_or_default()
}

/// Makes a body in a region, and goes to its page.
pub fn create_form(region: RegionId) -> AnyView {
    let fields = Fields::new(None);
    let form = fields.form;
    let (state, since) = (RwSignal::new("active".to_owned()), RwSignal::new(dates::typed(dates::today())));
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(established_on) = parse_date(&since.get_untracked()) else {
            form.refuse(vec![form.at("body-since", tr!(meetings.date_wrong))]);
            return;
        };
        let input = BodyCreate {
            kind: untrack(|| fields.kind()),
            group_kind: fields.label(),
            name: fields.name.get_untracked(),
            purpose: fields.purpose.get_untracked(),
            host_institution_id: fields.host_id(),
            parent_id: fields.parent_id(),
            topic_areas: points(&fields.areas.get_untracked()),
            state: named(&STARTS, &state.get_untracked()),
            established_on,
            region_id: Some(region),
        };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let made = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_body(&input).await }
            })
            .await?;
            toasts::show(tr!(groups.body_made, name = made.name.clone()));
            address::go(&format!("/groups/{}", made.id));
            Ok(())
        });
    };
    let kinds = KINDS.map(|(word, kind)| (word.to_owned(), words::body_kind(kind, None)));
    let states = STARTS.map(|(word, state)| (word.to_owned(), words::body_state(state)));
    let since_field =
        Field::new("body-since", "/established_on", tx!(groups.body_since)).hint(tx!(groups.body_since_hint));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.select(Field::new("body-kind", "/kind", tx!(groups.body_kind)).hint(tx!(groups.body_kind_hint)).width("medium"), fields.kind, Vec::from(kinds))}
            {fields.about()}
            {fields.place(region, None)}
            {form.select(Field::new("body-state", "/state", tx!(groups.body_state)).width("medium"), state, Vec::from(states))}
            {form.input(since_field.width("short"), since)}
            {form.button(tx!(groups.body_new))}
        </form>
    }
    .into_any()
}

/// States in which a body begins.
const STARTS: [(&str, BodyState); 3] =
    [("active", BodyState::Active), ("established", BodyState::Established), ("proposed", BodyState::Proposed)];

/// Changes a body; its place and host only for those who administer its region. After somebody else's change it shows
/// what stands there now.
pub fn change_form(body: Body, group: Loaded<Body>, places: bool, open: RwSignal<bool>) -> AnyView {
    let fields = Fields::new(Some(&body));
    let form = fields.form;
    let (id, region) = (body.id, body.region_id);
    let known = RwSignal::new(body);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let before = known.get_untracked();
        let mut patch = BodyPatch {
            name: Patch::Value(fields.name.get_untracked()),
            purpose: Patch::Value(fields.purpose.get_untracked()),
            topic_areas: Some(points(&fields.areas.get_untracked())),
            ..BodyPatch::default()
        };
        if before.kind == BodyKind::Group {
            patch.group_kind = Patch::from(fields.label());
        }
        // What stays is not sent: an upper body that was dissolved since would be refused.
        if places && fields.parent_id() != before.parent_id {
            patch.parent_id = Patch::from(fields.parent_id());
        }
        if places && fields.host_id() != before.host_institution_id {
            patch.host_institution_id = Patch::from(fields.host_id());
        }
        if form.refuse(form.found(&validate(&patch))) {
            return;
        }
        form.submit(async move {
            let answer = api::send(|client| {
                let patch = patch.clone();
                async move { client.update_body(id, before.version, &patch).await }
            })
            .await
            .map_err(Failure::from);
            match answer {
                Ok(now) => {
                    toasts::show(tr!(common.saved).to_owned());
                    open.set(false);
                    group.update(|body| *body = now.value.clone());
                    Ok(())
                }
                Err(failure) if failure.code() == Some(ErrorCode::StaleVersion) => {
                    let now = api::send(move |client| async move { client.get_body(id).await }).await?.value;
                    form.refuse_stale(fields.differing(&now));
                    known.set(now);
                    Err(Refused::Shown)
                }
                Err(failure) => Err(failure.into()),
            }
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {fields.about()}
            {places.then(|| fields.place(region, Some(id)))}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}
