# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page of an experience: what one does, and its coming sessions."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from ..models import Experience
from ..queries import coming_sessions, pictures_by_id
from .lodging_data import event_data


def experience_context(request: HttpRequest, experience: Experience) -> dict[str, Any]:
    """All that `catalogue/experience.html` needs."""
    sessions = coming_sessions(experience=experience) if experience.pk else []
    pictures = pictures_by_id(ids=[experience.picture_id, *getattr(experience, "gallery_ids", [])])
    names = dict(settings.LANGUAGES)
    return {
        "experience": experience,
        "nav_current": "experiences",
        "sessions": sessions,
        "head": pictures.get(experience.picture_id or 0),
        "gallery": [picture for pk, picture in pictures.items() if pk != experience.picture_id],
        "languages": [gettext(str(names[code])) for code in experience.languages if code in names],
        "data": event_data(experience, sessions, request.build_absolute_uri(experience.get_absolute_url())),
    }
