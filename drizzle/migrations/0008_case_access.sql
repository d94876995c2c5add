CREATE TABLE "case_change" (
	"area_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid NOT NULL,
	"part" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "case_change_case_id_version_pk" PRIMARY KEY("case_id","version")
);
--> statement-breakpoint
CREATE TABLE "case_exclusion" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"from" date NOT NULL,
	"until" date,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "case_named_person" (
	"area_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"named_by" uuid NOT NULL,
	"named_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "case_named_person_case_id_person_id_pk" PRIMARY KEY("case_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "case_search_term" (
	"area_id" uuid NOT NULL,
	"term" text NOT NULL,
	"case_id" uuid NOT NULL,
	CONSTRAINT "case_search_term_area_id_term_case_id_pk" PRIMARY KEY("area_id","term","case_id")
);
--> statement-breakpoint
ALTER TABLE "area" ADD COLUMN "access_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "level_change" ADD COLUMN "criterion" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "level_change" ADD COLUMN "rationale" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "mapp_case" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "mapp_case" ADD COLUMN "restricted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "grants" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_change" ADD CONSTRAINT "case_change_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_change" ADD CONSTRAINT "case_change_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_change" ADD CONSTRAINT "case_change_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_exclusion" ADD CONSTRAINT "case_exclusion_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_exclusion" ADD CONSTRAINT "case_exclusion_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_exclusion" ADD CONSTRAINT "case_exclusion_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_exclusion" ADD CONSTRAINT "case_exclusion_recorded_by_person_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_exclusion" ADD CONSTRAINT "case_exclusion_ended_by_person_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_named_person" ADD CONSTRAINT "case_named_person_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_named_person" ADD CONSTRAINT "case_named_person_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_named_person" ADD CONSTRAINT "case_named_person_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_named_person" ADD CONSTRAINT "case_named_person_named_by_person_id_fk" FOREIGN KEY ("named_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_search_term" ADD CONSTRAINT "case_search_term_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_search_term" ADD CONSTRAINT "case_search_term_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_exclusion_case_id_person_id_index" ON "case_exclusion" USING btree ("case_id","person_id");--> statement-breakpoint
CREATE INDEX "case_search_term_case_id_index" ON "case_search_term" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "mapp_case_area_id_next_review_due_index" ON "mapp_case" USING btree ("area_id","next_review_due");--> statement-breakpoint
-- What a case is found by is compared byte by byte, so that an index finds beginnings; these comparisons are leakproof, so
-- that row security lets the index be used.
ALTER TABLE case_search_term ALTER COLUMN term TYPE text COLLATE "C";
--> statement-breakpoint
-- What happened is added only; an exclusion can be ended and a name taken back, with who and when.
GRANT SELECT, INSERT ON case_change TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (until, ended_by, ended_at) ON case_exclusion TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (named_by, named_at, removed_at) ON case_named_person TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON case_search_term TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['case_change', 'case_exclusion', 'case_named_person', 'case_search_term'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['case_exclusion', 'case_named_person'] LOOP
		EXECUTE format(
			'CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_change
	FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
--> statement-breakpoint
-- To whom a case does not exist, whatever their role or seat: Category 4 without the clearance, a restricted case without
-- being named, an exclusion in force. The one place of this rule: server/application/case-access.ts and at_text_door ask it.
CREATE FUNCTION public.cases_closed_to(person uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
	SELECT c.id FROM public.mapp_case c WHERE
		(c.category = 4 AND NOT EXISTS (
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
-- Every node asks for this number again and again: when it has risen, it looks who is inside what they may no longer know.
CREATE FUNCTION public.note_access_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE public.area SET access_version = access_version + 1 WHERE id = NEW.area_id;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER access_changes AFTER INSERT OR UPDATE ON case_exclusion
	FOR EACH ROW EXECUTE FUNCTION public.note_access_change();
--> statement-breakpoint
CREATE TRIGGER access_changes AFTER INSERT OR UPDATE ON case_named_person
	FOR EACH ROW EXECUTE FUNCTION public.note_access_change();
--> statement-breakpoint
CREATE TRIGGER access_changes AFTER UPDATE ON mapp_case FOR EACH ROW
	WHEN (OLD.category <> NEW.category OR OLD.restricted <> NEW.restricted)
	EXECUTE FUNCTION public.note_access_change();
--> statement-breakpoint
CREATE TRIGGER access_changes AFTER UPDATE ON person FOR EACH ROW
	WHEN (OLD.grants IS DISTINCT FROM NEW.grants) EXECUTE FUNCTION public.note_access_change();
--> statement-breakpoint
-- A text as it is looked for, in parts: without accents, capitals and apostrophes; every other mark is a gap.
CREATE FUNCTION public.plain_parts(typed text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT array_remove(regexp_split_to_array(
		replace(replace(replace(replace(translate(
			lower(regexp_replace(normalize(typed, NFKD), '[\u0300-\u036f''’‘ʼʹ`´′]', '', 'g')),
			'øłđðıħŧØŁĐÐĦŦ', 'olddihtolddht'),
			'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
		'[][\s/.,;:_(){}"“”&+*#|<>!?‐‑‒–—−-]+'), '')
$$;
--> statement-breakpoint
-- The parts of each word, each word without its gaps, and two words that follow each other as one: "Wrenfield-Moss" is found
-- as wrenfield, as moss and as wrenfieldmoss, "Mary Ann" also as maryann.
CREATE FUNCTION public.search_terms(typed text) RETURNS SETOF text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	word text;
	parts text[];
	before text := '';
BEGIN
	FOREACH word IN ARRAY regexp_split_to_array(coalesce(typed, ''), '\s+') LOOP
		parts := public.plain_parts(word);
		CONTINUE WHEN cardinality(parts) = 0;
		RETURN QUERY SELECT unnest(parts);
		RETURN NEXT array_to_string(parts, '');
		IF before <> '' THEN
			RETURN NEXT before || array_to_string(parts, '');
		END IF;
		before := array_to_string(parts, '');
	END LOOP;
END $$;
--> statement-breakpoint
CREATE FUNCTION public.write_search_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM public.case_search_term WHERE case_id = NEW.id;
	INSERT INTO public.case_search_term (area_id, case_id, term)
		SELECT DISTINCT NEW.area_id, NEW.id, left(t, 100) FROM (
			SELECT NEW.ref AS typed
			UNION ALL SELECT NEW.subject ->> 'name'
			UNION ALL SELECT jsonb_array_elements_text(coalesce(NEW.subject -> 'aliases', '[]'))
			UNION ALL SELECT replace(NEW.subject ->> 'dateOfBirth', '-', '')
			UNION ALL SELECT regexp_replace(value, '\s', '', 'g') FROM jsonb_each_text(coalesce(NEW.subject -> 'identifiers', '{}'))
		) AS said, public.search_terms(said.typed) AS t;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER search_terms AFTER INSERT OR UPDATE OF ref, subject ON mapp_case
	FOR EACH ROW EXECUTE FUNCTION public.write_search_terms();
--> statement-breakpoint
-- Cases opened before: area by area, because row security binds whoever migrates too.
DO $$
DECLARE one uuid;
BEGIN
	FOR one IN SELECT DISTINCT area_id FROM account LOOP
		PERFORM set_config('mapp.area_id', one::text, true);
		UPDATE mapp_case SET ref = ref;
	END LOOP;
	PERFORM set_config('mapp.area_id', '', true);
END $$;
--> statement-breakpoint
-- As before, and whether the meeting's case exists for this person at all (`is_closed`), as of which state of access.
DROP FUNCTION public.at_text_door(text, uuid, text);
--> statement-breakpoint
CREATE FUNCTION public.at_text_door(session_id text, meeting uuid, document_name text)
RETURNS TABLE (
	account_id uuid, area_id uuid, is_disabled boolean,
	created_at float8, last_seen_at float8, expires_at float8, absolute_end_at float8, step_up_at float8,
	person_id uuid, name text, role_title text, roles text[], agency_id uuid, agency_name text, agency_code text,
	version integer, statement integer, document_id uuid, access integer, is_closed boolean
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	s public.session;
	a public.account;
BEGIN
	SELECT * INTO s FROM public.session x WHERE x.id = session_id;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	SELECT * INTO a FROM public.account x WHERE x.id = s.account_id;
	PERFORM set_config('mapp.area_id', a.area_id::text, true);
	RETURN QUERY SELECT a.id, a.area_id, a.disabled_at IS NOT NULL,
		extract(epoch FROM s.created_at)::float8 * 1000, extract(epoch FROM s.last_seen_at)::float8 * 1000,
		extract(epoch FROM s.expires_at)::float8 * 1000, extract(epoch FROM s.absolute_end_at)::float8 * 1000,
		extract(epoch FROM s.step_up_at)::float8 * 1000,
		p.id, p.name, p.role_title, p.roles, g.id, g.name, g.code,
		(SELECT m.version FROM public.meeting m WHERE m.id = at_text_door.meeting),
		coalesce((SELECT max(t.version) FROM public.statement t), 0),
		(SELECT d.id FROM public.document d WHERE d.meeting_id = at_text_door.meeting AND d.name = document_name),
		coalesce((SELECT r.access_version FROM public.area r WHERE r.id = a.area_id), 0),
		EXISTS (SELECT FROM public.meeting m JOIN public.cases_closed_to(a.person_id) AS closed ON closed = m.case_id
			WHERE m.id = at_text_door.meeting)
		FROM (SELECT) AS nothing
		LEFT JOIN public.person p ON p.id = a.person_id
		LEFT JOIN public.agency g ON g.id = p.agency_id;
END $$;
