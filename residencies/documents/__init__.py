# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""PDFs of this room, in the face of the house. Must not ask the database: who makes one says what stands in it."""
