import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	appendOpeningUpdate,
	documentLog,
	openingUpdate,
	readDocument,
	updatesIn
} from '#server/persistence/document-log.ts';
import type { LogTail } from '#server/persistence/document-tail.ts';
import { textOfUpdates } from '#server/persistence/fold-updates.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { insertTestMeeting, type TestMeeting } from '../support/document-meeting.ts';

let db: TestDatabase;
let meeting: TestMeeting;
beforeAll(async () => {
	db = await openTestDatabase();
	meeting = await insertTestMeeting(db.database);
});
afterAll(() => db.close());

const words = (text: string, field = 'R1.risk') => {
	const doc = new Y.Doc();
	doc.getText(field).insert(0, text);
	return Y.encodeStateAsUpdate(doc);
};
const entry = (text: string) => ({ personId: meeting.people[0] as string, fields: ['R1.risk'], update: words(text) });

const of = (within: TestMeeting, name: 'plan' | 'minutes') => ({
	documentId: within[name],
	...(within.begun[within[name]] as { epoch: number; keyId: string | null })
});

describe('the log of a document', () => {
	it('DOC-24 begins with the words carried over, authored by nobody', async () => {
		const fields = { 'R1.risk': 'carried\u0000 over \ud800', 'R2.risk': 'two', 'R3.risk': '' };
		await db.database.withArea(meeting.areaId, (tx) =>
			appendOpeningUpdate(tx, { areaId: meeting.areaId, documentId: meeting.plan, fields })
		);
		const reading = await db.database.withArea(meeting.areaId, (tx) => readDocument(tx, meeting.plan));
		expect(reading).toMatchObject({ head: 1, fields: { 'R1.risk': 'carried over ', 'R2.risk': 'two' } });
		expect(reading.authors).toEqual([
			{ field: 'R1.risk', personId: null, name: '', agency: '', at: expect.any(Number) },
			{ field: 'R2.risk', personId: null, name: '', agency: '', at: expect.any(Number) }
		]);
		const again = db.database.withArea(meeting.areaId, (tx) =>
			appendOpeningUpdate(tx, { areaId: meeting.areaId, documentId: meeting.plan, fields })
		);
		await expect(again).rejects.toThrow('empty, open document');
		const opening = openingUpdate({ 'A1.text': 'x' });
		expect([opening.fields, textOfUpdates([opening.update])]).toEqual([['A1.text'], { 'A1.text': 'x' }]);
	});

	it('DOC-22 numbers updates without a gap and refuses whoever expects an older head', async () => {
		const log = documentLog(db.database);
		const append = (expectedHead: number, ...texts: string[]) =>
			log.append(meeting.areaId, [{ ...of(meeting, 'minutes'), expectedHead, entries: texts.map(entry) }]);
		expect(await append(0, 'a', 'b')).toEqual([{ kind: 'stored', head: 2, at: expect.any(Number) }]);
		expect(await append(0, 'c')).toEqual([{ kind: 'moved' }]);
		const both = await Promise.all([append(2, 'd'), append(2, 'e')]);
		expect(both.map(([outcome]) => outcome?.kind).filter((kind) => kind === 'stored')).toHaveLength(1);
		const rows = await db.owner`select seq from document_update where document_id = ${meeting.minutes} order by seq`;
		expect(rows.map((row) => row.seq)).toEqual(['1', '2', '3']);
	});

	it('DOC-22 hands whoever comes second what came first, and stores theirs after it in the same transaction', async () => {
		const log = documentLog(db.database);
		const other = await insertTestMeeting(db.database);
		const { areaId, minutes } = other;
		const one = (expectedHead: number, text: string) => ({
			...of(other, 'minutes'),
			expectedHead,
			entries: [entry(text)]
		});
		await log.append(areaId, [one(0, 'first')]);
		const told: LogTail[] = [];
		const second = await log.append(areaId, [
			{
				...one(0, 'old'),
				rebase: (tail) => {
					told.push(tail);
					return [entry('second'), entry('third')];
				}
			}
		]);
		expect(second).toEqual([{ kind: 'stored', head: 3, at: expect.any(Number) }]);
		expect(told).toMatchObject([{ head: 1, sealed: false, epoch: 1, updates: [{ seq: 1, fields: ['R1.risk'] }] }]);
		const tails = await log.since(areaId, [{ documentId: minutes, after: 1 }]);
		const texts = tails.get(minutes)?.updates.map(({ seq, update }) => [seq, textOfUpdates([update])['R1.risk']]);
		expect(texts).toEqual([
			[2, 'second'],
			[3, 'third']
		]);
	});

	it('DOC-22 stores nothing of whoever throws while catching up, and nothing in another epoch', async () => {
		const log = documentLog(db.database);
		const other = await insertTestMeeting(db.database);
		const { areaId, minutes, plan } = other;
		await log.append(areaId, [{ ...of(other, 'minutes'), expectedHead: 0, entries: [entry('first')] }]);
		const rebase = () => {
			throw new Error('given up');
		};
		const failing = log.append(areaId, [
			{ ...of(other, 'plan'), expectedHead: 0, entries: [entry('x')] },
			{ ...of(other, 'minutes'), expectedHead: 0, entries: [entry('y')], rebase }
		]);
		await expect(failing).rejects.toThrow('given up');
		const epochs = [1, 2].map((epoch) =>
			log.append(areaId, [{ ...of(other, 'plan'), expectedHead: 0, epoch, entries: [entry('z')] }])
		);
		expect((await Promise.all(epochs)).flat().map(({ kind }) => kind)).toEqual(['stored', 'renewed']);
		const heads = await log.heads(areaId, [plan, minutes, randomUUID()]);
		expect([...heads.values()].map(({ head, sealed, epoch }) => [head, sealed, epoch])).toEqual([
			[1, false, 1],
			[1, false, 1]
		]);
	});

	it('DOC-22 stores for several documents in one go, each on its own merits', async () => {
		const log = documentLog(db.database);
		const stored = await log.load(meeting.areaId, meeting.plan);
		const outcomes = await log.append(meeting.areaId, [
			{ ...of(meeting, 'plan'), expectedHead: stored?.head ?? 0, entries: [entry('fits')] },
			{ ...of(meeting, 'minutes'), expectedHead: 99, entries: [entry('does not')] },
			{ documentId: randomUUID(), epoch: 1, keyId: null, expectedHead: 0, entries: [entry('nowhere')] }
		]);
		expect(outcomes.map((outcome) => outcome.kind)).toEqual(['stored', 'moved', 'moved']);
	});

	it('DOC-12 opens from the folded state and the updates after it', async () => {
		const log = documentLog(db.database);
		const whole = await log.load(meeting.areaId, meeting.plan);
		expect(whole).toMatchObject({ meetingId: meeting.meetingId, sealed: false, epoch: 1, foldedTo: 0 });
		const updates = whole ? updatesIn(whole) : [];
		expect(updates).toHaveLength(2);
		await log.saveSnapshot(meeting.areaId, meeting.plan, 1, updates[0] as Uint8Array);
		const folded = await log.load(meeting.areaId, meeting.plan);
		expect([folded?.foldedTo, folded?.head, folded?.tail.ends.length]).toEqual([1, 2, 1]);
		expect(textOfUpdates(folded ? updatesIn(folded) : [])).toEqual(textOfUpdates(updates));
		expect(folded?.authors).toEqual(whole?.authors);
		await log.saveSnapshot(meeting.areaId, meeting.plan, 0, new Uint8Array([0, 0]));
		expect((await log.load(meeting.areaId, meeting.plan))?.foldedTo).toBe(1);
	});

	it('DOC-2 issues a client id once, and shows another area neither document nor ids', async () => {
		const log = documentLog(db.database);
		const person = meeting.people[0] as string;
		expect(await log.issueClient(meeting.areaId, meeting.plan, 77, person)).toMatchObject({ clients: [77] });
		expect(await log.issueClient(meeting.areaId, meeting.plan, 77, person)).toBeNull();
		const other = await insertTestMeeting(db.database);
		expect(await log.load(other.areaId, meeting.plan)).toBeNull();
		const foreign = await log.append(other.areaId, [
			{ ...of(meeting, 'plan'), expectedHead: 2, entries: [entry('x')] }
		]);
		expect(foreign).toEqual([{ kind: 'moved' }]);
	});

	it('DOC-12 refuses to read a log with a gap', () => {
		const doc = new Y.Doc();
		doc.getText('R1.risk').insert(0, 'a');
		const vector = Y.encodeStateVector(doc);
		doc.getText('R1.risk').insert(1, 'b');
		expect(() => textOfUpdates([Y.encodeStateAsUpdate(doc, vector)])).toThrow('gap');
	});
});
