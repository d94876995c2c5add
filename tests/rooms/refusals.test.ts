import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { LIMIT, PROTOCOL_VERSION } from '#lib/wire.ts';
import { createRefusalAudit } from '#server/application/refusal-audit.ts';
import { auditOf, startedMeeting, type Who, type World } from '../support/meeting-world.ts';
import { write } from '../support/raw-writer.ts';
import { servedArea } from '../support/served-area.ts';
import { type ServedWorld, until } from '../support/served-world.ts';

let area: World;
let world: World;
let served: ServedWorld;
let meetingId: string;

servedArea(async (now) => {
	({ area, world, served } = now);
	meetingId = await startedMeeting(world);
});

const denials = async (act: string) =>
	(await area.store.owner`select * from audit_event where act = ${act} order by number`) as unknown as Record<
		string,
		unknown
	>[];
const knock = async (who: Who, path: string, cookie?: string) => {
	const page = served.knock(path, { cookie: cookie ?? (await world.cookie(who)), origin: served.origin });
	await until(() => expect(page.closed ?? page.hello).not.toBeNull());
	return page;
};

describe('refusals', () => {
	test('REFUSE-1 a frame that is refused is one row with the document and the meeting, and an honest one is none', async () => {
		await world.does('chair', meetingId, 'add-risk');
		const before = (await denials('deny-frame')).length;
		const honest = await served.page('manager', meetingId, 'plan');
		write(honest, 'R1.risk', 0, 'Honest words');
		await until(() => expect(honest.saved).toHaveLength(1));
		const page = await served.page('social', meetingId, 'plan');
		page.ws.send(Uint8Array.of(0, 2, 3, 1, 2, 3));
		await until(() => expect(page.closed?.code).toBe(4400));
		await until(async () => expect(await denials('deny-frame')).toHaveLength(before + 1));
		const { personId, agencyId } = world.who.social;
		const [row] = await auditOf(world, meetingId, 'deny-frame');
		expect(row).toMatchObject({ actorId: personId, agencyId, object: 'document', meetingId });
		const [document] = await area.store.owner`select name from document where id = ${row?.objectId ?? ''}`;
		expect(document?.name).toBe('plan');
	});

	test('REFUSE-2 somebody signed in who may not open a document leaves one row; made-up names are not written down', async () => {
		const rows = async (who: Who) =>
			(await denials('deny-document')).filter((row) => row.actor_id === world.who[who].personId);
		expect((await knock('coordinator', `/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`)).closed?.code).toBe(4403);
		await until(async () =>
			expect(await rows('coordinator')).toMatchObject([{ object_id: meetingId, meeting_id: null }])
		);
		const words = 'Tobiah%20Wrenfield-Moss';
		expect((await knock('deputy', `/yjs/${words}/plan?v=${PROTOCOL_VERSION}`)).closed?.code).toBe(4404);
		await until(async () => expect(await rows('deputy')).toMatchObject([{ object_id: 'none' }]));
		expect((await knock('housing', `/yjs/${meetingId}/${words}?v=${PROTOCOL_VERSION}`)).closed?.code).toBe(4404);
		await until(async () => expect(await rows('housing')).toMatchObject([{ object_id: meetingId }]));
		const stranger = served.knock(`/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`, { origin: served.origin });
		await until(() => expect(stranger.closed?.code).toBe(4401));
		expect(JSON.stringify(await denials('deny-document'))).not.toContain('Wrenfield');
	});

	test('REFUSE-3 however often somebody is refused, one row a second is written, and others are not counted with them', async () => {
		let now = 0;
		const audit = createRefusalAudit(
			area.store.database,
			(line) => area.log.push(line),
			() => now
		);
		const rows = async () => (await denials('deny-flood')).length;
		const before = await rows();
		for (let n = 0; n < 500; n++) audit.flood(world.who.social);
		audit.flood(world.who.manager);
		await until(async () => expect(await rows()).toBe(before + 2));
		now = 999;
		audit.flood(world.who.social);
		now = 1000;
		audit.flood(world.who.social);
		await until(async () => expect(await rows()).toBe(before + 3));
		const many = Array.from({ length: 3000 }, () => ({ ...world.who.social, personId: randomUUID() }));
		const none = createRefusalAudit(
			{ withArea: async () => undefined as never },
			() => {},
			() => now
		);
		for (const actor of many) none.flood(actor);
	});

	test('REFUSE-4 beyond its limit a session is told to come later, on both doors, and another session is not', async () => {
		const cookie = await world.cookie('social');
		const path = `/yjs/${meetingId}/plan?v=${PROTOCOL_VERSION}`;
		const pages = Array.from({ length: 70 }, () => served.knock(path, { cookie, origin: served.origin }));
		await until(() => expect(pages.every((page) => page.closed ?? page.hello)).toBe(true));
		const refused = pages.filter((page) => page.closed?.code === 4429);
		expect(refused.length).toBeGreaterThan(0);
		expect(pages.length - refused.length).toBeGreaterThanOrEqual(60);
		const answers = Array.from({ length: 40 }, () => {
			const line = served.line({ cookie, origin: served.origin });
			return new Promise((seen) => {
				line.once('connect', () => seen('connected'));
				line.once('connect_error', ({ message }) => seen(message));
			});
		});
		expect(await Promise.all(answers)).toContain('too-many');
		for (const page of pages) page.ws.terminate();
		expect((await served.page('social', meetingId, 'plan')).hello?.access).toBe('write');
	});

	test('REFUSE-5 a line that floods is ended, whatever it sends; it is audited and the others go on', async () => {
		const [flood, calm] = [await served.feed('social'), await served.feed('manager')];
		const gone = new Promise((seen) => flood.socket.once('disconnect', seen));
		for (let n = 0; n < LIMIT.packetBurst + 1000; n++) flood.socket.emit('no-such-event', n);
		await gone;
		await until(async () =>
			expect((await denials('deny-flood')).some((row) => row.actor_id === world.who.social.personId)).toBe(true)
		);
		expect(await calm.ask('meeting', { protocol: PROTOCOL_VERSION, meetingId, since: 0 })).toMatchObject({ ok: true });
	});
});
