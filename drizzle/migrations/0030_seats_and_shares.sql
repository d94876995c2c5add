CREATE TABLE "area_name" (
	"area_id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_share" (
	"area_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"side" text NOT NULL,
	"case_id" uuid,
	"case_ref" text NOT NULL,
	"other_area_id" uuid NOT NULL,
	"other_area_name" text NOT NULL,
	"asked_for" text NOT NULL,
	"reason" text NOT NULL,
	"from" date NOT NULL,
	"until" date NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"made_by" uuid,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "case_share_area_id_id_pk" PRIMARY KEY("area_id","id")
);
--> statement-breakpoint
CREATE TABLE "case_share_event" (
	"area_id" uuid NOT NULL,
	"share_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"says" text DEFAULT '' NOT NULL,
	CONSTRAINT "case_share_event_area_id_share_id_version_pk" PRIMARY KEY("area_id","share_id","version")
);
--> statement-breakpoint
CREATE TABLE "case_share_person" (
	"area_id" uuid NOT NULL,
	"share_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"other_person_id" uuid NOT NULL,
	"case_id" uuid,
	"from" date NOT NULL,
	"until" date NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "case_share_person_area_id_share_id_person_id_pk" PRIMARY KEY("area_id","share_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "seat_offer" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"area_id" uuid NOT NULL,
	"email" text NOT NULL,
	"code_hash" text,
	"offered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answered_at" timestamp with time zone,
	"answer" text
);
--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "visiting_from" uuid;--> statement-breakpoint
ALTER TABLE "area_name" ADD CONSTRAINT "area_name_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_share" ADD CONSTRAINT "case_share_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_share" ADD CONSTRAINT "case_share_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_share" ADD CONSTRAINT "case_share_made_by_person_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_share_event" ADD CONSTRAINT "case_share_event_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_share_event" ADD CONSTRAINT "case_share_event_of" FOREIGN KEY ("area_id","share_id") REFERENCES "public"."case_share"("area_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_share_person" ADD CONSTRAINT "case_share_person_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_share_person" ADD CONSTRAINT "case_share_person_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_share_person" ADD CONSTRAINT "case_share_person_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_share_person" ADD CONSTRAINT "case_share_person_of" FOREIGN KEY ("area_id","share_id") REFERENCES "public"."case_share"("area_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_offer" ADD CONSTRAINT "seat_offer_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_offer" ADD CONSTRAINT "seat_offer_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_share_case_id_index" ON "case_share" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_share_person_person_id_case_id_index" ON "case_share_person" USING btree ("person_id","case_id");--> statement-breakpoint
CREATE INDEX "seat_offer_email_index" ON "seat_offer" USING btree ("email");--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_visiting_from_area_id_fk" FOREIGN KEY ("visiting_from") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_owner_id_index" ON "account" USING btree ("owner_id");
--> statement-breakpoint
-- Which areas this service serves, by name and nothing else: read by whoever shares a case, and to put an area's name before a
-- seat. Outside row security, because row security shows nobody any area but their own. Written by the area's own trigger.
GRANT SELECT, INSERT, UPDATE (code, name) ON area_name TO mapp_app;
--> statement-breakpoint
CREATE FUNCTION public.note_area_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.area_name (area_id, code, name) VALUES (NEW.id, NEW.code, NEW.name)
		ON CONFLICT (area_id) DO UPDATE SET code = excluded.code, name = excluded.name;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_name AFTER INSERT OR UPDATE OF code, name ON area FOR EACH ROW EXECUTE FUNCTION public.note_area_name();
--> statement-breakpoint
-- Areas that were here before: one after the other, because row security binds whoever migrates too.
DO $$
DECLARE one uuid;
BEGIN
	FOR one IN SELECT DISTINCT area_id FROM account LOOP
		PERFORM set_config('mapp.area_id', one::text, true);
		UPDATE area SET name = name WHERE id = one;
	END LOOP;
	PERFORM set_config('mapp.area_id', '', true);
END $$;
--> statement-breakpoint
-- A seat offered to whoever signs in with an address. Outside row security like account: they come from another area.
GRANT SELECT, INSERT, UPDATE (answered_at, answer, code_hash) ON seat_offer TO mapp_app;
--> statement-breakpoint
ALTER TABLE seat_offer ADD CONSTRAINT seat_offer_answer CHECK (answer IN ('ACCEPTED', 'DECLINED'));
--> statement-breakpoint
ALTER TABLE case_share
	ADD CONSTRAINT case_share_side CHECK (side IN ('OWNER', 'RECEIVER')),
	ADD CONSTRAINT case_share_state CHECK (state IN ('OFFERED', 'ACCEPTED', 'DECLINED', 'ENDED')),
	ADD CONSTRAINT case_share_case CHECK ((side = 'OWNER') = (case_id IS NOT NULL)),
	ADD CONSTRAINT case_share_apart CHECK (other_area_id <> area_id),
	ADD CONSTRAINT case_share_a_year CHECK (until >= "from" AND until <= "from" + interval '12 months');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (state, version) ON case_share TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (ended_at) ON case_share_person TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON case_share_event TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['case_share', 'case_share_person', 'case_share_event'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['case_share', 'case_share_person'] LOOP
		EXECUTE format(
			'CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_share_event
	FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
--> statement-breakpoint
-- Somebody of another area holds this one role and never another: nobody of the area is made one of them, nor one of them of the area.
ALTER TABLE person ADD CONSTRAINT person_visits_only
	CHECK (NOT ('VISITING_REP' = ANY (roles)) OR roles = ARRAY['VISITING_REP']);
--> statement-breakpoint
CREATE TRIGGER visiting_stays BEFORE UPDATE OF roles ON person FOR EACH ROW
	WHEN (('VISITING_REP' = ANY (OLD.roles)) IS DISTINCT FROM ('VISITING_REP' = ANY (NEW.roles)))
	EXECUTE FUNCTION public.refuse_change();
--> statement-breakpoint
-- As before, and: to somebody of another area every case but those that are shared with them, today.
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
		OR ((SELECT EXISTS (
				SELECT FROM public.person p WHERE p.id = cases_closed_to.person AND 'VISITING_REP' = ANY (p.roles)))
			AND NOT EXISTS (
				SELECT FROM public.case_share_person s
				WHERE s.case_id = c.id AND s.person_id = cases_closed_to.person AND s.ended_at IS NULL
					AND (now() AT TIME ZONE 'Europe/London')::date BETWEEN s."from" AND s.until))
$$;
--> statement-breakpoint
CREATE TRIGGER access_changes AFTER INSERT OR UPDATE ON case_share_person
	FOR EACH ROW EXECUTE FUNCTION public.note_access_change();
