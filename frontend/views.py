# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of the face that are not Wagtail's."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from frontend.context import absolute
from frontend.samples import sample_context
from frontend.sitemap import build_entries


def style(request: HttpRequest) -> HttpResponse:
    """The living style page: every component with sample words. Only where MARKETPLACE_STYLE_PAGE is set."""
    return render(request, "frontend/style.html", sample_context(request))


@cache_control(max_age=3600, public=True)
def sitemap(request: HttpRequest) -> HttpResponse:
    """sitemap.xml: every public page with its translations."""
    return render(request, "frontend/sitemap.xml", {"entries": build_entries(request)}, content_type="application/xml")


@cache_control(max_age=86400, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: what belongs to one guest or to nobody is not to be read."""
    closed = ["/admin/", "/api/", "/documents/", "/webhooks/"]
    private = ("account", "me", "basket", "checkout", "bookings", "requests", "holds")
    closed += [f"/{code}/{name}/" for code, _name in settings.LANGUAGES for name in private]
    lines = ["User-agent: *", *[f"Disallow: {path}" for path in closed], "", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
