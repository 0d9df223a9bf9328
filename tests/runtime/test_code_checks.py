# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The checks of `make lint` that are our own find what they are for."""

from gettext import GNUTranslations
from pathlib import Path

import pytest

from marketplace.runtime import collisions, lengths, messages

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: it\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
WHOLE = 'msgid "night"\nmsgid_plural "nights"\nmsgstr[0] "notte"\nmsgstr[1] "notti"\n'


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (WHOLE, []),
        ('msgid "stay"\nmsgstr ""\n', ["not translated: 'stay'"]),
        ('#, fuzzy\nmsgid "stay"\nmsgstr "soggiorno"\n', ["fuzzy: 'stay'"]),
        (WHOLE.replace("notti", ""), ["not translated: \"('night', 'nights')\""]),
    ],
)
def test_a_text_without_translation_is_found(tmp_path: Path, entry: str, expected: list[str]) -> None:
    catalogue = tmp_path / "django.po"
    catalogue.write_text(HEAD + entry, encoding="utf-8")

    assert [line.split(": ", 1)[1] for line in messages.untranslated(catalogue)] == expected


def test_a_text_to_translate_inside_an_f_string_is_found(tmp_path: Path) -> None:
    path = tmp_path / "words.py"
    path.write_text('words = gettext("per night")\ntext = f"{price} {words}"\n')
    assert messages.out_of_sight([path]) == []

    path.write_text("text = f\"{price} {gettext('per night')}\"\n")
    assert len(messages.out_of_sight([path])) == 1


def test_compiled_catalogues_speak(tmp_path: Path) -> None:
    source = tmp_path / "django.po"
    source.write_text(HEAD + WHOLE, encoding="utf-8")

    messages.compile_one(source)

    with source.with_suffix(".mo").open("rb") as file:
        assert GNUTranslations(file).ngettext("night", "nights", 2) == "notti"


def test_a_text_that_is_shown_in_another_rooms_translation_is_found(tmp_path: Path) -> None:
    catalogue = tmp_path / "django.po"
    catalogue.write_text(HEAD + WHOLE + '\nmsgctxt "period"\nmsgid "to"\nmsgstr "al"\n', encoding="utf-8")
    as_written = {("night", 0): "notte", ("night", 1): "notti", "period\x04to": "al", "to": "a"}

    assert list(collisions.collisions(catalogue, as_written)) == []
    found = list(collisions.collisions(catalogue, as_written | {("night", 1): "nottate"}))
    assert [line.split(": ", 1)[1] for line in found] == ["\"('night', 1)\" is 'notti' here, but 'nottate' is shown"]


def test_a_function_of_41_lines_is_too_long_and_one_of_40_is_not(tmp_path: Path) -> None:
    path = tmp_path / "rules.py"
    path.write_text("def rule():\n" + "    pass\n" * 39)
    assert list(lengths.too_long(path)) == []

    path.write_text("def rule():\n" + "    pass\n" * 40)
    assert [line.split(": ", 1)[1] for line in lengths.too_long(path)] == ["rule has 41 lines, at most 40"]
