/** What pages weigh, as they were built (SWIFT-1). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readBuild } from '../support/built-server.ts';

const KB = 1_000;
const LIMIT_KB = 130;
const ROOM = '/meetings/[meetingId]/room';
const CLIENT = join(process.env.BUILD_FOLDER ?? 'build', 'client');

test('SWIFT-1 the JavaScript a browser fetches before the room can be used stays under 130 KB compressed', () => {
	const scripts = readBuild().routes.find(({ id }) => id === ROOM)?.scripts ?? [];
	expect(scripts.length, 'scripts of the room').toBeGreaterThan(5);
	const weights = scripts.map((path) => ({ path, bytes: gzipSync(readFileSync(join(CLIENT, path))).length }));
	const sum = weights.reduce((all, { bytes }) => all + bytes, 0);
	console.log(`The room: ${(sum / KB).toFixed(1)} KB of compressed JavaScript in ${scripts.length} files`);
	const heaviest = weights.sort((one, other) => other.bytes - one.bytes).slice(0, 5);
	expect(sum, `heaviest: ${heaviest.map(({ path, bytes }) => `${path} ${bytes}`).join(', ')}`).toBeLessThan(
		LIMIT_KB * KB
	);
});
