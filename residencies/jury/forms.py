# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What jurors type. Points come as `points-<criterion>`, conflicts as `reason-<number>`."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.errors import Refused

from ..domain.save_review import Notes
from ..models import Criterion

POINTS, REASON, PEOPLE = "points-", "reason-", "people"
MOST_PEOPLE = 200
LONGEST_NAME = 150


def notes_from(data: Mapping[str, Any]) -> Notes:
    """Notes as they were posted. Raises `Refused` for points that are no number."""
    points = {}
    for name, value in data.items():
        text = str(value).strip()
        if name.startswith(POINTS) and text:
            points[_number(name.removeprefix(POINTS))] = _number(text)
    return Notes(
        points=points,
        to_jury=_comment(data.get("to_jury", "")),
        to_artist=_comment(data.get("to_artist", "")),
        abstains=str(data.get("abstains", "")).lower() in ("on", "true", "1"),
    )


def revision_from(data: Mapping[str, Any]) -> int:
    return _number(str(data.get("revision") or "0"))


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Refused(_("This is not a whole number."), code="no-number")
    return int(text)


def _comment(value: Any) -> str:
    return str(value).replace("\x00", "").replace("\r\n", "\n").strip()


def reasons_from(data: Mapping[str, Any]) -> dict[str, str]:
    """The reason for each application that was ticked."""
    ticked = {name.removeprefix("conflict-") for name in data if name.startswith("conflict-")}
    return {number: _comment(data.get(f"{REASON}{number}", ""))[:300] or "—" for number in ticked}


def people_from(data: Mapping[str, Any]) -> list[str]:
    """One person a line."""
    lines = (line.strip()[:LONGEST_NAME] for line in _comment(data.get(PEOPLE, "")).splitlines())
    return [line for line in lines if line][:MOST_PEOPLE]


def scale_of(criterion: Criterion) -> list[int]:
    """The points to choose from; none where they are too many to show side by side."""
    return list(range(criterion.lowest, criterion.highest + 1)) if criterion.highest - criterion.lowest <= 10 else []
