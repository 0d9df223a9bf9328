# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

RICH = ["bold", "italic", "link", "ol", "ul"]


class Figure(blocks.StructBlock):
    """A picture with a line below it."""

    image = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(required=False, max_length=200, label=_("caption"))

    class Meta:
        template = "frontend/blocks/figure.html"
        icon = "image"
        label = _("Picture")


class Quote(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("words"))
    by = blocks.CharBlock(required=False, max_length=120, label=_("who says it"))

    class Meta:
        template = "frontend/blocks/quote.html"
        icon = "openquote"
        label = _("Quote")


class Fact(blocks.StructBlock):
    """A figure and what it counts."""

    figure = blocks.CharBlock(max_length=20, label=_("figure"))
    words = blocks.CharBlock(max_length=80, label=_("what it counts"))


class Body(blocks.StreamBlock):
    """What a page is made of."""

    heading = blocks.CharBlock(template="frontend/blocks/heading.html", icon="title", max_length=120, label=_("Heading"))
    text = blocks.RichTextBlock(features=RICH, icon="pilcrow", label=_("Text"))
    picture = Figure()
    quote = Quote()
    facts = blocks.ListBlock(Fact(), template="frontend/blocks/facts.html", icon="list-ul", label=_("Figures"))
    note = blocks.RichTextBlock(template="frontend/blocks/note.html", features=RICH, icon="help", label=_("Box"))
