# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What all tests stand on: Wagtail's root, Oscar's product classes and options, a village or two."""
