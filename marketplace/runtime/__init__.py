# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What keeps the site running: embedded PostgreSQL and Elasticsearch, the demo, the worker, periodic jobs, code checks.

Everything but `management/`, `models.py` and `periodic.py` works without Django, since it runs before Django can.
It must not know any rule of the marketplace, and it must not write outside the folder that `paths.local_folder` names.
"""
