//! Meetings, their days and their agendas.

mod agenda;
mod days;
mod drafts;
mod items;
mod lifecycle;
mod publish;
mod query;
pub mod seed;
mod store;
mod view;

pub use agenda::{apply_agenda_commands, get_agenda, undo_agenda_commands};
pub use drafts::{create_meeting, get_meeting, list_meetings, update_meeting};
pub use items::{delete_agenda_item, get_agenda_item, update_agenda_item};
pub(crate) use lifecycle::cancel_meetings_of_dissolved_body;
pub use lifecycle::{cancel_meeting, delete_meeting, schedule_meeting};
pub use publish::publish_agenda;
pub use query::{MeetingFilter, ReleaseChoice};
