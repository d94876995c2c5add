import { afterEach, describe, expect, it, vi } from 'vitest';
import type { UnsentKey } from '#lib/wire.ts';
import type { KeptRecord } from './kept-record.ts';
import type { UnsentWords } from './live-connection.ts';
import type { RecordStore } from './record-store.ts';
import type { KeyAnswer } from './unsent-key.ts';
import { keepWords, type WordsKeeper } from './words-keeper.ts';

const ME = 'person-7f3a';
const WORDS = 'Ring the hostel before nine, she fears the brother';
const unsent = (text = WORDS): UnsentWords => ({
	epoch: 1,
	proofs: { 7: 'proof' },
	update: new TextEncoder().encode(text),
	words: { 'R1.contingency': text },
	late: false
});
const key = (fill: number, session = 'one', personId = ME): UnsentKey => ({
	personId,
	key: btoa(String.fromCharCode(...new Uint8Array(32).fill(fill))),
	session
});

/** One browser: its store, and which names its living tabs hold. */
function browser() {
	const records = new Map<string, KeptRecord>();
	const held = new Set<string>();
	const store: RecordStore = {
		all: async () => [...records.values()],
		change: async (put, remove) => {
			for (const one of put) records.set(one.id, structuredClone(one));
			for (const id of remove) records.delete(id);
		},
		close: () => {}
	};
	const tabs: { names: Set<string> }[] = [];
	const tab = (answer: KeyAnswer = key(1), now = Date.now) => {
		const names = new Set<string>();
		tabs.push({ names });
		const asked = { answer };
		const keeper = keepWords({
			store,
			hold: async (name) => {
				if (held.has(name)) return null;
				held.add(name);
				names.add(name);
				return () => {
					held.delete(name);
					names.delete(name);
				};
			},
			askKey: async () => asked.answer,
			me: ME,
			changed: () => {},
			now
		});
		return {
			keeper,
			asked,
			/** as when the process of the tab is killed */
			crash: () => {
				for (const name of names) held.delete(name);
				names.clear();
			}
		};
	};
	return { records, held, tab };
}
const texts = (keeper: WordsKeeper) => keeper.found().map(({ kept }) => kept.words['R1.contingency']);
const settled = (check: () => void) => vi.waitFor(check, { interval: 5 });
const written = (where: ReturnType<typeof browser>, count = 1) => settled(() => expect(where.records.size).toBe(count));

afterEach(() => vi.useRealTimers());

describe('words kept in a browser', () => {
	it('KEEP-2 what lies there shows no words, no fields, no ids and no length, and is another each time', async () => {
		const here = browser();
		const { keeper } = here.tab();
		await keeper.open();
		keeper.keep('plan', () => unsent());
		await written(here);
		const [record] = [...here.records.values()] as [KeptRecord];
		const seen = `${record.id} ${record.session} ${record.hour} ${Buffer.from(record.bytes).toString('latin1')}`;
		for (const secret of [WORDS, 'hostel', 'contingency', 'R1.', 'plan', ME]) expect(seen).not.toContain(secret);
		expect([record.bytes.length % 4096, record.hour % 1]).toEqual([16, 0]);
		const before = record.bytes.toString();
		keeper.keep('plan', () => unsent());
		await settled(() => expect([...here.records.values()][0]?.bytes.toString()).not.toBe(before));
	});

	it('KEEP-3 they are written within a tenth of a second, and gone when everything is stored', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const here = browser();
		const { keeper } = here.tab();
		await keeper.open();
		let now: UnsentWords | null = unsent();
		keeper.keep('plan', () => now);
		await vi.advanceTimersByTimeAsync(100);
		vi.useRealTimers();
		await written(here);
		now = null;
		keeper.keep('plan', () => now);
		await written(here, 0);
	});

	it('KEEP-3 a page that may be going writes at once', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const here = browser();
		const { keeper } = here.tab();
		await keeper.open();
		keeper.keep('plan', () => unsent());
		keeper.flush();
		vi.useRealTimers();
		await written(here);
	});

	it('KEEP-4 the next page finds what a dead one left, once, and nothing of one that lives (F16)', async () => {
		const here = browser();
		const [first, second] = [here.tab(), here.tab()];
		await Promise.all([first.keeper.open(), second.keeper.open()]);
		first.keeper.keep('plan', () => unsent('of the first'));
		second.keeper.keep('plan', () => unsent('of the second'));
		await written(here, 2);
		first.crash();
		const [third, fourth] = [here.tab(), here.tab()];
		await Promise.all([third.keeper.open(), fourth.keeper.open()]);
		expect([...texts(third.keeper), ...texts(fourth.keeper)]).toEqual(['of the first']);
		second.crash();
		await third.keeper.lookAgain();
		expect([...texts(third.keeper), ...texts(fourth.keeper)].sort()).toEqual(['of the first', 'of the second']);
	});

	it('KEEP-4 what was found goes only when the page’s own record holds it', async () => {
		const here = browser();
		const dead = here.tab();
		await dead.keeper.open();
		dead.keeper.keep('plan', () => unsent());
		await written(here);
		dead.crash();
		const { keeper } = here.tab();
		await keeper.open();
		const [found] = keeper.found();
		keeper.keep('plan', () => unsent('merged'));
		if (found) await keeper.absorb(found);
		expect([keeper.found(), here.records.size, here.records.has(found?.id ?? '')]).toEqual([[], 1, false]);
	});

	it('KEEP-5 another meeting’s words are left alone, a dead session’s and an old one’s are removed', async () => {
		const here = browser();
		const dead = here.tab(key(2));
		await dead.keeper.open();
		dead.keeper.keep('plan', () => unsent('of another meeting'));
		await written(here);
		dead.crash();
		const page = here.tab(key(1));
		await page.keeper.open();
		expect([texts(page.keeper), here.records.size]).toEqual([[], 1]);
		const later = here.tab(key(1), () => Date.now() + 14 * 3_600_000);
		await later.keeper.open();
		expect(here.records.size).toBe(0);
		page.keeper.keep('plan', () => unsent());
		await written(here);
		page.crash();
		const signedInAgain = here.tab(key(3, 'two'));
		await signedInAgain.keeper.open();
		expect([texts(signedInAgain.keeper), here.records.size]).toEqual([[], 0]);
	});

	it('KEEP-5 without the key nothing is opened, nothing is removed, and it is not claimed that nothing was left', async () => {
		const here = browser();
		expect(await here.tab('away').keeper.open()).toBe('away');
		const dead = here.tab();
		await dead.keeper.open();
		dead.keeper.keep('plan', () => unsent());
		await written(here);
		dead.crash();
		for (const answer of ['away', 'signed-out', 'not-yours', key(1, 'one', 'somebody else')] as const) {
			const { keeper } = here.tab(answer);
			expect(await keeper.open()).toBe(typeof answer === 'string' ? answer : 'not-yours');
			expect([keeper.looked(), keeper.found(), here.records.size]).toEqual([false, [], 1]);
		}
		const back = here.tab('away');
		await back.keeper.open();
		back.asked.answer = key(1);
		expect([await back.keeper.open(), back.keeper.looked(), texts(back.keeper)]).toEqual(['open', true, [WORDS]]);
	});

	it('KEEP-6 after signing in again the page’s words lie under the new key, and the old one opens nothing', async () => {
		const here = browser();
		const page = here.tab();
		await page.keeper.open();
		page.keeper.keep('plan', () => unsent());
		await written(here);
		page.asked.answer = key(9, 'two');
		await page.keeper.open();
		page.crash();
		const next = here.tab(key(9, 'two'));
		await next.keeper.open();
		expect(texts(next.keeper)).toEqual([WORDS]);
	});

	it('KEEP-6 a page that may show the meeting no longer removes what it kept, and keeps no more', async () => {
		const here = browser();
		const { keeper } = here.tab();
		await keeper.open();
		keeper.keep('plan', () => unsent());
		await written(here);
		await keeper.forget();
		keeper.keep('plan', () => unsent());
		await keeper.flush();
		expect(here.records.size).toBe(0);
	});

	it('KEEP-7 what came too late stays until each field of it is settled', async () => {
		const here = browser();
		const dead = here.tab();
		await dead.keeper.open();
		dead.keeper.keep('minutes', () => ({
			...unsent(),
			words: { 'RMP.notes': 'one', 'RISK.notes': 'two' },
			late: true
		}));
		await written(here);
		dead.crash();
		const next = here.tab();
		await next.keeper.open();
		const [found] = next.keeper.found();
		if (found) await next.keeper.settle(found, { 'RISK.notes': 'two' });
		next.crash();
		const last = here.tab();
		await last.keeper.open();
		expect(last.keeper.found()[0]?.kept).toMatchObject({
			document: 'minutes',
			words: { 'RISK.notes': 'two' },
			late: true
		});
		const [rest] = last.keeper.found();
		if (rest) await last.keeper.settle(rest);
		expect([last.keeper.found(), here.records.size]).toEqual([[], 0]);
	});
});
