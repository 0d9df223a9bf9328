# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .product import Product


class Good(Product):
    """A thing sold by a business and picked up there. Stock never goes below zero (constraint, conditional UPDATE)."""

    engine_structure = "standalone"
    engine_class = "good"
    not_in_drafts = ("stock_taken",)

    price = models.DecimalField(_("price, EUR"), max_digits=8, decimal_places=2)
    stock = models.PositiveIntegerField(_("in stock"), default=0)
    stock_taken = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("good")
        verbose_name_plural = _("goods")
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="good_price_not_negative"),
            models.CheckConstraint(condition=Q(stock_taken__lte=F("stock")), name="good_never_oversold"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("catalogue:good", kwargs={"slug": self.slug})

    def clean(self) -> None:
        super().clean()
        self.check_enough()

    def check_enough(self) -> None:
        """Raises ValidationError when fewer pieces are offered than are sold or held."""
        if self.stock is not None and self.stock < self.stock_taken:
            raise ValidationError({"stock": _("%(taken)d pieces are sold or held already.") % {"taken": self.stock_taken}})
