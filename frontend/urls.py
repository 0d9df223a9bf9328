# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.conf import settings
from django.urls import path

from . import views

app_name = "frontend"
urlpatterns = [path("style/", views.style, name="style")] if getattr(settings, "MARKETPLACE_STYLE_PAGE", False) else []
