# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`booking:hold` and `basket:…`, below the language."""

from django.urls import include, path

from . import views

booking = [path("", views.hold, name="hold")]
basket = [
    path("", views.detail, name="detail"),
    path("<int:line_id>/extend/", views.extend, name="extend"),
    path("<int:line_id>/remove/", views.remove, name="remove"),
]
urlpatterns = [
    path("holds/", include((booking, "booking"))),
    path("basket/", include((basket, "basket"))),
]
