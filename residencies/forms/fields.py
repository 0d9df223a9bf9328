# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A field of a form as it is kept in `FormVersion.fields`: plain, and understood whatever becomes of the blocks."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

Texts = dict[str, str]  # by language; Italian is always there


class Kind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    LINK = "link"
    FILES = "files"
    PORTFOLIO = "portfolio"
    STATEMENT = "statement"
    CONSENT = "consent"


WITH_FILES = frozenset({Kind.FILES, Kind.PORTFOLIO})


@dataclass(frozen=True)
class Option:
    """An answer to choose. `value` is the Italian label as it was published: it never changes within a version."""

    value: str
    label: Texts


@dataclass(frozen=True)
class Condition:
    """The field counts only where the field `field_id` was answered with `value`."""

    field_id: str
    value: str


@dataclass(frozen=True)
class Field:
    """One question. `most` is letters, words, files or answers, by kind; `most_mb` megabytes a file; `least_number`, `most_number` bounds."""

    id: str
    kind: Kind
    label: Texts
    help: Texts
    required: bool = False
    personal: bool = False
    jury_sees: bool = True
    frozen_after: str = ""  # ISO instant
    code: str = ""
    only_if: Condition | None = None
    options: tuple[Option, ...] = ()
    most: int | None = None
    least_number: str = ""
    most_number: str = ""
    files: tuple[str, ...] = ()  # FileKind
    most_mb: int | None = None
    criterion: int | None = None

    @property
    def frozen_at(self) -> datetime | None:
        return datetime.fromisoformat(self.frozen_after) if self.frozen_after else None

    def in_language(self, texts: Texts, language: str) -> str:
        return texts.get(language) or texts["it"]

    def to_json(self) -> dict[str, Any]:
        """As it comes back from a column of JSON: lists, not tuples, so that the two compare."""
        said = {name: value for name, value in asdict(self).items() if value not in (None, "", (), {})}
        plain: dict[str, Any] = json.loads(json.dumps(said))
        return plain

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        given = dict(data)
        given["kind"] = Kind(given["kind"])
        given["help"] = given.get("help", {})
        given["options"] = tuple(Option(**option) for option in given.get("options", ()))
        given["files"] = tuple(given.get("files", ()))
        given["only_if"] = Condition(**given["only_if"]) if given.get("only_if") else None
        return cls(**given)


def fields_of(version: Any) -> list[Field]:
    """The fields of a `FormVersion`, in order."""
    return [Field.from_json(data) for data in version.fields]
