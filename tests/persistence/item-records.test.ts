import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Known, knownAt, rowKeys } from '#lib/item-records/item-records.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { readRecord } from '#server/persistence/final-records.ts';
import {
	accept,
	anotherCase,
	auditOf,
	confirm,
	conveneReview,
	finishedMeeting,
	INVITED,
	lock,
	openWorld,
	startedMeeting,
	traces,
	type World
} from '../support/meeting-world.ts';

let area: World;
let world: World;

beforeAll(async () => {
	area = await openWorld();
});
beforeEach(async () => {
	world = await anotherCase(area);
});
afterAll(() => area.close());

const folded = async (meetingId: string): Promise<Meeting> => {
	const found = await world.application.admission.register(world.who.coordinator, meetingId);
	if (!found.ok) throw new Error(found.message);
	return found.value;
};
const known = async (meetingId: string, place: string, field: string): Promise<Known> =>
	knownAt((await folded(meetingId)).itemRecords, place, field);
const imminence = (who: 'chair' | 'manager', meetingId: string, value: string) =>
	world.run(who, meetingId, 'record-item', { item: 'RISK', to: { imminence: value } });

describe('what agenda items record, in the database', () => {
	test('ITEM-23 two people set one value at once: both are kept in order, the second says what it replaced', async () => {
		const meetingId = await startedMeeting(world);
		const answers = await Promise.all([
			imminence('chair', meetingId, 'IMMINENT'),
			imminence('manager', meetingId, 'LIKELY_SOON')
		]);
		expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
		const set = (await traces(world, meetingId)).events.filter(({ type }) => type === 'item-recorded');
		const [first, second] = set.map(({ data }) => data as { from: Values; to: Values });
		type Values = { imminence: string | null };
		expect(first?.from.imminence).toBeNull();
		expect(second?.from.imminence).toBe(first?.to.imminence);
		const stands = await known(meetingId, 'RISK', 'imminence');
		expect(stands).toMatchObject({ value: second?.to.imminence, change: { from: first?.to.imminence } });
		expect(await auditOf(world, meetingId, 'record-item')).toHaveLength(2);
	});

	test('ITEM-23 two add a row at once: two rows, each with a number of its own', async () => {
		const meetingId = await startedMeeting(world);
		const add = (who: 'chair' | 'manager', name: string) =>
			world.does(who, meetingId, 'record-item', { item: 'RISK', row: 'new', to: { name, result: 'High' } });
		await Promise.all([add('chair', 'SARA'), add('manager', 'DASH')]);
		const { itemRecords } = await folded(meetingId);
		expect(rowKeys(itemRecords, 'RISK')).toEqual(['T1', 'T2']);
		const names = ['RISK.T1', 'RISK.T2'].map((place) => knownAt(itemRecords, place, 'name').value);
		expect(names.toSorted()).toEqual(['DASH', 'SARA']);
	});

	test('ITEM-24 the record prints each field under its item, and the next meeting begins with what stays true', async () => {
		const first = await finishedMeeting(world);
		await world.does('chair', first, 'record-item', {
			...{ item: 'VICTIMS', row: 'V1' },
			to: { contact: 'DECLINED', vlo: 'Juniper Softley-Moth' }
		});
		expect(await lock(world, first)).toMatchObject({ ok: true });
		const stored = await world.within((tx) => readRecord(tx, first));
		const facts = stored?.record.items.find(({ code }) => code === 'VICTIMS')?.facts;
		expect(facts?.[0]).toEqual([
			'V1',
			'Declined contact; Victim Liaison Officer: Juniper Softley-Moth; Safety plan: In place'
		]);
		const next = await conveneReview(world);
		for (const who of INVITED) await accept(world, who, next);
		for (const who of ['manager', 'social'] as const) await confirm(world, who, next);
		await world.does('chair', next, 'start-meeting');
		expect(await known(next, 'VICTIMS.V1', 'contact')).toMatchObject({
			...{ value: 'DECLINED', given: { from: 'LAST_MEETING' } }
		});
		expect(await known(next, 'RISK', 'imminence')).toMatchObject({ value: null, given: null });
	});

	test('ITEM-25 whoever leads an item writes its own texts while the meeting runs, never the notes or another item', async () => {
		const meetingId = await startedMeeting(world);
		const door = async (who: 'chair' | 'manager' | 'social' | 'minuteTaker') => {
			const answer = await world.application.admission.document({ actor: world.who[who], meetingId, name: 'minutes' });
			if (!answer.ok) throw new Error(answer.message);
			return answer.value;
		};
		const fields = ['RISK.who', 'VICTIMS.V1.views', 'SAFEGUARDING.links', 'RISK.notes', 'MEDIA.strategy', 'RISK.nope'];
		const written = async (who: Parameters<typeof door>[0]) => {
			const { access, mayWrite } = await door(who);
			return [access, ...fields.filter(mayWrite)];
		};
		expect(await written('minuteTaker')).toEqual(['write', ...fields.slice(0, 5)]);
		expect(await written('manager')).toEqual(['write', 'RISK.who', 'VICTIMS.V1.views']);
		expect(await written('social')).toEqual(['write', 'SAFEGUARDING.links']);
	});
});
