# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The blocks of which staff builds the form of a stage. Each becomes a `Field`; a block's id is the field's name for ever."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from ..vocabulary import FileKind

MOST_WORDS = 5_000
MOST_FILES = 30
CODE = r"^[a-z][a-z0-9_]{1,39}$"


class FieldBlock(blocks.StructBlock):
    """What every field has."""

    label = blocks.CharBlock(label=_("question"), max_length=160)
    label_en = blocks.CharBlock(label=_("question, English"), max_length=160, required=False)
    label_de = blocks.CharBlock(label=_("question, German"), max_length=160, required=False)
    help = blocks.CharBlock(label=_("help"), max_length=300, required=False)
    help_en = blocks.CharBlock(label=_("help, English"), max_length=300, required=False)
    help_de = blocks.CharBlock(label=_("help, German"), max_length=300, required=False)
    required = blocks.BooleanBlock(label=_("must be answered"), required=False)
    personal = blocks.BooleanBlock(
        label=_("personal data"), required=False, help_text=_("Never shown to a jury that reads without names; erased first")
    )
    jury_sees = blocks.BooleanBlock(label=_("the jury sees it"), required=False, default=True)
    frozen_after = blocks.DateTimeBlock(
        label=_("cannot be changed after"), required=False, help_text=_("Once handed in; empty: until the deadline")
    )
    code = blocks.RegexBlock(
        CODE, label=_("short name"), required=False, help_text=_("For conditions and tables, as “studio”; small letters"),
        error_messages={"invalid": _("Small letters, digits and _ only, beginning with a letter.")},
    )  # fmt: skip
    only_if = blocks.CharBlock(
        label=_("only if"),
        required=False,
        max_length=140,
        help_text=_("As “studio = yes”: the short name of a question above and its answer"),
    )


class OptionBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("answer"), max_length=120)
    label_en = blocks.CharBlock(label=_("answer, English"), max_length=120, required=False)
    label_de = blocks.CharBlock(label=_("answer, German"), max_length=120, required=False)


class TextBlock(FieldBlock):
    most_letters = blocks.IntegerBlock(label=_("letters at most"), default=200, min_value=1, max_value=1_000)

    class Meta:
        label = _("Short text")
        icon = "pilcrow"


class LongTextBlock(FieldBlock):
    most_words = blocks.IntegerBlock(label=_("words at most"), default=300, min_value=1, max_value=MOST_WORDS)

    class Meta:
        label = _("Long text")
        icon = "doc-full"


class ChoiceFieldBlock(FieldBlock):
    options = blocks.ListBlock(OptionBlock(), label=_("answers"), min_num=2, max_num=40)

    class Meta:
        label = _("One of several")
        icon = "radio-full"


class ChoicesBlock(ChoiceFieldBlock):
    most = blocks.IntegerBlock(label=_("answers at most"), required=False, min_value=1)

    class Meta:
        label = _("Several of several")
        icon = "list-ul"


class NumberBlock(FieldBlock):
    least = blocks.DecimalBlock(label=_("at least"), required=False)
    most = blocks.DecimalBlock(label=_("at most"), required=False)

    class Meta:
        label = pgettext_lazy("kind of question", "Number")
        icon = "order"


class DateFieldBlock(FieldBlock):
    class Meta:
        label = _("Date")
        icon = "date"


class LinkBlock(FieldBlock):
    class Meta:
        label = _("Link")
        icon = "link"


class FilesBlock(FieldBlock):
    kinds = blocks.MultipleChoiceBlock(choices=FileKind.choices, label=_("kinds of files"))
    most_files = blocks.IntegerBlock(label=_("files at most"), default=1, min_value=1, max_value=MOST_FILES)
    most_mb = blocks.IntegerBlock(label=_("megabytes each"), default=20, min_value=1, max_value=100)

    class Meta:
        label = _("Files")
        icon = "doc-full-inverse"


class PortfolioBlock(FieldBlock):
    most_files = blocks.IntegerBlock(label=_("works at most"), default=10, min_value=1, max_value=MOST_FILES)

    class Meta:
        label = _("Portfolio: pictures, audio, video")
        icon = "image"


class StatementBlock(FieldBlock):
    """A long text that answers one criterion of the jury."""

    most_words = blocks.IntegerBlock(label=_("words at most"), default=200, min_value=1, max_value=MOST_WORDS)
    criterion = blocks.IntegerBlock(label=_("criterion"), min_value=1, help_text=_("Its place in the list of the call's criteria"))

    class Meta:
        label = _("Statement for a criterion")
        icon = "tick"


class ConsentBlock(FieldBlock):
    class Meta:
        label = _("Consent")
        icon = "check"


class FormBlocks(blocks.StreamBlock):
    """A form. Kinds are named as in `fields.Kind`."""

    text = TextBlock()
    long_text = LongTextBlock()
    choice = ChoiceFieldBlock()
    choices = ChoicesBlock()
    number = NumberBlock()
    date = DateFieldBlock()
    link = LinkBlock()
    files = FilesBlock()
    portfolio = PortfolioBlock()
    statement = StatementBlock()
    consent = ConsentBlock()

    def clean(self, value: Any) -> Any:
        """Conditions name a question above; short names are unique."""
        cleaned = super().clean(value)
        wrong = {place: ValidationError(reason) for place, reason in wrong_codes(block.value for block in cleaned)}
        if wrong:
            raise blocks.StreamBlockValidationError(block_errors=wrong)
        return cleaned


def wrong_codes(values: Iterable[Any]) -> Iterable[tuple[int, Any]]:
    """(place, reason) of each field whose short name or condition is wrong."""
    known: set[str] = set()
    for place, value in enumerate(values):
        code, only_if = value.get("code") or "", value.get("only_if") or ""
        if only_if and only_if.partition("=")[0].strip() not in known:
            yield place, _("The condition names no question above.")
        elif only_if and not only_if.partition("=")[2].strip():
            yield place, _("A condition is a short name, =, and an answer.")
        elif code and code in known:
            yield place, _("Another question has this short name.")
        known.add(code)
