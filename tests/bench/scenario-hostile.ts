/** Three readers that never read while much is pasted, then one client that sends fifty megabytes. */
import * as Y from 'yjs';
import { pause } from './chance.ts';
import { quantile } from './histogram.ts';
import { watchProcess } from './process-watch.ts';
import { type Measures, type Scenario, withServer } from './scenario.ts';
import {
	beginTally,
	leaveMeeting,
	openMeetings,
	pressKey,
	type SyntheticMeeting,
	syntheticMeeting,
	tally,
	typeOn
} from './synthetic-meeting.ts';
import type { Target } from './target.ts';
import { closeClient, openWireClient, sendUpdate } from './wire-client.ts';

/**
 * Twelve people paste 9,000 characters each, ten times a second: a megabyte a second to everybody, more than the kernel
 * keeps for one who reads nothing. A field takes 20,000 characters, so each is emptied again.
 */
const PASTERS = 12;
const PASTE = 9000;
const MOST_IN_A_FIELD = 20_000;
const PASTES_PER_SECOND = 10;
const FLOOD_BYTES = 50 * 1024 * 1024;
const FLOOD_PIECE = 48 * 1024;
const SLOW_READERS = 3;

async function measureHostile(target: Target, seconds: number): Promise<Measures> {
	const numbers = await target.meetings(3, 12 + SLOW_READERS);
	const [pasted = 0, bystanding = 0, flooded = 0] = numbers;
	return withServer(target, async ({ pid }) => {
		const [counts, calm] = [tally(), tally()];
		const meeting = syntheticMeeting(target, pasted, {
			...{ tally: counts, people: 12, typists: PASTERS, rate: 5, cursors: false, seed: 3, letters: PASTE }
		});
		const bystanders = syntheticMeeting(target, bystanding, {
			...{ tally: calm, people: 6, typists: 3, rate: 5, cursors: false, seed: 4 }
		});
		await openMeetings([meeting, bystanders]);
		typeOn(bystanders);
		// What so much text costs a server the first time, with everybody reading, is not what slow readers cost.
		await pasteAll(meeting, seconds);
		const slow = await Promise.all(Array.from({ length: SLOW_READERS }, (_, n) => slowReader(target, pasted, 12 + n)));
		await pause(1000);
		beginTally(calm);
		const watch = watchProcess(pid, target.helpers);
		await pasteAll(meeting, seconds);
		const slowCost = watch.read();
		const slowP99 = quantile(calm.delivery, 0.99);
		for (const client of slow) closeClient(client);
		leaveMeeting(meeting);
		await pause(1000);
		beginTally(calm);
		watch.mark();
		const flood = await sendFlood(target, flooded);
		await pause(1500);
		const floodCost = watch.read();
		watch.end();
		const floodP99 = quantile(calm.delivery, 0.99);
		leaveMeeting(bystanders);
		return {
			slowGrowth: slowCost.most - slowCost.before,
			slowP99,
			floodTaken: flood.sent / 1024 / 1024,
			floodCut: flood.wasCut ? 1 : 0,
			floodGrowth: floodCost.most - floodCost.before,
			floodP99,
			bystandersLost: calm.lost
		};
	});
}

async function pasteAll(meeting: SyntheticMeeting, seconds: number): Promise<void> {
	for (let n = 0; n < seconds * PASTES_PER_SECOND; n++) {
		for (const typist of meeting.typists) {
			const text = typist.doc.getText(typist.field);
			if (text.length > MOST_IN_A_FIELD - PASTE) typist.doc.transact(() => text.delete(0, text.length), meeting);
			pressKey(meeting, typist);
		}
		await pause(1000 / PASTES_PER_SECOND);
	}
}

/** Comes in, and from then on takes nothing from its socket. */
const slowReader = (target: Target, number: number, seat: number) =>
	new Promise<ReturnType<typeof openWireClient>>((resolve, reject) => {
		const client = openWireClient(target.place(number, seat), {
			synced: () => {
				client.raw.socket.pause();
				resolve(client);
			},
			closed: (reason) => reject(new Error(reason))
		});
	});

/** Valid updates, as fast as the server takes them. @returns bytes that went onto the wire until it was cut or all was sent */
function sendFlood(target: Target, number: number): Promise<{ sent: number; wasCut: boolean }> {
	return new Promise((resolve, reject) => {
		const doc = new Y.Doc();
		let update: Uint8Array | null = null;
		doc.on('update', (made: Uint8Array) => {
			update = made;
		});
		let isClosed = false;
		let began = false;
		const pour = async () => {
			began = true;
			let sent = 0;
			while (!isClosed && sent < FLOOD_BYTES) {
				doc.getText(`R${1 + (Math.floor(sent / FLOOD_PIECE) % 24)}.risk`).insert(0, 'x'.repeat(FLOOD_PIECE));
				if (update) sendUpdate(client, update);
				sent += FLOOD_PIECE;
				while (!isClosed && client.raw.socket.writableLength > 1024 * 1024) await pause(2);
				await pause(1);
			}
			const unsent = isClosed ? client.raw.socket.writableLength : 0;
			resolve({ sent: Math.max(0, sent - unsent), wasCut: isClosed });
			closeClient(client);
		};
		const client = openWireClient(target.place(number, 0), {
			issued: (id) => {
				doc.clientID = id;
			},
			synced: () => void pour(),
			closed: (reason) => {
				isClosed = true;
				if (!began) reject(new Error(reason));
			}
		});
	});
}

export const hostile: Scenario = {
	name: 'hostile',
	about: 'three readers that never read; one client that sends 50 MB',
	repeats: { quick: 1, full: 2 },
	run: (target, quick) => measureHostile(target, quick ? 15 : 20)
};
