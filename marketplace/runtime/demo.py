# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`make demo`: the whole site with demo data on one machine, from packages alone. `python -m marketplace.runtime.demo`.

Starts PostgreSQL, Elasticsearch, the Stripe sandbox, the web server and the worker, prepares what is not prepared yet, prints
where the site is and who can log in, and ends everything it started on Ctrl-C. PORT chooses the port, MARKETPLACE_INSTANCE the
folder of data below `.local/` (a second demo beside the first).
"""

import os
import sys
from concurrent.futures import Future, ThreadPoolExecutor

from marketplace.runtime import demo_steps
from marketplace.runtime.demo_lock import only_one_demo
from marketplace.runtime.demo_processes import sandbox, web, worker
from marketplace.runtime.demo_settings import Demo
from marketplace.runtime.elasticsearch import ElasticsearchUnavailable, EmbeddedElasticsearch
from marketplace.runtime.health import is_ready, is_warm
from marketplace.runtime.paths import instance_folder
from marketplace.runtime.postgres import EmbeddedPostgres, PostgresFailed
from marketplace.runtime.progress import say, step
from marketplace.runtime.state import port_is_free
from marketplace.runtime.supervisor import Interrupted, Supervisor, give_up, interruptible, wait_until

WARMING_SECONDS = 5
WITHOUT_SEARCH = "Elasticsearch cannot be had, so the search runs on PostgreSQL (fewer niceties, same results). Reason: "


def run() -> None:
    """Brings the demo up and keeps it up until a signal ends it."""
    folder = instance_folder(os.environ.get("MARKETPLACE_INSTANCE") or "demo")
    with only_one_demo(folder), Supervisor() as supervisor, ThreadPoolExecutor(1) as pool:
        demo = Demo(folder, port=int(os.environ.get("PORT") or 8000))
        for child in (web(demo), worker(demo), sandbox(demo)):
            child.end_leftover()
        if not port_is_free(demo.port):
            give_up(f"Port {demo.port} is taken. Choose another: make demo PORT={demo.port + 1}")
        demo.choose_sandbox_port()
        elasticsearch = EmbeddedElasticsearch(folder)
        elasticsearch.reserve_port()
        demo.elasticsearch_url = elasticsearch.url
        search = pool.submit(start_elasticsearch, elasticsearch, supervisor)
        try:
            start_postgres(demo, supervisor)
            prepare(demo, supervisor, search)
            supervisor.watch()
        finally:
            elasticsearch.give_up_waiting()


def start_postgres(demo: Demo, supervisor: Supervisor) -> None:
    postgres = EmbeddedPostgres(demo.folder)
    try:
        with step("Starting PostgreSQL"):
            supervisor.adopt(postgres.start())
    except PostgresFailed as cause:
        give_up(f"PostgreSQL did not start:\n{cause}")
    if postgres.ensure_database("marketplace"):
        demo_steps.forget_database(demo)
    demo.database_url = postgres.url("marketplace")


def start_elasticsearch(elasticsearch: EmbeddedElasticsearch, supervisor: Supervisor) -> str:
    """Its URL; empty, with one word to the user, when it cannot be had. Runs beside the other preparations."""
    try:
        supervisor.adopt(elasticsearch.start())
    except ElasticsearchUnavailable as cause:
        if not elasticsearch.unwanted.is_set():
            say(f"{WITHOUT_SEARCH}{cause}")
        return ""
    return elasticsearch.url


def prepare(demo: Demo, supervisor: Supervisor, search: Future[str]) -> None:
    """All steps up to the line that says Ready; those whose inputs have not changed are skipped."""
    demo_steps.compile_messages()
    demo_steps.migrate(demo)
    if not demo.uses_stripe:
        supervisor.start(sandbox(demo))
    demo_steps.load(demo)
    demo_steps.collect_static(demo)
    if search.done():
        demo.elasticsearch_url = search.result()
    site = web(demo)
    supervisor.start(site)
    supervisor.start(worker(demo))
    with step("Waiting for Elasticsearch"):
        demo.elasticsearch_url = search.result()
    demo_steps.index(demo)
    with step("Waiting for the site"):
        if not wait_until(lambda: is_ready(demo.port, demo.host), site, patience=90):
            give_up(f"The site did not start:\n{site.last_words(40)}")
        if demo.elasticsearch_url:  # the first guest shall not be the one who warms it
            wait_until(lambda: is_warm(demo.port, demo.host), site, patience=WARMING_SECONDS)
    report(demo)


def report(demo: Demo) -> None:
    """The last words before the demo just runs: where it is, and who can log in."""
    say(f"\nMails: {demo.mails}   Logs: {demo.folder / 'log'}   Ctrl-C ends everything.")
    say(f"Ready: {demo.site_url}  {demo_steps.logins(demo)}")


if __name__ == "__main__":
    try:
        with interruptible():
            run()
    except Interrupted:
        say("Everything is stopped.")
        sys.exit(0)
