/** What a page of a draft says of the language of the record. */
import type { Actor } from '#lib/identity.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { recordLanguageOf } from '#lib/meeting/meeting.ts';
import type { Draft } from '#server/application/read-room.ts';

/** Nothing is offered where the area keeps no record in Welsh, except a way back from it. */
export const languageOfRecord = ({ meeting, languages }: Pick<Draft, 'meeting' | 'languages'>, actor: Actor) => ({
	now: recordLanguageOf(meeting),
	isOffered: languages.includes('cy') || recordLanguageOf(meeting) !== 'en',
	mayChange: mayRun(meeting, actor, 'set-record-language') === null
});
