# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Refusals of this room, with words for whoever asked."""

from marketplace.errors import Conflict, Refused


class WrongState(Conflict):
    """Not possible in the state it is in."""

    code = "wrong-state"


class TooLate(Refused):
    """The deadline is over, by the database's clock."""

    code = "too-late"


class Stale(Conflict):
    """It was saved elsewhere in the meantime, in another tab or on another device."""

    code = "stale"


class AlreadyCast(Conflict):
    """A vote is cast once."""

    code = "already-cast"


class Incomplete(Refused):
    """Something is missing."""

    code = "incomplete"


class TooManyAwards(Conflict):
    """More residencies are decided than the call offers."""

    code = "too-many-awards"


class NightsNotFree(Conflict):
    """Somebody else has nights of a residence; `nights` lists them, ISO dates."""

    code = "nights-not-free"
