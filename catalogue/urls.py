# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.urls import path

from . import views

app_name = "catalogue"
urlpatterns = [
    path("stays/<slug:slug>/", views.stay, name="stay"),
    path("experiences/<slug:slug>/", views.experience, name="experience"),
    path("businesses/<slug:slug>/", views.business, name="business"),
    path("goods/<slug:slug>/", views.good, name="good"),
]
