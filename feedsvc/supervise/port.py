"""Is the port free, and is anybody answering on it."""

from __future__ import annotations

import errno
import socket
import sys
import time
from ipaddress import ip_address

from feedsvc.errors import FeedsvcError

PATIENCE = 3.0  # seconds; the processes of a killed service need this long to end by themselves and free the port


class PortError(FeedsvcError):
    """The service cannot listen where it should; the sentence says why and what to do."""


def numeric(host: str) -> str:
    """The address of a host name, IPv4 first, since granian listens on addresses only. Raises PortError."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise PortError(f'"{host}" is not an address to listen on ({error}): choose another with --host or server.host.') from error
    addresses = [str(entry[4][0]) for entry in found]
    return min(addresses, key=lambda address: ip_address(address.split("%")[0]).version)


def require_free(host: str, port: int, patience: float = PATIENCE) -> None:
    """Raise PortError unless this process may listen there; a port in use is tried again for ``patience`` seconds."""
    address = numeric(host)
    deadline = time.monotonic() + patience
    while error := _refusal(address, port):
        if error.errno != errno.EADDRINUSE or time.monotonic() >= deadline:
            raise PortError(_sentence(error, host, port)) from error
        time.sleep(0.1)


def reserve(host: str, port: int) -> socket.socket | None:
    """Bind the free port without listening, so that the next ``require_free`` of another start fails at once.

    granian binds seconds later, and with SO_REUSEPORT, so two services started together would share the port unnoticed. The returned
    socket must stay open as long as the service runs. None where ports are not shared in this way (granian does so on Linux only).
    """
    if sys.platform != "linux":
        return None
    address = numeric(host)
    held = _socket(address)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        held.bind((address, port))
    except OSError as error:
        held.close()
        raise PortError(_sentence(error, host, port)) from error
    return held


def answers(host: str, port: int, timeout: float = 0.2) -> bool:
    """Whether somebody accepts connections there; an any-address is asked on the loopback address."""
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        with socket.create_connection((address, port), timeout):
            return True
    except OSError:
        return False


def _refusal(address: str, port: int) -> OSError | None:
    with _socket(address) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that are still closing are no obstacle
        try:
            probe.bind((address, port))
        except OSError as error:
            return error
    return None


def _socket(address: str) -> socket.socket:
    return socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)


def _sentence(error: OSError, host: str, port: int) -> str:
    way_out = "choose another port with --port or server.port in feedsvc.toml"
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        return f"{place} is already in use: stop the other program, or {way_out}"
    if error.errno == errno.EACCES:
        return f"{place} needs rights that this user does not have: {way_out}"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine: choose another with --host or server.host in feedsvc.toml"
    return f"{place} cannot be used ({error.strerror}): {way_out}"
