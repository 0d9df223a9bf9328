# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The form of a call: its times are typed and shown on the clocks of its own zone."""

from contextlib import AbstractContextManager
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

from catalogue.admin.forms import ListingForm

from ..domain.reasons_against_call import gone_words, needed_stages

TIMES = ("opens_at", "deadline_at", "jury_from", "jury_until", "publication_at")


class CallForm(ListingForm):
    """Times are of the zone in the form; one that clocks there never show, or show twice, is refused in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self._zone(self.instance.time_zone)
        for form in (self, *self.formsets["stages"].forms) if "stages" in self.formsets else (self,):
            for name in TIMES:
                instant = form.initial.get(name)
                if instant is not None and timezone.is_aware(instant):
                    form.initial[name] = instant.astimezone(zone).replace(tzinfo=None)

    @staticmethod
    def _zone(name: str) -> ZoneInfo:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo("Europe/Rome")  # the field itself says what is wrong

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        kept_from_going = {stage.pk: stage for stage in needed_stages(self.instance)} if self.instance.pk else {}
        for row in self.formsets["stages"].forms if "stages" in self.formsets else ():
            if row.instance.pk in kept_from_going and row.data.get(row.add_prefix("DELETE")):
                self.add_error(None, gone_words(kept_from_going[row.instance.pk]))
        return values

    def _in_zone(self) -> AbstractContextManager[Any]:
        return timezone.override(self._zone(self.data.get("time_zone") or self.instance.time_zone))

    def full_clean(self) -> None:
        with self._in_zone():
            super().full_clean()

    def is_valid(self) -> bool:
        with self._in_zone():
            return super().is_valid()
