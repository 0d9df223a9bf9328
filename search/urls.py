# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.urls import path

from . import views
from .saved import views as saved

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/saved/", saved.save, name="save"),
    path("search/saved/<str:token>/", saved.confirm, name="confirm"),
    path("search/saved/<str:token>/stop/", saved.stop, name="stop"),
    path("search/saved/<str:token>/stop-all/", saved.stop, {"everything": True}, name="stop_all"),
    path("me/searches/", saved.mine, name="mine"),
    path("me/searches/<int:pk>/end/", saved.end, name="end"),
]
