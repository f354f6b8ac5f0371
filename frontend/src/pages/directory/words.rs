//! Words of the directory.

use super::model::word;
use crate::texts::Text;
use crate::{tr, tx};
use obrady_types::directory::{CommuneKind, InstitutionKind, InstitutionStatus, Profession};

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

/// What somebody does for a living.
pub fn profession(profession: Profession) -> Text {
    match profession {
        Profession::SocialWorker => tx!(directory.profession_social_worker),
        Profession::FamilyAssistant => tx!(directory.profession_family_assistant),
        Profession::FamilyAssistanceCoordinator => tx!(directory.profession_family_assistance_coordinator),
        Profession::FosterCareCoordinator => tx!(directory.profession_foster_care_coordinator),
        Profession::Psychologist => tx!(directory.profession_psychologist),
        Profession::Pedagogue => tx!(directory.profession_pedagogue),
        Profession::Therapist => tx!(directory.profession_therapist),
        Profession::Lawyer => tx!(directory.profession_lawyer),
        Profession::ProbationOfficer => tx!(directory.profession_probation_officer),
        Profession::Official => tx!(directory.profession_official),
        Profession::Other => tx!(directory.profession_different),
    }
}

/// No profession, and all of them, as options of a menu.
pub fn professions() -> Vec<(String, Text)> {
    let all = Profession::ALL.into_iter().map(|one| (word(one), profession(one)));
    std::iter::once((String::new(), tx!(directory.profession_none))).chain(all).collect()
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
        "outdated" => tr!(directory.why_outdated),
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
        "meeting" => tr!(directory.what_meeting).to_owned(),
        "agenda_item" => tr!(directory.what_agenda_item).to_owned(),
        "agenda_release" => tr!(directory.what_agenda_release).to_owned(),
        "topic" => tr!(directory.what_topic).to_owned(),
        "work_plan_entry" => tr!(directory.what_work_plan_entry).to_owned(),
        "statement" => tr!(directory.what_statement).to_owned(),
        "finding" => tr!(directory.what_finding).to_owned(),
        "decision" => tr!(directory.what_decision).to_owned(),
        "action_item" => tr!(directory.what_action_item).to_owned(),
        "deliverable" => tr!(directory.what_deliverable).to_owned(),
        "news_item" => tr!(directory.what_news_item).to_owned(),
        "album" | "album_image" | "stored_file" => tr!(directory.what_album).to_owned(),
        "faq_entry" => tr!(directory.what_faq_entry).to_owned(),
        "programme" | "programme_version" | "objective" | "recommendation" | "initiative" => {
            tr!(directory.what_programme).to_owned()
        }
        "training" | "training_edition" | "adviser" | "practice_model" => tr!(directory.what_training).to_owned(),
        "registration" => tr!(directory.what_registration).to_owned(),
        "rules_version" => tr!(directory.what_rules).to_owned(),
        "institution" => tr!(directory.what_institution).to_owned(),
        "minutes" | "minutes_version" => tr!(directory.what_minutes).to_owned(),
        "person" => tr!(directory.what_person).to_owned(),
        "sign_in" => tr!(directory.what_sign_in).to_owned(),
        "cover" => tr!(directory.what_cover).to_owned(),
        "attendance" => tr!(directory.what_attendance).to_owned(),
        "audit_event" | "audit_personal" => tr!(directory.what_audit).to_owned(),
        other => other.to_owned(),
    }
}

/// What a stored field is called, for those who read what is held about them; unusual ones keep their name.
pub fn field(name: &str) -> String {
    let words = match name {
        "first_name" => tr!(directory.first_name),
        "last_name" => tr!(directory.last_name),
        "display_title" => tr!(directory.field_display_title),
        "display_name" => tr!(directory.field_display_name),
        "sign_in_name" => tr!(directory.field_sign_in_name),
        "email" => tr!(directory.email),
        "phone" => tr!(directory.phone),
        "external_reference" => tr!(directory.reference),
        "is_public_function" => tr!(directory.public_function),
        "synthetic" => tr!(directory.synthetic),
        "position_title" => tr!(directory.position),
        "profession" => tr!(directory.profession),
        "is_head" => tr!(directory.is_head),
        "from_date" | "starts_at" | "begins_at" => tr!(directory.field_from),
        "to_date" | "ended_at" | "ends_at" => tr!(directory.field_to),
        "at" | "created_at" | "submitted_at" => tr!(directory.field_at),
        "title" | "name" => tr!(directory.field_title),
        "text" | "detail" | "body" => tr!(directory.field_text),
        "state" | "status" => tr!(directory.status),
        "office" => tr!(directory.field_office),
        "role" => tr!(directory.field_role),
        "capacity" => tr!(directory.field_capacity),
        "locale" => tr!(directory.field_locale),
        "user_agent" => tr!(directory.field_user_agent),
        "address" => tr!(directory.field_address),
        "action" => tr!(directory.field_action),
        other => return other.to_owned(),
    };
    words.to_owned()
}
