import { describe, expect, test } from 'vitest';
import { createPasswordHasher, createQueue, HASHING, TooBusy } from './password-hash.ts';

/** Work that ends when told to, and counts how much of it runs at once. */
function heldWork() {
	const waiting: (() => void)[] = [];
	let running = 0;
	const seen = { most: 0 };
	const work = async () => {
		running++;
		seen.most = Math.max(seen.most, running);
		await new Promise<void>((done) => waiting.push(done));
		running--;
	};
	return { work, seen, finishOne: () => waiting.shift()?.(), waiting };
}

const settle = () => new Promise((done) => setImmediate(done));

describe('the queue of password hashes', () => {
	test('AUTH-3 two run at once, fifty wait in order, the rest are refused at once', async () => {
		const { work, seen, finishOne, waiting } = heldWork();
		const queued = createQueue(HASHING.atOnce, HASHING.waiting);
		const order: number[] = [];
		const all = Array.from({ length: 60 }, (_, n) => queued(work).then(() => order.push(n)));
		const answers = Promise.allSettled(all);
		await settle();
		while (waiting.length > 0) {
			finishOne();
			await settle();
		}
		const refused = (await answers).flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
		expect(seen.most).toBe(2);
		expect(refused).toHaveLength(8);
		expect(refused.every((reason) => reason instanceof TooBusy)).toBe(true);
		expect(order).toEqual(Array.from({ length: 52 }, (_, n) => n));
	});

	test('AUTH-3 work that fails gives its place back', async () => {
		const queued = createQueue(1, 0);
		await expect(queued(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
		expect(await queued(async () => 'done')).toBe('done');
	});
});

describe('password hashes', () => {
	test("AUTH-4 argon2id with the agreed cost, a new salt each time, and any keyboard's form of the same letters", async () => {
		const passwords = createPasswordHasher();
		const [one, other] = await Promise.all([passwords.hash('Grüße vom Deich'), passwords.hash('Grüße vom Deich')]);
		expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		expect(one).not.toBe(other);
		expect(await passwords.verify(one, 'Grüße vom Deich'.normalize('NFD'))).toBe(true);
		expect(await passwords.verify(one, 'Gruesse vom Deich')).toBe(false);
	});

	test("AUTH-5 nobody's password is never right", async () => {
		expect(await createPasswordHasher().verify(null, 'anything at all')).toBe(false);
	});
});
