import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCorrectionsPage } from '#server/application/read-corrections.ts';
import { readMyMinutes } from '#server/application/read-minutes-life.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import {
	anotherCase,
	auditOf,
	finishedMeeting,
	letReaderIn,
	lock,
	NOT_DISCLOSED,
	openWorld,
	startedMeeting,
	type Who,
	type World,
	wordsOf
} from '../support/meeting-world.ts';

let world: World;
let meetingId: string;
/** The world's own day. */
const now = () => new Date('2026-12-17T12:00:00Z');
const parts = () => ({ database: world.store.database, admission: world.application.admission });
const page = async (who: Who) => {
	const found = await readCorrectionsPage(parts(), world.who[who], meetingId, now());
	if (!found.ok) throw new Error(found.message);
	return found.value;
};
const NOTES = 'Said about RISK.';
const words = { place: 'RISK.notes', says: 'Said', shouldSay: 'Written', why: 'It was on paper' };
const propose = (who: Who, input: object = {}, commandId: string = randomUUID()) =>
	world.run(who, meetingId, 'propose-correction', { ...words, ...input }, commandId);
const decide = (who: Who, number: number, decision: string, reason = '') =>
	world.run(who, meetingId, 'decide-correction', { number: String(number), decision, reason });
const note = async () => (await wordsOf(world, meetingId, 'minutes')).fields['RISK.notes'];
const mails = async (kind: string) =>
	(await world.store.owner`select person_id as who from outbox where kind = ${kind} and meeting_id = ${meetingId}`).map(
		({ who }) => who as string
	);

beforeAll(async () => {
	world = await openWorld();
	meetingId = await finishedMeeting(world);
	await world.does('minuteTaker', meetingId, 'submit-minutes');
});
afterAll(async () => {
	await world?.close();
	await closePdfWorker();
});

describe('the accuracy check', () => {
	test('CORRECTION-1 given to the chair, the draft goes to everybody who attended and into their work', async () => {
		const { manager, social, chair } = world.who;
		expect((await mails('draft-to-check')).sort()).toEqual([manager.personId, social.personId].sort());
		const work = (who: Who) =>
			readMyMinutes({ database: world.store.database, cache: world.application.cache }, world.who[who], now());
		expect((await work('social')).owed).toMatchObject([{ meetingId, href: `/meetings/${meetingId}/corrections` }]);
		expect((await work('housing')).owed).toEqual([]);
		expect(await page('chair')).toMatchObject({ isOpen: true, isAsked: false, answered: { asked: 2 } });
		await world.does('manager', meetingId, 'agree-draft');
		expect((await page('chair')).answered.waiting).toEqual([expect.stringContaining(social.name)]);
		expect((await work('manager')).owed).toEqual([]);
		expect(chair.personId).not.toBe('');
	});

	test('CORRECTION-12 R9 their proposer sees their own, the two who keep the record all, everybody else none', async () => {
		const seed = randomUUID();
		expect(await propose('social', {}, seed)).toMatchObject({ ok: true });
		// The same click again is the same proposal.
		expect(await propose('social', {}, seed)).toMatchObject({ ok: true });
		expect(await propose('housing')).toMatchObject({ kind: 'missing' });
		expect((await page('social')).corrections).toMatchObject([{ number: 1, says: 'Said', may: { withdraw: true } }]);
		expect((await page('manager')).corrections).toEqual([]);
		expect((await page('minuteTaker')).corrections).toMatchObject([
			{ number: 1, shouldSay: 'Written', canReplace: true, may: { decide: true } }
		]);
		const events = await world.store.owner`select data from meeting_event where type = 'correction-proposed'`;
		expect(JSON.stringify(events)).not.toContain('Written');
		expect(await auditOf(world, meetingId, 'propose-correction')).toHaveLength(1);
	});

	test('CORRECTION-7 V31 of two who decide at once one does; the other is told, and the lock waits for all', async () => {
		expect(await lock(world, meetingId)).toMatchObject({ kind: 'not-ready', problems: [{ field: 'V31:C1' }] });
		const both = await Promise.all([decide('chair', 1, 'REFUSE', 'It was said'), decide('minuteTaker', 1, 'REPLACE')]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(both.find(({ ok }) => !ok)).toMatchObject({ kind: 'changed-meanwhile' });
		const rows = await world.store.owner`select settled_as as how, replaced from correction_decision`;
		expect(rows).toHaveLength(1);
		expect(await note()).toBe(rows[0]?.how === 'ACCEPTED' ? 'Written about RISK.' : NOTES);
		expect(await mails('correction-decided')).toEqual([world.who.social.personId]);
		const own = (await page('social')).corrections[0];
		expect(own?.settled).toMatchObject({ as: rows[0]?.how, replaced: rows[0]?.replaced });
	});

	test('CORRECTION-11 R10 one press puts the words in as whoever presses, and leaves what moved meanwhile', async () => {
		const before = await note();
		expect(await propose('social', { says: 'about RISK', shouldSay: 'of the risk' })).toMatchObject({ ok: true });
		expect(await propose('social', { says: 'about RISK', shouldSay: 'something else' })).toMatchObject({ ok: true });
		expect(await decide('social', 2, 'REPLACE')).toMatchObject({ kind: 'forbidden' });
		expect(await decide('minuteTaker', 2, 'REPLACE')).toMatchObject({ ok: true });
		expect(await note()).toBe(before?.replace('about RISK', 'of the risk'));
		const { authors } = await wordsOf(world, meetingId, 'minutes');
		expect(authors.find(({ field }) => field === 'RISK.notes')?.name).toBe(world.who.minuteTaker.name);
		expect((await page('chair')).corrections.find(({ number }) => number === 3)?.canReplace).toBe(false);
		expect(await decide('minuteTaker', 3, 'REPLACE')).toMatchObject({ kind: 'not-now' });
		expect(await decide('chair', 3, 'REFUSE', 'Said already')).toMatchObject({ ok: true });
		expect(await world.run('social', meetingId, 'withdraw-correction', { number: '3' })).toMatchObject({ ok: true });
		await expect(world.store.owner`update correction set says = ''`).rejects.toThrow();
		await expect(world.store.owner`delete from correction_decision`).rejects.toThrow();
	});

	test('CORRECTION-3 M-1 M-5 places that are none, empty words and foreign fields are refused at their field', async () => {
		const fields = async (input: object) => {
			const answer = await propose('social', input);
			return answer.ok ? [] : (answer.problems ?? []).map(({ field }) => field);
		};
		for (const place of ['R77.risk', '__proto__', 'fact.nothing', `note.${randomUUID()}.note.text`, 'x'.repeat(500)])
			expect(await fields({ place }), place).toEqual(['place']);
		expect(await fields({ shouldSay: ' \u200b', why: '' })).toEqual(['shouldSay', 'why']);
		expect(await fields({ shouldSay: 'x'.repeat(20_001) })).toEqual(['shouldSay']);
		expect(
			await propose('social', { place: 'fact.R1', says: '', shouldSay: 'The <b>owner</b> is {{7*7}}' })
		).toMatchObject({
			ok: true
		});
		expect(await decide('chair', 4, 'ACCEPT')).toMatchObject({ ok: true });
	});

	test('CORRECTION-8 V32 locked with a reason, or when all have answered; the record tells what was proposed', async () => {
		// Everybody asked has agreed or proposed by now.
		expect(await lock(world, meetingId)).toMatchObject({ ok: true });
		const final = await world.application.readFinal(world.who.chair, meetingId, 'view-final-minutes');
		const check = final.ok ? final.value.record.accuracyCheck : undefined;
		expect(check).toMatchObject({ asked: 2, agreed: 1, proposed: 4, withdrawn: 0 });
		expect(check?.refusals).toContainEqual({ about: 'Notes: Risk assessment', reason: 'Said already' });
		expect(await propose('social')).toMatchObject({ kind: 'not-now' });
	});
});

describe('corrections of restricted notes', () => {
	test('CORRECTION-14 they are read and decided by those alone it is for; the chair may refuse one unread', async () => {
		world = { ...world, ...(await anotherCase(world)) };
		meetingId = await startedMeeting(world);
		await letReaderIn(world, meetingId);
		const note = { item: 'VICTIMS', kind: 'NAMED_ONLY', named: [world.who.housing.personId], leftOut: [] };
		expect(await world.run('social', meetingId, 'make-restricted-note', note)).toMatchObject({ ok: true });
		const [made] = await world.store.owner`select id from restricted_note where meeting_id = ${meetingId}`;
		const noteId = made?.id as string;
		await world.does('chair', meetingId, 'decide-participation', { choice: 'MET', reason: '' });
		await world.does('chair', meetingId, 'record-disclosure-decision', NOT_DISCLOSED);
		await world.does('chair', meetingId, 'end-meeting');
		await world.does('chair', meetingId, 'open-accuracy-check', { until: '2026-12-22' });
		const place = `note.${noteId}.note.text`;
		expect(await propose('manager', { place })).toMatchObject({ kind: 'invalid' });
		expect(await propose('housing', { place, says: '', shouldSay: 'SECRET-CANARY' })).toMatchObject({ ok: true });
		expect((await page('social')).corrections).toMatchObject([
			{ number: 1, shouldSay: 'SECRET-CANARY', canReplace: true }
		]);
		expect(JSON.stringify(await page('chair'))).not.toContain('SECRET-CANARY');
		expect((await page('manager')).corrections).toEqual([]);
		expect(await decide('manager', 1, 'ACCEPT')).toMatchObject({ kind: 'missing' });
		expect(await decide('chair', 1, 'REPLACE')).toMatchObject({ kind: 'forbidden' });
		expect(await decide('housing', 1, 'REPLACE')).toMatchObject({ kind: 'missing' });
		expect(await decide('social', 1, 'REPLACE')).toMatchObject({ ok: true });
		expect(await propose('housing', { place, says: 'SECRET', shouldSay: 'PRIVATE' })).toMatchObject({ ok: true });
		expect(await decide('chair', 2, 'REFUSE', 'Not mine to read')).toMatchObject({ ok: true });
	});
});
