"""What a constraint cannot say: forms stay as published, nobody reads against a conflict, points keep their scale, awards keep to their call.

Each function locks or reads the rows it depends on, so that of two transactions at once the second sees the first.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION residencies_form_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published form is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER form_versions_stay BEFORE UPDATE ON residencies_formversion
    FOR EACH ROW EXECUTE FUNCTION residencies_form_stays();

CREATE FUNCTION residencies_no_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM residencies_juror WHERE id = NEW.juror_id FOR UPDATE;
    IF EXISTS (SELECT FROM residencies_conflict WHERE juror_id = NEW.juror_id AND application_id = NEW.application_id) THEN
        RAISE EXCEPTION 'a juror does not read against a conflict of interest' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM residencies_juror j JOIN residencies_stage s ON s.id = j.stage_id
        JOIN residencies_application a ON a.call_id = s.call_id WHERE j.id = NEW.juror_id AND a.id = NEW.application_id
    ) THEN
        RAISE EXCEPTION 'a juror reads applications of her own call' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assignments_without_conflict BEFORE INSERT OR UPDATE ON residencies_assignment
    FOR EACH ROW EXECUTE FUNCTION residencies_no_conflict();

CREATE FUNCTION residencies_conflict_locks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM residencies_juror WHERE id = NEW.juror_id FOR UPDATE;
    RETURN NEW;
END $$;
CREATE TRIGGER conflicts_wait_for_assignments BEFORE INSERT ON residencies_conflict
    FOR EACH ROW EXECUTE FUNCTION residencies_conflict_locks();

CREATE FUNCTION residencies_score_in_scale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM residencies_criterion c
        JOIN residencies_review r ON r.id = NEW.review_id
        JOIN residencies_assignment a ON a.id = r.assignment_id
        JOIN residencies_application p ON p.id = a.application_id AND p.call_id = c.call_id
        WHERE c.id = NEW.criterion_id AND NEW.points BETWEEN c.lowest AND c.highest
    ) THEN
        RAISE EXCEPTION 'points keep to the scale of a criterion of the call' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scores_in_scale BEFORE INSERT OR UPDATE ON residencies_score
    FOR EACH ROW EXECUTE FUNCTION residencies_score_in_scale();

CREATE FUNCTION residencies_award_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE offered integer;
BEGIN
    SELECT places INTO offered FROM residencies_call WHERE id = NEW.call_id FOR SHARE;
    IF NEW.state IN ('offered', 'accepted', 'agreed') AND NEW.seat > offered THEN
        RAISE EXCEPTION 'a call awards no more residencies than it offers' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM residencies_decision d JOIN residencies_application a ON a.id = d.application_id
        WHERE d.id = NEW.decision_id AND d.application_id = NEW.application_id AND d.outcome IN ('award', 'waiting')
        AND d.published_at IS NOT NULL AND a.call_id = NEW.call_id
    ) THEN
        RAISE EXCEPTION 'no award without a published decision' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER awards_fit_their_call BEFORE INSERT OR UPDATE ON residencies_award
    FOR EACH ROW EXECUTE FUNCTION residencies_award_fits();

CREATE FUNCTION residencies_places_cover_awards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.places < OLD.places AND EXISTS (
        SELECT FROM residencies_award WHERE call_id = NEW.id AND state IN ('offered', 'accepted', 'agreed') AND seat > NEW.places
    ) THEN
        RAISE EXCEPTION 'more residencies are awarded than would be offered' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER places_cover_awards BEFORE UPDATE OF places ON residencies_call
    FOR EACH ROW EXECUTE FUNCTION residencies_places_cover_awards();
"""

BACKWARDS = """
DROP TRIGGER places_cover_awards ON residencies_call;
DROP FUNCTION residencies_places_cover_awards();
DROP TRIGGER awards_fit_their_call ON residencies_award;
DROP FUNCTION residencies_award_fits();
DROP TRIGGER scores_in_scale ON residencies_score;
DROP FUNCTION residencies_score_in_scale();
DROP TRIGGER conflicts_wait_for_assignments ON residencies_conflict;
DROP FUNCTION residencies_conflict_locks();
DROP TRIGGER assignments_without_conflict ON residencies_assignment;
DROP FUNCTION residencies_no_conflict();
DROP TRIGGER form_versions_stay ON residencies_formversion;
DROP FUNCTION residencies_form_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("residencies", "0002_applications")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
