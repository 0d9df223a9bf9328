from django.db import migrations

QUEUE = "INSERT INTO search_indexchange (kind, object_id, queued_at) SELECT kind, object_id, now() FROM search_listing"


class Migration(migrations.Migration):
    """Offers say the same in fewer words: all documents are written anew. The new index takes none of the older ones."""

    dependencies = [("search", "0012_units_and_subkinds")]

    operations = [migrations.RunSQL(QUEUE, migrations.RunSQL.noop)]
