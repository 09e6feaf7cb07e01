//! Fetching what an import lacks, for those who ask for it: over https, from public hosts, one at a time, and within bounds.

mod place;
mod public;

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ureq::http::header::LOCATION;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, http};
use url::Url;

use self::public::{NOT_PUBLIC, PublicResolver};
use super::account::{Account, Place};
use crate::remedy;

/// The kind under which they stand in the account.
const KIND: &str = "file to fetch";

/// How often a host may send on to another address.
const MAX_REDIRECTS: usize = 5;

/// How much is fetched at the most, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes of one file.
    pub file: u64,
    /// Bytes of all files.
    pub total: u64,
    /// Files.
    pub files: usize,
    /// How long one file may take.
    pub each: Duration,
    /// How long all may take.
    pub all: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            file: 64 * 1024 * 1024,
            total: 4 * 1024 * 1024 * 1024,
            files: 20_000,
            each: Duration::from_mins(1),
            all: Duration::from_hours(1),
        }
    }
}

/// Why an address was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchFault {
    /// It is no address on the web.
    #[error("its address is none that can be fetched")]
    NoAddress,
    /// It is sent unprotected.
    #[error("it is not sent over https")]
    NotHttps,
    /// Its host stands in a private network, or is this machine.
    #[error("its host is none that anybody may ask")]
    Private,
    /// The host answers with an error.
    #[error("the host answers with {0}")]
    Status(u16),
    /// The host answers with a page.
    #[error("the host answers with a page, and not with a file")]
    Page,
    /// The host sends on again and again.
    #[error("the host sends on more than {MAX_REDIRECTS} times")]
    Redirects,
    /// It is too large.
    #[error("it has more than {} MiB", .0 / 1024 / 1024)]
    TooLarge(u64),
    /// The host does not answer, or breaks off.
    #[error("the host does not answer: {0}")]
    Host(String),
    /// It cannot be kept.
    #[error("it cannot be written: {} ({})", .0, remedy::of(.0))]
    Write(#[source] io::Error),
}

/// Why nothing can be fetched at all.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The machine knows no authority that speaks for hosts.
    #[error(
        "nothing can be fetched: this machine has no certificates of authorities (install ca-certificates)"
    )]
    NoAuthorities,
    /// A feed cannot be fetched.
    #[error(
        "{url}: this cannot be fetched: {why} (look at the address in a browser, or save the feed and name the file)"
    )]
    Feed {
        /// Its address.
        url: String,
        /// Why.
        why: FetchFault,
    },
    /// The folder for what is fetched cannot be written.
    #[error("{}: this cannot be written: {} ({})", .0.display(), .1, remedy::of(.1))]
    Folder(PathBuf, #[source] io::Error),
}

/// What came of fetching many addresses.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The addresses that were fetched.
    pub fetched: Vec<String>,
    /// Those that were not, and why.
    pub refused: Vec<(String, FetchFault)>,
    /// Those that are left for another time, because a bound was reached.
    pub left: Vec<String>,
}

impl Outcome {
    /// Enters what came of it into the account of an import.
    pub fn enter(&self, account: &mut Account) {
        let place = |address: &String| Place {
            item: address.clone(),
            ..Place::default()
        };
        for _ in &self.fetched {
            account.read(KIND);
            account.keep(KIND);
        }
        for (address, why) in &self.refused {
            account.read(KIND);
            account.drop(KIND, why.to_string(), &place(address));
        }
        for address in &self.left {
            account.read(KIND);
            let reason = "it is left, because so much, so many or for so long is not fetched at once; import again with --fetch";
            account.drop(KIND, reason, &place(address));
        }
    }
}

/// Fetches files, one after the other.
pub struct Fetcher {
    agent: Agent,
    bounds: Bounds,
    is_of_tests: bool,
}

impl Fetcher {
    /// Ready to fetch from public hosts, over https.
    ///
    /// # Errors
    /// When the machine knows no authority that could vouch for a host.
    pub fn new(bounds: Bounds) -> Result<Self, FetchError> {
        let found = rustls_native_certs::load_native_certs();
        let authorities: Vec<_> = found
            .certs
            .iter()
            .map(|authority| Certificate::from_der(authority).to_owned())
            .collect();
        if authorities.is_empty() {
            return Err(FetchError::NoAuthorities);
        }
        Ok(Self::with(bounds, &authorities, false))
    }

    /// The same for hosts of this machine, without https as well: what tests fetch from. press asks for it nowhere but in builds
    /// for its own tests.
    #[doc(hidden)]
    pub fn of_tests(bounds: Bounds) -> Self {
        Self::with(bounds, &[], true)
    }

    fn with(bounds: Bounds, authorities: &[Certificate<'static>], is_of_tests: bool) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::new_with_certs(authorities))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .https_only(!is_of_tests)
            // A proxy would look the name up by itself, and ask whomever it finds.
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(bounds.each))
            .user_agent(concat!("press/", env!("CARGO_PKG_VERSION")))
            .build();
        Self {
            agent: Agent::with_parts(
                config,
                DefaultConnector::default(),
                PublicResolver { is_of_tests },
            ),
            bounds,
            is_of_tests,
        }
    }

    /// Fetches what is not in the folder yet, as `host/path`. A file is there as a whole or not at all, so whoever breaks off can
    /// go on. `told` hears of each address before it is asked for.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn fetch_all(
        &self,
        addresses: &[String],
        folder: &Path,
        told: &mut dyn FnMut(),
    ) -> Result<Outcome, FetchError> {
        fs::create_dir_all(folder).map_err(|error| FetchError::Folder(folder.to_owned(), error))?;
        let begin = Instant::now();
        let mut outcome = Outcome::default();
        let mut total = 0_u64;
        for (at, address) in addresses.iter().enumerate() {
            told();
            let is_over = outcome.fetched.len() >= self.bounds.files
                || total >= self.bounds.total
                || begin.elapsed() >= self.bounds.all;
            if is_over {
                outcome.left = addresses[at..].to_vec();
                break;
            }
            let most = self.bounds.file.min(self.bounds.total - total);
            match self.fetch_into(address, folder, most) {
                Ok(bytes) => {
                    total += bytes;
                    outcome.fetched.push(address.clone());
                }
                // It is the sum that it would be too much for.
                Err(FetchFault::TooLarge(_)) if most < self.bounds.file => {
                    outcome.left = addresses[at..].to_vec();
                    break;
                }
                Err(why) => outcome.refused.push((address.clone(), why)),
            }
        }
        Ok(outcome)
    }

    /// Fetches one address into the folder, and says how many bytes it has.
    fn fetch_into(&self, address: &str, folder: &Path, most: u64) -> Result<u64, FetchFault> {
        let place = place::of(address).ok_or(FetchFault::NoAddress)?;
        let file = folder.join(place);
        let mut answer = self.get(address, most)?;
        let is_page = answer
            .body()
            .mime_type()
            .is_some_and(|kind| matches!(kind, "text/html" | "application/xhtml+xml"));
        if is_page {
            return Err(FetchFault::Page);
        }
        let within = file.parent().unwrap_or(folder);
        fs::create_dir_all(within).map_err(FetchFault::Write)?;
        let mut kept = tempfile::NamedTempFile::new_in(folder).map_err(FetchFault::Write)?;
        let bytes = copy(answer.body_mut(), kept.as_file_mut(), most)?;
        kept.persist(&file)
            .map_err(|error| FetchFault::Write(error.error))?;
        Ok(bytes)
    }

    /// Fetches a feed as a file of a folder.
    ///
    /// # Errors
    /// When it cannot be fetched.
    pub fn fetch_feed(&self, url: &str, file: &Path) -> Result<(), FetchError> {
        let fetched = self.get(url, self.bounds.file).and_then(|mut answer| {
            let folder = file.parent().unwrap_or(Path::new(""));
            fs::create_dir_all(folder).map_err(FetchFault::Write)?;
            let mut kept = fs::File::create(file).map_err(FetchFault::Write)?;
            copy(answer.body_mut(), &mut kept, self.bounds.file)
        });
        fetched.map(|_| ()).map_err(|why| FetchError::Feed {
            url: url.to_owned(),
            why,
        })
    }

    /// The answer of a host, behind whatever sends on from there. Each of them is looked at as the first was.
    fn get(&self, address: &str, most: u64) -> Result<http::Response<Body>, FetchFault> {
        let mut url = Url::parse(address).map_err(|_| FetchFault::NoAddress)?;
        if !self.is_of_tests && url.scheme() == "http" {
            // What was published without protection is published with it as well, or not fetched.
            url.set_scheme("https").map_err(|()| FetchFault::NotHttps)?;
        }
        for _ in 0..=MAX_REDIRECTS {
            let is_allowed = url.scheme() == "https" || self.is_of_tests && url.scheme() == "http";
            if !is_allowed {
                return Err(FetchFault::NotHttps);
            }
            // Whom a link names as its user is nobody's business.
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.set_fragment(None);
            let answer = self.agent.get(url.as_str()).call().map_err(fault)?;
            let status = answer.status();
            if status.is_redirection() {
                let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok());
                let to = to.and_then(|to| url.join(to).ok());
                url = to.ok_or(FetchFault::Status(status.as_u16()))?;
                continue;
            }
            if !status.is_success() {
                return Err(FetchFault::Status(status.as_u16()));
            }
            if answer.body().content_length().is_some_and(|bytes| bytes > most) {
                return Err(FetchFault::TooLarge(most));
            }
            return Ok(answer);
        }
        Err(FetchFault::Redirects)
    }
}

/// Copies what a host sends, as long as it is not too much: what it says of the length beforehand may be wrong.
fn copy(body: &mut Body, file: &mut fs::File, most: u64) -> Result<u64, FetchFault> {
    let mut reader = body.with_config().limit(u64::MAX).reader().take(most + 1);
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0_u64;
    loop {
        let read = reader
            .read(&mut buffer)
            .map_err(|error| FetchFault::Host(error.to_string()))?;
        if read == 0 {
            return Ok(bytes);
        }
        bytes += read as u64;
        if bytes > most {
            return Err(FetchFault::TooLarge(most));
        }
        file.write_all(&buffer[..read]).map_err(FetchFault::Write)?;
    }
}

fn fault(error: ureq::Error) -> FetchFault {
    match error {
        ureq::Error::BadUri(why) if why == NOT_PUBLIC => FetchFault::Private,
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => FetchFault::NoAddress,
        ureq::Error::RequireHttpsOnly(_) => FetchFault::NotHttps,
        other => FetchFault::Host(other.to_string()),
    }
}
