# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Slim models: fields and constraints; rules stand in `residencies.domain`."""

from .applications import AnswerFile, Application, CoApplicant, Entry, LateAccess
from .call import Call
from .decisions import Agreement, Award, Decision, Deliverable, Instalment, Residence
from .forms import FormVersion
from .jury import Assignment, Conflict, Criterion, Juror, Review, Score
from .parts import Period, Place, Stage, Term
from .pool import PoolNights
from .studio import Studio

__all__ = [
    "Agreement",
    "AnswerFile",
    "Application",
    "Assignment",
    "Award",
    "Call",
    "CoApplicant",
    "Conflict",
    "Criterion",
    "Decision",
    "Deliverable",
    "Entry",
    "FormVersion",
    "Instalment",
    "Juror",
    "LateAccess",
    "Period",
    "Place",
    "PoolNights",
    "Residence",
    "Review",
    "Score",
    "Stage",
    "Studio",
    "Term",
]
