# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Files in S3-like storage: how to reach the buckets of pictures and of private files, and from which origin browsers get pictures."""

from typing import Any
from urllib.parse import urlsplit

from environs import Env


def bucket_options(env: Env) -> dict[str, Any]:
    """Options of `S3Storage` from MEDIA_BUCKET, MEDIA_ENDPOINT, MEDIA_REGION and MEDIA_DOMAIN (a name, a CDN's say, that serves the bucket)."""
    endpoint, domain = env.str("MEDIA_ENDPOINT", ""), env.str("MEDIA_DOMAIN", "")
    given = {"endpoint_url": endpoint, "custom_domain": domain, "region_name": env.str("MEDIA_REGION", "")}
    return {
        "bucket_name": env.str("MEDIA_BUCKET"),
        "querystring_auth": False,
        # One origin for all buckets of an endpoint of one's own; Amazon wants the bucket in the name.
        "addressing_style": "path" if endpoint else "virtual",
        "signature_version": "s3v4",
        **{name: value for name, value in given.items() if value},
    }


def private_bucket_options(env: Env) -> dict[str, Any]:
    """Options of the bucket PRIVATE_BUCKET, reached as the one of pictures; nothing in it has a public address."""
    endpoint, region = env.str("MEDIA_ENDPOINT", ""), env.str("MEDIA_REGION", "")
    given = {"endpoint_url": endpoint, "region_name": region}
    return {
        "bucket_name": env.str("PRIVATE_BUCKET"),
        "default_acl": "private",
        "querystring_auth": True,
        "querystring_expire": 60,
        "addressing_style": "path" if endpoint else "virtual",
        "signature_version": "s3v4",
        **{name: value for name, value in given.items() if value},
    }


def bucket_origin(options: dict[str, Any]) -> str:
    """Where the addresses of pictures begin, for `img-src`."""
    if domain := options.get("custom_domain"):
        return f"https://{domain.partition('/')[0]}"
    if endpoint := options.get("endpoint_url"):
        address = urlsplit(endpoint)
        return f"{address.scheme}://{address.netloc}"
    region = options.get("region_name")
    return f"https://{options['bucket_name']}.s3.{region + '.' if region else ''}amazonaws.com"
