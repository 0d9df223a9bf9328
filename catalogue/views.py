# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Public pages. What is not public any more answers 410, what never was 404."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from .models import Business, Experience, Good, Stay
from .pages.business import business_context
from .pages.experience import experience_context
from .pages.good import good_context
from .pages.question import Question
from .pages.stay import stay_context
from .queries import business_page, experience_page, good_page, stay_page, was_public


def stay(request: HttpRequest, slug: str) -> HttpResponse:
    found = stay_page(slug=slug)
    if found is None:
        return _absent(request, Stay, slug)
    question = Question(request.GET)
    context = stay_context(request, found, question)
    return render(request, "catalogue/stay.html", context, status=422 if question.errors else 200)


def experience(request: HttpRequest, slug: str) -> HttpResponse:
    found = experience_page(slug=slug)
    if found is None:
        return _absent(request, Experience, slug)
    return render(request, "catalogue/experience.html", experience_context(request, found))


def business(request: HttpRequest, slug: str) -> HttpResponse:
    found = business_page(slug=slug)
    if found is None:
        return _absent(request, Business, slug)
    return render(request, "catalogue/business.html", business_context(request, found))


def good(request: HttpRequest, slug: str) -> HttpResponse:
    found = good_page(slug=slug)
    if found is None:
        return _absent(request, Good, slug)
    return render(request, "catalogue/good.html", good_context(request, found))


def _absent(request: HttpRequest, kind: type[Any], slug: str) -> HttpResponse:
    if was_public(kind=kind, slug=slug):
        return render(request, "errors/410.html", status=410)
    raise Http404
