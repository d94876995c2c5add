/** The lock while many write, and a lock that fails at each of its steps. */

import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import type { Failpoint } from '#server/failpoint.ts';
import { CHAOS_PASSWORD } from '../chaos-area.ts';
import type { ChaosNode } from '../chaos-node.ts';
import type { ChaosWorld } from '../chaos-world.ts';
import { ask, asOwner, fieldsOf, type Heard } from '../evidence.ts';
import { tokensIn } from '../journal.ts';
import type { Round, Scenario } from '../scenario.ts';
import type { Writer } from '../scripted-writer.ts';
import { inTime, pause, until } from '../until.ts';

/** The chair locks the minutes by the form. */
export const lockMinutes = (world: ChaosWorld, node = 0, commandId: string = randomUUID()): Promise<Heard> =>
	ask((world.nodes[node] as ChaosNode).port, world.origin, {
		path: `/meetings/${world.meetingId}/minutes?/lock-minutes`,
		cookie: world.seats[0]?.cookie,
		form: { commandId, password: CHAOS_PASSWORD }
	});

/** The record as the chair takes it along: as if the password had just been entered, however long the round is. */
export async function askRecord(world: ChaosWorld, node = 0): Promise<Heard> {
	await asOwner(world.databaseUrl(), (sql) => sql`update session set step_up_at = now()`);
	return ask((world.nodes[node] as ChaosNode).port, world.origin, {
		path: `/meetings/${world.meetingId}/final/record.json`,
		cookie: world.seats[0]?.cookie
	});
}

/** What the database knows of the lock. */
type Locked = {
	readonly phase: string;
	readonly state: string;
	readonly head: number;
	/** the head the lock says it froze; null without a lock */
	readonly frozenAt: number | null;
	readonly records: readonly { readonly sha256: string; readonly record: string }[];
};

async function readLock({ databaseUrl, meetingId, documentId }: ChaosWorld): Promise<Locked> {
	return asOwner(databaseUrl(), async (sql) => {
		const [meeting] = await sql`select phase from meeting where id = ${meetingId}`;
		const [document] = await sql`select state, head from document where id = ${documentId}`;
		const [event] = await sql`
			select data -> 'heads' ->> 'plan' as head from meeting_event
			where meeting_id = ${meetingId} and type = 'minutes-locked'`;
		const records = await sql`select sha256, record from final_record where meeting_id = ${meetingId}`;
		return {
			...{ phase: meeting?.phase, state: document?.state, head: Number(document?.head) },
			frozenAt: event ? Number(event.head) : null,
			records: records.map(({ sha256, record }) => ({ sha256, record: String(record) }))
		};
	});
}

const isOpen = (lock: Locked) => lock.phase !== 'LOCKED' && lock.state === 'open' && lock.records.length === 0;
const isLocked = (lock: Locked) =>
	lock.phase === 'LOCKED' && lock.state !== 'open' && lock.records.length === 1 && lock.frozenAt === lock.head;
const said = ({ phase, state, records, frozenAt, head }: Locked) =>
	`${phase}, ${state}, ${records.length} records, frozen at ${frozenAt}, head ${head}`;

/** Pages of the two who still write after the end, on every node in turn. */
async function seatRecorders(world: ChaosWorld, pages: number, perSecond: number): Promise<void> {
	for (let n = 0; n < pages; n++) world.seat(n % 2, { perSecond });
	await until('all pages are open', () => world.writers.every(({ connection }) => connection.writable()), 60_000);
}

/** A page shows what is stored and, besides, only its own words that came too late. */
function showsOnly(writer: Writer, stored: ReadonlySet<string>): boolean {
	const shown = new Set(Object.values(fieldsOf(writer.connection.doc)).flatMap(tokensIn));
	const late = new Set(writer.journal.ops.filter(({ state }) => state !== 'ok').map(({ token }) => token));
	return (
		[...shown].every((token) => stored.has(token) || late.has(token)) &&
		[...stored].every((token) => shown.has(token) || late.has(token))
	);
}

const race: Scenario = {
	id: 'F20',
	title: 'the lock on one node while many write on two',
	rounds: { short: 1, long: 2 },
	run: async (round) => {
		const world = await round.open({ lockable: true, nodes: 2 });
		const pages = round.long ? 200 : 40;
		// Each word reaches every page: faster, 200 pages would leave the services no time on the cores they share with them.
		await seatRecorders(world, pages, round.long ? 0.2 : 3);
		for (const writer of world.writers) writer.type();
		await pause(round.chance.between(1000, 2000));
		const locked = await lockMinutes(world);
		round.check('the chair locks the minutes', locked.status === 303, `${locked.status} ${reasonIn(locked)}`);
		round.note(`${pages} pages, locked in ${locked.took.toFixed(0)} ms`);
		if (round.long) round.within('the minutes are locked', locked.took, 500);
		const told = await inTime(() => world.writers.every(({ connection }) => connection.phase() === 'sealed'), 5000);
		const untold = world.writers.filter(({ connection }) => connection.phase() !== 'sealed').length;
		round.check('every page on both nodes is told', told, `${untold} are not`);
		for (const writer of world.writers) writer.pause();

		const lock = await readLock(world);
		round.check('one lock, whole, and nothing above its head', isLocked(lock), said(lock));
		const log = await world.log();
		const above = log.rows.filter(({ seq }) => seq > (lock.frozenAt ?? 0)).length;
		round.check('no update above the frozen head', above === 0, above);
		const [kept] = lock.records;
		round.check('the fingerprint is that of the record', kept?.sha256 === sha256(kept?.record ?? ''));
		for (const n of world.nodes.keys()) {
			const record = await askRecord(world, n);
			round.check(
				`node ${n + 1} gives out the same record`,
				fingerprintIn(record.body) === kept?.sha256,
				record.status
			);
		}
		const stored = new Set(Object.values(log.fields).flatMap(tokensIn));
		const recorded = new Set(tokensIn(kept?.record ?? ''));
		round.check(
			'the record holds every stored word',
			[...stored].every((token) => recorded.has(token))
		);
		const odd = world.writers.filter((writer) => !showsOnly(writer, stored)).length;
		round.check('every page shows what is stored and its own late words', odd === 0, `${odd} do not`);
		await round.judge(world, world.writers);
	}
};

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
/** Why a form was refused, from the page that says so. */
const reasonIn = ({ body }: Heard): string =>
	/class="govuk-error-summary[\s\S]*?<\/ul>/.exec(body)?.[0].replaceAll(/<[^>]+>|\s+/g, ' ') ?? '';

const STEPS: readonly (readonly [step: Failpoint, way: 'throw' | 'kill'])[] = [
	['lock-before-freeze', 'throw'],
	['lock-after-freeze', 'kill'],
	['lock-draw-pdf', 'throw'],
	['lock-committed', 'kill'],
	['lock-committed', 'throw'],
	['lock-before-freeze', 'kill'],
	['lock-after-freeze', 'throw'],
	['lock-draw-pdf', 'kill']
];

const failing: Scenario = {
	id: 'F27',
	title: 'the lock fails at one of its steps',
	rounds: { short: 4, long: STEPS.length },
	run: async (round) => {
		const [step, way] = STEPS[round.number % STEPS.length] as (typeof STEPS)[number];
		round.note(`${step}:${way}`);
		const world = await round.open({ lockable: true, env: () => ({ FAILPOINT: `${step}:${way}` }) });
		await seatRecorders(world, 4, 5);
		for (const writer of world.writers) writer.type();
		await pause(600);
		const commandId = randomUUID();
		const first = await lockMinutes(world, 0, commandId);
		round.check('the chair is not told that it is locked', first.status !== 303, first.status);
		await afterFailure(world, round, way);
		const lock = await readLock(world);
		const whole = step === 'lock-committed' ? isLocked(lock) : isOpen(lock);
		round.check(
			`the meeting is ${step === 'lock-committed' ? 'locked' : 'open'} and nothing between`,
			whole,
			said(lock)
		);
		if (isOpen(lock)) {
			for (const writer of world.writers) writer.type();
			await pause(300);
			for (const writer of world.writers) writer.pause();
			await world.allSaved(10_000);
		}
		const again = await lockMinutes(world, 0, commandId);
		round.check('a second try succeeds', again.status === 303, `${again.status} ${reasonIn(again)}`);
		const end = await readLock(world);
		round.check('there is one lock and one record', isLocked(end), said(end));
		const told = await inTime(() => world.writers.every(({ connection }) => connection.phase() === 'sealed'), 6000);
		round.check('every page is told', told);
		await round.judge(world, world.writers);
	}
};

async function afterFailure(world: ChaosWorld, round: Round, way: 'throw' | 'kill'): Promise<void> {
	const [node] = world.nodes as [ChaosNode];
	for (const writer of world.writers) writer.pause();
	if (way === 'kill') {
		const { signal } = await node.ended();
		round.check('it died at the failpoint', signal === 'SIGKILL', String(signal));
		await node.start({ FAILPOINT: '' });
	} else round.check('the service stays up', node.alive());
}

export const LOCKS: readonly Scenario[] = [race, failing];
/** Of the record in the data file that is handed out; what is none has none. */
const fingerprintIn = (file: string): string => {
	try {
		return sha256(canonicalJson(JSON.parse(file).record));
	} catch {
		return '';
	}
};
