# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Closed lists of words used by calls, and the presets of their workflows."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Discipline(models.TextChoices):
    VISUAL_ARTS = "visual_arts", _("Visual arts")
    SCULPTURE_CERAMICS = "sculpture_ceramics", _("Sculpture and ceramics")
    PHOTOGRAPHY_VIDEO = "photography_video", _("Photography and video")
    MUSIC_SOUND = "music_sound", _("Music and sound")
    WRITING_TRANSLATION = "writing_translation", _("Writing and translation")
    THEATRE_DANCE = "theatre_dance", _("Theatre and dance")
    DESIGN_CRAFTS = "design_crafts", _("Design and crafts")
    RESEARCH_ARCHITECTURE = "research_architecture", _("Research and architecture")


class CallLanguage(models.TextChoices):
    """Languages in which one may apply."""

    ITALIAN = "it", _("Italian")
    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")


class Equipment(models.TextChoices):
    KILN = "kiln", _("Kiln")
    DARK_ROOM = "dark_room", _("Dark room")
    PRESS = "press", _("Printing press")
    LOOM = "loom", _("Loom")
    PIANO = "piano", _("Piano")
    SOUND = "sound", _("Sound recording")
    WORKSHOP = "workshop", _("Wood and metal workshop")
    INTERNET = "internet", _("Fast internet")
    BLACKOUT = "blackout", _("Can be made dark")


class Side(models.TextChoices):
    """Who gives a term: the village to the artist, or the artist to the village."""

    GIVEN = "given", _("Given")
    ASKED = "asked", _("Asked")


class TermKind(models.TextChoices):
    ACCOMMODATION = "accommodation", _("Accommodation")
    STIPEND = "stipend", _("Stipend")
    TRAVEL = "travel", _("Travel")
    BOARD = "board", _("Board")
    MATERIALS = "materials", _("Materials")
    STUDIO = "studio", pgettext_lazy("given to an artist", "Studio")
    EQUIPMENT = "equipment", _("Equipment")
    PRODUCTION = "production", _("Production")
    EXHIBITION = "exhibition", _("Exhibition")
    INSURANCE = "insurance", _("Insurance")
    OPEN_STUDIO = "open_studio", _("Open studio")
    WORKSHOP = "workshop", pgettext_lazy("asked of an artist", "Workshop")
    WORK_LEFT = "work_left", _("Work left in the village")
    TALK = "talk", pgettext_lazy("asked of an artist", "Talk")
    REPORT = "report", pgettext_lazy("asked of an artist", "Report")
    PRESENCE = "presence", _("Presence in the village")
    FEE = "fee", _("Contribution to the costs")


KINDS_OF: dict[str, tuple[TermKind, ...]] = {
    Side.GIVEN: tuple(TermKind)[: tuple(TermKind).index(TermKind.OPEN_STUDIO)],
    Side.ASKED: tuple(TermKind)[tuple(TermKind).index(TermKind.OPEN_STUDIO) :],
}


class Per(models.TextChoices):
    """What an amount is paid for."""

    ONCE = "once", _("once")
    MONTH = "month", _("a month")
    WEEK = "week", _("a week")
    NIGHT = "night", _("a night")
    PERSON = "person", _("a person")


class Measure(models.TextChoices):
    M2 = "m2", "m²"
    HOURS = "hours", pgettext_lazy("after a number", "hours")
    WORKS = "works", pgettext_lazy("after a number", "works")
    DAYS = "days", pgettext_lazy("after a number", "days")
    NIGHTS = "nights", pgettext_lazy("after a number", "nights")


class Need(models.TextChoices):
    """What an artist needs to come at all."""

    STEP_FREE = "step_free", _("Step-free rooms")
    FAMILY = "family", _("My family comes along")
    PET = "pet", _("My animal comes along")
    KILN = "kiln", _("Kiln")
    DARK_ROOM = "dark_room", _("Dark room")
    PIANO = "piano", _("Piano")
    WORKSHOP = "workshop", _("Wood and metal workshop")
    QUIET = "quiet", _("A quiet place")
    INTERNET = "internet", _("Fast internet")


class FileKind(models.TextChoices):
    """Kinds of files an artist may send; each is checked by what is in it, not by its name."""

    IMAGE = "image", _("Picture")
    AUDIO = "audio", _("Audio")
    VIDEO = "video", _("Video")
    PDF = "pdf", "PDF"


class StageKind(models.TextChoices):
    APPLICATION = "application", _("Application")
    CONCEPT = "concept", _("Concept")
    PROPOSAL = "proposal", _("Full proposal")
    INTERVIEW = "interview", _("Interview")


class Workflow(models.TextChoices):
    ONE_STAGE = "one_stage", _("One stage")
    CONCEPT_PROPOSAL = "concept_proposal", _("Concept, then full proposal")
    WITH_INTERVIEW = "with_interview", _("Application, then interview")


# Stages a call starts with; staff may adapt them call by call.
WORKFLOWS: dict[str, tuple[StageKind, ...]] = {
    Workflow.ONE_STAGE: (StageKind.APPLICATION,),
    Workflow.CONCEPT_PROPOSAL: (StageKind.CONCEPT, StageKind.PROPOSAL),
    Workflow.WITH_INTERVIEW: (StageKind.APPLICATION, StageKind.INTERVIEW),
}


class Phase(models.TextChoices):
    """Where a call stands; follows from its times (`domain.phase_of`), never stored."""

    COMING = "coming", pgettext_lazy("phase of a call", "Opens soon")
    OPEN = "open", pgettext_lazy("phase of a call", "Open")
    JURY = "jury", pgettext_lazy("phase of a call", "With the jury")
    DECIDED = "decided", pgettext_lazy("phase of a call", "Decided")
    PAST = "past", pgettext_lazy("phase of a call", "Past")
    CANCELLED = "cancelled", pgettext_lazy("phase of a call", "Cancelled")
