import { describe, expect, it } from 'vitest';
import { actor, fold, LIVE, PEOPLE, REVIEW, type Who } from '../../../../tests/support/scenario.ts';
import { roomPeople } from '../../attendance/people-view.ts';
import { gates } from '../../minutes/gates.ts';
import type { MeetingEvent } from '../meeting.ts';
import { type PaletteEntry, paletteEntries } from './palette-entries.ts';
import { rankEntries } from './palette-rank.ts';

const TEXTS: Readonly<Record<string, string>> = {
	'R1.title': 'Café on Thornby Lane',
	'A1.text': 'Brief the staff of the approved premises'
};
const view = (who: Who, events: readonly MeetingEvent[] = REVIEW) => {
	const meeting = fold(events);
	const { inTheRoom, waiting, notHere } = roomPeople(meeting, [], 1);
	return {
		...{ meeting, actor: actor(who), text: (field: string) => TEXTS[field] ?? '' },
		...{ gates: gates(meeting, { plan: TEXTS, minutes: {} }), people: [...inTheRoom, ...waiting, ...notHere] }
	};
};
const one = (id: string, title: string, more: Partial<PaletteEntry> = {}): PaletteEntry => ({
	...{ id, kind: 'ITEM', title, detail: '', names: [], goes: { to: '#item-RMP' }, why: null },
	...more
});
const ids = (entries: readonly PaletteEntry[]) => entries.map(({ id }) => id);

describe('what the palette finds', () => {
	const entries = [
		one('a', '14. Risk Management Plan', { names: ['14'] }),
		one('b', 'A14 Visit with the risk team', { names: ['A14'] }),
		one('c', 'R1 Café on Thornby Lane', { names: ['R1'] }),
		one('d', 'R14 Lodging', { names: ['R14'] }),
		one('e', 'Rowan Lanternby', { detail: 'Probation Service' }),
		one('f', 'Next item', { why: 'Not now.' })
	];

	it('PALETTE-2 Each typed word is found anywhere, in any order, without regard to accents and case.', () => {
		expect(ids(rankEntries(entries, 'lane CAFE'))).toEqual(['c']);
		expect(ids(rankEntries(entries, 'probation rowan'))).toEqual(['e']);
		expect(rankEntries(entries, 'rowan kiosk')).toEqual([]);
		expect(rankEntries(entries, '(')).toEqual([]);
	});

	it('PALETTE-3 A number finds exactly what bears it first: R14, A14, 14.', () => {
		expect(ids(rankEntries(entries, '14'))[0]).toBe('a');
		expect(ids(rankEntries(entries, 'r14'))[0]).toBe('d');
		expect(ids(rankEntries(entries, 'A14'))[0]).toBe('b');
		expect(ids(rankEntries(entries, 'r1'))).toEqual(['c', 'd']);
		expect(ids(rankEntries(entries, 'risk'))).toEqual(['a', 'b']);
	});

	it('PALETTE-4 What was used lately comes first while nothing is typed, and what cannot be done now comes last.', () => {
		expect(ids(rankEntries(entries, '', ['e', 'c']))).toEqual(['e', 'c', 'a', 'b', 'd', 'f']);
		expect(ids(rankEntries(entries, 'la', ['e']))[0]).toBe('e');
	});
});

describe('what the palette offers', () => {
	it('PALETTE-5 Every item, risk, action, person and gate of the meeting, each leading to its place.', () => {
		const all = paletteEntries(view('chair'));
		const named = (id: string) => all.find((entry) => entry.id === id);
		expect(named('ITEM:RMP')).toMatchObject({ goes: { to: '#item-RMP' } });
		expect(named('RISK:R1')).toMatchObject({ title: 'R1 Café on Thornby Lane', goes: { to: '#R1' } });
		expect(named('ACTION:A1')?.title).toContain('Brief the staff');
		expect(named(`PERSON:${PEOPLE.social.personId}`)).toMatchObject({ title: PEOPLE.social.name });
		expect(all.filter(({ kind }) => kind === 'SETTLE').length).toBe(view('chair').gates.length);
		expect(new Set(ids(all)).size).toBe(all.length);
	});

	it('PALETTE-6 A person is offered the commands that are theirs; one that has to wait says for what.', () => {
		const does = (who: Who, events?: readonly MeetingEvent[]) =>
			paletteEntries(view(who, events)).filter(({ kind }) => kind === 'DO');
		const chair = ids(does('chair'));
		expect(chair).toContain('DO:next-item');
		expect(chair).toContain('DO:end-meeting');
		expect(chair.some((id) => id.startsWith('DO:open-'))).toBe(true);
		const social = ids(does('social'));
		expect(social).toContain('DO:add-risk');
		for (const id of ['DO:next-item', 'DO:end-meeting', 'DO:record-level-decision']) expect(social).not.toContain(id);
		expect(social.some((id) => id.startsWith('DO:open-'))).toBe(false);
		const paused = does('chair', [...LIVE, { type: 'meeting-paused', reason: 'Tea' }]);
		expect(paused.find(({ id }) => id === 'DO:next-item')?.why).toBe('The meeting is paused. Resume it first.');
		const ended = does('chair', [...LIVE, { type: 'meeting-ended' }]);
		expect(ended.find(({ id }) => id === 'DO:pause-meeting')?.why).toMatch(/Draft minutes/);
	});

	it('PALETTE-7 Pages only the record keepers read are offered to nobody else.', () => {
		const pages = (who: Who) => paletteEntries(view(who)).flatMap(({ goes }) => ('page' in goes ? [goes.page] : []));
		expect(pages('chair').some((page) => page.endsWith('/minutes'))).toBe(true);
		expect(pages('social').some((page) => /\/(minutes|register|close|brief)$/.test(page))).toBe(false);
	});
});
