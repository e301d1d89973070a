//! The client: one request at a time, politely.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use ureq::http::{Response, Uri};
use ureq::tls::{TlsConfig, TlsProvider};
use ureq::{Agent, Body};
use waypost::error::{Error, Exit};

/// How many times an address may lead on to another.
const REDIRECTS: u32 = 5;

/// How long a host is left in peace after a request.
const PAUSE: Duration = Duration::from_secs(1);

/// How long to wait for a connection, for an answer, and for the next piece of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a source cannot be fetched. The words go on from "ADDRESS was not imported: ".
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// No address.
    #[error("this is no address that can be fetched. It must begin with https:// or http://")]
    NoAddress,
    /// No connection.
    #[error(
        "the server cannot be reached ({0}). See whether this computer is online; if it needs a proxy, set HTTPS_PROXY"
    )]
    Unreachable(String),
    /// It led on too often, or away from a safe connection.
    #[error(
        "its address leads on to others without end, or to one that is not safe. Find the right one, and add --address"
    )]
    Redirects,
    /// Gone.
    #[error("the server says that it is not there any more ({0}). Find its new address, and add --address")]
    Gone(u16),
    /// Too many requests.
    #[error("the server asks to wait ({0}). Try again in an hour")]
    Busy(u16),
    /// Anything else.
    #[error("the server does not give it out ({0}). Open it in a browser, save it there, and import the file")]
    Refused(u16),
    /// Again and again.
    #[error("the connection was cut again and again. Try once more: it goes on where it stopped")]
    Cut,
    /// More than a file may have.
    #[error("it is larger than {} MiB", crate::wire::LARGEST_FILE >> 20)]
    TooLarge,
}

/// Asks servers for documents.
pub(super) struct Client {
    agent: Agent,
    /// When each host was asked last.
    asked: HashMap<String, Instant>,
}

impl Client {
    /// A client that honours the proxy of the environment.
    ///
    /// # Errors
    /// Exit 71 on a processor that lacks what safe connections are made with.
    pub fn new() -> Result<Client, Error> {
        if !has_cryptography() {
            let what = "This processor is too old for safe connections. Fetch the documents on another computer, and \
                        import the files.";
            return Err(Error::new(Exit::CannotLock, what));
        }
        let cryptography = Arc::new(rustls_graviola::default_provider());
        let tls = TlsConfig::builder().provider(TlsProvider::Rustls).unversioned_rustls_crypto_provider(cryptography);
        let config = Agent::config_builder()
            .tls_config(tls.build())
            .http_status_as_error(false)
            .max_redirects(REDIRECTS)
            .user_agent(concat!(
                "waypost-import/",
                env!("CARGO_PKG_VERSION"),
                " (an offline reference; fetches a document once)"
            ))
            .timeout_connect(Some(PATIENCE))
            .timeout_recv_response(Some(PATIENCE))
            .timeout_per_read(Some(PATIENCE));
        Ok(Client { agent: config.build().new_agent(), asked: HashMap::new() })
    }

    /// Asks for what stands at `address`.
    pub fn get(&mut self, address: &str, headers: &[(&str, String)]) -> Result<Response<Body>, Trouble> {
        let uri: Uri = address.parse().map_err(|_| Trouble::NoAddress)?;
        let safe = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(Trouble::NoAddress),
        };
        self.wait(uri.host().unwrap_or_default());
        let request =
            headers.iter().fold(self.agent.get(address), |request, (name, value)| request.header(*name, value));
        // What began on a safe connection stays on safe ones.
        let response = request.config().https_only(safe).build().call().map_err(|error| match error {
            ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed | ureq::Error::RequireHttpsOnly(_) => {
                Trouble::Redirects
            }
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => Trouble::NoAddress,
            error => Trouble::Unreachable(error.to_string()),
        })?;
        match response.status().as_u16() {
            200 | 206 | 304 | 416 => Ok(response),
            gone @ (404 | 410) => Err(Trouble::Gone(gone)),
            busy @ (429 | 503) => Err(Trouble::Busy(busy)),
            other => Err(Trouble::Refused(other)),
        }
    }

    /// Leaves a second between two requests to one host.
    fn wait(&mut self, host: &str) {
        if let Some(asked) = self.asked.get(host) {
            thread::sleep(PAUSE.saturating_sub(asked.elapsed()));
        }
        self.asked.insert(host.to_owned(), Instant::now());
    }
}

/// Whether the processor has what graviola computes with; without, it would panic.
fn has_cryptography() -> bool {
    #[cfg(target_arch = "x86_64")]
    let has = is_x86_feature_detected!("aes")
        && is_x86_feature_detected!("pclmulqdq")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("adx")
        && is_x86_feature_detected!("avx2");
    #[cfg(target_arch = "aarch64")]
    let has = std::arch::is_aarch64_feature_detected!("aes")
        && std::arch::is_aarch64_feature_detected!("pmull")
        && std::arch::is_aarch64_feature_detected!("sha2");
    has
}
