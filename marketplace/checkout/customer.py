# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What may be said about who books: the same for the page and for programs."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

LONGEST_NAME = 150


def clean_name(value: str) -> str:
    """The name without spaces around it. Raises ValidationError for a blank one and for letters nobody can write (control characters)."""
    name = value.strip()
    if not any(letter.isalnum() for letter in name):
        raise ValidationError(_("Please write your name."), code="required")
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        raise ValidationError(_("The name contains characters that cannot be written."), code="control-characters")
    return name


def clean_phone(value: str) -> str:
    """The number in international form, Italy where no country is given; empty stays empty. Raises ValidationError."""
    phone = PhoneNumberField(region="IT", required=False).clean(value.strip())
    return str(phone.as_international) if phone else ""
