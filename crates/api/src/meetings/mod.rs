//! Meetings and their agendas.

mod agendas;
mod items;
mod resources;

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
        .service(items::delete_agenda_item);
}
