-- Stores updates of documents of several areas in one statement: each document's head is raised where it is as expected
-- and the document open, and its updates get the numbers so gained. It works for whoever calls it, one area after the
-- other, so row security shows it one area at a time. A document that somebody else holds is left out: nothing waits (P5).
-- Arrays of documents have one entry per document, arrays of updates one per update; `of_document` counts from 1.
CREATE FUNCTION public.store_updates(
	areas uuid[], documents uuid[], heads bigint[], counts integer[], epochs integer[],
	of_document integer[], seqs bigint[], people uuid[], changed text[], updates bytea[]
) RETURNS TABLE (document_id uuid, stored_at float8) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	one uuid;
	stored uuid[];
BEGIN
	FOREACH one IN ARRAY ARRAY(SELECT DISTINCT a FROM unnest(areas) AS a) LOOP
		PERFORM set_config('mapp.area_id', one::text, true);
		WITH wanted AS (
			SELECT * FROM unnest(areas, documents, heads, counts, epochs) AS w(area, id, head, n, epoch) WHERE w.area = one
		), free AS (
			SELECT d.id, w.n FROM public.document d JOIN wanted w ON w.id = d.id
			WHERE d.id = ANY (documents) AND d.state = 'open' AND d.head = w.head AND d.epoch = coalesce(w.epoch, d.epoch)
			FOR NO KEY UPDATE OF d SKIP LOCKED
		), raised AS (
			UPDATE public.document d SET head = d.head + f.n FROM free f WHERE d.id = f.id RETURNING d.id
		)
		SELECT coalesce(array_agg(r.id), '{}') INTO stored FROM raised r;
		INSERT INTO public.document_update (area_id, document_id, seq, person_id, fields, update)
		SELECT one, documents[u.of], u.seq, u.person, string_to_array(u.fields, ' '), u.update
		FROM unnest(of_document, seqs, people, changed, updates) AS u(of, seq, person, fields, update)
		WHERE documents[u.of] = ANY (stored);
		RETURN QUERY SELECT s, (extract(epoch FROM now()) * 1000)::float8 FROM unnest(stored) AS s;
	END LOOP;
END $$;
