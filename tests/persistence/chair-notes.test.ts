import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readChairNotes, saveChairNotes } from '#server/application/chair-notes.ts';
import { createRetentionClock } from '#server/application/destroy-by-clock.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { auditOf, finishedMeeting, lock, openWorld, type Who, type World } from '../support/meeting-world.ts';

let world: World;
let meetingId: string;
const WORDS = 'Ask about the qzvorky7x before item 6';
let at = new Date();
const parts = () => ({ database: world.store.database, admission: world.application.admission, now: () => at });
const read = (who: Who) => readChairNotes(parts(), world.who[who], meetingId);
const save = (who: Who, text: string, edition: number) =>
	saveChairNotes(parts(), world.who[who], meetingId, { text, edition });

beforeAll(async () => {
	world = await openWorld();
	meetingId = await finishedMeeting(world);
});
afterAll(async () => {
	await world.close();
	await closePdfWorker();
});

describe('the chair’s private notes', () => {
	test('NOTES-1 the chair writes and reads them; to the minute taker, the unit and everybody else there is no such page', async () => {
		expect(await read('chair')).toMatchObject({ value: { text: '', edition: 0, changedAt: null, maySave: true } });
		expect(await save('chair', `${WORDS} `, 0)).toMatchObject({ value: { edition: 1, text: `${WORDS} ` } });
		expect(await read('chair')).toMatchObject({ value: { text: `${WORDS} `, changedAt: at.toISOString() } });
		for (const who of ['minuteTaker', 'coordinator', 'manager', 'social', 'housing'] as const) {
			expect(await read(who), who).toMatchObject({ ok: false, kind: 'missing' });
			expect(await save(who, 'Mine', 0), who).toMatchObject({ ok: false, kind: 'missing' });
		}
	});

	test('NOTES-2 another window is never written over, and a lost answer stores nothing twice', async () => {
		expect(await save('chair', `${WORDS} `, 0)).toMatchObject({ ok: true, value: { edition: 1 } });
		expect(await save('chair', 'From the other window', 0)).toMatchObject({
			...{ ok: false, kind: 'changed-meanwhile' },
			theirs: { text: `${WORDS} `, edition: 1 }
		});
		expect(await save('chair', `${WORDS} \u0000and more`, 1)).toMatchObject({ value: { text: `${WORDS} and more` } });
		expect(await save('chair', 'x'.repeat(20_001), 2)).toMatchObject({ ok: false, kind: 'invalid' });
		const both = await Promise.all([save('chair', 'one', 2), save('chair', 'two', 2)]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await save('chair', WORDS, 3)).toMatchObject({ ok: true });
	});

	test('NOTES-3 a stretch of writing is one line of the audit, without a word of it', async () => {
		at = new Date(at.getTime() + 11 * 60_000);
		expect(await save('chair', `${WORDS}!`, 4)).toMatchObject({ ok: true });
		const acts = await auditOf(world, meetingId, 'save-chair-notes');
		expect(acts).toHaveLength(2);
		expect(JSON.stringify(await auditOf(world, meetingId))).not.toContain('qzvorky');
	});

	test('NOTES-4 they are in no event, record, search for words or file, and go on the day that stood beside them, unless held', async () => {
		expect(await lock(world, meetingId)).toMatchObject({ ok: true });
		expect(await save('chair', 'After the lock', 5)).toMatchObject({ ok: false, kind: 'not-now' });
		const shown = await read('chair');
		const removedOn = shown.ok ? shown.value.removedOn : null;
		expect(removedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
		const { owner, database } = world.store;
		for (const table of ['meeting_event', 'final_record', 'document_update', 'audit_event', 'outbox'])
			expect(await owner.unsafe(`select from "${table}" t where t::text like '%qzvorky%'`), table).toHaveLength(0);
		const [found] = await owner`select count(*)::int as n from meeting m,
			lateral find_words(m.id, m.case_id, 'qzvorky') where m.id = ${meetingId}`;
		expect(found?.n).toBe(0);
		const lookOn = async (day: string): Promise<number> => {
			const clock = createRetentionClock({ database, now: () => new Date(`${day}T12:00:00Z`), log: () => {} });
			await clock.look();
			await clock.close();
			return (await owner`select from chair_note where meeting_id = ${meetingId}`).length;
		};
		const dayBefore = new Date(Date.parse(`${removedOn}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
		expect(await lookOn(dayBefore)).toBe(1);
		await owner`insert into retention_hold (area_id, case_id, kind, reason, "from", review_on, placed_by, placed_at, command_id)
			select area_id, case_id, 'OTHER', 'Held', '2026-01-01', '2027-01-01', ${world.who.coordinator.personId}, now(), 'one'
			from meeting where id = ${meetingId}`;
		expect(await lookOn(removedOn ?? '')).toBe(1);
		await owner`update retention_hold set ended_at = now(), ended_by = ${world.who.coordinator.personId}, end_reason = 'Over'`;
		expect(await lookOn(removedOn ?? '')).toBe(0);
		expect(await auditOf(world, meetingId, 'destroy-chair-notes')).toHaveLength(1);
		expect(await read('chair')).toMatchObject({ value: { text: '', edition: 0, maySave: false } });
	});
});
