import { describe, expect, test } from 'vitest';
import { DEFAULT_AREA_CONFIG } from '#lib/cases/area-config.ts';
import { reviewLimits } from '#lib/cases/meeting-clock.ts';
import { daysOf, later, quarterKey, quarterOf } from '#lib/smb/quarter.ts';
import { addWorkingDays, isWorkingDay } from '#lib/time.ts';
import { dueBy, planYear, YEAR_SEED, type YearPlan } from './plan-year.ts';
import { daysAfter } from './year-meeting.ts';

/** The story's first meeting, in each quarter a demonstration may be loaded in. */
const STORY_DAYS = ['2026-10-22', '2027-01-14', '2027-05-06', '2027-08-05'];
const plans = STORY_DAYS.map((on): [string, YearPlan] => [on, planYear(YEAR_SEED, on)]);

describe('the year of the demonstration', () => {
	test('DEMO-20 the same seed plans the same year, another seed another one', () => {
		expect(planYear(YEAR_SEED, '2026-10-22')).toEqual(plans[0]?.[1]);
		expect(planYear(7, '2026-10-22').cases).not.toEqual(plans[0]?.[1].cases);
	});

	test.each(plans)(
		'DEMO-21 the four quarters before %s have meetings, on working days, of cases in order',
		(_, plan) => {
			const quarters = plan.quarters.map(quarterKey);
			const held = plan.meetings.map(({ on }) => quarterKey(quarterOf(on)));
			expect(quarters.map((one) => held.filter((other) => other === one).length > 5)).toEqual([true, true, true, true]);
			expect(held.every((one) => quarters.includes(one))).toBe(true);
			expect(plan.meetings.length).toBeGreaterThan(50);
			for (const { on, of, seq } of plan.meetings) {
				expect(isWorkingDay(on), on).toBe(true);
				const before = plan.meetings.find((other) => other.of === of && other.seq === seq - 1);
				expect(seq === 1 || (before?.nextOn === on && before.on < on)).toBe(true);
			}
		}
	);

	test.each(plans)('DEMO-22 nothing of it falls due in the quarter of %s', (on, plan) => {
		const { to } = daysOf(quarterOf(on));
		expect(plan.to).toBe(daysOf(later(quarterOf(on), -1)).to);
		for (const one of plan.meetings) {
			const last = !plan.meetings.some(({ of, seq }) => of === one.of && seq === one.seq + 1);
			const stays = last && !one.isLast;
			if (stays) expect(reviewLimits(one.level, one.on, DEFAULT_AREA_CONFIG).kpi > to, one.on).toBe(true);
			expect(addWorkingDays(one.on, one.level === 3 ? 5 : 10) <= plan.to, one.on).toBe(true);
			expect(daysAfter(one, plan.to).out <= plan.to, one.on).toBe(true);
			expect(dueBy({ meeting: one, plan }) <= plan.to).toBe(true);
		}
		for (const { decidedOn, number, isAccepted } of plan.cases)
			expect(!isAccepted || plan.meetings.some(({ of }) => of === number), decidedOn).toBe(true);
	});

	test('DEMO-23 every name is made of two words nobody has together, and no two people of the year have one name', () => {
		const names = plans[0]?.[1].cases.map(({ name }) => name) ?? [];
		expect(new Set(names).size).toBe(names.length);
		expect(names.every((name) => /^[A-Z][a-z]+ [A-Z][a-z]+(-[A-Z][a-z]+)?$/.test(name))).toBe(true);
	});
});
