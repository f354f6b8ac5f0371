//! Accounts of the demonstration. They exist only under `obrady demo`, which listens on loopback addresses only.

use super::Seeded;
use super::facts::trainings::STAFF_UNIT;
use anyhow::Result;
use chrono::Days;
use obrady_domain::identity::seed::{GrantScope, hash_password, insert_account, insert_cover, insert_grant};
use obrady_domain::{Call, WriteTx};
use obrady_types::identity::{AccountCreate, Locale, Role};

/// An account to try the demonstration with.
#[derive(Clone, Copy, Debug)]
pub struct DemoAccount {
    /// Name to sign in with.
    pub sign_in_name: &'static str,
    /// Name to show.
    pub display_name: &'static str,
    /// Password.
    pub password: &'static str,
    /// What it may do, in words.
    pub description: &'static str,
    part: Part,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Operator,
    Admin,
    FamilyCoordinator,
    FosterCoordinator,
    ConventSecretary,
    Chair,
    Member,
    Representative,
}

const PASSWORD: &str = "wspolna-kawa-2026";

const fn account(
    sign_in_name: &'static str,
    display_name: &'static str,
    description: &'static str,
    part: Part,
) -> DemoAccount {
    DemoAccount { sign_in_name, display_name, password: PASSWORD, description, part }
}

/// The accounts of the demonstration.
pub const ACCOUNTS: &[DemoAccount] = &[
    account("maria.admin", "Maria Admin", "administrator: rotates the convent's chair", Part::Admin),
    account(
        "anna.kowal",
        "Anna Kowal",
        "coordinator of the group on family support and of a programme",
        Part::FamilyCoordinator,
    ),
    account("piotr.zielony", "Piotr Zielony", "coordinator of the group on foster care", Part::FosterCoordinator),
    account("ewa.nowak", "Ewa Nowak", "secretary of the convent (its coordinator)", Part::ConventSecretary),
    account("konwent.chair", "Przewodniczący (demo)", "chair of the convent, by the term in force", Part::Chair),
    account("jan.lis", "Jan Lis", "member of the group on family support", Part::Member),
    account(
        "norbert.sasanka",
        "Norbert Sasanka",
        "representative of PCPR w Wieliczce: registers its people for trainings",
        Part::Representative,
    ),
    account("demo.operator", "Operator (demo)", "operator: all regions", Part::Operator),
];

/// Hashes for the accounts, made before the transaction because they take time.
pub(super) async fn hash_passwords(call: &Call) -> Result<Vec<String>> {
    let mut hashes = Vec::new();
    for account in ACCOUNTS {
        hashes.push(hash_password(call, account.password).await?);
    }
    Ok(hashes)
}

pub(super) async fn seed(tx: &WriteTx, seeded: &Seeded, hashes: &[String]) -> obrady_domain::Result<()> {
    let region = seeded.region;
    let mut made = Vec::new();
    for (account, hash) in ACCOUNTS.iter().zip(hashes) {
        let person_id = match account.part {
            Part::Chair => seeded.people.get("Janusz Patyna").copied(),
            Part::Member => seeded.members.first().copied(),
            _ => None,
        };
        let input = AccountCreate {
            sign_in_name: account.sign_in_name.to_owned(),
            display_name: account.display_name.to_owned(),
            password: None,
            person_id,
            locale: Locale::Pl,
            region_id: Some(region),
        };
        let id = insert_account(tx, region, &input, hash.clone()).await?;
        let here = GrantScope { region_id: Some(region), ..GrantScope::default() };
        let coordinator = |body| Some((Role::Coordinator, GrantScope { body_id: Some(body), ..here }));
        let grant = match account.part {
            Part::Operator => Some((Role::Operator, GrantScope::default())),
            Part::Admin => Some((Role::Admin, here)),
            Part::FamilyCoordinator => coordinator(seeded.family_group),
            Part::FosterCoordinator => coordinator(seeded.foster_group),
            Part::ConventSecretary => coordinator(seeded.convent),
            Part::Representative => {
                let institution_id = seeded.institutions.get(STAFF_UNIT).copied();
                Some((Role::InstitutionRepresentative, GrantScope { institution_id, ..here }))
            }
            Part::Chair | Part::Member => None,
        };
        if let Some((role, scope)) = grant {
            insert_grant(tx, id, role, scope).await?;
        }
        if matches!(account.part, Part::FamilyCoordinator) && seeded.programme.is_some() {
            let scope = GrantScope { programme_id: seeded.programme, ..here };
            insert_grant(tx, id, Role::Coordinator, scope).await?;
        }
        made.push((account.sign_in_name, id));
    }
    let named = |name| made.iter().find(|(known, _)| *known == name).map(|(_, id)| *id);
    if let (Some(absent), Some(covering)) = (named("piotr.zielony"), named("anna.kowal")) {
        let today = tx.ctx.date_of(tx.now);
        let from = today.checked_add_days(Days::new(30)).unwrap_or(today);
        let to = today.checked_add_days(Days::new(40)).unwrap_or(today);
        insert_cover(tx, absent, covering, seeded.foster_group, (from, to)).await?;
    }
    Ok(())
}
