# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The demo's businesses at our Stripe sandbox: accounts that exist there, so that their shares reach them."""

import json
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlsplit

import stripe
from django.conf import settings

from catalogue.models import Business

from ..domain.connect_business import connect_business, refresh_readiness

PATIENCE = 10  # seconds for one answer


def connect_businesses() -> int:
    """Open an account for each business without one, give its data in its stead, and remember that it can be paid; how many were new.

    Only at the sandbox: at Stripe itself people give their own data. Without a sandbox, nothing is done.
    """
    if not settings.STRIPE_API_BASE or not _answers():
        return 0
    Business.objects.filter(stripe_account__startswith="acct_demo").update(stripe_account="", payouts_active=False)  # of older demos
    new = 0
    for business in Business.objects.filter(stripe_account="").order_by("pk"):
        try:
            connect_business(business=business)
        except stripe.IdempotencyError:
            continue  # a business of an older database has this number at the sandbox
        _order("POST", "/_sandbox/onboard", {"account": business.stripe_account})
        refresh_readiness(business=business)
        new += 1
    return new


def _answers() -> bool:
    try:
        return _order("GET", "/_sandbox/health") == HTTPStatus.OK
    except OSError:
        return False


def _order(method: str, path: str, given: dict[str, str] | None = None) -> int:
    connection = HTTPConnection(urlsplit(settings.STRIPE_API_BASE).netloc, timeout=PATIENCE)
    try:
        body = json.dumps(given) if given is not None else None
        headers = {"Authorization": f"Bearer {settings.STRIPE_SECRET_KEY}", "Content-Type": "application/json"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()
