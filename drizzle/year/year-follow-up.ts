/** What follows a meeting of the year: absences go up their ladder, feedback goes to the Board and comes back. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { absence, agency, smbFeedback } from '#drizzle/schema.ts';
import { addWorkingDays } from '#lib/time.ts';
import { runAbsenceCommand } from '#server/application/run-absence-command.ts';
import { readAgencyContacts } from '#server/persistence/absences.ts';
import type { Tx } from '#server/persistence/database.ts';
import type { Stage } from '../demo-stage.ts';
import { seededChance } from '../seeded-chance.ts';
import type { YearMeeting } from './plan-year.ts';
import { BOARD_CHAIR, COORDINATOR } from './year-people.ts';

type After = {
	readonly stage: Stage;
	readonly tx: Tx;
	readonly meeting: YearMeeting;
	readonly meetingId: string;
	/** YYYY-MM-DD: the minutes were locked */
	readonly locked: string;
	readonly to: string;
};

/** Each absence is told to the agency, answered and closed; those of the last weeks still wait. */
export async function followAbsences({ stage, tx, meeting, meetingId, locked, to }: After): Promise<void> {
	const chance = seededChance(meeting.seed + 2);
	const rows = await tx
		.select({ id: absence.id, agencyId: absence.agencyId })
		.from(absence)
		.innerJoin(agency, eq(absence.agencyId, agency.id))
		.where(eq(absence.meetingId, meetingId))
		.orderBy(agency.code);
	const contacts = await readAgencyContacts(
		tx,
		rows.map(({ agencyId }) => agencyId)
	);
	const database = { withArea: <T>(_: string, work: (open: Tx) => Promise<T>) => stage.within(work) };
	for (const { id, agencyId } of rows) {
		const spoc = contacts.find((one) => one.agencyId === agencyId && one.role === 'SPOC')?.personId ?? null;
		let version = 1;
		const step = async (command: string, days: number, input: object): Promise<boolean> => {
			const on = addWorkingDays(locked, days);
			if (on > to) return false;
			stage.at(on, '11:20');
			const request = { actor: stage.actor(COORDINATOR), absenceId: id, command, commandId: randomUUID() };
			const answer = await runAbsenceCommand(
				{ database, now: stage.now },
				{ ...request, input: { version, ...input } }
			);
			if (!answer.ok) throw new Error(`the year's ${command} was refused: ${answer.message}`);
			version += 1;
			return true;
		};
		const told = spoc === null ? { to: null, note: 'By telephone' } : { to: spoc, note: '' };
		const late = chance.in(5) ? 4 : 1;
		const answered =
			(await step('send-absence-notice', late, told)) &&
			(await step('answer-absence-notice', late + 2, {
				...{
					answer: 'ACCEPTED',
					text: 'We had nobody free. Somebody will stand in from now on.',
					onBehalfOf: 'Its duty manager'
				}
			}));
		if (answered && !chance.in(7))
			await step('close-absence', late + 9, { outcome: 'RESOLVED', text: 'A standing deputy was named.' });
	}
}

/** Passed on by the co-ordinator; what is for the Board is answered by its chair; the last weeks' entries wait. */
export async function followFeedback({ stage, tx, meeting, meetingId, locked, to }: After): Promise<void> {
	const chance = seededChance(meeting.seed + 3);
	const entries = await tx.select().from(smbFeedback).where(eq(smbFeedback.meetingId, meetingId));
	for (const { id, theme } of entries.toSorted((a, b) => (a.theme + a.text < b.theme + b.text ? -1 : 1))) {
		if (theme === 'NOTHING_TO_REPORT') continue;
		let version = 0;
		const step = async (
			who: string,
			days: number,
			status: string,
			note: string,
			isAnswer: boolean
		): Promise<boolean> => {
			const on = addWorkingDays(locked, days);
			if (on > to) return false;
			stage.at(on, '14:10');
			await stage.area(who, 'take-feedback-step', { feedbackId: id, version, status, note, isAnswer });
			version += 1;
			return true;
		};
		const isForBoard = theme === 'NON_ATTENDANCE' || theme === 'RESOURCE_GAP' || theme === 'SENIORITY_NOT_MET';
		if (!isForBoard) {
			const settled = theme === 'GOOD_PRACTICE' || theme === 'LEARNING';
			if (await step(COORDINATOR, 3, settled ? 'WITH_COORDINATOR' : 'WITH_AGENCY', '', false))
				if (!chance.in(4)) await step(COORDINATOR, 12, 'RESOLVED', 'Passed on and settled.', false);
			continue;
		}
		if (await step(COORDINATOR, 4, 'ON_SMB_AGENDA', '', false))
			if (!chance.in(5))
				await step(BOARD_CHAIR, 25, 'RESOLVED', 'The agency’s member has promised a named deputy.', true);
	}
}
