//! Schema migrations, one file each, forward only.
//!
//! A migration is one SQL text for both engines: `{UUID}`, `{TS}`, `{DATE}`, `{TIME}`, `{BOOL}` and `{ROWID}`
//! stand for the engine's types, and a line `-- @postgres`, `-- @sqlite` or `-- @both` says for whom the lines
//! after it are. Triggers compare columns only; no statement reads the database's clock.

mod m20261124_000001_create_foundation;
mod m20261124_000002_create_directory;
mod m20261124_000003_create_identity;
mod m20261124_000004_create_groups;
mod m20261124_000005_create_meetings;
mod m20261124_000006_create_convents;
mod m20261125_000007_create_county;
mod m20261125_000008_extend_role_grant;
mod m20261125_000009_create_proceedings;
mod m20261125_000010_widen_groups;
mod m20261125_000011_widen_directory;
mod m20261125_000012_create_programmes;
mod m20261125_000013_create_trainings;
mod m20261125_000014_create_portal;
mod m20261125_000015_extend_proceedings;
mod m20261125_000016_create_indicators;
mod m20261125_000017_keep_places_and_people;
mod m20261125_000018_strengthen_access;
mod m20261125_000019_chain_audit;
mod m20261125_000020_keep_what_is_over;
mod m20261125_000021_schedule_work;
mod m20261125_000023_index_representation;
mod m20261126_000024_order_affiliations;
mod m20261126_000025_index_public_reads;
mod sql;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::{MigrationTrait, async_trait};

/// All migrations in their order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_create_foundation::Migration),
            Box::new(m20261124_000002_create_directory::Migration),
            Box::new(m20261124_000003_create_identity::Migration),
            Box::new(m20261124_000004_create_groups::Migration),
            Box::new(m20261124_000005_create_meetings::Migration),
            Box::new(m20261124_000006_create_convents::Migration),
            Box::new(m20261125_000007_create_county::Migration),
            Box::new(m20261125_000008_extend_role_grant::Migration),
            Box::new(m20261125_000009_create_proceedings::Migration),
            Box::new(m20261125_000010_widen_groups::Migration),
            Box::new(m20261125_000011_widen_directory::Migration),
            Box::new(m20261125_000012_create_programmes::Migration),
            Box::new(m20261125_000013_create_trainings::Migration),
            Box::new(m20261125_000014_create_portal::Migration),
            Box::new(m20261125_000015_extend_proceedings::Migration),
            Box::new(m20261125_000016_create_indicators::Migration),
            Box::new(m20261125_000017_keep_places_and_people::Migration),
            Box::new(m20261125_000018_strengthen_access::Migration),
            Box::new(m20261125_000019_chain_audit::Migration),
            Box::new(m20261125_000020_keep_what_is_over::Migration),
            Box::new(m20261125_000021_schedule_work::Migration),
            Box::new(m20261125_000023_index_representation::Migration),
            Box::new(m20261126_000024_order_affiliations::Migration),
            Box::new(m20261126_000025_index_public_reads::Migration),
        ]
    }
}
