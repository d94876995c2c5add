import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/identity.ts';
import { quarterReport } from '#lib/smb/quarter-report.ts';
import { everyFigure } from '#lib/smb/shown-figures.ts';
import {
	type AskedFor,
	readActionPage,
	readActionsLookedAfter,
	readMyActions,
	readOwedActions
} from '#server/application/read-actions.ts';
import { readCase } from '#server/application/read-case.ts';
import { setAgencyContact } from '#server/application/run-absence-command.ts';
import { runActionStep } from '#server/application/run-action-step.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { createReminderClock } from '#server/mail/reminder-clock.ts';
import { readRecord } from '#server/persistence/final-records.ts';
import { readReportSources } from '#server/persistence/report-sources.ts';
import {
	accept,
	anotherCase,
	CASE_WORDS,
	confirm,
	conveneReview,
	finishedMeeting,
	INVITED,
	lock,
	NOTES,
	openWorld,
	recordDecisions,
	type Who,
	type World,
	writeFirstWords
} from '../support/meeting-world.ts';

const DUE = '2027-01-15';
/** Words of the case that whoever is asked about one action has no need of. */
const OF_THE_CASE = [
	CASE_WORDS.name,
	CASE_WORDS.crn,
	CASE_WORDS.offence,
	CASE_WORDS.order,
	CASE_WORDS.factor,
	'Said about'
];

let area: World;
/** Locked on 17 December 2026 with A1, which the social worker owns. */
let world: World;
let actionId: string;
let today = '2026-12-21';

const now = () => new Date(`${today}T10:00:00.000Z`);
const database = () => world.store.database;
const page = (who: Who, id = actionId) => readActionPage(database(), world.who[who], id, now());
const does = (actor: Actor, command: string, input: object, commandId: string = randomUUID()) =>
	runActionStep({ database: database(), now }, { actor, actionId, command, commandId, input });
const version = async (): Promise<number> => {
	const found = await page('coordinator');
	return found.ok ? found.value.progress.version : 0;
};
const report = async (who: Who, input: object, at?: number) =>
	does(world.who[who], 'report-action', {
		...{ version: at ?? (await version()), text: 'Rang the family', completedOn: '', proposedOn: '', onBehalfOf: '' },
		...input
	});
const nameSpoc = (who: Who) => {
	const { agencyId, personId } = world.who[who];
	const input = { agencyId, role: 'SPOC', personId, version: '0' };
	return setAgencyContact({ database: database(), now }, { actor: world.who.coordinator, input });
};
const told = async (kind: string): Promise<readonly string[]> =>
	(
		await world.store.owner`
			select person_id as who from outbox where kind = ${kind} and facts->>'path' in (${`/actions/${actionId}`}, '/actions/agency')
			order by created_at, person_id`
	).map(({ who }) => who as string);
const ALL: AskedFor = { show: 'all', agency: '', caseRef: '' };

async function lockedWithAction(of: World): Promise<string> {
	const meetingId = await finishedMeeting(of);
	await of.does('chair', meetingId, 'set-action-values', { number: 'A1', to: { due: DUE } });
	const answer = await lock(of, meetingId);
	if (!answer.ok) throw new Error(`${answer.message} ${JSON.stringify(answer.problems)}`);
	const [row] = await of.store.owner`select id from action where case_id = ${of.caseId}`;
	return row?.id as string;
}

beforeAll(async () => {
	area = await openWorld();
	world = area;
	actionId = await lockedWithAction(world);
});
afterAll(async () => {
	await area?.close();
	await closePdfWorker();
});

describe('an action between two meetings', () => {
	test('ACTION-11 R1 R2 R9 its owner sees it with its risk row and nothing of the case; others see no such action', async () => {
		const own = await page('social');
		expect(own).toMatchObject({
			value: { owns: true, may: ['report-action'], caseId: null, risks: [{ key: 'R1', risk: CASE_WORDS.risk }] }
		});
		expect(JSON.stringify(own)).toContain(CASE_WORDS.action);
		for (const words of OF_THE_CASE) expect(JSON.stringify(own)).not.toContain(words);
		const nothing = await page('housing', randomUUID());
		for (const who of ['housing', 'deputy'] as const) {
			expect(await page(who)).toEqual(nothing);
			expect(await report(who, { status: 'IN_PROGRESS' }, 1)).toEqual(nothing);
			expect(await readActionsLookedAfter(database(), world.who[who], ALL, now())).toMatchObject({ kind: 'missing' });
		}
		expect(await page('social', 'no-id')).toEqual(nothing);
		// Who knows the case reads it and does not speak for the agency.
		expect(await page('manager')).toMatchObject({ value: { may: [], caseId: world.caseId } });
		expect(await report('manager', { status: 'IN_PROGRESS' }, 1)).toMatchObject({ kind: 'forbidden' });
		expect(await readMyActions(database(), world.who.social, now())).toMatchObject({
			value: { own: [{ id: actionId, text: CASE_WORDS.action }], toDecide: [] }
		});
		expect(await readMyActions(database(), world.who.housing, now())).toMatchObject({ value: { own: [] } });
	});

	test('ACTION-12 R1 an agency’s contact sees whose action it is and when it is due, and no word of it', async () => {
		expect(await readOwedActions(database(), world.who.deputy, now())).toMatchObject({ kind: 'missing' });
		expect(await nameSpoc('deputy')).toMatchObject({ ok: true });
		const owed = await readOwedActions(database(), world.who.deputy, now());
		expect(owed).toMatchObject({
			value: { lines: [{ number: 'A1', due: DUE, ownerName: world.who.social.name, status: 'NOT_STARTED' }] }
		});
		for (const words of [CASE_WORDS.action, CASE_WORDS.risk, actionId, ...OF_THE_CASE])
			expect(JSON.stringify(owed)).not.toContain(words);
		expect(await page('deputy')).toMatchObject({ kind: 'missing' });
	});

	test('ACTION-8 R10 R19 of two who report at once the second sees the first, and then both stand, audited and never changed', async () => {
		const at = await version();
		const [mine, theirs] = await Promise.all([
			report('social', { status: 'IN_PROGRESS', text: 'Asked the school' }, at),
			report('minuteTaker', { status: 'IN_PROGRESS', text: 'Rang twice', onBehalfOf: 'Clover' }, at)
		]);
		const kinds = [mine, theirs].map((one) => (one.ok ? 'done' : one.kind)).sort();
		expect(kinds).toEqual(['changed-meanwhile', 'done']);
		const again = mine.ok
			? await report('minuteTaker', { status: 'IN_PROGRESS', text: 'Rang twice', onBehalfOf: 'Clover' })
			: await report('social', { status: 'IN_PROGRESS', text: 'Asked the school' });
		expect(again).toMatchObject({ ok: true });
		const shown = await page('social');
		const said = shown.ok ? shown.value.steps.map(({ event }) => ('text' in event ? event.text : '')) : [];
		expect(said).toEqual(expect.arrayContaining(['Asked the school', 'Rang twice']));
		const unit = shown.ok
			? shown.value.steps.find(({ event }) => 'text' in event && event.text === 'Rang twice')
			: null;
		expect(unit).toMatchObject({ byName: 'Fern Inkwell', event: { onBehalfOf: 'Clover' } });
		// The same click again is the same step.
		const seed = randomUUID();
		const once = { version: await version(), status: 'IN_PROGRESS', text: 'Once', completedOn: '', proposedOn: '' };
		for (let n = 0; n < 2; n++)
			expect(await does(world.who.social, 'report-action', { ...once, onBehalfOf: '' }, seed)).toMatchObject({
				ok: true
			});
		const steps = await world.store
			.owner`select type from action_event where case_id = ${world.caseId} order by version`;
		expect(steps.map(({ type }) => type)).toEqual(['action-recorded', ...Array(3).fill('action-reported')]);
		const audited = await world.store.owner`select act from audit_event where object_id = ${actionId}`;
		expect(audited.map(({ act }) => act)).toEqual(
			expect.arrayContaining(['view-action', 'report-action', 'deny-report-action'])
		);
		await expect(world.store.owner`update action_event set data = '{}'`).rejects.toThrow();
		await expect(world.store.owner`delete from action_event`).rejects.toThrow();
	});

	test('ACTION-4 a report that was a mistake is taken back by its agency alone', async () => {
		expect(await report('social', { status: 'COMPLETED', completedOn: '2026-12-20' })).toMatchObject({ ok: true });
		const at = await version();
		const back = { version: at, step: at, reason: 'That was another action', onBehalfOf: '' };
		expect(await does(world.who.manager, 'take-back-report', back)).toMatchObject({ kind: 'forbidden' });
		expect(await does(world.who.social, 'take-back-report', back)).toMatchObject({ ok: true });
		const [row] = await world.store.owner`select status, reported_at from action where id = ${actionId}`;
		expect(row).toEqual({ status: 'IN_PROGRESS', reported_at: null });
	});

	test('ACTION-2 another deadline is asked for, the chair is told without a name and decides, and the owner is told', async () => {
		today = '2027-01-11';
		const asks = { status: 'CANNOT_BE_DONE_YET', proposedOn: '2027-02-12', text: 'The school is closed' };
		expect(await report('social', asks)).toMatchObject({ ok: true });
		expect(await told('action-to-decide')).toEqual([world.who.chair.personId]);
		expect(await readMyActions(database(), world.who.chair, now())).toMatchObject({
			value: { toDecide: [{ id: actionId, asked: 'NEW_DATE' }] }
		});
		const grant = { version: await version(), granted: 'yes', due: '', reason: '' };
		expect(await does(world.who.social, 'decide-new-date', grant)).toMatchObject({ kind: 'forbidden' });
		expect(await does(world.who.coordinator, 'decide-new-date', grant)).toMatchObject({ kind: 'forbidden' });
		expect(await does(world.who.chair, 'decide-new-date', grant)).toMatchObject({ ok: true });
		expect(await told('action-decided')).toEqual([world.who.social.personId]);
		const [row] = await world.store
			.owner`select due::text, first_due::text, slips, asked from action where id = ${actionId}`;
		expect(row).toEqual({ due: '2027-02-12', first_due: DUE, slips: 1, asked: null });
		const moved = await readActionsLookedAfter(database(), world.who.chair, { ...ALL, show: 'moved' }, now());
		expect(moved).toMatchObject({ value: { lines: [{ id: actionId }], counts: { all: 1, late: 0, moved: 1 } } });
	});

	test('ACTION-9 MAIL-7 once it is late its owner is told, its contact and the unit, each once and without a name', async () => {
		const look = async (day: string) => {
			const at = () => new Date(`${day}T10:00:00.000Z`);
			const clock = createReminderClock({ database: database(), now: at, log: () => {}, everyMs: 3_600_000 });
			await clock.look();
			await clock.close();
		};
		await look('2027-02-12');
		expect(await told('action-due')).toEqual([world.who.social.personId]);
		expect(await told('action-late')).toEqual([]);
		for (const day of ['2027-02-15', '2027-02-16']) await look(day);
		expect(await told('action-late')).toEqual([world.who.social.personId]);
		// The assessment puts children at high risk, so the unit hears of it at once.
		expect(await told('action-to-raise')).toEqual([world.who.coordinator.personId]);
		await look('2027-02-19');
		expect(await told('action-late-agency')).toEqual([world.who.deputy.personId]);
		expect(await told('action-late')).toHaveLength(2);
		const mails = await world.store.owner`select facts from outbox where kind like 'action%'`;
		for (const words of [world.caseId, 'A1', CASE_WORDS.name]) expect(JSON.stringify(mails)).not.toContain(words);
		today = '2027-02-19';
		const raise = { version: await version(), to: '', reason: 'Nobody is named; told by telephone' };
		expect(await does(world.who.minuteTaker, 'raise-action', raise)).toMatchObject({ kind: 'forbidden' });
		expect(await does(world.who.coordinator, 'raise-action', raise)).toMatchObject({ ok: true });
	});

	test('ACTION-6 ACTION-7 T5 the next meeting takes over what was reported, the chair verifies it, and it counts as on time', async () => {
		const figures = async (asAt: string) => {
			const quarter = { year: 2026, number: 4 } as const;
			const sources = await world.within((tx) => readReportSources(tx, world.areaId, quarter));
			const shown = everyFigure(quarterReport(sources, quarter, asAt));
			return ['due', 'onTime', 'reported', 'overdue'].map((key) => shown(`T5.CSC.${key}`) ?? 0);
		};
		expect(await figures('2027-02-12')).toEqual([0, 0, 0, 0]);
		expect(await figures('2027-02-19')).toEqual([1, 0, 0, 1]);
		const done = { status: 'COMPLETED', completedOn: '2027-02-12', text: 'Map given to the family' };
		expect(await report('social', done)).toMatchObject({ ok: true });
		expect(await figures('2027-02-19')).toEqual([1, 0, 1, 0]);
		expect(await page('social')).toMatchObject({ value: { isEnded: false } });

		world.passDays(84);
		const next = await conveneReview(world);
		for (const who of INVITED) await accept(world, who, next);
		for (const who of ['manager', 'social'] as const) await confirm(world, who, next);
		await world.does('chair', next, 'start-meeting');
		const rowOf = async () => {
			const found = await world.application.admission.register(world.who.coordinator, next);
			return found.ok ? found.value.rmp.actions.find(({ number }) => number === 'A1') : undefined;
		};
		expect(await rowOf()).toMatchObject({
			due: '2027-02-12',
			reported: { slips: 1, firstDue: DUE, said: { length: 5 } }
		});
		const { text: evidence, status, completedOn } = done;
		await world.does('social', next, 'record-action-outcome', { number: 'A1', status, evidence, completedOn });
		await world.does('chair', next, 'set-risk-values', { key: 'R1', to: { status: 'RESOLVED' } });
		await writeFirstWords(world, next, 'minutes', NOTES);
		await world.does('chair', next, 'check-previous-minutes', { outcome: 'AGREED', correction: '' });
		await recordDecisions(world, next);
		await world.does('chair', next, 'end-meeting');
		const early = await lock(world, next);
		expect(early.ok ? [] : (early.problems ?? []).map(({ message }) => message)).toEqual(['A1: the chair verifies it']);
		await world.does('chair', next, 'verify-actions', { numbers: ['A1'] });
		expect(await lock(world, next)).toMatchObject({ ok: true });

		const record = await world.within((tx) => readRecord(tx, next));
		const printed = record?.record.previousActions[0];
		expect(printed).toMatchObject({
			status: 'Completed',
			slips: 'First due Friday 15 January 2027, moved once',
			verified: expect.stringContaining('Verified by the chair on')
		});
		expect(printed?.reported?.at(-1)).toEqual({
			told: 'Completed on Friday 12 February 2027: Map given to the family',
			by: 'Clover Winterbourne, Fernshire Children’s Services, Friday 19 February 2027'
		});
		expect(await figures('2027-03-31')).toEqual([1, 1, 0, 0]);
		// Done and verified: its owner has no more need of it, and nobody reports of it.
		expect(await page('social')).toMatchObject({ kind: 'missing' });
		expect(await page('chair')).toMatchObject({ value: { isEnded: true, may: [] } });
		expect(await readMyActions(database(), world.who.social, now())).toMatchObject({ value: { own: [] } });
	});
});

describe('need to know', () => {
	test('ACTION-11 R9 R12 an exclusion ends all of it at once, for the owner and for the contact', async () => {
		today = '2027-03-15';
		world = await anotherCase(area);
		actionId = await lockedWithAction(world);
		expect(await page('social')).toMatchObject({ ok: true });
		for (const who of ['social', 'deputy'] as const) {
			const exclusion = {
				caseId: world.caseId,
				personId: world.who[who].personId,
				reason: 'RELATED',
				from: '2026-12-01'
			};
			const excluded = await world.runArea('coordinator', 'exclude-person', { ...exclusion, until: '' });
			expect(excluded).toMatchObject({ ok: true });
		}
		expect(await page('social')).toEqual(await page('social', randomUUID()));
		expect(await report('social', { status: 'IN_PROGRESS' })).toMatchObject({ kind: 'missing' });
		const own = await readMyActions(database(), world.who.social, now());
		expect(own.ok && own.value.own.some(({ id }) => id === actionId)).toBe(false);
		const owed = await readOwedActions(database(), world.who.deputy, now());
		const [ref] = await world.store.owner`select ref from mapp_case where id = ${world.caseId}`;
		expect(JSON.stringify(owed)).not.toContain(ref?.ref);
		// Nobody to whom the case is closed is reminded of it either.
		const at = () => new Date('2027-03-15T10:00:00.000Z');
		const clock = createReminderClock({ database: database(), now: at, log: () => {}, everyMs: 3_600_000 });
		await clock.look();
		await clock.close();
		expect(await told('action-late')).toEqual([]);
		expect((await told('action-to-raise')).length).toBeGreaterThan(0);
	});

	test('PLOT-5 R9 R12 what is drawn counts what the rows say, and nothing of a case that whoever looks may not know', async () => {
		world = await anotherCase(area);
		actionId = await lockedWithAction(world);
		const { social, coordinator } = world.who;
		const drawnFor = async (who: Who) => {
			const mine = await readMyActions(database(), world.who[who], now());
			if (!mine.ok) throw new Error(mine.message);
			return mine.value.weeks.at(-1) ?? null;
		};
		const lookedAfter = async () => {
			const all = await readActionsLookedAfter(database(), coordinator, ALL, now());
			return all.ok ? all.value.weeks?.at(-1) : null;
		};
		/** The same once more, from the rows of the actions themselves. */
		const counted = async (agencyId: string | null, closedTo: string) => {
			const [row] = await world.store.owner`
				select count(*) filter (where a.is_open)::int as open, count(*) filter (where a.is_open and a.due < ${today}::date)::int as late
				from (select *, status not in ('COMPLETED', 'NOT_COMPLETED', 'NO_LONGER_NEEDED') as is_open from action) a
				where (${agencyId}::uuid is null or a.owner_agency_id = ${agencyId}::uuid) and not exists (
					select from case_exclusion e where e.case_id = a.case_id and e.person_id = ${closedTo}::uuid)`;
			return { open: row?.open as number, late: row?.late as number };
		};
		const exclude = async ({ personId }: Actor) =>
			expect(
				await world.runArea('coordinator', 'exclude-person', {
					...{ caseId: world.caseId, personId, reason: 'RELATED', from: '2026-12-01', until: '' }
				})
			).toMatchObject({ ok: true });

		const before = await drawnFor('social');
		expect(before).toMatchObject(await counted(social.agencyId, social.personId));
		expect(before).toMatchObject({ open: 1, late: 1 });
		expect(await drawnFor('housing')).toBeNull();
		expect(await lookedAfter()).toMatchObject(await counted(null, coordinator.personId));
		const drawn = await readCase(database(), coordinator, world.caseId, now());
		expect(drawn.ok && drawn.value.charts.weeks.at(-1)).toMatchObject({ open: 1, late: 1 });
		expect(drawn.ok && drawn.value.charts.coverage?.map(({ key }) => key)).toEqual(['R1']);

		await exclude(social);
		expect(await drawnFor('social')).toMatchObject({ open: 0, late: 0 });
		expect(await counted(social.agencyId, social.personId)).toEqual({ open: 0, late: 0 });
		const all = await lookedAfter();
		await exclude(coordinator);
		expect(await lookedAfter()).toMatchObject(await counted(null, coordinator.personId));
		expect((await lookedAfter())?.open).toBe((all?.open ?? 0) - 1);
		expect(await readCase(database(), coordinator, world.caseId, now())).toMatchObject({ ok: false, kind: 'missing' });
	});

	test('ACTION-3 ACTION-11 no longer needed is the chair’s to agree, and then its owner sees it no more', async () => {
		world = await anotherCase(area);
		actionId = await lockedWithAction(world);
		expect(await report('social', { status: 'NO_LONGER_NEEDED', text: 'The family has moved' })).toMatchObject({
			ok: true
		});
		expect(await page('social')).toMatchObject({ value: { isEnded: false, progress: { asked: 'NO_NEED' } } });
		const agree = { version: await version(), agreed: 'yes', reason: '' };
		expect(await does(world.who.minuteTaker, 'decide-no-need', agree)).toMatchObject({ kind: 'forbidden' });
		expect(await does(world.who.chair, 'decide-no-need', agree)).toMatchObject({ ok: true });
		expect(await page('social')).toMatchObject({ kind: 'missing' });
		const [row] = await world.store.owner`select status, high_risk from action where id = ${actionId}`;
		expect(row).toEqual({ status: 'NO_LONGER_NEEDED', high_risk: true });
	});
});
