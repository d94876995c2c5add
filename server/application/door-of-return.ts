/**
 * The return of one agency, `return.<agency id>`: people of that agency write it, from the invitation on; nobody else edits
 * what an agency contributed, the two who keep the record suggest (domain.md 8.4, R5). Whoever it is not for never knows it.
 */

import { done } from '#lib/result.ts';
import { returnOf } from '#lib/returns/agency-return.ts';
import { isOfReturn, maySuggest, mayWriteReturn, readsReturn } from '#lib/returns/return-access.ts';
import { isReturnField, SUGGESTIONS } from '#lib/returns/return-fields.ts';
import type { DocumentKindDoor } from './document-rule.ts';
import { NO_MEETING } from './load-meeting.ts';
import { readReturnsFor } from './return-audience.ts';

export const doorOfReturn: DocumentKindDoor = async (tx, { meeting, actor, of }) => {
	const isOwn = isOfReturn(meeting, actor, of);
	const isForThem = await readReturnsFor(tx, meeting, actor);
	if (!isOwn && !isForThem(of)) return NO_MEETING;
	const since = returnOf(meeting.returns, of)?.audienceSince ?? 0;
	return done({
		accessIn: (now, statement) => {
			if (isOfReturn(now, actor, of, statement)) return mayWriteReturn(now, actor, of, statement) ? 'write' : 'read';
			// Meant for others since: the door asks again whether it is still for this person.
			if ((returnOf(now.returns, of)?.audienceSince ?? 0) !== since) return null;
			if (maySuggest(now, actor, of, statement)) return 'write';
			return readsReturn(now, actor, of, statement) ? 'read' : null;
		},
		mayWrite: isOwn ? isReturnField : (field) => field === SUGGESTIONS
	});
};
