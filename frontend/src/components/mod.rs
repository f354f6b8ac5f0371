//! Parts of pages. They own no data: what they show is given, what happens is told.

pub mod choices;
pub mod copying;
pub mod dialog;
pub mod edition_rows;
pub mod feedback;
pub mod field;
pub mod form;
pub mod form_errors;
pub mod icon;
pub mod keys_help;
pub mod layout;
pub mod meeting_list;
pub mod new_meeting;
pub mod notices;
pub mod officer;
pub mod page;
pub mod paged;
pub mod region;
pub mod served;
pub mod sign_in_form;
pub mod words;
