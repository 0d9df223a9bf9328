# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from oscar.apps.catalogue.abstract_models import AbstractProduct
from wagtail.models import Orderable
from wagtail.search import index

from ..managers import ProductQuerySet
from .moderated import Moderated


class Product(Moderated, index.Indexed, AbstractProduct):
    """Anything offered, with drafts and moderation. `title` and `description` are Italian."""

    engine_class = ""  # slug of Oscar's product class; children have none
    engine_structure = ""  # parent, child or standalone, where the kind of product settles it

    upc: str | None
    title_en = models.CharField(_("title, English"), max_length=255, blank=True)
    title_de = models.CharField(_("title, German"), max_length=255, blank=True)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    summary_en = models.CharField(_("summary, English"), max_length=200, blank=True)
    summary_de = models.CharField(_("summary, German"), max_length=200, blank=True)
    description_en = models.TextField(_("description, English"), blank=True)
    description_de = models.TextField(_("description, German"), blank=True)
    business = models.ForeignKey(
        "catalogue.Business",
        models.PROTECT,
        null=True,
        related_name="products",
        verbose_name=_("business"),
        help_text=_("who offers it"),
    )
    picture = models.ForeignKey("catalogue.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture"))

    objects = ProductQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("description"),
        index.FilterField("is_public"),
        index.FilterField("live"),
        index.FilterField("structure"),
        index.FilterField("business_id"),
    ]

    class Meta(AbstractProduct.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["slug"], condition=~Q(structure="child"), name="listing_slug_unique"),
        ]

    def clean(self) -> None:
        self._complete()
        super().clean()
        if not self.upc:
            self.upc = None  # Oscar reads NULL as "", and "" is looked up as NULL: not unique

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._complete()
        super().save(*args, **kwargs)

    def _complete(self) -> None:
        from ..domain.complete_product import complete_product

        complete_product(product=self)

    def get_absolute_url(self) -> str:
        """The public page; kinds of product override it."""
        return ""


class ProductPicture(Orderable):
    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="gallery")
    picture = models.ForeignKey("catalogue.Picture", models.PROTECT, related_name="+")
