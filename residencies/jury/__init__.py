# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What jurors see and do: invitations, conflicts of interest, the reading room, and for managers assignment, ranking and minutes.

Everything a juror sees of an application comes out of `shown.show_application`, which redacts by `redact.Redactor`. Must not hand a
juror a row, an answer or a file name as it is.
"""
