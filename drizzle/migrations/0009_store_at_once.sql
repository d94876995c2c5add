ALTER TABLE "document_update" DROP CONSTRAINT "document_update_area_id_area_id_fk";
--> statement-breakpoint
ALTER TABLE "document_update" DROP CONSTRAINT "document_update_document_id_document_id_fk";
--> statement-breakpoint
-- Once for a whole statement, in place of two foreign keys for every row. A stored update belongs to an open document of its
-- own area and lies at or below that document's head: whoever raised the head in this transaction holds the document's row,
-- so a seal cannot slip in between (promises P5).
CREATE OR REPLACE FUNCTION public.refuse_update_of_sealed_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (
		SELECT FROM stored s WHERE NOT EXISTS (
			SELECT FROM public.document d
			WHERE d.id = s.document_id AND d.area_id = s.area_id AND d.state = 'open' AND s.seq <= d.head
		)
	) THEN
		RAISE EXCEPTION 'the document is sealed or of another area, or its head was not raised first'
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
-- The other half of those foreign keys: what updates refer to stays. No document is ever removed (0001_security.sql).
CREATE FUNCTION public.refuse_moving_a_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a document keeps its id and its area' USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER stays_where_it_is BEFORE UPDATE OF id, area_id ON document
	FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_moving_a_document();
--> statement-breakpoint
-- What is typed is stored for several areas in one statement: it names them all, for as long as store_all_updates runs, and
-- sees them in these two tables only. The subqueries are answered once for a statement, not once for a row.
ALTER POLICY own_area ON public.document USING (
	area_id = (SELECT nullif(current_setting('mapp.area_id', true), '')::uuid)
	OR area_id = ANY ((SELECT nullif(current_setting('mapp.area_ids', true), '')::uuid[])::uuid[])
);
--> statement-breakpoint
ALTER POLICY own_area ON public.document_update USING (
	area_id = (SELECT nullif(current_setting('mapp.area_id', true), '')::uuid)
	OR area_id = ANY ((SELECT nullif(current_setting('mapp.area_ids', true), '')::uuid[])::uuid[])
);
--> statement-breakpoint
-- All of these documents or none: no row is the sign that one of them has to be looked at. Arrays as for store_updates
-- (0004_store_updates.sql). Raising and inserting are one statement, so a commit costs much the same for one document or
-- twenty, in one area or five.
CREATE OR REPLACE FUNCTION public.store_all_updates(
	areas uuid[], documents uuid[], heads bigint[], counts integer[], epochs integer[],
	of_document integer[], seqs bigint[], people uuid[], changed text[], updates bytea[]
) RETURNS TABLE (document_id uuid, stored_at float8) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
	PERFORM set_config('mapp.area_ids', ARRAY(SELECT DISTINCT a FROM unnest(areas) AS a)::text, true);
	RETURN QUERY WITH free AS (
		SELECT d.id, w.n FROM unnest(areas, documents, heads, counts, epochs) AS w(area, id, head, n, epoch)
		JOIN public.document d ON d.id = w.id AND d.area_id = w.area
		WHERE d.state = 'open' AND d.head = w.head AND d.epoch = coalesce(w.epoch, d.epoch)
		FOR NO KEY UPDATE OF d SKIP LOCKED
	), raised AS (
		UPDATE public.document d SET head = d.head + f.n FROM free f
		WHERE d.id = f.id AND (SELECT count(*) FROM free) = cardinality(documents)
		RETURNING d.id, d.area_id
	), put AS (
		INSERT INTO public.document_update (area_id, document_id, seq, person_id, fields, update)
		SELECT r.area_id, r.id, u.seq, u.person, string_to_array(u.fields, ' '), u.update
		FROM unnest(of_document, seqs, people, changed, updates) AS u(of, seq, person, fields, update)
		JOIN raised r ON r.id = documents[u.of]
	)
	SELECT r.id, (extract(epoch FROM now()) * 1000)::float8 FROM raised r;
	PERFORM set_config('mapp.area_ids', '', true);
END $$;
