import { describe, expect, it } from 'vitest';
import { COMPLETE, TEXTS } from '../../../tests/support/complete-meeting.ts';
import { fold } from '../../../tests/support/scenario.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { gates } from '../minutes/gates.ts';
import { type Ask, askHref, isAskField, isAskFor, itemOfField, mayAsk, maySettleAsk } from './ask.ts';
import { isAskCommand } from './ask-commands.ts';

const seat = (personId: string, agencyId: string, over: object = {}) => ({
	...{ person: { personId, name: personId, agencyId, agencyName: agencyId }, removed: false, capacity: 'MEMBER' },
	...{ statement: { version: 1 }, confirmed: true },
	...over
});
const meeting = (phase: Meeting['phase'] = 'LIVE'): Meeting =>
	({
		...{ id: 'm', phase, chair: { personId: 'chair' }, minuteTaker: { personId: 'taker' } },
		attendance: {
			seats: {
				chair: seat('chair', 'probation'),
				taker: seat('taker', 'unit'),
				officer: seat('officer', 'police'),
				social: seat('social', 'council'),
				observer: seat('observer', 'council', { capacity: 'OBSERVER' })
			}
		}
	}) as unknown as Meeting;
const of = (toAgency: string | null, toPerson: string | null, askedBy = 'taker') => ({ toAgency, toPerson, askedBy });
const ask = (over: Partial<Ask> = {}): Ask => ({
	...{ id: 'a1', document: 'plan', field: 'R2.contingency', pinnedFrom: '', pinnedTo: '', ...over },
	...{
		item: 'RMP',
		toAgency: null,
		toPerson: null,
		question: 'Who said this?',
		answer: null,
		settled: null,
		version: 1
	},
	...{ asked: { personId: 'taker', name: 'Taker', at: '2026-12-17T10:00:00Z' }, state: over.state ?? 'OPEN' }
});

describe('questions about texts', () => {
	it('ASK-1 is about a text that there is, in the plan, the notes or a restricted note, and nowhere else', () => {
		const note = 'restricted.00000000-0000-4000-8000-000000000001';
		for (const [document, field] of [
			['plan', 'R1.contingency'],
			['plan', 'A2.text'],
			['minutes', 'RISK.notes'],
			[note, 'note.text']
		] as const)
			expect(isAskField(document, field), field).toBe(true);
		for (const [document, field] of [
			['plan', 'RISK.notes'],
			['minutes', 'R1.contingency'],
			['return.00000000-0000-4000-8000-000000000001', 'known'],
			['restricted.1', 'note.text'],
			['nothing', 'note.text'],
			['plan', '__proto__']
		] as const)
			expect(isAskField(document, field), `${document} ${field}`).toBe(false);
		expect([itemOfField('R2.contingency'), itemOfField('RISK.notes')]).toEqual(['RMP', 'RISK']);
		expect(askHref({ document: note, field: 'note.text' })).toBe('#restricted-00000000-0000-4000-8000-000000000001');
		expect(isAskCommand('ask-about-text')).toBe(true);
	});

	it('ASK-2 reaches whoever asked, whom it asks, and the two who keep the record; those who only look on are asked nothing', () => {
		const who = (one: ReturnType<typeof of>) =>
			['chair', 'taker', 'officer', 'social'].filter((personId) => isAskFor(meeting(), personId, one));
		expect(who(of(null, null))).toEqual(['chair', 'taker', 'officer', 'social']);
		expect(who(of('police', null))).toEqual(['chair', 'taker', 'officer']);
		expect(who(of(null, 'social', 'officer'))).toEqual(['chair', 'taker', 'officer', 'social']);
		expect(who(of(null, 'social'))).toEqual(['chair', 'taker', 'social']);
		expect(mayAsk(meeting(), 'observer')).toBe(false);
		expect(mayAsk(meeting(), 'officer')).toBe(true);
		expect(['chair', 'taker', 'officer'].map((one) => mayAsk(meeting('DRAFT'), one))).toEqual([true, true, false]);
		expect(mayAsk(meeting('LOCKED'), 'chair')).toBe(false);
		expect(['chair', 'taker', 'officer'].map((one) => maySettleAsk(meeting(), one, { askedBy: 'x' }))).toEqual([
			...[true, true, false]
		]);
	});
});

describe('before the lock', () => {
	it('ASK-3 V33 every question is resolved or dropped before the lock; the room lists those that are open, each with its place', () => {
		const list = [ask(), ask({ id: 'a2', state: 'RESOLVED' }), ask({ id: 'a3', state: 'DROPPED' })];
		const found = (asks: readonly Ask[]) => gates(fold(COMPLETE), TEXTS, [], null, asks);
		expect(found(list)).toMatchObject([
			{
				id: 'V33:a1',
				kind: 'E',
				href: '#R2.contingency',
				message: 'Resolve or drop the question about R2: Contingency'
			}
		]);
		expect(found([])).toEqual([]);
	});
});
