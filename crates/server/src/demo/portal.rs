//! News of the sources, news of this year, the gallery and frequent questions.

use super::facts::portal::{
    FUNDING, GROUP_WORDS, LOGOS, MALOPOLSKA, News, Of, QUESTIONS, ROPS_KRAKOW, SESSION_WORDS, TRAINING_WORDS, WARMIA,
};
use super::{Seeded, date};
use chrono::{Days, NaiveDate};
use obrady_domain::portal::seed::{
    Publication, SeedImage, insert_album, insert_faq, insert_image, insert_news, meeting_on, region_of,
};
use obrady_domain::{Result, WriteTx};
use obrady_types::portal::{
    AlbumCreate, AlbumImageInput, FaqEntryCreate, MediaType, NewsItemCreate, NewsKind, NewsLink,
};
use obrady_types::{BodyId, FileId, NewsItemId, RegionId};

/// The pictures of the demonstration, drawn for it.
const PICTURES: &[(&str, MediaType, &[u8])] = &[
    ("kapital-ludzki.png", MediaType::Png, include_bytes!("pictures/kapital-ludzki.png")),
    ("europejski-fundusz-spoleczny.png", MediaType::Png, include_bytes!("pictures/europejski-fundusz-spoleczny.png")),
    ("wojewodztwo-malopolskie.png", MediaType::Png, include_bytes!("pictures/wojewodztwo-malopolskie.png")),
    ("unia-europejska.png", MediaType::Png, include_bytes!("pictures/unia-europejska.png")),
    ("szkolenie_20131030.jpg", MediaType::Jpeg, include_bytes!("pictures/szkolenie_20131030.jpg")),
    ("konwent.jpg", MediaType::Jpeg, include_bytes!("pictures/konwent.jpg")),
    ("grupa.jpg", MediaType::Jpeg, include_bytes!("pictures/grupa.jpg")),
];

async fn picture(tx: &WriteTx, region: RegionId, name: &str, words: &str) -> Result<Option<FileId>> {
    let Some((file_name, media_type, bytes)) = PICTURES.iter().find(|(known, ..)| *known == name) else {
        return Ok(None);
    };
    let image = SeedImage { file_name, media_type: *media_type, alt_text: words, bytes };
    insert_image(tx, region, image).await.map(Some)
}

/// What the sources published.
pub(super) async fn seed(tx: &WriteTx, seeded: &Seeded) -> Result<()> {
    let mut logos = Vec::new();
    for (name, words) in LOGOS {
        logos.extend(picture(tx, seeded.region, name, words).await?);
    }
    let mut before = Vec::new();
    for news in MALOPOLSKA {
        before.push(told(tx, seeded, seeded.region, news, &logos, &before).await?);
    }
    if let Some(region) = region_of(tx, "28").await? {
        for news in WARMIA {
            told(tx, seeded, region, news, &[], &[]).await?;
        }
    }
    Ok(())
}

async fn told(
    tx: &WriteTx,
    seeded: &Seeded,
    region: RegionId,
    news: &News,
    logos: &[FileId],
    related: &[NewsItemId],
) -> Result<NewsItemId> {
    let body = body_of(seeded, news.of);
    let event_on = news.event.map(date);
    let meeting = match (body, event_on) {
        (Some(body), Some(day)) => meeting_on(tx, body, day).await?,
        _ => None,
    };
    let photo = match news.photo {
        Some(name) => picture(tx, region, name, TRAINING_WORDS).await?,
        None => None,
    };
    let input = NewsItemCreate {
        region_id: Some(region),
        body_id: body,
        kind: news.kind,
        title: news.title.to_owned(),
        short_title: news.short_title.map(ToOwned::to_owned),
        lead: news.lead.to_owned(),
        body: news.body.to_owned(),
        event_on,
        author: news.author.map(ToOwned::to_owned),
        publisher: news.publisher.to_owned(),
        funding: news.funded.then(|| FUNDING.to_owned()),
        source_meeting_id: meeting,
        call_to_action: news.act.map(|(title, address)| link(title, address)),
        links: Vec::new(),
        photo_id: photo,
        logo_ids: if news.funded { logos.to_vec() } else { Vec::new() },
        attachment_ids: Vec::new(),
        related_ids: related.to_vec(),
    };
    // A name or a day that no source gives was invented.
    let synthetic = !news.published_is_known;
    insert_news(tx, region, input, Publication { published_on: Some(date(news.published)), synthetic }).await
}

fn link(title: &str, address: &str) -> NewsLink {
    NewsLink { title: title.to_owned(), address: address.to_owned() }
}

fn body_of(seeded: &Seeded, of: Of) -> Option<BodyId> {
    match of {
        Of::Family => Some(seeded.family_group),
        Of::Foster => Some(seeded.foster_group),
        Of::Convent => Some(seeded.convent),
        Of::Region => None,
    }
}

/// News of these weeks, an album and the frequent questions; all of it is invented.
pub(super) async fn seed_living(tx: &WriteTx, seeded: &Seeded) -> Result<()> {
    let today = tx.ctx.date_of(tx.now);
    let ago = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let region = seeded.region;
    let session = picture(tx, region, "konwent.jpg", SESSION_WORDS).await?;
    let group = picture(tx, region, "grupa.jpg", GROUP_WORDS).await?;
    let call = fresh(
        Some(seeded.foster_group),
        NewsKind::News,
        "Grupa ds. pieczy zaprasza na spotkanie",
        "Na najbliższym spotkaniu grupa omówi propozycję procedury pracy koordynatora.",
        "Porządek spotkania jest już opublikowany. Uwagi do procedury można zgłosić koordynatorowi grupy.\n\n\
         - spotkanie odbędzie się w siedzibie ROPS\n- wejście jest bez stopni",
    );
    let call = NewsItemCreate {
        photo_id: group,
        call_to_action: Some(link("Zobacz grupę i jej posiedzenia", &format!("/groups/{}", seeded.foster_group))),
        ..call
    };
    publish(tx, region, call, ago(2)).await?;
    let autumn = fresh(
        Some(seeded.convent),
        NewsKind::Report,
        "Jesienne seminarium dyrektorów",
        "Dyrektorzy jednostek powiatowych wymienili doświadczenia z pierwszego roku stosowania standardów.",
        "Rozmawiano w trzech zespołach. Wnioski trafią pod obrady najbliższego posiedzenia Konwentu.",
    );
    let autumn = NewsItemCreate { event_on: Some(ago(24)), photo_id: session, ..autumn };
    publish(tx, region, autumn, ago(20)).await?;
    let draft = fresh(
        Some(seeded.family_group),
        NewsKind::News,
        "Nabór uwag do poradnika asystenta rodziny",
        "Zbieramy uwagi do nowego wydania poradnika.",
        "Szkic czeka na termin, do którego można zgłaszać uwagi.",
    );
    insert_news(tx, region, draft, Publication { published_on: None, synthetic: true }).await?;
    if let Some(region) = region_of(tx, "28").await? {
        let news = fresh(
            None,
            NewsKind::News,
            "Doradcy ROPS w Olsztynie odwiedzą powiaty",
            "W nowym roku doradcy pomogą zawiązać kolejne partnerstwa lokalne.",
            "Terminy wizyt ustalimy z jednostkami powiatów.",
        );
        let news =
            NewsItemCreate { publisher: "Regionalny Ośrodek Polityki Społecznej w Olsztynie".to_owned(), ..news };
        publish(tx, region, news, ago(6)).await?;
    }
    let images = [(session, "Obrady w sali konferencyjnej"), (group, "Praca w zespołach")];
    let images = images
        .into_iter()
        .filter_map(|(id, words)| Some(AlbumImageInput { file_id: id?, caption: Some(words.to_owned()) }));
    let album = AlbumCreate {
        region_id: Some(region),
        body_id: Some(seeded.convent),
        title: "Jesienne seminarium dyrektorów".to_owned(),
        description: "Dwa dni rozmów o pieczy zastępczej i standardach ochrony małoletnich.".to_owned(),
        event_on: Some(ago(24)),
        images: images.collect(),
    };
    insert_album(tx, region, album, Publication { published_on: Some(ago(20)), synthetic: true }).await?;
    for (position, (area, question, answer)) in (1..).zip(QUESTIONS) {
        let input = FaqEntryCreate {
            region_id: Some(region),
            area: *area,
            question: (*question).to_owned(),
            answer: (*answer).to_owned(),
            position: position * 10,
        };
        insert_faq(tx, region, input, Publication { published_on: Some(ago(30)), synthetic: true }).await?;
    }
    Ok(())
}

/// A piece of news with nothing but its words.
fn fresh(body_id: Option<BodyId>, kind: NewsKind, title: &str, lead: &str, text: &str) -> NewsItemCreate {
    NewsItemCreate {
        region_id: None,
        body_id,
        kind,
        title: title.to_owned(),
        short_title: None,
        lead: lead.to_owned(),
        body: text.to_owned(),
        event_on: None,
        author: None,
        publisher: ROPS_KRAKOW.to_owned(),
        funding: None,
        source_meeting_id: None,
        call_to_action: None,
        links: Vec::new(),
        photo_id: None,
        logo_ids: Vec::new(),
        attachment_ids: Vec::new(),
        related_ids: Vec::new(),
    }
}

async fn publish(tx: &WriteTx, region: RegionId, input: NewsItemCreate, day: NaiveDate) -> Result<()> {
    let publication = Publication { published_on: Some(day), synthetic: true };
    insert_news(tx, region, input, publication).await.map(|_| ())
}
