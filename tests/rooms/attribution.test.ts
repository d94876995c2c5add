import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentBench, openDocumentBench, until } from '../support/document-bench.ts';
import { edit, sendUpdate, write } from '../support/raw-writer.ts';

let bench: DocumentBench;
beforeAll(async () => {
	bench = await openDocumentBench();
});
afterAll(() => bench.close());

describe('attribution', () => {
	it('DOC-15 credits each field to whom the server knows, also for a deletion, and to whoever joins later', async () => {
		const [anna, ben] = [await bench.join({ person: 0 }), await bench.join({ person: 1 })];
		write(anna, 'R1.risk', 0, 'by Anna');
		write(anna, 'R2.risk', 0, 'by Anna');
		await until(() => expect(ben.authors.size).toBe(2));
		sendUpdate(
			ben,
			edit(ben, 'R2.risk', (text) => text.delete(0, 3))
		);
		const [annaId, benId] = bench.meeting.people;
		await until(() =>
			expect(anna.authors.get('R2.risk')).toMatchObject({ personId: benId, name: 'Person 2', agency: 'Police' })
		);
		const rows = await bench.db.owner`select seq, person_id, fields from document_update order by seq`;
		expect(rows.map(({ seq, person_id, fields }) => [seq, person_id, fields])).toEqual([
			['1', annaId, ['R1.risk']],
			['2', annaId, ['R2.risk']],
			['3', benId, ['R2.risk']]
		]);
		const inMemory = await bench.join({ person: 2 });
		bench.restart();
		const fromLog = await bench.join({ person: 2 });
		for (const page of [inMemory, fromLog]) {
			await until(() => expect(page.authors.size).toBe(2));
			expect(page.authors.get('R1.risk')).toMatchObject({ personId: annaId, name: 'Person 1' });
			expect(page.authors.get('R2.risk')).toMatchObject({ personId: benId, name: 'Person 2', agency: 'Police' });
		}
		expect(fromLog.authors.get('R2.risk')?.at).toBe(inMemory.authors.get('R2.risk')?.at);
	});
});
