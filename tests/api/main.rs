//! API tests: they mirror the URLs and drive the server through the typed client, on the engine that
//! `OBRADY_TEST_ENGINE` names.

mod access;
mod agenda_input;
mod agenda_undo;
mod agendas;
mod constraints;
mod contract;
mod covers;
mod demo;
mod directory;
mod errors;
mod facts;
mod guessing;
mod headers;
mod heads;
mod inputs;
mod instants;
mod offices;
mod own_account;
mod paging;
mod policy;
mod portal;
mod proceedings;
mod programmes;
mod races;
mod reading;
mod replicas;
mod schema;
mod sign_ins;
mod storage;
mod tags;
mod terms;
mod tokens;
mod upkeep;
mod work_plans;
mod writing;
