# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What all tests stand on. Tests that commit empty the tables afterwards, so nothing may be taken for granted from migrations."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.utils import translation

from . import clean_tables, factories

clean_tables.install()


@pytest.fixture(autouse=True)
def clean_slate() -> Iterator[None]:
    """No test inherits another's language or cache."""
    with translation.override("it"):
        yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def ground(db: None) -> None:
    """Wagtail's root page, site and locales, as a fresh installation has them."""
    factories.lay_ground()
