# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Oscar's catalogue with our Product first; Oscar's own classes last, where ours do not stand already."""

from .pictures import Picture, PictureRendition
from .business import Business, BusinessMember, BusinessPicture
from .product import Product, ProductPicture
from .stay import Stay, Unit
from .experience import Experience, Session
from .good import Good

from oscar.apps.catalogue.models import *  # noqa: F403

__all__ = [
    "Business",
    "BusinessMember",
    "BusinessPicture",
    "Experience",
    "Good",
    "Picture",
    "PictureRendition",
    "Product",
    "ProductPicture",
    "Session",
    "Stay",
    "Unit",
]
