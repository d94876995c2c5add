import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { returnDocument } from '#lib/returns/return-fields.ts';
import { sealKeptApart } from '#server/application/kept-apart.ts';
import { readOwnReturn, readReturns } from '#server/application/read-return.ts';
import { readReturned, readSentReturns } from '#server/persistence/agency-returns.ts';
import { readDocument } from '#server/persistence/document-log.ts';
import { documentOf } from '#server/persistence/final-records.ts';
import {
	accept,
	anotherCase,
	auditOf,
	convene,
	finishedMeeting,
	openWorld,
	startedMeeting,
	type Who,
	type World
} from '../support/meeting-world.ts';

const CHECKED = { answer: 'NOTHING_KNOWN', checkedOn: '2026-12-10', attending: 'REPORT' };
const KNOWS = { answer: 'INFORMATION', attending: 'ATTENDS' };

describe('agency returns in the store', () => {
	let world: World;
	beforeAll(async () => {
		world = await openWorld();
	});
	afterAll(() => world.close());

	const save = (over: object = {}) => ({ agencyId: world.agency.CSC, edition: 0, values: {}, ...over });
	const convenedWith = async (...signed: readonly Who[]) => {
		const own = await anotherCase(world);
		const meetingId = await convene(own);
		for (const who of signed) await accept(world, who, meetingId);
		return meetingId;
	};
	const words = (meetingId: string, agencyId = world.agency.CSC) =>
		world.within(async (tx) => {
			const id = await documentOf(tx, meetingId, returnDocument(agencyId));
			return id === null ? null : readDocument(tx, id);
		});
	const versions = (meetingId: string) => world.within((tx) => readSentReturns(tx, meetingId));
	const returns = async (meetingId: string) => {
		const found = await world.application.admission.invited(world.who.social, meetingId);
		return found.ok ? found.value.returns[world.agency.CSC] : undefined;
	};

	it('RETURN-7 a draft is kept, sent with its date, and sent anew; every version stays', async () => {
		const meetingId = await convenedWith('social');
		await world.does('social', meetingId, 'save-return', save({ values: CHECKED }));
		expect(await versions(meetingId)).toEqual([]);
		await world.does('social', meetingId, 'send-return', save({ edition: 1, values: CHECKED }));
		const more = { known: 'One visit in May' };
		await world.does('social', meetingId, 'send-return', save({ edition: 2, head: 0, values: KNOWS, text: more }));
		expect((await versions(meetingId)).map(({ number, texts, values }) => [number, texts, values.answer])).toEqual([
			[2, {}, 'NOTHING_KNOWN'],
			[3, { known: 'One visit in May' }, 'INFORMATION']
		]);
		expect((await returns(meetingId))?.sent.map(({ answer, inLieu }) => [answer, inLieu])).toEqual([
			['NOTHING_KNOWN', true],
			['INFORMATION', false]
		]);
		expect((await auditOf(world, meetingId, 'send-return')).length).toBe(2);
		// The same once more is no other version, and the same press again nothing at all.
		await world.does('social', meetingId, 'send-return', save({ edition: 3, values: KNOWS }));
		expect((await versions(meetingId)).length).toBe(2);
	});

	it('RETURN-8 what is missing is said at its field before anything is sent', async () => {
		const meetingId = await convenedWith('social');
		const ran = await world.run('social', meetingId, 'send-return', save({ values: { checkedOn: '2099-01-01' } }));
		expect(ran).toMatchObject({ ok: false, kind: 'invalid' });
		expect(ran.ok ? [] : ran.problems?.map(({ field }) => field)).toEqual([
			'values.answer',
			'values.checkedOn',
			'values.attending'
		]);
		const empty = await world.run('social', meetingId, 'send-return', save({ values: KNOWS }));
		expect(empty.ok ? [] : empty.problems?.map(({ field }) => field)).toEqual(['text.known']);
		expect(await versions(meetingId)).toEqual([]);
	});

	it('RETURN-9 two people of one agency who save forms at once lose no word and no choice', async () => {
		const own = await anotherCase(world);
		const invitees = (['manager', 'social', 'deputy'] as const).map((who) => ({
			...{ personId: world.who[who].personId, capacity: 'CORE', request: 'What you know' }
		}));
		const meetingId = await convene(own, { invitees });
		for (const who of ['social', 'deputy'] as const) await accept(world, who, meetingId);
		const first = { known: 'Seen in May. Seen in June.', relevance: '' };
		await world.does('social', meetingId, 'save-return', save({ head: 0, values: KNOWS, text: first }));
		const { head } = (await words(meetingId)) ?? { head: -1 };
		// Both read the same state; each changes another part of one text and another choice.
		const mine = { ...KNOWS, owner1: world.agency.POL };
		const hers = { ...KNOWS, due1: '2027-04-01' };
		const [a, b] = await Promise.all([
			world.run('social', meetingId, 'save-return', {
				...save({ edition: 1, head, values: mine }),
				text: { known: 'Seen twice in May. Seen in June.', relevance: '', proposal1: 'Visit together' }
			}),
			world.run('deputy', meetingId, 'save-return', {
				...save({ edition: 1, head, values: hers }),
				text: { known: 'Seen in May. Seen in June. Quiet since.', relevance: 'Contact is rare' }
			})
		]);
		expect([a.ok, b.ok]).toEqual([true, true]);
		const { fields } = (await words(meetingId)) ?? { fields: {} };
		expect(fields).toMatchObject({
			'return.known': 'Seen twice in May. Seen in June. Quiet since.',
			'return.relevance': 'Contact is rare',
			'return.proposal1': 'Visit together'
		});
		// One choice that both change is shown to whoever comes second, and nothing of theirs is stored.
		await world.does(
			'social',
			meetingId,
			'save-return',
			save({ edition: 3, values: { ...mine, due1: '2027-04-01', answer: '' } })
		);
		const late = await world.run(
			'deputy',
			meetingId,
			'save-return',
			save({ edition: 3, values: { ...mine, due1: '2027-04-01', ...CHECKED } })
		);
		expect(late).toMatchObject({ ok: false, kind: 'changed-meanwhile' });
		expect(late.ok ? [] : late.problems?.map(({ field }) => field)).toEqual(['version', 'values.answer']);
	});

	it('RETURN-10 a form sent twice stores its words once', async () => {
		const meetingId = await convenedWith('social');
		const input = save({ head: 0, values: KNOWS, text: { known: 'Once' } });
		const command = randomUUID();
		await Promise.all([1, 2].map(() => world.run('social', meetingId, 'save-return', input, command)));
		await world.does('social', meetingId, 'save-return', input);
		expect((await words(meetingId))?.fields).toEqual({ 'return.known': 'Once' });
	});

	it('RETURN-11 nobody but invited people of the agency who accepted the statement writes it', async () => {
		const meetingId = await convenedWith('manager', 'chair');
		const input = save({ head: 0, values: KNOWS, text: { known: 'Not mine' } });
		const answers = await Promise.all(
			(['social', 'manager', 'chair', 'coordinator', 'housing'] as const).map(async (who) => {
				const ran = await world.run(who, meetingId, 'save-return', input);
				return ran.ok ? 'taken' : ran.kind;
			})
		);
		expect(answers).toEqual(['not-ready', 'forbidden', 'forbidden', 'forbidden', 'missing']);
		expect((await words(meetingId))?.fields ?? {}).toEqual({});
		expect(await versions(meetingId)).toEqual([]);
		const ofUnit = { ...input, agencyId: world.agency.MPU };
		expect(await world.run('minuteTaker', meetingId, 'save-return', ofUnit)).toMatchObject({ ok: false });
	});

	it('RETURN-12 after its item is closed nothing of a return is stored', async () => {
		const meetingId = await startedMeeting(await anotherCase(world));
		await world.does('chair', meetingId, 'open-item', { code: 'AGENCY_INFO' });
		await world.does('social', meetingId, 'save-return', save({ head: 0, values: KNOWS, text: { known: 'In time' } }));
		await world.does('chair', meetingId, 'open-item', { code: 'ENGAGEMENT' });
		const late = save({ edition: 1, head: 1, values: KNOWS, text: { known: 'In time and late' } });
		expect(await world.run('social', meetingId, 'send-return', late)).toMatchObject({ ok: false, kind: 'not-now' });
		expect((await words(meetingId))?.fields).toEqual({ 'return.known': 'In time' });
		await world.does('chair', meetingId, 'open-item', { code: 'AGENCY_INFO' });
		await world.does('social', meetingId, 'send-return', late);
		expect((await versions(meetingId)).map(({ texts }) => texts)).toEqual([{ known: 'In time and late' }]);
	});

	it('RETURN-13 a proposed action goes into the plan with one press, once, with its words, owner and date', async () => {
		const meetingId = await startedMeeting(await anotherCase(world));
		await world.does('chair', meetingId, 'add-risk');
		const values = { ...KNOWS, owner2: world.agency.PRB, due2: '2027-04-09' };
		const text = { known: 'Seen in May', proposal2: 'Ask the school who collects the children' };
		await world.does('social', meetingId, 'send-return', save({ head: 0, values, text }));
		const take = { agencyId: world.agency.CSC, proposal: 2, riskKeys: ['R1'] };
		expect(await world.run('manager', meetingId, 'take-proposal', take)).toMatchObject({ ok: false, kind: 'missing' });
		await world.does('chair', meetingId, 'open-item', { code: 'AGENCY_INFO' });
		expect(await world.run('manager', meetingId, 'take-proposal', { ...take, proposal: 3 })).toMatchObject({
			ok: false
		});
		const { events } = await world.does('manager', meetingId, 'take-proposal', take);
		expect(events.map(({ event }) => event.type)).toEqual(['action-added', 'action-value-set', 'proposal-taken']);
		const found = await world.application.admission.room(world.who.chair, meetingId);
		const action = found.ok ? found.value.rmp.actions[0] : undefined;
		expect(action).toMatchObject({ number: 'A1', riskKeys: ['R1'], due: '2027-04-09' });
		expect(action?.owner?.personId).toBe(world.who.manager.personId);
		const plan = await world.within(async (tx) => {
			const id = await documentOf(tx, meetingId, 'plan');
			return id === null ? null : readDocument(tx, id);
		});
		expect(plan?.fields['A1.text']).toBe(text.proposal2);
		expect(await world.run('chair', meetingId, 'take-proposal', take)).toMatchObject({
			ok: false,
			kind: 'changed-meanwhile'
		});
	});

	it('RETURN-14 reminders know who has sent one, and after the end nothing of it is stored', async () => {
		const meetingId = await convenedWith('social');
		expect(await world.within((tx) => readReturned(tx, [meetingId]))).toEqual([]);
		await world.does('social', meetingId, 'save-return', save({ values: CHECKED }));
		expect(await world.within((tx) => readReturned(tx, [meetingId]))).toEqual([]);
		await world.does('social', meetingId, 'send-return', save({ edition: 1, values: CHECKED }));
		expect(await world.within((tx) => readReturned(tx, [meetingId]))).toEqual([
			{ meetingId, agencyId: world.agency.CSC }
		]);
		const ended = await finishedMeeting(await anotherCase(world));
		expect(await world.run('social', ended, 'save-return', save())).toMatchObject({ ok: false, kind: 'not-now' });
	});

	it('RETURN-24 choices made in the room come without words: they stand beside those that are there, and are sent with them', async () => {
		const meetingId = await convenedWith('social');
		await world.does('social', meetingId, 'save-return', save({ head: 0, text: { known: 'Seen in May' } }));
		const chosen = { ...KNOWS, audience: 'STANDARD', named: [''], due1: '' };
		await world.does('social', meetingId, 'save-return', save({ edition: 1, values: chosen }));
		expect((await words(meetingId))?.fields['return.known']).toBe('Seen in May');
		const late = await world.run('social', meetingId, 'save-return', save({ values: { answer: 'NOTHING_KNOWN' } }));
		expect(late).toMatchObject({
			kind: 'changed-meanwhile',
			problems: [{ field: 'version' }, { field: 'values.answer' }]
		});
		await world.does('social', meetingId, 'send-return', save({ edition: 2, values: chosen }));
		expect(await versions(meetingId)).toMatchObject([{ texts: { known: 'Seen in May' }, values: KNOWS }]);
	});

	it('RETURN-22 R10 the unit writes down what an agency told it: author and agency both stand everywhere', async () => {
		const own = await anotherCase(world);
		const meetingId = await convene(own);
		const tells = (over: object = {}) => ({
			...save({ head: 0, values: { ...KNOWS, attending: 'REPORT' }, text: { known: 'Seen in May' } }),
			...{ toldBy: 'The duty manager, by telephone', ...over }
		});
		// Not before the statement, never without saying who told it, and nobody but the unit.
		expect(await world.run('minuteTaker', meetingId, 'send-return-for', tells())).toMatchObject({ kind: 'not-ready' });
		await accept(world, 'minuteTaker', meetingId);
		expect(await world.run('minuteTaker', meetingId, 'send-return-for', tells({ toldBy: ' ' }))).toMatchObject({
			problems: [{ field: 'toldBy' }]
		});
		expect(await world.run('chair', meetingId, 'send-return-for', tells())).toMatchObject({ kind: 'forbidden' });
		expect(
			await world.run('minuteTaker', meetingId, 'send-return-for', tells({ agencyId: world.agency.HSG }))
		).toMatchObject({ kind: 'missing' });
		await world.does('minuteTaker', meetingId, 'send-return-for', tells());
		const taker = world.who.minuteTaker;
		const social = world.who.social.agencyName;
		expect(await versions(meetingId)).toMatchObject([{ agencyId: world.agency.CSC, savedBy: taker.personId }]);
		expect((await words(meetingId))?.authors[0]).toMatchObject({ name: taker.name });
		const register = await world.application.admission.register(world.who.coordinator, meetingId);
		const meeting = register.ok ? register.value : null;
		const lines = await world.within((tx) => readReturns(tx, taker, meeting!));
		expect(lines.find(({ agencyName }) => agencyName === social)?.sent?.byName).toBe(
			`${taker.name} on behalf of ${social}, as told by The duty manager, by telephone`
		);
		await accept(world, 'social', meetingId);
		const page = await readOwnReturn(
			{ database: world.store.database, admission: world.application.admission },
			world.who.social,
			meetingId
		);
		expect(page.ok && page.value.sent[0]?.by).toContain(`${taker.name} on behalf of ${social}`);
	});

	it('RETURN-23 once somebody of the agency has begun, the return is theirs and the unit writes it no more', async () => {
		const meetingId = await convenedWith('minuteTaker', 'social');
		const tells = { ...save({ values: CHECKED }), toldBy: 'The duty manager' };
		await world.does('minuteTaker', meetingId, 'send-return-for', tells);
		await world.does('minuteTaker', meetingId, 'send-return-for', {
			...tells,
			edition: 1,
			values: { ...CHECKED, checkedOn: '2026-12-11' }
		});
		expect(await versions(meetingId)).toHaveLength(2);
		await world.does(
			'social',
			meetingId,
			'save-return',
			save({ edition: 2, values: { ...CHECKED, attending: 'ATTENDS' } })
		);
		expect(await world.run('minuteTaker', meetingId, 'send-return-for', { ...tells, edition: 3 })).toMatchObject({
			kind: 'not-now'
		});
		// Words alone are a beginning too.
		const fresh = await convenedWith('minuteTaker', 'social');
		await world.does('social', fresh, 'save-return', save({ head: 0, text: { known: 'Ours' } }));
		const before = await world.run('minuteTaker', fresh, 'send-return-for', tells);
		expect(before).toMatchObject({ kind: 'not-now' });
		expect((await words(fresh))?.fields['return.known']).toBe('Ours');
	});

	it('RETURN-19 the record prints a return under its agency; one that is not for everybody is kept apart from it', async () => {
		const own = await anotherCase(world);
		const canary = 'KESTRELQUARRY';
		const meetingId = await startedMeeting(own);
		const told = { known: 'Seen in May', relevance: 'Contact is rare', proposal1: 'Visit together' };
		await world.does(
			'social',
			meetingId,
			'send-return',
			save({ head: 0, values: { ...KNOWS, due1: '2027-04-09' }, text: told })
		);
		const narrow = { ...KNOWS, audience: 'POLICE_INTELLIGENCE' };
		const secret = {
			agencyId: world.agency.PRB,
			edition: 0,
			head: 0,
			values: narrow,
			text: { known: `${canary} was seen` }
		};
		await world.does('manager', meetingId, 'send-return', secret);
		const draft = await world.application.readDraft(world.who.minuteTaker, meetingId);
		expect(JSON.stringify(draft)).not.toContain(canary);
		const returns = draft.ok ? (draft.value.record.returns ?? []) : [];
		expect(returns.map(({ agency, answer, known }) => [agency, answer, known])).toEqual([
			[world.who.social.agencyName, 'We have information', told.known],
			[world.who.chair.agencyName, '', ''],
			[world.who.manager.agencyName, '', '']
		]);
		expect(returns[0]?.proposed).toEqual(['Visit together (suggested: by Friday 9 April 2027)']);
		expect(returns[1]?.sent).toBe('No return');
		expect(returns[2]?.for).toMatch(/^Police intelligence/);
		// Kept for those it is for: the police by their agency, and its own people.
		const apart = await world.within((tx) =>
			sealKeptApart(tx, meetingOf(draft), world.areaId, '2026-12-17T12:00:00.000Z')
		);
		expect(apart.rows.map(({ name, record }) => [name, record.includes(canary)])).toEqual([
			[returnDocument(world.agency.PRB), true]
		]);
		expect(
			JSON.parse(apart.rows[0]?.record ?? '{}')
				.readers.map(({ name }: { name: string }) => name)
				.sort()
		).toEqual([world.who.chair.name, world.who.manager.name].sort());
	});
});

const meetingOf = (draft: Awaited<ReturnType<World['application']['readDraft']>>) => {
	if (!draft.ok) throw new Error(draft.message);
	return draft.value.meeting;
};
