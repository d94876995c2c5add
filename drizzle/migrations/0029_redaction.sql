CREATE TABLE "redaction" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"words" text,
	"places" text[],
	"took" jsonb,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"command_id" text NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	CONSTRAINT "redaction_meeting_id_number_unique" UNIQUE("meeting_id","number"),
	CONSTRAINT "redaction_meeting_id_asked_by_command_id_unique" UNIQUE("meeting_id","asked_by","command_id")
);
--> statement-breakpoint
ALTER TABLE "redaction" ADD CONSTRAINT "redaction_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redaction" ADD CONSTRAINT "redaction_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redaction" ADD CONSTRAINT "redaction_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redaction" ADD CONSTRAINT "redaction_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Taking text out (R17). The row says that, why, who and how much; the words themselves stand in it only while it is asked for.
GRANT SELECT, INSERT ON redaction TO mapp_app;
--> statement-breakpoint
GRANT UPDATE (state, words, places, took, decided_by, decided_at) ON redaction TO mapp_app;
--> statement-breakpoint
ALTER TABLE public.redaction ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE public.redaction FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_area ON public.redaction USING (area_id = nullif(current_setting('mapp.area_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE public.redaction ADD CONSTRAINT redaction_keeps_no_words CHECK (
	CASE state WHEN 'ASKED' THEN words IS NOT NULL AND places IS NOT NULL AND decided_by IS NULL AND took IS NULL
		ELSE words IS NULL AND places IS NULL AND decided_by IS NOT NULL AND decided_at IS NOT NULL END
	AND state IN ('ASKED', 'DONE', 'REFUSED', 'WITHDRAWN') AND (state <> 'DONE' OR decided_by <> asked_by)
);
--> statement-breakpoint
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON public.redaction FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
--> statement-breakpoint
CREATE FUNCTION public.refuse_change_of_decided_redaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a redaction that was decided is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER decided_is_final BEFORE UPDATE ON public.redaction FOR EACH ROW WHEN (OLD.state <> 'ASKED')
	EXECUTE FUNCTION public.refuse_change_of_decided_redaction();
--> statement-breakpoint
-- True only inside the functions below: they set the name, and the application is another role there.
CREATE FUNCTION public.is_redacting() RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT coalesce(current_setting('mapp.redacting', true), '') = 'on' AND current_user <> 'mapp_app'
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'TRUNCATE' AND public.is_redacting() THEN RETURN NULL; END IF;
	RAISE EXCEPTION '% of % is not allowed: its rows are never changed', lower(TG_OP), TG_TABLE_NAME
		USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
-- Of a locked meeting only the number of its last event may rise, for the note that something was taken out.
CREATE OR REPLACE FUNCTION public.refuse_change_of_locked_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.phase = 'LOCKED' AND NOT (public.is_redacting() AND to_jsonb(NEW) - 'version' = to_jsonb(OLD) - 'version') THEN
		RAISE EXCEPTION 'the meeting is locked' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.refuse_event_of_locked_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE phase_now text;
BEGIN
	SELECT phase INTO phase_now FROM public.meeting WHERE id = NEW.meeting_id FOR NO KEY UPDATE;
	IF phase_now = 'LOCKED' AND NOT (NEW.type = 'text-redacted' AND public.is_redacting()) THEN
		RAISE EXCEPTION 'the meeting is locked' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
-- A sealed document keeps its number and its state; only its former versions go.
CREATE OR REPLACE FUNCTION public.refuse_change_within_locked_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM public.meeting m WHERE m.id = NEW.meeting_id AND m.phase = 'LOCKED') THEN
		IF TG_TABLE_NAME = 'document' AND TG_OP = 'UPDATE' AND public.is_redacting() THEN
			IF to_jsonb(NEW) - 'epoch' - 'proof_key' = to_jsonb(OLD) - 'epoch' - 'proof_key' THEN RETURN NEW; END IF;
		END IF;
		RAISE EXCEPTION 'the meeting is locked' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
-- Where words can stand that somebody typed: the one list, for finding and for taking out. `belongs`: which rows are about a
-- meeting ($1) or its case ($2). `whose`: ROOM, the chair reads it; UNIT, papers of the MAPPA unit; VICTIMS, names of victims.
-- `minuted`: after the lock it says what the record says. What is sealed is not here: versions of the record leave text out.
CREATE FUNCTION public.typed_text() RETURNS TABLE (
	of_table text, of_column text, whose text, minuted boolean, key_of text, told text, belongs text
) LANGUAGE sql IMMUTABLE AS $$
	VALUES
	('meeting_event', 'data', 'ROOM', true, 't.version', 't.type', 't.meeting_id = $1'),
	('meeting', 'venue', 'ROOM', true, 't.id', '''''', 't.id = $1'),
	('agency_return', 'values', 'ROOM', false, 't.agency_id || '' '' || t.number', '''''', 't.meeting_id = $1'),
	('agency_return', 'texts', 'ROOM', false, 't.agency_id || '' '' || t.number', '''''', 't.meeting_id = $1'),
	('late_words', 'text', 'ROOM', false, 't.id', '''''', 't.meeting_id = $1'),
	('correction', 'says', 'ROOM', false, 't.number', '''''', 't.meeting_id = $1'),
	('correction', 'should_say', 'ROOM', false, 't.number', '''''', 't.meeting_id = $1'),
	('correction', 'why', 'ROOM', false, 't.number', '''''', 't.meeting_id = $1'),
	('correction_decision', 'reason', 'ROOM', false, 't.number', '''''', 't.meeting_id = $1'),
	('smb_feedback', 'text', 'ROOM', true, 't.id', '''''', 't.meeting_id = $1'),
	('smb_feedback_step', 'note', 'UNIT', false, 't.feedback_id || '' '' || t.version', '''''',
		't.feedback_id IN (SELECT f.id FROM public.smb_feedback f WHERE f.meeting_id = $1)'),
	('action', 'text', 'ROOM', true, 't.number', '''''', 't.meeting_id = $1'),
	('action', 'evidence', 'ROOM', true, 't.number', '''''', 't.meeting_id = $1'),
	('action_event', 'data', 'ROOM', false, 't.number || '' '' || t.version', 't.type',
		't.case_id = $2 AND t.number IN (SELECT a.number FROM public.action a WHERE a.case_id = $2 AND a.meeting_id = $1)'),
	('disclosure_to_make', 'recipient', 'ROOM', true, 't.id', '''''', 't.meeting_id = $1'),
	('disclosure_to_make', 'content', 'ROOM', true, 't.id', '''''', 't.meeting_id = $1'),
	('disclosure_to_make', 'method', 'ROOM', true, 't.id', '''''', 't.meeting_id = $1'),
	('disclosure_to_make', 'conditions', 'ROOM', true, 't.id', '''''', 't.meeting_id = $1'),
	('disclosure_completion', 'reaction', 'ROOM', false, 't.id', '''''',
		't.to_make_id IN (SELECT d.id FROM public.disclosure_to_make d WHERE d.meeting_id = $1)'),
	('minutes_filing', 'system', 'ROOM', false, 't.version', '''''', 't.meeting_id = $1'),
	('minutes_filing', 'reference', 'ROOM', false, 't.version', '''''', 't.meeting_id = $1'),
	('minutes_filing', 'reason', 'ROOM', false, 't.version', '''''', 't.meeting_id = $1'),
	('absence_event', 'data', 'UNIT', false, 't.absence_id || '' '' || t.version', 't.type',
		't.absence_id IN (SELECT a.id FROM public.absence a WHERE a.meeting_id = $1)'),
	('quality_audit_event', 'data', 'UNIT', false, 't.audit_id || '' '' || t.version', 't.type',
		't.audit_id IN (SELECT q.id FROM public.quality_audit q WHERE q.meeting_id = $1)'),
	('copy_access', 'reason', 'UNIT', false, 't.copy_id || '' '' || t.version', '''''',
		't.copy_id IN (SELECT c.id FROM public.minutes_copy c WHERE c.meeting_id = $1)'),
	('exported_file', 'recipient', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('exported_file', 'purpose', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('case_bundle', 'recipient', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('case_bundle', 'purpose', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('request_step', 'step', 'UNIT', false, 't.request_id || '' '' || t.version', '''''',
		't.request_id IN (SELECT r.id FROM public.information_request r WHERE r.case_id = $2)'),
	('mapp_case', 'subject', 'UNIT', false, 't.id', '''''', 't.id = $2'),
	('mapp_case', 'facts', 'UNIT', false, 't.id', '''''', 't.id = $2'),
	('case_change', 'reason', 'UNIT', false, 't.version', '''''', 't.case_id = $2'),
	('case_change', 'before', 'UNIT', false, 't.version', '''''', 't.case_id = $2'),
	('case_change', 'after', 'UNIT', false, 't.version', '''''', 't.case_id = $2'),
	('level_change', 'criterion', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('level_change', 'rationale', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('imported_plan', 'plan', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('referral_section', 'values', 'UNIT', false, 't.referral_id || '' '' || t.section || '' '' || t.version', '''''',
		't.referral_id IN (SELECT r.id FROM public.referral r WHERE r.case_id = $2)'),
	('referral_event', 'data', 'UNIT', false, 't.referral_id || '' '' || t.version', 't.type',
		't.referral_id IN (SELECT r.id FROM public.referral r WHERE r.case_id = $2)'),
	('victim_name', 'name', 'VICTIMS', false, 't.code || '' '' || t.version', '''''', 't.case_id = $2'),
	('victim_name', 'also_known_as', 'VICTIMS', false, 't.code || '' '' || t.version', '''''', 't.case_id = $2')
$$;
--> statement-breakpoint
-- Every text within a value, with the way to it. Names of keys, numbers and codes are nobody's typing.
CREATE FUNCTION public.typed_leaves(whole jsonb) RETURNS TABLE (path text[], value text) LANGUAGE sql IMMUTABLE AS $$
	WITH RECURSIVE walk(path, node) AS (
		SELECT '{}'::text[], whole
		UNION ALL
		SELECT w.path || inner_.step, inner_.node FROM walk w CROSS JOIN LATERAL (
			SELECT e.key, e.value FROM jsonb_each(CASE jsonb_typeof(w.node) WHEN 'object' THEN w.node ELSE '{}' END) e
			UNION ALL
			SELECT (a.n - 1)::text, a.value
			FROM jsonb_array_elements(CASE jsonb_typeof(w.node) WHEN 'array' THEN w.node ELSE '[]' END) WITH ORDINALITY a(value, n)
		) inner_(step, node)
	), texts AS (SELECT w.path, w.node #>> '{}' AS value FROM walk w WHERE jsonb_typeof(w.node) = 'string')
	SELECT t.path, t.value FROM texts t
	WHERE t.value !~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\d{4}-\d\d-\d\d(T[0-9:.]+Z)?)$'
		AND (t.value !~ '^([A-Z][A-Z0-9_]*|[a-z][a-z-]*|[A-Z]+\d*\.\w+)$' OR t.path = '{}' OR t.path[array_upper(t.path, 1)] ~
			'^(text|reason|reasons|rationale|comment|note|name|venue|objective|request|apologyReason|says|recipient|content|title|evidence|grounds|question|value|before|after)$')
$$;
--> statement-breakpoint
-- Every place of a meeting and its case where these words stand in what was recorded. Sees what the caller's area has.
CREATE FUNCTION public.find_words(p_meeting uuid, p_case uuid, p_words text) RETURNS TABLE (
	of_table text, of_column text, whose text, minuted boolean, row_key text, told text, path text[], value text
) LANGUAGE plpgsql STABLE AS $$
DECLARE one record;
BEGIN
	FOR one IN SELECT * FROM public.typed_text() LOOP
		RETURN QUERY EXECUTE format(
			'SELECT %L, %L, %L, %L::boolean, (%s)::text, (%s)::text, leaf.path, leaf.value
			FROM public.%I t CROSS JOIN LATERAL public.typed_leaves(to_jsonb(t.%I)) leaf
			WHERE (%s) AND position($3 IN leaf.value) > 0 ORDER BY 5, 7',
			one.of_table, one.of_column, one.whose, one.minuted, one.key_of, one.told, one.of_table, one.of_column, one.belongs
		) USING p_meeting, p_case, p_words;
	END LOOP;
END $$;
--> statement-breakpoint
-- What both functions below ask first: this redaction is asked for, in the area that was named, and by somebody else.
CREATE FUNCTION public.redaction_to_do(p_redaction uuid) RETURNS public.redaction LANGUAGE plpgsql STABLE AS $$
DECLARE asked public.redaction;
BEGIN
	SELECT * INTO asked FROM public.redaction r
	WHERE r.id = p_redaction AND r.state = 'ASKED' AND r.area_id = nullif(current_setting('mapp.area_id', true), '')::uuid;
	IF asked.id IS NULL THEN
		RAISE EXCEPTION 'nothing is asked to be taken out' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN asked;
END $$;
--> statement-breakpoint
-- Puts a mark in place of the words asked for, in one text of one row, and changes nothing else. @returns whether they stood there.
CREATE FUNCTION public.redact_text(
	p_redaction uuid, p_table text, p_column text, p_key text, p_path text[], p_mark text
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	asked public.redaction := public.redaction_to_do(p_redaction);
	of record;
	about record;
	kind text;
	whole jsonb;
	stood text;
BEGIN
	PERFORM set_config('mapp.redacting', 'on', true);
	SELECT * INTO of FROM public.typed_text() t WHERE t.of_table = p_table AND t.of_column = p_column;
	SELECT m.case_id, m.phase INTO about FROM public.meeting m WHERE m.id = asked.meeting_id;
	IF of.of_table IS NULL OR p_mark !~ '^\[Redacted[^\[\]]*\]$' OR length(p_mark) > 300 THEN
		RAISE EXCEPTION 'not a place of typed text' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	IF about.phase = 'LOCKED' AND of.minuted AND EXISTS (
		SELECT FROM public.final_record f CROSS JOIN LATERAL public.typed_leaves(f.record::jsonb) leaf
		WHERE f.meeting_id = asked.meeting_id AND position(asked.words IN leaf.value) > 0
	) THEN
		RAISE EXCEPTION 'the words are in the locked record' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	EXECUTE format('SELECT to_jsonb(t.%I) FROM public.%I t WHERE (%s) AND (%s)::text = $3 AND t.area_id = $4 FOR UPDATE',
		p_column, p_table, of.belongs, of.key_of)
		INTO whole USING asked.meeting_id, about.case_id, p_key, asked.area_id;
	SELECT leaf.value INTO stood FROM public.typed_leaves(whole) leaf WHERE leaf.path = p_path;
	IF stood IS NULL OR position(asked.words IN stood) = 0 THEN
		PERFORM set_config('mapp.redacting', 'off', true);
		RETURN false;
	END IF;
	stood := replace(stood, asked.words, p_mark);
	whole := CASE WHEN p_path = '{}' THEN to_jsonb(stood) ELSE jsonb_set(whole, p_path, to_jsonb(stood), false) END;
	SELECT format_type(a.atttypid, NULL) INTO kind FROM pg_attribute a
	WHERE a.attrelid = format('public.%I', p_table)::regclass AND a.attname = p_column;
	EXECUTE format('UPDATE public.%I t SET %I = %s WHERE (%s) AND (%s)::text = $3 AND t.area_id = $5', p_table, p_column,
		CASE kind WHEN 'jsonb' THEN '$4' WHEN 'text[]' THEN 'ARRAY(SELECT jsonb_array_elements_text($4))' ELSE '$4 #>> ''{}''' END,
		of.belongs, of.key_of)
		USING asked.meeting_id, about.case_id, p_key, whole, asked.area_id;
	PERFORM set_config('mapp.redacting', 'off', true);
	RETURN true;
END $$;
--> statement-breakpoint
-- Begins a document anew with this state: its log, its folded state and the client ids of before are destroyed, so that nobody
-- can read or repeat what stood there. Who wrote what stays is told by new ids. A sealed document keeps its number.
CREATE FUNCTION public.begin_document_anew(
	p_redaction uuid, p_document uuid, p_state bytea, p_authors jsonb, p_clients bigint[], p_people uuid[]
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	asked public.redaction := public.redaction_to_do(p_redaction);
	is_open boolean;
	last_number bigint;
BEGIN
	PERFORM set_config('mapp.redacting', 'on', true);
	SELECT d.state = 'open', d.head + CASE d.state WHEN 'open' THEN 1 ELSE 0 END INTO is_open, last_number
	FROM public.document d WHERE d.id = p_document AND d.meeting_id = asked.meeting_id AND d.area_id = asked.area_id FOR UPDATE;
	IF last_number IS NULL THEN
		RAISE EXCEPTION 'not a document of this meeting' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	DELETE FROM public.document_update WHERE document_id = p_document;
	DELETE FROM public.document_snapshot WHERE document_id = p_document;
	DELETE FROM public.document_client WHERE document_id = p_document;
	UPDATE public.document SET epoch = epoch + 1, proof_key = gen_random_uuid(), head = last_number WHERE id = p_document;
	INSERT INTO public.document_client (area_id, document_id, client_id, person_id)
		SELECT asked.area_id, p_document, c.id, c.person FROM unnest(p_clients, p_people) AS c(id, person);
	IF is_open THEN
		INSERT INTO public.document_update (area_id, document_id, seq, person_id, fields, update)
			VALUES (asked.area_id, p_document, last_number, NULL, '{}', p_state);
	END IF;
	INSERT INTO public.document_snapshot (document_id, area_id, seq, state, authors)
		VALUES (p_document, asked.area_id, last_number, p_state, p_authors);
	PERFORM set_config('mapp.redacting', 'off', true);
	RETURN last_number;
END $$;
--> statement-breakpoint
-- The note of a redaction in the log of a locked meeting: the one event that comes after the lock. It says that, and no words.
CREATE FUNCTION public.note_redaction(p_redaction uuid, p_by uuid, p_at timestamptz, p_documents text[])
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	asked public.redaction := public.redaction_to_do(p_redaction);
	next_version integer;
BEGIN
	PERFORM set_config('mapp.redacting', 'on', true);
	SELECT m.version + 1 INTO next_version FROM public.meeting m
	WHERE m.id = asked.meeting_id AND m.area_id = asked.area_id AND m.phase = 'LOCKED' FOR UPDATE;
	IF next_version IS NULL THEN
		RAISE EXCEPTION 'the meeting is not locked' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	INSERT INTO public.meeting_event (area_id, meeting_id, version, type, data, actor_id, at, command_id) VALUES (
		asked.area_id, asked.meeting_id, next_version, 'text-redacted',
		jsonb_build_object('number', asked.number, 'documents', to_jsonb(p_documents)), p_by, p_at, asked.id::text
	);
	UPDATE public.meeting SET version = next_version WHERE id = asked.meeting_id;
	PERFORM set_config('mapp.redacting', 'off', true);
	RETURN next_version;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION public.redact_text, public.begin_document_anew, public.note_redaction FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION public.redact_text, public.begin_document_anew, public.note_redaction TO mapp_app;
