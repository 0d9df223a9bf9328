# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The door for programs, `/api/v1/`: wiring, limits, problems, documentation. Must not hold rules: it parses, calls one verb, answers."""
