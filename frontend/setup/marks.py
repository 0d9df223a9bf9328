# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Words of a page in a few marks, made into the blocks of a body.

Blank lines part paragraphs. ``## heading``, ``> quote | who``, ``- item``, ``!! note``, ``= figure | what it counts``,
``@ picture-name | caption``, and inside a paragraph ``**strong**`` and ``[words](address)``.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any

Block = tuple[str, Any]


def parse_body(words: str, picture: Callable[[str], Any]) -> list[Block]:
    """Blocks for a StreamField. `picture` gives the image of a name, or None: then the block is left out."""
    blocks: list[Block] = []
    # A heading ends with its line, whether a blank line follows or not.
    parted = re.sub(r"^(## .+)$", r"\1\n", words.strip(), flags=re.MULTILINE)
    for part in re.split(r"\n\s*\n", parted):
        block = _parse_part(" ".join(part.split("\n")) if not part.startswith(("- ", "= ")) else part, picture)
        if block is None:
            continue
        if block[0] == "text" and blocks and blocks[-1][0] == "text":
            blocks[-1] = ("text", blocks[-1][1] + block[1])
        else:
            blocks.append(block)
    return blocks


def _parse_part(part: str, picture: Callable[[str], Any]) -> Block | None:
    mark, _space, rest = part.partition(" ")
    first, _bar, second = (piece.strip() for piece in rest.partition("|"))
    if mark == "##":
        return ("heading", rest)
    if mark == ">":
        return ("quote", {"text": first, "by": second})
    if mark == "!!":
        return ("note", f"<p>{_inline(rest)}</p>")
    if mark == "@":
        image = picture(first)
        return ("picture", {"image": image, "caption": second}) if image else None
    lines = [line.partition(" ")[2] for line in part.split("\n")]
    if mark == "=":
        pairs = [line.partition("|") for line in lines]
        return ("facts", [{"figure": figure.strip(), "words": words.strip()} for figure, _bar, words in pairs])
    if mark == "-":
        return ("text", "<ul>" + "".join(f"<li>{_inline(line)}</li>" for line in lines) + "</ul>")
    return ("text", f"<p>{_inline(part)}</p>")


def _inline(words: str) -> str:
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(words, quote=False))
    return re.sub(r"\[(.+?)\]\((.+?)\)", r'<a href="\2">\1</a>', text)
