# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [path("demo/mails/", views.demo_mails, name="demo")]
