/**
 * `npm run bench [-- --json FILE]`: how fast the room is, against a plain Yjs relay that stores and checks nothing, in the
 * same run on the same machine. Figures are for comparing; nothing here passes or fails.
 */
import { writeFileSync } from 'node:fs';
import { measureBrowsers } from './browser-keystrokes.ts';
import { measureExport } from './export-time.ts';
import { type Figure, percentile, table } from './figures.ts';
import { openSeats, type Seats } from './seats.ts';
import { type ServerProcess, startPlainRelay, startProduct } from './server-process.ts';
import { type Departures, openTextClient, type Place, type TextClient } from './text-client.ts';

const CLIENTS = 12;
const WRITERS = 3;
const KEYS_PER_SECOND = 5;
const TYPING_SECONDS = 15;
/** A two-hour meeting (performance notes): 30,000 keystrokes in one document. */
const LONG_MEETING = 30_000;
const JOINS = 15;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Twelve in one document, three of them typing, a cursor message with each key. */
async function measureTyping(place: (client: number) => Place, server: ServerProcess) {
	const departures: Departures = new Map();
	const clients = Array.from({ length: CLIENTS }, (_, index) => openTextClient(place(index), departures));
	await Promise.all(clients.map((client) => client.ready));
	const before = server.cpuMs();
	await type(clients.slice(0, WRITERS), KEYS_PER_SECOND, TYPING_SECONDS * KEYS_PER_SECOND);
	await quiet(clients);
	const after = server.cpuMs();
	const delivered = clients.flatMap((client) => client.delivered);
	for (const client of clients) client.close();
	const cpu = before === null || after === null ? Number.NaN : ((after - before) / delivered.length) * 1000;
	return { delivered, stored: clients.flatMap((client) => client.stored), cpu };
}

async function type(writers: readonly TextClient[], perSecond: number, keys: number) {
	for (let key = 0; key < keys; key++) {
		for (const [index, writer] of writers.entries()) {
			writer.type('abcdefghijklmnopqrstuvwxyz '[(key + index) % 27] ?? ' ');
			writer.move();
			await pause(1000 / perSecond / writers.length);
		}
	}
}

/** Until nothing new has arrived for a quarter of a second. */
async function quiet(clients: readonly TextClient[]) {
	for (let seen = -1; ; ) {
		const now = clients.reduce((sum, client) => sum + client.delivered.length, 0);
		if (now === seen) return;
		seen = now;
		await pause(250);
	}
}

/** Opens the long document again and again: ms until the text is whole, and the server's CPU for each opening. */
async function measureJoins(place: (client: number) => Place, server: ServerProcess) {
	const writers = Array.from({ length: CLIENTS }, (_, index) => openTextClient(place(index), new Map()));
	await Promise.all(writers.map((writer) => writer.ready));
	const whole = (client: TextClient) =>
		writers.reduce((sum, _, index) => sum + client.doc.getText(place(index).field).length, 0);
	const [first] = writers;
	if (!first) throw new Error('nobody writes');
	const began = whole(first);
	for (let written = 0; written < LONG_MEETING; written += writers.length) {
		for (const writer of writers) writer.type('x');
		await pause(20);
	}
	await quiet(writers);
	const length = whole(first);
	if (length - began < LONG_MEETING) throw new Error(`only ${length - began} of ${LONG_MEETING} keystrokes are there`);
	for (const writer of writers) writer.close();
	const times: number[] = [];
	const before = server.cpuMs();
	for (let join = 0; join < JOINS; join++) {
		const started = performance.now();
		const client = openTextClient(place(join), new Map());
		await client.ready;
		while (whole(client) < length) await pause(1);
		times.push(performance.now() - started);
		client.close();
	}
	const after = server.cpuMs();
	return { times, cpu: before === null || after === null ? Number.NaN : (after - before) / JOINS };
}

/** A field takes 20,000 characters, so a long meeting is written in several. */
const FIELDS = ['R1.risk', 'R1.evidence', 'R2.risk', 'R2.evidence', 'R3.risk', 'R3.evidence'] as const;
const fieldOf = (client: number): string => FIELDS[client % FIELDS.length] ?? FIELDS[0];

const ours =
	(server: ServerProcess, seats: Seats) =>
	(client: number): Place => ({
		url: `ws://localhost:${server.port}/yjs/${seats.meetingId}/plan?v=1`,
		headers: { cookie: seats.cookies[client % seats.cookies.length] ?? '', origin: `http://localhost:${server.port}` },
		field: fieldOf(client),
		issuesIds: true
	});
const plain =
	(server: ServerProcess, room: string) =>
	(client: number): Place => ({
		url: `ws://127.0.0.1:${server.port}/${room}`,
		headers: {},
		field: fieldOf(client),
		issuesIds: false
	});

const product = await startProduct();
const peer = await startPlainRelay();
const figures: Figure[] = [];
const add = (what: string, unit: string, value: number, other: number | null = null) =>
	figures.push({ what, unit, product: value, peer: other });
try {
	const seats = await openSeats(product.port);
	console.log(
		`Typing: ${CLIENTS} people, ${WRITERS} of them at ${KEYS_PER_SECOND} keys a second for ${TYPING_SECONDS} s ...`
	);
	const typed = await measureTyping(ours(product, seats), product);
	const typedPlain = await measureTyping(plain(peer, 'typing'), peer);
	add(
		'keystroke to another person, p50',
		'ms',
		percentile(typed.delivered, 0.5),
		percentile(typedPlain.delivered, 0.5)
	);
	add(
		'keystroke to another person, p99',
		'ms',
		percentile(typed.delivered, 0.99),
		percentile(typedPlain.delivered, 0.99)
	);
	add('keystroke to "saved" (durable), p50', 'ms', percentile(typed.stored, 0.5));
	add('keystroke to "saved" (durable), p99', 'ms', percentile(typed.stored, 0.99));
	add('CPU for 1,000 delivered, database counted', 'ms', typed.cpu, typedPlain.cpu);

	console.log(`Joining a two-hour meeting: writing ${LONG_MEETING} keystrokes, then ${JOINS} people join ...`);
	const joined = await measureJoins(ours(product, seats), product);
	const joinedPlain = await measureJoins(plain(peer, 'long'), peer);
	add(
		'join a two-hour meeting until the text is whole, p50',
		'ms',
		percentile(joined.times, 0.5),
		percentile(joinedPlain.times, 0.5)
	);
	add('CPU for one join, database counted', 'ms', joined.cpu, joinedPlain.cpu);

	console.log('Two real browsers ...');
	const seen = await measureBrowsers(product.port, seats);
	add('key pressed in one browser to seen in another, p50', 'ms', percentile(seen, 0.5));
	add('key pressed in one browser to seen in another, p95', 'ms', percentile(seen, 0.95));

	console.log('Drawing the final minutes ...');
	const exported = await measureExport();
	add('final minutes, 12 risks and 30 actions, first export', 'ms', exported[0] ?? Number.NaN);
	add('final minutes, later exports, p50', 'ms', percentile(exported.slice(1), 0.5));
} finally {
	await peer.stop();
	await product.stop();
}
console.log(`\n${table(figures)}`);
const jsonFile = process.argv[process.argv.indexOf('--json') + 1];
if (process.argv.includes('--json') && jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, '\t')}\n`);
