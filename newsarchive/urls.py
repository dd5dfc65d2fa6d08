"""Addresses: their canonical form, and what counts as the same page, host or site."""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

MAX_LENGTH = 2_000
"""Characters of an address; a longer one is a trap (RFC 9110, section 4.1 asks for 8,000; no portal needs 2,000)."""

DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that name how a reader came, never which page it is.
_TRACKING = re.compile(
    r"^(utm_.+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|"
    r"oly_anon_id|oly_enc_id|vero_id|wickedid|_hsenc|_hsmi|mkt_tok|ref_src|ref_url|cmpid|ito|xtor|at_medium|"
    r"at_campaign|at_custom\d*|at_link_.+|wt_mc|wt\.mc_id|smid|spm|guccounter|guce_referrer(_sig)?|__twitter_impression|"
    r"replytocom|unapproved|moderation-hash|share|nb|amp|outputtype|noamp)$",
    re.IGNORECASE,
)
_SESSION = re.compile(r"^(phpsessid|jsessionid|sid|session_?id|aspsessionid.*)$", re.IGNORECASE)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_SIGNS = r"A-Za-z0-9_.~%:=!,@+&-"
"""What `urljoin` leaves as it is in a path, a query or a fragment; looked up twice as fast as "\\w"."""
_BEHIND = rf"(?:\?[/{_SIGNS}]+)?(?:#[/{_SIGNS}]+)?"
_PLAIN = re.compile(rf"https?://[a-z0-9][a-z0-9.-]*(?:/[/{_SIGNS}]*)?{_BEHIND}")
"""An absolute address that `urljoin` leaves as it is, without port and credentials."""
_ROOTED = re.compile(rf"(?![^?#]*/[/.])/[/{_SIGNS}]*{_BEHIND}")
"""A path from the root, without dot segments."""
_BESIDE = re.compile(rf"(?!\.|[^/?#]*:|[^?#]*/[/.])[{_SIGNS}][/{_SIGNS}]*{_BEHIND}")
"""A path from the folder of the page, without dot segments."""
_OTHER = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""An address that is none of a page: `mailto:`, `javascript:`."""
_SEGMENT = r"[A-Za-z0-9_.~-]*(?:%[89A-F][0-9A-F][A-Za-z0-9_.~-]*)*"
_CANONICAL = re.compile(
    r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*(?::[1-5][0-9]{3,4})?"
    rf"(?:/(?!\.|[aA][mM][pP]/*(?:$|\?)){_SEGMENT})+(?:\?(\w+=[\w.~-]+))?",
    re.ASCII,
)
"""An address in its canonical form, as most are: a path of plain segments, and one parameter at most."""
_SLASHED = re.compile(r"(https?):(?:/{2,}|$)", re.IGNORECASE)
_AMP_PATH = re.compile(r"(?:/+amp)+/?$", re.IGNORECASE)


def in_header(raw: bytes) -> str:
    """Return the address that a header holds; bytes that are no UTF-8 are percent-encoded as they are."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return quote(raw, safe=bytes(range(128)))


def absolute(address: str, base: str) -> str | None:
    """Return the http(s) address that a link in a page at `base` points to; None where it is none.

    The fragment stays. Credentials (`user@host`) make an address unusable: a link never carries them.
    """
    address = address.strip()
    if not address or len(address) > MAX_LENGTH:
        return None
    if _PLAIN.fullmatch(address):
        return address
    if _ROOTED.fullmatch(address):
        joined = _behind("/", base, address[1:])
    elif _BESIDE.fullmatch(address):
        joined = _behind("./", base, address)
    else:
        joined = None if _OTHER.match(address) else _joined(address, base)
    return joined if joined and len(joined) <= MAX_LENGTH else None


def _behind(start: str, base: str, path: str) -> str | None:
    front = _start(start, base)
    return front and front + path


@lru_cache(maxsize=128)
def _start(path: str, base: str) -> str | None:
    """Return the front page or the folder of `base`; None where the links of a page there lead nowhere."""
    return _joined(path, base)


def _joined(address: str, base: str) -> str | None:
    if "\\" in address[:10]:
        return None
    if slashed := _SLASHED.match(address):
        # However many slashes there are, a host follows (WHATWG URL, 4.4); `urljoin` would take the page's own.
        address = f"{slashed[1]}://{address[slashed.end() :]}"
        if address[slashed.end(1) + 3 :][:1] in ("", "?", "#"):
            return None
    try:
        joined = urljoin(base, re.sub(r"[\t\r\n]", "", address))
        parts = urlsplit(joined)
        if parts.scheme not in DEFAULT_PORTS or not _host(parts) or "@" in parts.netloc or parts.port == 0:
            return None
    except ValueError:
        return None
    return joined


@lru_cache(maxsize=8_192)
def canonical(url: str) -> str:
    """Return the address in the form under which the archive keeps it.

    Lower-case scheme and host, no default port, no fragment, no credentials; dot segments resolved (RFC 3986,
    section 6.2); parameters sorted, without those that only track a reader, open a reply form, carry a session or ask
    for the AMP form. The trailing slash stays as it is: a site decides about it (`same_page`).
    Raises ValueError where the text is no absolute http(s) address.
    """
    plain = _CANONICAL.fullmatch(url)
    return url if plain and not (plain[1] and _is_noise(plain[1])) else _made_canonical(url)


def _made_canonical(url: str) -> str:
    parts = urlsplit(url.strip())
    host = _host(parts)
    if parts.scheme not in DEFAULT_PORTS or not host:
        raise ValueError(f"no absolute http(s) address: {url[:200]!r}")
    port = parts.port
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != DEFAULT_PORTS[parts.scheme]:
        netloc = f"{netloc}:{port}"
    path = _resolve_dots(_PATH_SESSION.sub("", parts.path)) or "/"
    path = _AMP_PATH.sub("/" if parts.path.endswith("/") else "", path) or "/"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_noise(pair))
    return canonicalize_url(urlunsplit((parts.scheme, netloc, path, query, "")))


def _host(parts: SplitResult) -> str:
    """Return the host without the root's dot; "" where a backslash makes browsers see another one (WHATWG URL, 4.4)."""
    return "" if "\\" in parts.netloc else (parts.hostname or "").rstrip(".")


def _is_noise(pair: str) -> bool:
    name = unquote(pair.partition("=")[0])
    return bool(_TRACKING.match(name) or _SESSION.match(name))


def _resolve_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept)


@lru_cache(maxsize=8_192)
def page_key(url: str) -> str:
    """Return what is equal for addresses that differ only in scheme, "www." and trailing slash."""
    path, mark, query = canonical(url).partition("://")[2].removeprefix("www.").partition("?")
    return f"//{path.rstrip('/')}{mark}{query}"


def same_page(one: str, other: str) -> bool:
    """Tell whether two addresses differ only in scheme, "www.", trailing slash, tracking and fragment."""
    try:
        return page_key(one) == page_key(other)
    except ValueError:
        return False


def origin(url: str) -> str:
    """Return scheme, host and port: "https://example.com", "http://127.0.0.1:8801"; default ports left out."""
    parts = urlsplit(canonical(url))
    return f"{parts.scheme}://{parts.netloc}"


def host_label(url: str) -> str:
    """Return host[:port], the name of a portal that has no other."""
    return urlsplit(canonical(url)).netloc


def same_host(one: str, other: str) -> bool:
    """Tell whether two addresses share host and port, "www." apart."""
    try:
        return _bare_host(one) == _bare_host(other)
    except ValueError:
        return False


def _bare_host(url: str) -> str:
    parts = urlsplit(url.strip())
    return _without_www(parts.scheme, parts.netloc)


@lru_cache(maxsize=1_024)
def _without_www(scheme: str, netloc: str) -> str:
    """Return host and port without "www."; the links of a page lead to few hosts."""
    return host_label(f"{scheme}://{netloc}/").removeprefix("www.")


def is_home(url: str) -> bool:
    """Tell whether the address is a site's home page, by its form."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def is_loopback(url: str) -> bool:
    """Tell whether the host of the address is this machine (RFC 6890, section 2.2.2; "localhost", RFC 6761)."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def parameters(url: str) -> dict[str, str]:
    """Return the query's parameters; of a repeated one the last."""
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def quote_path(path: str) -> str:
    """Return the path percent-encoded as a query value (Isso's `uri`)."""
    return quote(path, safe="")
