/**
 * Drawing the sample of locked meetings that is looked at for its quality: by chance with a seed that is shown, or one with a
 * reason. Each is licensed to one auditor, for a time. One transaction with its audit rows.
 */
import { createHash } from 'node:crypto';
import { and, type SQL } from 'drizzle-orm';
import { meeting } from '#drizzle/schema.ts';
import type { DoneAct } from '#lib/audit/audit-acts.ts';
import { type Actor, hasRole, mayDrawSample } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { CHOOSE_MEETING, DRAW_SAMPLE, type Drawable, drawByChance } from '#lib/quality/draw-sample.ts';
import { foldAudit } from '#lib/quality/quality-audit.ts';
import { licenceTimes } from '#lib/quality/quality-commands.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { daysOf, type Quarter, quarterKey } from '#lib/smb/quarter.ts';
import { londonDate } from '#lib/time.ts';
import { readArea, readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import {
	appendAuditStep,
	hasSampleCommand,
	insertAudit,
	insertSample,
	readAuditors,
	readDrawable
} from '../persistence/quality-audits.ts';
import { openToPerson } from './case-access.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import { tell } from './tell.ts';

export type DrawDependencies = {
	readonly database: Pick<Database, 'withArea'>;
	readonly now: () => Date;
	/** what chance begins from, new for each drawing */
	readonly seed: () => string;
};
export type DrawRequest = {
	readonly actor: Actor;
	/** chosen by the browser, the same on a resend */
	readonly commandId: string;
	readonly input: unknown;
};
const COMMAND_ID = /^[\w-]{8,64}$/;
const at = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

/** The number by which meetings are put in order: anybody can work it out from the seed that is shown. */
export const numberOf =
	(seed: string) =>
	(reference: string): string =>
		createHash('sha256').update(`${seed} ${reference}`).digest('hex');

/** SQL predicate over `meeting`: its case is closed to none of these. */
const openToAll = (...people: readonly string[]): SQL =>
	and(...people.map((one) => openToPerson(one, meeting.caseId))) as SQL;
/** What may be drawn of a quarter, by somebody for an auditor. */
export const drawableOf = (
	tx: Tx,
	quarter: Quarter,
	actor: Pick<Actor, 'personId'>,
	auditorId: string | null
): Promise<readonly Drawable[]> =>
	readDrawable(tx, {
		...daysOf(quarter),
		auditorId,
		isOpen: openToAll(actor.personId, ...(auditorId === null ? [] : [auditorId]))
	});

type Licence = { readonly auditorId: string; readonly from: string; readonly until: string };
/** The days of a licence and who gets it; whoever draws gives it to somebody else. */
async function licenceOf(tx: Tx, actor: Actor, asked: Licence, now: Date): Promise<Result<Licence>> {
	const auditors = await readAuditors(tx);
	if (asked.auditorId === actor.personId)
		return at('auditorId', 'Choose somebody else: nobody gives a licence to themselves');
	if (!auditors.some(({ personId }) => personId === asked.auditorId)) return at('auditorId', 'Choose an auditor');
	const today = londonDate(now.toISOString());
	const { auditLicenceWorkingDays: most } = await readAreaConfig(tx, actor.areaId, today);
	const times = licenceTimes(asked, { today, most });
	return times.ok ? done({ auditorId: asked.auditorId, ...times.value }) : times;
}

type Drawn = {
	readonly manner: 'CHANCE' | 'CHOSEN';
	readonly quarter: Quarter;
	readonly seed: string;
	readonly reason: string;
	/** by level, how many were asked for out of how many */
	readonly asked: Readonly<Record<2 | 3, { readonly count: number; readonly of: number }>>;
	readonly meetings: readonly Drawable[];
	readonly licence: Licence;
};

async function store(
	tx: Tx,
	{ actor, commandId }: DrawRequest,
	{ manner, quarter, seed, reason, asked, meetings, licence }: Drawn,
	now: Date
): Promise<void> {
	const { areaId, personId } = actor;
	const sampleId = await insertSample(tx, {
		...{ areaId, quarter: quarterKey(quarter), manner, seed, reason, asked, commandId },
		...{ drawnBy: personId, drawnAt: now }
	});
	if (sampleId === null) throw new Error('the area is held: nobody else draws');
	const when = { at: now.toISOString(), by: personId };
	for (const { meetingId, reference, level, heldOn } of meetings) {
		const auditId = await insertAudit(tx, { areaId, sampleId, meetingId });
		const drawn = { ...when, version: 1, event: { type: 'audit-drawn', sampleId, reference, level, heldOn } } as const;
		const given = { ...when, version: 2, event: { type: 'licence-given', ...licence } } as const;
		const row = { areaId, auditId };
		await appendAuditStep(tx, { ...row, commandId: `${commandId}-1` }, drawn, foldAudit([drawn]));
		await appendAuditStep(tx, { ...row, commandId: `${commandId}-2` }, given, foldAudit([drawn, given]));
		await writeAudit(tx, actor, 'give-licence', 'quality-audit', auditId, meetingId);
	}
	await writeAudit(
		tx,
		actor,
		manner === 'CHANCE' ? 'draw-audit-sample' : 'choose-audited-meeting',
		'audit-sample',
		sampleId
	);
	await tell(tx, { areaId, personId: licence.auditorId, kind: 'audit-licence', path: '/audits' });
}

const run = (
	{ database }: DrawDependencies,
	{ actor, commandId }: DrawRequest,
	act: DoneAct,
	may: boolean,
	work: (tx: Tx) => Promise<Result<null>>
): Promise<Result<null>> => {
	if (!COMMAND_ID.test(commandId)) return Promise.resolve(refuse('invalid', 'Reload the page and try again.'));
	return database
		.withArea(actor.areaId, async (tx) => {
			if (!may) {
				await writeAudit(tx, actor, `deny-${act}`, 'area', actor.areaId);
				return refuse('forbidden', 'Only the co-ordinator or the chair of the Board draws a sample');
			}
			// The area's row is held so that two drawings do not draw one meeting.
			await readArea(tx, actor.areaId, true);
			// The same click again has drawn already.
			if (await hasSampleCommand(tx, commandId)) return done(null);
			const answer = await work(tx);
			if (!answer.ok) throw new RolledBack(answer);
			return answer;
		})
		.catch(refusalOf);
};

/** Draws by chance. Refusals: forbidden, invalid, not-now. */
export function drawSample(dependencies: DrawDependencies, request: DrawRequest): Promise<Result<null>> {
	const { actor } = request;
	const input = parseInput(DRAW_SAMPLE, request.input);
	if (!input.ok) return Promise.resolve(input);
	return run(dependencies, request, 'draw-audit-sample', mayDrawSample(actor), async (tx) => {
		const now = dependencies.now();
		const { quarter, level2, level3, ...asked } = input.value;
		if (level2 + level3 === 0) return at('level2', 'Enter how many meetings are drawn');
		const licence = await licenceOf(tx, actor, asked, now);
		if (!licence.ok) return licence;
		const pool = await drawableOf(tx, quarter, actor, licence.value.auditorId);
		const of = (level: 2 | 3): number => pool.filter((one) => one.level === level).length;
		const isCoordinator = hasRole(actor, 'MAPPA_COORDINATOR');
		const asks = [
			['level2', 2, level2],
			['level3', 3, level3]
		] as const;
		for (const [field, level, count] of isCoordinator ? asks : [])
			if (count > of(level))
				return at(
					field,
					of(level) === 0 ? `There is no meeting at Level ${level} to draw` : `Enter ${of(level)} or fewer`
				);
		const seed = dependencies.seed();
		const meetings = drawByChance(pool, { 2: level2, 3: level3 }, numberOf(seed));
		// How many there are is told to nobody of the Board (R7): the Board's chair gets up to as many as they asked for.
		if (meetings.length === 0) return at('level2', 'There is no meeting to draw');
		const taken = (level: 2 | 3): number => meetings.filter((one) => one.level === level).length;
		const counts = { 2: { count: taken(2), of: of(2) }, 3: { count: taken(3), of: of(3) } };
		await store(
			tx,
			request,
			{ ...drawn(quarter, 'CHANCE'), seed, asked: counts, meetings, licence: licence.value },
			now
		);
		return done(null);
	});
}
const drawn = (quarter: Quarter, manner: Drawn['manner']) => ({ quarter, manner, seed: '', reason: '' });

/** Puts one meeting into a sample of its own, with the reason. Refusals: forbidden, invalid. */
export function chooseMeeting(dependencies: DrawDependencies, request: DrawRequest): Promise<Result<null>> {
	const { actor } = request;
	const input = parseInput(CHOOSE_MEETING, request.input);
	if (!input.ok) return Promise.resolve(input);
	// Whoever chooses sees which meetings there are: the Board's chair does not.
	return run(dependencies, request, 'choose-audited-meeting', hasRole(actor, 'MAPPA_COORDINATOR'), async (tx) => {
		const now = dependencies.now();
		const { quarter, meetingId, reason, ...asked } = input.value;
		const licence = await licenceOf(tx, actor, asked, now);
		if (!licence.ok) return licence;
		const all = await drawableOf(tx, quarter, actor, null);
		const possible = await drawableOf(tx, quarter, actor, licence.value.auditorId);
		if (!all.some((one) => one.meetingId === meetingId)) return at('meetingId', 'Choose one of the meetings shown');
		const found = possible.find((one) => one.meetingId === meetingId);
		if (!found) return at('auditorId', 'Choose an auditor who had no part in this meeting and may know of its case');
		const counts = { 2: { count: 0, of: 0 }, 3: { count: 0, of: 0 }, [found.level]: { count: 1, of: 1 } };
		const sample = { ...drawn(quarter, 'CHOSEN'), reason, asked: counts, meetings: [found], licence: licence.value };
		await store(tx, request, sample, now);
		return done(null);
	});
}
