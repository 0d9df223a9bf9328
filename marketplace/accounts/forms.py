# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from .models import User


class ProfileForm(forms.ModelForm):
    phone = PhoneNumberField(label=_("Phone"), region="IT", required=False)

    class Meta:
        model = User
        fields = ["full_name", "phone", "language"]
        labels = {"full_name": _("First and last name"), "language": _("Language of our mails")}

    def clean_phone(self) -> str:
        phone = self.cleaned_data.get("phone")
        return phone.as_international if phone else ""


class EraseForm(forms.Form):
    """The password again: an unlocked phone on a table must not be enough."""

    password = forms.CharField(label=_("Your password"), widget=forms.PasswordInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("That is not your password."))
        return password
