# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The API put together from the rooms' routers."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from search.api import router as search

from .checkouts import router as checkouts
from .docs import OwnDocs
from .handlers import add_handlers
from .holds import router as holds
from .schemas import Problem
from .stays import router as stays
from .throttles import ReadsAndWrites
from .units import router as units

PROBLEM_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
PROBLEM = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
DESCRIPTION = (
    "Find stays, see their nights and prices, keep nights and check out. Money is a string of EUR with two decimals, "
    "nights are dates, clock times are Europe/Rome. Errors are problem details (RFC 9457) in the language of Accept-Language."
)


class MarketplaceAPI(NinjaAPI):
    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """Every operation may answer with a problem, served as `application/problem+json`, and the document says so."""
        schema = super().get_openapi_schema(**kwargs)
        schema["components"].setdefault("schemas", {}).setdefault("Problem", PROBLEM)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400:
                        response["content"] = PROBLEM_CONTENT
                operation["responses"]["default"] = {"description": "Problem", "content": PROBLEM_CONTENT}
        return schema


def build_api() -> NinjaAPI:
    api = MarketplaceAPI(
        title="Marketplace API",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api",
        docs=OwnDocs(),
        throttle=ReadsAndWrites(),
    )
    add_handlers(api)
    api.add_router("/search", search)
    api.add_router("/stays", stays)
    api.add_router("/units", units)
    api.add_router("/holds", holds)
    api.add_router("/checkouts", checkouts)
    return api


api = build_api()
