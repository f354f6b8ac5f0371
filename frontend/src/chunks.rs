//! Pages that are fetched when they are first opened. A chunk is a WASM file of its own, and each family of pages has
//! one (docs/adr/0001-wasm-without-trunk.md); what several families use comes with the first of them.

use crate::address::page_of;
use crate::components::feedback::show;
use crate::loading::{Loaded, Loading, load};
use crate::pages::{
    access, account, admin, convents, directory, groups, meetings, portal, programmes, running, site, start, trainings,
};
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use obrady_client::ClientError;
use obrady_types::meetings::Meeting;

/// Draws a page that has arrived.
type Page = fn() -> AnyView;

/// A chunk that could not be fetched.
type Fetched = Result<Page, SplitLoaderError>;

/// Shows a page as soon as its chunk is there; a chunk that cannot be fetched can be tried again.
fn fetched(fetch: impl Fn() -> Loading<Page> + 'static) -> AnyView {
    show(load(fetch), |page: Page| page())
}

/// A chunk that could not be fetched counts as a network that is not there.
fn unfetched(error: SplitLoaderError) -> ClientError {
    ClientError::Network(error.to_string())
}

/// Draws the agenda editor of a meeting.
type Editor = fn(Loaded<Meeting>, Meeting) -> AnyView;

/// The agenda editor, from a chunk of its own: whoever reads an agenda does not need it.
pub fn editor(meeting: Loaded<Meeting>, view: Meeting) -> AnyView {
    #[wasm_split(editor, wasm_split_path = ::leptos::wasm_split, fallible)]
    fn editor() -> Result<Editor, SplitLoaderError> {
        Ok(meetings::editor::editor)
    }
    let fetched = load(|| Box::pin(async { editor().await.map_err(unfetched) }));
    show(fetched, move |draw: Editor| draw(meeting, view.clone()))
}

/// Draws what a meeting came to.
type Record = fn(&Meeting) -> AnyView;

/// What a meeting came to, from the chunk of running meetings.
pub fn record(view: Meeting) -> AnyView {
    #[wasm_split(running, wasm_split_path = ::leptos::wasm_split, fallible)]
    fn record() -> Result<Record, SplitLoaderError> {
        Ok(running::record::record)
    }
    let fetched = load(|| Box::pin(async { record().await.map_err(unfetched) }));
    show(fetched, move |draw: Record| draw(&view))
}

macro_rules! pages {
    ($($chunk:ident { $($name:ident = $page:expr;)+ })+) => {$($(
        #[doc = concat!("The page `", stringify!($name), "`, from its chunk.")]
        pub fn $name() -> AnyView {
            #[wasm_split($chunk, wasm_split_path = ::leptos::wasm_split, fallible)]
            fn $name() -> Fetched {
                Ok($page)
            }
            fetched(|| Box::pin(async { $name().await.map_err(unfetched) }))
        }
    )+)+};
}

pages! {
    access {
        set_password = access::set_password::page;
        forgot_password = access::forgot::page;
        second_factor = access::second_factor::page;
        confirmation = access::confirm::form;
    }
    account {
        own_account = account::own::page;
        handover = account::handover::page;
    }
    admin {
        admin_accounts = admin::accounts::page;
        admin_service_accounts = admin::service_accounts::page;
        admin_audit = admin::audit::page;
        admin_nights = admin::nights::page;
    }
    groups {
        group_list = groups::list::page;
        group = || page_of(groups::group::page);
    }
    convents {
        convent_list = convents::list::page;
        convent = || page_of(convents::convent::page);
        rotation = || page_of(convents::rotation::page);
    }
    directory {
        institution_list = directory::institutions::page;
        institution_admin = directory::institutions::admin_page;
        institution = || page_of(directory::institution::page);
        people_list = directory::people::page;
        people_admin = directory::people::admin_page;
        person = || page_of(directory::person::page);
        person_data = || page_of(directory::person_data::page);
        region_list = directory::regions::page;
        region = directory::regions::region_page;
        directory_import = directory::import::page;
        directory_duplicates = directory::duplicates::page;
    }
    programmes {
        programme_list = programmes::list::page;
        programme = || page_of(programmes::programme::page);
    }
    meetings {
        meeting = || page_of(meetings::meeting::page);
    }
    portal {
        start = start::page;
        news_list = portal::list::page;
        news_item = || page_of(portal::item::page);
        gallery = portal::gallery::page;
        album = || page_of(portal::album::page);
        faq = portal::faq::page;
        start_public = portal::latest::public;
        start_work = portal::latest::at_work;
    }
    news_editor {
        news_new = portal::edit::new_page;
        news_edit = || page_of(portal::edit::page);
        album_new = portal::album_edit::new_page;
        album_edit = || page_of(portal::album_edit::page);
        faq_new = portal::faq_edit::new_page;
        faq_edit = || page_of(portal::faq_edit::page);
    }
    trainings {
        training_list = trainings::list::page;
        training_mine = trainings::mine::page;
        training_edition = || page_of(trainings::edition::page);
        calendar = trainings::calendar::page;
    }
    training_lists {
        training_models = trainings::models::page;
        training_advisers = trainings::advisers::page;
    }
    training_manager {
        training_new = trainings::new::page;
        training_catalogue = trainings::catalogue::page;
        training_texts = || page_of(trainings::texts::page);
        training_clauses = trainings::clauses::page;
        training_manage = || page_of(trainings::manage::page);
        training_sheet = || page_of(trainings::sheet::page);
    }
    site {
        privacy = site::privacy::page;
        accessibility = site::accessibility::page;
        reminders = site::reminders::notes;
    }
    running {
        run = || page_of(running::run::page);
        my_work = running::my_work::page;
    }
}
