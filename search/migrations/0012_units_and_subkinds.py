from django.db import migrations, models

# As `search.listings.BITS` had them that day.
AMENITIES = (
    "wifi kitchen parking charger pets step_free air_conditioning heating washing_machine pool garden fireplace bikes breakfast cot"
    " workspace studio river_view hill_view"
)
FILL = f"""
INSERT INTO search_listedunit (listing_id, unit_id, kind, capacity, amenities, price)
SELECT DISTINCT ON (unit) l.id, u.unit, u.kind, u.capacity,
    COALESCE((SELECT sum(1::bigint << (bits.place - 1)::int)
        FROM unnest(string_to_array('{AMENITIES}', ' ')) WITH ORDINALITY AS bits (name, place) WHERE jsonb_exists(u.amenities, bits.name)), 0),
    u.price
FROM search_listing AS l CROSS JOIN LATERAL jsonb_to_recordset(l.units)
    AS u (unit bigint, kind text, capacity int, amenities jsonb, price int)
WHERE l.kind = 'stay' AND l.document IS NOT NULL ORDER BY unit, l.id DESC
"""


class Migration(migrations.Migration):
    """Units as rows of their own instead of JSON in their listing's."""

    dependencies = [
        ("search", "0011_names_as_written"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListedUnit",
            fields=[
                ("listing_id", models.BigIntegerField(db_index=True)),
                ("unit_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("capacity", models.IntegerField()),
                ("amenities", models.BigIntegerField(default=0)),
                ("price", models.IntegerField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="listing",
            name="subkind",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(
            "UPDATE search_listing SET subkind = COALESCE(document ->> 'subkind', '') WHERE document IS NOT NULL", migrations.RunSQL.noop
        ),
        migrations.RemoveField(
            model_name="listing",
            name="units",
        ),
    ]
