# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.urls import path

from .artist import files, mine
from .artist.views import apply
from .consortium.mine import agreement, residency
from .jury import views as jury
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
    path("jury/", jury.juries, name="jury"),
    path("jury/invitations/<str:token>/", jury.invitation, name="jury-invitation"),
    path("jury/<int:stage>/", jury.desk, name="jury-desk"),
    path("jury/<int:stage>/conflicts/", jury.conflicts, name="jury-conflicts"),
    path("jury/<int:stage>/<slug:number>/", jury.reading, name="jury-reading"),
    path("jury/<int:stage>/<slug:number>/save/", jury.save, name="jury-save"),
    path("jury/<int:stage>/<slug:number>/cast/", jury.cast, name="jury-cast"),
    path("jury/<int:stage>/<slug:number>/files/<int:pk>/", jury.file, name="jury-file"),
]
