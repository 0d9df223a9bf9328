# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page

from frontend.models.base import PublicPage

from .marks import parse_body

LANGUAGES = [code for code, _name in settings.LANGUAGES]
Picture = Callable[[str], Any]


class Tree:
    """Pages in all languages, each made once. With `refresh` a page that stands already gets these words again (the demo's way);
    without, it is left as its editors have it. `picture` gives the library's picture of a name, or None.
    """

    def __init__(self, *, picture: Picture = lambda _name: None, refresh: bool = False) -> None:
        self.picture = picture
        self.refresh = refresh

    def translated(
        self,
        model: type[PublicPage],
        parents: Mapping[str, Page],
        words: Mapping[str, Any],
        *,
        names: tuple[str, ...],
        common: Mapping[str, Any],
        slugs: Mapping[str, str] | None = None,
        kept: tuple[str, ...] = (),
    ) -> dict[str, Page]:
        """One page in all languages, its translations linked. `kept`: fields an existing page keeps."""
        made: dict[str, Page] = {}
        for code in LANGUAGES:
            own = words[code]
            fields = {"title": own["title"], **{name: own.get(name, "") for name in names}, **common}
            if hasattr(model, "body"):
                fields["body"] = parse_body(own.get("body", ""), self.picture)
            key = made["it"].translation_key if made else None
            made[code] = self._one_page(model, parents[code], code, (slugs or {}).get(code) or own["slug"], fields, key, kept)
        return made

    def _one_page(
        self, model: type[PublicPage], parent: Page, code: str, slug: str, fields: dict[str, Any], key: Any, kept: tuple[str, ...]
    ) -> PublicPage:
        page: PublicPage | None = model.objects.child_of(parent).filter(slug=slug).first()
        if page is None:
            page = model(slug=slug, locale=Locale.objects.get(language_code=code), **fields)
            if key:
                page.translation_key = key
            # A fresh copy: the tree's counters of the one in hand may be old.
            Page.objects.get(pk=parent.pk).add_child(instance=page)
            return page
        changed = {name: value for name, value in fields.items() if name not in kept and not _same(page, name, value)}
        if self.refresh and changed:
            for name, value in changed.items():
                setattr(page, name, value)
            page.save_revision().publish()
        return page


def _same(page: PublicPage, name: str, value: Any) -> bool:
    if name != "body":
        return bool(getattr(page, name) == value)
    field = page._meta.get_field("body")
    fresh = field.stream_block.to_python([]) if not value else field.to_python(value)
    return bool(_plain(page.body) == _plain(fresh))


def _plain(stream: Any) -> Any:
    """The stream's data without the ids of its blocks."""
    return _without_ids([(block.block_type, block.block.get_prep_value(block.value)) for block in stream])


def _without_ids(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_ids(value) for key, value in data.items() if key != "id"}
    return [_without_ids(item) for item in data] if isinstance(data, list | tuple) else data
