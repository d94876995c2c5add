import { describe, it } from 'vitest';
import { type Given, given, LIVE, letIn } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import type { Value } from './item-fields.ts';

const RUNNING = LIVE;
const recorded = (
	item: 'RISK' | 'VICTIMS' | 'PERSON' | 'MEDIA' | 'AGENCY_INFO' | 'EQUALITY_HRA',
	row: string | null,
	to: Readonly<Record<string, Value>>,
	from: Readonly<Record<string, Value>>
): MeetingEvent => ({ type: 'item-recorded', item, row, from, to });
const when = (input: unknown, by: Given = {}, events = RUNNING) => given(events).when('record-item', input, by);

describe('recording under an agenda item', () => {
	it('ITEM-3 each item takes its own fields and their own choices, and nothing else', () => {
		when({ item: 'RISK', to: { imminence: 'IMMINENT' } }).gives([
			recorded('RISK', null, { imminence: 'IMMINENT' }, { imminence: null })
		]);
		when({ item: 'RISK', to: { imminence: 'NEVER' } }).refused('invalid', ['to.imminence']);
		when({ item: 'RISK', to: { told: 'YES' } }).refused('invalid', ['to']);
		when({ item: 'RISK', to: { constructor: 'x' } }).refused('invalid');
		when({ item: 'STATUS', to: {} }).refused('invalid', ['item']);
		when({ item: 'RISK', row: 'X1', to: {} }).refused('invalid', ['row']);
		when({ item: 'PERSON', row: 'T1', to: {} }).refused('invalid', ['row']);
		when({ item: 'RISK', row: 'T1', to: { on: '2026-02-30' } }).refused('invalid', ['to.on']);
		when({ item: 'RISK', row: 'T1', to: { name: 'x'.repeat(201) } }).refused('invalid', ['to.name']);
		when({ item: 'RISK', row: 'T7', to: { result: 'High' } }).refused('missing');
		when({ item: 'AGENCY_INFO', row: 'agency-HSG', to: { heard: 'SPOKE' } }).refused('missing');
	});

	it('ITEM-4 several choices are kept in the order of the list; none stands alone', () => {
		const to = { aims: ['RIGHTS_OF_OTHERS', 'PUBLIC_SAFETY', 'PUBLIC_SAFETY'] };
		const sorted = ['PUBLIC_SAFETY', 'RIGHTS_OF_OTHERS'];
		when({ item: 'EQUALITY_HRA', to }).gives([recorded('EQUALITY_HRA', null, { aims: sorted }, { aims: null })]);
		when({ item: 'EQUALITY_HRA', to: { characteristics: ['', 'AGE', 'NONE'] } }).refused('invalid', [
			'to.characteristics'
		]);
	});

	it('ITEM-5 what the reader of a form did not touch is left as somebody else has set it meanwhile', () => {
		const meanwhile = [...RUNNING, recorded('PERSON', null, { sentence: 'CHANGED' }, { sentence: null })];
		const form = { item: 'PERSON', was: { sentence: '', details: '' } };
		when({ ...form, to: { sentence: '', details: 'CONFIRMED' } }, {}, meanwhile).gives([
			recorded('PERSON', null, { details: 'CONFIRMED' }, { details: null })
		]);
		when({ ...form, to: { sentence: '', details: '' } }, {}, meanwhile).gives([]);
	});

	it('ITEM-6 what was given counts once somebody says that it is still so, or changes it', () => {
		const value = { contact: 'IN_CONTACT' };
		when({ item: 'VICTIMS', row: 'V1', to: value }).gives([recorded('VICTIMS', 'V1', value, value)]);
		when({ item: 'VICTIMS', row: 'V1', to: value, was: value }).gives([]);
		when({ item: 'VICTIMS', row: 'V1', to: value, was: value, confirm: 'yes' }).gives([
			recorded('VICTIMS', 'V1', value, value)
		]);
		when({ item: 'VICTIMS', row: 'V1', to: { contact: 'DECLINED' }, was: value }).gives([
			recorded('VICTIMS', 'V1', { contact: 'DECLINED' }, value)
		]);
	});

	it('ITEM-6 one press confirms only what its reader saw', () => {
		const changed = [
			...RUNNING,
			recorded('RISK', null, { community_CHILDREN: 'VERY_HIGH' }, { community_CHILDREN: 'HIGH' })
		];
		const seen = { community_CHILDREN: 'HIGH', community_PUBLIC: 'LOW' };
		when({ item: 'RISK', to: seen, was: seen, confirm: 'yes' }, {}, changed).gives([
			recorded('RISK', null, { community_PUBLIC: 'LOW' }, { community_PUBLIC: 'LOW' })
		]);
	});

	it('ITEM-7 a row gets the next number, which is never given again; the same row twice is one', () => {
		const tool = { name: 'SARA', result: 'High', on: '2026-12-01' };
		const added = { type: 'item-recorded', item: 'RISK', row: 'T2', from: {}, to: tool, removed: false } as const;
		when({ item: 'RISK', row: 'new', to: tool }).gives([added]);
		when({ item: 'RISK', row: 'new', to: tool }, {}, [...RUNNING, added]).gives([]);
		const out = { ...added, to: {}, removed: true };
		when({ item: 'RISK', row: 'new', to: { ...tool, name: 'DASH' } }, {}, [...RUNNING, added, out]).gives([
			{ ...added, row: 'T3', to: { ...tool, name: 'DASH' } }
		]);
		when({ item: 'RISK', row: 'new', to: { name: '', result: '' } }).refused('invalid', ['to.name', 'to.result']);
	});

	it('ITEM-8 a row is taken out and brought back; what is out is not changed', () => {
		const out = { type: 'item-recorded', item: 'RISK', row: 'T1', from: {}, to: {}, removed: true } as const;
		when({ item: 'RISK', row: 'T1', remove: 'yes' }).gives([out]);
		const without = [...RUNNING, out];
		when({ item: 'RISK', row: 'T1', remove: 'yes' }, {}, without).gives([]);
		when({ item: 'RISK', row: 'T1', to: { result: 'Low' } }, {}, without).refused('changed-meanwhile');
		when({ item: 'RISK', row: 'T1', remove: 'no' }, {}, without).gives([{ ...out, removed: false }]);
	});

	it('ITEM-9 the chair, the minute taker and whoever leads the item record; an agency what came from it', () => {
		const imminence = { item: 'RISK', to: { imminence: 'IMMINENT' } };
		for (const as of ['chair', 'minuteTaker', 'manager'] as const) when(imminence, { as }).after();
		when(imminence, { as: 'social' }).refused('forbidden');
		when({ item: 'SAFEGUARDING', to: { children: 'MADE' } }, { as: 'social' }).after();
		when({ item: 'MEDIA', to: { cppc: 'NO' } }, { as: 'manager' }).refused('forbidden');
		const heard = (row: string) => ({ item: 'AGENCY_INFO', row, to: { heard: 'SPOKE' } });
		when(heard('agency-CSC'), { as: 'social' }).after();
		when(heard('agency-PRB'), { as: 'social' }).refused('forbidden');
		when(imminence, { as: 'housing' }, [...RUNNING, ...letIn('housing')]).refused('forbidden');
	});

	it('ITEM-9 once the meeting has ended only the two who keep the record do', () => {
		const ended = [...RUNNING, { type: 'meeting-ended' }] as const;
		const imminence = { item: 'RISK', to: { imminence: 'IMMINENT' } };
		when(imminence, { as: 'manager' }, ended).refused('forbidden');
		when(imminence, { as: 'minuteTaker' }, ended).after();
	});
});
