//! Meetings and their agendas.

mod action_items;
mod agendas;
mod attendances;
mod entries;
mod items;
mod resources;
mod running;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations on meetings and agendas.
pub(crate) fn register(config: &mut ServiceConfig) {
    config
        .service(resources::list_meetings)
        .service(resources::create_meeting)
        .service(resources::get_meeting)
        .service(resources::update_meeting)
        .service(resources::delete_meeting)
        .service(resources::schedule_meeting)
        .service(resources::cancel_meeting)
        .service(agendas::get_agenda)
        .service(agendas::apply_agenda_commands)
        .service(agendas::undo_agenda_commands)
        .service(agendas::publish_agenda)
        .service(items::get_agenda_item)
        .service(items::update_agenda_item)
        .service(items::delete_agenda_item)
        .service(running::start_meeting)
        .service(running::hold_meeting)
        .service(running::get_meeting_record)
        .service(running::get_agenda_proposals)
        .service(running::answer_agenda_proposal)
        .service(running::advance_agenda_item)
        .service(running::update_agenda_item_outcome)
        .service(attendances::get_attendance_sheet)
        .service(attendances::create_attendance)
        .service(attendances::get_attendance)
        .service(attendances::update_attendance)
        .service(attendances::delete_attendance)
        .service(entries::create_statement)
        .service(entries::get_statement)
        .service(entries::update_statement)
        .service(entries::delete_statement)
        .service(entries::create_finding)
        .service(entries::get_finding)
        .service(entries::update_finding)
        .service(entries::delete_finding)
        .service(entries::create_decision)
        .service(entries::get_decision)
        .service(entries::update_decision)
        .service(entries::delete_decision)
        .service(action_items::list_action_items)
        .service(action_items::create_action_item)
        .service(action_items::get_action_item)
        .service(action_items::update_action_item)
        .service(action_items::delete_action_item)
        .service(action_items::carry_over_action_item)
        .service(action_items::create_deliverable)
        .service(action_items::get_deliverable)
        .service(action_items::update_deliverable);
}
