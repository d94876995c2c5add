/** In which language the records of meetings are, for pages outside their rooms that show what was typed there. */
import { sql } from 'drizzle-orm';
import { meetingEvent } from '#drizzle/schema.ts';
import type { Language } from '#lib/welsh/language.ts';
import { readArea } from './area.ts';
import type { Tx } from './database.ts';

/** By meeting. One that is missing is English, and so are all of an area that offers no other language: nothing is looked up there. */
export async function readRecordLanguages(
	tx: Tx,
	areaId: string,
	meetingIds: readonly string[]
): Promise<ReadonlyMap<string, Language>> {
	if (meetingIds.length === 0 || !(await readArea(tx, areaId)).languages.includes('cy')) return new Map();
	const rows = await tx.execute<{ id: string; language: Language }>(sql`
		select distinct on (meeting_id) meeting_id as id, coalesce(data->>'language', data->>'recordLanguage', 'en') as language
		from ${meetingEvent}
		where meeting_id = any(${sql.param([...new Set(meetingIds)])}::uuid[])
			and type in ('meeting-convened', 'record-language-set')
		order by meeting_id, version desc`);
	return new Map(rows.map(({ id, language }) => [id, language]));
}
