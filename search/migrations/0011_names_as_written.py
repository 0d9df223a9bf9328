from django.db import migrations

NAME = "concat_ws(' ', document #>> '{{{0},title}}', document #>> '{{{0},place}}')"
EACH = [
    f"setweight(to_tsvector('simple', {name}) || to_tsvector('{configuration}', {name}), '{label}')"
    for language, configuration, label in (("it", "italian", "A"), ("en", "english", "B"), ("de", "german", "C"))
    for name in [NAME.format(language)]
]


class Migration(migrations.Migration):
    """Names as they are written beside their stems: a beginning may be longer than the stem."""

    dependencies = [("search", "0010_names")]

    operations = [
        migrations.RunSQL(f"UPDATE search_listing SET names = {' || '.join(EACH)} WHERE document IS NOT NULL", migrations.RunSQL.noop)
    ]
