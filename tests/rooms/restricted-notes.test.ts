/**
 * Restricted notes at the doors, on two nodes and over both transports: whom one is not for never gets a byte that tells of
 * it, and whoever it is for no longer is out within a second (R12).
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Audience } from '#lib/restricted/audiences.ts';
import { RESTRICTED_FIELDS } from '#lib/restricted/restricted-field.ts';
import type { RestrictedView } from '#lib/restricted/restricted-note.ts';
import { restrictedDocument } from '#lib/restricted/restricted-note.ts';
import { CLOSE, type DocumentName, PROTOCOL_VERSION } from '#lib/wire.ts';
import { type AllHeard, allHeard } from '../support/all-heard.ts';
import {
	anotherCase,
	auditOf,
	openWorld,
	startedMeeting,
	traces,
	type Who,
	type World
} from '../support/meeting-world.ts';
import { askState, edit, type RawWriter, sendPresence, sendUpdate, textIn, write } from '../support/raw-writer.ts';
import { type Feed, type ServedWorld, serveWorld, until } from '../support/served-world.ts';
import { knockOver } from '../support/tunnel-page.ts';

const CANARY = 'KESTRELQUARRY';
const NOBODY = '6f1f0e0e-0000-4000-8000-000000000001';

let area: World;
let there: World;
let servedHere: ServedWorld;
let servedThere: ServedWorld;
let world: World;
let meetingId: string;

beforeAll(async () => {
	// No hints: only the look at the database tells the other node.
	area = await openWorld();
	there = area.anotherNode();
	[servedHere, servedThere] = [await serveWorld(area), await serveWorld(there)];
});
afterAll(async () => {
	await servedThere.close();
	await servedHere.close();
	await there.close();
	await area.close();
});
beforeEach(async () => {
	world = await anotherCase(area);
	meetingId = await startedMeeting(world);
});
afterEach(() => {
	servedHere.hangUp();
	servedThere.hangUp();
});

type Transport = 'websocket' | 'polling';
const id = (who: Who) => world.who[who].personId;
const audience = (kind: Audience['kind'], over: Partial<Audience> = {}) => ({
	...{ kind, named: [], leftOut: [], isHidden: false },
	...over
});
const make = async (who: Who, over: Audience, item = 'VICTIMS'): Promise<string> => {
	await world.does(who, meetingId, 'make-restricted-note', { item, ...over });
	const view = await area.application.restricted(world.who[who], meetingId);
	const made = view.ok ? view.value.notes.at(-1) : undefined;
	if (!made) throw new Error('no note was made');
	return made.id;
};
const change = (who: Who, noteId: string, edition: number, over: Audience) =>
	world.run(who, meetingId, 'change-restricted-audience', { noteId, edition, ...over });
const viewOf = async (who: Who): Promise<RestrictedView> => {
	const view = await area.application.restricted(world.who[who], meetingId);
	if (!view.ok) throw new Error(view.message);
	return view.value;
};

const headers = async (who: Who, at: ServedWorld) => ({ cookie: await area.cookie(who), origin: at.origin });
const knock = async (who: Who, name: string, at = servedHere): Promise<RawWriter> =>
	at.knock(`/yjs/${meetingId}/${name}?v=${PROTOCOL_VERSION}`, await headers(who, at));
const answerTo = async (who: Who, name: string, at = servedHere): Promise<string | number | undefined> => {
	const page = await knock(who, name, at);
	await until(() => expect(page.hello !== null || page.closed !== null).toBe(true));
	return page.hello?.access ?? page.closed?.code;
};
const synced = async (page: RawWriter): Promise<RawWriter> => {
	await until(() => {
		if (page.hello === null) throw new Error(`no hello yet, closed: ${page.closed?.code}`);
	});
	askState(page);
	await until(() => expect(page.synced).toBe(true));
	return page;
};

type Browser = { readonly feed: Feed; readonly heard: AllHeard; readonly open: (name: DocumentName) => RawWriter };
const browser = async (who: Who, at: ServedWorld, transport: Transport): Promise<Browser> => {
	const feed = await at.feed(who, { transports: [transport] });
	const heard = allHeard(feed.socket);
	const entered = await feed.ask('meeting', { protocol: PROTOCOL_VERSION, meetingId, since: 0 });
	if (!entered.ok) throw new Error(entered.message);
	const own = await headers(who, at);
	const open = (name: DocumentName) => {
		const path = `/yjs/${meetingId}/${name}?v=${PROTOCOL_VERSION}`;
		if (transport === 'polling') return knockOver(feed.socket, path);
		const page = at.knock(path, own);
		heard.document(page);
		return page;
	};
	return { feed, heard, open };
};
const told = ({ heard }: Feed): readonly RestrictedView[] =>
	heard.filter(({ name }) => name === 'restricted').map(({ message }) => message.view);

describe('the door of a restricted note', () => {
	test('REST-5 R5 at either node those it is for come in, to the others in the room it does not exist', async () => {
		const victims = restrictedDocument(await make('manager', audience('VICTIM_SENSITIVE')));
		const police = restrictedDocument(await make('chair', audience('POLICE_INTELLIGENCE', { named: [id('social')] })));
		const health = restrictedDocument(await make('minuteTaker', audience('HEALTH_SENSITIVE')));
		const named = restrictedDocument(await make('social', audience('NAMED_ONLY', { named: [id('minuteTaker')] })));
		const everybody = ['chair', 'minuteTaker', 'manager', 'social'] as const;
		for (const at of [servedHere, servedThere]) {
			const answers = async (name: DocumentName) => Promise.all(everybody.map((who) => answerTo(who, name, at)));
			expect(await answers(victims)).toEqual(['write', CLOSE.missing, 'write', 'write']);
			expect(await answers(police)).toEqual(['write', CLOSE.missing, CLOSE.missing, 'write']);
			expect(await answers(health)).toEqual([CLOSE.missing, 'write', CLOSE.missing, CLOSE.missing]);
			expect(await answers(named)).toEqual([CLOSE.missing, 'write', CLOSE.missing, 'write']);
			expect(await answers(restrictedDocument(NOBODY))).toEqual(everybody.map(() => CLOSE.missing));
		}
	});

	test('REST-5 R9 outside the room, and under another meeting, a note that is there is answered as one that is not', async () => {
		const note = restrictedDocument(await make('manager', audience('VICTIM_SENSITIVE')));
		for (const who of ['coordinator', 'housing'] as const)
			expect(await answerTo(who, note), who).toBe(await answerTo(who, restrictedDocument(NOBODY)));
		const first = meetingId;
		world = await anotherCase(area);
		meetingId = await startedMeeting(world);
		expect(await answerTo('manager', note)).toBe(CLOSE.missing);
		meetingId = first;
		expect(await answerTo('manager', note)).toBe('write');
	});

	test('REST-5 only its own fields are written, and only while the facts allow it', async () => {
		const note = restrictedDocument(await make('social', audience('VICTIM_SENSITIVE')));
		const page = await synced(await knock('manager', note));
		write(page, 'note.text', 0, 'Known');
		await until(() => expect(page.saved.length).toBe(1));
		write(page, 'R1.risk', 0, 'Elsewhere');
		await until(() => expect(page.refused[0]?.code ?? page.closed?.code).toBe(CLOSE.forbidden));
		const elsewhere = await synced(await knock('chair', note, servedThere));
		expect(textIn(elsewhere, 'note.text')).toBe('Known');
	});

	test('REST-6 R19 making one, reading it and changing whom it is for leave a row in the audit, and nothing in the log of the meeting', async () => {
		const before = await traces(world, meetingId);
		const noteId = await make('chair', audience('POLICE_INTELLIGENCE'));
		expect(await answerTo('chair', restrictedDocument(noteId))).toBe('write');
		expect(await change('chair', noteId, 1, audience('NAMED_ONLY', { named: [id('manager')] }))).toMatchObject({
			ok: true
		});
		const rows = (await auditOf(world, meetingId)).filter(({ objectId }) => objectId === noteId);
		expect(rows.map(({ act, actorId }) => [act, actorId === id('chair')])).toEqual([
			['make-restricted-note', true],
			['view-restricted-note', true],
			['change-restricted-audience', true]
		]);
		const after = await traces(world, meetingId);
		expect([after.head, after.events]).toEqual([before.head, before.events]);
	});
});

describe.each(['websocket', 'polling'] as const)('over %s', (transport) => {
	test.each([
		['at the node where it happens', () => servedHere],
		['at another node', () => servedThere]
	] as const)(
		'REST-7 R12 whoever is left out is out of that note within a second %s, and nobody else is disturbed',
		async (_, at) => {
			const noteId = await make('manager', audience('VICTIM_SENSITIVE'));
			const name = restrictedDocument(noteId);
			const [out, stays] = [await browser('social', at(), transport), await browser('chair', at(), transport)];
			const [note, plan, other] = [out.open(name), out.open('plan'), stays.open(name)];
			for (const page of [note, plan, other]) await synced(page);
			for (const { feed } of [out, stays]) await feed.ask('restricted', { meetingId });
			expect(
				await change('manager', noteId, 1, audience('VICTIM_SENSITIVE', { leftOut: [id('social')] }))
			).toMatchObject({
				ok: true
			});
			const changed = performance.now();
			await until(() => expect(note.closed?.code).toBe(CLOSE.forbidden));
			expect(performance.now() - changed).toBeLessThan(1000);
			await until(() =>
				expect(told(out.feed).at(-1)).toMatchObject({
					notes: [],
					told: [{ item: 'VICTIMS', kind: 'VICTIM_SENSITIVE' }]
				})
			);
			expect([plan.closed, other.closed]).toEqual([null, null]);
			const writer = await synced(await knock('manager', name));
			write(writer, 'note.text', 0, CANARY);
			await until(() => expect(textIn(other, 'note.text')).toBe(CANARY));
			expect(out.heard.has(CANARY)).toBe(false);
			const again = out.open(name);
			await until(() => expect(again.closed?.code).toBe(CLOSE.missing));
		}
	);

	test('REST-8 nobody outside gets one byte that tells of a note for people named, however busy it is', async () => {
		const outside = await browser('manager', servedThere, transport);
		const minutes = outside.open('minutes');
		await synced(minutes);
		const before = await outside.feed.ask('restricted', { meetingId });
		const heardBefore = outside.heard.said().length;
		const noteId = await make('chair', audience('NAMED_ONLY', { named: [id('social')] }), 'RISK');
		const name = restrictedDocument(noteId);
		const inside = await browser('social', servedThere, transport);
		const [writer, reader] = [await synced(await knock('chair', name)), await synced(inside.open(name))];
		write(writer, 'note.text', 0, `${CANARY} `.repeat(40));
		sendPresence(writer, [[writer.clientId as number, 1, '{"field":"note.text","anchor":3,"head":3}']]);
		await until(() => {
			expect(textIn(reader, 'note.text')).toContain(CANARY);
			expect(reader.presence.size).toBe(1);
		});
		// Much of another's words removed is an alarm in other documents: here it is told to nobody.
		const social = await synced(await knock('social', name, servedHere));
		sendUpdate(
			social,
			edit(social, 'note.text', (text) => text.delete(0, 300))
		);
		await until(() => expect(textIn(reader, 'note.text').length).toBeLessThan(300));
		expect(await change('chair', noteId, 1, audience('NAMED_ONLY', { named: [id('minuteTaker')] }))).toMatchObject({
			ok: true
		});
		// At another node the new history may be noticed first: then they come back, and there is no such note.
		await until(() => expect([CLOSE.forbidden, CLOSE.resync]).toContain(reader.closed?.code));
		for (const at of [servedHere, servedThere]) expect(await answerTo('social', name, at)).toBe(CLOSE.missing);
		// Whatever was on its way has come when this has.
		await world.does('chair', meetingId, 'raise-hand');
		await until(() => expect(outside.heard.has('hand-raised')).toBe(true));
		expect(await outside.feed.ask('restricted', { meetingId })).toEqual(before);
		expect([before.notes, before.told]).toEqual([[], []]);
		for (const word of [CANARY, noteId, 'note.text', 'NAMED_ONLY', 'restricted.'])
			expect(outside.heard.has(word), word).toBe(false);
		expect(told(outside.feed)).toEqual([]);
		expect(outside.heard.said().length).toBeGreaterThan(heardBefore);
		expect(inside.heard.has(CANARY)).toBe(true);
	});

	test.each([
		['VICTIM_SENSITIVE', 'manager', 'minuteTaker'],
		['POLICE_INTELLIGENCE', 'chair', 'social'],
		['HEALTH_SENSITIVE', 'manager', 'social']
	] as const)(
		'REST-8 of a note for %s others learn that it is there and for whom, and no byte more',
		async (kind, writer, other) => {
			const outside = await browser(other, servedThere, transport);
			await outside.feed.ask('restricted', { meetingId });
			await synced(outside.open('plan'));
			const noteId = await make(writer, audience(kind));
			const page = await synced(await knock(writer, restrictedDocument(noteId)));
			write(page, 'note.text', 0, CANARY);
			write(page, 'note.handling', 0, `${CANARY}-handling`);
			await until(() => expect(page.saved.at(-1)?.frames).toBe(2));
			await until(() => expect(told(outside.feed)).toMatchObject([{ notes: [], told: [{ item: 'VICTIMS', kind }] }]));
			const refused = outside.open(restrictedDocument(noteId));
			await until(() => expect(refused.closed?.code).toBe(CLOSE.missing));
			expect([outside.heard.has(CANARY), outside.heard.has(noteId)]).toEqual([false, false]);
		}
	);

	test('REST-9 names of victims reach those who may know them, live, and nobody else', async () => {
		const [knows, outside] = [
			await browser('social', servedThere, transport),
			await browser('minuteTaker', servedThere, transport)
		];
		expect((await knows.feed.ask('restricted', { meetingId })).victims).toEqual([]);
		expect((await outside.feed.ask('restricted', { meetingId })).victims).toBeNull();
		await world.does('manager', meetingId, 'record-victim-name', {
			code: 'V1',
			name: `Ada ${CANARY}`,
			alsoKnownAs: '',
			edition: 0
		});
		await until(() =>
			expect(told(knows.feed).at(-1)?.victims).toEqual([
				{ code: 'V1', name: `Ada ${CANARY}`, alsoKnownAs: [], version: 1 }
			])
		);
		expect(
			await world.run('minuteTaker', meetingId, 'record-victim-name', {
				code: 'V1',
				name: 'x',
				alsoKnownAs: '',
				edition: 0
			})
		).toMatchObject({ ok: false, kind: 'forbidden' });
		expect([outside.heard.has(CANARY), told(outside.feed)]).toEqual([false, []]);
	});
});

describe('what changes while somebody comes', () => {
	test('REST-15 R5 what was taken out of a note before more may read it reaches none of them, and the words that stand do', async () => {
		const noteId = await make('manager', audience('NAMED_ONLY', { named: [id('chair')] }));
		const note = restrictedDocument(noteId);
		const [field] = RESTRICTED_FIELDS;
		const own = await synced(await knock('manager', note, servedThere));
		write(own, field, 0, `${CANARY} was seen. Nothing else.`);
		await until(() => expect(own.saved.length).toBeGreaterThan(0));
		const saved = own.saved.length;
		sendUpdate(
			own,
			edit(own, field, (text) => text.delete(0, `${CANARY} was seen. `.length))
		);
		await until(() => expect(own.saved.length).toBeGreaterThan(saved));
		expect(
			(await change('manager', noteId, 1, audience('NAMED_ONLY', { named: [id('chair'), id('social')] }))).ok
		).toBe(true);
		// Whoever had it open at either node comes back to the new history.
		await until(() => expect(own.closed?.code).toBe(CLOSE.resync));
		for (const at of [servedHere, servedThere]) {
			const heard = allHeard((await at.feed('social')).socket);
			const reader = await knock('social', note, at);
			heard.document(reader);
			await synced(reader);
			expect(textIn(reader, field)).toBe('Nothing else.');
			expect(heard.has(CANARY)).toBe(false);
		}
	});

	test('REST-7 somebody who opens a note at the very moment they are left out does not stay in it', async () => {
		const noteId = await make('manager', audience('VICTIM_SENSITIVE'));
		const pages = await Promise.all(
			Array.from({ length: 8 }, (_, n) =>
				knock('social', restrictedDocument(noteId), n % 2 === 0 ? servedHere : servedThere)
			)
		);
		await change('manager', noteId, 1, audience('VICTIM_SENSITIVE', { leftOut: [id('social')] }));
		await until(() => expect(pages.map(({ closed }) => closed !== null)).toEqual(pages.map(() => true)));
	});

	test('REST-7 R12 removed from the meeting, of another agency now, or without the grant: out at both nodes within a second', async () => {
		const noteId = await make('manager', audience('VICTIM_SENSITIVE', { named: [id('minuteTaker')] }));
		const name = restrictedDocument(noteId);
		const both = async (who: Who) => [
			await synced(await knock(who, name)),
			await synced(await knock(who, name, servedThere))
		];
		const isOut = async (pages: readonly RawWriter[]) => {
			const since = performance.now();
			await until(() => expect(pages.map(({ closed }) => closed !== null)).toEqual([true, true]));
			expect(performance.now() - since).toBeLessThan(1000);
		};
		const minuteTaker = await both('minuteTaker');
		await world.does('chair', meetingId, 'remove-attendee', {
			personId: id('minuteTaker'),
			reason: 'Knows a victim',
			conflict: false
		});
		await isOut(minuteTaker);
		const social = await both('social');
		await area.store.owner`update person set agency_id = ${area.agency.HSG} where id = ${id('social')}`;
		await isOut(social);
		await area.store.owner`update person set grants = array['VICTIM_SENSITIVE'] where id = ${id('social')}`;
		const granted = await both('social');
		await area.store
			.owner`update person set grants = array[]::text[], agency_id = ${area.agency.HSG} where id = ${id('social')}`;
		await isOut(granted);
		await area.store.owner`update person set agency_id = ${area.agency.CSC} where id = ${id('social')}`;
	});

	test('REST-5 the answer of a view that was overtaken is the newer one', async () => {
		const asked = Array.from({ length: 6 }, () => area.application.restricted(world.who.social, meetingId));
		const noteId = await make('manager', audience('VICTIM_SENSITIVE'));
		const views = await Promise.all(asked);
		expect(views.every(({ ok }) => ok)).toBe(true);
		expect((await viewOf('social')).notes.map((note) => note.id)).toEqual([noteId]);
		expect((await viewOf('minuteTaker')).told).toEqual([{ item: 'VICTIMS', kind: 'VICTIM_SENSITIVE' }]);
	});
});
