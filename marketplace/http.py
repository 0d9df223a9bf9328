# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What middleware and decorators have made sure of, said in types: views name the request they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from marketplace.accounts.models import User


class BasketRequest(HttpRequest):
    """A request that Oscar's middleware has given its basket."""

    basket: Any


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in: the view stands behind `login_required`."""

    user: User
