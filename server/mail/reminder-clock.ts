/**
 * Puts reminders into the outbox when their day has come. Every node looks; in each area one at a time, and what was said is
 * never said again, so it does not matter which, how often or how many.
 */
import { and, gte, lte, sql } from 'drizzle-orm';
import { meeting, person } from '#drizzle/schema.ts';
import type { AreaConfig } from '#lib/cases/area-config.ts';
import { lateMinutes } from '#lib/mail/late-minutes.ts';
import { actionsDueSoon, lateActions, type OpenDeadline, remindersDue } from '#lib/mail/reminders.ts';
import { VETTING_NOTICE_DAYS } from '#lib/people/people-admin.ts';
import { addDays, londonDate } from '#lib/time.ts';
import { closedPeople } from '../application/case-access.ts';
import { tell } from '../application/tell.ts';
import { readCoordinators, readUnit } from '../application/tell-of-meeting.ts';
import { readAgencyContacts } from '../persistence/absences.ts';
import { earliest, readAreaConfigs } from '../persistence/area.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readMeetingsToCome } from '../persistence/meetings-to-come.ts';
import { isNotFiled, readMinutesStages } from '../persistence/minutes-stages.ts';
import { readAreaIds } from '../persistence/node-rows.ts';
import { readOpenDeadlines } from '../persistence/open-deadlines.ts';
import { readToldKeys } from '../persistence/outbox.ts';
import { repeat } from '../recurring-work.ts';

export type ReminderClockParts = {
	readonly database: Pick<Database, 'withArea' | 'withoutArea'>;
	readonly now: () => Date;
	readonly log: (line: string) => void;
	/** how often it is looked, ms */
	readonly everyMs?: number;
};
export type ReminderClock = {
	/** Looks at every area now. Never throws. */
	readonly look: () => Promise<void>;
	readonly close: () => Promise<void>;
};

const EVERY_MS = 60_000;
/** Minutes older than this are nobody's reminder any more. */
const LOOKED_BACK_MS = 120 * 86_400_000;
/** An end does not wait longer for a database that is away. */
const END_WITHIN_MS = 2000;

export function createReminderClock({ database, now, log, everyMs = EVERY_MS }: ReminderClockParts): ReminderClock {
	async function remind(tx: Tx, areaId: string): Promise<void> {
		// Held until the transaction ends; whoever comes meanwhile leaves it to this one.
		const [lock] = await tx.execute<{ mine: boolean }>(
			sql`select pg_try_advisory_xact_lock(hashtextextended('reminders ' || ${areaId}, 0)) as mine`
		);
		if (!lock?.mine) return;
		const moment = now();
		const meetings = await readMeetingsToCome(tx, moment);
		await remindOfMinutes(tx, areaId, moment);
		await remindOfVetting(tx, areaId, moment);
		const actions = await readOpenDeadlines(tx);
		if (meetings.length + actions.length === 0) return;
		const configOn = await readAreaConfigs(tx, areaId, londonDate(moment.toISOString()));
		await remindOfActions(tx, areaId, actions, configOn(londonDate(moment.toISOString())), moment);
		const unit = await readUnit(tx);
		for (const meeting of meetings) {
			const config = configOn(londonDate(meeting.scheduledStart));
			const reminders = remindersDue(meeting, config, unit, moment.toISOString());
			const closed = await closedPeople(
				tx,
				meeting.caseId,
				reminders.map(({ personId }) => personId)
			);
			for (const { personId, kind, meetingId, by, key } of reminders)
				if (!closed.has(personId)) await tell(tx, { areaId, personId, kind, meetingId, key, ...(by ? { by } : {}) });
		}
	}

	async function remindOfMinutes(tx: Tx, areaId: string, moment: Date): Promise<void> {
		const since = new Date(moment.getTime() - LOOKED_BACK_MS);
		const waiting = await readMinutesStages(tx, and(gte(meeting.scheduledStart, since), isNotFiled));
		if (waiting.length === 0) return;
		const days = waiting.map(({ startedAt }) => londonDate(startedAt));
		const configOn = await readAreaConfigs(tx, areaId, earliest(...days));
		const unit = await readUnit(tx);
		const found = waiting.flatMap((one) =>
			lateMinutes(one, configOn(londonDate(one.startedAt)), unit, moment.toISOString()).map((reminder) => ({
				...reminder,
				caseId: one.caseId
			}))
		);
		const told = await readToldKeys(
			tx,
			found.map(({ key }) => key)
		);
		for (const { personId, kind, meetingId, by, key, caseId } of found.filter((one) => !told.has(one.key)))
			if (!(await closedPeople(tx, caseId, [personId])).has(personId))
				await tell(tx, { areaId, personId, kind, meetingId, key, ...(by ? { by } : {}) });
	}

	/** A month before it ends, the person and the unit, once for each date; where the area asks for it. */
	async function remindOfVetting(tx: Tx, areaId: string, moment: Date): Promise<void> {
		const today = londonDate(moment.toISOString());
		if ((await readAreaConfigs(tx, areaId, today))(today).vettingRequired !== 'YES') return;
		const ending = await tx
			.select({ id: person.id, until: person.vettedUntil })
			.from(person)
			.where(and(gte(person.vettedUntil, today), lte(person.vettedUntil, addDays(today, VETTING_NOTICE_DAYS))));
		const unit = ending.length > 0 ? await readUnit(tx) : [];
		for (const { id, until } of ending) {
			await tell(tx, { areaId, personId: id, kind: 'vetting-ends', key: `vetting-ends ${id} ${until}` });
			for (const personId of unit) {
				if (personId === id) continue;
				const key = `vetting-to-renew ${id} ${until} ${personId}`;
				await tell(tx, { areaId, personId, kind: 'vetting-to-renew', key });
			}
		}
	}

	async function remindOfActions(
		tx: Tx,
		areaId: string,
		actions: readonly OpenDeadline[],
		config: AreaConfig,
		moment: Date
	): Promise<void> {
		if (actions.length === 0) return;
		const now = moment.toISOString();
		const spocs = (await readAgencyContacts(tx)).filter(({ role }) => role === 'SPOC');
		const contactsOf = (agencyId: string): readonly string[] =>
			spocs.flatMap((one) => (one.agencyId === agencyId && one.personId !== null ? [one.personId] : []));
		const late = lateActions(actions, config, { contactsOf, unit: await readCoordinators(tx) }, now);
		const reminders = [...actionsDueSoon(actions, config, now), ...late];
		const told = await readToldKeys(
			tx,
			reminders.map(({ key }) => key)
		);
		for (const reminder of reminders.filter(({ key }) => !told.has(key))) {
			const { personId, kind, meetingId, by, key, caseId, path } = reminder;
			if ((await closedPeople(tx, caseId, [personId])).size > 0) continue;
			await tell(tx, { areaId, personId, kind, meetingId, key, path, ...(by ? { by } : {}) });
		}
	}

	async function lookAtAll(): Promise<void> {
		for (const areaId of await database.withoutArea(readAreaIds))
			await database.withArea(areaId, (tx) => remind(tx, areaId));
	}
	const looking = repeat({ work: lookAtAll, everyMs, failed: 'reminders could not be written', log });
	return { look: () => looking.next(lookAtAll), close: () => looking.end(END_WITHIN_MS) };
}
