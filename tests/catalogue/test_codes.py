# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The formats of the national code."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalogue.validators import normalise_cin, validate_cin
from tests import factories


@pytest.mark.parametrize("code", ["IT058091C27G5FFZDZ", "IT015146A12HOLV2MZ", "it048017 b42742qnbz", "IT039007B100000"])
def test_a_cin_in_the_published_format_is_taken(code: str) -> None:
    validate_cin(code)


@pytest.mark.parametrize("code", ["", "015146-CNI-01894", "IT-12345-1234567890", "IT058091C27G5FFZDZX", "IT058091000000000"])
def test_anything_else_is_not_a_cin(code: str) -> None:
    with pytest.raises(ValidationError):
        validate_cin(code)


def test_a_cin_is_stored_without_blanks_and_dashes() -> None:
    assert normalise_cin(" it058091-c27g 5ffzdz ") == "IT058091C27G5FFZDZ"


@pytest.mark.django_db
def test_the_database_refuses_a_stay_with_a_wrong_cin() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_stay(cin="015146-CNI-01894")
    assert factories.make_stay().cin.startswith("IT")
