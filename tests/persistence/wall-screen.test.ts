import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isItemCode } from '#lib/agenda/agenda.ts';
import {
	closeWallScreen,
	lookAtWallScreen,
	openWallScreen,
	readWallScreenState
} from '#server/application/wall-screen.ts';
import {
	anotherCase,
	auditOf,
	openWorld,
	recordDecisions,
	startedMeeting,
	type Who,
	type World
} from '../support/meeting-world.ts';

let area: World;
let world: World;
let meetingId: string;
let at = new Date();
const parts = () => ({ database: area.store.database, admission: area.application.admission, now: () => at });
const lookWithLanguage = (path: string) =>
	lookAtWallScreen({ ...parts(), cache: area.application.cache }, path.replace('/screen/', ''));
const look = async (path: string) => (await lookWithLanguage(path))?.view ?? null;
const open = (who: Who) => openWallScreen(parts(), world.who[who], meetingId);
async function opened(): Promise<string> {
	const answer = await open('chair');
	if (!answer.ok) throw new Error(answer.message);
	return answer.value.path;
}

beforeAll(async () => {
	area = await openWorld();
});
afterAll(() => area.close());
beforeEach(async () => {
	world = await anotherCase(area);
	meetingId = await startedMeeting(world);
	at = new Date();
});

/** Every text anywhere in a value. */
const textsIn = (value: unknown): readonly string[] =>
	typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(textsIn) : [];

describe('the screen on the wall', () => {
	test('WALL-1 its feed holds codes, times and names of agencies, and nothing that anybody typed', async () => {
		const link = await opened();
		await world.does('manager', meetingId, 'raise-hand');
		await world.does('social', meetingId, 'raise-hand');
		const running = await look(link);
		expect(running).toMatchObject({
			stage: 'RUNNING',
			item: { number: 1, usedMinutes: 0 },
			waiting: ['Probation Service, Fernshire', 'Fernshire Children’s Services']
		});
		await world.does('chair', meetingId, 'pause-meeting', { reason: 'A word about the person outside' });
		const paused = await look(link);
		expect(paused).toMatchObject({ stage: 'BREAK', pausedSince: expect.any(String) });
		const agencies = (await area.store.owner`select name from agency`).map(({ name }) => String(name));
		for (const view of [running, paused])
			for (const text of textsIn(view))
				expect(
					isItemCode(text) || agencies.includes(text) || /^(RUNNING|BREAK|\d{4}-\d\d-\d\dT[\d:.]+Z)$/.test(text),
					text
				).toBe(true);
	});

	test('WALL-7 it speaks the language of the record, from the moment that is set', async () => {
		const link = await opened();
		expect((await lookWithLanguage(link))?.language).toBe('en');
		await world.does('chair', meetingId, 'set-record-language', { language: 'cy' });
		expect((await lookWithLanguage(link))?.language).toBe('cy');
	});

	test('WALL-2 the chair and the minute taker open and end it, each in the audit; to everybody else there is no such page', async () => {
		for (const who of ['manager', 'social', 'coordinator', 'housing'] as const) {
			expect(await open(who), who).toMatchObject({ ok: false, kind: 'missing' });
			expect(await readWallScreenState(parts(), world.who[who], meetingId)).toMatchObject({ kind: 'missing' });
			expect(await closeWallScreen(parts(), world.who[who], meetingId)).toMatchObject({ kind: 'missing' });
		}
		const link = await opened();
		expect(await readWallScreenState(parts(), world.who.minuteTaker, meetingId)).toMatchObject({
			value: { takesScreen: true, open: { openedAt: at.toISOString() } }
		});
		expect(await closeWallScreen(parts(), world.who.minuteTaker, meetingId)).toMatchObject({ ok: true });
		expect(await look(link)).toBeNull();
		const acts = (await auditOf(world, meetingId)).filter(({ act }) => act.includes('room-screen'));
		expect(acts.map(({ act, actorId }) => [act, actorId])).toEqual([
			['open-room-screen', world.who.chair.personId],
			['close-room-screen', world.who.minuteTaker.personId]
		]);
	});

	test('WALL-3 one at a time: a new link ends the one before, and only its hash is stored', async () => {
		const [first, second] = [await opened(), await opened()];
		expect([await look(first), (await look(second))?.stage]).toEqual([null, 'RUNNING']);
		const rows = await area.store.owner`select * from wall_screen where meeting_id = ${meetingId}`;
		expect(rows).toHaveLength(1);
		expect(JSON.stringify(rows)).not.toContain(second.replace('/screen/', ''));
		const altered = second.slice(0, -1) + (second.endsWith('A') ? 'B' : 'A');
		for (const other of [altered, '/screen/', '/screen/none', `${second}A`])
			expect(await look(other), other).toBeNull();
	});

	test('WALL-4 it ends with its meeting, and by itself after twelve hours', async () => {
		const link = await opened();
		at = new Date(at.getTime() + 12 * 3_600_000 + 1_000);
		expect(await look(link)).toBeNull();
		at = new Date();
		expect(await look(link)).not.toBeNull();
		await recordDecisions(world, meetingId);
		await world.does('chair', meetingId, 'end-meeting');
		expect(await look(link)).toBeNull();
		expect(await area.store.owner`select from wall_screen where meeting_id = ${meetingId}`).toHaveLength(0);
		expect(await open('chair')).toMatchObject({ ok: false, kind: 'not-now' });
	});
});
