import { describe, expect, test } from 'vitest';
import { textsOf } from '../../../tests/support/minutes-texts.ts';
import { sampleRecord } from '../../../tests/support/sample-record.ts';
import type { Meeting, Stamped } from '../meeting/meeting.ts';
import type { FinalRecord } from './final-record.ts';
import { layOutMinutes } from './lay-out-minutes.ts';
import { type AnnexSource, recordAnnex } from './record-annex.ts';

const NAMES: Readonly<Record<string, string>> = { p1: 'Larkspur Ironbridge-Wren', p2: 'Fern Inkwell' };
const fact = (type: string, by: string, at: string): Stamped => ({
	version: 1,
	at,
	by,
	event: { type } as Stamped['event']
});
const seat = (personId: string) => ({
	person: { personId, name: NAMES[personId] ?? '', agencyName: 'Northmere MAPPA Unit' },
	presence: [],
	invitedAt: '2026-12-01T09:00:00.000Z'
});
const SOURCE: AnnexSource = {
	writers: [
		{
			field: 'R1.contingency',
			person: 'Fern Inkwell',
			agency: 'Northmere MAPPA Unit',
			first: '2026-12-17T10:12:00.000Z',
			last: '2026-12-17T10:41:30.000Z',
			changes: 17
		},
		{
			field: 'RISK.notes',
			person: '',
			agency: '',
			first: '2026-12-10T09:00:00.000Z',
			last: '2026-12-10T09:00:00.000Z',
			changes: 1
		}
	],
	facts: [
		fact('item-opened', 'p1', '2026-12-17T10:00:00.000Z'),
		fact('presence-began', 'p2', '2026-12-17T10:00:01.000Z'),
		fact('hand-raised', 'p2', '2026-12-17T10:00:02.000Z'),
		fact('item-opened', 'p1', '2026-12-17T11:20:00.000Z'),
		fact('disclosure-decided', 'gone', '2026-12-17T11:12:00.000Z')
	],
	nameOf: (id) => ({ name: NAMES[id] ?? 'The service', agencyName: NAMES[id] ? 'Northmere MAPPA Unit' : '' }),
	presence: new Map([
		[
			'p2',
			[
				{ from: '2026-12-17T09:50:00.000Z', to: '2026-12-17T10:30:00.000Z' },
				{ from: '2026-12-17T10:32:00.000Z', to: '2026-12-17T10:45:00.000Z' },
				{ from: '2026-12-17T11:00:00.000Z', to: null }
			]
		]
	]),
	departureMinutes: 5,
	logs: []
};
const MEETING = {
	startedAt: '2026-12-17T10:00:00.000Z',
	endedAt: '2026-12-17T11:34:00.000Z',
	attendance: { seats: { p1: seat('p1'), p2: seat('p2') }, order: ['p1', 'p2'] },
	decisions: {
		disclosures: [],
		level: null,
		outcome: null,
		previousMinutes: null,
		dissent: [
			{
				id: 'd1',
				item: 'RISK',
				agencyId: 'a1',
				agencyName: 'Probation Service',
				text: 'The view itself',
				by: 'p2',
				at: '2026-12-17T10:50:00.000Z'
			}
		]
	}
} as unknown as Meeting;

describe('the annex of a record', () => {
	const annex = recordAnnex(MEETING, SOURCE);

	test('ANNEX-1 tells who wrote each text, from when to when and how often', () => {
		expect(annex.written).toEqual([
			{
				text: 'R1: Contingency',
				person: 'Fern Inkwell',
				agency: 'Northmere MAPPA Unit',
				when: '17 December 2026, 10:12 to 10:41',
				changes: 17
			},
			{
				text: 'Notes: Risk assessment',
				person: 'Carried over from the previous meeting',
				agency: '',
				when: '10 December 2026, 09:00',
				changes: 1
			}
		]);
	});

	test('ANNEX-1 tells who recorded which facts, without what the service notes by itself', () => {
		expect(annex.recorded.map(({ fact: what, person, times }) => [what, person, times])).toEqual([
			['Item opened', 'Larkspur Ironbridge-Wren', 2],
			['Disclosure decided', 'The service', 1]
		]);
		expect(annex.recorded[0]?.when).toBe('17 December 2026, 10:00 to 11:20');
	});

	test('ANNEX-1 tells who was connected while the meeting ran; a short gap is none', () => {
		expect(annex.connected).toEqual([
			{ person: 'Fern Inkwell', agency: 'Northmere MAPPA Unit', stretches: ['10:00 to 10:45', '11:00 to 11:34'] }
		]);
	});

	test('ANNEX-2 names who recorded a view and does not repeat it', () => {
		expect(annex.decisions).toEqual([
			{
				title: 'Probation Service on “Risk assessment”',
				person: 'Fern Inkwell',
				agency: 'Northmere MAPPA Unit',
				at: 'Thursday 17 December 2026 at 10:50'
			}
		]);
		expect(JSON.stringify(annex)).not.toContain('The view itself');
	});

	test('ANNEX-2 is drawn with reasons and views from where they stand in the record', () => {
		const record: FinalRecord = sampleRecord();
		const section = layOutMinutes(record, 'ab'.repeat(32)).document.sections.at(-1);
		expect(section?.id).toBe('annex');
		const drawn = JSON.stringify(section);
		const reasons = record.disclosures[0]?.fields.find(([label]) => label === 'Reasons')?.[1] ?? '';
		expect(reasons).not.toBe('');
		expect(drawn).toContain(reasons);
		const without = { ...record, disclosures: record.disclosures.map((one) => ({ ...one, fields: [] })) };
		expect(JSON.stringify(layOutMinutes(without, '').document.sections.at(-1))).not.toContain(reasons);
	});

	test('ANNEX-3 is drawn last, and a record without it has no such section', () => {
		const { annex: _, ...draft } = sampleRecord();
		const { sections } = layOutMinutes(draft, '').document;
		expect(sections.map(({ id }) => id)).not.toContain('annex');
		expect(textsOf(layOutMinutes(sampleRecord(), '').document).length).toBeGreaterThan(
			textsOf(layOutMinutes(draft, '').document).length
		);
	});
});
