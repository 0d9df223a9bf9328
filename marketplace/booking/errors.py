# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the calendar refuses."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from marketplace.errors import Conflict, Refused

from .wording import moment


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


class TooManyHolds(Conflict):
    """The client or the account holds as much as one may at once; `most` says how much."""

    code = "too-many-holds"

    def __init__(self, *, most: int) -> None:
        text = ngettext("You can hold %(most)s thing at once.", "You can hold %(most)s things at once.", most) % {"most": most}
        advice = gettext("Book some of them or let one go.")
        super().__init__(f"{text} {advice}", most=most)


class HoldPause(Conflict):
    """The client or the account has just held these nights for as long as one may; `until` says when it may again."""

    code = "hold-pause"

    def __init__(self, *, until: datetime) -> None:
        text = gettext("You have just held these nights for as long as possible. From %(moment)s on you can hold them again.")
        super().__init__(text % {"moment": moment(until)}, until=until.isoformat())


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
