/** The life of one meeting's minutes for its pages, and whose turn it is at which meetings for each person's own work. */
import { and, eq, gte, inArray, or, sql } from 'drizzle-orm';
import { meeting } from '#drizzle/schema.ts';
import { areaNumber, numberInWords } from '#lib/cases/area-numbers.ts';
import { isCheckOpen, notAnswered } from '#lib/corrections/accuracy-check.ts';
import { askedToCheck } from '#lib/corrections/asked-to-check.ts';
import { HAND_OFF_PARTS, isForManager } from '#lib/hand-off/hand-off-parts.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { isDateUsable, keptUntil, minutesLife, nextOwed, owedWord, type StageLine } from '#lib/minutes/minutes-life.ts';
import { addDays, londonDate } from '#lib/time.ts';
import { earliest, readAreaConfig, readAreaConfigs } from '../persistence/area.ts';
import { readCaseSummary } from '../persistence/case-register.ts';
import { readFilings } from '../persistence/corrections.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { isNotFiled, readMinutesStages } from '../persistence/minutes-stages.ts';
import { openToPerson } from './case-access.ts';
import { loadMeeting } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';

export type MinutesStrip = {
	readonly stages: readonly (StageLine & {
		/** "Level 2: 10 working days. ..." and where that comes from; '' where no day is set */
		readonly source: string;
	})[];
	/** YYYY-MM-DD */
	readonly today: string;
};

/** Null before the meeting has begun. The caller has asked who may read it. */
export const readMinutesStrip = (
	database: Pick<Database, 'withArea'>,
	actor: Pick<Actor, 'areaId'>,
	meetingId: string,
	now: Date
): Promise<MinutesStrip | null> =>
	database.withArea(actor.areaId, async (tx) => {
		const [facts] = await readMinutesStages(tx, eq(meeting.id, meetingId));
		if (!facts) return null;
		const config = await readAreaConfig(tx, actor.areaId, londonDate(facts.startedAt));
		const today = londonDate(now.toISOString());
		return {
			today,
			stages: minutesLife(facts, config, today).map((line) => {
				const number = line.number && areaNumber(line.number);
				const words = number ? numberInWords(number, config[number.key as keyof typeof config]) : [];
				return { ...line, source: number ? `${number.label}: ${words.join('. ')}. ${number.origin}.` : '' };
			})
		};
	});

export type FilingView = {
	readonly filed: {
		readonly on: string;
		readonly system: string;
		readonly reference: string;
		readonly by: string;
		/** YYYY-MM-DD; null where the person's date of birth gives none that can be gone by */
		readonly keptUntil: string | null;
		readonly unitCopyUntil: string;
	} | null;
	/** noted by mistake, newest first */
	readonly takenBack: readonly { readonly at: string; readonly by: string; readonly reason: string }[];
};
/** Where the minutes are filed and how long they are kept. For those who may read the whole record. */
export const readFilingView = (
	database: Pick<Database, 'withArea'>,
	actor: Pick<Actor, 'areaId'>,
	meetingId: string
): Promise<FilingView> =>
	database.withArea(actor.areaId, async (tx) => {
		const notes = await readFilings(tx, meetingId);
		const takenBack = notes
			.filter(({ filedOn }) => filedOn === null)
			.map(({ notedAt, byName, reason }) => ({ at: notedAt.toISOString(), by: byName, reason }))
			.reverse();
		const last = notes.at(-1);
		if (!last?.filedOn) return { filed: null, takenBack };
		const head = await readHead(tx, meetingId);
		const summary = head && (await readCaseSummary(tx, head.caseId));
		const config = await readAreaConfig(tx, actor.areaId, last.filedOn);
		const dateOfBirth = summary?.subject.dateOfBirth ?? '';
		const isKnown = /^\d{4}-\d\d-\d\d$/.test(dateOfBirth);
		const kept = keptUntil({ dateOfBirth: isKnown ? dateOfBirth : last.filedOn, filedOn: last.filedOn }, config);
		return {
			takenBack,
			filed: {
				...{ on: last.filedOn, system: last.system, reference: last.reference, by: last.byName },
				keptUntil: isKnown && isDateUsable(kept.record, last.filedOn) ? kept.record : null,
				unitCopyUntil: kept.unitCopy
			}
		};
	});

/** Something about minutes that waits for one person. */
export type OwedMinutes = {
	readonly meetingId: string;
	/** opaque: case reference and meeting number */
	readonly reference: string;
	readonly text: string;
	readonly href: string;
	/** YYYY-MM-DD; null where no day is set */
	readonly dueBy: string | null;
};
export type MyMinutes = { readonly owed: readonly OwedMinutes[]; readonly more: number };

/** So many stand in somebody's own work; the rest is only counted. */
const SHOWN = 8;
/** Minutes older than this are nobody's work of today any more. */
const LOOKED_BACK_DAYS = 120;

const HREF = { WITH_CHAIR: 'close', LOCKED: 'minutes', DISTRIBUTED: 'final', FILED: 'final' } as const;

/** What of minutes this person owes now, and drafts they are asked to check; first what is due first. */
export const readMyMinutes = (
	{ database, cache }: { readonly database: Pick<Database, 'withArea'>; readonly cache: MeetingCache },
	actor: Actor,
	now: Date
): Promise<MyMinutes> =>
	database.withArea(actor.areaId, async (tx) => {
		const today = londonDate(now.toISOString());
		const own = or(eq(meeting.chairId, actor.personId), eq(meeting.minuteTakerId, actor.personId));
		const writing = inArray(meeting.phase, ['DRAFT', 'WITH_CHAIR']);
		const ofUnit = and(eq(meeting.phase, 'LOCKED'), isNotFiled);
		const facts = await readMinutesStages(
			tx,
			and(
				gte(meeting.scheduledStart, new Date(`${addDays(today, -LOOKED_BACK_DAYS)}T00:00:00Z`)),
				openToPerson(actor.personId, meeting.caseId),
				isMappaUnit(actor) ? or(and(writing, own), ofUnit) : and(writing, own)
			)
		);
		const days = facts.map(({ startedAt }) => londonDate(startedAt));
		const configOn = await readAreaConfigs(tx, actor.areaId, earliest(today, ...days));
		const owed = facts.flatMap((one): OwedMinutes[] => {
			const next = nextOwed(one, configOn(londonDate(one.startedAt)), today);
			if (!next) return [];
			const isTheirs =
				(next.owner === 'CHAIR' && one.chairId === actor.personId) ||
				(next.owner === 'MINUTE_TAKER' && one.minuteTakerId === actor.personId) ||
				(next.owner === 'UNIT' && isMappaUnit(actor));
			const { meetingId, reference } = one;
			const href = `/meetings/${meetingId}/${HREF[next.stage]}`;
			return isTheirs ? [{ meetingId, reference, text: owedWord[next.stage], href, dueBy: next.dueBy }] : [];
		});
		const asked = [
			...(await draftsToCheck(tx, cache, actor, now)),
			...(await addendaToDecide(tx, actor)),
			...(await toHandOff(tx, actor, addDays(today, -LOOKED_BACK_DAYS)))
		];
		const all = [...owed, ...asked].sort((a, b) => (a.dueBy ?? '9').localeCompare(b.dueBy ?? '9'));
		return { owed: all.slice(0, SHOWN), more: Math.max(0, all.length - SHOWN) };
	});

/** Drafts given out for corrections that this person was asked about and has said nothing to. */
async function draftsToCheck(tx: Tx, cache: MeetingCache, actor: Actor, now: Date): Promise<readonly OwedMinutes[]> {
	const rows = await tx.execute<{ id: string; reference: string }>(sql`
		select m.id, c.ref || '/' || m.seq as reference
		from meeting m join mapp_case c on c.id = m.case_id
		join invitation i on i.meeting_id = m.id and i.person_id = ${actor.personId}::uuid and i.removed_at is null
		where m.phase in ('DRAFT', 'WITH_CHAIR') and ${openToPerson(actor.personId, sql`m.case_id`)}`);
	const found: OwedMinutes[] = [];
	for (const { id, reference } of rows) {
		const head = await readHead(tx, id);
		const of = head && (await loadMeeting(tx, cache, head));
		if (!of || !isCheckOpen(of.accuracy, now.toISOString())) continue;
		const asked = askedToCheck(of).filter((personId) => personId === actor.personId);
		if (notAnswered(of.accuracy, asked).length === 0) continue;
		const href = `/meetings/${id}/corrections`;
		const text = 'Check the draft minutes';
		found.push({ meetingId: id, reference, text, href, dueBy: of.accuracy.opened?.until ?? null });
	}
	return found;
}

/** Locked minutes of the cases this person manages, of which nobody has copied anything into the case system yet. */
async function toHandOff(tx: Tx, actor: Actor, since: string): Promise<readonly OwedMinutes[]> {
	const parts = sql.param(HAND_OFF_PARTS.filter(isForManager));
	const rows = await tx.execute<{ id: string; reference: string }>(sql`
		select m.id, c.ref || '/' || m.seq as reference
		from meeting m join mapp_case c on c.id = m.case_id
		where m.phase = 'LOCKED' and m.scheduled_start >= ${since}::date and c.case_manager_id = ${actor.personId}::uuid
			and not exists (select from hand_off_copy h where h.meeting_id = m.id and h.part = any(${parts}::text[]))
			and ${openToPerson(actor.personId, sql`m.case_id`)}
		order by m.scheduled_start`);
	return rows.map(({ id, reference }) => ({
		...{ meetingId: id, reference, href: `/meetings/${id}/final/hand-off`, dueBy: null },
		text: 'Copy the decisions into your case system'
	}));
}

/** Requests for addenda that wait for this person as the chair. */
async function addendaToDecide(tx: Tx, actor: Actor): Promise<readonly OwedMinutes[]> {
	const rows = await tx.execute<{ id: string; reference: string; many: number }>(sql`
		select m.id, c.ref || '/' || m.seq as reference, count(*)::int as many
		from correction r join meeting m on m.id = r.meeting_id join mapp_case c on c.id = m.case_id
		where r.after_lock and m.chair_id = ${actor.personId}::uuid
			and not exists (select from correction_decision d where d.meeting_id = r.meeting_id and d.number = r.number)
			and ${openToPerson(actor.personId, sql`m.case_id`)}
		group by m.id, c.ref, m.seq order by m.scheduled_start`);
	return rows.map(({ id, reference, many }) => ({
		...{ meetingId: id, reference, href: `/meetings/${id}/final/addenda`, dueBy: null },
		text: many === 1 ? 'Decide on an addendum' : `Decide on ${many} addenda`
	}));
}
