import { describe, expect, it } from 'vitest';
import { messagesIn } from '#lib/live-text/ready-frames.ts';
import { beatMessage, together, updateMessage } from './message.ts';

describe('ready frames', () => {
	it('POLL-4 give back every message that the room put into them, whatever its length', () => {
		const lengths = [0, 1, 100, 122, 123, 130, 65_528, 65_540, 70_000];
		const updates = lengths.map((length) => new Uint8Array(length).fill(length % 251));
		const messages = messagesIn(together([...updates.map(updateMessage), beatMessage()]));
		expect(messages.map(({ length }) => length)).toHaveLength(lengths.length + 1);
		for (const [n, update] of updates.entries())
			expect(Buffer.from(messages[n]!.subarray(messages[n]!.length - update.length)).equals(update)).toBe(true);
	});

	it('POLL-4 are refused when cut short, masked or of another kind', () => {
		const frame = updateMessage(new Uint8Array(300));
		for (const length of [1, 2, 3, 200]) expect(() => messagesIn(frame.subarray(0, length))).toThrow(RangeError);
		expect(() => messagesIn(Uint8Array.of(0x82, 0x81, 0, 0, 0, 0, 7))).toThrow(RangeError);
		expect(() => messagesIn(Uint8Array.of(0x81, 1, 65))).toThrow(RangeError);
		expect(messagesIn(new Uint8Array(0))).toEqual([]);
	});
});
