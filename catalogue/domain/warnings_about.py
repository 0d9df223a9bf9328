# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.utils.translation import gettext as _

from ..models import Business, Product, Stay


def warnings_about(*, thing: Product | Business) -> list[str]:
    """What staff should look at before publishing `thing` (a revision, say): nothing here forbids it.

    The six digits of a CIN are the ISTAT code of the municipality.
    """
    said = []
    for name in ("title", "description") if isinstance(thing, Stay) else ("summary",):
        if not hasattr(thing, name):
            continue
        missing = [language for language in ("en", "de") if not str(getattr(thing, f"{name}_{language}")).strip()]
        if missing and getattr(thing, name):
            field = getattr(thing._meta.get_field(name), "verbose_name", name)
            said.append(
                _("Not translated, so Italian is shown: %(field)s (%(languages)s).") % {"field": field, "languages": ", ".join(missing)}
            )
    if isinstance(thing, Stay) and thing.cin:
        said.extend(_about_cin(thing))
    return said


def _about_cin(stay: Stay) -> list[str]:
    said = []
    other = Stay.objects.filter(cin=stay.cin).exclude(pk=stay.pk).first()
    if other is not None:
        said.append(_("Another stay has the same CIN: %(stay)s.") % {"stay": other.title})
    if stay.municipality_id and stay.cin[2:8] != stay.municipality.istat:
        said.append(_("The CIN is of another municipality than %(municipality)s.") % {"municipality": stay.municipality})
    return said
