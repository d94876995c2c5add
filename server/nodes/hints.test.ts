import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type HintServer, startHintServer } from '../../tests/support/hint-server.ts';
import { freePort } from '../free-port.ts';
import { type Hint, readHint, writeHint } from './hint-message.ts';
import { createHints, type Hints } from './hints.ts';

const [self, other, meeting, document] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const nothing: Hint = { documents: [], meetings: [], presence: [], areas: [], sessions: false };

describe('a hint', () => {
	test('HINT-1 says which ids to look at, and arrives as it was said', () => {
		const hint = { documents: [document], meetings: [meeting], presence: [meeting], areas: [self], sessions: true };
		expect(readHint(writeHint(other, hint), self)).toEqual(hint);
		expect(readHint(writeHint(other, nothing), self)).toEqual(nothing);
	});

	test('HINT-1 a node does not hear itself', () => {
		expect(readHint(writeHint(self, { ...nothing, sessions: true }), self)).toBeNull();
	});

	test.each([
		['no text', undefined],
		['nothing', ''],
		['no JSON', '{'],
		['no object', '7'],
		['null', 'null'],
		['nobody said it', JSON.stringify({ meetings: [meeting] })],
		['an id that is none', JSON.stringify({ from: other, meetings: ["'; drop table meeting"] })],
		['an object as id', JSON.stringify({ from: other, documents: [{ id: document }] })],
		['more than was ever said', JSON.stringify({ from: other, content: 'words' })],
		['too many ids', JSON.stringify({ from: other, meetings: Array.from({ length: 501 }, () => meeting) })],
		['a hidden key', `{"from":"${other}","__proto__":{"sessions":true}}`],
		['too long', ' '.repeat(200_000)],
		['too deep', '['.repeat(100_000)]
	])('HINT-2 a message that is %s is no hint', (_, text) => {
		expect(readHint(text, self)).toBeNull();
	});

	test('HINT-2 what is more than one message holds is left to the next look', () => {
		const many = Array.from({ length: 700 }, () => randomUUID());
		expect(readHint(writeHint(other, { ...nothing, meetings: many }), self)?.meetings).toEqual(many.slice(0, 500));
	});
});

const opened: { close: () => unknown }[] = [];
afterEach(async () => {
	for (const one of opened.splice(0).reverse()) await one.close();
});
const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 10 });
const server = async (kind: HintServer['kind']) => {
	const started = await startHintServer(kind);
	opened.push(started);
	return started;
};
type Listening = { hints: Hints; heard: Hint[]; lines: string[] };
const listening = (url: string | undefined): Listening => {
	const [heard, lines]: [Hint[], string[]] = [[], []];
	const hints = createHints(url, randomUUID(), (line) => lines.push(line));
	hints.listen((hint) => heard.push(hint));
	opened.push(hints);
	return { hints, heard, lines };
};
const [THERE, AWAY] = [/Redis is there/, /Redis is away/];

/** On a machine without a Redis only the stand-in is tried. */
const kinds = [...new Set([await kindHere(), 'stand-in' as const])];
async function kindHere(): Promise<HintServer['kind']> {
	const started = await startHintServer();
	await started.close();
	return started.kind;
}

describe.each(kinds)('hints over Redis (%s)', { timeout: 20_000 }, (kind) => {
	test('HINT-3 everything said in one turn reaches every other node once, and not the one that said it', async () => {
		const { url } = await server(kind);
		const [a, b, c] = [listening(url), listening(url), listening(url)];
		await until(() => expect([a, b, c].map((one) => one.hints.connected())).toEqual([true, true, true]));
		a.hints.publish({ meetings: [meeting] });
		a.hints.publish({ meetings: [meeting], documents: [document] });
		a.hints.publish({ sessions: true });
		await until(() => expect([b.heard.length, c.heard.length]).toEqual([1, 1]));
		expect(b.heard).toEqual([{ ...nothing, meetings: [meeting], documents: [document], sessions: true }]);
		b.hints.publish({ presence: [meeting] });
		await until(() => expect(a.heard).toEqual([{ ...nothing, presence: [meeting] }]));
	});

	test('HINT-4 killed and back again: said once each way in the log, hints go on, and what was said meanwhile is not kept', async () => {
		const redis = await server(kind);
		const [a, b] = [listening(redis.url), listening(redis.url)];
		await until(() => expect([a.hints.connected(), b.hints.connected()]).toEqual([true, true]));
		await redis.kill();
		await until(() => expect([a.hints.connected(), b.hints.connected()]).toEqual([false, false]));
		for (let n = 0; n < 1000; n++) a.hints.publish({ meetings: [meeting] });
		await redis.restart();
		await until(() => expect([a.hints.connected(), b.hints.connected()]).toEqual([true, true]));
		a.hints.publish({ documents: [document] });
		await until(() => expect(b.heard).toEqual([{ ...nothing, documents: [document] }]));
		for (const { lines } of [a, b])
			expect(lines).toEqual([THERE, AWAY, THERE].map((line) => expect.stringMatching(line)));
	});

	test('HINT-4 frozen, it counts as away and is fed nothing; when it goes on, so do the hints', async () => {
		const redis = await server(kind);
		const [a, b] = [listening(redis.url), listening(redis.url)];
		await until(() => expect([a.hints.connected(), b.hints.connected()]).toEqual([true, true]));
		redis.freeze();
		const since = performance.now();
		for (let n = 0; n < 1000; n++) a.hints.publish({ meetings: [meeting] });
		expect(performance.now() - since).toBeLessThan(200);
		await until(() => expect([a.hints.connected(), b.hints.connected()]).toEqual([false, false]));
		redis.thaw();
		await until(() => expect([a.hints.connected(), b.hints.connected()]).toEqual([true, true]));
		b.hints.publish({ documents: [document] });
		await until(() => expect(a.heard.at(-1)).toEqual({ ...nothing, documents: [document] }));
	});

	test('HINT-2 whatever is said on the channel, a node hears only hints and goes on', async () => {
		const { url } = await server(kind);
		const a = listening(url);
		await until(() => expect(a.hints.connected()).toBe(true));
		const stranger = connect(Number(new URL(url).port), '127.0.0.1');
		const said = [
			'',
			'x',
			'{"from":1}',
			'\0\0',
			'null',
			'['.repeat(5000),
			writeHint(other, { ...nothing, areas: [self] })
		];
		for (const text of said)
			stranger.write(`*3\r\n$7\r\nPUBLISH\r\n$10\r\nmapp:hints\r\n$${Buffer.byteLength(text)}\r\n${text}\r\n`);
		await until(() => expect(a.heard).toEqual([{ ...nothing, areas: [self] }]));
		stranger.destroy();
	});
});

describe('without a Redis', () => {
	test('HINT-4 an address where nobody answers is one line in the log and no failure', async () => {
		const a = listening(`redis://127.0.0.1:${await freePort()}`);
		await until(() => expect(a.lines).toHaveLength(1));
		a.hints.publish({ meetings: [meeting] });
		expect([a.hints.connected(), a.lines[0]]).toEqual([false, expect.stringMatching(AWAY)]);
	});

	test('HINT-4 a server that is no Redis is away', async () => {
		const { createServer } = await import('node:http');
		const web = createServer((_, response) => response.end('hello'));
		await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
		opened.push({ close: () => new Promise((done) => web.close(done)) });
		const a = listening(`redis://127.0.0.1:${(web.address() as { port: number }).port}`);
		await until(() => expect(a.lines).toEqual([expect.stringMatching(AWAY)]));
	});

	test('HINT-4 with no address nothing is said and nothing is logged', () => {
		const a = listening(undefined);
		a.hints.publish({ meetings: [meeting] });
		expect([a.hints.connected(), a.lines]).toEqual([false, []]);
	});
});
