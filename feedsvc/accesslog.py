"""Lines of access logs: nginx's and Apache's "combined" format, and JSON with the names that servers give. Pure."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

MAX_LINE = 16_384  # bytes; servers refuse requests whose head is longer than half of that
_EARLIEST = 946_684_800.0  # unix seconds: the year 2000
_LATEST = 4_102_444_800.0  # the year 2100

# [virtual host] client identity user [time] "request" status bytes "referrer" "agent" and whatever the operator added.
_QUOTED = r'[^"\\]*+(?:\\.[^"\\]*+)*+'
_COMBINED = re.compile(
    rf'(?P<head>[^"\[]{{1,1000}}+)\[(?P<time>[^\]"]{{10,40}}+)\]\s++"(?P<request>{_QUOTED})"\s++(?P<status>\d{{3}})\s++(?:\d++|-)'
    rf'(?:\s++"(?P<referrer>{_QUOTED})"\s++"(?P<agent>{_QUOTED})")?'
)
_REQUEST = re.compile(r"(?P<method>[A-Z]{1,20}) (?P<target>\S+)(?: HTTP/[\d.]+)?")
_MOMENT = re.compile(r"(\d{1,2})/([A-Za-z]{3})/(\d{4}):(\d\d):(\d\d):(\d\d)(\.\d+)?(?: ?([+-])(\d\d):?(\d\d))?")
_MONTHS = {
    name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_BYTE = re.compile(r"\\x([0-9a-fA-F]{2})")
_HOST = re.compile(r"(?=[^:]*\.)[A-Za-z0-9.-]{1,253}(?::\d{1,5})?")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.%\w]*")
_PORT = re.compile(r"(?P<v4>\d{1,3}(?:\.\d{1,3}){3}):\d+|\[(?P<v6>[^\]]+)\](?::\d+)?")

# What servers and log shippers call a field, in lower case with "_" for "-"; the first that is there counts.
_NAMES = {
    "time": ("time", "timestamp", "@timestamp", "time_iso8601", "time_local", "ts", "msec", "startutc", "datetime", "date"),
    "address": ("client_ip", "clientip", "remote_addr", "remote_ip", "remoteip", "ip", "clienthost", "client", "remote_host"),
    "target": ("request_uri", "uri", "requesturl", "request_url", "url", "path", "requestpath", "request_path"),
    "method": ("method", "request_method", "requestmethod"),
    "status": ("status", "status_code", "response_status", "downstreamstatus"),
    "agent": ("http_user_agent", "user_agent", "useragent", "request_user_agent", "agent"),
    "referrer": ("http_referer", "http_referrer", "referer", "referrer", "request_referer"),
    "host": ("host", "http_host", "vhost", "requesthost", "request_host", "server_name"),
    "purpose": ("sec_purpose", "http_sec_purpose", "purpose", "http_purpose", "x_purpose", "http_x_purpose", "x_moz", "http_x_moz"),
}
_NESTS = ("request", "httprequest", "headers", "request_headers")  # objects in which some servers keep these
_MAX_DEPTH = 3
_UNITS = ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3))  # from which size on a number is nano-, micro- or milliseconds


@dataclass(frozen=True, slots=True)
class Request:
    """One request as a log tells it."""

    at: float  # unix seconds
    address: str  # of the client, or its name where the server looked that up
    method: str
    target: str  # path and query, or a whole URL
    status: int
    referrer: str = ""
    agent: str = ""
    host: str = ""  # the site that was asked, with its port where the log gives one; "" is unknown
    prefetch: bool = False  # the browser fetched it in case somebody wants it


def read_line(line: str) -> Request | None:
    """None for a line that is neither format."""
    text = line.strip()
    if len(text) > MAX_LINE:
        return None
    return _of_json(text) if text.startswith("{") else _of_combined(text)


def _of_combined(line: str) -> Request | None:
    match = _COMBINED.match(line)
    request = _REQUEST.fullmatch(match["request"]) if match else None
    at = moment(match["time"]) if match and request else None
    names = match["head"].split() if match else []
    if match is None or request is None or at is None or not names:
        return None
    # The virtual host stands in front of the client's address; where clients have names it is told by the number of fields.
    behind = not _ADDRESS.fullmatch(names[0]) and len(names) > 1 and (len(names) > 3 or _ADDRESS.fullmatch(names[1]) is not None)
    return Request(
        at=at,
        address=_address(names[1] if behind else names[0]),
        method=request["method"],
        target=_BYTE.sub(r"%\1", request["target"]),
        status=int(match["status"]),
        referrer=_said(match["referrer"]),
        agent=_said(match["agent"]),
        host=_host(names[0]) if behind else "",
        prefetch=False,
    )


def _of_json(line: str) -> Request | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    fields = _fields(found, 0) if isinstance(found, dict) else {}
    said = {name: next((fields[one] for one in names if one in fields), "") for name, names in _NAMES.items()}
    whole = _REQUEST.fullmatch(fields.get("request", ""))
    method, target = said["method"] or (whole["method"] if whole else ""), said["target"] or (whole["target"] if whole else "")
    at = moment(said["time"])
    if at is None or not (method and target and said["address"] and said["status"].isascii() and said["status"].isdigit()):
        return None
    return Request(
        at=at,
        address=_address(said["address"]),
        method=method.upper(),
        target=target,
        status=int(said["status"][:4]),
        referrer=_said(said["referrer"]),
        agent=_said(said["agent"]),
        host=_host(said["host"]),
        prefetch=any(word in said["purpose"].lower() for word in ("prefetch", "prerender", "preview")),
    )


def _fields(found: dict[str, Any], depth: int) -> dict[str, str]:
    """Every simple value by its name, and those of the objects that hold requests and headers; what stands further out wins."""
    fields: dict[str, str] = {}
    for name, value in found.items():
        one = value[0] if isinstance(value, list) and value else value
        if isinstance(one, str | int | float) and not isinstance(one, bool):
            fields.setdefault(name.lower().replace("-", "_"), str(one))
    for name, value in found.items():
        if isinstance(value, dict) and depth < _MAX_DEPTH and name.lower().replace("-", "_") in _NESTS:
            fields = _fields(value, depth + 1) | fields
    return fields


@lru_cache(maxsize=4_096)  # lines of one second share their time
def moment(text: str) -> float | None:
    """Unix seconds of "22/Nov/2026:20:45:53 +0700", ISO 8601, or a unix time; without a zone it is UTC. None for anything else."""
    found = _unix(text)
    if found is None:
        match = _MOMENT.fullmatch(text)
        found = _clock(match) if match else _iso(text)
    return found if found is not None and _EARLIEST <= found < _LATEST else None


def _unix(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return next((number / unit for size, unit in _UNITS if number >= size), number)


def _clock(match: re.Match[str]) -> float | None:
    day, name, year, hour, minute, second, part, sign, hours, minutes = match.groups()
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    try:
        zone = timezone(-ahead if sign == "-" else ahead)
        at = datetime(int(year), _MONTHS.get(name.lower(), 0), int(day), int(hour), int(minute), int(second), tzinfo=zone)
    except ValueError:  # the 31st of November, or a zone of more than a day
        return None
    return at.timestamp() + float(part or 0)


def _iso(text: str) -> float | None:
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _address(text: str) -> str:
    """Of a list of addresses the last, which our own proxy wrote; anybody can make up those before it."""
    last = text.rpartition(",")[2].strip()
    match = _PORT.fullmatch(last)
    return (match["v4"] or match["v6"]) if match else last


def _host(text: str) -> str:
    """ "" for what names no site, such as "_" or "localhost"."""
    return text.lower() if _HOST.fullmatch(text) else ""


def _said(text: str | None) -> str:
    """A header as it was sent; "-" stands for none."""
    return "" if text is None or text == "-" else text.replace('\\"', '"').replace("\\x22", '"')
