-- Who may touch what. The role mapp_app (no login, no owner, no superuser) is made before the migrations run, because
-- roles belong to the whole cluster and a restored database must find it (server/persistence/migrate.ts).
REVOKE ALL ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON
	area, statement, agency, person, account, mapp_case, meeting, invitation, document, document_snapshot, action, smb_feedback
TO mapp_app;
--> statement-breakpoint
-- Append-only: what happened cannot be made not to have happened.
GRANT SELECT, INSERT ON meeting_event, document_update, final_record, audit_event, document_client, level_change TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON session, sign_in_attempt TO mapp_app;
--> statement-breakpoint
-- Rows of one area are seen and written only in a transaction that named the area. FORCE binds the owner too.
-- Without a named area the setting is null or empty, the comparison is null, and there are no rows.
-- account, session and sign_in_attempt stand outside: they are read before anybody knows whose area it is.
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY[
		'statement', 'agency', 'person', 'mapp_case', 'level_change', 'meeting', 'meeting_event', 'invitation', 'document',
		'document_client', 'document_update', 'document_snapshot', 'action', 'smb_feedback', 'final_record', 'audit_event'
	] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE area ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE area FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_area ON area USING (id = nullif(current_setting('mapp.area_id', true), '')::uuid);
--> statement-breakpoint
-- The triggers below bind everybody, the owner and a superuser at a console as well.
CREATE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% of % is not allowed: its rows are never changed', lower(TG_OP), TG_TABLE_NAME
		USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY[
		'meeting_event', 'document_update', 'final_record', 'audit_event', 'document_client', 'level_change'
	] LOOP
		EXECUTE format(
			'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['meeting', 'document', 'invitation', 'mapp_case'] LOOP
		EXECUTE format(
			'CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
-- The lock is final (R15). The transaction that locks writes its events first and sets the phase last.
CREATE FUNCTION public.refuse_change_of_locked_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.phase = 'LOCKED' THEN
		RAISE EXCEPTION 'the meeting is locked' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER locked_is_final BEFORE UPDATE ON meeting FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_locked_meeting();
--> statement-breakpoint
-- The row lock makes an event and the lock wait for each other: the later one sees what the earlier one committed.
CREATE FUNCTION public.refuse_event_of_locked_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE phase_now text;
BEGIN
	SELECT phase INTO phase_now FROM public.meeting WHERE id = NEW.meeting_id FOR NO KEY UPDATE;
	IF phase_now = 'LOCKED' THEN
		RAISE EXCEPTION 'the meeting is locked' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER locked_takes_no_event BEFORE INSERT ON meeting_event FOR EACH ROW EXECUTE FUNCTION public.refuse_event_of_locked_meeting();
--> statement-breakpoint
-- Once for a whole batch. A stored update must lie at or below the document's head: whoever raised the head in this
-- transaction holds the document's row, so a seal cannot slip in between (promises P5).
CREATE FUNCTION public.refuse_update_of_sealed_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (
		SELECT 1 FROM (SELECT document_id, max(seq) AS seq FROM stored GROUP BY document_id) s
		JOIN public.document d ON d.id = s.document_id
		WHERE d.state <> 'open' OR s.seq > d.head
	) THEN
		RAISE EXCEPTION 'the document is sealed, or its head was not raised first' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sealed_takes_no_update AFTER INSERT ON document_update
	REFERENCING NEW TABLE AS stored FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_update_of_sealed_document();
--> statement-breakpoint
-- Of a locked meeting, neither the documents nor the invitations (the register) change any more.
CREATE FUNCTION public.refuse_change_within_locked_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM public.meeting m WHERE m.id = NEW.meeting_id AND m.phase = 'LOCKED') THEN
		RAISE EXCEPTION 'the meeting is locked' USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER locked_is_final BEFORE UPDATE ON document FOR EACH ROW
	WHEN (OLD.state = 'sealed') EXECUTE FUNCTION public.refuse_change_within_locked_meeting();
--> statement-breakpoint
CREATE TRIGGER locked_is_final BEFORE INSERT OR UPDATE ON invitation FOR EACH ROW
	EXECUTE FUNCTION public.refuse_change_within_locked_meeting();
