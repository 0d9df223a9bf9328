# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Work that may wait a minute: pictures in all their sizes. Behind mails and webhooks in the queue."""

from django_tasks import task

from .models import Picture
from .renditions import make_renditions


@task(priority=-50)
def prepare_picture(picture_id: int, ratios: list[str]) -> None:
    """Make the renditions of a picture that pages will ask for; nothing if it is gone meanwhile."""
    picture = Picture.objects.filter(pk=picture_id).prefetch_related("renditions").first()
    if picture is not None:
        make_renditions(picture=picture, ratios=ratios)
