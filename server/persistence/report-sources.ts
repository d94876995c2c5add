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
import type { Subject } from '#lib/cases/case.ts';
import type { AgencyType } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { FeedbackStatus } from '#lib/smb/feedback-steps.ts';
import { FACTS_SHAPE, heldOn, type MeetingFacts, meetingFacts } from '#lib/smb/meeting-facts.ts';
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
import { readAreaConfigs } from './area.ts';
import type { Tx } from './database.ts';
import { countSubmitted } from './quality-audits.ts';

type Row = { readonly areaId: string; readonly meetingId: string };

/** Keeps what a locked meeting gives to reports; written again, it replaces what stood there. */
export async function writeReportFacts(tx: Tx, row: Row, locked: Meeting): Promise<void> {
	const values = { shape: FACTS_SHAPE, heldOn: heldOn(locked), facts: meetingFacts(locked) };
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
	const held = await readHeld(tx);
	const own = held.filter(({ on }) => on >= from && on <= to).map(({ id }) => id);
	const agencies = await readBoardAgencies(tx);
	const { recorded, actions } = await readFacts(tx, from, to);
	return {
		...{ agencies, held, recorded, actions },
		referrals: await readBoardReferrals(tx),
		cases: await readBoardCases(tx, held),
		feedback: await readBoardFeedback(tx, own),
		...(await readBetweenMeetings(tx)),
		entered: await readEntered(tx, quarterKey(quarter)),
		audited: await countSubmitted(tx, from, to),
		configOn: await readAreaConfigs(tx, areaId, held[0]?.on ?? from)
	};
}

/** What became of actions between meetings, as far as it counts: reported as done and not verified, moved by the chair. */
async function readBetweenMeetings(tx: Tx): Promise<Pick<ReportSources, 'reportedDone' | 'movedDeadlines'>> {
	const done = await tx
		.select({ caseId: action.caseId, number: action.number, at: action.reportedAt })
		.from(action)
		.where(and(eq(action.status, 'COMPLETED'), isNotNull(action.reportedAt)));
	const moved = await tx
		.select({
			...{ caseId: actionEvent.caseId, number: actionEvent.number, at: actionEvent.at },
			due: sql<string>`${actionEvent.data}->>'due'`
		})
		.from(actionEvent)
		.where(and(eq(actionEvent.type, 'new-date-decided'), sql`${actionEvent.data}->>'due' is not null`))
		.orderBy(asc(actionEvent.at));
	return {
		reportedDone: done.flatMap(({ at, ...one }) => (at ? [{ ...one, on: londonDate(at.toISOString()) }] : [])),
		movedDeadlines: moved.map(({ at, ...one }) => ({ ...one, on: londonDate(at.toISOString()) }))
	};
}

export const readBoardAgencies = async (tx: Tx): Promise<readonly BoardAgency[]> => {
	const rows = await tx.select().from(agency).orderBy(asc(agency.name), asc(agency.code));
	return rows.map(({ id, code, name, type, countsForAttendance }) => ({
		...{ id, code, name, type: type as AgencyType },
		counts: countsForAttendance
	}));
};

async function readHeld(tx: Tx): Promise<readonly HeldMeeting[]> {
	const rows = await tx
		.select({
			...{ id: meeting.id, caseId: meeting.caseId, level: meeting.level, type: meeting.type, phase: meeting.phase },
			extraordinary: meeting.extraordinary,
			at: sql<string>`to_char(coalesce(${meeting.startedAt}, ${meeting.scheduledStart}) at time zone 'Europe/London', 'YYYY-MM-DD')`,
			distributedOn: minutesDistribution.distributedOn
		})
		.from(meeting)
		.leftJoin(minutesDistribution, eq(minutesDistribution.meetingId, meeting.id))
		.where(and(isNotNull(meeting.endedAt), inArray(meeting.level, [2, 3])))
		.orderBy(asc(meeting.startedAt), asc(meeting.seq));
	return rows.map(({ at, level, type, phase, ...rest }) => ({
		...rest,
		on: at,
		level: level === 3 ? 3 : 2,
		type: type === 'INITIAL' ? 'INITIAL' : 'REVIEW',
		isLocked: phase === 'LOCKED'
	}));
}

async function readFacts(tx: Tx, from: string, to: string) {
	const rows = await tx.execute<{ meetingId: string; caseId: string; on: string; facts: unknown }>(sql`
		select f.meeting_id as "meetingId", m.case_id as "caseId", to_char(f.held_on, 'YYYY-MM-DD') as "on",
			case when f.held_on >= ${from}::date then f.facts else jsonb_build_object('actions', f.facts->'actions') end as facts
		from ${reportFacts} f join ${meeting} m on m.id = f.meeting_id
		where f.held_on between ${addDays(from, -366)}::date and ${to}::date
		order by f.held_on, m.seq`);
	const known = rows.map(({ facts, ...rest }) => ({ ...rest, facts: facts as MeetingFacts }));
	return {
		recorded: known.filter(({ on }) => on >= from).map(({ meetingId, facts }) => ({ meetingId, facts })),
		actions: known.map(({ caseId, on, facts }): RecordedActions => ({ caseId, on, actions: facts.actions }))
	};
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
async function readBoardCases(tx: Tx, held: readonly HeldMeeting[]): Promise<readonly BoardCase[]> {
	const rows = await tx
		.select({
			...{ id: mappCase.id, category: mappCase.category, level: mappCase.level, status: mappCase.status },
			...{ subject: mappCase.subject, createdAt: mappCase.createdAt }
		})
		.from(mappCase);
	const levels = await tx.select().from(levelChange);
	const others = await tx
		.select()
		.from(caseChange)
		.where(inArray(caseChange.part, ['CATEGORY', 'STATUS']))
		.orderBy(asc(caseChange.version));
	const changes = new Map<string, BoardCaseChange[]>();
	const note = (caseId: string, change: BoardCaseChange): void =>
		void changes.set(caseId, [...(changes.get(caseId) ?? []), change]);
	for (const one of levels) note(one.caseId, { on: one.on, part: 'LEVEL', before: { level: one.fromLevel } });
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
	return rows.map(({ id, category, level, status, subject, createdAt }) => {
		const { dateOfBirth, ethnicity, firstLanguage, accessibility } = subject as Subject;
		const own = (changes.get(id) ?? []).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
		// A case that came with a history is as old as what is known of it.
		const openedOn = [londonDate(createdAt.toISOString()), own[0]?.on, firstHeld.get(id)].filter(Boolean).sort()[0];
		return {
			...{ id, category, level, dateOfBirth, ethnicity, firstLanguage, changes: own },
			...{ isOpen: isOpen(status), hasNeeds: accessibility.trim() !== '', openedOn: openedOn ?? '' }
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
