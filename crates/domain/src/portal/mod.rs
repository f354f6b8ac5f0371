//! What the public reads: files, news, albums and frequent questions.

mod albums;
mod faq;
mod files;
mod news;
mod news_parts;
mod pictures;
mod query;
mod reminders;
pub mod seed;
mod view;

pub use albums::{create_album, delete_album, get_album, list_albums, publish_album, update_album, withdraw_album};
pub use faq::{
    create_faq_entry, delete_faq_entry, get_faq_entry, list_faq_entries, publish_faq_entry, update_faq_entry,
    withdraw_faq_entry,
};
pub use files::{Bytes, create_file, get_file, list_files, read_bytes, update_file};
pub use news::{
    create_news_item, delete_news_item, get_news_item, list_news_items, publish_news_item, update_news_item,
    withdraw_news_item,
};
pub(crate) use pictures::fuzzed_picture;
pub use query::{AlbumFilter, FaqFilter, FileFilter, NewsFilter};
pub use reminders::get_reminders;
