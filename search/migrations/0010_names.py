import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

FILL = """
UPDATE search_listing SET names =
    setweight(to_tsvector('italian', concat_ws(' ', document #>> '{it,title}', document #>> '{it,place}')), 'A')
    || setweight(to_tsvector('english', concat_ws(' ', document #>> '{en,title}', document #>> '{en,place}')), 'B')
    || setweight(to_tsvector('german', concat_ws(' ', document #>> '{de,title}', document #>> '{de,place}')), 'C'),
    titles = ARRAY[lower(document #>> '{it,title}'), lower(document #>> '{en,title}'), lower(document #>> '{de,title}')]
WHERE document IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [('search', '0009_calls')]

    operations = [
        migrations.AddField(model_name='listing', name='names', field=django.contrib.postgres.search.SearchVectorField(null=True)),
        migrations.AddField(
            model_name='listing',
            name='titles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='listing',
            index=django.contrib.postgres.indexes.GinIndex(fields=['names'], name='listings_names'),
        ),
    ]
