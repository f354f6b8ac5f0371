//! API tests: they mirror the URLs and drive the server through the typed client, on the engine that
//! `OBRADY_TEST_ENGINE` names.

mod access;
mod agendas;
mod contract;
mod errors;
mod headers;
mod heads;
mod inputs;
mod paging;
mod policy;
mod races;
mod reading;
mod replicas;
mod schema;
mod tags;
mod terms;
mod tokens;
mod writing;
