# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What every application says of the person and the project, whatever the form of the stage asks."""

from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from ..models import Call
from ..vocabulary import CallLanguage, Discipline, Need

# Of CLDR's territories with two letters those that are no country: groups, and places in the sea without people.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AQ", "BV", "HM", "TF", "CP", "DG", "EA", "IC", "TA", "AC", "CQ"})
TITLE = 160


def countries() -> list[tuple[str, str]]:
    """(ISO 3166 code, name in the active language), by name."""
    names = Locale.parse((get_language() or "it")[:2]).territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES]
    return [("", "—"), *sorted(found, key=lambda pair: pair[1].casefold())]


def about_fields(call: Call) -> dict[str, forms.Field]:
    """The fields by name; names are those of `Application`'s columns."""
    return {
        "name": forms.CharField(label=_("First and last name"), max_length=150, widget=_input(autocomplete="name")),
        "email": forms.EmailField(
            label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"})
        ),
        "phone": PhoneNumberField(
            label=_("Phone"), region="IT", required=False, widget=_input(autocomplete="tel", inputmode="tel", type="tel")
        ),
        "country": forms.ChoiceField(label=_("Where you live"), choices=countries, widget=forms.Select({"autocomplete": "country"})),
        "discipline": forms.ChoiceField(label=_("Discipline"), choices=_among(Discipline, call.disciplines)),
        "language": forms.ChoiceField(label=_("Language of the application"), choices=_among(CallLanguage, call.languages)),
        "title": forms.CharField(label=_("Title of the project"), max_length=TITLE),
        "needs": forms.MultipleChoiceField(
            label=_("What you need to come"),
            choices=Need.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("The jury does not see it. It decides which rooms suit you, not whether you are chosen."),
        ),
    }


def _input(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs)


def _among(words: Any, chosen: list[str]) -> list[tuple[str, Any]]:
    found = [(word.value, word.label) for word in words if word.value in chosen]
    return found if len(found) == 1 else [("", "—"), *found]
