import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDocument } from '#server/persistence/document-log.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { type DocumentBench, openDocumentBench, until } from '../support/document-bench.ts';
import { edit, sendUpdate, textIn, write } from '../support/raw-writer.ts';

let bench: DocumentBench;
beforeEach(async () => {
	bench = await openDocumentBench();
});
afterEach(() => bench.close());

/** Seals both documents as the lock does, reads the plan in the same transaction, and waits before commit. */
const seal = (beforeCommit: () => Promise<void> = async () => {}) =>
	bench.db.database.withArea(bench.meeting.areaId, async (tx) => {
		const { plan } = await documentsOf(tx, bench.meeting.meetingId, true);
		const reading = await readDocument(tx, plan);
		await beforeCommit();
		return reading;
	});

describe('sealing', () => {
	it('DOC-13 stores nothing above the sealed head while many type, and tells every writer', async () => {
		const pages = await Promise.all(Array.from({ length: 12 }, (_, n) => bench.join({ person: n % 4 })));
		const fields = pages.map((_, n) => `R${n + 1}.risk`);
		let typing = true;
		const typists = pages.map(async (page, n) => {
			for (let at = 0; typing && page.refused.length === 0; at++) {
				write(page, fields[n] as string, at, 'x');
				await new Promise((resolve) => setImmediate(resolve));
				if (at % 40 === 39)
					await until(() =>
						expect((page.saved.at(-1)?.frames ?? 0) + page.refused.length * 1000).toBeGreaterThan(at - 40)
					);
			}
		});
		await until(() => expect(Math.min(...pages.map((page) => page.saved.at(-1)?.frames ?? 0))).toBeGreaterThan(20));
		const before = bench.log.appends;
		const reading = await seal(() => until(() => expect(bench.log.appends).toBeGreaterThan(before)));
		await until(() => {
			for (const page of pages) expect(page.refused[0]).toEqual({ code: 4423, reason: 'sealed' });
		});
		typing = false;
		await Promise.all(typists);
		bench.rooms.noticeSealed(bench.meeting.meetingId, 1_700_000_000_000);
		const [late] = await bench.db.owner`
			select count(*)::int as n from document_update where document_id = ${bench.meeting.plan} and seq > ${reading.head}`;
		expect(late?.n).toBe(0);
		const [head] = await bench.db.owner`select head, state from document where id = ${bench.meeting.plan}`;
		expect(head).toEqual({ head: String(reading.head), state: 'sealed' });
		expect(await bench.stored()).toEqual(reading.fields);
		for (const [n, page] of pages.entries()) {
			const savedUpTo = page.saved.at(-1)?.vector.get(page.clientId as number) ?? 0;
			expect(reading.fields[fields[n] as string]).toBe('x'.repeat(savedUpTo));
			expect(textIn(page, fields[n] as string).length).toBeGreaterThan(savedUpTo);
			expect(page.closed).toBeNull();
			expect(page.sealedAt).not.toBeNull();
		}
	});

	it('DOC-13 gives whoever joins later the sealed words to read, and takes nothing of theirs', async () => {
		const writer = await bench.join({ person: 0 });
		write(writer, 'R1.risk', 0, 'final');
		await until(() => expect(writer.saved).toHaveLength(1));
		const reading = await seal();
		bench.rooms.noticeSealed(bench.meeting.meetingId, 1_700_000_000_000);
		await until(() => expect(writer.sealedAt).toBe(1_700_000_000_000));
		const unsent = edit(writer, 'R1.risk', (text) => text.insert(5, ' and more'));
		sendUpdate(writer, unsent);
		await until(() => expect(writer.refused).toEqual([{ code: 4423, reason: 'sealed' }]));
		const late = await bench.join({ person: 0 });
		expect(late).toMatchObject({ clientId: 0, hello: { access: 'read', sealed: true } });
		sendUpdate(late, unsent, 1);
		await until(() => expect(late.refused).toEqual([{ code: 4423, reason: 'sealed' }]));
		bench.restart();
		const after = await bench.join({ person: 1 });
		expect(after.hello).toEqual({ access: 'read', sealed: true, proof: '' });
		expect(textIn(after, 'R1.risk')).toBe('final');
		expect(reading.fields).toEqual({ 'R1.risk': 'final' });
		expect(await bench.stored()).toEqual(reading.fields);
	});

	it('DOC-13 leaves other meetings of the area saving while one is being sealed', async () => {
		const writer = await bench.join({ person: 0, document: 'minutes' });
		const held = await bench.join({ person: 1 });
		await bench.db.owner.begin(async (other) => {
			await other`select 1 from document where id = ${bench.meeting.plan} for no key update`;
			const late = await bench.join({ person: 2 });
			expect(late.clientId).not.toBe(0);
			write(held, 'R1.risk', 0, 'waits');
			write(writer, 'REVIEW.notes', 0, 'goes on');
			await until(() => expect(writer.saved).toHaveLength(1));
			expect(held.saved).toEqual([]);
		});
		await until(async () => expect(await bench.stored()).toEqual({ 'R1.risk': 'waits' }));
	});
});
