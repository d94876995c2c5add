CREATE TABLE "document_key_ending" (
	"key_id" uuid PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "key_id" uuid;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "begun_after" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_key_id_unique" UNIQUE("key_id");--> statement-breakpoint
-- Data keys of documents (R17). The keys lie outside this database; here stand their names. A key ends with the row or the epoch it
-- belonged to, and by nothing else: this is noted in the transaction that ends it, and the key is destroyed after its commit.
GRANT SELECT, INSERT, DELETE ON document_key_ending TO mapp_app;
--> statement-breakpoint
-- Whoever stores says of which epoch: while that stands, so does the key.
CREATE FUNCTION public.refuse_key_of_old_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a document takes another key with another epoch' USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER key_goes_with_epoch BEFORE UPDATE OF key_id, begun_after ON document FOR EACH ROW
	WHEN ((OLD.key_id IS DISTINCT FROM NEW.key_id OR OLD.begun_after <> NEW.begun_after) AND OLD.epoch >= NEW.epoch)
	EXECUTE FUNCTION public.refuse_key_of_old_epoch();
--> statement-breakpoint
CREATE FUNCTION public.note_ending_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.document_key_ending (key_id) VALUES (OLD.key_id) ON CONFLICT DO NOTHING;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER old_key_ends AFTER UPDATE OF key_id ON document FOR EACH ROW
	WHEN (OLD.key_id IS DISTINCT FROM NEW.key_id AND OLD.key_id IS NOT NULL) EXECUTE FUNCTION public.note_ending_key();
--> statement-breakpoint
CREATE TRIGGER key_ends_with_document AFTER DELETE ON document FOR EACH ROW
	WHEN (OLD.key_id IS NOT NULL) EXECUTE FUNCTION public.note_ending_key();
--> statement-breakpoint
-- A sealed document keeps its number and its state; only its former versions go, and with them their key.
CREATE OR REPLACE FUNCTION public.refuse_change_within_locked_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE may_change text[] := ARRAY['epoch', 'proof_key', 'key_id', 'begun_after'];
BEGIN
	IF EXISTS (SELECT 1 FROM public.meeting m WHERE m.id = NEW.meeting_id AND m.phase = 'LOCKED') THEN
		IF TG_TABLE_NAME = 'document' AND TG_OP = 'UPDATE' AND public.is_redacting() THEN
			IF to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change THEN RETURN NEW; END IF;
		END IF;
		RAISE EXCEPTION 'the meeting is locked' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
DROP FUNCTION public.begin_document_anew(uuid, uuid, bytea, jsonb, bigint[], uuid[]);
--> statement-breakpoint
-- As before (0029_redaction.sql), with another key: what stays is handed in sealed with it, once as update and once as folded state.
CREATE FUNCTION public.begin_document_anew(
	p_redaction uuid, p_document uuid, p_key uuid, p_update bytea, p_state bytea, p_authors jsonb, p_clients bigint[], p_people uuid[]
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	asked public.redaction := public.redaction_to_do(p_redaction);
	is_open boolean;
	last_number bigint;
	head_before bigint;
BEGIN
	PERFORM set_config('mapp.redacting', 'on', true);
	SELECT d.state = 'open', d.head INTO is_open, head_before
	FROM public.document d WHERE d.id = p_document AND d.meeting_id = asked.meeting_id AND d.area_id = asked.area_id FOR UPDATE;
	IF head_before IS NULL THEN
		RAISE EXCEPTION 'not a document of this meeting' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	last_number := head_before + CASE WHEN is_open THEN 1 ELSE 0 END;
	DELETE FROM public.document_update WHERE document_id = p_document;
	DELETE FROM public.document_snapshot WHERE document_id = p_document;
	DELETE FROM public.document_client WHERE document_id = p_document;
	UPDATE public.document SET epoch = epoch + 1, proof_key = gen_random_uuid(), head = last_number,
		key_id = p_key, begun_after = head_before WHERE id = p_document;
	INSERT INTO public.document_client (area_id, document_id, client_id, person_id)
		SELECT asked.area_id, p_document, c.id, c.person FROM unnest(p_clients, p_people) AS c(id, person);
	IF is_open THEN
		INSERT INTO public.document_update (area_id, document_id, seq, person_id, fields, update)
			VALUES (asked.area_id, p_document, last_number, NULL, '{}', p_update);
	END IF;
	INSERT INTO public.document_snapshot (document_id, area_id, seq, state, authors)
		VALUES (p_document, asked.area_id, last_number, p_state, p_authors);
	PERFORM set_config('mapp.redacting', 'off', true);
	RETURN last_number;
END $$;
--> statement-breakpoint
DROP FUNCTION public.destroy_update_log(uuid, timestamptz);
--> statement-breakpoint
-- As before (0031_retention.sql); the one state that stays, stored already, is sealed with another key, and the log's key ends.
CREATE FUNCTION public.destroy_update_log(the_document uuid, as_of timestamptz, the_key uuid) RETURNS integer
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
	PERFORM set_config('mapp.redacting', 'on', true);
	UPDATE public.document SET epoch = epoch + 1, key_id = the_key, begun_after = head WHERE id = the_document;
	PERFORM set_config('mapp.redacting', 'off', true);
	RETURN updates + clients;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION public.begin_document_anew, public.destroy_update_log FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION public.begin_document_anew, public.destroy_update_log TO mapp_app;
