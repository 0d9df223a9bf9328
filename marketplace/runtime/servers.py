# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""PostgreSQL and Elasticsearch together: started side by side, stopped together."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from marketplace.runtime.elasticsearch import ElasticsearchUnavailable, EmbeddedElasticsearch
from marketplace.runtime.postgres import EmbeddedPostgres


class Servers:
    """Both servers of one instance. Elasticsearch may be missing: `without_search` then says why, else it is empty."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.postgres = EmbeddedPostgres(folder, durable=durable)
        self.elasticsearch = EmbeddedElasticsearch(folder)
        self.without_search = ""

    def start(self) -> None:
        """Starts both at once and returns when both answer. Raises PostgresFailed, after stopping the other."""
        with ThreadPoolExecutor(2) as pool:
            database, search = pool.submit(self.postgres.start), pool.submit(self.elasticsearch.start)
        try:
            search.result()
        except ElasticsearchUnavailable as cause:
            self.without_search = str(cause)
        try:
            database.result()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        with ThreadPoolExecutor(2) as pool:
            for stopping in [pool.submit(self.elasticsearch.stop), pool.submit(self.postgres.stop)]:
                stopping.result()
