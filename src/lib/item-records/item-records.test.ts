import { describe, expect, it } from 'vitest';
import { CASE, convened, fold, letIn, REVIEW } from '../../../tests/support/scenario.ts';
import type { CaseFacts } from '../cases/case.ts';
import type { Meeting, MeetingEvent } from '../meeting/meeting.ts';
import { factsNow } from './facts-now.ts';
import type { RecordedItem, Values } from './item-fields.ts';
import { carriedItems, type ItemRecordsEvent, knownAt, recordedLines, rowKeys } from './item-records.ts';

const recorded = (item: RecordedItem, row: string | null, to: Values): MeetingEvent => ({
	...{ type: 'item-recorded', item, row, from: {}, to }
});
const started = (facts: CaseFacts = CASE.facts, carried: readonly MeetingEvent[] = []): readonly MeetingEvent[] => [
	convened({ seq: 2, meetingType: 'REVIEW' }),
	...letIn('chair', 'minuteTaker', 'manager'),
	...carried,
	{ type: 'meeting-started', case: { ...CASE, facts } }
];
const carriedFrom = (meeting: Meeting, facts: CaseFacts = CASE.facts): ItemRecordsEvent => ({
	...{ type: 'items-carried-over', meetingId: 'meeting-1', seq: 1 },
	...carriedItems(meeting.itemRecords, facts)
});
const next = (before: readonly MeetingEvent[], facts: CaseFacts = CASE.facts): Meeting =>
	fold(started(facts, [carriedFrom(fold([...started(), ...before]))]));
const at = ({ itemRecords }: Meeting, place: string, field: string) => knownAt(itemRecords, place, field);

describe('what a meeting begins with', () => {
	it('ITEM-10 the first meeting begins with what the register says, none of it confirmed', () => {
		const meeting = fold(started());
		expect(at(meeting, 'RISK', 'community_CHILDREN')).toMatchObject({ value: 'HIGH', given: { from: 'REGISTER' } });
		expect(at(meeting, 'VICTIMS.V1', 'contact')).toMatchObject({ value: 'IN_CONTACT', given: { from: 'REGISTER' } });
		expect(at(meeting, 'RISK.T1', 'name').value).toBe('ARMS');
		expect(at(meeting, 'RISK', 'custody_CHILDREN')).toEqual({ value: null, given: null, change: null });
	});

	it('ITEM-11 the next one with what the last one recorded, as at the last meeting and not as agreed', () => {
		const review = next([
			recorded('RISK', null, { community_CHILDREN: 'VERY_HIGH', imminence: 'IMMINENT' }),
			recorded('VICTIMS', 'V1', { contact: 'DECLINED', vlo: 'Juniper', safetyPlan: 'NEEDED' }),
			recorded('MEDIA', 'C1', { kind: 'CRITICAL', who: 'Duty inspector' }),
			recorded('MEDIA', null, { cppc: 'NO', spokesperson: 'Press office' })
		]);
		expect(at(review, 'RISK', 'community_CHILDREN')).toEqual({
			...{ value: 'VERY_HIGH', change: null },
			given: { value: 'VERY_HIGH', from: 'LAST_MEETING' }
		});
		expect(at(review, 'VICTIMS.V1', 'contact').given?.from).toBe('LAST_MEETING');
		expect(at(review, 'MEDIA.C1', 'who').value).toBe('Duty inspector');
		expect(at(review, 'MEDIA', 'spokesperson').given?.from).toBe('LAST_MEETING');
		// Asked afresh at every meeting.
		expect([at(review, 'RISK', 'imminence').value, at(review, 'MEDIA', 'cppc').value]).toEqual([null, null]);
	});

	it('ITEM-12 what the register says otherwise since then is newer, and what was there before is said', () => {
		const facts: CaseFacts = {
			...CASE.facts,
			rosh: { ...CASE.facts.rosh, CHILDREN: 'MEDIUM' },
			tools: [{ name: 'arms', result: 'Lower', on: '2026-12-16' }, ...CASE.facts.tools.slice(1)],
			victims: [...CASE.facts.victims, { code: 'V2', contact: '', views: '' }]
		};
		const before = [recorded('RISK', null, { community_CHILDREN: 'VERY_HIGH', community_PUBLIC: 'HIGH' })];
		const review = next(before, facts);
		expect(at(review, 'RISK', 'community_CHILDREN').given).toEqual({
			...{ value: 'MEDIUM', from: 'REGISTER', last: 'VERY_HIGH' }
		});
		expect(at(review, 'RISK', 'community_PUBLIC')).toMatchObject({ value: 'HIGH', given: { from: 'LAST_MEETING' } });
		expect(at(review, 'RISK.T1', 'result').given).toMatchObject({ value: 'Lower', from: 'REGISTER', last: 'Priority' });
		expect(rowKeys(review.itemRecords, 'VICTIMS')).toEqual(['V1', 'V2']);
	});

	it('ITEM-13 what the last meeting took out stays out, and its number is not given again', () => {
		const out: MeetingEvent = { type: 'item-recorded', item: 'RISK', row: 'T1', from: {}, to: {}, removed: true };
		const contact = recorded('MEDIA', 'C3', { who: 'Duty inspector' });
		const gone: MeetingEvent = { ...contact, to: {}, removed: true } as MeetingEvent;
		const review = next([out, contact, gone]);
		expect([rowKeys(review.itemRecords, 'RISK'), rowKeys(review.itemRecords, 'MEDIA')]).toEqual([[], []]);
		expect(review.itemRecords.carried?.highest).toEqual({ VICTIMS: 1, RISK: 1, MEDIA: 3 });
		const added = { ...CASE.facts, tools: [...CASE.facts.tools, { name: 'SARA', result: 'High', on: '2026-12-16' }] };
		expect(rowKeys(next([out], added).itemRecords, 'RISK')).toEqual(['T2']);
	});

	it('ITEM-27 V27 every line that was typed can be looked through for a name, wherever it stands', () => {
		const { itemRecords } = fold([
			...REVIEW,
			recorded('VICTIMS', 'V1', { contact: 'DECLINED', vlo: 'Juniper' }),
			recorded('MEDIA', null, { cppc: 'NO', spokesperson: 'Press office' })
		]);
		expect(recordedLines(itemRecords)).toEqual({ 'VICTIMS.V1.vlo': 'Juniper', 'MEDIA.spokesperson': 'Press office' });
	});

	it('ITEM-14 the checks of the plan ask what the meeting recorded of harm and victims', () => {
		const raised = recorded('RISK', null, { community_PUBLIC: 'LOW', custody_PUBLIC: 'VERY_HIGH' });
		const facts = factsNow(fold([...REVIEW, raised, recorded('VICTIMS', 'V4', { contact: 'NOT_TRACED' })]));
		expect(facts?.rosh).toMatchObject({ CHILDREN: 'HIGH', PUBLIC: 'VERY_HIGH' });
		expect(facts?.victims.map(({ code }) => code)).toEqual(['V1', 'V4']);
	});
});
