# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import random
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

Reading = tuple[int, int]  # juror, application


@dataclass(frozen=True)
class Plan:
    """Who is to read what. `short`: applications for which fewer jurors are left than asked for, with how many readings are missing."""

    readings: frozenset[Reading]
    add: frozenset[Reading]
    drop: frozenset[Reading]
    short: Mapping[int, int]
    loads: Mapping[int, int] = field(default_factory=dict)

    @property
    def uneven(self) -> int:
        """How many more readings the busiest has than the idlest; over 1 only where conflicts and readings begun leave no other way."""
        return max(self.loads.values()) - min(self.loads.values()) if self.loads else 0


def plan_readings(
    *,
    jurors: Collection[int],
    applications: Collection[int],
    conflicts: Collection[Reading],
    wanted: int,
    seed: int,
    standing: Collection[Reading] = (),
    begun: Collection[Reading] = (),
) -> Plan:
    """Give each application `wanted` different jurors, as evenly as conflicts allow, near to what stands.

    Readings `begun` are never moved. What stands is kept unless a conflict, too many readings or balance takes it away. Missing readings go to the
    least busy; then readings are handed on along the shortest chains of jurors that lead from a busier one to one with at least two readings
    fewer, those nobody holds yet first. Where no such chain is left, the sum of any convex cost of the loads is least: optimal
    semi-matchings by cost-reducing paths (Harvey, Ladner, Lovász, Tamir 2006). The same seed and input give the same plan.
    """
    desk = _Desk(sorted(jurors), sorted(applications), frozenset(conflicts), wanted, random.Random(seed))  # noqa: S311 - a fair draw, no secret
    desk.lay_out(set(standing), set(begun))
    desk.fill()
    desk.balance()
    readings = frozenset(desk.readings())
    stood = frozenset(standing) | frozenset(begun)
    short = {each: wanted - len(desk.readers[each]) for each in desk.applications if len(desk.readers[each]) < wanted}
    loads = {juror: len(desk.piles[juror]) for juror in desk.jurors}
    return Plan(readings=readings, add=readings - stood, drop=stood - readings, short=short, loads=loads)


class _Desk:
    """The piles of applications on the jurors' desks while they are being dealt."""

    def __init__(self, jurors: list[int], applications: list[int], conflicts: frozenset[Reading], wanted: int, dice: random.Random) -> None:
        self.jurors, self.applications, self.conflicts, self.wanted = jurors, applications, conflicts, wanted
        self.rank = {juror: place for place, juror in enumerate(dice.sample(jurors, len(jurors)))}  # who is first among equals
        self.order = {each: place for place, each in enumerate(dice.sample(applications, len(applications)))}
        self.piles: dict[int, set[int]] = {juror: set() for juror in jurors}
        self.readers: dict[int, set[int]] = {each: set() for each in applications}
        self.elsewhere: set[Reading] = set()  # begun by jurors who read no more: they count, and stay
        self.fixed: set[Reading] = set()
        self.stood: set[Reading] = set()

    def may(self, juror: int, application: int) -> bool:
        return (juror, application) not in self.conflicts and juror not in self.readers[application]

    def put(self, juror: int, application: int) -> None:
        self.piles[juror].add(application)
        self.readers[application].add(juror)

    def take(self, juror: int, application: int) -> None:
        self.piles[juror].discard(application)
        self.readers[application].discard(juror)

    def lay_out(self, standing: set[Reading], begun: set[Reading]) -> None:
        """What stands, without what may not; of too many readings those not begun go, from the busiest first."""
        for juror, application in sorted(standing | begun):
            if application not in self.readers or (juror, application) in self.conflicts:
                continue
            if juror in self.piles:
                self.put(juror, application)
                self.stood.add((juror, application))
            elif (juror, application) in begun:
                self.readers[application].add(juror)
                self.elsewhere.add((juror, application))
        self.fixed = begun & self.stood
        for application in sorted(self.applications, key=self.order.__getitem__):
            loose = [juror for juror in self.readers[application] if (juror, application) in self.stood - self.fixed]
            for juror in sorted(loose, key=lambda juror: (-len(self.piles[juror]), self.rank[juror]))[
                : max(0, len(self.readers[application]) - self.wanted)
            ]:
                self.take(juror, application)

    def fill(self) -> None:
        """Missing readings, one for each application in turn, to the least busy who may. Applications with the least choice come first."""
        choice = {each: sum(1 for juror in self.jurors if self.may(juror, each)) for each in self.applications}
        queue = sorted(self.applications, key=lambda each: (choice[each], self.order[each]))
        while queue:
            left = []
            for application in queue:
                free = [juror for juror in self.jurors if self.may(juror, application)]
                if free and len(self.readers[application]) < self.wanted:
                    self.put(min(free, key=lambda juror: (len(self.piles[juror]), self.rank[juror])), application)
                    left.append(application)
            queue = left

    def balance(self) -> None:
        """Hand on along cost-reducing chains until there is none."""
        while any(self._hand_on(juror) for juror in sorted(self.jurors, key=lambda juror: (-len(self.piles[juror]), self.rank[juror]))):
            pass

    def _hand_on(self, start: int) -> bool:
        """Moves one reading off `start` to whoever has at least two fewer, over as few standing readings as can be; whether there was a way."""
        goal = len(self.piles[start]) - 2
        if goal < 0 or all(len(pile) > goal for pile in self.piles.values()):
            return False
        came: dict[int, tuple[int, int]] = {}
        cost = {start: 0}
        waiting = deque([start])
        while waiting:  # 0-1 breadth first: a standing reading moved costs one, a fresh one nothing
            giver = waiting.popleft()
            for taker, (application, price) in self._offers(giver).items():
                if cost[giver] + price < cost.get(taker, len(self.jurors) + 1):
                    cost[taker] = cost[giver] + price
                    came[taker] = (giver, application)
                    (waiting.append if price else waiting.appendleft)(taker)
        ends = [juror for juror in came if juror != start and len(self.piles[juror]) <= goal]
        if not ends:
            return False
        self._walk(start, min(ends, key=lambda juror: (cost[juror], len(self.piles[juror]), self.rank[juror])), came)
        return True

    def _offers(self, giver: int) -> dict[int, tuple[int, int]]:
        """For each juror the cheapest reading she could take over from `giver`, and its price."""
        offers: dict[int, tuple[int, int]] = {}
        for application in sorted(self.piles[giver], key=self.order.__getitem__):
            if (giver, application) in self.fixed:
                continue
            price = 1 if (giver, application) in self.stood else 0
            for taker in self.jurors:
                if self.may(taker, application) and price < offers.get(taker, (0, 2))[1]:
                    offers[taker] = (application, price)
        return offers

    def _walk(self, start: int, end: int, came: Mapping[int, tuple[int, int]]) -> None:
        taker = end
        while taker != start:
            giver, application = came[taker]
            self.take(giver, application)
            self.put(taker, application)
            taker = giver

    def readings(self) -> set[Reading]:
        found = {(juror, application) for juror, pile in self.piles.items() for application in pile}
        return found | self.elsewhere
