//! API tests: they mirror the URLs and drive the server through the typed client, on the engine that
//! `OBRADY_TEST_ENGINE` names.

mod access;
mod agendas;
mod contract;
mod errors;
mod instants;
mod offices;
mod policy;
mod races;
mod reading;
mod replicas;
mod storage;
mod terms;
mod tokens;
mod writing;
