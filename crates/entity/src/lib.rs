//! sea-orm models, one file a table, no logic. The migrations say what the columns hold; enumerations are
//! stored as the words of the wire (`crates/types`).
#![expect(missing_docs, reason = "fields are columns, and the macros' items follow from them")]

pub mod account;
pub mod action_item;
pub mod affiliation;
pub mod agenda_batch;
pub mod agenda_item;
pub mod agenda_release;
pub mod album;
pub mod album_image;
pub mod attendance;
pub mod audit_event;
pub mod body;
pub mod commune;
pub mod county;
pub mod cover;
pub mod decision;
pub mod deliverable;
pub mod event;
pub mod faq_entry;
pub mod finding;
pub mod idempotency_key;
pub mod institution;
pub mod job;
pub mod meeting;
pub mod meeting_day;
pub mod membership;
pub mod news_file;
pub mod news_item;
pub mod news_relation;
pub mod person;
pub mod refresh_token;
pub mod region;
pub mod role_grant;
pub mod rules_version;
pub mod seat;
pub mod service_account;
pub mod sign_in;
pub mod sign_in_throttle;
pub mod statement;
pub mod stored_content;
pub mod stored_file;
pub mod term;
pub mod topic;
pub mod work_plan;
pub mod work_plan_entry;
