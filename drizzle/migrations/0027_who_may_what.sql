CREATE TABLE "emergency_access" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"asked_ref" text NOT NULL,
	"case_id" uuid,
	"reason" text NOT NULL,
	"hours" smallint NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"granted_by" uuid,
	"granted_at" timestamp with time zone,
	"until" timestamp with time zone,
	"refused_by" uuid,
	"refused_at" timestamp with time zone,
	"refusal" text,
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	"reviewed_by" uuid,
	"reviewed_at" timestamp with time zone,
	"finding" text
);
--> statement-breakpoint
CREATE TABLE "person_change" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"part" text NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	"reason" text NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "area" ADD COLUMN "access_looked_on" date;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "vetted_until" date;--> statement-breakpoint
ALTER TABLE "emergency_access" ADD CONSTRAINT "emergency_access_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_access" ADD CONSTRAINT "emergency_access_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_access" ADD CONSTRAINT "emergency_access_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_access" ADD CONSTRAINT "emergency_access_granted_by_person_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_access" ADD CONSTRAINT "emergency_access_refused_by_person_id_fk" FOREIGN KEY ("refused_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_access" ADD CONSTRAINT "emergency_access_ended_by_person_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_access" ADD CONSTRAINT "emergency_access_reviewed_by_person_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_changed_by_person_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "emergency_access_person_id_case_id_index" ON "emergency_access" USING btree ("person_id","case_id");--> statement-breakpoint
CREATE INDEX "emergency_access_area_id_asked_at_index" ON "emergency_access" USING btree ("area_id","asked_at");--> statement-breakpoint
CREATE INDEX "person_change_person_id_changed_at_index" ON "person_change" USING btree ("person_id","changed_at");
--> statement-breakpoint
-- What was changed about a person is added only. Of a request for emergency access each step is written once.
GRANT SELECT, INSERT ON person_change TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (granted_by, granted_at, until, refused_by, refused_at, refusal, ended_by, ended_at,
	reviewed_by, reviewed_at, finding) ON emergency_access TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['person_change', 'emergency_access'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON person_change
	FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
--> statement-breakpoint
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON emergency_access
	FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
--> statement-breakpoint
ALTER TABLE emergency_access ADD CONSTRAINT emergency_access_hours CHECK (hours BETWEEN 1 AND 24),
	ADD CONSTRAINT emergency_access_time CHECK (until IS NULL OR until <= granted_at + interval '24 hours'),
	ADD CONSTRAINT emergency_access_case CHECK (granted_at IS NULL OR (case_id IS NOT NULL AND until IS NOT NULL)),
	ADD CONSTRAINT emergency_access_other CHECK (granted_by IS NULL OR granted_by <> person_id),
	ADD CONSTRAINT emergency_access_review CHECK (reviewed_by IS NULL OR reviewed_by <> person_id);
--> statement-breakpoint
CREATE FUNCTION public.keep_steps_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF (OLD.granted_at IS NOT NULL AND (OLD.granted_at, OLD.granted_by, OLD.until) IS DISTINCT FROM (NEW.granted_at, NEW.granted_by, NEW.until))
		OR (OLD.refused_at IS NOT NULL AND (OLD.refused_at, OLD.refused_by, OLD.refusal) IS DISTINCT FROM (NEW.refused_at, NEW.refused_by, NEW.refusal))
		OR (OLD.ended_at IS NOT NULL AND (OLD.ended_at, OLD.ended_by) IS DISTINCT FROM (NEW.ended_at, NEW.ended_by))
		OR (OLD.reviewed_at IS NOT NULL AND (OLD.reviewed_at, OLD.reviewed_by, OLD.finding) IS DISTINCT FROM (NEW.reviewed_at, NEW.reviewed_by, NEW.finding))
	THEN
		RAISE EXCEPTION 'a step of an emergency access stays as it was taken';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER steps_stay BEFORE UPDATE ON emergency_access FOR EACH ROW EXECUTE FUNCTION public.keep_steps_taken();
--> statement-breakpoint
-- The area asks for a vetting date, and this person's has passed or was never recorded. A guest has none: the meeting's chair
-- or the unit vouches for each by name and for one meeting.
CREATE FUNCTION public.is_unvetted(person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (
		SELECT FROM public.person p JOIN public.area r ON r.id = p.area_id
		WHERE p.id = is_unvetted.person
			AND (p.vetted_until IS NULL OR p.vetted_until < (now() AT TIME ZONE 'Europe/London')::date)
			AND NOT EXISTS (SELECT FROM public.account a WHERE a.person_id = p.id AND a.kind = 'GUEST')
			AND coalesce(
				(SELECT n.value #>> '{}' FROM public.area_number n
					WHERE n.area_id = r.id AND n.key = 'vettingRequired'
						AND n.effective_from <= (now() AT TIME ZONE 'Europe/London')::date
					ORDER BY n.effective_from DESC, n.version DESC LIMIT 1),
				r.config ->> 'vettingRequired', 'NO') = 'YES')
$$;
--> statement-breakpoint
-- As before, and besides: no case exists for a system administrator, nor for somebody whose vetting has ended.
CREATE OR REPLACE FUNCTION public.cases_closed_to(person uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
	SELECT c.id FROM public.mapp_case c WHERE
		(SELECT public.is_unvetted(cases_closed_to.person))
		OR (SELECT EXISTS (
			SELECT FROM public.person p WHERE p.id = cases_closed_to.person AND 'SYSTEM_ADMINISTRATOR' = ANY (p.roles)))
		OR (c.category = 4 AND NOT EXISTS (
			SELECT FROM public.person p WHERE p.id = cases_closed_to.person AND 'CAT4_CLEARED' = ANY (p.grants)))
		OR (c.restricted AND NOT EXISTS (
			SELECT FROM public.case_named_person n
			WHERE n.case_id = c.id AND n.person_id = cases_closed_to.person AND n.removed_at IS NULL))
		OR EXISTS (
			SELECT FROM public.case_exclusion e
			WHERE e.case_id = c.id AND e.person_id = cases_closed_to.person AND e.ended_at IS NULL
				AND (e.until IS NULL OR e.until >= (now() AT TIME ZONE 'Europe/London')::date))
$$;
--> statement-breakpoint
DROP TRIGGER access_changes ON person;
--> statement-breakpoint
CREATE TRIGGER access_changes AFTER UPDATE ON person FOR EACH ROW
	WHEN (OLD.grants IS DISTINCT FROM NEW.grants OR OLD.roles IS DISTINCT FROM NEW.roles
		OR OLD.vetted_until IS DISTINCT FROM NEW.vetted_until)
	EXECUTE FUNCTION public.note_access_change();
--> statement-breakpoint
CREATE TRIGGER access_changes AFTER INSERT OR UPDATE ON emergency_access
	FOR EACH ROW EXECUTE FUNCTION public.note_access_change();
--> statement-breakpoint
CREATE TRIGGER access_changes AFTER INSERT ON area_number FOR EACH ROW
	WHEN (NEW.key = 'vettingRequired') EXECUTE FUNCTION public.note_access_change();
