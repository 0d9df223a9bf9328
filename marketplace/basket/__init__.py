# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Oscar's basket, forked: lines that carry a hold. Must not price by itself: the hold's quote does."""
