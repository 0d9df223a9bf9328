# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.urls import path

from .artist import files, mine
from .artist.views import apply
from .consortium.mine import agreement, residency
from .programme import views

app_name = "residencies"
urlpatterns = [
    path("calls/", views.index, name="index"),
    path("calls/<slug:slug>/", views.call, name="call"),
    path("calls/<slug:slug>/apply/", apply, name="apply"),
    path("calls/<slug:slug>/apply/files/<int:pk>/", files.show, name="file"),
    path("me/applications/", mine.index, name="applications"),
    path("me/applications/<str:number>/", mine.one, name="application"),
    path("me/applications/<str:number>/receipt.pdf", mine.receipt, name="receipt"),
    path("me/applications/<str:number>/withdraw/", mine.withdraw, name="withdraw"),
    path("me/residencies/<str:number>/", residency, name="residency"),
    path("me/residencies/<str:number>/agreement.pdf", agreement, name="agreement"),
]
