"""Which addresses a run may ask: one origin, and the machines behind its name.

`-a url=` and a portal's home admit exactly their scheme, host and port (a portal without a port also the other of
http/https and of "www."). Nothing found on a page, in a sitemap or a redirect widens that. The connected address is
judged as well, so that a name cannot lead to a private machine (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from newsarchive import urls
from newsarchive.errors import UsageMistake

_LOOPBACK_NAMES = ("localhost",)
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""Through these a gateway reaches the IPv4 address in their last 32 bits (RFC 6052, section 2.1)."""
_PROTOCOLS = ipaddress.IPv4Network("192.0.0.0/24")
"""Assigned to protocols (RFC 6890, section 2.1); here a cloud may hand out the secrets of its machines."""


class Refused(OSError):
    """The guard does not let this request or connection happen; the text says why."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Judges addresses against the origins that a run was given."""

    origins: frozenset[tuple[str, str, int]]
    """Scheme, host (lower case, IDNA) and port."""

    @classmethod
    def for_home(cls, home: str, *, exact: bool) -> Guard:
        """Return the guard of a portal's home page; `exact` as for `-a url=`. Raises UsageMistake."""
        try:
            scheme, host, port = _origin(home)
        except ValueError as error:
            raise UsageMistake(f"url={home} is no http(s) address of a portal: {error}") from None
        if exact or port != urls.DEFAULT_PORTS[scheme]:
            return cls(frozenset({(scheme, host, port)}))
        bare = host.removeprefix("www.")
        return cls(frozenset((s, h, p) for s, p in urls.DEFAULT_PORTS.items() for h in (bare, f"www.{bare}")))

    def refusal(self, url: str) -> str | None:
        """Return why the address may not be asked; None where it may."""
        if len(url) > urls.MAX_LENGTH:
            return "trap:long-address"
        try:
            found = _origin(url)
        except ValueError as error:
            return f"no http(s) address: {error}"
        if found in self.origins:
            return None
        scheme, host, port = found
        if not any(host == own for _, own, _ in self.origins):
            return f"another host: {host}"
        return f"another port or scheme: {scheme}://{host}:{port}"

    def connection_refusal(self, host: str, address: str) -> str | None:
        """Return why a connection to `address`, which `host` leads to, may not be made; None where it may."""
        connected = _plain(ipaddress.ip_address(address))
        literal = _literal(host)
        if literal is not None:
            return None if literal == connected and self._names(host) else f"{host} leads to {address}"
        if host.rstrip(".").lower() in _LOOPBACK_NAMES:
            return None if connected.is_loopback and self._names(host) else f"{host} leads to {address}"
        if not _is_public(connected):
            return f"{host} leads to {address}, which is not on the public Internet"
        return None

    def _names(self, host: str) -> bool:
        return any(own == host.strip("[].").lower() for _, own, _ in self.origins)

    @property
    def is_loopback(self) -> bool:
        """Tell whether every admitted origin is this machine."""
        return all(urls.is_loopback(f"{scheme}://{_bracketed(host)}/") for scheme, host, _ in self.origins)


class GuardedResolver(AbstractResolver):
    """Resolves names, and gives only those of their addresses that the guard admits, at each look-up anew."""

    def __init__(self, guard: Guard, resolver: AbstractResolver | None = None) -> None:
        """Ask `resolver`, or the system where it is None."""
        self._guard = guard
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the admitted addresses; raises Refused where there is none."""
        found = await self._resolver.resolve(host, port, family)
        admitted = [one for one in found if self._guard.connection_refusal(host, one["host"]) is None]
        if found and not admitted:
            raise Refused(self._guard.connection_refusal(host, found[0]["host"]))
        return admitted

    async def close(self) -> None:
        """Close the resolver beneath."""
        await self._resolver.close()


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    if parts.scheme not in urls.DEFAULT_PORTS:
        raise ValueError(f"scheme {parts.scheme[:20] or 'missing'}")
    if "@" in parts.netloc or "\\" in parts.netloc or not parts.hostname:
        raise ValueError("credentials or no host")
    host = parts.hostname.rstrip(".").lower()
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError("unreadable host") from None
    port = parts.port if parts.port is not None else urls.DEFAULT_PORTS[parts.scheme]
    if port == 0:
        raise ValueError("port 0")
    return parts.scheme, host, port


Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _literal(host: str) -> Address | None:
    try:
        return _plain(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return None


def _plain(address: Address) -> Address:
    """Return the IPv4 address that one of IPv6 leads to: mapped ("::ffff:127.0.0.1"), 6to4 or translated."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _is_public(address: Address) -> bool:
    """Tell whether an address is one of the public Internet; older Pythons count some reserved ones as global."""
    is_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or is_local or address in _PROTOCOLS)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
