DROP INDEX "case_search_term_case_id_index";--> statement-breakpoint
CREATE INDEX "case_search_term_area_id_case_id_index" ON "case_search_term" USING btree ("area_id","case_id");--> statement-breakpoint
-- A new case has no terms yet; those of an amended one are found by area and case, whatever the planner knows of the table.
CREATE OR REPLACE FUNCTION public.write_search_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		DELETE FROM public.case_search_term WHERE area_id = NEW.area_id AND case_id = NEW.id;
	END IF;
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
