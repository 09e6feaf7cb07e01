//! Which addresses of the network stand for hosts that anybody may ask, and a resolver that gives no other.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::LazyLock;

use ipnet::{IpNet, Ipv6Net};
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Networks that are nobody's, one's own or set apart, after IANA's registries of special-purpose addresses.
const SET_APART: [&str; 28] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "::/128",
    "::1/128",
    "64:ff9b:1::/48",
    "100::/64",
    "2001::/23",
    "2001:db8::/32",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
    "::ffff:0:0:0/96",
];

/// The networks of IPv6 whose addresses hold one of IPv4, with where it begins in them, in bytes.
const HOLDING: [(&str, usize); 4] = [
    ("::ffff:0:0/96", 12),
    ("::/96", 12),
    ("64:ff9b::/96", 12),
    ("2002::/16", 2),
];

/// May anybody ask the host of that address?
pub(super) fn is_public(address: IpAddr) -> bool {
    static NETS: LazyLock<Vec<IpNet>> = LazyLock::new(|| {
        let nets = SET_APART.iter().map(|net| net.parse());
        nets.collect::<Result<_, _>>()
            .expect("each of them is a network, as a test says")
    });
    static MAPPED: LazyLock<Vec<(Ipv6Net, usize)>> = LazyLock::new(|| {
        let nets = HOLDING.iter().map(|(net, at)| Ok((net.parse()?, *at)));
        nets.collect::<Result<_, ipnet::AddrParseError>>()
            .expect("each of them is a network, as a test says")
    });
    if NETS.iter().any(|net| net.contains(&address)) {
        return false;
    }
    let IpAddr::V6(six) = address else { return true };
    match MAPPED.iter().find(|(net, _)| net.contains(&six)) {
        Some((_, at)) => held(six, *at).is_some_and(|four| is_public(IpAddr::V4(four))),
        None => true,
    }
}

/// The address of IPv4 within one of IPv6.
fn held(six: Ipv6Addr, at: usize) -> Option<Ipv4Addr> {
    let bytes = six.octets();
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(Ipv4Addr::from(four))
}

/// Gives the addresses of a name that are public, or this machine's own where a test asks for that. What it gives is what is
/// connected to: no second look at the name can lead elsewhere.
#[derive(Debug)]
pub(super) struct PublicResolver {
    pub(super) is_of_tests: bool,
}

/// What the error says where a name has no other addresses.
pub(super) const NOT_PUBLIC: &str = "not a public address";

impl PublicResolver {
    fn allows(&self, address: &SocketAddr) -> bool {
        is_public(address.ip()) || self.is_of_tests && address.ip().is_loopback()
    }
}

impl Resolver for PublicResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let all = DefaultResolver::default().resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        for address in all.iter().filter(|address| self.allows(address)) {
            allowed.push(*address);
        }
        if allowed.is_empty() {
            return Err(Error::BadUri(NOT_PUBLIC.to_owned()));
        }
        Ok(allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::is_public;

    // An address in an article from elsewhere may lead to the router, the printer or the accounts of whoever imports it.
    #[test]
    fn only_hosts_that_anybody_may_ask_are_public() {
        for (address, expected) in [
            ("93.184.215.14", true),
            ("1.1.1.1", true),
            ("100.63.255.255", true),
            ("100.128.0.0", true),
            ("172.15.255.255", true),
            ("172.32.0.0", true),
            ("2606:4700::1111", true),
            ("2a01:4f8::1", true),
            ("64:ff9b::101:101", true),
            ("2002:101:101::", true),
            ("::ffff:1.1.1.1", true),
            ("0.0.0.0", false),
            ("10.1.2.3", false),
            ("100.64.0.1", false),
            ("100.127.255.255", false),
            ("127.0.0.1", false),
            ("127.255.1.1", false),
            ("169.254.169.254", false),
            ("172.16.0.1", false),
            ("172.31.255.255", false),
            ("192.168.1.1", false),
            ("198.18.0.1", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("::", false),
            ("::1", false),
            ("::7f00:1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:10.0.0.1", false),
            ("64:ff9b::a00:1", false),
            ("64:ff9b:1::1", false),
            ("2002:7f00:1::", false),
            ("2002:c0a8:101::1", false),
            ("2001::1", false),
            ("2001:db8::1", false),
            ("fc00::1", false),
            ("fdff::1", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("ff02::1", false),
        ] {
            let parsed = address.parse().expect("it is an address");
            assert_eq!(is_public(parsed), expected, "{address}");
        }
    }
}
