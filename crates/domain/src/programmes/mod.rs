//! Programmes: versions, goals, recommendations, initiatives, what they are to each other, and the topics that work on
//! them.

mod fields;
mod indicators;
mod initiatives;
mod matches;
mod moving;
mod objectives;
mod query;
mod recommendations;
mod records;
mod relations;
pub mod seed;
mod topic_links;
mod versions;
mod view;

pub use indicators::{create_indicator, delete_indicator, get_indicator, list_indicators, update_indicator};
pub use initiatives::{create_initiative, delete_initiative, get_initiative, list_initiatives, update_initiative};
pub use matches::{create_objective_match, delete_objective_match, get_objective_match, list_objective_matches};
pub use moving::move_objective;
pub use objectives::{create_objective, delete_objective, get_objective, get_objective_tree, update_objective};
pub(crate) use query::find_programme;
pub use query::{ProgrammeFilter, RelationFilter, TopicLinkFilter};
pub use recommendations::{
    create_recommendation, delete_recommendation, get_recommendation, list_recommendations, update_recommendation,
};
pub use records::{create_programme, get_programme, list_programmes, update_programme};
pub use relations::{
    create_programme_relation, delete_programme_relation, get_programme_relation, list_programme_relations,
};
pub use topic_links::{create_topic_link, delete_topic_link, get_topic_link, list_topic_links};
pub use versions::{
    create_programme_version, get_programme_version, list_programme_versions, update_programme_version,
};
