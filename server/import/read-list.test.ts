import { expect, test } from 'vitest';
import { letSpeak, type Speaker } from '../speakers.ts';
import { LISTS, readList } from './read-list.ts';

test('WELSH-14 a list is read in whichever language its headings are, and what is wrong is said in the reader’s', () => {
	const wrong = (message: string) =>
		({ ok: false, status: 422, problems: [{ line: 1, column: '', message }] }) as const;
	expect(readList(() => wrong('own'))).toEqual(wrong('own'));
	const slot = globalThis as unknown as Record<symbol, Map<string, Speaker> | undefined>;
	const key = Symbol.for('mapp.speakers');
	try {
		letSpeak({ lists: LISTS } as Speaker);
		const welsh: typeof LISTS = { ...LISTS };
		slot[key]?.set('cy', { lists: welsh } as Speaker);
		expect(readList((lists) => (lists === welsh ? { ok: true, value: 'cy' } : wrong('own')))).toEqual({
			...{ ok: true, value: 'cy' }
		});
		expect(readList((lists) => wrong(lists === welsh ? 'other' : 'own'))).toEqual(wrong('own'));
		expect(readList(() => ({ ok: true, value: 'first' }))).toEqual({ ok: true, value: 'first' });
	} finally {
		slot[key] = undefined;
	}
});
