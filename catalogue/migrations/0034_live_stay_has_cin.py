from django.db import migrations

# Checked at the end of the transaction: publishing writes the product's row before the stay's.
# FOR SHARE keeps two transactions from taking the code and going live past each other.
FORWARDS = """
CREATE FUNCTION catalogue_live_stay_has_cin() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint;
    found_cin text;
BEGIN
    IF TG_TABLE_NAME = 'catalogue_product' THEN
        wanted := NEW.id;
    ELSE
        wanted := NEW.product_ptr_id;
    END IF;
    SELECT stay.cin INTO found_cin
      FROM catalogue_product product JOIN catalogue_stay stay ON stay.product_ptr_id = product.id
     WHERE product.id = wanted AND product.live
       FOR SHARE;
    IF FOUND AND (found_cin !~ '^IT[0-9]{6}[A-Z0-9]{2}[A-Z0-9]{1,8}$' OR found_cin ~ '^IT[0-9]{15,16}$') THEN
        RAISE EXCEPTION 'stay % is public without a valid CIN', wanted
            USING ERRCODE = 'check_violation', CONSTRAINT = 'live_stay_has_cin';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER live_stay_has_cin AFTER INSERT OR UPDATE OF live ON catalogue_product
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.live) EXECUTE FUNCTION catalogue_live_stay_has_cin();
CREATE CONSTRAINT TRIGGER live_stay_has_cin AFTER INSERT OR UPDATE OF cin ON catalogue_stay
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION catalogue_live_stay_has_cin();
"""
BACKWARDS = """
DROP TRIGGER live_stay_has_cin ON catalogue_stay;
DROP TRIGGER live_stay_has_cin ON catalogue_product;
DROP FUNCTION catalogue_live_stay_has_cin();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0033_picturerendition_productpicture_session_stay_unit_and_more")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
