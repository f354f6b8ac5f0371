//! The mixed load, and what the servers answered to it.

use anyhow::Result;
use chrono::{DateTime, Utc};
use obrady_client::{Client, ClientError};
use obrady_domain::clock::{Clock, SystemClock};
use obrady_tests::World;
use obrady_tests::world::add;
use obrady_types::convents::{Office, TermStart};
use obrady_types::directory::PersonCreate;
use obrady_types::groups::TopicCreate;
use obrady_types::meetings::{AgendaCommand, AgendaCommands, AgendaPlace, AgendaRemove};
use obrady_types::trainings::RegistrationCreate;
use obrady_types::{AgendaItemId, ErrorCode, PersonId, RegistrationId, TermId, TopicId, TrainingEditionId};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Items that one writer keeps on the agenda.
const ITEMS: usize = 12;

/// Whether an item stands on the agenda, as far as its one writer knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was added, and the server said so.
    There,
    /// It was removed, and the server said so.
    Gone,
    /// The last request about it was not answered.
    Unknown,
}

/// What one writer knows.
#[derive(Debug, Default)]
pub struct History {
    /// Topics by the key under which they were made; without an id, nothing was answered.
    pub topics: BTreeMap<String, Option<TopicId>>,
    /// Items of the agenda, in the order in which they were added.
    pub items: Vec<(AgendaItemId, Standing)>,
    /// People whose creation was answered.
    pub people: Vec<PersonId>,
    /// Registrations that were answered, with their numbers.
    pub registrations: Vec<(RegistrationId, i32)>,
    /// Terms that were answered.
    pub terms: Vec<TermId>,
    /// The chair's term without an end, and whose it is; read anew before each round.
    pub chair: Option<(TermId, PersonId)>,
    /// Requests that were answered with success.
    pub answered: usize,
    /// Requests without an answer.
    pub unanswered: usize,
    /// Refusals by their code.
    pub refused: BTreeMap<String, usize>,
}

/// Something that one writer does.
#[derive(Clone, Copy, Debug)]
pub enum Work {
    Agenda,
    Topics,
    Registrations,
    Offices,
}

/// What all writers share.
pub struct Load<'a> {
    pub world: &'a World,
    pub edition: TrainingEditionId,
    pub stop: AtomicBool,
    /// Numbers that nobody has had.
    pub next: AtomicU64,
}

impl Load<'_> {
    /// Works until it is told to stop, or no answer comes: the server is gone.
    pub async fn work(&self, client: &Client, work: Work, history: &mut History) {
        while !self.stop.load(Ordering::Relaxed) {
            let done = match work {
                Work::Agenda => self.change_agenda(client, history).await,
                Work::Topics => self.create_topic(client, history).await,
                Work::Registrations => self.register(client, history).await,
                Work::Offices => self.rotate(client, history).await,
            };
            match done {
                Ok(()) => history.answered += 1,
                Err(ClientError::Problem(problem)) => {
                    *history.refused.entry(problem.code.as_str().to_owned()).or_default() += 1;
                    if problem.code == ErrorCode::Unavailable {
                        return;
                    }
                }
                Err(_) => {
                    history.unanswered += 1;
                    return;
                }
            }
        }
    }

    fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    async fn create_topic(&self, client: &Client, history: &mut History) -> Result<(), ClientError> {
        let key = format!("temat-{}", self.number());
        let input = topic(&key);
        history.topics.insert(key.clone(), None);
        let made = client.with_idempotency_key(&key).create_topic(self.world.group, &input).await?;
        history.topics.insert(key, Some(made.id));
        Ok(())
    }

    /// Adds an item, and later removes it: the agenda stays as long as agendas are.
    async fn change_agenda(&self, client: &Client, history: &mut History) -> Result<(), ClientError> {
        let oldest = history.items.iter().position(|(_, standing)| *standing == Standing::There);
        let there = history.items.iter().filter(|(_, standing)| *standing == Standing::There).count();
        let (index, command, after) = match oldest {
            Some(oldest) if there >= ITEMS => {
                let item_id = history.items[oldest].0;
                let command = AgendaCommand::Remove(AgendaRemove { item_id, base_revision: 1 });
                (oldest, command, Standing::Gone)
            }
            _ => {
                let number = self.number();
                let id = AgendaItemId(uuid::Builder::from_unix_timestamp_millis(number, &[0; 10]).into_uuid());
                let day_id = self.world.draft_days[history.items.len() % self.world.draft_days.len()];
                history.items.push((id, Standing::Unknown));
                let place = AgendaPlace { day_id, parent_id: None, after_id: None };
                (history.items.len() - 1, AgendaCommand::Add(add(id, place, "Punkt")), Standing::There)
            }
        };
        history.items[index].1 = Standing::Unknown;
        let commands = AgendaCommands { commands: vec![command] };
        client.apply_agenda_commands(self.world.draft, &commands).await?;
        history.items[index].1 = after;
        Ok(())
    }

    async fn register(&self, client: &Client, history: &mut History) -> Result<(), ClientError> {
        let person = PersonCreate {
            first_name: "Osoba".into(),
            last_name: format!("Nr {}", self.number()),
            region_id: Some(self.world.region),
            ..PersonCreate::default()
        };
        let person = client.create_person(&person).await?.id;
        history.people.push(person);
        let input = RegistrationCreate {
            person_id: Some(person),
            institution_id: None,
            clause_number: 1,
            accessibility_needs: None,
            diet_needs: None,
        };
        let made = client.create_registration(self.edition, &input).await?;
        history.registrations.push((made.id, made.seq));
        Ok(())
    }

    /// Gives the chair to somebody else.
    async fn rotate(&self, client: &Client, history: &mut History) -> Result<(), ClientError> {
        let now: DateTime<Utc> = SystemClock.now();
        let (first, third) = (self.world.heads[0], self.world.heads[2]);
        let next = if history.chair.is_some_and(|(_, person)| person == first) { third } else { first };
        let input = TermStart {
            office: Office::Chair,
            person_id: next,
            starts_at: now,
            predecessor_id: history.chair.map(|(id, _)| id),
            declared_at: Some(now),
            decision_reference: Some("Uchwała konwentu".into()),
            deputy: None,
        };
        let made = client.start_term(self.world.convent, &input).await?;
        history.terms.push(made.id);
        history.chair = Some((made.id, next));
        Ok(())
    }
}

/// The topic of a key.
pub fn topic(key: &str) -> TopicCreate {
    TopicCreate { title: format!("Temat {key}"), sub_points: vec![], priority: None, planned: None }
}
