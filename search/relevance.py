# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What counts for “what fits best”, and how much: the same numbers for both engines. Nothing here can be bought.

Tuned on the judged queries (tests/search/quality); whoever changes a number runs them.
"""

# A word in the name of the place counts so many times as much as one in the description.
FIELDS = {"place": 4, "title": 3, "kind": 2, "body": 1}
OTHER_LANGUAGES = 0.7  # a word found in a text of another language than the page's
READ_DIFFERENTLY = 0.9  # a word read as another one
# What people come for is first what they can book; a host's own page says little that the houses do not, and who means a call says so.
WEIGHT_OF_KIND = {("kind", "good"): 0.9, ("kind", "business"): 0.9, ("subkind", "lodging"): 0.6, ("kind", "call"): 0.6}
FEW = 4  # below so many hits that have most of the words, those that have some of them come too
