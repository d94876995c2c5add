/** Why the service itself took somebody's seat back, as everybody in the room and in the record reads it. Pure. */

export type LeftBecause = 'CASE_CLOSED' | 'SHARE_ENDED';

/** It says nothing of an exclusion. Stored with the meeting, so it is asked of the build of the record's language (decision 061). */
export const leftBecauseWord: Readonly<Record<LeftBecause, string>> = {
	CASE_CLOSED: 'No longer among those who take part. The MAPPA unit can say more',
	SHARE_ENDED: 'The sharing of this case with their area has ended'
};
