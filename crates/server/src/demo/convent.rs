//! The convent of directors: its seats, its rules, its officers since 2014, its sessions.

use super::directory::TARNOW_CHANGED;
use super::facts::Past;
use super::facts::convent::{ATTENDED, NAMED, Officer, ROTATIONS, Rotation, SESSIONS};
use super::facts::directory::FORMER_TARNOW;
use super::groups::past_meeting;
use super::{Seeded, date, noon};
use obrady_domain::convents::seed::{PastTerm, seed_rules_version, seed_seat, seed_term};
use obrady_domain::meetings::seed::SeedAttendance;
use obrady_domain::{Ctx, DomainError, Result, WriteTx};
use obrady_types::PersonId;
use obrady_types::convents::{DeputySelection, Office, RulesVersionCreate, TermEndReason};
use obrady_types::meetings::AttendanceStatus;

const FOUNDED: (i32, u32, u32) = (2014, 10, 28);

pub(super) async fn seed(tx: &WriteTx, seeded: &Seeded) -> Result<()> {
    seats(tx, seeded).await?;
    let first = RulesVersionCreate {
        effective_from: noon(&tx.ctx, date(FOUNDED)),
        term_months: 12,
        auto_extension_months: 12,
        deputy_selection: DeputySelection::Elected,
        notice_days: 14,
        quorum: obrady_types::convents::QuorumFraction::default(),
        substitutes_vote: false,
        summary: "Kadencja roczna, przedłużana automatycznie o rok; wybór bezwzględną większością głosów.".to_owned(),
        decision_reference: None,
    };
    seed_rules_version(tx, seeded.region, seeded.convent, 1, &first).await?;
    let second = RulesVersionCreate {
        effective_from: noon(&tx.ctx, date((2024, 3, 12))),
        term_months: 24,
        auto_extension_months: 12,
        summary: "Zmiany przyjęte w marcu 2024 r.; treść nie została ogłoszona, liczby są przykładowe.".to_owned(),
        ..first
    };
    seed_rules_version(tx, seeded.region, seeded.convent, 2, &second).await?;
    for (index, rotation) in ROTATIONS.iter().enumerate() {
        let next = ROTATIONS.get(index + 1);
        let offices = [(Office::Chair, Some(&rotation.chair)), (Office::DeputyChair, rotation.deputy.as_ref())];
        for (office, officer) in offices {
            let Some(officer) = officer else { continue };
            let past = past_term(&tx.ctx, seeded, office, officer, (rotation, next));
            seed_term(tx, seeded.region, seeded.convent, past).await?;
        }
    }
    for session in SESSIONS {
        past_meeting(tx, seeded, seeded.convent, session, attended(seeded, session)).await?;
    }
    Ok(())
}

/// Those whom the sources name at a session; whether they signed a list is not known.
fn attended(seeded: &Seeded, session: &Past) -> Vec<SeedAttendance> {
    let mut all = Vec::new();
    for (day, (on, _)) in session.days.iter().enumerate() {
        let names = ATTENDED.iter().filter(|(date, _)| date == on).flat_map(|(_, names)| names.iter());
        for name in names {
            let Some(person_id) = seeded.people.get(*name).copied() else { continue };
            let named = NAMED.iter().find(|(first, last, ..)| format!("{first} {last}") == *name);
            let institution_id = named.and_then(|named| seeded.institutions.get(named.2)).copied();
            let status = AttendanceStatus::Present;
            all.push(SeedAttendance { day, person_id, institution_id, status, at: None, signed: false });
        }
    }
    all
}

/// One seat for each unit; the centre in Tarnów handed its own to its successor.
async fn seats(tx: &WriteTx, seeded: &Seeded) -> Result<()> {
    let changed = date(TARNOW_CHANGED);
    for (teryt, institution) in &seeded.units {
        let from = if *teryt == FORMER_TARNOW.0 { changed } else { date(FOUNDED) };
        seed_seat(tx, seeded.region, seeded.convent, *institution, from, None).await?;
    }
    let former = seeded.institutions.get(FORMER_TARNOW.1).copied().ok_or(DomainError::NotFound)?;
    seed_seat(tx, seeded.region, seeded.convent, former, date(FOUNDED), Some(changed)).await?;
    Ok(())
}

/// An officer's term from one rotation to the next. Without a successor the office falls vacant.
fn past_term(
    ctx: &Ctx,
    seeded: &Seeded,
    office: Office,
    officer: &Officer,
    (rotation, next): (&Rotation, Option<&Rotation>),
) -> PastTerm {
    let successor = |next: &Rotation| office == Office::Chair || next.deputy.is_some();
    let reason = |next| if successor(next) { TermEndReason::Successor } else { TermEndReason::Resigned };
    PastTerm {
        office,
        person_id: seeded.people.get(&officer.name()).copied().unwrap_or(PersonId(uuid::Uuid::nil())),
        institution_id: officer.unit.and_then(|teryt| seeded.units.get(teryt)).copied(),
        position_title: officer.title.map(ToOwned::to_owned),
        starts_at: noon(ctx, date(rotation.date)),
        term_months: if next.is_some() { 12 } else { 24 },
        auto_extension_months: 12,
        ended: next.map(|next| (noon(ctx, date(next.date)), reason(next))),
        decision_reference: rotation.reference.to_owned(),
        synthetic: rotation.synthetic || next.is_some_and(|next| next.synthetic),
    }
}
