/** Recurring wording as an area keeps it: who may, two at once, and that it reaches the fields of a room. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readKeptWordings, readWordings } from '#server/application/wordings.ts';
import { openWorld, type World } from '../support/meeting-world.ts';

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.close());

const FORM = {
	wordingId: 'apologies',
	version: '0',
	item: 'WELCOME',
	key: 'sorry',
	name: 'Sorry',
	words: 'From [name]'
};
const keep = (who: 'coordinator' | 'minuteTaker' | 'social', over: object = {}) =>
	world.runArea(who, 'keep-wording', { ...FORM, ...over });
const inUse = async () => {
	const read = await readWordings(world.store.database, world.who.social, 'en');
	return read.ok ? read.value : [];
};

test('WORDING-6 the MAPPA unit keeps the wording, two at once, and everybody who writes is offered what is in use', async () => {
	expect((await inUse()).find(({ id }) => id === 'apologies')?.key).toBe('apol');
	expect(await keep('social')).toMatchObject({ ok: false, kind: 'forbidden' });
	expect(await readKeptWordings(world.store.database, world.who.social)).toMatchObject({ ok: false, kind: 'missing' });
	const both = await Promise.all([keep('coordinator'), keep('coordinator', { key: 'regret' })]);
	expect(both.map((one) => (one.ok ? 'kept' : one.kind)).sort()).toEqual(['changed-meanwhile', 'kept']);
	const [changed] = (await inUse()).filter(({ id }) => id === 'apologies');
	expect(['sorry', 'regret']).toContain(changed?.key);
	expect(await keep('coordinator', { version: '1', isRetired: 'yes' })).toMatchObject({ ok: true });
	expect((await inUse()).some(({ id }) => id === 'apologies')).toBe(false);
	const made = await keep('coordinator', { wordingId: '', item: '', key: 'ours', name: 'Ours' });
	expect((await inUse()).find(({ key }) => key === 'ours')).toMatchObject({ id: made.ok && made.value.id, item: null });
	await expect(world.within((tx) => tx.execute('delete from wording_template'))).rejects.toThrow();
});
