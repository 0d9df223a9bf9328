# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import admin_orders, admin_requests

urlpatterns = [
    path("", admin_requests.listing, name="listing"),
    path("goods/<int:pk>/", admin_requests.good, name="good"),
    path("<str:number>/", admin_requests.answer, name="answer"),
]

order_patterns = [
    path("", admin_orders.listing, name="listing"),
    path("<str:number>/", admin_orders.manage, name="manage"),
]


@hooks.register("register_admin_urls")
def request_urls() -> list[object]:
    return [
        path("requests/", include((urlpatterns, "checkout_requests"))),
        path("bookings/", include((order_patterns, "checkout_orders"))),
    ]


class RequestsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return admin_requests.may_look(request)


@hooks.register("register_admin_menu_item")
def requests_item() -> RequestsItem:
    return RequestsItem(_("Requests of guests"), reverse("checkout_requests:listing"), name="requests", icon_name="mail", order=150)


class OrdersItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return admin_orders.may_manage(request)


@hooks.register("register_admin_menu_item")
def orders_item() -> OrdersItem:
    return OrdersItem(
        _("Bookings of guests"), reverse("checkout_orders:listing"), name="guest-bookings", icon_name="calendar-check", order=151
    )
