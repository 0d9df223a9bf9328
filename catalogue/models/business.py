# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from oscar.apps.partner.models import Partner
from wagtail.models import Orderable
from wagtail.search import index

from ..vocabulary import BusinessKind
from .moderated import Moderated, Placed


class Business(Moderated, Placed, index.Indexed, Partner):
    """A local business: an Oscar partner with a public page, members with roles and a Stripe account."""

    not_in_drafts = ("stripe_account", "payouts_active", "commission_percent", "vat_number", "regime")

    class Regime(models.TextChoices):
        BUSINESS = "business", _("Business")
        PRIVATE_SHORT_LET = "private_short_let", _("Private person, short lets")

    slug = models.SlugField(max_length=128, unique=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=BusinessKind.choices)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    summary_en = models.CharField(_("summary, English"), max_length=200, blank=True)
    summary_de = models.CharField(_("summary, German"), max_length=200, blank=True)
    story = models.TextField(_("story"), blank=True)
    story_en = models.TextField(_("story, English"), blank=True)
    story_de = models.TextField(_("story, German"), blank=True)
    founded_year = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    website = models.URLField(_("website"), blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    opening_hours_en = models.CharField(_("opening hours, English"), max_length=200, blank=True)
    opening_hours_de = models.CharField(_("opening hours, German"), max_length=200, blank=True)
    picture = models.ForeignKey("catalogue.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture"))
    language = models.CharField(_("language of mails"), max_length=2, choices=settings.LANGUAGES, default="it")
    vat_number = models.CharField(_("VAT number or tax code"), max_length=16, blank=True)
    regime = models.CharField(_("tax regime"), max_length=20, choices=Regime.choices, default=Regime.BUSINESS)
    commission_percent = models.DecimalField(
        _("commission, %"), max_digits=4, decimal_places=2, default=settings.MARKETPLACE_COMMISSION_PERCENT
    )
    stripe_account = models.CharField(max_length=64, blank=True, editable=False)
    payouts_active = models.BooleanField(default=False, editable=False)

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("business")
        verbose_name_plural = _("businesses")
        constraints = [
            models.CheckConstraint(condition=Q(commission_percent__gte=0, commission_percent__lt=100), name="commission_is_a_share"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self._complete()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._complete()
        super().save(*args, **kwargs)

    def _complete(self) -> None:
        from ..domain.choose_slug import choose_slug

        if not self.slug:
            self.slug = choose_slug(text=self.name, among=Business.objects.exclude(pk=self.pk), fallback="business")

    def get_absolute_url(self) -> str:
        return reverse("catalogue:business", kwargs={"slug": self.slug})


class BusinessPicture(Orderable):
    business = ParentalKey(Business, on_delete=models.CASCADE, related_name="gallery")
    picture = models.ForeignKey("catalogue.Picture", models.PROTECT, related_name="+")


class BusinessMember(models.Model):
    """A person of a business: an owner may do everything, a helper edits listings and the calendar."""

    class Role(models.TextChoices):
        OWNER = "owner", pgettext_lazy("member of a business", "Owner")
        HELPER = "helper", _("Helper")

    business = models.ForeignKey(Business, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.HELPER)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["business", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} ({self.business})"
