# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Application, Award, Call, Place, Residence


def wrong_with_residence(*, call: Call, award: Award, place: Place, check_in: date, check_out: date, now: datetime) -> list[str | Promise]:
    """Why an artist cannot live in a place in nights `[check_in, check_out)`, in words; empty if nothing speaks against it.

    Whether the nights are free says the calendar, not this.
    """
    wrong: list[str | Promise] = []
    nights = (check_out - check_in).days
    if place.call_id != call.pk:
        wrong.append(_("This place is not one of the call."))
    if nights < 1:
        return [*wrong, _("The day of leaving comes after the day of arrival.")]
    if check_in < now.astimezone(call.zone).date():
        wrong.append(_("The day of arrival is past."))
    periods = [period for period in call.periods.all() if period.check_in <= check_in and check_out <= period.check_out]
    if not periods:
        wrong.append(_("The dates are not within a period of the call."))
    elif not any(period.min_nights <= nights <= period.max_nights for period in periods):
        wrong.append(_("The call asks for another number of nights."))
    if not is_available(application=award.application, check_in=check_in, check_out=check_out):
        wrong.append(_("The artist has said that she cannot come then."))
    if _others_there(award, place, check_in, check_out):
        wrong.append(_("Another artist lives there then."))
    if _studio_full(award, place, check_in, check_out):
        wrong.append(_("The studio is full then."))
    return wrong


def is_available(*, application: Application, check_in: date, check_out: date) -> bool:
    """Whether the artist has said that she can come for all of these nights; who has said nothing can always."""
    ranges = [(date.fromisoformat(start), date.fromisoformat(end)) for start, end in application.availability]
    return not ranges or any(start <= check_in and check_out <= end for start, end in ranges)


def _others_there(award: Award, place: Place, check_in: date, check_out: date) -> bool:
    others = Residence.objects.filter(cancelled_at=None, period__overlap=(check_in, check_out)).exclude(award=award)
    return others.filter(place=place).exists()


def _studio_full(award: Award, place: Place, check_in: date, check_out: date) -> bool:
    """More artists at once than the studio takes, on one of the nights."""
    if place.studio is None:
        return False
    others = Residence.objects.filter(cancelled_at=None, studio=place.studio, period__overlap=(check_in, check_out)).exclude(award=award)
    periods = list(others.values_list("period", flat=True))
    # The most at once is on the first night of one of them, or on ours.
    starts = {check_in, *(period.lower for period in periods if period.lower > check_in)}
    return any(sum(period.lower <= night < period.upper for period in periods) >= place.studio.capacity for night in starts)
