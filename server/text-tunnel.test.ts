import { EventEmitter } from 'node:events';
import type { Socket } from 'socket.io';
import { expect, test } from 'vitest';
import { CLOSE, LIMIT, TEXT } from '#lib/wire.ts';
import type { DocumentMember } from './application/ports.ts';
import type { Line } from './rooms/line.ts';
import { textTunnel } from './text-tunnel.ts';

/** A tunnel whose door lets everybody in. */
function openTunnel() {
	const socket = Object.assign(new EventEmitter(), {
		connected: true,
		conn: new EventEmitter(),
		request: { headers: {} },
		disconnect: () => {}
	});
	const entered: Line[] = [];
	const tunnel = textTunnel(socket as unknown as Socket, {
		admit: async () => ({}) as DocumentMember,
		enter: (line) => void entered.push(line)
	});
	const open = (line: number) => tunnel.open({ line, meetingId: 'm', name: 'plan', protocol: 1 });
	return { socket, open, entered };
}

test('POLL-13 given two documents asked for together, when the second question is answered first, then both are opened', async () => {
	const { open, entered } = openTunnel();
	expect(await Promise.all([open(2), open(1)])).toEqual([null, null]);
	expect(entered).toHaveLength(2);
});

test('POLL-13 given a number that was used, or is older than any may be, when it comes again, then it is refused', async () => {
	const { open } = openTunnel();
	await open(1);
	expect(await open(1)).toBe(CLOSE.malformed);
	await open(LIMIT.textLines + 1);
	expect(await open(1)).toBe(CLOSE.malformed);
	expect(await open(2)).toBe(null);
});

test('POLL-13 given a page that closes a document before it is opened, when its question comes, then nothing stays open', async () => {
	const { socket, open, entered } = openTunnel();
	socket.emit(TEXT.close, 1);
	expect(await open(1)).toBe(CLOSE.malformed);
	expect(entered).toHaveLength(0);
});
