# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The public search: documents, indexing, queries, fallback. Reads everybody, decides nothing about a booking."""
