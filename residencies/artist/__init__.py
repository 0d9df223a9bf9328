# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The artist's way: the page on which one applies, one's applications, what was handed in as a PDF.

Must not know what the jury thinks of it; rules stand in the verbs.
"""
