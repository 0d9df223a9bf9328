# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from wagtail import hooks

from .admin import NoticeViewSet


@hooks.register("register_admin_viewset")
def register_notices() -> NoticeViewSet:
    return NoticeViewSet("illegal_content")
