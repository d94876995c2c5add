/**
 * What the Board's reports are computed from, read as sets: one short row of facts for each locked meeting, the heads of the
 * meetings, referrals, cases and feedback. No meeting is folded here.
 */
import { and, asc, eq, inArray, isNotNull, lt, or, sql } from 'drizzle-orm';
import {
	action,
	actionEvent,
	agency,
	boardFigure,
	caseChange,
	levelChange,
	mappCase,
	meeting,
	minutesDistribution,
	referral,
	reportFacts,
	smbFeedback,
	smbFeedbackStep
} from '#drizzle/schema.ts';
import type { AgencyType } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { ActionLife } from '#lib/smb/action-burn-down.ts';
import type { AttendedMeeting } from '#lib/smb/case-attendance.ts';
import type { FeedbackStatus } from '#lib/smb/feedback-steps.ts';
import { FACTS_SHAPE, heldOn, meetingFacts } from '#lib/smb/meeting-facts.ts';
import { type PackedActions, type PackedFacts, packFacts, unpackActions, unpackFacts } from '#lib/smb/packed-facts.ts';
import { daysOf, type Quarter, quarterKey } from '#lib/smb/quarter.ts';
import type {
	BoardAgency,
	BoardCase,
	BoardCaseChange,
	BoardFeedback,
	BoardReferral,
	HeldMeeting,
	RecordedActions,
	ReportSources
} from '#lib/smb/report-sources.ts';
import type { SmbTheme } from '#lib/smb/smb-feedback.ts';
import { addDays, londonDate } from '#lib/time.ts';
import { nameOf } from './action-register.ts';
import { earliest, readAreaConfigs } from './area.ts';
import type { Tx } from './database.ts';
import { countSubmitted } from './quality-audits.ts';

type Row = { readonly areaId: string; readonly meetingId: string };

/** Keeps what a locked meeting gives to reports; written again, it replaces what stood there. */
export async function writeReportFacts(tx: Tx, row: Row, locked: Meeting): Promise<void> {
	const values = { shape: FACTS_SHAPE, heldOn: heldOn(locked), facts: packFacts(meetingFacts(locked)) };
	await tx
		.insert(reportFacts)
		.values({ ...row, ...values })
		.onConflictDoUpdate({ target: reportFacts.meetingId, set: values });
}

/** Locked Level 2 and 3 meetings whose facts are not kept, or in an older shape. */
export const readWithoutFacts = (tx: Tx) =>
	tx
		.select({ head: meeting })
		.from(meeting)
		.leftJoin(reportFacts, eq(reportFacts.meetingId, meeting.id))
		.where(
			and(
				eq(meeting.phase, 'LOCKED'),
				inArray(meeting.level, [2, 3]),
				or(sql`${reportFacts.meetingId} is null`, lt(reportFacts.shape, FACTS_SHAPE))
			)
		)
		.limit(5000);

/** Everything the report of a quarter asks for. Actions are followed back for a year before it. */
export async function readReportSources(tx: Tx, areaId: string, quarter: Quarter): Promise<ReportSources> {
	const { from, to } = daysOf(quarter);
	// Asked for together: one way to the database and back, not a dozen.
	const [held, agencies, { recorded, actions }, referrals, register, moved, reportedDone, entered, audited] =
		await Promise.all([
			readHeld(tx),
			readBoardAgencies(tx),
			readFacts(tx, from, to),
			readBoardReferrals(tx),
			readRegister(tx),
			readMovedDeadlines(tx),
			readReportedDone(tx),
			readEntered(tx, quarterKey(quarter)),
			countSubmitted(tx, from, to)
		]);
	const own = held.filter(({ on }) => on >= from && on <= to).map(({ id }) => id);
	const [feedback, configOn] = await Promise.all([
		readBoardFeedback(tx, own),
		readAreaConfigs(tx, areaId, earliest(held[0]?.on, from))
	]);
	return {
		...{ agencies, held, recorded, actions, referrals, feedback, reportedDone, entered, audited, configOn },
		...{ cases: boardCases(register, held), movedDeadlines: moved }
	};
}

/** Reported as done by their agencies, and not verified. */
async function readReportedDone(tx: Tx): Promise<ReportSources['reportedDone']> {
	const done = await tx
		.select({ caseId: action.caseId, number: action.number, at: action.reportedAt })
		.from(action)
		.where(and(eq(action.status, 'COMPLETED'), isNotNull(action.reportedAt)));
	return done.flatMap(({ at, ...one }) => (at ? [{ ...one, on: londonDate(at.toISOString()) }] : []));
}

/** Moved by the chair between two meetings. */
async function readMovedDeadlines(tx: Tx): Promise<ReportSources['movedDeadlines']> {
	const moved = await tx
		.select({
			...{ caseId: actionEvent.caseId, number: actionEvent.number, at: actionEvent.at },
			due: sql<string>`${actionEvent.data}->>'due'`
		})
		.from(actionEvent)
		.where(and(eq(actionEvent.type, 'new-date-decided'), sql`${actionEvent.data}->>'due' is not null`))
		.orderBy(asc(actionEvent.at));
	return moved.map(({ at, ...one }) => ({ ...one, on: londonDate(at.toISOString()) }));
}

export const readBoardAgencies = async (tx: Tx): Promise<readonly BoardAgency[]> => {
	const rows = await tx.select().from(agency).orderBy(asc(agency.name), asc(agency.code));
	return rows.map(({ id, code, name, type, countsForAttendance }) => ({
		...{ id, code, name, type: type as AgencyType },
		counts: countsForAttendance
	}));
};

async function readHeld(tx: Tx): Promise<readonly HeldMeeting[]> {
	const rows = await tx.execute<HeldMeeting & Record<string, unknown>>(sql`
		select m.id, m.case_id as "caseId", m.level, m.type, m.extraordinary, m.phase = 'LOCKED' as "isLocked",
			to_char(coalesce(m.started_at, m.scheduled_start) at time zone 'Europe/London', 'YYYY-MM-DD') as "on",
			to_char(d.distributed_on, 'YYYY-MM-DD') as "distributedOn"
		from ${meeting} m left join ${minutesDistribution} d on d.meeting_id = m.id
		where m.ended_at is not null and m.level in (2, 3)
		order by m.started_at, m.seq`);
	return rows;
}

/**
 * What the quarter's meetings recorded, and the actions of those in the year before it that can still count: of each case from
 * the first meeting on that left an action due in the quarter or later, and all of a case whose deadlines the chair moved.
 */
async function readFacts(tx: Tx, from: string, to: string) {
	type Row = {
		meetingId: string;
		caseId: string;
		on: string;
		agencies: string;
		actions: string;
		facts: PackedFacts | null;
	};
	const rows = await tx.execute<Row>(sql`
		select f.meeting_id as "meetingId", f.case_id as "caseId", to_char(f.held_on, 'YYYY-MM-DD') as "on",
			f.facts->>'agencies' as agencies, f.facts->>'actions' as actions,
			case when f.held_on >= ${from}::date then f.facts - '{agencies,actions}'::text[] end as facts
		from (
			select r.*, m.case_id, m.seq,
				bool_or(r.held_on >= ${from}::date or r.facts->>'lastDue' >= ${from})
					over (partition by m.case_id order by r.held_on, m.seq) as can_count
			from ${reportFacts} r join ${meeting} m on m.id = r.meeting_id
			where r.held_on between ${addDays(from, -366)}::date and ${to}::date
		) f
		where f.can_count or f.case_id in (select e.case_id from ${actionEvent} e where e.type = 'new-date-decided')
		order by f.held_on, f.seq`);
	const packed = (row: Row): PackedActions => ({ agencies: row.agencies, actions: row.actions });
	return {
		recorded: rows.flatMap((row) =>
			row.facts ? [{ meetingId: row.meetingId, facts: unpackFacts({ ...row.facts, ...packed(row) }) }] : []
		),
		actions: rows.map(
			(row): RecordedActions => ({ caseId: row.caseId, on: row.on, actions: unpackActions(packed(row)) })
		)
	};
}

/** The locked meetings about a case whose facts are kept, oldest first. */
export async function readCaseMeetings(
	tx: Tx,
	caseId: string
): Promise<readonly (AttendedMeeting & { readonly meetingId: string })[]> {
	const rows = await tx
		.select({ meetingId: meeting.id, seq: meeting.seq, on: reportFacts.heldOn, facts: reportFacts.facts })
		.from(reportFacts)
		.innerJoin(meeting, eq(meeting.id, reportFacts.meetingId))
		.where(and(eq(meeting.caseId, caseId), eq(reportFacts.shape, FACTS_SHAPE)))
		.orderBy(asc(reportFacts.heldOn), asc(meeting.seq));
	return rows.map(({ facts, ...row }) => ({ ...row, seats: unpackFacts(facts as PackedFacts).seats }));
}

/**
 * Every action of a locked meeting: when it was set, and when a meeting heard that it is settled.
 * @param caseIds of these cases alone; without it of all the area's
 * @param only `nameOf` of the actions that are counted; without it every one of the cases
 */
export async function readActionLives(
	tx: Tx,
	caseIds?: readonly string[],
	only?: ReadonlySet<string>
): Promise<readonly ActionLife[]> {
	if (caseIds?.length === 0) return [];
	const ofThese = caseIds ? sql`and ${inArray(sql`m.case_id`, [...caseIds])}` : sql``;
	const rows = await tx.execute<{ caseId: string; on: string; agencies: string; actions: string }>(sql`
		select m.case_id as "caseId", to_char(f.held_on, 'YYYY-MM-DD') as "on",
			f.facts->>'agencies' as agencies, f.facts->>'actions' as actions
		from ${reportFacts} f join ${meeting} m on m.id = f.meeting_id
		where f.shape = ${FACTS_SHAPE} ${ofThese}
		order by f.held_on, m.seq`);
	const lives = new Map<string, ActionLife>();
	for (const { caseId, on, ...packed } of rows)
		for (const { number, status, completedOn, due } of unpackActions(packed)) {
			const key = nameOf({ caseId, number });
			if (only && !only.has(key)) continue;
			const isSettled = status === 'COMPLETED' || status === 'NOT_COMPLETED' || status === 'NO_LONGER_NEEDED';
			const settledOn = isSettled ? (lives.get(key)?.settledOn ?? completedOn ?? on) : null;
			lives.set(key, { setOn: lives.get(key)?.setOn ?? on, settledOn, due });
		}
	return [...lives.values()];
}

async function readBoardReferrals(tx: Tx): Promise<readonly BoardReferral[]> {
	const rows = await tx.execute<{
		id: string;
		agencyId: string;
		caseId: string | null;
		receivedAt: string | null;
		decidedAt: string | null;
		state: string;
		isBeforeRelease: boolean;
		isLate: boolean;
		acceptedOn: string | null;
		initialDue: string | null;
	}>(sql`
		select r.id, r.from_agency_id as "agencyId", r.case_id as "caseId", r.state, r.late_referral as "isLate",
			to_char(r.received_at at time zone 'Europe/London', 'YYYY-MM-DD') as "receivedAt",
			to_char(r.decided_at at time zone 'Europe/London', 'YYYY-MM-DD') as "decidedAt",
			to_char(r.accepted_on, 'YYYY-MM-DD') as "acceptedOn", to_char(r.initial_due, 'YYYY-MM-DD') as "initialDue",
			coalesce(d.values->>'where' = 'custody' and d.values->>'releaseOn' <> '', false) as "isBeforeRelease"
		from ${referral} r
		left join lateral (
			select s."values" from referral_section s
			where s.referral_id = r.id and s.section = 'dates' order by s.version desc limit 1
		) d on true
		order by r.received_at, r.ref`);
	return rows.map(({ receivedAt, decidedAt, ...rest }) => ({ ...rest, receivedOn: receivedAt, decidedOn: decidedAt }));
}

const isOpen = (status: string): boolean => status === 'ACTIVE' || status === 'REFERRED';
type Register = Awaited<ReturnType<typeof readRegister>>;
/** Every case as it stands today, and every change of its level, category and status. */
async function readRegister(tx: Tx) {
	const rows = tx.execute<
		Omit<BoardCase, 'changes' | 'isOpen' | 'openedOn' | 'hasNeeds'> & {
			status: string;
			needs: string;
			createdOn: string;
		}
	>(sql`
		select id, category, level, status, subject->>'dateOfBirth' as "dateOfBirth", subject->>'ethnicity' as ethnicity,
			subject->>'firstLanguage' as "firstLanguage", subject->>'accessibility' as needs,
			to_char(created_at at time zone 'Europe/London', 'YYYY-MM-DD') as "createdOn"
		from ${mappCase}`);
	const levels = tx
		.select({ caseId: levelChange.caseId, on: levelChange.on, fromLevel: levelChange.fromLevel })
		.from(levelChange);
	const others = tx
		.select({ caseId: caseChange.caseId, part: caseChange.part, at: caseChange.at, before: caseChange.before })
		.from(caseChange)
		.where(inArray(caseChange.part, ['CATEGORY', 'STATUS']))
		.orderBy(asc(caseChange.version));
	const [cases, moves, changes] = await Promise.all([rows, levels, others]);
	return { cases, moves, changes };
}

function boardCases({ cases, moves, changes: others }: Register, held: readonly HeldMeeting[]): readonly BoardCase[] {
	const changes = new Map<string, BoardCaseChange[]>();
	const note = (caseId: string, change: BoardCaseChange): void =>
		void changes.set(caseId, [...(changes.get(caseId) ?? []), change]);
	for (const one of moves) note(one.caseId, { on: one.on, part: 'LEVEL', before: { level: one.fromLevel } });
	for (const one of others) {
		const before = (one.before ?? {}) as { category?: number; status?: string };
		const on = londonDate(one.at.toISOString());
		if (one.part === 'CATEGORY' && before.category !== undefined)
			note(one.caseId, { on, part: 'CATEGORY', before: { category: before.category } });
		if (one.part === 'STATUS' && before.status !== undefined)
			note(one.caseId, { on, part: 'STATUS', before: { isOpen: isOpen(before.status) } });
	}
	const firstHeld = new Map<string, string>();
	for (const { caseId, on } of held) if (!firstHeld.has(caseId)) firstHeld.set(caseId, on);
	return cases.map(({ status, needs, createdOn, ...rest }) => {
		const { id } = rest;
		const own = (changes.get(id) ?? []).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
		// A case that came with a history is as old as what is known of it.
		const openedOn = [createdOn, own[0]?.on, firstHeld.get(id)].filter(Boolean).sort()[0];
		return {
			...{ ...rest, changes: own },
			...{ isOpen: isOpen(status), hasNeeds: (needs ?? '').trim() !== '', openedOn: openedOn ?? '' }
		};
	});
}

async function readBoardFeedback(tx: Tx, meetingIds: readonly string[]): Promise<readonly BoardFeedback[]> {
	if (meetingIds.length === 0) return [];
	const rows = await tx
		.select({
			...{ meetingId: smbFeedback.meetingId, theme: smbFeedback.theme, agencyId: smbFeedback.agencyId },
			status: sql<string>`coalesce((
				select s.status from ${smbFeedbackStep} s where s.feedback_id = ${smbFeedback.id} order by s.version desc limit 1
			), ${smbFeedback.status})`
		})
		.from(smbFeedback)
		.where(inArray(smbFeedback.meetingId, [...meetingIds]));
	return rows.map(({ theme, status, ...rest }) => ({
		...rest,
		theme: theme as SmbTheme,
		status: status as FeedbackStatus
	}));
}

/** The newest number of each key that was not taken back. */
export async function readEntered(tx: Tx, period: string): Promise<ReadonlyMap<string, number>> {
	const rows = await tx
		.selectDistinctOn([boardFigure.key], { key: boardFigure.key, value: boardFigure.value })
		.from(boardFigure)
		.where(eq(boardFigure.period, period))
		.orderBy(boardFigure.key, sql`${boardFigure.version} desc`);
	return new Map(rows.flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const])));
}
