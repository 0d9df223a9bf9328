# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Answers to the fields of a form: which count, how each becomes a field of a page, how many words a text has.

An answer is kept as it was typed ({field id: text, list of texts, or true/false}), whatever is wrong with it: a draft loses nothing.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .fields import WITH_FILES, Field, Kind

YES = frozenset({"sì", "si", "yes", "ja", "true", "1"})
MOST_LETTERS = 60_000  # of one answer in a draft, whatever the form allows
ROWS = {Kind.LONG_TEXT: 8, Kind.STATEMENT: 6}


def count_words(text: str) -> int:
    """Words as a reader counts them: what stands between spaces. The page's script counts alike."""
    return len(text.split())


class MostWords(BaseValidator):
    """At most so many words."""

    code = "most_words"
    message = ngettext_lazy(
        "At most %(limit_value)d word; these are %(show_value)d.", "At most %(limit_value)d words; these are %(show_value)d.", "limit_value"
    )

    def compare(self, a: int, b: int) -> bool:
        return a > b

    def clean(self, x: str) -> int:
        return count_words(x)


def counting(fields: Sequence[Field], answers: Mapping[str, Any]) -> list[Field]:
    """The fields whose condition is met; one that hangs on a field that does not count does not count either."""
    found: dict[str, Field] = {}
    for field in fields:
        if field.only_if is None or (field.only_if.field_id in found and _met(field.only_if.value, answers.get(field.only_if.field_id))):
            found[field.id] = field
    return list(found.values())


def _met(wanted: str, given: Any) -> bool:
    word = wanted.strip().casefold()
    if isinstance(given, bool):
        return given is (word in YES)
    if isinstance(given, list):
        return word in (str(one).strip().casefold() for one in given)
    return given is not None and str(given).strip().casefold() == word


def given(value: Any) -> bool:
    """Whether there is an answer at all."""
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def form_field(field: Field, language: str) -> forms.Field | None:
    """The field of a page that asks this question; None for questions that are answered with files."""
    make = MAKERS.get(field.kind)
    if field.kind in WITH_FILES or make is None:
        return None
    made: forms.Field = make(field, language)
    made.label = field.in_language(field.label, language)
    made.help_text = field.in_language(field.help, language) if field.help else ""
    made.required = field.required
    if field.required and not isinstance(made.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        made.widget.attrs["aria-required"] = "true"
    if field.kind is Kind.CONSENT:
        made.error_messages["required"] = _("This has to be ticked.")
    return made


def _text(field: Field, language: str) -> forms.Field:
    return forms.CharField(max_length=field.most)


def _words(field: Field, language: str) -> forms.Field:
    area = forms.Textarea(attrs={"rows": ROWS[field.kind], "data-words": field.most or ""})
    return forms.CharField(max_length=MOST_LETTERS, widget=area, validators=[MostWords(field.most)] if field.most else ())


def _choices(field: Field, language: str) -> list[tuple[str, str]]:
    return [(option.value, field.in_language(option.label, language)) for option in field.options]


def _choice(field: Field, language: str) -> forms.Field:
    found = _choices(field, language)
    if len(found) > 8:
        return forms.ChoiceField(choices=[("", "—"), *found])
    return forms.ChoiceField(choices=found, widget=forms.RadioSelect)


def _several(field: Field, language: str) -> forms.Field:
    made = forms.MultipleChoiceField(choices=_choices(field, language), widget=forms.CheckboxSelectMultiple)
    most = field.most
    if most:

        def at_most(chosen: list[str]) -> None:
            if len(chosen) > most:
                raise ValidationError(
                    ngettext_lazy("At most %(count)d answer.", "At most %(count)d answers.", "count"), params={"count": most}
                )

        made.validators.append(at_most)
    return made


def _number(field: Field, language: str) -> forms.Field:
    least, most = (Decimal(text) if text else None for text in (field.least_number, field.most_number))
    entry = forms.TextInput(attrs={"inputmode": "decimal"})
    made: forms.Field = forms.DecimalField(localize=True, max_digits=14, widget=entry)
    made.validators += [MinValueValidator(least)] if least is not None else []
    made.validators += [MaxValueValidator(most)] if most is not None else []
    return made


def _date(field: Field, language: str) -> forms.Field:
    return forms.DateField(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"], widget=forms.DateInput(attrs={"type": "date"}))


def _link(field: Field, language: str) -> forms.Field:
    return forms.URLField(
        assume_scheme="https", max_length=500, widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"})
    )


def _consent(field: Field, language: str) -> forms.Field:
    return forms.BooleanField()


MAKERS = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _words,
    Kind.STATEMENT: _words,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _several,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.LINK: _link,
    Kind.CONSENT: _consent,
}
