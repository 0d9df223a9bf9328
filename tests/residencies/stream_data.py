# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a browser sends for the form builder: its blocks are drawn by script, so a page without script does not have them."""

from typing import Any


def stream_data(prefix: str, stream: Any) -> dict[str, Any]:
    """The fields of a StreamField as it stands."""
    data: dict[str, Any] = {f"{prefix}-count": str(len(stream))}
    for place, block in enumerate(stream):
        data |= _row(f"{prefix}-{place}", place) | {f"{prefix}-{place}-type": block.block_type, f"{prefix}-{place}-id": block.id}
        data |= _struct(f"{prefix}-{place}-value", block.value)
    return data


def _row(prefix: str, place: int) -> dict[str, Any]:
    return {f"{prefix}-order": str(place), f"{prefix}-deleted": ""}


def _struct(prefix: str, value: Any) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, part in value.items():
        if name == "options":
            data[f"{prefix}-{name}-count"] = str(len(part))
            for place, option in enumerate(part):
                data |= _row(f"{prefix}-{name}-{place}", place) | _struct(f"{prefix}-{name}-{place}-value", option)
        elif isinstance(part, bool):
            data |= {f"{prefix}-{name}": "on"} if part else {}
        elif isinstance(part, list):
            data[f"{prefix}-{name}"] = part
        else:
            data[f"{prefix}-{name}"] = "" if part is None else str(part)
    return data
