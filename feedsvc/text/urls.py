"""URLs: one spelling for identity, and absolute http(s) for links and images.

Normalisation follows RFC 3986 section 6.2.2 (case, percent-encoding, dot segments) and 6.2.3 (default ports, empty path); what browsers
forgive (spaces, backslashes, newlines inside) is forgiven as the WHATWG URL standard does.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from yarl import URL

MAX_LENGTH = 2000

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_IGNORED = re.compile(r"[\t\n\r]")  # dropped anywhere in a URL, as browsers do
_TRIPLET = re.compile(r"%[0-9A-Fa-f]{2}")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f:.]*:[0-9a-f:.]*")
_PORTS = {"http": 80, "https": 443}
_SAME_SITE = frozenset({"www", "m", "amp", "mobile"})  # names before the host under which sites show the same articles again
_PATH_SAFE = "/:@!$&'()*+,;=~%"
_QUERY_SAFE = _PATH_SAFE + "?[]"

# Parameters that tell where a reader came from and never which article it is.
_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "itm_", "at_", "ns_", "_hs", "oft_", "stm_")
_TRACKING_NAMES = """
    fbclid fb_action_ids fb_action_types fb_ref fb_source gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id
    igsh igshid epik srsltid rb_clickid wickedid irclickid vero_id vero_conv oly_anon_id oly_enc_id mc_cid mc_eid mkt_tok _ga _gl _ke __s
    __twitter_impression trk trkcampaign trkid sr_share s_kwcid s_cid sc_cid ml_subscriber ml_subscriber_hash ck_subscriber_id
    bsft_clkid bsft_uid guccounter guce_referrer guce_referrer_sig cmpid cmp icid int_cid int_cmp intcid intcmp ncid ocid ito mbid xtor
    wt_mc wt_zmc wt_mc_id wt.mc_id wt.mc_ev wt.nav dicbo tblci obclid spm ftag ftcamp feedtype feedname traffic_source partner emc smid
    smtyp sharetype share_id sfnsn echobox
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())


def canonical(url: str, base: str | None = None) -> str | None:
    """The form that decides identity: http(s), lower-case host in punycode, no user, default port, fragment or tracking parameter.

    None when the URL is unusable: another scheme, no host, over 2000 characters, or not a URL at all.
    """
    parts = _parts(url, base)
    if parts is None:
        return None
    scheme, host, path, query, _ = parts
    query = "&".join(item for item in query.split("&") if item and not _tracks(item))
    return _bounded(urlunsplit((scheme, host, _without_dots(_normal(path)), _normal(query), "")))


def absolute(url: str, base: str | None = None) -> str | None:
    """An absolute http(s) URL for links and images, its query and fragment as the publisher wrote them; None when unusable."""
    parts = _parts(url, base)
    return None if parts is None else _bounded(urlunsplit(parts))


def same_host(one: str, other: str) -> bool:
    """Whether two absolute URLs are of one host, so that one may speak for the other; www., m., amp. and mobile. do not count.

    A shared registered name says nothing: evil.github.io must not speak for victim.github.io. Addresses and names without a dot, which
    several services of one machine share, need the same port too.
    """
    return _host_of(one) == _host_of(other)


def _host_of(url: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return url, None
    top = host.rpartition(".")[2]
    if ":" in host or "." not in host or top.isdigit() or top == "localhost":
        return host, port
    prefix, _, rest = host.partition(".")
    return rest if prefix in _SAME_SITE and "." in rest else host, None


def _bounded(url: str) -> str | None:
    return url if len(url) <= MAX_LENGTH else None


def _tracks(item: str) -> bool:
    name = item.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _parts(url: str, base: str | None) -> tuple[str, str, str, str, str] | None:
    """Scheme, authority, path, query and fragment, each valid and resolved; None when there is no http(s) URL in it."""
    if not url or len(url) > 2 * MAX_LENGTH or len(base or "") > 2 * MAX_LENGTH:
        return None
    try:
        split = urlsplit(_joined(_IGNORED.sub("", url).strip(), base))
        authority = _authority(split.scheme, split.hostname or "", split.port)
    except ValueError:  # a port or an address that is none, or a name that IDNA forbids
        return None
    if authority is None:
        return None
    path = _without_dots(_quoted(split.path, _PATH_SAFE))
    return split.scheme, authority, path, _quoted(split.query, _QUERY_SAFE), _quoted(split.fragment, _QUERY_SAFE)


def _joined(url: str, base: str | None) -> str:
    head, mark, tail = url.replace("&amp;", "&").partition("?")  # an ampersand escaped once too often
    url = head.replace("\\", "/") + mark + tail
    if base and url:
        return urljoin(base, url)
    return f"https:{url}" if url.startswith("//") else url


def _authority(scheme: str, hostname: str, port: int | None) -> str | None:
    if scheme not in _PORTS or not hostname:
        return None
    host = URL.build(scheme=scheme, host=hostname.rstrip(".")).raw_host or ""
    if not _HOST.fullmatch(host):
        return None
    host = f"[{host}]" if ":" in host else host
    return host if port in {None, _PORTS[scheme]} else f"{host}:{port}"


def _quoted(text: str, safe: str) -> str:
    """Encode what a URL may not hold as it is; what is already encoded stays."""
    return quote(_STRAY_PERCENT.sub("%25", text), safe=safe, errors="ignore")


def _normal(text: str) -> str:
    """Percent-encoding in upper case, and only where it is needed."""
    return _TRIPLET.sub(_triplet, text)


def _triplet(match: re.Match[str]) -> str:
    char = chr(int(match[0][1:], 16))
    return char if char in _UNRESERVED else match[0].upper()


def _without_dots(path: str) -> str:
    """RFC 3986 section 5.2.4; never empty."""
    if "/." not in path:
        return path or "/"
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            kept = kept[: max(1, len(kept) - 1)]
        elif segment != ".":
            kept.append(segment)
    ends_in_folder = segments[-1] in {".", ".."}
    return "/".join([*kept, ""] if ends_in_folder else kept) or "/"
