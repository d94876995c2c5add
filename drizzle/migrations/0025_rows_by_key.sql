-- Storing names its documents, a handful of them, so their rows are found by their key. Left to itself PostgreSQL reads the
-- whole table of documents three times for each commit, sixty times a second, as long as it is small: it plans for any number
-- of documents at once, and plans once. Only how rows are found changes, not which rows or who may see them.
ALTER FUNCTION public.store_all_updates(uuid[], uuid[], bigint[], integer[], integer[], integer[], bigint[], uuid[], text[], bytea[])
	SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off;
--> statement-breakpoint
ALTER FUNCTION public.refuse_update_of_sealed_document()
	SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off;
