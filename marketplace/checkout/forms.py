# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from marketplace.booking.forms import ChildrenAgesField, ages_of

from .customer import clean_name


class CheckoutForm(forms.Form):
    """Who books. The fields browsers can fill in by themselves say so."""

    name = forms.CharField(label=_("First and last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The confirmation and the link to your booking go here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    phone = PhoneNumberField(
        label=_("Phone"),
        region="IT",
        required=False,
        help_text=_("For the host, on the day you arrive."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    note = forms.CharField(
        label=_("Message to the host"),
        required=False,
        max_length=1000,
        help_text=_("When you arrive, what you need, what you are curious about."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    terms = forms.BooleanField(
        label=_("I have read the terms, the house rules and the cancellation terms above."),
        error_messages={"required": _("Tick the box to go on: it is part of the contract.")},
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        phone = self.cleaned_data.get("phone")
        return phone.as_international if phone else ""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class CancelForm(forms.Form):
    """`promised` is the amount the guest read: if the terms' next step has passed meanwhile, they are asked again."""

    promised = forms.DecimalField(max_digits=10, decimal_places=2, widget=forms.HiddenInput)
    why = forms.CharField(label=_("Would you tell the host why?"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class GuestsForm(forms.Form):
    adults = forms.IntegerField(label=_("Adults"), min_value=1, max_value=30)
    children = forms.IntegerField(label=_("Children"), min_value=0, max_value=30, required=False)
    children_ages = ChildrenAgesField(label=_("Ages of the children"))

    def clean_children(self) -> Any:
        return self.cleaned_data.get("children") or 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        return {**data, "children_ages": ages_of(ages=data.get("children_ages", []), children=data.get("children", 0))}


class MessageForm(forms.Form):
    text = forms.CharField(label=_("Your message"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class DeclineForm(forms.Form):
    why = forms.CharField(label=_("Reason, for the guest"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class CallOffForm(forms.Form):
    """Host or staff cancel for the guest."""

    why = forms.CharField(label=_("Reason, for the guest"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class RefundForm(forms.Form):
    """Staff give back a part of what was paid, EUR."""

    amount = forms.DecimalField(label=_("Amount in €"), min_value=Decimal("0.01"), max_digits=10, decimal_places=2)
    why = forms.CharField(label=_("Reason, for the guest"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
