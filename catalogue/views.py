# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from .models import Business, Experience, Good, Stay


def stay(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "catalogue/stay.html", {"stay": get_object_or_404(Stay.objects.browsable(), slug=slug)})


def experience(request: HttpRequest, slug: str) -> HttpResponse:
    return render(
        request,
        "catalogue/experience.html",
        {"experience": get_object_or_404(Experience.objects.browsable(), slug=slug)},
    )


def business(request: HttpRequest, slug: str) -> HttpResponse:
    return render(
        request,
        "catalogue/business.html",
        {"business": get_object_or_404(Business.objects.filter(live=True), slug=slug)},
    )


def good(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "catalogue/good.html", {"good": get_object_or_404(Good.objects.browsable(), slug=slug)})
