# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Wagtail's index of references knows content, and money and nights are not slowed down by it."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail.models.reference_index import ReferenceIndex

from catalogue.models import Stay
from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.models import Hold, Occupancy
from marketplace.payments.models import Payment
from tests.factories import make_unit, today


def test_content_is_indexed_and_commerce_is_not() -> None:
    assert Stay in ReferenceIndex.tracked_models
    assert not {Hold, Occupancy, Payment} & ReferenceIndex.tracked_models


@pytest.mark.django_db(transaction=True)
def test_a_hold_queues_nothing() -> None:
    unit = make_unit()
    before = DBTaskResult.objects.count()
    hold_nights(unit=unit, check_in=today() + timedelta(days=9), check_out=today() + timedelta(days=11), adults=2)
    assert DBTaskResult.objects.count() == before
