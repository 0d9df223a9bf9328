# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Under which words a person may stand in a text: the whole name, its parts, run together, spelt out, by initials."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import Self
from urllib.parse import urlsplit

from .folding import fold, spellings

PARTICLES = frozenset(
    [
        "de",
        "di",
        "da",
        "du",
        "do",
        "del",
        "della",
        "delle",
        "dello",
        "degli",
        "dei",
        "dal",
        "dalla",
        "dalle",
        "das",
        "der",
        "den",
        "dem",
        "des",
        "dos",
        "van",
        "von",
        "vom",
        "zum",
        "zur",
        "ten",
        "ter",
        "la",
        "le",
        "lo",
        "les",
        "los",
        "las",
        "el",
        "al",
        "il",
        "in",
        "mc",
        "mac",
        "san",
        "santa",
        "und",
        "and",
        "the",
        "et",
        "e",
        "y",
        "bin",
        "ibn",
        "abu",
        "ben",
        "bat",
        "af",
        "av",
        "zu",
        "st",
    ]
)
# Words of addresses that name no person.
NOBODY = frozenset(
    [
        "info",
        "mail",
        "email",
        "post",
        "posta",
        "hello",
        "ciao",
        "hallo",
        "contact",
        "contatti",
        "contatto",
        "kontakt",
        "office",
        "segreteria",
        "studio",
        "atelier",
        "art",
        "arte",
        "arts",
        "kunst",
        "admin",
        "support",
        "team",
        "web",
        "www",
        "me",
        "my",
        "the",
        "all",
        "news",
        "press",
        "pec",
        "noreply",
        "home",
        "user",
        "channel",
        "watch",
        "profile",
        "pages",
        "people",
        "public",
        "gallery",
        "works",
        "work",
    ]
)
# Houses with many tenants: their names say nothing of one.
SHARED_HOSTS = frozenset(
    [
        "gmail",
        "googlemail",
        "google",
        "outlook",
        "hotmail",
        "live",
        "msn",
        "yahoo",
        "ymail",
        "icloud",
        "me",
        "mac",
        "aol",
        "proton",
        "protonmail",
        "tutanota",
        "gmx",
        "web",
        "posteo",
        "mailbox",
        "libero",
        "virgilio",
        "alice",
        "tim",
        "tiscali",
        "email",
        "pec",
        "aruba",
        "fastwebnet",
        "orange",
        "free",
        "laposte",
        "wanadoo",
        "bluewin",
        "hey",
        "zoho",
        "yandex",
        "qq",
        "163",
        "youtube",
        "youtu",
        "vimeo",
        "instagram",
        "facebook",
        "twitter",
        "x",
        "tiktok",
        "linkedin",
        "behance",
        "soundcloud",
        "bandcamp",
        "spotify",
        "drive",
        "dropbox",
        "wetransfer",
        "flickr",
        "tumblr",
        "wordpress",
        "blogspot",
        "wix",
        "wixsite",
        "squarespace",
        "weebly",
        "cargo",
        "cargocollective",
        "github",
        "medium",
        "substack",
        "linktr",
        "linktree",
        "patreon",
        "issuu",
        "archive",
        "wikipedia",
    ]
)
NOT_SOLD = frozenset({"example", "test", "invalid", "localhost", "local"})  # RFC 2606, RFC 6762
SEPARATED = re.compile(r"[^\w']+|_+")
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")  # scripts that put no space between words
LEAST_RUN = 5  # letters: run together, or the name of an own site, looked for within longer words too
SPACED = r"[ .·_\-]"


@dataclass(frozen=True)
class Names:
    """Collects words; `ready()` makes the patterns. `patterns` are for folded text, `short` for the text as it is."""

    words: set[str] = field(default_factory=set)
    runs: set[str] = field(default_factory=set)
    two_letters: set[str] = field(default_factory=set)
    initials: set[tuple[str, ...]] = field(default_factory=set)
    patterns: tuple[re.Pattern[str], ...] = ()
    short: re.Pattern[str] | None = None

    def add_name(self, name: str, *, loosely: bool = False) -> None:
        """A name as a person writes it, with all its parts; `loosely`: perhaps no name, so of the parts only those with a capital."""
        whole = " ".join(name.replace("’", "'").split())
        if not whole:
            return
        parts = [part for part in SEPARATED.split(unicodedata.normalize("NFC", whole)) if part.strip("'")]
        self.words.update({word for word in spellings(whole) if len(word) > 1})
        long = [part for part in parts if len(fold(part)) >= 3 and fold(part) not in PARTICLES]
        for part in long:
            if not loosely or part[0].isupper() or WIDE.search(part):
                self._add_part(part)
        self.two_letters.update({part for part in parts if len(part) == 2 and part[0].isupper() and fold(part) not in PARTICLES})
        if len(parts) > 1:
            for first, second in permutations(parts[:4], 2):
                self._add_run(first + second)
            self._add_run("".join(parts))
            self.initials.add(tuple(fold(part)[0] for part in parts))

    def _add_part(self, part: str) -> None:
        self.words.update(spellings(part))
        if WIDE.search(part):
            self.runs.add(fold(part))
        if "'" in fold(part):
            first, _, rest = fold(part).rpartition("'")
            self.words.update({word for word in (rest, first + rest) if len(word) >= 3})

    def _add_run(self, text: str) -> None:
        self.runs.update(
            {word for word in spellings(text.replace("'", "").replace("’", "")) if len(word) >= LEAST_RUN or WIDE.search(word)}
        )

    def add_names(self, words: Iterable[str]) -> None:
        """Words of addresses and links: each by itself, and long ones within others."""
        for word in words:
            self.words.update(spellings(word))
            if len(word) >= LEAST_RUN:
                self.runs.update(spellings(word))

    def ready(self) -> Self:
        """With its patterns."""
        return replace(self, patterns=tuple(self._patterns()), short=self._short())

    def _patterns(self) -> Iterator[re.Pattern[str]]:
        words = sorted({word for word in self.words if word.strip()}, key=lambda word: (-len(word), word))
        if words:
            any_word = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
            yield re.compile(rf"(?<![^\W_])(?:{any_word})(?:'s|s'?)?(?![^\W_])")
        if self.runs:
            yield re.compile("|".join(re.escape(run) for run in sorted(self.runs, key=lambda run: (-len(run), run))))
        spaced = sorted(word for word in words if len(word) >= 4 and word.isalpha())
        if spaced:
            yield re.compile(rf"(?<![^\W_])(?:{'|'.join(SPACED.join(word) for word in spaced)})(?![^\W_])")
        for letters in sorted(self.initials):
            yield re.compile(r"(?<![^\W_])" + r"\.\s?".join(re.escape(letter) for letter in letters) + r"\.")

    def _short(self) -> re.Pattern[str] | None:
        if not self.two_letters:
            return None
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(re.escape(part) for part in sorted(self.two_letters))})(?![^\W_])")


def words_of_address(address: str) -> Iterator[str]:
    """What an e-mail address says of its owner: the part before @, its pieces, and an own domain."""
    local, _, domain = address.strip().lower().partition("@")
    local = local.partition("+")[0]
    yield from _telling([local, local.rstrip("0123456789"), *SEPARATED.split(local.replace(".", " ")), *_own_domain(domain)])


def words_of_link(link: str) -> Iterator[str]:
    """What a link says of its owner: an own domain, or the first piece of the path at a house with many tenants."""
    try:
        parts = urlsplit(link if "//" in link else f"//{link}")
        host = parts.hostname or ""
    except ValueError:
        return
    own = list(_own_domain(host))
    pieces = [] if own else [piece.lstrip("@~") for piece in parts.path.split("/") if piece][:2]
    below = host.split(".")[:-2] if not own else []
    yield from _telling([*own, *pieces, *below])


def own_domains(address: str) -> list[str]:
    """The domain somebody has for herself, as “tana.it”, from an e-mail address or a link; none at houses with many tenants."""
    try:
        host = address.rpartition("@")[2] if "@" in address and "//" not in address else urlsplit(address).hostname or ""
    except ValueError:
        return []
    labels = _registered(host)
    return [".".join(labels)] if labels and labels[0] not in SHARED_HOSTS else []


def _registered(host: str) -> list[str]:
    """The labels of what somebody has registered: the last two, or three below “co.uk” and its like."""
    labels = host.strip().lower().rstrip(".").split(".")
    if len(labels) < 2 or labels[-1] in NOT_SOLD:
        return []
    return labels[-3:] if len(labels) > 2 and labels[-2] in ("co", "com", "org", "net", "ac") else labels[-2:]


def _own_domain(host: str) -> list[str]:
    labels = _registered(host)
    if not labels or labels[0] in SHARED_HOSTS:
        return []
    return [labels[0], *(piece for piece in labels[0].split("-") if piece != labels[0])]


def _telling(words: Iterable[str]) -> Iterator[str]:
    for word in dict.fromkeys(words):
        bare = word.strip("'_-")
        if len(bare) >= 3 and any(letter.isalpha() for letter in bare) and bare not in NOBODY and bare not in PARTICLES:
            yield bare
