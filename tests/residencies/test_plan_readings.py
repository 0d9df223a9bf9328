# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Readings are dealt evenly, never against a conflict, the same again with the same seed, and hardly moved when dealt again."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from residencies.domain.plan_readings import plan_readings


@st.composite
def deals(draw):
    jurors, applications = draw(st.integers(1, 6)), draw(st.integers(0, 12))
    pairs = list(product(range(jurors), range(applications)))
    conflicts = draw(st.sets(st.sampled_from(pairs))) if pairs else set()
    return {
        "jurors": range(jurors),
        "applications": range(applications),
        "conflicts": conflicts,
        "wanted": draw(st.integers(1, 4)),
        "seed": draw(st.integers(0, 99)),
    }


@settings(max_examples=150, deadline=None)
@given(deals())
def test_every_deal_is_whole_without_conflict_and_says_what_is_missing(deal):
    plan = plan_readings(**deal)
    assert not plan.readings & deal["conflicts"]
    for each in deal["applications"]:
        free = sum(1 for juror in deal["jurors"] if (juror, each) not in deal["conflicts"])
        had = sum(1 for _juror, application in plan.readings if application == each)
        assert had == min(deal["wanted"], free)
        assert plan.short.get(each, 0) == deal["wanted"] - had
    assert plan_readings(**deal) == plan
    again = plan_readings(**deal, standing=plan.readings)
    assert (again.add, again.drop) == (frozenset(), frozenset())
    if not deal["conflicts"]:
        assert plan.uneven <= 1


@settings(max_examples=60, deadline=None)
@given(deals())
def test_no_deal_that_conflicts_allow_is_more_even(deal):
    deal["applications"] = range(min(4, len(deal["applications"])))
    deal["conflicts"] = {pair for pair in deal["conflicts"] if pair[1] in deal["applications"]}
    plan = plan_readings(**deal)
    ways = []
    for each in deal["applications"]:
        free = [juror for juror in deal["jurors"] if (juror, each) not in deal["conflicts"]]
        ways.append(list(combinations(free, min(deal["wanted"], len(free)))))
    best = min(sum(sum(juror in way for way in choice) ** 2 for juror in deal["jurors"]) for choice in product(*ways))
    assert sum(load**2 for load in plan.loads.values()) == best


@settings(max_examples=100, deadline=None)
@given(deals(), st.data())
def test_what_is_begun_never_moves_and_a_new_juror_takes_over_her_share(deal, data):
    plan = plan_readings(**deal)
    begun = data.draw(st.sets(st.sampled_from(sorted(plan.readings)))) if plan.readings else set()
    more = {**deal, "jurors": range(len(deal["jurors"]) + 1)}
    again = plan_readings(**more, standing=plan.readings, begun=begun)
    assert begun <= again.readings
    assert not again.readings & deal["conflicts"]
    new = len(deal["jurors"])
    if not plan.short:
        assert len(again.drop) == len(again.add) >= again.loads[new]
