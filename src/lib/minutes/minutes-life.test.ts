import { describe, expect, it } from 'vitest';
import { DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import { lateMinutes } from '../mail/late-minutes.ts';
import { filingRefused } from './file-minutes.ts';
import { keptUntil, type MinutesFacts, minutesLife, nextOwed, stageOf } from './minutes-life.ts';

const BEGAN: MinutesFacts = {
	level: 2,
	phase: 'DRAFT',
	startedAt: '2026-10-22T13:00:00.000Z',
	reached: { DRAFT: { on: '2026-10-22', by: 'Chair' } }
};
const sent = { ...BEGAN.reached, WITH_CHAIR: { on: '2026-10-28', by: 'Minute taker' } };
const locked = { ...sent, LOCKED: { on: '2026-11-04', by: 'Chair' } };
const out = { ...locked, DISTRIBUTED: { on: '2026-11-05', by: 'Unit' } };
const LOCKED: MinutesFacts = { ...BEGAN, phase: 'LOCKED', reached: locked };
const life = (facts: MinutesFacts, today: string) => minutesLife(facts, DEFAULT_AREA_CONFIG, today);
const next = (facts: MinutesFacts, today = '2026-10-23') => nextOwed(facts, DEFAULT_AREA_CONFIG, today);

describe('the life of the minutes', () => {
	it('LIFE-18 draft, with the chair, locked, distributed, filed: each with its working day and who owes it', () => {
		expect(life(BEGAN, '2026-10-23').map(({ stage, dueBy, owner }) => [stage, dueBy, owner])).toEqual([
			['DRAFT', null, 'CHAIR'],
			['WITH_CHAIR', '2026-10-29', 'MINUTE_TAKER'],
			['LOCKED', '2026-11-05', 'CHAIR'],
			['DISTRIBUTED', '2026-11-05', 'UNIT'],
			['FILED', '2026-11-10', 'UNIT']
		]);
		const level3 = life({ ...BEGAN, level: 3 }, '2026-10-23');
		expect(level3.map(({ dueBy }) => dueBy)).toEqual([null, '2026-10-27', '2026-10-29', '2026-10-29', '2026-11-03']);
	});

	it('LIFE-19 one stage is owed at a time, by whoever takes the minutes there', () => {
		expect(next(BEGAN)).toEqual({ stage: 'WITH_CHAIR', dueBy: '2026-10-29', owner: 'MINUTE_TAKER' });
		expect(next({ ...BEGAN, phase: 'WITH_CHAIR', reached: sent })?.stage).toBe('LOCKED');
		expect(next(LOCKED)?.stage).toBe('DISTRIBUTED');
		expect(next({ ...LOCKED, reached: out })).toEqual({ stage: 'FILED', dueBy: '2026-11-10', owner: 'UNIT' });
		const filed = { ...LOCKED, reached: { ...out, FILED: { on: '2026-11-09', by: 'Unit' } } };
		expect(next(filed)).toBeNull();
		expect([BEGAN, LOCKED, filed].map(stageOf)).toEqual(['DRAFT', 'LOCKED', 'FILED']);
		expect(next({ ...BEGAN, phase: 'LIVE', reached: {} })).toBeNull();
		expect(next({ ...BEGAN, level: 1 })).toBeNull();
	});

	it('LIFE-20 late is what was reached after its day, or has not been reached when it has passed', () => {
		const late = (facts: MinutesFacts, today: string) =>
			life(facts, today)
				.filter(({ isLate }) => isLate)
				.map(({ stage }) => stage);
		expect(late(BEGAN, '2026-10-29')).toEqual([]);
		expect(late(BEGAN, '2026-10-30')).toEqual(['WITH_CHAIR']);
		const slow = { ...LOCKED, reached: { ...locked, LOCKED: { on: '2026-11-06', by: 'Chair' } } };
		expect(late(slow, '2026-11-06')).toEqual(['LOCKED', 'DISTRIBUTED']);
		expect(late({ ...LOCKED, reached: out }, '2026-11-10')).toEqual([]);
	});

	it('LIFE-21 whoever is late is told once for each stage and day, on a working morning', () => {
		const waiting = { ...BEGAN, meetingId: 'm', caseId: 'c', chairId: 'chair', minuteTakerId: 'minutes' };
		const told = (now: string) => lateMinutes(waiting, DEFAULT_AREA_CONFIG, ['unit'], now);
		expect(told('2026-10-30T08:00:00.000Z')).toMatchObject([{ personId: 'minutes', by: '2026-10-29' }]);
		expect(told('2026-10-30T08:00:00.000Z')[0]?.key).toBe(told('2026-11-02T08:00:00.000Z')[0]?.key);
		expect(told('2026-10-29T08:00:00.000Z')).toEqual([]);
		expect(told('2026-10-31T08:00:00.000Z')).toEqual([]);
	});

	it('MINUTES-1 what is filed is kept until a hundred years after the birth, the unit’s own copy for two after the filing', () => {
		const days = { dateOfBirth: '1984-02-29', filedOn: '2026-11-09' };
		expect(keptUntil(days, DEFAULT_AREA_CONFIG)).toEqual({ record: '2084-02-29', unitCopy: '2028-11-09' });
	});

	it('MINUTES-2 a filing is noted for a day between the lock and today, and once', () => {
		const input = { filedOn: '2026-11-09', system: 'ViSOR', reference: 'V-1' };
		const days = { lockedOn: '2026-11-04', today: '2026-11-10' };
		expect(filingRefused(input, null, days)).toBeNull();
		expect(filingRefused({ ...input, filedOn: '2026-11-11' }, null, days)).toMatchObject({ kind: 'invalid' });
		expect(filingRefused({ ...input, filedOn: '2026-11-03' }, null, days)).toMatchObject({ kind: 'invalid' });
		const standing = { version: 1, ...input };
		expect(filingRefused(input, standing, days)).toBeNull();
		expect(filingRefused({ ...input, reference: 'V-2' }, standing, days)).toMatchObject({ kind: 'changed-meanwhile' });
		expect(filingRefused({ ...input, reference: 'V-2' }, { ...standing, filedOn: null }, days)).toBeNull();
	});
});
