/**
 * Agencies' returns at the doors, on two nodes: written by that agency alone, read by those it is for once it lies on the
 * table, and never sent to anybody else (R5, R12).
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { returnDocument } from '#lib/returns/return-fields.ts';
import { CLOSE, PROTOCOL_VERSION } from '#lib/wire.ts';
import { type AllHeard, allHeard } from '../support/all-heard.ts';
import {
	accept,
	anotherCase,
	confirm,
	convene,
	openWorld,
	startedMeeting,
	type Who,
	type World
} from '../support/meeting-world.ts';
import { askState, edit, type RawWriter, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { type ServedWorld, serveWorld, until } from '../support/served-world.ts';

const CANARY = 'KESTRELQUARRY';
const KNOWN = 'return.known';

let area: World;
let there: World;
let here: ServedWorld;
let elsewhere: ServedWorld;
let world: World;

beforeAll(async () => {
	// No hints: only the look at the database tells the other node.
	area = await openWorld();
	there = area.anotherNode();
	[here, elsewhere] = [await serveWorld(area), await serveWorld(there)];
});
afterAll(async () => {
	await elsewhere.close();
	await here.close();
	await there.close();
	await area.close();
});
beforeEach(async () => {
	world = await anotherCase(area);
});
afterEach(() => {
	here.hangUp();
	elsewhere.hangUp();
});

const name = () => returnDocument(area.agency.CSC);
const knock = async (who: Who, meetingId: string, at = here, heard?: AllHeard): Promise<RawWriter> => {
	const page = at.knock(`/yjs/${meetingId}/${name()}?v=${PROTOCOL_VERSION}`, {
		cookie: await area.cookie(who),
		origin: at.origin
	});
	heard?.document(page);
	return page;
};
/** A page that is told to come again, because what it comes to has changed in that moment, does so. */
const enter = async (who: Who, meetingId: string, at = here, heard?: AllHeard): Promise<RawWriter> => {
	for (;;) {
		const page = await knock(who, meetingId, at, heard);
		await until(() => expect(page.hello !== null || page.closed !== null).toBe(true));
		if (page.closed?.code !== CLOSE.resync && page.closed?.code !== CLOSE.goingAway) return page;
	}
};
const answerTo = async (who: Who, meetingId: string, at = here): Promise<string | number | undefined> => {
	const page = await enter(who, meetingId, at);
	return page.hello?.access ?? page.closed?.code;
};
const open = async (who: Who, meetingId: string, at = here, heard?: AllHeard): Promise<RawWriter> => {
	const page = await enter(who, meetingId, at, heard);
	askState(page);
	await until(() => expect(page.synced).toBe(true));
	return page;
};
const save = (meetingId: string, edition: number, audience = 'STANDARD') =>
	world.does('social', meetingId, 'save-return', {
		...{ agencyId: area.agency.CSC, edition },
		values: { answer: 'INFORMATION', attending: 'ATTENDS', audience }
	});
const openItem = (meetingId: string, code: string) => world.does('chair', meetingId, 'open-item', { code });

describe('the door of an agency’s return', () => {
	test('RETURN-16 R5 at either node its own people write it before they are in the room, and nobody else comes in', async () => {
		const meetingId = await convene(world);
		for (const who of ['chair', 'manager'] as const) await accept(world, who, meetingId);
		await confirm(world, 'manager', meetingId);
		for (const at of [here, elsewhere]) {
			expect(await answerTo('social', meetingId, at)).not.toBe('write');
		}
		await accept(world, 'social', meetingId);
		const answers = (at: ServedWorld) =>
			Promise.all(
				(['social', 'chair', 'manager', 'coordinator', 'housing'] as const).map((who) => answerTo(who, meetingId, at))
			);
		const nobodyElse = ['write', CLOSE.forbidden, CLOSE.forbidden, CLOSE.forbidden, CLOSE.missing];
		expect(await answers(here)).toEqual(nobodyElse);
		expect(await answers(elsewhere)).toEqual(nobodyElse);
		const mine = await open('social', meetingId);
		let again = await open('social', meetingId, elsewhere);
		write(mine, KNOWN, 0, 'Seen in May');
		await until(async () => {
			// The other node hears of the statement later, and tells whoever is there already to come again, as a browser does.
			if (again.closed?.code === CLOSE.resync) again = await open('social', meetingId, elsewhere);
			expect(textIn(again, KNOWN)).toBe('Seen in May');
		});
		// A text that no return has, and the recorders' own, take none of the agency's words.
		for (const field of ['return.suggestions', 'return.other', 'R1.risk']) {
			const page = await open('social', meetingId);
			write(page, field, 0, 'Not here');
			await until(() => expect(page.closed?.code ?? page.refused[0]?.code).toBe(CLOSE.forbidden));
		}
	});

	test('RETURN-17 R12 it is written until its item closes, at every node, and again when it is opened anew', async () => {
		const meetingId = await startedMeeting(world);
		expect(await answerTo('manager', meetingId)).toBe(CLOSE.forbidden);
		await openItem(meetingId, 'AGENCY_INFO');
		expect(await answerTo('manager', meetingId, elsewhere)).toBe('read');
		const writing = await open('social', meetingId, elsewhere);
		const reading = await open('manager', meetingId);
		write(writing, KNOWN, 0, 'In time');
		await until(() => expect(textIn(reading, KNOWN)).toBe('In time'));
		const suggesting = await open('chair', meetingId);
		write(suggesting, 'return.suggestions', 0, 'Say which May');
		await until(() => expect(textIn(writing, 'return.suggestions')).toBe('Say which May'));
		write(suggesting, KNOWN, 0, 'Not the chair’s to write. ');
		await until(() => expect(suggesting.closed?.code ?? suggesting.refused[0]?.code).toBe(CLOSE.forbidden));
		const closing = Date.now();
		await openItem(meetingId, 'ENGAGEMENT');
		await until(() => expect(writing.closed?.code).toBe(CLOSE.resync));
		expect(Date.now() - closing).toBeLessThan(1_500);
		expect(await answerTo('social', meetingId, elsewhere)).toBe('read');
		await openItem(meetingId, 'AGENCY_INFO');
		expect(await answerTo('social', meetingId)).toBe('write');
		expect(textIn(reading, KNOWN)).toBe('In time');
	});

	test('RETURN-18 whom it is not for gets no byte of it, is cut off when it is narrowed, and gets nothing taken out before it was widened', async () => {
		const meetingId = await startedMeeting(world);
		await openItem(meetingId, 'AGENCY_INFO');
		const feed = await elsewhere.feed('minuteTaker');
		const heard = allHeard(feed.socket);
		const entered = await feed.ask('meeting', { protocol: PROTOCOL_VERSION, meetingId, since: 0 });
		expect(entered.ok).toBe(true);
		const before = await open('minuteTaker', meetingId, elsewhere, heard);
		const narrowing = Date.now();
		await save(meetingId, 0, 'POLICE_INTELLIGENCE');
		await until(() => expect(before.closed?.code).toBe(CLOSE.resync));
		expect(Date.now() - narrowing).toBeLessThan(1_500);
		for (const at of [here, elsewhere]) {
			expect(await answerTo('minuteTaker', meetingId, at)).toBe(CLOSE.missing);
			expect(await answerTo('manager', meetingId, at)).toBe(CLOSE.missing);
			expect(await answerTo('chair', meetingId, at)).toBe('write');
		}
		const own = await open('social', meetingId);
		write(own, KNOWN, 0, `${CANARY} was seen. Nothing else.`);
		await until(() => expect(own.saved.length).toBeGreaterThan(0));
		await world.does('social', meetingId, 'send-return', {
			...{ agencyId: area.agency.CSC, edition: 1 },
			values: { answer: 'INFORMATION', attending: 'ATTENDS', audience: 'POLICE_INTELLIGENCE' }
		});
		await until(() => expect(heard.has('return-sent')).toBe(true));
		const saved = own.saved.length;
		sendUpdate(
			own,
			edit(own, KNOWN, (text) => text.delete(0, CANARY.length + 11))
		);
		await until(() => expect(own.saved.length).toBeGreaterThan(saved));
		await save(meetingId, 2, 'STANDARD');
		const after = await open('minuteTaker', meetingId, elsewhere, heard);
		expect(textIn(after, KNOWN)).toBe('Nothing else.');
		expect(heard.has(CANARY)).toBe(false);
		await world.does('chair', meetingId, 'open-item', { code: 'ENGAGEMENT' });
		expect(await answerTo('minuteTaker', meetingId, here)).toBe('read');
	});
});
