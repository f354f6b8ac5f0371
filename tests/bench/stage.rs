//! What is measured: a database of a size with, besides what it holds, meetings with agendas of twenty items, editions
//! of a training, an operator who may do everything and somebody who may only read.

use anyhow::{Context, Result};
use chrono::{Days, NaiveTime};
use obrady_client::Client;
use obrady_domain::clock::{Clock, FrozenClock, SystemClock};
use obrady_domain::{Call, Db, identity, meetings};
use obrady_entity::{body, person, region};
use obrady_tests::app::context;
use obrady_tests::db::{self, TestDb};
use obrady_tests::generate::{self, Size};
use obrady_tests::process::{Program, write_key};
use obrady_tests::{PASSWORD, edition, world};
use obrady_types::identity::{AccountCreate, Locale, Role, RoleGrantCreate, SignInCreate};
use obrady_types::meetings::{
    AgendaCommand, AgendaCommands, AgendaPlace, AgendaPublish, MeetingCreate, MeetingDayInput, MeetingMode,
};
use obrady_types::{AccountId, AgendaItemId, BodyId, MeetingId, PersonId, RegionId, TrainingEditionId, TrainingId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::path::{Path, PathBuf};

/// Items of each agenda.
pub const ITEMS: usize = 20;
/// Places of each edition.
pub const PLACES: i32 = 25;
/// Who may do everything.
pub const OPERATOR: &str = "pomiar";
/// Who has an account and no role.
pub const READER: &str = "czytelnik";

/// A filled database and what stands beside it.
pub struct Stage {
    database: TestDb,
    body: BodyId,
    pub people: Vec<PersonId>,
    folder: PathBuf,
    call: Call,
    training: TrainingId,
    /// The number of the clause that whoever registers has read.
    pub clause: i32,
}

impl Stage {
    /// Fills a new database.
    pub async fn make(size: Size, people: u64) -> Result<Self> {
        let db = db::empty().await?;
        generate::fill(&db.url, size).await?;
        let connection = Db::connect(&db.url, 2).await?;
        let reader = connection.reader();
        let region: RegionId = region::Entity::find().one(reader).await?.context("a region")?.id.into();
        let of_region = body::Entity::find().filter(body::Column::RegionId.eq(uuid::Uuid::from(region)));
        let group = of_region.filter(body::Column::Kind.eq("group")).one(reader).await?.context("a group")?;
        let found = person::Entity::find().order_by_asc(person::Column::Id).limit(people).all(reader).await?;
        let people = found.into_iter().map(|person| person.id.into()).collect();
        let call = Call::system(context(connection, &FrozenClock::at(SystemClock.now()), "http://127.0.0.1"));
        let account_id = account(&call, region, OPERATOR).await?;
        let role = Role::Operator;
        let (region_id, body_id, institution_id, programme_id, ends_at) = (None, None, None, None, None);
        let grant = RoleGrantCreate { account_id, role, region_id, body_id, institution_id, programme_id, ends_at };
        identity::create_role_grant(&call, grant).await?;
        account(&call, region, READER).await?;
        let (training, clause) = edition::training(&call, region).await?;
        let folder = std::env::temp_dir().join(format!("obrady-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self { database: db, body: group.id.into(), people, folder, call, training, clause })
    }

    /// Where it keeps files, on the disk of the database.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.database.url
    }

    /// The database, past every server.
    pub fn db(&self) -> &Db {
        &self.call.ctx.db
    }

    /// Our server over it, with as many workers as it has processors.
    pub fn program(&self, workers: usize) -> Result<Program> {
        let key = write_key(&self.folder)?;
        let program = Program::over(&self.database.url, &key, self.folder.join("servers.log"))?;
        Ok(program.with("OBRADY_WORKERS", workers.to_string()))
    }

    /// Somebody's access token; it lives for ten minutes.
    pub async fn token(&self, base: &str, sign_in_name: &str) -> Result<String> {
        let client = Client::new(base)?;
        let credentials = serde_json::json!({ "sign_in_name": sign_in_name, "password": PASSWORD });
        client.sign_in(&serde_json::from_value::<SignInCreate>(credentials)?).await?;
        client.token().context("a token")
    }

    /// A meeting in a month with an agenda of twenty items, published or not.
    pub async fn meeting(&self, published: bool) -> Result<(MeetingId, Vec<AgendaItemId>)> {
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).context("a time");
        let date = self.call.ctx.clock.now().date_naive() + Days::new(30);
        let days = vec![MeetingDayInput { id: None, date, starts_at: time(8)?, ends_at: time(20)? }];
        let title = "Posiedzenie grupy roboczej".to_owned();
        let input = MeetingCreate { body_id: self.body, title, mode: MeetingMode::InPerson, venue: None, days };
        let made = meetings::create_meeting(&self.call, input).await?;
        let mut items: Vec<AgendaItemId> = Vec::new();
        let mut commands = Vec::new();
        for number in 1..=ITEMS {
            let id: AgendaItemId = self.call.ctx.new_id().into();
            let place = AgendaPlace { day_id: made.days[0].id, parent_id: None, after_id: items.last().copied() };
            let title = format!("Wsparcie rodzin i piecza zastępcza: sprawa {number}");
            commands.push(AgendaCommand::Add(world::add(id, place, &title)));
            items.push(id);
        }
        let agenda = meetings::apply_agenda_commands(&self.call, made.id, AgendaCommands { commands }).await?;
        if published {
            let publish = AgendaPublish { agenda_version: agenda.version };
            meetings::publish_agenda(&self.call, made.id, publish).await?;
        }
        Ok((made.id, items))
    }

    /// An edition with 25 places, open for registration.
    pub async fn edition(&self, code: &str) -> Result<TrainingEditionId> {
        edition::open(&self.call, self.training, code, PLACES).await
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn account(call: &Call, region: RegionId, sign_in_name: &str) -> Result<AccountId> {
    let input = AccountCreate {
        sign_in_name: sign_in_name.into(),
        display_name: "Pomiar".into(),
        password: Some(PASSWORD.into()),
        person_id: None,
        locale: Locale::Pl,
        region_id: Some(region),
    };
    Ok(identity::create_account(call, input).await?.id)
}
