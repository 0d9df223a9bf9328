# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models

# Stays end at the check-out hour on the clocks of Europe/Rome, sessions after their duration.
FILL = """
UPDATE booking_booking b SET ends_at = (b.check_out + s.check_out_by) AT TIME ZONE 'Europe/Rome'
  FROM catalogue_product p JOIN catalogue_stay s ON s.product_ptr_id = p.parent_id
 WHERE p.id = b.product_id AND b.check_out IS NOT NULL;
UPDATE booking_booking b SET ends_at = b.starts_at + make_interval(mins => e.duration_minutes)
  FROM catalogue_product p JOIN catalogue_experience e ON e.product_ptr_id = p.parent_id
 WHERE p.id = b.product_id AND b.check_out IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("booking", "0002_initial"), ("catalogue", "0034_live_stay_has_cin")]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="ends_at",
            field=models.DateTimeField(
                blank=True,
                help_text="check-out hour, end of the session: the order is completed after it; empty for goods",
                null=True,
                verbose_name="ends at",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
