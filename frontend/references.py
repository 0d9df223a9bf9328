# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Wagtail keeps an index of what refers to what, and queues a task at every save of a model with a foreign key.

That is wanted for content (is this picture used anywhere?) and would cost several rows at every hold, order and payment.
"""

from django.apps import apps

CONTENT = {"catalogue", "frontend", "taggit", "contenttypes"}


def index_references_of_content_only() -> None:
    """To be called before Wagtail's own `ready`, which registers models: rooms without content stay out of its index."""
    for model in apps.get_models():
        label = model._meta.app_label
        if label not in CONTENT and not label.startswith("wagtail"):
            model.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
