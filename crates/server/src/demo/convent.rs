//! The convent of directors: its seats, its rules, its officers since 2014, its sessions.

use super::facts::{FORMER_TARNOW, Officer, ROTATIONS, SESSIONS};
use super::groups::past_meeting;
use super::{Seeded, date, noon};
use chrono::{DateTime, Utc};
use obrady_domain::convents::seed::{PastTerm, seed_rules_version, seed_seat, seed_term};
use obrady_domain::{Result, WriteTx};
use obrady_types::convents::{DeputySelection, Office, RulesVersionCreate, TermEndReason};

const FOUNDED: (i32, u32, u32) = (2014, 10, 28);
/// When the centre in Tarnów became a social-services centre.
const TARNOW_CHANGED: (i32, u32, u32) = (2022, 1, 1);

pub(super) async fn seed(tx: &WriteTx, seeded: &Seeded) -> Result<()> {
    for (teryt, institution) in &seeded.units {
        let from = if *teryt == FORMER_TARNOW.0 { TARNOW_CHANGED } else { FOUNDED };
        seed_seat(tx, seeded.region, seeded.convent, *institution, date(from), None).await?;
    }
    let first = RulesVersionCreate {
        effective_from: noon(&tx.ctx, date(FOUNDED)),
        term_months: 12,
        auto_extension_months: 12,
        deputy_selection: DeputySelection::Elected,
        notice_days: 14,
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
        let starts_at = noon(&tx.ctx, date(rotation.date));
        let next = ROTATIONS.get(index + 1).map(|next| noon(&tx.ctx, date(next.date)));
        let months = if next.is_some() { 12 } else { 24 };
        let offices = [(Office::Chair, Some(&rotation.chair)), (Office::DeputyChair, rotation.deputy.as_ref())];
        for (office, officer) in offices {
            let Some(officer) = officer else { continue };
            let past = past_term(seeded, office, officer, starts_at, next, months);
            let reference = rotation.reference.to_owned();
            let past = PastTerm { decision_reference: reference, synthetic: rotation.synthetic, ..past };
            seed_term(tx, seeded.region, seeded.convent, past).await?;
        }
    }
    for session in SESSIONS {
        past_meeting(tx, seeded, seeded.convent, session).await?;
    }
    Ok(())
}

fn past_term(
    seeded: &Seeded,
    office: Office,
    officer: &Officer,
    starts_at: DateTime<Utc>,
    next: Option<DateTime<Utc>>,
    term_months: i32,
) -> PastTerm {
    let name = format!("{} {}", officer.first_name, officer.last_name);
    PastTerm {
        office,
        person_id: seeded.people.get(&name).copied().unwrap_or(obrady_types::PersonId(uuid::Uuid::nil())),
        institution_id: officer.unit.and_then(|teryt| seeded.units.get(teryt)).copied(),
        position_title: officer.title.to_owned(),
        starts_at,
        term_months,
        auto_extension_months: 12,
        ended: next.map(|at| (at, TermEndReason::Successor)),
        decision_reference: String::new(),
        synthetic: false,
    }
}
