# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a call is made of. All of it is drafted, previewed and published with the call."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Orderable

from marketplace.localised import LocalisedMixin

from ..forms.blocks import FormBlocks
from ..vocabulary import KINDS_OF, Measure, Per, Side, StageKind, TermKind


class Term(LocalisedMixin, Orderable):
    """One thing given or asked, in the one form in which calls are compared. Amounts in EUR."""

    call = ParentalKey("residencies.Call", on_delete=models.CASCADE, related_name="terms")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices, help_text=_("Given to the artist, or asked of her"))
    kind = models.CharField(_("kind"), max_length=20, choices=TermKind.choices)
    amount = models.DecimalField(
        _("amount, EUR"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    per = models.CharField(_("per"), max_length=6, choices=Per.choices, blank=True)
    quantity = models.DecimalField(
        _("quantity"), max_digits=7, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    measure = models.CharField(_("of what"), max_length=6, choices=Measure.choices, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    note_en = models.CharField(_("note, English"), max_length=200, blank=True)
    note_de = models.CharField(_("note, German"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="term_amount_not_negative"),
            models.CheckConstraint(condition=Q(amount=None, per="") | (Q(amount__isnull=False) & ~Q(per="")), name="term_amount_has_per"),
            models.CheckConstraint(
                condition=Q(quantity=None, measure="") | (Q(quantity__gte=0) & ~Q(measure="")), name="term_quantity_has_measure"
            ),
            models.CheckConstraint(
                condition=Q(side=Side.GIVEN.value, kind__in=[kind.value for kind in KINDS_OF[Side.GIVEN]])
                | Q(side=Side.ASKED.value, kind__in=[kind.value for kind in KINDS_OF[Side.ASKED]]),
                name="term_kind_fits_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.get_kind_display()}"

    def clean(self) -> None:
        wrong = {}
        if (self.amount is None) != (self.per == ""):
            wrong["per"] = _("An amount is paid once, a month, a week, a night or a person: say both or neither.")
        if (self.quantity is None) != (self.measure == ""):
            wrong["measure"] = _("A quantity has a unit: say both or neither.")
        if self.side and self.kind and self.kind not in KINDS_OF[self.side]:
            wrong["kind"] = _("This is not given to artists.") if self.side == Side.GIVEN else _("This is not asked of artists.")
        if wrong:
            raise ValidationError(wrong)


class Period(models.Model):
    """Nights in which residents may come, `[check_in, check_out)`, and how many of them one stays."""

    call = ParentalKey("residencies.Call", on_delete=models.CASCADE, related_name="periods")
    check_in = models.DateField(_("from"))
    check_out = models.DateField(_("until"), help_text=_("The day of leaving: the last night is the one before"))
    min_nights = models.PositiveSmallIntegerField(_("nights at least"), default=14)
    max_nights = models.PositiveSmallIntegerField(_("nights at most"), default=30)

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["check_in"]
        constraints = [
            models.CheckConstraint(condition=Q(check_in__lt=F("check_out")), name="period_has_nights"),
            models.CheckConstraint(condition=Q(min_nights__gte=1, min_nights__lte=F("max_nights")), name="period_lengths_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.check_in} – {self.check_out}"

    def clean(self) -> None:
        wrong = {}
        dated = self.check_in is not None and self.check_out is not None
        if dated and self.check_in >= self.check_out:
            wrong["check_out"] = _("The day of leaving comes after the day of arrival.")
        if self.min_nights is not None and self.max_nights is not None:
            if not 1 <= self.min_nights <= self.max_nights:
                wrong["max_nights"] = _("At least one night, and at most not fewer than at least.")
            elif dated and not wrong and self.min_nights > (self.check_out - self.check_in).days:
                wrong["min_nights"] = _("The period is shorter than this.")
        if wrong:
            raise ValidationError(wrong)


class Place(Orderable):
    """A unit to live in, a studio to work in, or both: what the call keeps for one resident."""

    call = ParentalKey("residencies.Call", on_delete=models.CASCADE, related_name="reserved")
    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    studio = models.ForeignKey("residencies.Studio", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("studio"))

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(condition=Q(unit__isnull=False) | Q(studio__isnull=False), name="place_is_somewhere"),
            models.UniqueConstraint(fields=["call", "unit"], name="unit_once_a_call"),
        ]

    def __str__(self) -> str:
        return " · ".join(str(part) for part in (self.unit, self.studio) if part is not None)

    def clean(self) -> None:
        if self.unit_id is None and self.studio_id is None:
            raise ValidationError(_("A place has a unit, a studio, or both."))


class Stage(LocalisedMixin, Orderable):
    """One round of a call. Without times of its own it keeps the call's."""

    call = ParentalKey("residencies.Call", on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(_("kind"), max_length=12, choices=StageKind.choices)
    title = models.CharField(_("title"), max_length=120, blank=True, help_text=_("Empty: the word for its kind"))
    title_en = models.CharField(_("title, English"), max_length=120, blank=True)
    title_de = models.CharField(_("title, German"), max_length=120, blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    form = StreamField(FormBlocks(), blank=True, verbose_name=_("form"))

    class Meta(Orderable.Meta):
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(deadline_at=None) | Q(opens_at__lt=F("deadline_at")), name="stage_times_in_order"
            )
        ]

    def __str__(self) -> str:
        return str(self.t.title or self.get_kind_display())

    def clean(self) -> None:
        if self.opens_at and self.deadline_at and self.opens_at >= self.deadline_at:
            raise ValidationError({"deadline_at": _("The deadline comes after the opening.")})
