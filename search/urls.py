# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.urls import path

from . import views

app_name = "search"
urlpatterns = [path("search/", views.search, name="search")]
