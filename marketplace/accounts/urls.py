# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("me/", views.home, name="home"),
    path("me/profile/", views.profile, name="profile"),
    path("me/data/", views.data, name="data"),
    path("me/data/download/", views.download, name="download"),
    path("me/data/erase/", views.erase, name="erase"),
]
