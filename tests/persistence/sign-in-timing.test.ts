import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignInParts, signIn } from '#server/application/sign-in.ts';
import { insertAccount } from '#server/persistence/accounts.ts';
import { createSessions } from '#server/persistence/sessions.ts';
import { insertTestArea, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { testKeys } from '../support/test-keys.ts';

const PAIRS = 200;
let store: TestDatabase;
let parts: SignInParts;
/** address of the account of each pair */
const wrong: string[] = [];
const disabled: string[] = [];

beforeAll(async () => {
	store = await openTestDatabase();
	const { areaId, personIds } = await insertTestArea(store.database, 2 * PAIRS);
	await store.database.withArea(areaId, async (tx) => {
		for (const [n, personId] of personIds.entries()) {
			const email = `${randomUUID()}@agency.example`;
			(n < PAIRS ? wrong : disabled).push(email);
			await insertAccount(tx, { areaId, personId, email, passwordHash: 'stored' });
		}
	});
	await store.owner`update account set disabled_at = now() where email = any(${disabled})`;
	parts = {
		database: store.database,
		sessions: createSessions(store.database, false, 1),
		// That each costs one hash is AUTH-21; without its time, the rest of the way is seen sharply.
		passwords: { hash: async () => 'stored', verify: async () => false },
		keys: testKeys()
	};
});
afterAll(() => store?.close());

const timed = async (email: string, n: number): Promise<number> => {
	// Every try from a network of its own: nobody has to wait.
	const request = { email, password: 'a guess', network: `2001:db8:${n}::1`, device: '', before: null };
	const began = performance.now();
	expect(await signIn(parts, request)).toEqual({ kind: 'wrong' });
	return performance.now() - began;
};

test('AUTH-31 L-1 R9 unknown, wrong and disabled take the same time: of 200 pairs asked in turn, the differences have a median under 5 ms', async () => {
	const [toWrong, toDisabled]: [number[], number[]] = [[], []];
	for (let pair = 0; pair < PAIRS; pair++) {
		const all: [email: string, kind: number][] = [
			[`${randomUUID()}@agency.example`, 0],
			[wrong[pair] ?? '', 1],
			[disabled[pair] ?? '', 2]
		];
		const took = [0, 0, 0];
		// Who comes first changes each time, so that what else the machine does falls on all alike.
		for (const turn of [0, 1, 2]) {
			const [email, kind] = all[(turn + pair) % 3] ?? ['', 0];
			took[kind] = await timed(email, pair * 3 + kind);
		}
		toWrong.push((took[0] ?? 0) - (took[1] ?? 0));
		toDisabled.push((took[0] ?? 0) - (took[2] ?? 0));
	}
	for (const differences of [toWrong, toDisabled])
		expect(Math.abs(differences.sort((one, other) => one - other)[PAIRS / 2] ?? Number.NaN)).toBeLessThan(5);
}, 60_000);
