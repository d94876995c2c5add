/** Before anything else: the oracle itself notices every kind of lie, and none where there is none. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyOf, fieldsOf } from '../evidence.ts';
import { LIES, type Lie, startLyingService } from '../lying-service.ts';
import { type Counts, FAULTS, judge } from '../oracle.ts';
import type { Round, Scenario } from '../scenario.ts';
import { openWriter } from '../scripted-writer.ts';
import { inTime, until } from '../until.ts';

/** Which count must show which lie. */
const SHOWN_BY: Readonly<Record<Exclude<Lie, 'none'>, (typeof FAULTS)[number]>> = {
	forgets: 'lost',
	doubles: 'doubled',
	revives: 'cameBack',
	moves: 'inversions',
	misattributes: 'wrongAuthors',
	withholds: 'differences',
	skips: 'gaps'
};
/** The lying service keeps no audit: what a changed chain looks like is proved with the audit itself. */
const ELSEWHERE: (typeof FAULTS)[number] = 'brokenChains';
const CLIENTS = 3;
const STEPS = 40;

async function writeWith(lie: Lie, { chance }: Round): Promise<Counts> {
	const service = await startLyingService(lie);
	const folder = mkdtempSync(join(tmpdir(), 'mapp-chaos-lies-'));
	const writers = Array.from({ length: CLIENTS }, (_, client) =>
		openWriter({
			client,
			seat: { cookie: `person-${client}`, personId: `person-${client}` },
			place: { origin: 'http://localhost', meetingId: 'meeting', document: 'plan' },
			route: () => service.port,
			fields: [`R${client + 1}.contingency`, 'R9.contingency'],
			chance,
			journalFile: join(folder, `client-${client}`)
		})
	);
	try {
		await until('pages are open', () => writers.every(({ connection }) => connection.writable()), 10_000);
		for (let step = 0; step < STEPS; step++) {
			for (const writer of writers) writer.step();
			await until('saved', () => writers.every((writer) => writer.saved()), 10_000);
		}
		const stored = service.stored();
		await inTime(
			() => writers.every(({ connection }) => same(fieldsOf(connection.doc), fieldsOf(stored))),
			lie === 'none' ? 5000 : 200
		);
		return judge({
			clients: writers.map(({ client, personId, journal }) => ({ client, personId, ops: journal.ops })),
			log: service.log(),
			head: service.log().at(-1)?.seq ?? 0,
			stored: fieldsOf(stored),
			before: {},
			copies: writers.map(({ client, connection }) => copyOf(`client ${client}`, connection.doc)),
			shownAuthors: [],
			brokenChains: 0
		});
	} finally {
		for (const writer of writers) writer.close();
		service.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

const same = (a: Record<string, string>, b: Record<string, string>): boolean =>
	Object.keys({ ...a, ...b }).every((name) => (a[name] ?? '') === (b[name] ?? ''));

export const ORACLE_ITSELF: Scenario = {
	id: 'F0',
	title: 'the oracle notices a service that lies',
	rounds: { short: 1, long: 1 },
	run: async (round) => {
		for (const lie of LIES) {
			const counts = await writeWith(lie, round);
			if (lie === 'none') round.count(counts);
			else round.check(`a service that ${lie} is noticed`, counts[SHOWN_BY[lie]] > 0, JSON.stringify(counts));
		}
		const shown = new Set<string>(Object.values(SHOWN_BY));
		round.check(
			'every count of the oracle has a lie of its own',
			FAULTS.every((fault) => shown.has(fault) || fault === ELSEWHERE)
		);
	}
};
