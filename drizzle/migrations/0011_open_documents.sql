-- Opens the doors of documents for several sessions in one statement: what at_text_door says of each, and a client id for
-- whom the caller has judged already, as of one version of the meeting and of the area's statement. Where those are others by
-- now, or the session is somebody else's, or the client is 0, none is issued: the caller judges by what the row says. `n` counts from 1;
-- no row: no such session. `writers`: person ids with spaces between them. Each entry works in the area of its session.
CREATE FUNCTION public.open_documents(
	sessions text[], meetings uuid[], names text[],
	clients bigint[], versions integer[], statements integer[], writers text[]
) RETURNS TABLE (
	n integer,
	account_id uuid, area_id uuid, is_disabled boolean,
	created_at float8, last_seen_at float8, expires_at float8, absolute_end_at float8, step_up_at float8,
	person_id uuid, name text, role_title text, roles text[], agency_id uuid, agency_name text, agency_code text,
	version integer, statement integer, document_id uuid, access integer, is_closed boolean,
	issued boolean, head float8, sealed boolean, epoch integer, sealed_at float8, earlier float8[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	door record;
	given record;
BEGIN
	FOR i IN 1 .. cardinality(sessions) LOOP
		SELECT * INTO door FROM public.at_text_door(sessions[i], meetings[i], names[i]);
		CONTINUE WHEN NOT FOUND;
		SELECT NULL::float8 AS head, NULL::boolean AS sealed, NULL::integer AS epoch, NULL::float8 AS sealed_at,
			false AS issued, NULL::float8[] AS clients INTO given;
		IF clients[i] > 0 AND door.document_id IS NOT NULL AND NOT door.is_disabled AND NOT door.is_closed
			AND door.version = versions[i] AND door.statement = statements[i]
			AND least(door.expires_at, door.absolute_end_at) > extract(epoch FROM now()) * 1000
			AND door.person_id::text = ANY (string_to_array(writers[i], ' '))
		THEN
			SELECT c.head, c.sealed, c.epoch, c.sealed_at, c.issued, c.clients INTO given
				FROM public.issue_client(door.area_id, door.document_id, clients[i], door.person_id) AS c;
		END IF;
		RETURN QUERY SELECT i,
			door.account_id, door.area_id, door.is_disabled,
			door.created_at, door.last_seen_at, door.expires_at, door.absolute_end_at, door.step_up_at,
			door.person_id, door.name, door.role_title, door.roles, door.agency_id, door.agency_name, door.agency_code,
			door.version, door.statement, door.document_id, door.access, door.is_closed,
			coalesce(given.issued, false), given.head, given.sealed, given.epoch, given.sealed_at, given.clients;
	END LOOP;
END $$;
