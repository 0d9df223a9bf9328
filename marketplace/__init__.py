# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The Django project and the commerce rooms. Wiring lives here; rules live in the rooms' `domain/`."""
