from importlib import import_module

from django.db import migrations

trigger = import_module("search.migrations.0002_listings").trigger
# Table, kind of the change, columns with the ids it is queued for.
WATCHED = [
    ("residencies_call", "call", ["id"]),
    ("residencies_term", "call", ["call_id"]),
    ("residencies_period", "call", ["call_id"]),
    ("residencies_place", "call", ["call_id"]),
    ("residencies_stage", "call", ["call_id"]),
    ("residencies_studio", "studio", ["id"]),
]


class Migration(migrations.Migration):
    """Calls for artists are found: what they show is watched, and those that stand already are queued."""

    dependencies = [("search", "0008_draws"), ("residencies", "0001_programme")]

    operations = [
        *(trigger(*watched) for watched in WATCHED),
        migrations.RunSQL(
            "INSERT INTO search_indexchange (kind, object_id, queued_at) SELECT 'call', id, now() FROM residencies_call", migrations.RunSQL.noop
        ),
    ]
