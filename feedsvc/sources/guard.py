"""Which network addresses may be connected to: public ones, those the operator allowed, and the very one the operator wrote down.

Everything else that a feed, a page or a redirect could point to is refused when the connection is made, where the exact address is known,
so that a name that changes its answer gains nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

# Beside what the standard library knows, which differs with its version.
_CLOSED: tuple[Network, ...] = (
    IPv4Network("100.64.0.0/10"),  # RFC 6598: behind a carrier's NAT; a cloud's metadata among it
    IPv4Network("192.0.0.0/24"),  # RFC 6890: IETF protocol assignments
    IPv4Network("168.63.129.16/32"),  # looks public; within one cloud it is the machine's own host
    IPv6Network("3fff::/20"),  # RFC 9637: documentation
)
_UNICAST = IPv6Network("2000::/3")  # RFC 4291: the only IPv6 addresses that are given out; all else has special uses
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291 section 2.5.5.1: the same, long out of use
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one poll may connect to besides public addresses."""

    networks: tuple[Network, ...] = ()
    origin: tuple[str, int] | None = None  # address or "localhost" and port, as the operator wrote them for this source

    def allows(self, address: str, port: int) -> bool:
        ip, public = _known(address)
        if public or any(ip in network for network in self.networks if network.version == ip.version):
            return True
        if self.origin is None or self.origin[1] != port:
            return False
        host = self.origin[0]
        return ip.is_loopback if host == "localhost" else str(ip) == host


def written_origin(url: str) -> tuple[str, int] | None:
    """The private address that a source's own URL names literally: whoever writes it into the configuration means it."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    if host == "localhost":
        return host, port
    try:
        return str(_inner(ip_address(host))), port
    except ValueError:
        return None


def is_public(ip: Address) -> bool:
    """Private, loopback, link-local (cloud metadata among them), shared, multicast, reserved and unspecified addresses are not."""
    ip = _inner(ip)
    if any(ip in network for network in _CLOSED if network.version == ip.version) or (isinstance(ip, IPv6Address) and ip not in _UNICAST):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


@lru_cache(maxsize=4_096)
def _known(address: str) -> tuple[Address, bool]:
    """Where the packets would go, and whether that is public. The same hosts are connected to again and again."""
    ip = _inner(ip_address(address.split("%", 1)[0]))
    return ip, is_public(ip)


def _inner(ip: Address) -> Address:
    """The IPv4 address within an IPv6 one (mapped, compatible, 6to4, Teredo, NAT64), which is where the packets would go."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64 or (ip in _COMPATIBLE and int(ip) > 1):  # :: and ::1 are no IPv4 addresses
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    teredo = ip.teredo[1] if ip.teredo else None
    return ip.ipv4_mapped or ip.sixtofour or teredo or ip
