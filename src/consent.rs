//! The privacy settings at work, as an app of their own: whatever happens goes through [`step`], and what that wants is
//! done here. `boot.js` starts it where there is something to do, and says what readers press and which page is shown.
//!
//! The settings that a document begins with are those it keeps: services that a newer `site.json` brings come with the
//! next document, but for the first ones of a site.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use content::bundle::decode_site_as_written;
use content::consent::{
    Category, Consent, ConsentMode, Effects, Event, Legacy, Notice, Now, Page, Record, ScriptGrant,
    ServiceSet, State, Storage, Stored, Surface, hash_of_words, plan, step,
};
use content::site::Site;
use content::slug::Slug;
use view::View;
use view::element::{Element, Node, nodes};
use view::id::{BANNER, FURTHER_CATEGORIES, PREFERENCES, PREFERENCES_NEWS, RECEIPT, RECORD, SERVICES};
use view::text::Text;

use crate::browser::embeds::Place;
use crate::browser::intl::Intl;
use crate::browser::page_views::PageView;
use crate::browser::{
    self, base, busy, clock, cookies, databases, dialog, fetch, focus, json, live, page, page_views, privacy,
    signals, storage, tabs, third_party,
};

thread_local! {
    static KEEPER: RefCell<Option<Rc<Keeper>>> = const { RefCell::new(None) };
    /// Is something being carried out?
    static IS_BUSY: Cell<bool> = const { Cell::new(false) };
    /// Has the browser refused to keep the outbox?
    static LOSES_OUTBOX: Cell<bool> = const { Cell::new(false) };
}

/// Makes an element of the settings.
type Part = fn(&Consent, &State, &View<'_>) -> Element;

/// What a document knows about the reader's decisions.
struct Keeper {
    site: Rc<Site>,
    text: &'static Text,
    state: State,
}

impl Keeper {
    fn consent(&self) -> Option<&Consent> {
        self.site.consent.as_ref()
    }

    fn view(&self) -> View<'_> {
        View {
            site: &self.site,
            text: self.text,
            root: base::path(),
            today: None,
            locale: &Intl,
            around: &self.site.language,
        }
    }
}

/// Looks at what the reader has decided earlier, and keeps to what is decided from now on. A site without services has nothing
/// to decide.
pub(crate) fn start() {
    // Whatever is wrong with the file is told by the app that shows pages. Nothing is allowed then.
    let Ok(site) = json::parse(&privacy::site()).and_then(decode_site_as_written) else {
        return;
    };
    let Some(consent) = &site.consent else { return };
    for fault in &consent.faults {
        browser::warn(&fault.to_string());
    }
    if consent.services.is_empty() {
        return;
    }
    KEEPER.set(Some(Rc::new(Keeper {
        text: Text::of(&site),
        site: Rc::new(site),
        state: State::default(),
    })));
    let cookies = cookies::all().unwrap_or_default();
    let legacy = Legacy::of(pairs(&cookies).into_iter());
    let gpc = signals::is_global_privacy_control();
    with_consent(|consent| {
        look(consent, &|stored| happen(Event::Loaded { stored, gpc, legacy }));
        // press has put it into the page for those who have not been asked.
        if with_keeper(|keeper| Some(keeper.state.surface())) != Some(Surface::Banner) {
            page::remove(BANNER);
        }
        tabs::watch(&base::key(consent.key()), || look_again(false));
    });
    browser::on_return(|| look_again(true));
    show_services();
    privacy::answer(asked, navigated, close_preferences);
    dialog::watch_escape(PREFERENCES, close_preferences);
    dialog::watch_rows(|service| {
        let service = Slug::parse(service)?;
        with_keeper(|keeper| {
            let consent = keeper.consent()?;
            let place = consent.position(&service)?;
            Some(view::consent::row(&consent.services[place], &keeper.view()))
        })
    });
    dialog::watch_boxes(|changed| {
        with_consent(|consent| keep_in_step(consent, &changed));
    });
}

/// Another page is shown. Scripts of others have not heard of it yet: what they do then is done on the new page.
fn navigated() {
    happen(Event::Navigated);
    show_embeds();
    show_services();
    show_record();
}

/// The reader has pressed a button of ours. One thing at a time: where scripts of others press it in answer to what is being
/// carried out, it waits for the end of that.
fn asked(what: String, embed: Option<Place>) {
    if IS_BUSY.get() {
        clock::after(0, || asked(what, embed));
    } else {
        answer(&what, embed.as_ref());
    }
}

fn answer(what: &str, embed: Option<&Place>) {
    let service = embed.and_then(|place| {
        let slug = Slug::parse(&place.service())?;
        with_keeper(|keeper| keeper.consent()?.position(&slug))
    });
    let decided = |event| happen_after(event, words_that_ask(service));
    match (what, embed, service) {
        ("accept-all", ..) => decided(Event::AcceptAll),
        ("functional-only", ..) => decided(Event::FunctionalOnly),
        ("save", ..) => decided(Event::Save(ticked())),
        ("preferences", ..) => happen(Event::OpenPreferences),
        ("close", ..) => close_preferences(),
        ("load-once", Some(place), Some(service)) => {
            let id = place.id();
            happen(Event::LoadOnce { service, id: &id });
        }
        ("always-allow", _, Some(service)) => decided(Event::AlwaysAllow(service)),
        ("copy-record", ..) => copy_record(),
        ("delete-record", ..) => happen(Event::Delete),
        _ => {}
    }
}

/// The preferences make room: they hold links, and what one leads to would stand behind them.
fn close_preferences() {
    happen(Event::ClosePreferences);
    // The banner that they were opened from has made room for them, and is another one now.
    if focus::is_lost() {
        focus::on(".consent-banner [data-consent=preferences]");
    }
}

fn happen(event: Event<'_>) {
    happen_after(event, 0);
}

/// Something happens after these words have asked for it. Nothing is borrowed while it is carried out: scripts of others hear of
/// that.
fn happen_after(event: Event<'_>, words: u32) {
    let (seconds, random) = clock::now_and_random();
    let outbox = kept_outbox();
    let done = with_keeper(|keeper| {
        let consent = keeper.consent()?;
        let now = Now {
            seconds,
            random,
            language: &keeper.site.language,
            words,
            outbox: outbox.as_deref(),
        };
        let (state, effects) = step(consent, keeper.state.clone(), event, now);
        let is_other = keeper.state.allowed(consent) != state.allowed(consent);
        KEEPER.set(Some(Rc::new(Keeper {
            site: Rc::clone(&keeper.site),
            text: keeper.text,
            state,
        })));
        Some((effects, is_other))
    });
    let Some((effects, is_other)) = done else { return };
    let was_busy = IS_BUSY.replace(true);
    carry_out(&effects, seconds);
    if is_other {
        tell_scripts_of_the_site();
    }
    show_record();
    IS_BUSY.set(was_busy);
}

fn carry_out(effects: &Effects, seconds: u64) {
    if effects.consent_mode_default {
        page_views::push_consent_mode(ConsentMode::DEFAULT);
    }
    if let Some(mode) = effects.consent_mode {
        page_views::push_consent_mode(mode);
    }
    if effects.store {
        store(seconds);
    }
    if effects.forget {
        with_consent(forget);
    }
    if effects.keep_outbox {
        keep_outbox();
    }
    for service in effects.withdraw.iter() {
        third_party::remove(&id(service));
    }
    if !effects.clean_up.is_empty() || effects.clean_up_legacy {
        clean_up(effects.clean_up, effects.clean_up_legacy);
    }
    match effects.hide {
        Surface::Nothing => {}
        Surface::Banner => page::remove(BANNER),
        Surface::Preferences => dialog::close(PREFERENCES),
    }
    match effects.show {
        Surface::Nothing => {}
        Surface::Banner => show_banner(),
        Surface::Preferences => {
            show(view::consent::preferences, false);
            dialog::open(PREFERENCES);
            clock::after_paint(show_further_categories);
        }
    }
    if effects.renew_choices {
        renew_choices();
    }
    if let Some(notice) = effects.announce {
        announce(notice);
    }
    if effects.tell_tabs {
        tabs::tell();
    }
    let (release, report, posts) = (effects.release, effects.report, effects.post);
    let shows_embeds = effects.show_embeds || !release.is_empty();
    if shows_embeds || !report.is_empty() || posts {
        // While another page is on its way, the address is not that of what is read. It is told of once it is there.
        let view = (!report.is_empty() && !busy::is_set()).then(PageView::now);
        // This can wait for one frame, and a reader who has pressed a button shall not. A grant that is withdrawn meanwhile
        // is none any more.
        clock::after_paint(move || {
            if shows_embeds {
                show_embeds();
            }
            release.iter().for_each(run_script);
            if let Some(view) = view {
                for service in report.iter() {
                    with_script(service, |_, grant| view.report(service, grant));
                }
            }
            if posts {
                post();
            }
        });
    }
    if let Some(milliseconds) = effects.retry_after {
        clock::after(milliseconds, || happen(Event::RetryDue));
    }
    if effects.cut_off {
        third_party::cut_off();
    }
    if effects.reload {
        browser::reload();
    }
}

/// What a service is called on the page.
fn id(service: usize) -> String {
    with_keeper(|keeper| Some(keeper.consent()?.services.get(service)?.id.to_string())).unwrap_or_default()
}

fn announce(notice: Notice) {
    with_keeper(|keeper| {
        let words = keeper.text;
        live::say(words.message(match notice {
            Notice::Saved => words.privacy_saved(),
            Notice::ForThisVisit => words.privacy_this_visit(),
        }));
        Some(())
    });
}

fn post() {
    let request = with_keeper(|keeper| {
        let address = base::rooted(&keeper.consent()?.record.as_ref()?.as_str());
        Some((address, keeper.state.posting()?.to_owned()))
    });
    let Some((address, receipt)) = request else {
        // Another tab has posted it meanwhile.
        return happen(Event::RecordTaken);
    };
    fetch::post(&address, &receipt, |is_taken| {
        happen(if is_taken {
            Event::RecordTaken
        } else {
            Event::RecordFailed
        });
    });
}

fn outbox_key(consent: &Consent) -> String {
    base::key(&consent.outbox())
}

/// The receipts that are kept, which other tabs may have changed; none where the browser keeps none.
fn kept_outbox() -> Option<String> {
    if LOSES_OUTBOX.get() {
        return None;
    }
    let kept = with_consent(|consent| storage::read(&outbox_key(consent)))?;
    kept.ok().map(Option::unwrap_or_default)
}

fn keep_outbox() {
    with_keeper(|keeper| {
        let key = outbox_key(keeper.consent()?);
        let outbox = keeper.state.outbox();
        if outbox.is_empty() {
            storage::remove(&key);
        } else if !storage::write(&key, outbox) {
            LOSES_OUTBOX.set(true);
        }
        Some(())
    });
}

/// What is known now. Nothing is borrowed: scripts of others hear of what is done, and may make something happen.
#[inline(never)]
fn keeper() -> Option<Rc<Keeper>> {
    KEEPER.with_borrow(Clone::clone)
}

fn with_keeper<T>(use_it: impl FnOnce(&Keeper) -> Option<T>) -> Option<T> {
    use_it(keeper()?.as_ref())
}

fn with_consent<T>(use_it: impl FnOnce(&Consent) -> T) -> Option<T> {
    let site = with_keeper(|keeper| Some(Rc::clone(&keeper.site)))?;
    site.consent.as_ref().map(use_it)
}

/// Names and values of the cookies in a browser's list.
#[inline(never)]
fn pairs(cookies: &str) -> Vec<(&str, &str)> {
    let pairs = cookies
        .split(';')
        .filter_map(|cookie| cookie.trim_start().split_once('='));
    pairs.collect()
}

/// The records in cookies of that name: a domain above and other paths may have cookies of the same name.
#[inline(never)]
fn records<'c>(cookies: &'c str, name: &str) -> Vec<&'c str> {
    let mut records = Vec::new();
    for (own, text) in pairs(cookies) {
        if own == name && Record::decode(text).is_some() {
            records.push(text);
        }
    }
    records
}

/// Looks at what is stored, and puts it where it belongs.
fn look(consent: &Consent, happens: &dyn Fn(Stored<'_>)) {
    let found = find(consent);
    happens(match &found {
        Ok(Some((text, _))) => Stored::Text(text),
        Ok(None) => Stored::Nothing,
        Err(()) => Stored::Refused,
    });
    let Ok(Some((text, is_right))) = found else { return };
    let (now, _) = clock::now_and_random();
    let kept = with_keeper(|keeper| keeper.state.kept(consent, now));
    // What says that nothing is left to do is written where that turns out.
    let rests = with_keeper(|keeper| Some(keeper.state.rests(consent))).unwrap_or_default();
    match kept {
        // It has run out, and a host may send the cookie again with each page.
        None => remove(consent),
        Some((kept, _)) if is_right && (kept == text || !rests) => {}
        Some((_, age)) => {
            store(now);
            if Record::was_shared(&text) && base::path() != "/" && consent.storage() == Storage::Cookie {
                // The other portals may not have taken it over yet.
                set_cookie(consent.key(), &text, age);
            }
        }
    }
}

/// The text that is stored, and whether it is where it belongs. A cookie that is not is deleted.
fn find(consent: &Consent) -> Result<Option<(String, bool)>, ()> {
    let shared = consent.key();
    if consent.storage() == Storage::LocalStorage {
        if let Some(text) = storage::read(&base::key(shared))? {
            return Ok(Some((text, true)));
        }
        let text = storage::read(shared)?.filter(|text| Record::was_shared(text));
        return Ok(text.map(|text| (text, false)));
    }
    let cookies = cookies::all().ok_or(())?;
    let own = cookie(consent);
    let mut name = &*own;
    let mut texts = records(&cookies, name);
    if let [text] = texts[..] {
        return Ok(Some((text.to_owned(), true)));
    }
    if texts.is_empty() {
        // All portals of a host had one record, once.
        name = shared;
        texts = records(&cookies, name);
        texts.retain(|text| Record::was_shared(text));
    }
    if texts.is_empty() {
        return Ok(None);
    }
    // Whose each of them is does not stand there: this host's own is the one that can be deleted so.
    set_cookie(name, "", 0);
    let cookies = cookies::all().unwrap_or_default();
    let others = records(&cookies, name);
    let count = |list: &[&str], text: &str| list.iter().filter(|other| **other == text).count();
    let own = texts
        .iter()
        .find(|text| count(&texts, text) > count(&others, text));
    Ok(own.map(|text| ((*text).to_owned(), false)))
}

/// The name of the record's cookie.
fn cookie(consent: &Consent) -> String {
    consent.cookie(base::path(), cookies::are_secure())
}

/// Sets a cookie of this host alone, or deletes it.
fn set_cookie(name: &str, text: &str, age: u64) {
    let secure = if cookies::are_secure() { "; Secure" } else { "" };
    let lasts = "; Path=/; SameSite=Lax; Max-Age=";
    cookies::set(&[name, "=", text, lasts, &age.to_string(), secure].concat());
}

/// Removes what is stored.
fn remove(consent: &Consent) {
    match consent.storage() {
        Storage::LocalStorage => storage::remove(&base::key(consent.key())),
        Storage::Cookie => set_cookie(&cookie(consent), "", 0),
    }
}

/// Reads again what is stored: another tab may have changed it, or the page was away.
fn look_again(is_return: bool) {
    with_consent(|consent| {
        look(consent, &|stored| {
            happen(if is_return {
                Event::Restored(stored)
            } else {
                Event::Changed(stored)
            });
        });
    });
}

fn store(now: u64) {
    let kept = with_keeper(|keeper| keeper.state.kept(keeper.consent()?, now));
    let Some((text, seconds)) = kept else { return };
    let is_kept = with_consent(|consent| match consent.storage() {
        Storage::LocalStorage => storage::write(&base::key(consent.key()), &text),
        Storage::Cookie => {
            let own = cookie(consent);
            set_cookie(&own, &text, seconds);
            let cookies = cookies::all().unwrap_or_default();
            records(&cookies, &own).contains(&text.as_str())
        }
    });
    if is_kept == Some(false) {
        happen(Event::StorageThrew);
    }
}

/// Removes what these services have stored, and what an earlier system has.
fn clean_up(services: ServiceSet, is_legacy: bool) {
    let cookies = cookies::all().unwrap_or_default();
    let names: Vec<&str> = pairs(&cookies).into_iter().map(|(name, _)| name).collect();
    let keys = storage::keys();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let (host, path) = base::host_and_path();
    let page = Page {
        host: &host,
        path: &path,
        cookies: &names,
        storage: &keys,
    };
    let made = with_keeper(|keeper| Some(plan(keeper.consent()?, &keeper.state, services, is_legacy, page)));
    let Some(plan) = made else { return };
    for cookie in &plan.cookies {
        cookies::set(cookie);
    }
    for key in &plan.storage {
        storage::remove(key);
    }
    if !plan.databases.is_empty() {
        databases::delete(plan.databases);
    }
}

fn show_embeds() {
    with_keeper(|keeper| {
        let consent = keeper.consent()?;
        for place in Place::all() {
            let service = Slug::parse(&place.service()).and_then(|slug| consent.position(&slug));
            if let Some(grant) = service.and_then(|service| keeper.state.embed(consent, service, &place.id()))
            {
                third_party::show(&place, &grant, place.title().as_deref());
            }
        }
        Some(())
    });
}

fn with_script(service: usize, use_it: impl FnOnce(&str, &ScriptGrant<'_>)) {
    with_keeper(|keeper| {
        let consent = keeper.consent()?;
        let grant = keeper.state.script(consent, service)?;
        use_it(consent.services[service].id.as_ref(), &grant);
        Some(())
    });
}

fn run_script(service: usize) {
    let mut has_run = false;
    with_script(service, |_, grant| page_views::prepare(grant));
    with_script(service, |id, grant| {
        third_party::run(id, grant);
        has_run = true;
    });
    if has_run {
        happen(Event::ScriptRan(service));
    }
}

/// Shows the banner: that of the page, where press has put one into it.
fn show_banner() {
    if page::has(BANNER) {
        renew(BANNER, view::consent::banner);
    } else {
        show(view::consent::banner, true);
    }
}

fn show(element: Part, is_first: bool) {
    with_keeper(|keeper| {
        page::insert(
            element(keeper.consent()?, &keeper.state, &keeper.view()),
            is_first,
        );
        Some(())
    });
}

/// Completes the preferences, where they are not complete.
fn show_further_categories() {
    renew(FURTHER_CATEGORIES, view::consent::further_categories);
}

/// Shows on the policy page which services there are.
fn show_services() {
    renew(SERVICES, |consent, _, view| {
        view::consent::services(consent, view)
    });
}

/// Shows on the policy page what is kept of the reader's decision.
fn show_record() {
    renew(RECORD, |consent, state, view| {
        view::consent::record(receipt(consent, state), view)
    });
}

/// Makes anew what stands at a place of the page, where there is one.
fn renew(id: &str, element: Part) {
    // Elsewhere nobody sees it, and it may be made of all words of the settings.
    if !page::has(id) {
        return;
    }
    with_keeper(|keeper| {
        page::renew(
            &["#", id].concat(),
            element(keeper.consent()?, &keeper.state, &keeper.view()),
        );
        Some(())
    });
}

/// What the reader can see and copy.
fn receipt(consent: &Consent, state: &State) -> Option<String> {
    Some(state.receipt(consent)?.body(consent))
}

/// The hash of the words that ask the reader: those at an embed of this service, of the preferences, or of the banner.
fn words_that_ask(service: Option<usize>) -> u32 {
    let hash = with_keeper(|keeper| {
        let view = keeper.view();
        let consent = keeper.consent()?;
        let mut words = Vec::new();
        if let Some(service) = service {
            let ask = view::components::embed::ask(&consent.services[service], &view);
            collect(ask, &mut words);
        } else if keeper.state.surface() == Surface::Preferences {
            for part in [view::consent::preferences, view::consent::further_categories] {
                collect(part(consent, &keeper.state, &view), &mut words);
            }
            for service in &consent.services {
                collect(view::consent::row(service, &view), &mut words);
            }
        } else {
            collect(view::consent::banner(consent, &keeper.state, &view), &mut words);
        }
        Some(hash_of_words(words.iter().map(AsRef::as_ref)))
    });
    hash.unwrap_or_default()
}

fn collect(element: Element, words: &mut Vec<std::borrow::Cow<'static, str>>) {
    for node in element.into_parts().children {
        match node {
            Node::Text(text) => words.push(text),
            Node::Element(element) => collect(element, words),
        }
    }
}

fn copy_record() {
    with_keeper(|keeper| {
        let text = keeper.text;
        let record = receipt(keeper.consent()?, &keeper.state)?;
        browser::copy(&record, move |is_copied| {
            if is_copied {
                live::say(text.message(text.copied()));
            } else {
                browser::select_id(RECEIPT);
            }
        });
        Some(())
    });
}

fn forget(consent: &Consent) {
    remove(consent);
    // What it was taken over from goes, too, or it would be taken over once more.
    if matches!(find(consent), Ok(Some(_))) && consent.storage() == Storage::LocalStorage {
        storage::remove(consent.key());
    }
}

/// The services whose boxes are ticked.
fn ticked() -> ServiceSet {
    show_further_categories();
    let boxes = dialog::Box::all("data-switch").into_iter();
    boxes
        .filter(dialog::Box::is_ticked)
        .filter_map(|input| with_consent(|consent| service_of(consent, &input))?)
        .fold(ServiceSet::NONE, ServiceSet::with)
}

/// The service whose box it is.
#[inline(never)]
fn service_of(consent: &Consent, input: &dialog::Box) -> Option<usize> {
    consent.position(&Slug::parse(&input.named("data-switch")?)?)
}

/// Shows in the preferences what has been decided elsewhere.
fn renew_choices() {
    with_keeper(|keeper| {
        let consent = keeper.consent()?;
        let allowed = keeper.state.allowed(consent);
        for input in dialog::Box::all("data-switch") {
            input.tick(allowed.contains(service_of(consent, &input)?), false);
            keep_in_step(consent, &input);
        }
        let words = keeper.text;
        page::replace(
            PREFERENCES_NEWS,
            nodes(keeper.view().say(words.privacy_elsewhere())),
        );
        Some(())
    });
}

/// A category's box stands for those of its services.
fn keep_in_step(consent: &Consent, changed: &dialog::Box) {
    let category_of = |input: &dialog::Box| Some(consent.services[service_of(consent, input)?].category);
    let of = |category: Category| {
        let boxes = dialog::Box::all("data-switch").into_iter();
        boxes.filter(move |input| category_of(input) == Some(category))
    };
    for whole in dialog::Box::all("data-category") {
        let name = whole.named("data-category");
        let Some(category) = [Category::Statistics, Category::Marketing]
            .into_iter()
            .find(|category| name.as_deref() == Some(category.as_str()))
        else {
            continue;
        };
        if changed.named("data-category") == name {
            let is_ticked = changed.is_ticked();
            of(category).for_each(|one| one.tick(is_ticked, false));
        } else {
            let (mut all, mut some) = (true, false);
            for one in of(category) {
                all &= one.is_ticked();
                some |= one.is_ticked();
            }
            whole.tick(all, some);
        }
    }
}

/// What is allowed now stands at the root of the document, and scripts of the site are told of it.
fn tell_scripts_of_the_site() {
    with_keeper(|keeper| {
        let consent = keeper.consent()?;
        let allowed = keeper.state.allowed(consent);
        let mut ids = String::new();
        for place in allowed.iter() {
            ids.push_str(consent.services[place].id.as_ref());
            ids.push(' ');
        }
        signals::consent(ids.trim_end());
        Some(())
    });
}
