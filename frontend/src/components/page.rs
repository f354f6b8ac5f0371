//! The head of a page: error summary, breadcrumb, h1, one line of facts, one main action.

use super::form::Form;
use super::form_errors::error_summary;
use crate::texts::Text;
use crate::{browser, tr, tx};
use leptos::prelude::*;

/// What stands at the top of a page.
pub struct PageHead {
    title: Text,
    title_id: &'static str,
    crumbs: Vec<(Text, Text)>,
    facts: Option<AnyView>,
    action: Option<AnyView>,
    form: Option<Form>,
}

impl PageHead {
    /// A head with a title; while the title is empty, the page counts as not yet arrived.
    /// The breadcrumb begins at the start page.
    pub fn new(title: Text) -> Self {
        let start = (tx!(common.nav_start), Text::stored("/".to_owned()));
        Self { title, title_id: "page-title", crumbs: vec![start], facts: None, action: None, form: None }
    }

    /// The head of the start page, which stands under nothing.
    pub fn at_the_top(title: Text) -> Self {
        Self { crumbs: Vec::new(), ..Self::new(title) }
    }

    /// Adds a place above this one.
    pub fn under(self, name: Text, href: impl Into<String>) -> Self {
        self.under_loaded(name, Text::stored(href.into()))
    }

    /// Adds a place above this one whose address is not known from the start.
    pub fn under_loaded(mut self, name: Text, href: Text) -> Self {
        self.crumbs.push((name, href));
        self
    }

    /// Gives the title another id than usual.
    pub fn title_id(self, title_id: &'static str) -> Self {
        Self { title_id, ..self }
    }

    /// Adds the line of facts.
    pub fn facts(mut self, facts: AnyView) -> Self {
        self.facts = Some(facts);
        self
    }

    /// Adds the main action.
    pub fn action(mut self, action: AnyView) -> Self {
        self.action = Some(action);
        self
    }

    /// Names the form whose errors stand in a summary above the title.
    pub fn form(mut self, form: Form) -> Self {
        self.form = Some(form);
        self
    }

    /// The page: this head and what follows it.
    pub fn view(self, body: AnyView) -> AnyView {
        let Self { title, title_id, crumbs, facts, action, form } = self;
        Effect::new(move |_| {
            let (words, app) = (title.get(), tr!(common.app));
            browser::set_title(if words.is_empty() { app.to_owned() } else { format!("{words} – {app}") });
            if !words.is_empty() {
                browser::arrive(title_id);
            }
        });
        let crumbs = (!crumbs.is_empty()).then(|| {
            let link = |(name, href): (Text, Text)| {
                // A place whose name is still under way is no link yet.
                view! { <li hidden=move || name.with(String::is_empty)><a href=href>{name}</a></li> }.into_any()
            };
            let links: Vec<AnyView> = crumbs.into_iter().map(link).collect();
            view! { <nav class="crumbs" aria-label=tx!(common.breadcrumb)><ol>{links}</ol></nav> }.into_any()
        });
        view! {
            {form.map(error_summary)}
            {crumbs}
            <header class="page-head">
                <div>
                    <h1 id=title_id tabindex="-1" class:pending=move || title.with(String::is_empty)>
                        {move || title.with(|t| if t.is_empty() { tr!(common.loading).to_owned() } else { t.clone() })}
                    </h1>
                </div>
                {facts.map(|facts| view! { <div class="facts">{facts}</div> }.into_any())}
                {action.map(|action| view! { <div class="page-action">{action}</div> }.into_any())}
            </header>
            {body}
        }
        .into_any()
    }
}

/// A part of a page under a heading of its own, with what belongs beside the heading.
pub fn section(title: Text, beside: Option<AnyView>, body: AnyView) -> AnyView {
    view! {
        <section class="section">
            <div class="section-head"><h2>{title}</h2>{beside}</div>
            {body}
        </section>
    }
    .into_any()
}
