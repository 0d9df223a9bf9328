# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whatever happens, in whatever order, the books are right in the end.

Guest, host, workers and time act on one payment, while Stripe loses answers, fails, and delivers events late, twice or never.
`World.check` holds at every moment, `World.check_rest` after six weeks. Mutants of the domain tried by hand, and who killed them:

- “complete” taken for paid; nights freed without closing the session; refund before reversal: this machine, and single tests;
- an event marked before it is handled: test_webhook (here the sweep makes good for it, as it should);
- the same key after a refusal, a transfer sent without looking for the one before: test_money_moves (here keys lapse in the end);
- money for a lost order kept: test_money_moves;
- the last wish wins: test_requests; a confirmation at every look: test_way_of_a_payment; a cancellation that promises nothing: test_money_moves.

With MARKETPLACE_LONG set the machine makes ten times as many examples, and longer ones.
"""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from marketplace.payments.domain.accept_request import accept_request
from marketplace.payments.domain.decline_request import decline_request
from marketplace.payments.models import Payment

from .world import World

# The night has more time.
LONG = bool(os.environ.get("MARKETPLACE_LONG"))
SMALL = st.integers(0, 5)


def trouble(*paths: str) -> st.SearchStrategy[Any]:
    """Half of what people and jobs do meets a Stripe that fails at one kind of call, before or after it has acted."""
    return st.none() | st.tuples(st.sampled_from(["error", "lost"]), st.sampled_from(paths))


class MoneyMachine(RuleBasedStateMachine):
    world: World | None = None

    @initialize(
        on_request=st.booleans(),
        private=st.booleans(),
        several=st.booleans(),
        early=st.booleans(),
        done=st.sampled_from([0, 1, 2, 3, 3, 4, 4]),
    )
    def begin(self, on_request: bool, private: bool, several: bool, early: bool, done: int) -> None:
        """From an order nobody has opened yet to one that is paid and known to be: most of what can go wrong goes wrong later."""
        self.world = World(on_request=on_request, private=private, orders=1 if on_request or not several else 2, paid_out_early=early)
        if done >= 1:
            self.world.open()
        if done >= 2:
            self.world.pay("success")
        if done >= 3:
            self.world.look()
        if done >= 4:
            self.world.pay_out()

    def teardown(self) -> None:
        if self.world is None:
            return
        try:
            self.world.come_to_rest()
            self.world.check_rest()
        finally:
            self.world.close()

    @rule(card=st.sampled_from(["success", "success", "declined"]))
    def guest_pays(self, card: str) -> None:
        self.world.open()
        self.world.pay(card)

    @rule(number=SMALL, again=st.booleans())
    def event_arrives(self, number: int, again: bool) -> None:
        self.world.deliver(number, again=again)
        self.world.work()

    @rule(number=SMALL, count=st.integers(1, 4))
    def events_are_lost(self, number: int, count: int) -> None:
        for _ in range(count):
            self.world.lose(number)

    @rule()
    def success_page(self) -> None:
        self.world.look()

    @rule()
    def workers_work(self) -> None:
        self.world.work()
        self.world.sweep()

    @rule(trouble=trouble("transfers$"))
    def pay_out(self, trouble: Any) -> None:
        self.world.meet(trouble)
        self.world.pay_out()

    @rule(number=SMALL, trouble=trouble("reversals$", "refunds$", "expire$", "cancel$"))
    def guest_cancels(self, number: int, trouble: Any) -> None:
        self.world.meet(trouble)
        self.world.cancel(number)
        self.world.work()

    @rule(verb=st.sampled_from([accept_request, accept_request, decline_request]), trouble=trouble("capture$", "cancel$", "sessions/"))
    def host_answers(self, verb: Any, trouble: Any) -> None:
        self.world.meet(trouble)
        self.world.act(verb, 0, actor_label="host")

    @rule(seconds=st.sampled_from([61, 61, 61, 1900, 86_400, 2 * 86_400]))
    def time_passes(self, seconds: int) -> None:
        self.world.pass_time(seconds)

    @rule(cents=st.sampled_from([1, 5000, 15998]))
    def staff_refund_by_hand(self, cents: int) -> None:
        self.world.refund_by_hand(cents)

    @rule(number=SMALL, cents=st.sampled_from([1, 5000]), trouble=trouble("reversals$", "refunds$"))
    def staff_refund(self, number: int, cents: int, trouble: Any) -> None:
        self.world.meet(trouble)
        self.world.refund_by_staff(number, cents)
        self.world.work()

    @rule()
    def bank_disputes(self) -> None:
        self.world.dispute()

    @rule(won=st.booleans(), bearer=st.sampled_from(["business", "platform"]))
    def dispute_ends(self, won: bool, bearer: str) -> None:
        self.world.decide(won=won)
        self.world.settle(Payment.Bearer(bearer))
        self.world.work()

    @rule(number=SMALL, status=st.sampled_from(["active", "restricted"]))
    def capability_changes(self, number: int, status: Any) -> None:
        self.world.sandbox.set_capability(self.world.accounts[number % len(self.world.accounts)], status)

    @rule(kind=st.sampled_from(["error", "timeout", "lost"]), at=st.integers(1, 4), times=st.sampled_from([3, 6]))
    def stripe_stumbles(self, kind: str, at: int, times: int) -> None:
        self.world.sandbox.arm(kind=kind, at=at, times=times)

    @rule()
    def stripe_recovers(self) -> None:
        self.world.sandbox.faults.clear()

    @invariant()
    def holds(self) -> None:
        if self.world is not None:
            self.world.check()


@pytest.mark.timeout(7200 if LONG else 900)
@pytest.mark.django_db(transaction=True)
def test_whatever_happens_the_books_are_right_in_the_end() -> None:
    run_state_machine_as_test(
        MoneyMachine,
        settings=settings(
            max_examples=400 if LONG else 40,
            stateful_step_count=30 if LONG else 12,
            deadline=None,
            derandomize=False,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
