import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('search', '0007_demand')]

    operations = [
        migrations.RemoveField(model_name='listing', name='draw'),
        migrations.AddField(
            model_name='listing',
            name='draws',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None),
        ),
        # Every document has draws instead of a draw.
        migrations.RunSQL(
            "INSERT INTO search_indexchange (kind, object_id, queued_at) SELECT kind, object_id, now() FROM search_listing",
            migrations.RunSQL.noop,
        ),
    ]
