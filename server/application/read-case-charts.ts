/** What the page of a case draws: who came to its meetings, how its actions burn down, and what its last adopted plan covers. */
import type { AgencyType } from '#lib/identity.ts';
import { foldMeeting } from '#lib/meeting/meeting.ts';
import { type CoveredRisk, coverageOf } from '#lib/rmp/plan-coverage.ts';
import { type ActionWeek, actionWeeks } from '#lib/smb/action-weeks.ts';
import { type CaseAttendance, caseAttendance } from '#lib/smb/case-attendance.ts';
import type { Tx } from '../persistence/database.ts';
import { readLog } from '../persistence/meeting-log.ts';
import { readActionLives, readBoardAgencies, readCaseMeetings } from '../persistence/report-sources.ts';
import { readTexts } from './freeze-meeting.ts';

export type CaseCharts = {
	readonly attendance: CaseAttendance;
	readonly weeks: readonly ActionWeek[];
	/** of the plan that the newest locked meeting adopted; null = there is none */
	readonly coverage: readonly CoveredRisk[] | null;
};

/** Only for somebody who may read the case: whoever asks has looked. @param today YYYY-MM-DD */
export async function readCaseCharts(tx: Tx, caseId: string, today: string): Promise<CaseCharts> {
	const meetings = await readCaseMeetings(tx, caseId);
	const agencies = await readBoardAgencies(tx);
	const counted = new Map(agencies.filter(({ counts }) => counts).map(({ id, type }) => [id, type as AgencyType]));
	const names = new Map(agencies.map(({ id, name }) => [id, name]));
	return {
		attendance: caseAttendance(meetings, counted, names),
		weeks: actionWeeks(await readActionLives(tx, [caseId]), today),
		coverage: await lastCoverage(tx, meetings.at(-1)?.meetingId)
	};
}

async function lastCoverage(tx: Tx, meetingId: string | undefined): Promise<readonly CoveredRisk[] | null> {
	if (meetingId === undefined) return null;
	const meeting = foldMeeting(meetingId, await readLog(tx, meetingId));
	if (!meeting) return null;
	return coverageOf(meeting.rmp, (await readTexts(tx, meetingId)).plan.fields);
}
