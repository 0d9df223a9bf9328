# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who is asking, as far as it matters for limits: the network address, which is never stored or logged as it is."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def client_of(request: HttpRequest) -> str:
    """A fixed-length word for the client's address, from which the address cannot be read (SHA-256, keyed)."""
    return salted_hmac("marketplace.clients", address_of(request), algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    """Behind our proxy the last hop it names; else the peer. What a client writes before that hop counts for nothing."""
    if settings.SECURE_PROXY_SSL_HEADER and (forwarded := request.headers.get("X-Forwarded-For", "")):
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
