import { afterEach, describe, expect, it } from 'vitest';
import type { CloseCode } from '#lib/wire.ts';
import type { Member } from '#server/rooms/connection.ts';
import type { Rooms } from '#server/rooms/rooms.ts';
import { until } from '../support/document-bench.ts';
import { askState, edit, sendPresence, sendUpdate, write } from '../support/raw-writer.ts';
import { openTwoNodes, type TwoNodes } from '../support/two-nodes.ts';

let both: TwoNodes;
afterEach(() => both.close());

const statesOf = (rooms: Rooms, documentId: string) => rooms.cursors().get(documentId)?.states ?? [];

describe('who is writing where, across nodes', () => {
	it('ACROSS-8 shows those of the other node like those here, follows them, and lets them go', async () => {
		const moved: string[] = [];
		both = await openTwoNodes({}, { cursorsMoved: (documentId) => moved.push(documentId) });
		const { plan, meetingId, areaId } = both.meeting;
		const carry = () => both.b.rooms.cursorsElsewhere(plan, statesOf(both.a.rooms, plan));
		const anna = await both.a.join({ person: 0 });
		const ben = await both.b.join({ person: 1 });
		const id = anna.clientId as number;
		expect(both.a.rooms.cursors().get(plan)).toBeUndefined();
		const at = (anchor: number) =>
			sendPresence(anna, [[id, 1, JSON.stringify({ field: 'R1.risk', anchor, head: anchor })]]);
		at(3);
		await until(() => expect(moved).toEqual([plan]));
		const first = both.a.rooms.cursors().get(plan);
		const user = { personId: both.meeting.people[0], name: 'Person 1', agency: 'Police' };
		expect(first).toMatchObject({ areaId, meetingId, states: [{ client: id, state: { field: 'R1.risk', user } }] });
		carry();
		await until(() => expect(ben.presence.get(id)).toEqual({ field: 'R1.risk', anchor: 3, head: 3, user }));
		const heard = ben.heard.length;
		carry(); // nothing new: nobody is told again
		at(4);
		await until(() => expect(moved).toEqual([plan, plan]));
		expect(statesOf(both.a.rooms, plan)[0]?.state.anchor).toBe(4);
		expect(both.a.rooms.cursors().get(plan)?.version).toBeGreaterThan(first?.version ?? 0);
		carry();
		await until(() => expect(ben.presence.get(id)).toMatchObject({ anchor: 4 }));
		expect(ben.heard.slice(heard)).toEqual(['awareness']);
		const late = await both.b.join({ person: 2 });
		expect(late.presence.get(id)).toMatchObject({ anchor: 4 });
		anna.ws.close();
		await until(() => expect(statesOf(both.a.rooms, plan)).toEqual([]));
		carry();
		await until(() => expect([ben.presence.get(id), late.presence.get(id)]).toEqual([null, null]));
		expect(statesOf(both.b.rooms, plan)).toEqual([]);
	});

	it('ACROSS-8 shows them also in a document that is opened only later', async () => {
		both = await openTwoNodes();
		const { plan, people } = both.meeting;
		const user = { personId: people[0] as string, name: 'Person 1', agency: 'Police' };
		both.b.rooms.cursorsElsewhere(plan, [{ client: 77, state: { field: 'R1.risk', user } }]);
		const ben = await both.b.join({ person: 1 });
		expect(ben.presence.get(77)).toEqual({ field: 'R1.risk', user });
		both.b.rooms.cursorsElsewhere(plan, []);
		await until(() => expect(ben.presence.get(77)).toBeNull());
	});
});

describe('what a room refuses', () => {
	it('ACROSS-10 is reported once for each connection that is ended or silenced, with its person and code', async () => {
		const refused: [string, CloseCode][] = [];
		both = await openTwoNodes({ refused: (member: Member, code) => refused.push([member.person.name, code]) });
		const garbage = await both.a.join({ person: 0 });
		garbage.ws.send(Uint8Array.of(99));
		await until(() => expect(garbage.closed?.code).toBe(4400));
		const narrow = await both.a.join({ person: 1, rights: { mayWrite: () => false } });
		for (let n = 0; n < 3; n++) write(narrow, 'R1.risk', n, 'x');
		await until(() => expect(narrow.refused).toHaveLength(3));
		const reader = await both.a.join({ person: 2, access: 'read' });
		for (let n = 0; n < 3; n++)
			sendUpdate(
				reader,
				edit(reader, 'R1.risk', (text) => text.insert(0, 'x'))
			);
		await until(() => expect(reader.refused).toHaveLength(3));
		const asking = await both.a.join({ person: 3 });
		for (let n = 0; n < 6; n++) askState(asking);
		await until(() => expect(asking.closed?.code).toBe(4429));
		expect(refused).toEqual([
			['Person 1', 4400],
			['Person 2', 4403],
			['Person 3', 4403],
			['Person 4', 4429]
		]);
	});
});
