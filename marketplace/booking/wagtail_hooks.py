# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from wagtail import hooks

from .admin.policies import register

register()

from .admin.viewsets import CalendarGroup  # noqa: E402 policies first: views are built with them


@hooks.register("register_admin_viewset")
def register_calendar() -> CalendarGroup:
    return CalendarGroup()
