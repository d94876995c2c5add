-- What is asked most often, each as one statement that is its own transaction. Each names the area it works in, so that row
-- security shows it that area and no other, and none can do more than whoever calls it.

-- How documents stand, of several areas. `sealed_at` in ms; null while a document is open.
CREATE FUNCTION public.document_heads(areas uuid[], documents uuid[])
RETURNS TABLE (area_id uuid, id uuid, head float8, sealed boolean, epoch integer, sealed_at float8) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	one uuid;
BEGIN
	FOREACH one IN ARRAY ARRAY(SELECT DISTINCT a FROM unnest(areas) AS a) LOOP
		PERFORM set_config('mapp.area_id', one::text, true);
		RETURN QUERY SELECT one, d.id, d.head::float8, d.state <> 'open', d.epoch, CASE WHEN d.state <> 'open' THEN
			(SELECT (extract(epoch FROM m.locked_at) * 1000)::float8 FROM public.meeting m WHERE m.id = d.meeting_id) END
			FROM public.document d WHERE d.id = ANY (documents);
	END LOOP;
END $$;
--> statement-breakpoint
-- Issues a client id (Y1). No row: the area has no such document. `issued` false: the id is taken. `clients`: every other id
-- this person ever had for this document.
CREATE FUNCTION public.issue_client(area uuid, document uuid, client bigint, person uuid)
RETURNS TABLE (id uuid, head float8, sealed boolean, epoch integer, sealed_at float8, issued boolean, clients float8[])
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	was_issued boolean;
BEGIN
	PERFORM set_config('mapp.area_id', area::text, true);
	IF NOT EXISTS (SELECT FROM public.document d WHERE d.id = issue_client.document) THEN
		RETURN;
	END IF;
	INSERT INTO public.document_client (area_id, document_id, client_id, person_id)
		VALUES (area, issue_client.document, client, person) ON CONFLICT DO NOTHING;
	was_issued := FOUND;
	RETURN QUERY SELECT d.id, d.head::float8, d.state <> 'open', d.epoch, CASE WHEN d.state <> 'open' THEN
			(SELECT (extract(epoch FROM m.locked_at) * 1000)::float8 FROM public.meeting m WHERE m.id = d.meeting_id) END,
		was_issued,
		ARRAY(SELECT c.client_id::float8 FROM public.document_client c
			WHERE c.document_id = d.id AND c.person_id = person AND c.client_id <> client)
		FROM public.document d WHERE d.id = issue_client.document;
END $$;
--> statement-breakpoint
-- Who a session belongs to (times in ms), and how the meeting stands whose document they ask for. No row: no such session. Columns of a
-- person, meeting or document are null where the person's area has none. Whether they may come in is decided by the caller.
CREATE FUNCTION public.at_text_door(session_id text, meeting uuid, document_name text)
RETURNS TABLE (
	account_id uuid, area_id uuid, is_disabled boolean,
	created_at float8, last_seen_at float8, expires_at float8, absolute_end_at float8, step_up_at float8,
	person_id uuid, name text, role_title text, roles text[], agency_id uuid, agency_name text, agency_code text,
	version integer, statement integer, document_id uuid
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
		(SELECT d.id FROM public.document d WHERE d.meeting_id = at_text_door.meeting AND d.name = document_name)
		FROM (SELECT) AS nothing
		LEFT JOIN public.person p ON p.id = a.person_id
		LEFT JOIN public.agency g ON g.id = p.agency_id;
END $$;
--> statement-breakpoint
-- store_updates for all of these documents or for none: no row is the sign that one of them has to be looked at.
CREATE FUNCTION public.store_all_updates(
	areas uuid[], documents uuid[], heads bigint[], counts integer[], epochs integer[],
	of_document integer[], seqs bigint[], people uuid[], changed text[], updates bytea[]
) RETURNS TABLE (document_id uuid, stored_at float8) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	stored uuid[];
	times float8[];
BEGIN
	BEGIN
		SELECT array_agg(s.document_id), array_agg(s.stored_at) INTO stored, times
			FROM public.store_updates(areas, documents, heads, counts, epochs, of_document, seqs, people, changed, updates) AS s;
		IF coalesce(cardinality(stored), 0) < cardinality(documents) THEN
			RAISE EXCEPTION USING ERRCODE = 'MP001';
		END IF;
	EXCEPTION WHEN SQLSTATE 'MP001' THEN
		RETURN;
	END;
	RETURN QUERY SELECT * FROM unnest(stored, times);
END $$;
