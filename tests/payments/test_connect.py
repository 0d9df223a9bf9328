# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A business gives its data to Stripe, on Stripe's pages, and can then be paid."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import Business
from marketplace.payments.domain.connect_business import connect_business, refresh_readiness
from marketplace.payments.sandbox import Sandbox
from tests.factories import make_business

pytestmark = pytest.mark.django_db


def accounts(sandbox: Sandbox) -> list[str]:
    return [account["id"] for account in sandbox.store.every("v2.core.account")]


@pytest.mark.parametrize(("regime", "entity"), [("business", "company"), ("private_short_let", "individual")])
def test_a_business_has_one_account_and_a_new_address_each_time(sandbox: Sandbox, regime: str, entity: str) -> None:
    business = make_business(regime=regime)
    first, second = connect_business(business=business), connect_business(business=business)
    assert first != second, "an address works once"
    assert accounts(sandbox) == [Business.objects.get(pk=business.pk).stripe_account]
    (account,) = sandbox.store.every("v2.core.account")
    assert (account["identity"]["entity_type"], account["contact_email"]) == (entity, business.email)


def test_an_account_whose_creation_was_never_answered_is_found_again(sandbox: Sandbox) -> None:
    import stripe

    business = make_business()
    sandbox.arm(kind="lost", times=3)
    with pytest.raises(stripe.APIConnectionError):
        connect_business(business=business)
    connect_business(business=business)
    assert len(accounts(sandbox)) == 1


def test_a_business_is_ready_when_stripe_says_so_and_not_before(sandbox: Sandbox) -> None:
    business = make_business()
    assert not refresh_readiness(business=business), "no account, nothing to ask"
    connect_business(business=business)
    refresh_readiness(business=business)
    assert not Business.objects.get(pk=business.pk).payouts_active
    sandbox.onboard(business.stripe_account)
    refresh_readiness(business=business)
    assert Business.objects.get(pk=business.pk).payouts_active


def test_a_person_at_the_terminal_gets_the_address_and_what_is_waiting(sandbox: Sandbox) -> None:
    business = make_business()
    told = StringIO()
    call_command("payments", "connect", "--business", business.slug, stdout=told)
    assert told.getvalue().startswith("http://sandbox.invalid/c/onboarding/")
    with pytest.raises(CommandError, match="no business"):
        call_command("payments", "connect", "--business", "nobody")
    for what in ("status", "sweep", "release", "compare"):
        call_command("payments", what, stdout=told)
    assert "Ledger and Stripe agree." in told.getvalue()
    sandbox.arm(kind="error", times=3)
    with pytest.raises(CommandError, match="Stripe"):
        call_command("payments", "compare")
