import { describe, expect, it } from 'vitest';
import { COMPLETE, TEXTS } from '../../../tests/support/complete-meeting.ts';
import { fold, LIVE } from '../../../tests/support/scenario.ts';
import type { Meeting, MeetingEvent } from '../meeting/meeting.ts';
import { placeOf } from '../meeting/room-places.ts';
import { gates } from '../minutes/gates.ts';
import type { Texts } from '../minutes/minutes-fields.ts';
import { RECORDED_ITEMS, type RecordedItem, type Values } from './item-fields.ts';
import { missingIn } from './item-missing.ts';
import { itemProgress } from './item-progress.ts';

const recorded = (item: RecordedItem, to: Values, row: string | null = null): MeetingEvent => ({
	...{ type: 'item-recorded', item, row, from: {}, to }
});
const missing = (item: RecordedItem, events: readonly MeetingEvent[] = [], words: Texts['minutes'] = {}) =>
	missingIn(fold([...LIVE, ...events]), item, (field) => words[field] ?? '').map(({ id }) => id);
const progress = (meeting: Meeting, texts: Texts) => itemProgress(meeting, texts, gates(meeting, texts));

describe('what an item still lacks', () => {
	it('ITEM-15 V28 each field that must be recorded is named, with its place in the room', () => {
		const meeting = fold(LIVE);
		for (const item of RECORDED_ITEMS)
			for (const { id, message } of missingIn(meeting, item, () => '')) {
				expect(placeOf(`#${id}`), id).toMatchObject({ item, anchor: id });
				expect(message, id).toMatch(/^[A-Z].{8,}/);
			}
		expect(missing('SUMMARY')).toEqual(['SUMMARY.summary', 'SUMMARY.response']);
		expect(missing('RISK', [recorded('RISK', { imminence: 'IMMINENT' })])).not.toContain('RISK.imminence');
		expect(missing('AGENCY_INFO')).toEqual(['POL', 'PRB', 'CSC'].map((code) => `AGENCY_INFO.agency-${code}.heard`));
	});

	it('ITEM-26 V28 an agency that has sent its return is not asked again, also when it knows nothing', () => {
		const sent: MeetingEvent = {
			...{ type: 'return-sent', agencyId: 'agency-CSC', number: 1, answer: 'NOTHING_KNOWN' },
			...{ checkedOn: '2026-12-10', inLieu: false }
		};
		expect(missing('AGENCY_INFO', [sent])).toEqual(['POL', 'PRB'].map((code) => `AGENCY_INFO.agency-${code}.heard`));
	});

	it('ITEM-16 V28 some fields are asked for only after a certain answer', () => {
		const words = { 'ENGAGEMENT.views': 'x', 'ENGAGEMENT.motivation': 'x' };
		expect(missing('ENGAGEMENT', [recorded('ENGAGEMENT', { told: 'YES' })], words)).toEqual([]);
		expect(missing('ENGAGEMENT', [recorded('ENGAGEMENT', { told: 'NO' })], words)).toEqual(['ENGAGEMENT.notTold']);
		const referrals = { children: 'NOT_NEEDED', adults: 'MADE', domesticAbuse: 'TO_BE_MADE', forums: ['NONE'] };
		expect(missing('SAFEGUARDING', [recorded('SAFEGUARDING', referrals)])).toEqual(['SAFEGUARDING.childrenReason']);
		const unknown = recorded('AGENCY_INFO', { heard: 'NOTHING_KNOWN' }, 'agency-PRB');
		expect(missing('AGENCY_INFO', [unknown])).toContain('AGENCY_INFO.agency-PRB.checkedOn');
	});

	it('ITEM-17 V28 what is only given is missing until it is confirmed or changed, once for each form', () => {
		expect(missing('VICTIMS')).toEqual([
			'VICTIMS.V1.safetyPlan',
			'VICTIMS.V1.contact',
			'VICTIMS.V1.views',
			'VICTIMS.nonScheme',
			'VICTIMS.potential'
		]);
		const confirmed = recorded('VICTIMS', { contact: 'IN_CONTACT', safetyPlan: 'NEEDED' }, 'V1');
		expect(missing('VICTIMS', [confirmed])).toEqual(['VICTIMS.V1.views', 'VICTIMS.nonScheme', 'VICTIMS.potential']);
	});

	it('ITEM-18 V28 at least one tool, or words why none was used', () => {
		const out: MeetingEvent = { type: 'item-recorded', item: 'RISK', row: 'T1', from: {}, to: {}, removed: true };
		expect(missing('RISK', [out])).toContain('RISK.tools');
		expect(missing('RISK', [out], { 'RISK.noTool': 'None fits' })).not.toContain('RISK.tools');
	});

	it('ITEM-19 an item is empty, partly recorded or recorded', () => {
		const nothing: Texts = { plan: {}, minutes: {} };
		expect(progress(fold(LIVE), nothing)).toMatchObject({ RISK: 'EMPTY', SUMMARY: 'EMPTY', DISCLOSURE: 'EMPTY' });
		const begun = fold([...LIVE, recorded('RISK', { imminence: 'IMMINENT' })]);
		expect(progress(begun, { plan: {}, minutes: { 'SUMMARY.response': 'Kept all' } })).toMatchObject({
			...{ RISK: 'PARTIAL', SUMMARY: 'PARTIAL' }
		});
		const whole = progress(fold(COMPLETE), TEXTS);
		for (const item of RECORDED_ITEMS) expect(whole[item], item).toBe('RECORDED');
	});

	it('ITEM-20 V28 an item that was skipped with a reason, or need not be taken, asks for nothing', () => {
		const skipped: MeetingEvent = { type: 'item-skipped', code: 'SUMMARY', reason: 'Heard under information' };
		const open = (events: readonly MeetingEvent[]) =>
			gates(fold([...LIVE, ...events]), { plan: {}, minutes: {} }).filter(({ item }) => item === 'SUMMARY');
		expect(open([]).map(({ id }) => id)).toEqual(['V28:SUMMARY.summary', 'V28:SUMMARY.response']);
		expect(open([skipped])).toEqual([]);
		expect(gates(fold(LIVE), { plan: {}, minutes: {} }).filter(({ item }) => item === 'MEDIA')).toEqual([]);
	});
});
