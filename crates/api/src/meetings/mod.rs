//! Meetings and their agendas.

mod agendas;
mod items;
mod meetings;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations on meetings and agendas.
pub(crate) fn register(config: &mut ServiceConfig) {
    config
        .service(meetings::list_meetings)
        .service(meetings::create_meeting)
        .service(meetings::get_meeting)
        .service(meetings::update_meeting)
        .service(meetings::delete_meeting)
        .service(meetings::schedule_meeting)
        .service(meetings::cancel_meeting)
        .service(agendas::get_agenda)
        .service(agendas::apply_agenda_commands)
        .service(agendas::undo_agenda_commands)
        .service(agendas::publish_agenda)
        .service(items::get_agenda_item)
        .service(items::update_agenda_item)
        .service(items::delete_agenda_item);
}
