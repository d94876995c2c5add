import { describe, expect, test } from 'vitest';
import type { Meeting } from '../meeting/meeting.ts';
import {
	around,
	cutsIn,
	mayAsk,
	mayConfirm,
	type Place,
	placeKey,
	placeOf,
	redactedLine,
	standsAt
} from './redaction.ts';
import { ASK_REDACTION, FIND_WORDS } from './redaction-commands.ts';

describe('where words stand', () => {
	test('REDACT-8 each time the words stand in a text can be told apart, and only what was chosen is cut', () => {
		const text = 'Elm Row. She left Elm Row for Elm Row 2.';
		expect(standsAt(text, 'Elm Row')).toEqual([0, 18, 30]);
		expect(standsAt('aaaa', 'aa')).toEqual([0, 2]);
		expect(standsAt(text, '')).toEqual([]);
		const [second, ...none] = cutsIn(text, 'Elm Row', [1, 7], '[Redacted]');
		expect([second, none]).toEqual([{ from: 18, to: 25, instead: '[Redacted]' }, []]);
		expect(cutsIn(text, 'Elm Row', [0, 2], '-').map(({ from, to }) => text.slice(from, to))).toEqual([
			'Elm Row',
			'Elm Row'
		]);
		expect(around(text, 18, 7)).toEqual({ before: 'Elm Row. She left ', after: ' for Elm Row 2.' });
		expect(around(`${'x'.repeat(80)}Elm${'y'.repeat(80)}`, 80, 3)).toEqual({
			before: `…${'x'.repeat(60)}`,
			after: `${'y'.repeat(60)}…`
		});
	});

	test('REDACT-8 a place comes back from a form as it went out, and whatever no page sent is none', () => {
		const places: Place[] = [
			{ kind: 'passage', document: 'minutes', field: 'RISK.notes', nth: 2 },
			{ kind: 'former', document: 'plan' },
			{ kind: 'fact', table: 'meeting_event', column: 'data', key: '12', path: ['fields', 'reasons'] },
			{ kind: 'fact', table: 'late_words', column: 'text', key: 'id', path: [] }
		];
		for (const place of places) expect(placeOf(placeKey(place))).toEqual(place);
		for (const wrong of [
			'',
			'{}',
			'[]',
			'["former"]',
			'["former","secrets"]',
			'["passage","plan","R1.risk",-1]',
			'["fact","t"]',
			'["fact","t","c",4]',
			'x'
		])
			expect(placeOf(wrong), wrong).toBeNull();
	});
});

describe('what is asked and what stands there then', () => {
	test('REDACT-9 the line in the minutes says why, when and which two people, and no word of what went', () => {
		const line = redactedLine(
			'victim’s location',
			'2026-10-22',
			{ name: 'Jay Q. Chair' },
			{ name: 'Ali [x] Coordinator' }
		);
		expect(line).toBe('[Redacted: victim’s location, 22 October 2026, J. Chair and A. Coordinator]');
	});

	test('REDACT-9 the words are taken as they stand, with one kind of line end; why is one of a list and never told in words', () => {
		expect(FIND_WORDS.parse({ words: ' 4 Elm Row,\r\nthe annexe ' })).toEqual({ words: '4 Elm Row,\nthe annexe' });
		expect(FIND_WORDS.safeParse({ words: 'ab' }).success).toBe(false);
		const asked = { words: 'Elm Row', reason: 'SOURCE', places: '["former","plan"]' };
		expect(ASK_REDACTION.parse(asked).places).toEqual(['["former","plan"]']);
		expect(ASK_REDACTION.safeParse({ ...asked, places: undefined }).success).toBe(false);
		expect(ASK_REDACTION.safeParse({ ...asked, reason: 'She asked for it' }).success).toBe(false);
	});

	test('REDACT-10 the chair asks for what stands in the meeting, the co-ordinator for the unit’s papers and for the rest while nobody has taken the chair', () => {
		const person = (personId: string) => ({ personId });
		const meeting = (phase: Meeting['phase']) =>
			({ phase, chair: person('chair'), minuteTaker: person('taker') }) as unknown as Meeting;
		const who = (personId: string, ...roles: Parameters<typeof mayAsk>[1]['roles'][number][]) => ({ personId, roles });
		const chair = who('chair', 'AGENCY_REP');
		const coordinator = who('co', 'MAPPA_COORDINATOR');
		expect(mayAsk(meeting('LIVE'), chair)).toEqual({ room: true, unit: false });
		expect(mayAsk(meeting('LIVE'), coordinator)).toEqual({ room: false, unit: true });
		expect(mayAsk(meeting('CONVENED'), coordinator)).toEqual({ room: true, unit: true });
		expect(mayAsk(meeting('LIVE'), who('admin', 'MAPPA_ADMINISTRATOR'))).toEqual({ room: false, unit: false });
		expect(mayConfirm(meeting('LOCKED'), who('taker', 'AGENCY_REP'))).toEqual({ room: true, unit: false });
		expect(mayConfirm(meeting('LIVE'), who('admin', 'MAPPA_ADMINISTRATOR'))).toEqual({ room: true, unit: true });
		expect(mayConfirm(meeting('LIVE'), chair)).toEqual({ room: false, unit: false });
	});
});
