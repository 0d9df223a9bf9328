# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Mapping
from typing import Any

from ..vocabulary import FileKind
from .fields import Condition, Field, Kind, Option, Texts

LANGUAGES = ("it", "en", "de")
PORTFOLIO = (FileKind.IMAGE, FileKind.AUDIO, FileKind.VIDEO)
MOST_MB = 20  # of a file of a portfolio


def fields_from_blocks(stream: Any) -> list[Field]:
    """The fields that a StreamField's blocks stand for, in order. Conditions name fields above by their ids."""
    ids: dict[str, str] = {}
    found = []
    for block in stream:
        field = _field(str(block.id), Kind(block.block_type), block.value, ids)
        if field.code:
            ids[field.code] = field.id
        found.append(field)
    return found


def _field(block_id: str, kind: Kind, value: Mapping[str, Any], ids: Mapping[str, str]) -> Field:
    frozen, files = value.get("frozen_after"), tuple(value.get("kinds") or ())
    return Field(
        id=block_id,
        kind=kind,
        label=_texts(value, "label"),
        help=_texts(value, "help") if value.get("help") else {},
        required=bool(value.get("required")),
        personal=bool(value.get("personal")),
        jury_sees=bool(value.get("jury_sees")) and not value.get("personal"),
        frozen_after=frozen.isoformat() if frozen else "",
        code=value.get("code") or "",
        only_if=_condition(value.get("only_if") or "", ids),
        options=tuple(Option(option["label"], _texts(option, "label")) for option in value.get("options") or ()),
        most=next((int(value[name]) for name in ("most_letters", "most_words", "most_files") if value.get(name)), None)
        or (int(value["most"]) if kind is Kind.CHOICES and value.get("most") else None),
        least_number=_number(value.get("least")),
        most_number=_number(value.get("most")) if kind is Kind.NUMBER else "",
        files=tuple(map(str, PORTFOLIO)) if kind is Kind.PORTFOLIO else files,
        most_mb=MOST_MB if kind is Kind.PORTFOLIO else value.get("most_mb"),
        criterion=value.get("criterion"),
    )


def _texts(value: Mapping[str, Any], name: str) -> Texts:
    in_all = {"it": value.get(name), **{language: value.get(f"{name}_{language}") for language in LANGUAGES[1:]}}
    return {language: text for language, text in in_all.items() if text}


def _condition(text: str, ids: Mapping[str, str]) -> Condition | None:
    code, _, answer = (part.strip() for part in text.partition("="))
    return Condition(ids[code], answer) if code in ids and answer else None


def _number(value: Any) -> str:
    return "" if value is None else str(value)
