# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from wagtail.snippets.models import register_snippet

from .admin.viewsets import ResidenciesGroup
from .consortium import hooks  # noqa: F401 - registers its screens

register_snippet(ResidenciesGroup)
