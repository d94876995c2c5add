/** Documents, versions, epochs and failures that are not for a browser to decide. */
import { describe, expect, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { connectDocument } from '#lib/live-text/live-connection.ts';
import { CLOSE, PROTOCOL_VERSION } from '#lib/wire.ts';
import type { Member } from '#server/rooms/connection.ts';
import { attackedDocument, closedWith, FIELD, SECRET } from '../support/attacked-document.ts';
import { updateOf } from '../support/hostile-bytes.ts';
import { anotherCase, startedMeeting, type World, wordsOf } from '../support/meeting-world.ts';
import { askState, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { serveWorld, until } from '../support/served-world.ts';

const target = attackedDocument();
const { honestGoOn } = target;
describe('what else is not for a browser to decide', { timeout: 60_000 }, () => {
	test('GUARD-10 a document that is not there opens nothing and leaves nothing behind (Y12)', async () => {
		const headers = { cookie: await target.world.cookie('social'), origin: target.served.origin };
		const { rooms } = target.world.rooms.metrics();
		const count = async () => (await target.world.store.owner`select count(*)::int as n from document`)[0]?.n;
		const before = await count();
		for (const path of [`/yjs/${target.meetingId}/secrets`, `/yjs/${target.meetingId}/__proto__`, `/yjs/x/plan`]) {
			const knock = target.served.knock(`${path}?v=${PROTOCOL_VERSION}`, headers);
			await until(() => expect(knock.closed?.code, path).toBe(CLOSE.missing));
			expect(knock.heard).toEqual([]);
		}
		expect([target.world.rooms.metrics().rooms, await count()]).toEqual([rooms, before]);
	});

	test('GUARD-10 a page of another version is told to reload before it is told a word (Y17)', async () => {
		const headers = { cookie: await target.world.cookie('social'), origin: target.served.origin };
		for (const v of [
			'0',
			'-1',
			`${PROTOCOL_VERSION - 1}`,
			`${PROTOCOL_VERSION + 1}`,
			'1.0.0',
			'x',
			'',
			'1e0x',
			'99999999999999999999'
		]) {
			const knock = target.served.knock(`/yjs/${target.meetingId}/plan?v=${v}`, headers);
			await closedWith(knock, CLOSE.tooOld, v);
			expect(knock.heard).toEqual([]);
		}
	});

	test('GUARD-10 frames sent before hello wait and are judged like any other (W5)', async () => {
		const headers = { cookie: await target.world.cookie('social'), origin: target.served.origin };
		const early = target.served.knock(`/yjs/${target.meetingId}/plan?v=${PROTOCOL_VERSION}`, headers);
		early.ws.once('open', () =>
			sendUpdate(
				early,
				updateOf(4242, (doc) => doc.getText(FIELD).insert(0, SECRET))
			)
		);
		await closedWith(early, CLOSE.forbidden);
		const polite = target.served.knock(`/yjs/${target.meetingId}/plan?v=${PROTOCOL_VERSION}`, headers);
		polite.ws.once('open', () => askState(polite));
		await until(() => expect([polite.synced, polite.closed]).toEqual([true, null]));
		await honestGoOn();
	});

	test('GUARD-10 a page of an older epoch sends nothing of its history (Y21, R16, Y-15)', async () => {
		const { owner } = target.world.store;
		const other = await startedMeeting(await anotherCase(target.world));
		await target.world.does('social', other, 'add-risk');
		const cookie = await target.world.cookie('social');
		const openRooms = target.world.rooms.metrics().rooms;
		let reachable = true;
		class Browser extends NodeWebSocket {
			constructor(url: string) {
				super(reachable ? url : 'ws://127.0.0.1:9/', { headers: { cookie, origin: target.served.origin } });
			}
		}
		const live = connectDocument({
			url: target.served.address('/yjs'),
			documentPath: `${other}/plan`,
			WebSocket: () => Browser as unknown as typeof WebSocket,
			random: () => 0
		});
		await until(() => expect(live.phase()).toBe('ready'));
		reachable = false;
		target.world.rooms.closePerson(target.world.who.social.personId, other, CLOSE.goingAway);
		await until(() => expect(live.phase()).toBe('reconnecting'));
		live.doc.getText(FIELD).insert(0, SECRET);
		await owner`update document set epoch = epoch + 1 where meeting_id = ${other}`;
		await until(() => expect(target.world.rooms.metrics().rooms).toBe(openRooms));
		reachable = true;
		await until(() =>
			expect([live.phase(), live.refusal(), live.allSaved()]).toEqual(['refused', CLOSE.resync, false])
		);
		expect(live.doc.getText(FIELD).toString()).toBe(SECRET);
		expect((await wordsOf(target.world, other, 'plan')).fields).toEqual({});
		live.close();
	});

	test('GUARD-11 a handler that fails ends one connection with 4503, and says nothing of what was in the frame (W2)', async () => {
		const failing: World['rooms'] = {
			...target.world.rooms,
			joinDocument: (line, member: Member) =>
				target.world.rooms.joinDocument(line, {
					...member,
					mayWrite: () => {
						throw new Error(SECRET);
					}
				})
		};
		const other = await serveWorld(target.world, { rooms: { ...failing, shutdown: async () => {} } });
		const from = await other.page('social', target.meetingId, 'plan');
		write(from, FIELD, 0, SECRET);
		await closedWith(from, CLOSE.goingAway);
		expect(target.world.log).toContain('a frame could not be handled');
		expect(textIn(target.chair, FIELD)).not.toContain(SECRET);
		await honestGoOn();
		await other.close();
	});
});
