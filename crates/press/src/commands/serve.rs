//! `press serve`: a built portal as a static host serves it.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;
use press::host::serve::{self, serve};

use super::told::mention;
use super::{End, Ended};

#[derive(Args)]
pub(crate) struct Serve {
    /// The folder that holds the built portal
    dir: PathBuf,
    /// The address to listen on: this machine alone by default; 0.0.0.0 or :: lets others on the network in
    #[arg(long, default_value = "127.0.0.1")]
    address: IpAddr,
    /// The port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The path that the portal stands under, such as /magazine/
    #[arg(long, default_value = "/")]
    base: String,
}

impl Serve {
    pub(crate) fn run(self, quiet: bool) -> Ended {
        let options = serve::Options {
            address: self.address,
            port: self.port,
            base: self.base,
            policy: serve::Policy::Site,
            ..serve::Options::new(self.dir)
        };
        let server = serve(options)?;
        let url = server.url();
        if self.address.is_unspecified() {
            let port = server.address().port();
            mention(
                &format!(
                    "The portal is at {url}, and at port {port} of this machine’s other addresses (Ctrl-C ends it)"
                ),
                quiet,
            );
        } else {
            mention(&format!("The portal is at {url} (Ctrl-C ends it)"), quiet);
        }
        server.wait();
        Ok(End::Fine)
    }
}
