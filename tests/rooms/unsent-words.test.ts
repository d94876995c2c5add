import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import * as schema from '#drizzle/schema.ts';
import { connectDocument, type LiveConnection, type UnsentWords } from '#lib/live-text/live-connection.ts';
import { CLOSE } from '#lib/wire.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { type DocumentBench, type JoinAs, openDocumentBench, until } from '../support/document-bench.ts';

const FIELD = 'R1.contingency';
let bench: DocumentBench;
let pages: LiveConnection[];
let reachable: boolean;
/** nothing comes in any more, and nobody says goodbye */
let silent: boolean;
beforeEach(async () => {
	bench = await openDocumentBench();
	[pages, reachable, silent] = [[], true, false];
});
afterEach(async () => {
	for (const page of pages) page.close();
	await bench.close();
});

class TestSocket extends NodeWebSocket {
	constructor(url: string) {
		super(reachable ? url : 'ws://127.0.0.1:9/');
	}
	override emit(event: string | symbol, ...more: unknown[]): boolean {
		return silent && event === 'message' ? false : super.emit(event, ...more);
	}
}

async function ready(as: JoinAs = {}, more: { silentMs?: number } = {}): Promise<LiveConnection> {
	const page = connectDocument({
		...bench.providerAddress(as),
		WebSocket: () => TestSocket as unknown as typeof WebSocket,
		random: () => 0,
		...more
	});
	pages.push(page);
	await until(() => expect(page.connected()).toBe(true));
	return page;
}
const text = (page: LiveConnection, field = FIELD) => page.doc.getText(field);
const person = (n = 0) => bench.meeting.people[n] as string;
const cutOff = async (page: LiveConnection) => {
	reachable = false;
	bench.rooms.closePerson(person(), null, CLOSE.goingAway);
	await until(() => expect(page.connected()).toBe(false));
};
const saved = (page: LiveConnection) => until(() => expect(page.allSaved()).toBe(true));
const seal = async () => {
	await bench.db.database.withArea(bench.meeting.areaId, (tx) => documentsOf(tx, bench.meeting.meetingId, true));
	bench.rooms.noticeSealed(bench.meeting.meetingId, 1_700_000_000_000);
};
const stored = async () => (await bench.stored())[FIELD];
/** what a page would have kept at the moment it is killed */
const killed = (page: LiveConnection): UnsentWords => {
	const words = page.unsent();
	if (words === null) throw new Error('nothing was unsent');
	page.close();
	reachable = true;
	return words;
};

describe('words that a page could not send', () => {
	it('KEEP-3 come back in the next page of the same person under their old id, once, and are stored', async () => {
		const before = await ready();
		text(before).insert(0, 'call police');
		await saved(before);
		expect(before.unsent()).toBeNull();
		await cutOff(before);
		text(before).delete(0, 5);
		text(before).insert(6, ' at once');
		const kept = killed(before);
		expect(kept).toMatchObject({ epoch: 1, late: false, words: { [FIELD]: 'police at once' } });
		const after = await ready();
		expect(after.restore(kept)).toBe('merged');
		expect([after.allSaved(), Object.keys(after.unsentWords())]).toEqual([false, [FIELD]]);
		await saved(after);
		expect([text(after).toString(), await stored()]).toEqual(['police at once', 'police at once']);
		expect(after.restore(kept)).toBe('stored');
		const third = await ready();
		expect(third.restore(kept)).toBe('stored');
		expect(bench.log.appends).toBe(2);
	});

	it('KEEP-3 are complete by themselves: what the next page kept before it could send them comes back, too', async () => {
		const first = await ready();
		await cutOff(first);
		text(first).insert(0, 'one ');
		const one = killed(first);
		const second = await ready();
		const release = bench.log.hold();
		second.restore(one);
		text(second).insert(4, 'two');
		const both = killed(second);
		bench.restart();
		release();
		const third = await ready();
		third.restore(both);
		await saved(third);
		expect(await stored()).toBe('one two');
	});

	it('KEEP-3 merge with what others wrote and took out meanwhile (F7)', async () => {
		const [mine, theirs] = [await ready(), await ready({ person: 1 })];
		text(mine).insert(0, 'The landlord rings. The brother waits.');
		await until(() => expect(text(theirs).toString()).toBe('The landlord rings. The brother waits.'));
		await cutOff(mine);
		reachable = true;
		await until(() => expect(theirs.connected()).toBe(true));
		text(mine).insert(18, ' before nine');
		const kept = killed(mine);
		text(theirs).delete(0, 20);
		text(theirs).insert(0, 'Police first. ');
		await saved(theirs);
		const back = await ready();
		expect(back.restore(kept)).toBe('merged');
		await saved(back);
		await until(() => expect(text(theirs).toString()).toBe(text(back).toString()));
		expect(await stored()).toBe(text(back).toString());
		expect(text(back).toString()).toContain(' before nine');
		expect(text(back).toString()).toContain('Police first. ');
	});

	it('KEEP-3 are merged within five seconds when the page lived on: 500 words against others’ in one paragraph (F7)', async () => {
		const [mine, theirs] = [await ready(), await ready({ person: 1 })];
		text(mine).insert(0, 'Here: . There: .');
		await until(() => expect(text(theirs).length).toBe(16));
		await cutOff(mine);
		const tokens = Array.from({ length: 500 }, (_, n) => `u1-${String(n).padStart(6, '0')} `);
		for (const [n, token] of tokens.entries()) text(mine).insert(6 + n * 10, token);
		reachable = true;
		await until(() => expect(theirs.connected()).toBe(true));
		text(theirs).insert(text(theirs).length - 1, 'theirs');
		text(theirs).delete(0, 6);
		await saved(theirs);
		const back = performance.now();
		mine.hurry();
		await saved(mine);
		await until(() => expect(text(theirs).toString()).toBe(text(mine).toString()));
		expect(performance.now() - back).toBeLessThan(5000);
		expect(text(mine).toString()).toBe(`${tokens.join('')}. There: theirs.`);
		expect(await stored()).toBe(text(mine).toString());
	});

	it('KEEP-7 all 500 words typed into a meeting locked meanwhile are offered, and not one is stored (F7)', async () => {
		const mine = await ready();
		text(mine).insert(0, 'Stored.');
		await saved(mine);
		await cutOff(mine);
		const tokens = Array.from({ length: 500 }, (_, n) => `u1-${String(n).padStart(6, '0')} `);
		for (const token of tokens) text(mine).insert(text(mine).length, token);
		await seal();
		reachable = true;
		await until(() => expect(mine.phase()).toBe('sealed'));
		expect(mine.unsentWords()[FIELD]).toBe(`Stored.${tokens.join('')}`);
		expect(await stored()).toBe('Stored.');
	});

	it('KEEP-3 are not sent again when only the answer was lost', async () => {
		const mine = await ready();
		bench.log.fail(1, 'after');
		text(mine).insert(0, 'stored, unanswered');
		await until(() => expect(bench.log.appends).toBe(1));
		reachable = false;
		const kept = killed(mine);
		const back = await ready();
		expect(back.restore(kept)).toBe('stored');
		expect(await stored()).toBe('stored, unanswered');
	});

	it('KEEP-5 go into no other document than the one they were typed in, and leave no gap in it', async () => {
		const mine = await ready();
		text(mine).insert(0, 'one');
		await saved(mine);
		await cutOff(mine);
		text(mine).insert(3, ' two');
		const kept = killed(mine);
		const back = await ready();
		expect(back.restore({ ...kept, epoch: 2 })).toBe('unfit');
		expect(back.restore({ ...kept, update: kept.update.slice(0, -1) })).toBe('unfit');
		const elsewhere = await ready({ document: 'minutes' });
		expect(elsewhere.restore(kept)).toBe('unfit');
		for (const page of [back, elsewhere]) expect(page.allSaved()).toBe(true);
		expect(await stored()).toBe('one');
	});

	it('KEEP-7 that were stored before the lock are not called late, whatever answer was lost', async () => {
		const mine = await ready();
		const release = bench.log.hold();
		text(mine).insert(0, 'in time');
		await until(() => expect(bench.log.appends).toBe(1));
		await cutOff(mine);
		release();
		await until(async () => expect(await stored()).toBe('in time'));
		await seal();
		expect(mine.allSaved()).toBe(false);
		reachable = true;
		await until(() => expect(mine.phase()).toBe('sealed'));
		await saved(mine);
		expect(mine.unsentWords()).toEqual({});
	});

	it('KEEP-7 that came after the lock are shown as their writer would hand them on, and nothing of them is stored', async () => {
		const mine = await ready();
		text(mine).insert(0, 'First line.\nSecond line.\nThird line.');
		await saved(mine);
		await cutOff(mine);
		await seal();
		text(mine).insert(24, ' Typed in a tunnel.');
		const kept = mine.unsent();
		reachable = true;
		await until(() => expect(mine.phase()).toBe('sealed'));
		expect(mine.unsentWords()).toEqual({ [FIELD]: 'Second line. Typed in a tunnel.' });
		expect(await stored()).toBe('First line.\nSecond line.\nThird line.');
		const next = await ready();
		expect(next.restore(kept as UnsentWords)).toBe('late');
		expect([text(next).toString(), next.allSaved()]).toEqual([await stored(), true]);
		mine.forgetLate(FIELD);
		expect([mine.unsentWords(), mine.unsent()]).toEqual([{}, null]);
	});

	it('KEEP-7 of somebody who may only read by now are kept and said to be late', async () => {
		const mine = await ready();
		text(mine).insert(0, 'minuted. ');
		await saved(mine);
		await cutOff(mine);
		text(mine).insert(9, 'too late');
		const kept = killed(mine);
		const reader = await ready({ access: 'read' });
		expect([reader.restore(kept), reader.ended(), text(reader).toString()]).toEqual(['late', true, 'minuted. ']);
	});

	it('BADGE-5 a signed-out page keeps its words, sends none, and goes on where it was', async () => {
		const mine = await ready();
		const release = bench.log.hold();
		text(mine).insert(0, 'typed before and ');
		await until(() => expect(bench.log.appends).toBe(1));
		bench.rooms.closePerson(person(), null, CLOSE.signedOut);
		await until(() => expect(mine.phase()).toBe('signed-out'));
		expect([mine.writable(), mine.refusal(), mine.allSaved()]).toEqual([false, null, false]);
		release();
		text(mine).insert(text(mine).length, 'after');
		mine.hurry();
		expect(mine.phase()).toBe('signed-out');
		mine.resume();
		await until(() => expect([mine.phase(), mine.allSaved()]).toEqual(['ready', true]));
		expect(await stored()).toBe('typed before and after');
		mine.pause();
		expect([mine.phase(), mine.connected()]).toEqual(['signed-out', false]);
	});

	it('KEEP-3 of a page that is older than the service go into the text after its reload', async () => {
		const old = await ready();
		await until(() => expect(old.savedAt()).not.toBeNull());
		const release = bench.log.hold();
		text(old).insert(0, 'before the update');
		bench.rooms.closePerson(person(), null, CLOSE.tooOld);
		await until(() => expect([old.phase(), old.refusal()]).toEqual(['refused', CLOSE.tooOld]));
		expect(old.unsentWords()).toEqual({ [FIELD]: 'before the update' });
		const kept = killed(old);
		expect(kept.late).toBe(false);
		release();
		const reloaded = await ready();
		expect(['merged', 'stored']).toContain(reloaded.restore(kept));
		await saved(reloaded);
		await until(async () => expect(await stored()).toBe('before the update'));
	});

	it('BADGE-6 a line on which nothing comes is given up and made anew, with every word (W8)', async () => {
		const mine = await ready({}, { silentMs: 400 });
		await until(() => expect(mine.savedAt()).not.toBeNull());
		silent = true;
		text(mine).insert(0, 'into the void');
		await until(() => expect(mine.phase()).toBe('reconnecting'));
		expect(mine.allSaved()).toBe(false);
		silent = false;
		await until(() => expect([mine.phase(), mine.allSaved()]).toEqual(['ready', true]));
		expect(await stored()).toBe('into the void');
	});

	it('BADGE-6 with the network back it is not waited for, and a rebuilt document takes nothing (R16)', async () => {
		const mine = await ready();
		await cutOff(mine);
		text(mine).insert(0, 'old history');
		const { document } = schema;
		const rebuild = { epoch: 2 };
		await bench.db.database.withArea(bench.meeting.areaId, (tx) =>
			tx.update(document).set(rebuild).where(eq(document.id, bench.meeting.plan))
		);
		bench.restart();
		reachable = true;
		mine.hurry();
		await until(() => expect([mine.phase(), mine.refusal()]).toEqual(['refused', CLOSE.resync]));
		expect([mine.ended(), mine.unsentWords()]).toEqual([true, { [FIELD]: 'old history' }]);
		expect(await bench.stored()).toEqual({});
		mine.hurry();
		expect(mine.connected()).toBe(false);
	});

	it('KEEP-4 two pages of one person at once double nothing, also when both take back the same words (F16)', async () => {
		const gone = await ready();
		await cutOff(gone);
		text(gone).insert(0, `only once ${randomUUID()}`);
		const kept = killed(gone);
		const [one, two] = [await ready(), await ready()];
		expect(new Set([one.doc.clientID, two.doc.clientID, gone.doc.clientID]).size).toBe(3);
		one.restore(kept);
		two.restore(kept);
		text(one).insert(0, 'A');
		text(two).insert(0, 'B');
		await until(() => expect([one.allSaved(), two.allSaved()]).toEqual([true, true]));
		await until(() => expect(text(one).toString()).toBe(text(two).toString()));
		expect((await stored())?.split('only once').length).toBe(2);
		expect(await stored()).toBe(text(one).toString());
	});
});
