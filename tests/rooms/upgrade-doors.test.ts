import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '#lib/wire.ts';
import type { Rooms } from '#server/rooms/rooms.ts';
import {
	accept,
	anotherCase,
	CASE_WORDS,
	convene,
	finishedMeeting,
	letReaderIn,
	NOT_DISCLOSED,
	openWorld,
	riskTexts,
	startedMeeting,
	type Who,
	type World,
	wordsOf,
	writeFirstWords
} from '../support/meeting-world.ts';
import { askState, textIn, write } from '../support/raw-writer.ts';
import { servedArea } from '../support/served-area.ts';
import { type ServedWorld, serveWorld, until } from '../support/served-world.ts';

let area: World;
let world: World;
let served: ServedWorld;

servedArea((now) => {
	({ area, world, served } = now);
});

const headersOf = async (who: Who) => ({ cookie: await world.cookie(who), origin: served.origin });
/** Knocks and says with which code the door closed, and that nothing was heard before. */
const closeCode = async (path: string, headers: Record<string, string>) => {
	const page = served.knock(path, headers);
	await until(() => expect(page.closed, path).not.toBeNull());
	expect(page.heard, path).toEqual([]);
	return page.closed?.code;
};

describe('the door of a document', () => {
	test('DOOR-5 nobody without a session, nobody from another origin', async () => {
		const meetingId = await startedMeeting(world);
		const path = `/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`;
		const { cookie, origin } = await headersOf('social');
		expect(await closeCode(path, { origin })).toBe(4401);
		expect(await closeCode(path, { origin, cookie: 'session=made-up' })).toBe(4401);
		expect(await closeCode(path, { cookie })).toBe(4403);
		for (const other of ['https://evil.example', 'null', `${origin}.evil.example`, origin.replace('http', 'https')])
			expect(await closeCode(path, { cookie, origin: other }), other).toBe(4403);
	});

	test('DOOR-5 unknown documents and meetings, foreign ones and those of others are all not there', async () => {
		const meetingId = await startedMeeting(world);
		const social = await headersOf('social');
		const elsewhere = await openWorld(area.store);
		const foreign = await startedMeeting(elsewhere);
		for (const path of [
			`/yjs/${meetingId}/secrets`,
			`/yjs/${meetingId}/`,
			`/yjs/${meetingId}/plan/more`,
			`/yjs/${meetingId.toUpperCase()}/plan`,
			`/yjs/${randomUUID()}/plan`,
			`/yjs/${foreign}/plan`,
			'/yjs/1/plan',
			'/yjs/%00/plan',
			'/yjs/..%2f/plan',
			`/yjs/${'x'.repeat(5_000)}/plan`,
			'/yjs/'
		])
			expect(await closeCode(`${path}?v=${PROTOCOL_VERSION}`, social), path.slice(0, 60)).toBe(4404);
		expect(await closeCode(`/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`, await headersOf('deputy'))).toBe(4404);
		await elsewhere.close();
	});

	test('DOOR-5 whoever is only invited, waits, was removed or runs the register is not let in, and hears not a word', async () => {
		const before = await convene(world);
		await accept(world, 'social', before);
		const meetingId = await finishedMeeting(await anotherCase(area));
		const { personId } = world.who.social;
		await world.does('chair', meetingId, 'remove-attendee', { personId, reason: 'No', conflict: false });
		for (const name of ['plan', 'minutes']) {
			expect(await closeCode(`/yjs/${before}/${name}?v=${PROTOCOL_VERSION}`, await headersOf('manager'))).toBe(4403);
			expect(await closeCode(`/yjs/${before}/${name}?v=${PROTOCOL_VERSION}`, await headersOf('social'))).toBe(4403);
			expect(await closeCode(`/yjs/${meetingId}/${name}?v=${PROTOCOL_VERSION}`, await headersOf('social'))).toBe(4403);
			expect(await closeCode(`/yjs/${meetingId}/${name}?v=${PROTOCOL_VERSION}`, await headersOf('coordinator'))).toBe(
				4403
			);
		}
	});

	test('DOOR-5 an older page is told to reload', async () => {
		const meetingId = await startedMeeting(world);
		for (const query of [
			'',
			'?v=',
			'?v=0',
			`?v=${PROTOCOL_VERSION - 1}`,
			`?v=${PROTOCOL_VERSION + 1}`,
			'?v=1.5',
			'?v=x'
		])
			expect(await closeCode(`/yjs/${meetingId}/plan${query}`, await headersOf('social')), query).toBe(4426);
	});

	test('DOOR-6 inside, the words come and go with the rights of the phase', async () => {
		const meetingId = await startedMeeting(world);
		await world.does('social', meetingId, 'add-risk');
		await writeFirstWords(world, meetingId, 'plan', riskTexts('R1'));
		const social = await served.page('social', meetingId, 'plan');
		expect([social.hello, textIn(social, 'R1.risk')]).toEqual([
			{ access: 'write', sealed: false, proof: expect.stringMatching(/^.{43}$/) },
			CASE_WORDS.risk
		]);
		await letReaderIn(world, meetingId);
		expect((await served.page('housing', meetingId, 'minutes')).hello).toEqual({
			access: 'read',
			sealed: false,
			proof: ''
		});
		const notes = await served.page('social', meetingId, 'minutes');
		write(notes, 'SAFEGUARDING.links', 0, 'Conference on Friday');
		await until(() => expect(notes.saved).toHaveLength(1));
		write(notes, 'SAFEGUARDING.notes', 0, 'The notes are not theirs');
		await until(() => expect(notes.refused.map((one) => one.code)).toEqual([4403]));
		expect((await wordsOf(world, meetingId, 'minutes')).fields).toEqual({
			'SAFEGUARDING.links': 'Conference on Friday'
		});
		write(social, 'R1.risk', 0, 'Now: ');
		await until(() => expect(social.saved).toHaveLength(1));
		write(social, 'R2.risk', 0, 'No such row');
		await until(() => expect(social.refused.map((one) => one.code)).toEqual([4403]));
		expect((await wordsOf(world, meetingId, 'plan')).fields).toMatchObject({ 'R1.risk': `Now: ${CASE_WORDS.risk}` });
		expect((await wordsOf(world, meetingId, 'plan')).fields).not.toHaveProperty(['R2.risk']);
	});

	test('DOOR-6 when the meeting ends the agencies come back as readers, and keep reading what is written', async () => {
		const meetingId = await meetingAboutToEnd();
		const social = await served.page('social', meetingId, 'plan');
		expect(social.hello?.access).toBe('write');
		await world.does('chair', meetingId, 'end-meeting');
		await until(() => expect(social.closed?.code).toBe(4409));
		const [reader, chair] = [
			await served.page('social', meetingId, 'plan'),
			await served.page('chair', meetingId, 'plan')
		];
		expect([reader.hello?.access, chair.hello?.access]).toEqual(['read', 'write']);
		write(chair, 'R1.risk', 0, 'Checked: ');
		await until(() => expect(textIn(reader, 'R1.risk')).toMatch(/^Checked: /));
	});

	test('DOOR-6 who is removed, or loses the right to write, while the door opens does not slip in', async () => {
		const own = await openWorld(area.store);
		let meanwhile: (() => Promise<unknown>) | null = null;
		const joinDocument: Rooms['joinDocument'] = async (line, member) => {
			const work = meanwhile;
			meanwhile = null;
			await work?.();
			await own.rooms.joinDocument(line, member);
		};
		const slow = await serveWorld(own, { rooms: { ...own.rooms, joinDocument } });
		const meetingId = await startedMeeting(own);
		await own.does('chair', meetingId, 'record-disclosure-decision', NOT_DISCLOSED);
		const knock = async (who: Who) => {
			const page = slow.knock(`/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`, {
				cookie: await own.cookie(who),
				origin: slow.origin
			});
			page.ws.once('open', () => askState(page));
			await until(() => expect(page.closed).not.toBeNull());
			expect([page.synced, page.doc.share.size]).toEqual([false, 0]);
			return page.closed?.code;
		};
		const { personId } = own.who.social;
		meanwhile = () => own.does('chair', meetingId, 'remove-attendee', { personId, reason: 'No', conflict: false });
		expect([await knock('social'), await knock('social')]).toEqual([4409, 4403]);
		meanwhile = () => own.does('chair', meetingId, 'end-meeting');
		expect(await knock('manager')).toBe(4409);
		const page = await slow.page('manager', meetingId, 'plan');
		expect(page.hello?.access).toBe('read');
		await slow.close();
		await own.close();
	});
});

/** Running, with one whole risk row and what the end asks for. */
async function meetingAboutToEnd(): Promise<string> {
	const meetingId = await startedMeeting(world);
	await world.does('social', meetingId, 'add-risk');
	await writeFirstWords(world, meetingId, 'plan', riskTexts('R1'));
	await world.does('chair', meetingId, 'record-disclosure-decision', NOT_DISCLOSED);
	return meetingId;
}
