CREATE TABLE "destroyed_by_clock" (
	"area_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"on" date NOT NULL,
	"rows" integer NOT NULL,
	CONSTRAINT "destroyed_by_clock_area_id_kind_on_pk" PRIMARY KEY("area_id","kind","on")
);
--> statement-breakpoint
CREATE TABLE "destruction" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"reference_sha256" text NOT NULL,
	"rule" text NOT NULL,
	"due_on" date NOT NULL,
	"state" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"number" integer,
	"last_export" integer DEFAULT 0 NOT NULL,
	"last_request" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "destruction_area_id_number_unique" UNIQUE("area_id","number")
);
--> statement-breakpoint
CREATE TABLE "destruction_certificate" (
	"area_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"destruction_id" uuid NOT NULL,
	"certificate" text NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "destruction_certificate_area_id_number_pk" PRIMARY KEY("area_id","number"),
	CONSTRAINT "destruction_certificate_destruction_id_unique" UNIQUE("destruction_id")
);
--> statement-breakpoint
CREATE TABLE "permitted_erasure" (
	"xid" text PRIMARY KEY NOT NULL,
	"area_id" uuid NOT NULL,
	"operations" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention_hold" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"case_id" uuid,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"from" date NOT NULL,
	"review_on" date NOT NULL,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	"end_reason" text DEFAULT '' NOT NULL,
	"command_id" text NOT NULL,
	CONSTRAINT "retention_hold_area_id_command_id_unique" UNIQUE("area_id","command_id")
);
--> statement-breakpoint
CREATE TABLE "retention_review" (
	"area_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"keep_until" date NOT NULL,
	"reason" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "retention_review_case_id_version_pk" PRIMARY KEY("case_id","version")
);
--> statement-breakpoint
ALTER TABLE "destroyed_by_clock" ADD CONSTRAINT "destroyed_by_clock_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destruction" ADD CONSTRAINT "destruction_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destruction" ADD CONSTRAINT "destruction_proposed_by_person_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destruction" ADD CONSTRAINT "destruction_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destruction_certificate" ADD CONSTRAINT "destruction_certificate_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destruction_certificate" ADD CONSTRAINT "destruction_certificate_destruction_id_destruction_id_fk" FOREIGN KEY ("destruction_id") REFERENCES "public"."destruction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "permitted_erasure" ADD CONSTRAINT "permitted_erasure_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_hold" ADD CONSTRAINT "retention_hold_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_hold" ADD CONSTRAINT "retention_hold_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_hold" ADD CONSTRAINT "retention_hold_placed_by_person_id_fk" FOREIGN KEY ("placed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_hold" ADD CONSTRAINT "retention_hold_ended_by_person_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_review" ADD CONSTRAINT "retention_review_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_review" ADD CONSTRAINT "retention_review_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_review" ADD CONSTRAINT "retention_review_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "destruction_proposed" ON "destruction" USING btree ("case_id") WHERE state = 'PROPOSED';--> statement-breakpoint
CREATE INDEX "retention_hold_case_id_index" ON "retention_hold" USING btree ("case_id");
--> statement-breakpoint
GRANT SELECT, INSERT ON retention_review, destruction_certificate TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (review_on, ended_by, ended_at, end_reason) ON retention_hold TO mapp_app;
--> statement-breakpoint
-- The application proposes and takes back. Done has a number, and only destroy_case can write one.
GRANT SELECT, INSERT (id, area_id, case_id, reference_sha256, rule, due_on, state, proposed_by, proposed_at),
	UPDATE (state, decided_by, decided_at) ON destruction TO mapp_app;
--> statement-breakpoint
ALTER TABLE public.destruction
	ADD CONSTRAINT destruction_state CHECK (state IN ('PROPOSED', 'WITHDRAWN', 'DONE')),
	ADD CONSTRAINT destruction_decided CHECK ((state = 'PROPOSED') = (decided_by IS NULL AND decided_at IS NULL)),
	ADD CONSTRAINT destruction_numbered CHECK ((state = 'DONE') = (number IS NOT NULL));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (rows) ON destroyed_by_clock TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['retention_hold', 'retention_review', 'destruction', 'destruction_certificate', 'destroyed_by_clock',
		'permitted_erasure'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['retention_review', 'destruction_certificate'] LOOP
		EXECUTE format(
			'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['retention_hold', 'destruction', 'destroyed_by_clock'] LOOP
		EXECUTE format(
			'CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
-- What is never changed goes only in a transaction that one of the functions below has begun to erase in. They belong to the owner
-- of the tables and note it in a table on which mapp_app has no right at all. Taking text out (0029) has its own way in.
CREATE OR REPLACE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'TRUNCATE' AND public.is_redacting() THEN RETURN NULL; END IF;
	-- The application may not even look at the table: asked in a step of its own.
	IF current_user <> 'mapp_app' THEN
		IF EXISTS (
			SELECT FROM public.permitted_erasure e
			WHERE e.xid = pg_current_xact_id_if_assigned()::text AND TG_OP = ANY (e.operations)
		) THEN
			RETURN NULL;
		END IF;
	END IF;
	RAISE EXCEPTION '% of % is not allowed: its rows are never changed', lower(TG_OP), TG_TABLE_NAME
		USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
-- An ended hold stays as it was, and a decision on a proposal is the last word on it.
CREATE FUNCTION public.refuse_change_of_what_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'it has ended, or was decided' USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER ended_is_final BEFORE UPDATE ON retention_hold FOR EACH ROW
	WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION public.refuse_change_of_what_is_decided();
--> statement-breakpoint
CREATE TRIGGER decided_is_final BEFORE UPDATE ON destruction FOR EACH ROW
	WHEN (OLD.state <> 'PROPOSED') EXECUTE FUNCTION public.refuse_change_of_what_is_decided();
--> statement-breakpoint
-- Whether something holds this case, by itself or with its whole area.
CREATE FUNCTION public.is_held(the_area uuid, the_case uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (
		SELECT FROM public.retention_hold h
		WHERE h.area_id = the_area AND h.ended_at IS NULL AND (h.case_id IS NULL OR h.case_id = the_case)
	)
$$;
--> statement-breakpoint
-- The area that this transaction has named; nothing is erased in any other.
CREATE FUNCTION public.named_area() RETURNS uuid LANGUAGE sql STABLE AS $$
	SELECT nullif(current_setting('mapp.area_id', true), '')::uuid
$$;
--> statement-breakpoint
-- Removes one case with everything that hangs on it, or nothing. What hangs on it is read from the catalogue: every row that refers
-- to a row that goes, by a foreign key or by a column of that name, so that a table made later is not forgotten. The audit and the
-- decision stay. Answers what went, table by table, with a digest over the keys of the rows.
CREATE FUNCTION public.destroy_case(the_destruction uuid, confirmed_by uuid, as_of timestamptz)
RETURNS TABLE (table_name text, row_count bigint, digest text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
	area_now uuid := public.named_area();
	decision public.destruction%ROWTYPE;
	one record;
	found_now bigint;
	grown bigint;
	ids uuid[];
	next_number integer;
BEGIN
	SELECT * INTO decision FROM public.destruction d
		WHERE d.id = the_destruction AND d.area_id = area_now AND d.state = 'PROPOSED' FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'nothing is proposed here' USING ERRCODE = 'no_data_found';
	END IF;
	-- Two people, not one person with two seats, and both of the unit.
	IF (SELECT count(DISTINCT coalesce(a.owner_id, a.id)) FROM public.account a
			WHERE a.person_id IN (decision.proposed_by, confirmed_by)) <> 2
		OR NOT EXISTS (SELECT FROM public.person p WHERE p.id = decision.proposed_by AND p.area_id = area_now
			AND 'MAPPA_COORDINATOR' = ANY (p.roles))
		OR NOT EXISTS (SELECT FROM public.person p WHERE p.id = confirmed_by AND p.area_id = area_now
			AND p.roles && ARRAY['MAPPA_COORDINATOR', 'MAPPA_ADMINISTRATOR'])
	THEN
		RAISE EXCEPTION 'two people of the unit decide this' USING ERRCODE = 'insufficient_privilege';
	END IF;
	PERFORM FROM public.mapp_case c WHERE c.id = decision.case_id AND c.area_id = area_now FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no such case' USING ERRCODE = 'no_data_found';
	END IF;
	PERFORM FROM public.meeting m WHERE m.case_id = decision.case_id ORDER BY m.id FOR UPDATE;
	-- Whoever places a hold holds the area's row for it, and so does this.
	PERFORM FROM public.area a WHERE a.id = area_now FOR UPDATE;
	IF public.is_held(area_now, decision.case_id)
		OR decision.due_on > (as_of AT TIME ZONE 'Europe/London')::date
		OR EXISTS (SELECT FROM public.retention_review r WHERE r.case_id = decision.case_id
			AND r.keep_until > (as_of AT TIME ZONE 'Europe/London')::date
			AND r.version = (SELECT max(v.version) FROM public.retention_review v WHERE v.case_id = decision.case_id))
		OR EXISTS (SELECT FROM public.meeting m WHERE m.case_id = decision.case_id
			AND m.phase IN ('LIVE', 'DRAFT', 'WITH_CHAIR'))
	THEN
		RAISE EXCEPTION 'the case is held, not due, or a meeting of it is not locked' USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;

	CREATE TEMP TABLE doomed (tab oid NOT NULL, place tid NOT NULL, PRIMARY KEY (tab, place)) ON COMMIT DROP;
	INSERT INTO pg_temp.doomed SELECT 'public.mapp_case'::regclass, c.ctid FROM public.mapp_case c WHERE c.id = decision.case_id;
	LOOP
		grown := 0;
		FOR one IN
			SELECT k.conrelid AS child, k.confrelid AS parent, (
				SELECT string_agg(format('c.%I = p.%I', a.attname, b.attname), ' AND ')
				FROM unnest(k.conkey, k.confkey) AS pair(mine, theirs)
				JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.mine
				JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.theirs
			) AS joined
			FROM pg_constraint k
			WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
				AND k.confrelid IN (SELECT DISTINCT d.tab FROM pg_temp.doomed d)
			UNION ALL
			-- Columns that say what they refer to without a foreign key.
			SELECT c.oid, p.tab, format('c.%I = p.id', p.named_in)
			FROM (VALUES ('public.mapp_case'::regclass, 'case_id'), ('public.meeting'::regclass, 'meeting_id'),
				('public.document'::regclass, 'document_id'), ('public.information_request'::regclass, 'request_id')) AS p(tab, named_in)
			JOIN pg_attribute a ON a.attname = p.named_in AND a.atttypid = 'uuid'::regtype AND NOT a.attisdropped
			JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
			WHERE c.relname NOT IN ('audit_event', 'destruction') AND p.tab IN (SELECT DISTINCT d.tab FROM pg_temp.doomed d)
				AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = c.oid AND k.confrelid = p.tab)
		LOOP
			EXECUTE format(
				'INSERT INTO pg_temp.doomed SELECT %s, c.ctid FROM %s c JOIN %s p ON %s '
				|| 'WHERE p.ctid IN (SELECT d.place FROM pg_temp.doomed d WHERE d.tab = %s) ON CONFLICT DO NOTHING',
				one.child, one.child::regclass, one.parent::regclass, one.joined, one.parent);
			GET DIAGNOSTICS found_now = ROW_COUNT;
			grown := grown + found_now;
		END LOOP;
		EXIT WHEN grown = 0;
	END LOOP;
	-- Mails that lead to something that goes.
	ids := '{}';
	FOR one IN
		SELECT DISTINCT d.tab FROM pg_temp.doomed d
		JOIN pg_attribute a ON a.attrelid = d.tab AND a.attname = 'id' AND a.atttypid = 'uuid'::regtype
	LOOP
		EXECUTE format('SELECT $1 || coalesce(array_agg(t.id), ''{}'') FROM %s t '
			|| 'WHERE t.ctid IN (SELECT d.place FROM pg_temp.doomed d WHERE d.tab = %s)', one.tab::regclass, one.tab) INTO ids USING ids;
	END LOOP;
	INSERT INTO pg_temp.doomed SELECT 'public.outbox'::regclass, o.ctid FROM public.outbox o
		WHERE o.area_id = area_now AND EXISTS (
			SELECT FROM regexp_matches(o.facts::text || ' ' || o.key,
				'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') AS named
			WHERE named[1]::uuid = ANY (ids))
		ON CONFLICT DO NOTHING;
	IF EXISTS (SELECT FROM pg_temp.doomed d
		WHERE d.tab IN ('public.area'::regclass, 'public.agency'::regclass, 'public.person'::regclass, 'public.account'::regclass))
	THEN
		RAISE EXCEPTION 'people and agencies are not part of a case' USING ERRCODE = 'integrity_constraint_violation';
	END IF;

	SELECT coalesce(max(d.number), 0) + 1 INTO next_number FROM public.destruction d WHERE d.area_id = area_now;
	INSERT INTO public.permitted_erasure (xid, area_id, operations)
		VALUES (pg_current_xact_id()::text, area_now, ARRAY['DELETE']);
	UPDATE public.destruction SET state = 'DONE', decided_by = confirmed_by, decided_at = as_of, number = next_number,
		last_export = coalesce((SELECT max(e.number) FROM public.exported_file e WHERE e.case_id = decision.case_id), 0),
		last_request = coalesce((SELECT max(r.number) FROM public.information_request r WHERE r.case_id = decision.case_id), 0)
		WHERE id = the_destruction;
	-- Whatever refers to others goes before them.
	WHILE EXISTS (SELECT FROM pg_temp.doomed) LOOP
		grown := 0;
		FOR one IN
			SELECT t.tab, t.tab::regclass::text AS named, (
				SELECT string_agg(format('t.%I', a.attname), ', ' ORDER BY key.place)
				FROM pg_constraint k CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS key(column_number, place)
				JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = key.column_number
				WHERE k.conrelid = t.tab AND k.contype = 'p'
			) AS keys
			FROM (SELECT DISTINCT d.tab FROM pg_temp.doomed d) AS t
			WHERE NOT EXISTS (
				SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.confrelid = t.tab AND k.conrelid <> t.tab
					AND k.conrelid IN (SELECT d.tab FROM pg_temp.doomed d))
			ORDER BY 2
		LOOP
			EXECUTE format(
				'SELECT count(*), encode(sha256(convert_to(string_agg(line, chr(10) ORDER BY line COLLATE "C"), ''UTF8'')), ''hex'') '
				|| 'FROM (SELECT concat_ws('' '', %s) AS line FROM %s t WHERE t.ctid IN (SELECT d.place FROM pg_temp.doomed d WHERE d.tab = %s)) AS lines',
				coalesce(one.keys, 't.*'), one.named, one.tab) INTO row_count, digest;
			EXECUTE format('DELETE FROM %s t WHERE t.ctid IN (SELECT d.place FROM pg_temp.doomed d WHERE d.tab = %s)', one.named, one.tab);
			GET DIAGNOSTICS found_now = ROW_COUNT;
			IF found_now <> row_count THEN
				RAISE EXCEPTION 'the rows of % changed meanwhile', one.named USING ERRCODE = 'serialization_failure';
			END IF;
			DELETE FROM pg_temp.doomed WHERE tab = one.tab;
			table_name := one.named;
			grown := grown + 1;
			RETURN NEXT;
		END LOOP;
		IF grown = 0 THEN
			RAISE EXCEPTION 'tables refer to each other in a circle' USING ERRCODE = 'integrity_constraint_violation';
		END IF;
	END LOOP;
	DELETE FROM public.permitted_erasure WHERE xid = pg_current_xact_id()::text;
	DROP TABLE pg_temp.doomed;
	-- Every node looks within a second who still has something of it open (R12).
	UPDATE public.area SET access_version = access_version + 1 WHERE id = area_now;
END $$;
--> statement-breakpoint
-- How a document came about, stroke by stroke, and who wrote with which client: not needed once its words are in the sealed record
-- and, for whoever may still open it, in its last state, which has to be stored at the document's head before.
CREATE FUNCTION public.destroy_update_log(the_document uuid, as_of timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
	area_now uuid := public.named_area();
	updates integer;
	clients integer;
BEGIN
	PERFORM FROM public.area a WHERE a.id = area_now FOR UPDATE;
	PERFORM FROM public.document d JOIN public.meeting m ON m.id = d.meeting_id
		WHERE d.id = the_document AND d.area_id = area_now AND d.state = 'sealed' AND m.phase = 'LOCKED'
			AND m.locked_at <= as_of - interval '5 days' AND NOT public.is_held(area_now, m.case_id)
			AND (d.head = 0 OR EXISTS (SELECT FROM public.document_snapshot s
				WHERE s.document_id = d.id AND s.seq = d.head AND s.authors IS NOT NULL))
		FOR UPDATE OF d;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'the document is not sealed long enough, or held' USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	INSERT INTO public.permitted_erasure (xid, area_id, operations)
		VALUES (pg_current_xact_id()::text, area_now, ARRAY['DELETE']) ON CONFLICT DO NOTHING;
	DELETE FROM public.document_update WHERE document_id = the_document;
	GET DIAGNOSTICS updates = ROW_COUNT;
	DELETE FROM public.document_client WHERE document_id = the_document;
	GET DIAGNOSTICS clients = ROW_COUNT;
	DELETE FROM public.permitted_erasure WHERE xid = pg_current_xact_id()::text;
	RETURN updates + clients;
END $$;
--> statement-breakpoint
-- Mails that went out, or that nobody needs any more, before a day; those about a held case stay, and all of them in a held area.
CREATE FUNCTION public.destroy_sent_mail(before timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	area_now uuid := public.named_area();
	gone integer;
BEGIN
	PERFORM FROM public.area a WHERE a.id = area_now FOR UPDATE;
	INSERT INTO public.permitted_erasure (xid, area_id, operations)
		VALUES (pg_current_xact_id()::text, area_now, ARRAY['DELETE']) ON CONFLICT DO NOTHING;
	DELETE FROM public.outbox o WHERE o.area_id = area_now
		AND coalesce(o.sent_at, o.by_hand_at, o.gave_up_at, o.useful_until) < least(before, now() - interval '1 day')
		AND NOT public.is_held(area_now, (SELECT m.case_id FROM public.meeting m WHERE m.id = o.meeting_id));
	GET DIAGNOSTICS gone = ROW_COUNT;
	DELETE FROM public.permitted_erasure WHERE xid = pg_current_xact_id()::text;
	RETURN gone;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION public.destroy_case(uuid, uuid, timestamptz), public.destroy_update_log(uuid, timestamptz),
	public.destroy_sent_mail(timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION public.destroy_case(uuid, uuid, timestamptz), public.destroy_update_log(uuid, timestamptz),
	public.destroy_sent_mail(timestamptz) TO mapp_app;
