//! Who speaks: a side, or somebody by name, found among those who are there and in the directory.

use super::run::Run;
use super::words;
use crate::api::{fetch, load};
use crate::components::choices::{Choice, choices};
use crate::components::form::{Field, Form};
use crate::components::form_errors::FormError;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_client::{InstitutionFilter, PeopleFilter};
use obrady_types::meetings::{Statement, StatementSide};
use obrady_types::{InstitutionId, PageQuery, PersonId, RegionId};

/// Names that are offered, at most.
const MOST: usize = 8;

const SIDES: [(StatementSide, &str); 4] = [
    (StatementSide::Participants, "participants"),
    (StatementSide::Host, "host"),
    (StatementSide::Institution, "institution"),
    (StatementSide::Person, "person"),
];

/// The ids of the fields: both forms may stand on one page.
#[derive(Clone, Copy)]
pub(super) struct Ids {
    pub(super) side: &'static str,
    pub(super) search: &'static str,
    pub(super) chosen: &'static str,
}

/// What is chosen; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Speaker {
    ids: Ids,
    side: RwSignal<String>,
    search: RwSignal<String>,
    chosen: RwSignal<String>,
    /// Who was chosen before, so that they stay on offer.
    known: RwSignal<Vec<Choice>>,
}

/// A side with its institution or person.
pub(super) type Named = (StatementSide, Option<InstitutionId>, Option<PersonId>);

impl Speaker {
    /// Nobody by name.
    pub(super) fn new(ids: Ids) -> Self {
        Self {
            ids,
            side: RwSignal::new("participants".to_owned()),
            search: RwSignal::default(),
            chosen: RwSignal::default(),
            known: RwSignal::default(),
        }
    }

    /// Who said something.
    pub(super) fn of(ids: Ids, said: &Statement) -> Self {
        let this = Self::new(ids);
        let side = SIDES.iter().find(|(side, _)| *side == said.side).map_or("participants", |(_, word)| *word);
        this.side.set(side.to_owned());
        let key = said.person_id.map(|id| id.to_string()).or(said.institution_id.map(|id| id.to_string()));
        if let Some((key, words)) = key.zip(said.speaker_name.clone()) {
            this.chosen.set(key.clone());
            this.known.set(vec![Choice { key, words, more: String::new() }]);
        }
        this
    }

    fn side(self) -> StatementSide {
        let word = self.side.get();
        SIDES.iter().find(|(_, name)| *name == word).map_or(StatementSide::Participants, |(side, _)| *side)
    }

    /// What is chosen, or what is missing.
    pub(super) fn read(self, form: Form) -> Result<Named, FormError> {
        let side = untrack(|| self.side());
        let key = self.chosen.get_untracked();
        let missing = || form.at(self.ids.search, tr!(running.speaker_needed));
        match side {
            StatementSide::Institution => Ok((side, Some(key.parse().map_err(|_| missing())?), None)),
            StatementSide::Person => Ok((side, None, Some(key.parse().map_err(|_| missing())?))),
            StatementSide::Participants | StatementSide::Host => Ok((side, None, None)),
        }
    }

    /// The fields.
    pub(super) fn view(self, run: Run, form: Form) -> AnyView {
        let sides = SIDES.map(|(side, word)| (word.to_owned(), words::side(side)));
        let find = Memo::new(move |_| match self.side() {
            StatementSide::Institution => Some(false),
            StatementSide::Person => Some(true),
            StatementSide::Participants | StatementSide::Host => None,
        });
        Effect::new(move |before: Option<Option<bool>>| {
            let now = find.get();
            if before.is_some_and(|before| before != now) {
                self.chosen.set(String::new());
                self.search.set(String::new());
            }
            now
        });
        let names = move || find.get().map(|person| self.names(run, form, person));
        view! {
            {form.select(Field::new(self.ids.side, "/side", tx!(running.side)), self.side, sides.into())}
            {names}
        }
        .into_any()
    }

    fn names(self, run: Run, form: Form, person: bool) -> AnyView {
        let region = run.meeting.ready_untracked().map(|meeting| meeting.region_id);
        let found = load(move || {
            let q = Some(self.search.get().trim().to_owned()).filter(|q| q.chars().count() > 1);
            fetch(move |client| {
                let (q, region) = (q.clone(), region);
                async move {
                    match (q, person) {
                        (None, _) => Ok(Vec::new()),
                        (q, true) => people(client, region, q).await,
                        (q, false) => institutions(client, region, q).await,
                    }
                }
            })
        });
        // What is chosen does not change the rows: they would lose the focus.
        let rows = Memo::new(move |_| {
            let mut rows: Vec<Choice> = Vec::new();
            let search = self.search.get().trim().to_lowercase();
            let kept = self.known.get();
            let asked = search.chars().count() > 1;
            let there =
                there(run, person).into_iter().filter(|one| asked && one.words.to_lowercase().contains(&search));
            for one in kept.into_iter().chain(there).chain(found.ready().unwrap_or_default()) {
                if rows.iter().all(|row| row.key != one.key) && rows.len() < MOST {
                    rows.push(one);
                }
            }
            rows
        });
        // Whoever is chosen stays on offer while something else is searched for.
        Effect::new(move |_| {
            self.search.track();
            let chosen = self.chosen.get_untracked();
            let offered = rows.with_untracked(|rows| rows.iter().find(|one| one.key == chosen).cloned());
            if let Some(one) = offered {
                self.known.set(vec![one]);
            }
        });
        let none = move || {
            let asked = self.search.with(|q| q.trim().chars().count() > 1);
            (asked && found.ready().is_some() && rows.with(Vec::is_empty))
                .then(|| view! { <p class="quiet" role="status">{tx!(running.nobody_found_here)}</p> }.into_any())
        };
        let (pointer, label) = if person {
            ("/person_id", tx!(running.speaker_person))
        } else {
            ("/institution_id", tx!(running.speaker_institution))
        };
        let any = Memo::new(move |_| !rows.with(Vec::is_empty));
        let list = move || {
            let field = Field::new(self.ids.chosen, "", tx!(running.speaker));
            any.get().then(|| choices(form, field, self.chosen, rows.into()))
        };
        view! {
            {form.input(Field::new(self.ids.search, pointer, label).hint(tx!(running.speaker_hint)), self.search)}
            {none}
            {list}
        }
        .into_any()
    }
}

/// Those on the attendance list: they are there without a network.
fn there(run: Run, person: bool) -> Vec<Choice> {
    let days = run.sheet.ready().map(|sheet| sheet.days).unwrap_or_default();
    let rows = days.into_iter().flat_map(|day| day.people);
    let one = |row: obrady_types::meetings::AttendanceRow| {
        let (id, words, more) = if person {
            (row.person_id?.to_string(), row.person_name?, row.institution_name.unwrap_or_default())
        } else {
            (row.institution_id?.to_string(), row.institution_name?, String::new())
        };
        Some(Choice { key: id, words, more })
    };
    rows.filter_map(one).collect()
}

fn short() -> PageQuery {
    PageQuery { limit: Some(8), ..PageQuery::default() }
}

async fn people(
    client: obrady_client::Client,
    region_id: Option<RegionId>,
    q: Option<String>,
) -> Result<Vec<Choice>, obrady_client::ClientError> {
    let found = client.list_people(&PeopleFilter { region_id, q, page: short() }).await?;
    let row = |one: obrady_types::directory::Person| Choice {
        key: one.id.to_string(),
        words: format!("{} {}", one.first_name, one.last_name),
        more: one.display_title.unwrap_or_default(),
    };
    Ok(found.items.into_iter().map(row).collect())
}

async fn institutions(
    client: obrady_client::Client,
    region_id: Option<RegionId>,
    q: Option<String>,
) -> Result<Vec<Choice>, obrady_client::ClientError> {
    let filter = InstitutionFilter { region_id, q, page: short(), ..InstitutionFilter::default() };
    let row = |one: obrady_types::directory::Institution| Choice {
        key: one.id.to_string(),
        words: one.name,
        more: one.address.unwrap_or_default(),
    };
    Ok(client.list_institutions(&filter).await?.items.into_iter().map(row).collect())
}
