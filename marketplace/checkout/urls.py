# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.urls import path

from .views import booking, mine, request, start, withdraw

app_name = "checkout"
urlpatterns = [
    path("me/bookings/", mine.mine, name="mine"),
    path("checkout/", start.start, name="start"),
    path("checkout/<str:token>/", start.status, name="status"),
    path("checkout/<str:token>/pay/", start.pay, name="pay"),
    path("checkout/<str:token>/change/", start.change, name="change"),
    path("bookings/<str:signed>/", booking.show, name="booking"),
    path("bookings/<str:signed>/calendar.ics", booking.calendar_file, name="calendar"),
    path("bookings/<str:signed>/cancel/", booking.cancel, name="cancel"),
    path("bookings/<str:signed>/guests/", booking.guests, name="guests"),
    path("bookings/<str:signed>/message/", booking.message, name="message"),
    path("bookings/<str:signed>/withdraw/<int:pk>/", withdraw.withdraw, name="withdraw"),
    path("requests/<str:signed>/", request.answer, name="request"),
]
