# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

# Oscar's migrations stay where they are; ours continue them.
from oscar.apps.basket import migrations as upstream

__path__ = [*__path__, *upstream.__path__]
