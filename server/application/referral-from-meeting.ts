/** What a referral begins with that a professionals meeting decided on: for those who are in that meeting's room. */

import { seatList } from '#lib/attendance/seats.ts';
import type { MeetingOutcome } from '#lib/decisions/decisions.ts';
import type { Actor } from '#lib/identity.ts';
import { foldMeeting } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import { type ReferralSource, referralFrom } from '#lib/referrals/referral-from-case.ts';
import type { SectionValues } from '#lib/referrals/referral-values.ts';
import { readCaseSummary } from '../persistence/case-register.ts';
import type { Tx } from '../persistence/database.ts';
import { readHead, readLog } from '../persistence/meeting-log.ts';
import { readAgencies } from '../persistence/people.ts';
import { doorState } from './admission.ts';
import { readDoorFacts } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';

export type ReferralFromMeeting = {
	readonly outcome: MeetingOutcome;
	/** YYYY-MM-DD */
	readonly meetingOn: string;
	readonly sections: Readonly<Record<string, SectionValues>>;
};

/** Null when there is no such meeting, it decided on no referral, or it is not open to this person: alike to everybody (R9). */
export async function readReferralFromMeeting(
	tx: Tx,
	actor: Actor,
	meetingId: string
): Promise<ReferralFromMeeting | null> {
	const head = isIdentifier(meetingId) ? await readHead(tx, meetingId) : null;
	const meeting = head && foldMeeting(head.id, await readLog(tx, head.id));
	if (!head || !meeting) return null;
	const { statement, isClosed } = await readDoorFacts(tx, head.caseId, actor.personId);
	if (isClosed || doorState(meeting, actor, statement) !== 'in-the-room') return null;
	const { outcome } = meeting.decisions;
	if (!outcome || outcome.outcome === 'STAYS') return null;
	const summary = await readCaseSummary(tx, head.caseId);
	if (!summary) return null;
	const unit = new Set((await readAgencies(tx)).filter(({ type }) => type === 'MAPPA_UNIT').map(({ id }) => id));
	const invited = seatList(meeting.attendance)
		.filter(({ removed }) => !removed)
		.map(({ person }) => person.agencyId);
	const source: ReferralSource = {
		case: summary,
		outcome,
		agencyIds: [...new Set(invited)].filter((id) => !unit.has(id))
	};
	return { outcome: outcome.outcome, meetingOn: meetingOn(meeting), sections: referralFrom(source) };
}
