# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Formats the law gives to codes of a stay. Source: D.L. 145/2023 art. 13-ter and the CIN composition published by the Province of Trento."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CIN = re.compile(r"^IT\d{6}[A-Z0-9]{2}[A-Z0-9]{1,8}$")
ALL_DIGITS = re.compile(r"^IT\d{15,16}$")
CIR = re.compile(r"^\d{6}-?[A-Z]{3}-?[A-Z0-9]{5}$")
_SPACE_AND_DASHES = re.compile(r"[\s\-‐-―−]+")


def normalise_cin(value: str) -> str:
    """As it is stored and shown: no blanks, no dashes, capitals."""
    return _SPACE_AND_DASHES.sub("", value).upper()


def validate_cin(value: str) -> None:
    """Raise ValidationError unless `value`, normalised, has the format of a CIN (11 to 18 characters, no checksum exists)."""
    code = normalise_cin(value)
    if not CIN.match(code) or ALL_DIGITS.match(code):
        raise ValidationError(
            _("“%(value)s” is not a CIN. A CIN starts with IT and has 11 to 18 letters and digits, as IT018171C1ABCD1234."),
            code="cin-format",
            params={"value": value},
        )


def validate_cir(value: str) -> None:
    """Raise ValidationError unless `value` looks like a regional code of Lombardy, as 018171-CNI-00012."""
    if not CIR.match(value.strip().upper()):
        raise ValidationError(
            _("“%(value)s” is not a regional code (CIR), as 018171-CNI-00012."),
            code="cir-format",
            params={"value": value},
        )
