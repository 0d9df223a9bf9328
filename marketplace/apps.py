# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Configs of Oscar's apps whose code stays Oscar's. A config that keeps `name` is no fork."""

from oscar import config
from oscar.apps.analytics.apps import AnalyticsConfig
from oscar.apps.customer.apps import CustomerConfig
from oscar.apps.offer.apps import OfferConfig
from oscar.apps.order.apps import OrderConfig
from oscar.apps.voucher.apps import VoucherConfig
from oscar.core.application import OscarConfig


class _NoPages:
    """The engine without its pages: no views are loaded, no URLs are made."""

    def ready(self) -> None:
        pass

    def get_urls(self) -> list[object]:
        return []


class Shop(_NoPages, config.Shop):
    """Keeps Oscar's name, for its templates' and static files' sake."""


class Analytics(_NoPages, AnalyticsConfig):
    """Here for its migrations; its receivers would write on every product view."""


class Customer(_NoPages, CustomerConfig):
    """Here for its models; accounts are allauth's."""


class Offer(_NoPages, OfferConfig):
    """Offers and their conditions; pages are ours."""


class Order(_NoPages, OrderConfig):
    """Orders, lines, notes; state changes are `marketplace.booking`'s."""


class Voucher(_NoPages, VoucherConfig):
    """Voucher models."""


class Dashboard(OscarConfig):
    """Oscar's template tags want the label; the only admin is Wagtail's."""

    name = "oscar.apps.dashboard"
    label = "dashboard"
