# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses. Everything a guest reads stands below its language; programs' doors do not."""

from pathlib import Path

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from frontend import views as face
from marketplace.accounts.views import admin_login
from marketplace.api.wiring import api

handler400 = "frontend.errors.bad_request"
handler403 = "frontend.errors.permission_denied"
handler429 = "frontend.errors.too_many_requests"  # allauth asks for it
handler404 = "frontend.errors.not_found"
handler500 = "frontend.errors.server_error"

urlpatterns = [
    path("robots.txt", face.robots),
    path("sitemap.xml", face.sitemap),
    path("health/", include("marketplace.runtime.urls")),
    path("webhooks/", include("marketplace.payments.urls")),
    path("api/v1/", api.urls),
    path("admin/login/", admin_login),  # before Wagtail's own form
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Renditions only: originals and documents stay behind Wagtail's permission views.
    path("media/images/<path:path>", serve, {"document_root": Path(settings.MEDIA_ROOT) / "images"}),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("", include("marketplace.accounts.urls")),
        path("", include("marketplace.basket.urls")),
        path("", include("catalogue.urls")),
        path("", include("residencies.urls")),
        path("", include("search.urls")),
        path("", include("frontend.urls")),
        path("", include("marketplace.messages.urls")),
        path("", include("marketplace.checkout.urls")),
        # Wagtail's own sign-in form would go round the second step and the limits of ours.
        path("_util/login/", admin_login),
        path("", include(wagtail_urls)),  # catch-all, last
    ),
]
