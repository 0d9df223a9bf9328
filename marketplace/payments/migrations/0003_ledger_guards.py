"""The ledger is append-only and every entry balances: PostgreSQL refuses anything else, whoever asks."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION payments_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER ledger_entries_stay BEFORE UPDATE OR DELETE ON payments_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION payments_refuse_change();
CREATE TRIGGER ledger_postings_stay BEFORE UPDATE OR DELETE ON payments_ledgerposting
    FOR EACH ROW EXECUTE FUNCTION payments_refuse_change();

CREATE FUNCTION payments_check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entry bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
    sides bigint;
    total bigint;
BEGIN
    SELECT count(*), coalesce(sum(cents), 0) INTO sides, total FROM payments_ledgerposting WHERE entry_id = entry;
    IF sides < 2 OR total <> 0 THEN
        RAISE EXCEPTION 'ledger entry % does not balance: % cents in % postings', entry, total, sides
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_entry_balances AFTER INSERT ON payments_ledgerentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_check_balance('id');
CREATE CONSTRAINT TRIGGER ledger_posting_balances AFTER INSERT ON payments_ledgerposting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_check_balance('entry_id');
"""

BACKWARDS = """
DROP TRIGGER ledger_posting_balances ON payments_ledgerposting;
DROP TRIGGER ledger_entry_balances ON payments_ledgerentry;
DROP FUNCTION payments_check_balance();
DROP TRIGGER ledger_postings_stay ON payments_ledgerposting;
DROP TRIGGER ledger_entries_stay ON payments_ledgerentry;
DROP FUNCTION payments_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_wanted_and_targets")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
