# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage

from marketplace.localised import LocalisedMixin


class Picture(LocalisedMixin, AbstractImage):
    """An image of the library. `description` is its alt text in Italian; the file is re-encoded without EXIF and GPS."""

    description_en = models.CharField(_("description, English"), max_length=255, blank=True)
    description_de = models.CharField(_("description, German"), max_length=255, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    dominant_colour = models.CharField(max_length=7, blank=True, editable=False, help_text=_("shown while the picture loads"))
    business = models.ForeignKey(
        "catalogue.Business", models.SET_NULL, null=True, blank=True, related_name="library", verbose_name=_("business")
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "description_en", "description_de", "credit")

    def save(self, *args: Any, **kwargs: Any) -> None:
        from ..domain.receive_picture import receive_picture

        receive_picture(picture=self)
        super().save(*args, **kwargs)

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """As Wagtail makes it, but in memory: its temporary file would stay open."""
        with super().generate_rendition_file(filter, source=source) as file:
            file.seek(0)
            return ContentFile(file.read(), name=file.name)


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
