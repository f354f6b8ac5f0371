//! What the public reads: news, albums, frequent questions, files, and who runs the site.

mod albums;
mod faq;
mod feed;
mod files;
mod news;
mod site;

pub use feed::serve_feed;
pub use files::serve_file;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations of the portal.
pub(crate) fn register(config: &mut ServiceConfig) {
    config
        .service(news::list_news_items)
        .service(news::create_news_item)
        .service(news::get_news_item)
        .service(news::update_news_item)
        .service(news::delete_news_item)
        .service(news::publish_news_item)
        .service(news::withdraw_news_item)
        .service(albums::list_albums)
        .service(albums::create_album)
        .service(albums::get_album)
        .service(albums::update_album)
        .service(albums::delete_album)
        .service(albums::publish_album)
        .service(albums::withdraw_album)
        .service(faq::list_faq_entries)
        .service(faq::create_faq_entry)
        .service(faq::get_faq_entry)
        .service(faq::update_faq_entry)
        .service(faq::delete_faq_entry)
        .service(faq::publish_faq_entry)
        .service(faq::withdraw_faq_entry)
        .service(files::list_files)
        .service(files::create_file)
        .service(files::get_file)
        .service(files::update_file)
        .service(site::get_site)
        .service(site::get_reminders);
}
