import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { completeDisclosure, readMyDisclosure, readMyDisclosures } from '#server/application/disclosures-made.ts';
import type { Tx } from '#server/persistence/database.ts';
import {
	accept,
	anotherCase,
	conveneReview,
	finishedMeeting,
	lock,
	openWorld,
	type World
} from '../support/meeting-world.ts';

let area: World;
let world: World;
let meetingId: string;

const TOLD = { completedOn: '2027-03-19', reaction: 'Shaken, and grateful to be told', undertakingSigned: 'yes' };
const DISCLOSE = {
	...{ outcome: 'DISCLOSE', legalBasis: ['CJA2003_S327A'], s327aApplies: true, presumptionApplies: true },
	...{ recipient: 'P-A, a parent', content: 'Not to leave him alone with the children', byWhom: 'Police' },
	...{ method: 'In person', deadline: '2027-04-30', lawful: 'Section 327A', necessary: 'Children at home' },
	...{ proportionate: 'Minimum facts', accurate: 'Checked', subjectTold: 'AFTER', subjectInformed: 'By probation' },
	...{ risksToSubject: 'Hostility', supportForRecipient: 'Social worker', alternativesConsidered: 'A condition only' },
	reasons: 'The presumption applies'
};

beforeAll(async () => {
	area = await openWorld();
});
beforeEach(async () => {
	world = await anotherCase(area);
	meetingId = await finishedMeeting(world);
	await world.does('chair', meetingId, 'record-disclosure-decision', {
		...DISCLOSE,
		discloserId: world.who.social.personId
	});
	expect(await lock(world, meetingId)).toMatchObject({ ok: true });
	area.passDays(7);
});
afterAll(() => area.close());

const database = () => ({
	withArea: <T>(_areaId: string, work: (tx: Tx) => Promise<T>): Promise<T> => world.within(work)
});
/** Two years after everything here. */
const now = () => new Date('2029-04-02T09:00:00.000Z');
const tell = (input: unknown, who: 'social' | 'manager' = 'social', commandId = 'tell-0001') =>
	mine().then(([one]) =>
		completeDisclosure({ database: database(), now }, { actor: world.who[who], id: one?.id ?? '', commandId, input })
	);
/** This meeting's own: earlier tests left others in the same work. */
const here = () =>
	world.within(async (tx) => {
		const [row] = await tx
			.select({ id: schema.disclosureToMake.id })
			.from(schema.disclosureToMake)
			.where(eq(schema.disclosureToMake.meetingId, meetingId));
		return row?.id ?? '';
	});
const mine = async () => {
	const id = await here();
	return (await readMyDisclosures(database(), world.who.social)).filter((one) => one.id === id);
};

describe('after the lock', () => {
	test('DISC-12 a disclosure stands in the work of whoever makes it, and of nobody else', async () => {
		const [one] = await mine();
		expect(one).toMatchObject({ recipient: 'P-A, a parent', deadline: '2027-04-30', seq: 1, told: [] });
		expect(await readMyDisclosures(database(), world.who.manager)).toEqual([]);
		expect(await readMyDisclosure(database(), world.who.manager, one?.id ?? '')).toMatchObject({ kind: 'missing' });
		expect(await readMyDisclosure(database(), world.who.social, 'no-id')).toMatchObject({ kind: 'missing' });
	});

	test('DISC-13 what became of it is added beside the locked record, once for one sending, and audited', async () => {
		const before = await world.within((tx) => tx.select().from(schema.finalRecord));
		const [one] = await mine();
		expect(await tell({ ...TOLD, reaction: '', completedOn: '2031-01-01' })).toMatchObject({ kind: 'invalid' });
		expect(await tell({ ...TOLD, completedOn: '2031-01-01' })).toMatchObject({ problems: [{ field: 'completedOn' }] });
		expect(await tell(TOLD, 'manager')).toMatchObject({ kind: 'missing' });
		const request = { actor: world.who.social, id: one?.id ?? '', commandId: 'tell-0002', input: await valid() };
		for (let sent = 0; sent < 2; sent++)
			expect(await completeDisclosure({ database: database(), now }, request)).toMatchObject({ ok: true });
		expect(await mine()).toEqual([]);
		expect(await readMyDisclosure(database(), world.who.social, request.id)).toMatchObject({
			value: { told: [{ reaction: TOLD.reaction, undertakingSigned: true }] }
		});
		expect(await world.within((tx) => tx.select().from(schema.finalRecord))).toEqual(before);
		await expect(world.within((tx) => tx.update(schema.disclosureCompletion).set({ reaction: '' }))).rejects.toThrow();
	});

	test('DISC-14 the next review is told what became of it, in the room and in its minutes', async () => {
		const review = await conveneReview(world);
		await accept(world, 'chair', review);
		const opened = async () => {
			const draft = await world.application.readDraft(world.who.chair, review);
			return draft.ok ? draft.value.record.disclosuresMade : draft;
		};
		const [one] = await mine();
		const request = { actor: world.who.social, id: one?.id ?? '', commandId: 'tell-0003', input: await valid() };
		await completeDisclosure({ database: database(), now }, request);
		expect(JSON.stringify(await opened())).toContain(TOLD.reaction);
	});
});

/** Told of the day the meeting was held on. */
async function valid(): Promise<typeof TOLD> {
	const [one] = await mine();
	return { ...TOLD, completedOn: one?.meetingOn ?? '' };
}
