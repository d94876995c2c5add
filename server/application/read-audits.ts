/**
 * Audits of meetings as pages show them. The co-ordinator sees samples, licences and progress, and a form once it is submitted;
 * an auditor what is licensed to them, while its time runs; the chair of a meeting the form submitted about it; the Board's
 * chair only how many. Every view of a meeting is audited.
 */
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { meeting, minutesDistribution, qualityAudit } from '#drizzle/schema.ts';
import { absenceStateWord } from '#lib/absences/absence-words.ts';
import { deadlines, levelKey } from '#lib/cases/meeting-clock.ts';
import { type Actor, hasRole, isAuditor, mayDrawSample } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import type { Drawable } from '#lib/quality/draw-sample.ts';
import {
	type AuditEvent,
	type AuditState,
	foldAudit,
	formAt,
	formOf,
	type Licence,
	type QualityAudit,
	type SubmittedForm
} from '#lib/quality/quality-audit.ts';
import { AUDIT_LIFE, AUDIT_SCHEMAS, type AuditCommandName, mayRunOnAudit } from '#lib/quality/quality-commands.ts';
import { type ItemTime, itemTimes, type QualityFact, qualityFacts } from '#lib/quality/quality-facts.ts';
import { answeredIn, mergeForm, overallIn, type QualityForm, type Score } from '#lib/quality/quality-form.ts';
import { done, type Result } from '#lib/result.ts';
import { later, type Quarter, quarterKey, quarterOf } from '#lib/smb/quarter.ts';
import { addWorkingDays, londonDate } from '#lib/time.ts';
import { readAbsencesOf } from '../persistence/absences.ts';
import { readAreaConfig, readStatement, type StatementText } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readRecord } from '../persistence/final-records.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { readNotedSteps } from '../persistence/meetings-to-come.ts';
import { readPersonRefs } from '../persistence/people.ts';
import {
	type AuditHead,
	type Auditor,
	readAuditHead,
	readAuditHeads,
	readAuditors,
	readAuditSteps,
	readSamples
} from '../persistence/quality-audits.ts';
import { openToPerson } from './case-access.ts';
import { drawableOf } from './draw-audits.ts';
import { isIdentifier, loadMeeting } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { type AuditStanding, NO_AUDIT, standingAt } from './quality-access.ts';
import { readSeen } from './read-seen.ts';

export type AuditReading = {
	readonly database: Pick<Database, 'withArea'>;
	readonly cache: MeetingCache;
	readonly now: Date;
};
const LIMIT = 500;
/** Numbers below it are withheld from the Board's own (R7). */
const SMALL = 5;

export type AuditLine = {
	readonly id: string;
	readonly reference: string;
	readonly level: 2 | 3;
	/** YYYY-MM-DD */
	readonly heldOn: string;
	readonly state: AuditState;
	readonly auditorName: string;
	readonly licence: Licence | null;
	/** the time of the licence does not run now */
	readonly isOutOfTime: boolean;
	/** criteria answered in the form, for its auditor */
	readonly answered: number;
	/** of what was submitted */
	readonly overall: Score | null;
	/** chaired by whoever looks */
	readonly isChairs: boolean;
};
export type SampleLine = {
	readonly id: string;
	readonly quarter: string;
	readonly manner: string;
	readonly seed: string;
	readonly reason: string;
	readonly asked: Readonly<Record<string, { readonly count: number; readonly of: number }>>;
	readonly by: string;
	/** ISO 8601 UTC */
	readonly at: string;
	/** null = from 1 to 4, which nobody of the Board is told (R7) */
	readonly meetings: number | null;
	readonly submitted: number | null;
};
export type AuditsPage = {
	readonly isCoordinator: boolean;
	readonly isAuditor: boolean;
	/** all of the area, or one's own */
	readonly lines: readonly AuditLine[];
	/** null for whoever draws none */
	readonly drawing: {
		readonly quarter: string;
		readonly auditors: readonly Auditor[];
		/** may be drawn of the quarter, before an auditor is chosen; null = the Board's chair is not told (R7) */
		readonly pool: Readonly<Record<2 | 3, number>> | null;
		/** to choose from; empty for the Board's chair, who sees no meeting */
		readonly meetings: readonly Drawable[];
		readonly today: string;
		/** the last day a licence that begins today may have */
		readonly latest: string;
		readonly samples: readonly SampleLine[];
	} | null;
};

const licensedTo = (personId: string): SQL => eq(qualityAudit.auditorId, personId);
const chairedBy = (personId: string): SQL =>
	sql`(${meeting.chairId} = ${personId}::uuid and ${qualityAudit.submittedOn} is not null)`;
const chairsRead = async (tx: Tx, areaId: string, now: Date): Promise<boolean> =>
	(await readAreaConfig(tx, areaId, londonDate(now.toISOString()))).auditToChair === 'YES';

/** What somebody's list holds: all of the area for the co-ordinator, what is licensed to them, what was submitted about them. */
async function readOwnHeads(tx: Tx, { personId, areaId, roles }: Actor, now: Date): Promise<readonly AuditHead[]> {
	const open = openToPerson(personId, meeting.caseId);
	if (roles.includes('MAPPA_COORDINATOR')) return readAuditHeads(tx, open, LIMIT);
	const licensed = roles.includes('AUDITOR') ? await readAuditHeads(tx, and(licensedTo(personId), open), LIMIT) : [];
	const chaired = await readAuditHeads(tx, and(chairedBy(personId), open), LIMIT);
	return chaired.length > 0 && (await chairsRead(tx, areaId, now)) ? [...licensed, ...chaired] : licensed;
}

/** Whether anything could stand on the page of audits for this person: what the navigation asks. */
export async function hasAudits(tx: Tx, actor: Actor, now: Date): Promise<boolean> {
	return mayDrawSample(actor) || isAuditor(actor) || (await readOwnHeads(tx, actor, now)).length > 0;
}

/** @param quarter to draw from; null = the one that runs, or the one before where that has nothing to draw */
export function readAuditsPage(
	{ database, now }: Omit<AuditReading, 'cache'>,
	actor: Actor,
	quarter: Quarter | null
): Promise<Result<AuditsPage>> {
	return database.withArea(actor.areaId, async (tx) => {
		const heads = await readOwnHeads(tx, actor, now);
		const isCoordinator = hasRole(actor, 'MAPPA_COORDINATOR');
		if (!mayDrawSample(actor) && !isAuditor(actor) && heads.length === 0) return NO_AUDIT;
		await writeAudit(tx, actor, 'view-audits', 'area', actor.areaId);
		return done({
			...{ isCoordinator, isAuditor: isAuditor(actor) },
			lines: await linesOf(tx, actor, heads, now),
			drawing: mayDrawSample(actor) ? await readDrawing(tx, actor, quarter, now) : null
		});
	});
}

async function linesOf(tx: Tx, { personId }: Actor, heads: readonly AuditHead[], now: Date): Promise<AuditLine[]> {
	const steps = await readAuditSteps(
		tx,
		heads.map(({ id }) => id)
	);
	const people = await readPersonRefs(
		tx,
		heads.flatMap(({ auditorId }) => (auditorId === null ? [] : [auditorId]))
	);
	const at = now.toISOString();
	return heads.map((head) => {
		const audit = foldAudit(steps.get(head.id) ?? []);
		const { licence, drawn, state, submitted } = audit;
		const newest = submitted.at(-1);
		const isOwn = head.auditorId === personId;
		return {
			...{ id: head.id, reference: drawn.reference, level: drawn.level, heldOn: drawn.heldOn, state, licence },
			auditorName: people.get(head.auditorId ?? '')?.name ?? '',
			isOutOfTime: licence !== null && (at < licence.from || at >= licence.until),
			answered: isOwn ? answeredIn(formOf(audit)) : 0,
			overall: newest ? overallIn(newest.form) : null,
			isChairs: head.chairId === personId && !isOwn
		};
	});
}

async function readDrawing(tx: Tx, actor: Actor, asked: Quarter | null, now: Date): Promise<AuditsPage['drawing']> {
	const today = londonDate(now.toISOString());
	// Early in a quarter it is the one before that is looked at.
	const running = quarterOf(today);
	let quarter = asked ?? running;
	let meetings = await drawableOf(tx, quarter, actor, null);
	if (asked === null && meetings.length === 0) {
		const before = await drawableOf(tx, later(running, -1), actor, null);
		if (before.length > 0) [quarter, meetings] = [later(running, -1), before];
	}
	const { auditLicenceWorkingDays } = await readAreaConfig(tx, actor.areaId, today);
	const isCoordinator = hasRole(actor, 'MAPPA_COORDINATOR');
	const counted = (level: 2 | 3): number => meetings.filter((one) => one.level === level).length;
	const told = (number: number): number | null => (isCoordinator || number < 1 || number >= SMALL ? number : null);
	return {
		quarter: quarterKey(quarter),
		auditors: (await readAuditors(tx)).filter(({ personId }) => personId !== actor.personId),
		pool: isCoordinator ? { 2: counted(2), 3: counted(3) } : null,
		meetings: isCoordinator ? meetings : [],
		...{ today, latest: addWorkingDays(today, auditLicenceWorkingDays) },
		samples: (await readSamples(tx, LIMIT)).map(({ sample, by, meetings: count, submitted }) => ({
			...{ id: sample.id, quarter: sample.quarter, manner: sample.manner, seed: sample.seed },
			// Why a meeting was chosen may tell of it: the Board's chair sees that one was.
			reason: isCoordinator ? sample.reason : '',
			asked: isCoordinator ? (sample.asked as SampleLine['asked']) : {},
			...{ by, at: sample.drawnAt.toISOString(), meetings: told(count), submitted: told(submitted) }
		}))
	};
}

export type AuditStepLine = {
	readonly type: AuditEvent['type'];
	/** ISO 8601 UTC */
	readonly at: string;
	readonly by: string;
	/** whose licence, why it was renewed, withdrawn or corrected, what was answered */
	readonly text: string;
	/** the end of a licence (ISO UTC) */
	readonly until: string | null;
};
export type AuditPage = {
	readonly id: string;
	readonly drawn: QualityAudit['drawn'];
	readonly state: AuditState;
	readonly licence: Licence | null;
	readonly licenceEdition: number;
	readonly auditorName: string;
	readonly isCoordinator: boolean;
	readonly isLicensed: boolean;
	readonly chaired: boolean;
	/** theirs, but its time does not run: nothing of the meeting is shown */
	readonly isOutOfTime: boolean;
	/** to be accepted first (R3); null = accepted, or not asked of them */
	readonly statement: readonly StatementText[] | null;
	readonly facts: readonly QualityFact[];
	readonly times: readonly ItemTime[];
	/** for its auditor, to write */
	readonly form: QualityForm | null;
	readonly edition: number;
	/** ISO 8601 UTC */
	readonly savedAt: string | null;
	/** newest first, with the name of who submitted each */
	readonly submitted: readonly (SubmittedForm & { readonly byName: string })[];
	readonly answers: readonly { readonly text: string; readonly at: string; readonly byName: string }[];
	readonly may: readonly AuditCommandName[];
	/** for the co-ordinator */
	readonly steps: readonly AuditStepLine[];
	readonly auditors: readonly Auditor[];
	readonly today: string;
	readonly latest: string;
	/** ISO 8601 UTC */
	readonly serverNow: string;
};

type Found = { readonly head: AuditHead; readonly audit: QualityAudit; readonly standing: AuditStanding };
async function find(tx: Tx, actor: Actor, auditId: string, now: Date): Promise<Found | null> {
	const head = await readAuditHead(tx, auditId);
	if (!head) return null;
	const audit = foldAudit((await readAuditSteps(tx, [auditId])).get(auditId) ?? []);
	const standing = await standingAt(tx, actor, head, audit, now);
	return standing && { head, audit, standing };
}

/** The area's statement, where whoever holds the licence has not accepted it as it is now. */
async function statementOwed(tx: Tx, { audit, standing }: Found): Promise<readonly StatementText[] | null> {
	if (!standing.place.isLicensed) return null;
	const statement = await readStatement(tx);
	return statement.some(({ version }) => version > audit.statement) ? statement : null;
}

export async function readAuditPage(
	{ database, cache, now }: AuditReading,
	actor: Actor,
	auditId: string
): Promise<Result<AuditPage>> {
	if (!isIdentifier(auditId)) return NO_AUDIT;
	return database.withArea(actor.areaId, async (tx) => {
		const found = await find(tx, actor, auditId, now);
		if (!found) return NO_AUDIT;
		const { head, audit, standing } = found;
		const { isCoordinator, isLicensed, chaired } = standing.place;
		const statement = await statementOwed(tx, found);
		const sees = isCoordinator || chaired || (isLicensed && statement === null);
		const people = await readPersonRefs(tx, [
			...new Set([...audit.submitted, ...audit.answers].map(({ by }) => by)),
			...(head.auditorId === null ? [] : [head.auditorId])
		]);
		const nameOf = (personId: string): string => people.get(personId)?.name ?? '';
		const today = londonDate(now.toISOString());
		const { auditLicenceWorkingDays } = await readAreaConfig(tx, actor.areaId, today);
		const known = sees ? await readFacts(tx, cache, actor.areaId, head.meetingId) : { facts: [], times: [] };
		await writeAudit(
			tx,
			actor,
			sees ? 'view-quality-audit' : 'open-quality-audit',
			'quality-audit',
			auditId,
			head.meetingId
		);
		return done({
			...{ id: head.id, drawn: audit.drawn, state: audit.state, licence: audit.licence, statement, isCoordinator },
			...{ isLicensed, chaired, isOutOfTime: standing.isOutOfTime, licenceEdition: audit.licenceEdition, ...known },
			auditorName: nameOf(head.auditorId ?? ''),
			form: isLicensed && statement === null ? formOf(audit) : null,
			...{ edition: audit.saved.length, savedAt: audit.savedAt },
			submitted: sees ? audit.submitted.map((one) => ({ ...one, byName: nameOf(one.by) })).toReversed() : [],
			answers: sees ? audit.answers.map(({ text, at, by }) => ({ text, at, byName: nameOf(by) })) : [],
			may: (Object.keys(AUDIT_LIFE) as AuditCommandName[]).filter(
				(name) => mayRunOnAudit(audit, standing.place, name) === null
			),
			steps: isCoordinator ? await stepLines(tx, head) : [],
			auditors: isCoordinator ? (await readAuditors(tx)).filter(({ personId }) => personId !== actor.personId) : [],
			...{ today, latest: addWorkingDays(today, auditLicenceWorkingDays), serverNow: now.toISOString() }
		});
	});
}

/** What happened, for the co-ordinator: a saved form only that it was saved. */
async function stepLines(tx: Tx, { id }: AuditHead): Promise<AuditStepLine[]> {
	const steps = (await readAuditSteps(tx, [id])).get(id) ?? [];
	const given = steps.flatMap(({ event }) => (event.type === 'licence-given' ? [event.auditorId] : []));
	const people = await readPersonRefs(tx, [...new Set([...steps.map(({ by }) => by), ...given])]);
	const nameOf = (personId: string): string => people.get(personId)?.name ?? '';
	const textOf = (event: AuditEvent): string => {
		if (event.type === 'licence-given') return `To ${nameOf(event.auditorId)}`;
		if (event.type === 'licence-renewed' || event.type === 'licence-withdrawn') return event.reason;
		return event.type === 'audit-form-submitted' ? event.correction : '';
	};
	return steps.map(({ event, at, by }) => ({
		...{ type: event.type, at, by: nameOf(by), text: textOf(event) },
		until: event.type === 'licence-given' || event.type === 'licence-renewed' ? event.until : null
	}));
}

async function readFacts(tx: Tx, cache: MeetingCache, areaId: string, meetingId: string) {
	const head = await readHead(tx, meetingId);
	const stored = await readRecord(tx, meetingId);
	if (!head || !stored) return { facts: [], times: [] };
	const locked = await loadMeeting(tx, cache, head);
	const { config, writers } = await readSeen(tx, areaId, locked);
	const noted = await readNotedSteps(tx, meetingId);
	const [out] = await tx
		.select({ on: minutesDistribution.distributedOn })
		.from(minutesDistribution)
		.where(eq(minutesDistribution.meetingId, meetingId));
	const facts = qualityFacts({
		...{ meeting: locked, writers, lateAfterMinutes: config.lateAfterMinutes },
		actions: Object.fromEntries(stored.record.actions.map((one) => [one.number, one])),
		minutes: {
			by: addWorkingDays(meetingOn(locked), config.minutesWorkingDays[levelKey(locked.convened.level)]),
			on: out?.on ?? null
		},
		papers: { by: deadlines(locked.convened, config).papersBy, on: noted.PAPERS ?? null },
		absences: (await readAbsencesOf(tx, meetingId)).map(({ agencyName, state }) => ({
			agencyName,
			state: absenceStateWord[state]
		}))
	});
	return { facts, times: itemTimes(locked) };
}

export type AuditedMinutes = {
	readonly id: string;
	readonly record: FinalRecord;
	readonly sha256: string;
	/** ISO 8601 UTC */
	readonly until: string;
};
/** The locked minutes, for whoever holds the licence and has accepted the statement; what is kept apart of them stays apart. */
export async function readAuditedMinutes(
	{ database, now }: Omit<AuditReading, 'cache'>,
	actor: Actor,
	auditId: string
): Promise<Result<AuditedMinutes>> {
	if (!isIdentifier(auditId)) return NO_AUDIT;
	return database.withArea(actor.areaId, async (tx) => {
		const found = await find(tx, actor, auditId, now);
		if (!found?.standing.place.isLicensed || (await statementOwed(tx, found)) !== null) return NO_AUDIT;
		const { meetingId } = found.head;
		const stored = await readRecord(tx, meetingId);
		if (!stored) return NO_AUDIT;
		await writeAudit(tx, actor, 'view-final-minutes', 'final-minutes', meetingId, meetingId);
		const { record, sha256 } = stored;
		return done({ id: auditId, record, sha256, until: found.audit.licence?.until ?? '' });
	});
}

/** A form that two windows filled, brought together: what only one of them changed is taken from that one. Null = not theirs. */
export async function readFormTogether(
	{ database, now }: Omit<AuditReading, 'cache'>,
	actor: Actor,
	auditId: string,
	input: unknown
): Promise<QualityForm | null> {
	const mine = parseInput(AUDIT_SCHEMAS['save-audit'], input);
	if (!mine.ok || !isIdentifier(auditId)) return null;
	return database.withArea(actor.areaId, async (tx) => {
		const found = await find(tx, actor, auditId, now);
		if (!found?.standing.place.isLicensed) return null;
		const { audit } = found;
		return mergeForm(formAt(audit, mine.value.edition), mine.value.form, formOf(audit)).values;
	});
}

/** Whether this person may go on viewing what is open on their screen: asked again and again, it tells nothing else. */
export async function mayGoOnViewing(
	{ database, now }: Omit<AuditReading, 'cache'>,
	actor: Actor,
	auditId: string
): Promise<boolean> {
	if (!isIdentifier(auditId)) return false;
	return database.withArea(actor.areaId, async (tx) => {
		const found = await find(tx, actor, auditId, now);
		return found?.standing.place.isLicensed === true && (await statementOwed(tx, found)) === null;
	});
}
