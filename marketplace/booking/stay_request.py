# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a guest asks for: nights and guests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

OLDEST_CHILD = 17  # years


@dataclass(frozen=True, slots=True)
class StayRequest:
    """Nights `[check_in, check_out)`, guests, and ids of chosen extras."""

    check_in: date
    check_out: date
    adults: int
    children: int = 0
    children_ages: tuple[int, ...] = ()
    extras: tuple[int, ...] = ()

    @property
    def nights(self) -> int:
        return (self.check_out - self.check_in).days

    @property
    def guests(self) -> int:
        return self.adults + self.children


def stay_request(
    *,
    check_in: date,
    check_out: date,
    adults: int,
    children: int = 0,
    children_ages: Sequence[int] = (),
    extras: Sequence[int] = (),
) -> StayRequest:
    return StayRequest(check_in, check_out, adults, children, tuple(children_ages), tuple(dict.fromkeys(extras)))
