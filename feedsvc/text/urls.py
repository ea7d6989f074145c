"""URLs: one spelling for identity, and absolute http(s) for links and images.

Normalisation follows RFC 3986 section 6.2.2 (case, percent-encoding, dot segments) and 6.2.3 (default ports, empty path); what browsers
forgive (spaces, backslashes, newlines inside) is forgiven as the WHATWG URL standard does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from yarl import URL

from feedsvc.text.trackers import is_idle, tracks

MAX_LENGTH = 2000

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_IGNORED = re.compile(r"[\t\n\r]")  # dropped anywhere in a URL, as browsers do
_TRIPLET = re.compile(r"%[0-9A-Fa-f]{2}")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f:.]*:[0-9a-f:.]*")
_PORTS = {"http": 80, "https": 443}
_SAME_SITE = frozenset({"www", "m", "amp", "mobile", "mobil", "wap", "touch"})  # under these, sites show the same articles again
# Under these and a country's letters anybody registers a name: m.co.id and amp.co.id are two strangers.
_OPEN_NAMES = frozenset({"ac", "co", "com", "edu", "go", "gov", "mil", "ne", "or", "org"})
_PATH_SAFE = "/:@!$&'()*+,;=~%"
_QUERY_SAFE = _PATH_SAFE + "?[]"

# In order already, as nearly all are: nothing in it to resolve, encode or judge. The parts of each hold no sign that begins the next one,
# so nothing is ever tried twice.
_ESCAPE = "%[0-9A-Fa-f]{2}"
_FOLDERS = rf"(?:/(?!\.)(?:[\w.~:@!$&'()*+,=-]++|{_ESCAPE})*+)"
_TAIL = rf"(?:[\w.~:@!$&'()*+,;=/?\[\]-]++|{_ESCAPE})*+"
_READY = re.compile(rf"(https?)://([a-z0-9-]++(?:\.[a-z0-9-]++)*+)({_FOLDERS}*+)(?:\?({_TAIL}))?(?:\#({_TAIL}))?", re.ASCII)
_SEGMENT = rf"(?:[\w.~@!$&'()*+,=-]++|{_ESCAPE})*+"  # without a colon, which would end a scheme
_READY_REFERENCE = re.compile(
    rf"(?:(?P<root>/(?![/.]))|(?P<near>(?!\.)(?=[\w~@!$&'()*+,=-])))"
    rf"{_SEGMENT}{_FOLDERS}*+(?:\?{_TAIL})?(?:\#{_TAIL})?|(?P<place>\#{_TAIL})",
    re.ASCII,
)

_CACHES = re.compile(r"(?:[\w-]+\.)*(?:cdn\.ampproject\.org|bing-amp\.com)|(?:google|bing)\.[a-z]{2,3}(?:\.[a-z]{2})?")
_CACHED = re.compile(r"/(?:amp|[a-z]{1,2})/(?:s/)?(?P<url>[a-z0-9.-]+\.[a-z0-9-]{2,63}(?::\d+)?(?:/.*)?)", re.IGNORECASE | re.DOTALL)
_DEFAULT_PAGE = re.compile(r"(?:index|default)\.(?:html?|php|aspx?|jsp)", re.IGNORECASE)
_AMP_FILE = re.compile(r"(?<=.)(?:\.amp(?:\.html?)?)+$", re.IGNORECASE)
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
# Escapes of signs that mean the same bare: RFC 3986 reserves them for the site's own use, and no news site uses them.
_BARE_IN_PATH = frozenset("!$'()*,:;@")
_BARE_IN_QUERY = _BARE_IN_PATH | frozenset("/?")


def canonical(url: str, base: str | None = None) -> str | None:
    """The form that decides identity: http(s), lower-case host in punycode, no user, default port, fragment or tracking parameter.

    A fragment that is a route ("#!/berita/7") stays. None when the URL is unusable: another scheme, no host, over 2000 characters, or not
    a URL at all.
    """
    if _is_ready(url) and "?" not in url and "#" not in url and "%" not in url:
        return url
    parts = _identity(url, base)
    return None if parts is None else _bounded(urlunsplit(parts))


@lru_cache(maxsize=8192)  # a poll asks for the key of each of its URLs several times
def key(url: str) -> str:
    """What all URLs of one article have in common: "//host/path?query"; "" when the URL is unusable or the key over 2000 characters.

    Under it fall together http and https, www., m. and amp. hosts, AMP pages and the copies of AMP caches, a slash or "index.html" at the
    end, the order of parameters, and parameters that choose no article. It is for comparing only: a key may lead to no page. A key is its
    own key, and no canonical URL is equal to one.
    """
    parts = _identity(url, None)
    while parts is not None and (cached := _cached(parts)):
        parts = _identity(cached, None)
    if parts is None:
        return ""
    scheme, authority, path, query, fragment = parts
    host, port = _site_of(f"{scheme}://{authority}")
    path = path if _CACHES.fullmatch(host) else _key_path(path)
    host = f"[{host}]" if ":" in host else host
    site = host if port in {None, *_PORTS.values()} else f"{host}:{port}"
    found = urlunsplit(("", site, path, _key_query(query), fragment))
    return found if len(found) <= MAX_LENGTH else ""


def absolute(url: str, base: str | None = None) -> str | None:
    """An absolute http(s) URL for links and images, its query and fragment as the publisher wrote them; None when unusable."""
    if _is_ready(url) and not _is_bare(url):
        return url
    if base and (joined := _joined_ready(url, base)):
        return _bounded(joined)
    parts = _parts(url, base)
    return None if parts is None else _bounded(urlunsplit(parts))


def same_host(one: str, other: str) -> bool:
    """Whether two absolute URLs are of one host, so that one may speak for the other; www., m., amp. and their like do not count.

    A shared registered name says nothing: evil.github.io must not speak for victim.github.io. Addresses and names without a dot, which
    several services of one machine share, need the same port too.
    """
    return _host_of(one) == _host_of(other)


def _host_of(url: str) -> tuple[str, int | None]:
    host, port = _site_of(url)
    return host, port if _is_machine(host) else None


def _site_of(url: str) -> tuple[str, int | None]:
    """(the host without the names under which sites show the same again, the port)."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return url, None
    if _is_machine(host):
        return host, port
    prefix, _, rest = host.partition(".")
    while prefix in _SAME_SITE and "." in rest and (prefix == "www" or not _is_open(rest)):
        host = rest
        prefix, _, rest = host.partition(".")
    return host, port


def _is_machine(host: str) -> bool:
    top = host.rpartition(".")[2]
    return ":" in host or "." not in host or top.isdigit() or top == "localhost"


def _is_open(host: str) -> bool:
    name, _, country = host.partition(".")
    return len(country) == 2 and name in _OPEN_NAMES


def _identity(url: str, base: str | None) -> tuple[str, str, str, str, str] | None:
    """The parts of the URL that decide identity, in normal form; None when it is unusable."""
    parts = _parts(url, base)
    if parts is None:
        return None
    scheme, host, path, query, fragment = parts
    query = "&".join(item for item in _normal(query).split("&") if item and not tracks(item))
    path = _without_dots(_normal(path))
    return scheme, host, path, query, _normal(fragment) if _is_route(fragment, path) else ""


def _is_route(fragment: str, path: str) -> bool:
    """Whether the fragment chooses what a program in the page shows; "#/foto/2" below an article is a place in it."""
    return len(fragment) > 2 and (fragment.startswith("!/") or (fragment[0] == "/" and path == "/"))


def _cached(parts: tuple[str, str, str, str, str]) -> str:
    """The URL whose copy this is, in a cache of AMP pages or behind a search engine's link; "" for any other."""
    scheme, authority, path, query, _ = parts
    host, _ = _site_of(f"{scheme}://{authority}")
    if not _CACHES.fullmatch(host):
        return ""
    match = _CACHED.fullmatch(path) if host.endswith(("ampproject.org", "bing-amp.com")) or path.startswith("/amp/") else None
    if match:
        return f"https://{match['url']}?{query}"
    targets = (unquote(item.partition("=")[2]) for item in sorted(query.split("&")) if item.startswith(("q=", "url=")))
    return next((target for target in targets if path == "/url" and target.startswith(("http://", "https://"))), "")


def _key_path(path: str) -> str:
    """The path without "amp", session, default page, and empty segments, the slash at its end among them."""
    bare = _SESSION_PATH.sub("", _bare(path, _BARE_IN_PATH))
    kept = [segment for segment in bare.split("/") if segment and segment.lower() != "amp"]
    while kept and (page := kept.pop()):
        plain = _AMP_FILE.sub("", page)
        if plain.lower() != "amp" and not _DEFAULT_PAGE.fullmatch(plain):
            kept.append(plain)
            break
    return "/" + "/".join(kept)


def _key_query(query: str) -> str:
    items = {_key_item(item) for item in query.split("&") if not is_idle(item)}
    return "&".join(sorted(item for item in items if item and not is_idle(item)))


def _key_item(item: str) -> str:
    """An item of a query with one spelling of space and signs; one without a value stands without "="."""
    name, _, value = _bare(item.replace("%20", "+"), _BARE_IN_QUERY).partition("=")
    return f"{name}={value}" if value else name


def _bare(text: str, signs: frozenset[str]) -> str:
    return _TRIPLET.sub(lambda match: char if (char := chr(int(match[0][1:], 16))) in signs else match[0], text)


def _bounded(url: str) -> str | None:
    return url if len(url) <= MAX_LENGTH else None


def _parts(url: str, base: str | None) -> tuple[str, str, str, str, str] | None:
    """Scheme, authority, path, query and fragment, each valid and resolved; None when there is no http(s) URL in it."""
    if not url or len(url) > 2 * MAX_LENGTH or len(base or "") > 2 * MAX_LENGTH:
        return None
    if (ready := _ready(url)) is not None:
        return ready
    try:
        split = urlsplit(_joined(_IGNORED.sub("", url).strip(), base))
        authority = _authority(split.scheme, split.hostname or "", split.port)
    except ValueError:  # a port or an address that is none, or a name that IDNA forbids
        return None
    if authority is None:
        return None
    path = _without_dots(_quoted(split.path, _PATH_SAFE))
    return split.scheme, authority, path, _quoted(split.query, _QUERY_SAFE), _quoted(split.fragment, _QUERY_SAFE)


def _ready(url: str) -> tuple[str, str, str, str, str] | None:
    """The parts of a URL that needs no work, for speed only: the long way round gives the same."""
    match = _READY.fullmatch(url)
    if match is None or not _is_plain(url):
        return None
    return match[1], match[2], match[3] or "/", match[4] or "", match[5] or ""


def _is_ready(url: str) -> bool:
    """Whether the URL stays as it is, but for what ``_is_bare`` tells."""
    match = _READY.fullmatch(url) if len(url) <= MAX_LENGTH else None
    return match is not None and match[3] != "" and _is_plain(url)


def _is_plain(url: str) -> bool:
    """Whether no ampersand in it is escaped once too often, and no host in punycode, which may be of no name."""
    return "&amp;" not in url and "xn--" not in url


def _is_bare(url: str) -> bool:
    """Whether it has a question mark or a number sign with nothing behind it, which go."""
    return url[-1] in "?#" or "?#" in url


def _joined_ready(url: str, base: str) -> str:
    """A relative URL in order joined with a base in order, for speed only; "" where it needs the long way round, which gives the same."""
    match = _READY_REFERENCE.fullmatch(url) if len(url) <= MAX_LENGTH else None
    if match is None or "&amp;" in url or _is_bare(url):
        return ""
    site, folder, page = _places(base) if len(base) <= MAX_LENGTH else ("", "", "")
    if match["near"] is not None:
        return f"{folder}{url}" if folder and "//" not in url.partition("?")[0].partition("#")[0] else ""
    stem = page if match["place"] else site
    return stem and f"{stem}{url}"


@lru_cache(maxsize=64)  # bases in use at once: a feed's own, and those of its items
def _places(base: str) -> tuple[str, str, str]:
    """The base's site, folder and page, before which relative URLs of the three kinds are put; "" where the base is not in order."""
    match = _READY.fullmatch(base)
    if match is None or not match[3] or not _is_plain(base) or _is_bare(base):
        return "", "", ""
    site, path = base[: match.end(2)], match[3]
    folder = "" if "//" in path else site + path[: path.rindex("/") + 1]
    return site, folder, base.partition("#")[0]


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
