//! Words of the directory.

use super::model::word;
use crate::texts::Text;
use crate::{tr, tx};
use obrady_types::directory::{CommuneKind, InstitutionKind, InstitutionStatus};

/// What an institution is.
pub fn kind(kind: InstitutionKind) -> Text {
    match kind {
        InstitutionKind::Rops => tx!(directory.kind_rops),
        InstitutionKind::Pcpr => tx!(directory.kind_pcpr),
        InstitutionKind::Mops => tx!(directory.kind_mops),
        InstitutionKind::Ops => tx!(directory.kind_ops),
        InstitutionKind::Cus => tx!(directory.kind_cus),
        InstitutionKind::Dps => tx!(directory.kind_dps),
        InstitutionKind::Sds => tx!(directory.kind_sds),
        InstitutionKind::Wtz => tx!(directory.kind_wtz),
        InstitutionKind::Zaz => tx!(directory.kind_zaz),
        InstitutionKind::Cis => tx!(directory.kind_cis),
        InstitutionKind::Kis => tx!(directory.kind_kis),
        InstitutionKind::Pow => tx!(directory.kind_pow),
        InstitutionKind::Oik => tx!(directory.kind_oik),
        InstitutionKind::AdoptionCentre => tx!(directory.kind_adoption_centre),
        InstitutionKind::PrivateCareHome => tx!(directory.kind_private_care_home),
        InstitutionKind::Pup => tx!(directory.kind_pup),
        InstitutionKind::Wup => tx!(directory.kind_wup),
        InstitutionKind::CountyOffice => tx!(directory.kind_county_office),
        InstitutionKind::MarshalOffice => tx!(directory.kind_marshal_office),
        InstitutionKind::VoivodeOffice => tx!(directory.kind_voivode_office),
        InstitutionKind::Court => tx!(directory.kind_court),
        InstitutionKind::Ngo => tx!(directory.kind_ngo),
        InstitutionKind::Other => tx!(directory.kind_different),
    }
}

/// All kinds as options of a menu.
pub fn kinds() -> Vec<(String, Text)> {
    InstitutionKind::ALL.into_iter().map(|one| (word(one), kind(one))).collect()
}

/// Whether an institution works.
pub fn status(status: InstitutionStatus) -> Text {
    match status {
        InstitutionStatus::Active => tx!(directory.status_active),
        InstitutionStatus::Closed => tx!(directory.status_closed),
        InstitutionStatus::Merged => tx!(directory.status_merged),
    }
}

/// What kind of commune it is.
pub fn commune(kind: CommuneKind) -> Text {
    match kind {
        CommuneKind::Urban => tx!(directory.commune_urban),
        CommuneKind::Rural => tx!(directory.commune_rural),
        CommuneKind::UrbanRural => tx!(directory.commune_urban_rural),
        CommuneKind::Town => tx!(directory.commune_town),
        CommuneKind::RuralPart => tx!(directory.commune_rural_part),
        CommuneKind::District => tx!(directory.commune_district),
    }
}

/// Why a row of a file or a merge is refused.
pub fn refusal(code: &str) -> String {
    let words = match code {
        "required" => tr!(directory.why_required),
        "too_short" => tr!(directory.why_too_short),
        "too_long" => tr!(directory.why_too_long),
        "formula" => tr!(directory.why_formula),
        "duplicate" => tr!(directory.why_duplicate),
        "ambiguous" => tr!(directory.why_ambiguous),
        "not_found" => tr!(directory.why_not_found),
        "period_overlap" => tr!(directory.why_period_overlap),
        "columns" => tr!(directory.why_columns),
        "term_ended" => tr!(directory.why_term),
        "seat_taken" => tr!(directory.why_seat),
        "already_exists" => tr!(directory.why_twice),
        _ => tr!(directory.why_invalid),
    };
    words.to_owned()
}

/// What rows that move are.
pub fn what(table: &str) -> String {
    match table {
        "account" => tr!(directory.what_account).to_owned(),
        "affiliation" => tr!(directory.what_affiliation).to_owned(),
        "membership" => tr!(directory.what_membership).to_owned(),
        "term" => tr!(directory.what_term).to_owned(),
        "seat" => tr!(directory.what_seat).to_owned(),
        "body" => tr!(directory.what_body).to_owned(),
        "role_grant" => tr!(directory.what_role).to_owned(),
        other => other.to_owned(),
    }
}
