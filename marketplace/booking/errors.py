# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the calendar refuses."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.errors import Conflict, Refused


class RulesBroken(Refused):
    """The dates, guests or extras break rules of the unit. `reasons` lists all of them: `{"code", "message"}`."""

    code = "rules-broken"

    def __init__(self, reasons: list[dict[str, str]]) -> None:
        super().__init__(" ".join(reason["message"] for reason in reasons), reasons=reasons)
        self.reasons = reasons


class NightsTaken(Conflict):
    """At least one of the nights is not free."""

    code = "nights-taken"

    def __init__(self, **extra: Any) -> None:
        super().__init__(_("Somebody else has just taken these nights. Please choose other dates."), **extra)


class SoldOut(Conflict):
    """Fewer places or pieces are left than asked for; `left` says how many."""

    code = "sold-out"

    def __init__(self, *, left: int) -> None:
        text = ngettext("Only %(left)s is left.", "Only %(left)s are left.", left) % {"left": left}
        super().__init__(text if left else _("Nothing is left."), left=left)


class HoldGone(Conflict):
    """The hold has expired, was released, or is already ordered."""

    code = "hold-gone"

    def __init__(self, **extra: Any) -> None:
        super().__init__(_("This hold has ended. Please choose your dates again."), **extra)


class WrongState(Conflict):
    """The thing is not in a state from which this is possible."""

    code = "wrong-state"


class HasBegun(Conflict):
    """The stay or the session has begun: guests no longer cancel by themselves."""

    code = "has-begun"

    def __init__(self) -> None:
        super().__init__(_("It has already begun, so it can no longer be cancelled here: please speak with the host."))
