from django.db import migrations


class Migration(migrations.Migration):
    """Documents say more than before: all are written anew."""

    dependencies = [("search", "0005_saved_searches")]

    operations = [
        migrations.RunSQL("INSERT INTO search_indexchange (kind, object_id, queued_at) SELECT kind, object_id, now() FROM search_listing", migrations.RunSQL.noop)
    ]
