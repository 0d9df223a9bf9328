# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.urls import path

from .programme import views

app_name = "residencies"
urlpatterns = [
    path("calls/", views.index, name="index"),
    path("calls/<slug:slug>/", views.call, name="call"),
]
