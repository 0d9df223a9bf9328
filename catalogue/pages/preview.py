# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The admin's preview: the real page of a listing, with what stands in the form."""

from typing import Any

from django.http import HttpRequest

from ..models import Business, Experience, Good, Session, Stay, Unit
from .business import business_context
from .experience import experience_context
from .good import good_context
from .question import Question
from .stay import stay_context

TEMPLATES = {Stay: "stay", Unit: "stay", Experience: "experience", Session: "experience", Good: "good", Business: "business"}


def template_of(thing: Any) -> str:
    """The template of the public page on which `thing` is shown: a unit on its stay's, a session on its experience's."""
    return f"catalogue/{TEMPLATES[type(thing)]}.html"


def context_of(thing: Any, request: HttpRequest) -> dict[str, Any]:
    """The page's context for a thing that may not be saved yet."""
    if isinstance(thing, Unit):
        thing = thing.stay
    elif isinstance(thing, Session):
        thing = thing.experience
    thing.slug = thing.slug or "preview"
    thing.gallery_ids = [row.picture_id for row in thing.gallery.all() if row.picture_id]
    if isinstance(thing, Stay):
        thing.unit_ids = list(Unit.objects.filter(parent_id=thing.pk).order_by("pk").values_list("pk", flat=True)) if thing.pk else []
        return stay_context(request, thing, Question(request.GET if request.method == "GET" else {}))
    if isinstance(thing, Experience):
        return experience_context(request, thing)
    return good_context(request, thing) if isinstance(thing, Good) else business_context(request, thing)
