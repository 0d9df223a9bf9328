# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.conf import settings
from django.db import transaction

from catalogue.models import Business

from ..gateway import make_client


def connect_business(*, business: Business, return_url: str = "", refresh_url: str = "") -> str:
    """The address of Stripe's own pages where a business gives its data and its bank account; makes its account on first use.

    The address works once and for a few minutes: `refresh_url` must lead back here behind a login. An Accounts v2 recipient
    with the Express dashboard; fees and losses are the platform's. Called with no transaction open. Raises stripe.StripeError.
    """
    if not business.stripe_account:
        _remember(business, _create_account(business))
    link = make_client().v2.core.account_links.create(
        {
            "account": business.stripe_account,
            "use_case": {
                "type": "account_onboarding",
                "account_onboarding": {
                    "refresh_url": refresh_url or settings.SITE_URL,
                    "return_url": return_url or settings.SITE_URL,
                    "collection_options": {"fields": "eventually_due"},
                },
            },
        }
    )
    return link.url


def refresh_readiness(*, business: Business) -> bool:
    """Ask Stripe whether transfers to this business are possible, and remember it; True when it has an account."""
    if not business.stripe_account:
        return False
    account = make_client().v2.core.accounts.retrieve(business.stripe_account, {"include": ["configuration.recipient"]})
    recipient = account.configuration.recipient if account.configuration else None
    balance = recipient.capabilities.stripe_balance if recipient and recipient.capabilities else None
    transfers = balance.stripe_transfers if balance else None
    active = bool(transfers and transfers.status == "active")
    Business.objects.filter(pk=business.pk).update(payouts_active=active)
    if active and not business.payouts_active:  # what was refused until now need not wait for its turn
        business.allocations.filter(retry_at__isnull=False).update(retry_at=None)
    business.payouts_active = active
    return True


def _create_account(business: Business) -> str:
    private = business.regime == Business.Regime.PRIVATE_SHORT_LET
    account = make_client().v2.core.accounts.create(
        {
            "contact_email": business.email,
            "display_name": business.name,
            "dashboard": "express",
            "identity": {"country": "it", "entity_type": "individual" if private else "company"},
            "configuration": {"recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}},
            "defaults": {"responsibilities": {"fees_collector": "application", "losses_collector": "application"}},
            "include": ["configuration.recipient", "requirements", "identity", "defaults"],
        },
        {"idempotency_key": f"business-{business.pk}-account"},
    )
    return account.id


def _remember(business: Business, account: str) -> None:
    """The first account counts: two clicks get the same one, by the idempotency key."""
    with transaction.atomic():
        locked = Business.objects.select_for_update(of=("self",)).get(pk=business.pk)
        if not locked.stripe_account:
            Business.objects.filter(pk=business.pk).update(stripe_account=account)
    business.refresh_from_db(fields=["stripe_account"])
