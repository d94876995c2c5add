import { describe, expect, it } from 'vitest';
import { SAMPLE_CHECKS, sampleSections } from '../../../tests/support/sample-referral.ts';
import { actor } from '../../../tests/support/scenario.ts';
import { DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import { parseInput } from '../input.ts';
import { foldReferral, isReferringSide, openChallenge, type Referral, type ReferralEvent } from './referral.ts';
import { DECIDE_REFERRAL, decideOnReferral, mayRunOnReferral, type ReferralContext } from './referral-commands.ts';
import type { SectionValues } from './referral-values.ts';

const MINE = { ...actor('manager'), agencyId: 'agency-PRB' };
const UNIT = actor('coordinator');
const DECIDED: ReferralEvent = {
	...{
		type: 'referral-decided',
		outcome: 'Rejected - remain at level 1',
		reasons: 'The plan is robust',
		category: null
	},
	...{ alternative: 'A professionals meeting', categoryReason: '', caseId: null, opened: false, acceptedOn: null },
	...{ emergency: false, initialDue: null }
};
const SUBMITTED: ReferralEvent = { type: 'referral-submitted', sections: {}, warnings: {}, late: true, answer: '' };
const referral = (...events: readonly ReferralEvent[]): Referral => {
	const log: readonly ReferralEvent[] = [
		{ type: 'referral-begun', fromAgencyId: 'agency-PRB', recordedByUnit: false },
		...events
	];
	const folded = foldReferral(
		'r',
		log.map((event, index) => ({
			version: index + 1,
			at: `2026-12-0${index + 1}T10:00:00.000Z`,
			by: 'somebody',
			event
		}))
	);
	if (!folded) throw new Error('no referral');
	return folded;
};
const context = (
	over: Readonly<Record<string, SectionValues>> = {},
	more: Partial<ReferralContext> = {}
): ReferralContext => ({
	...{ actor: UNIT, now: '2026-12-17T12:00:00.000Z', sections: sampleSections(over), checks: SAMPLE_CHECKS },
	...{ config: DEFAULT_AREA_CONFIG, chosenCase: null, sameIdentifier: false, ...more }
});
const decide = (
	input: object,
	over: Readonly<Record<string, SectionValues>> = {},
	more: Partial<ReferralContext> = {}
) => {
	const whole = { referralId: 'r', version: 2, reasons: 'Four agencies must act', category: '1', ...input };
	const parsed = parseInput(DECIDE_REFERRAL, whole);
	return parsed.ok
		? decideOnReferral('decide-referral', referral(SUBMITTED), parsed.value, context(over, more))
		: parsed;
};
const NEW_CASE = { outcome: 'Accepted - level 2', caseId: 'new', caseRef: 'NMS-2026-020', leadAgencyId: 'agency-PRB' };
const fields = (result: ReturnType<typeof decide>) =>
	result.ok ? [] : (result.problems ?? []).map(({ field }) => field);

describe('submitting', () => {
	const submit = (over: Readonly<Record<string, SectionValues>>, input: object = {}, on = referral()) =>
		decideOnReferral(
			'submit-referral',
			on,
			{ referralId: 'r', version: 1, reasons: {}, answer: '', ...input },
			context(over)
		);

	it('REFER-11 V02 what is missing stops it, with a link to each section', () => {
		expect(submit({ level: { managerName: '' } })).toMatchObject({
			kind: 'not-ready',
			problems: [{ href: '/referrals/r/level', message: expect.stringContaining('manager') }]
		});
	});

	it('REFER-12 V03 V04 a warning without its reason stops it; the reason is stored, and late is marked', () => {
		const soon = { dates: { releaseOn: '2027-02-01', crd: '2027-02-01' }, plan: { hasPlan: 'no' } };
		expect(submit(soon)).toMatchObject({ problems: [{ field: 'reasons.V03' }, { field: 'reasons.V04-PLAN' }] });
		const reasons = { V03: 'Arrested last week', 'V04-PLAN': 'Begun, not signed off' };
		expect(submit(soon, { reasons })).toMatchObject({ value: { late: true, warnings: reasons } });
		expect(submit({}, { reasons: { V03: 'not asked' } })).toMatchObject({ value: { late: false, warnings: {} } });
	});

	it('REFER-13 sent again it answers the question, and whether it was late stays as of the first day', () => {
		const asked = referral(SUBMITTED, { type: 'information-asked', question: 'Which school?' });
		expect(submit({}, {}, asked)).toMatchObject({ problems: [{ field: 'answer' }] });
		const again = submit({}, { answer: 'None known' }, asked);
		if (!again.ok) throw new Error(again.message);
		const after = referral(SUBMITTED, { type: 'information-asked', question: 'Which school?' }, again.value);
		expect(after).toMatchObject({ state: 'Referral decision - pending', late: true });
		expect(after.submissions.map(({ answer }) => answer)).toEqual(['', 'None known']);
	});
});

describe('deciding', () => {
	it('REFER-14 an acceptance sets the level, the day and when the first meeting is due', () => {
		expect(decide(NEW_CASE)).toMatchObject({
			value: {
				outcome: 'Accepted - level 2',
				opened: true,
				acceptedOn: '2026-12-17',
				initialDue: '2027-01-19',
				category: 1
			}
		});
		const urgent = { ...NEW_CASE, outcome: 'Accepted - level 3', emergency: 'yes' };
		expect(decide(urgent)).toMatchObject({ value: { initialDue: '2026-12-24', emergency: true } });
		expect(fields(decide({ ...NEW_CASE, emergency: 'yes' }))).toEqual(['emergency']);
	});

	it('REFER-15 for somebody already a case it is about that case, and not at the level it has', () => {
		const chosenCase = { id: 'case', level: 2, category: 1, status: 'ACTIVE' };
		const about = { outcome: 'Accepted - level 3', caseId: 'case' };
		expect(decide(about, {}, { chosenCase })).toMatchObject({ value: { caseId: 'case', opened: false } });
		expect(fields(decide({ ...about, outcome: 'Accepted - level 2' }, {}, { chosenCase }))).toEqual(['outcome']);
		expect(fields(decide(about, {}, { chosenCase: { ...chosenCase, status: 'CLOSED' } }))).toEqual(['caseId']);
		expect(fields(decide(about))).toEqual(['caseId']);
		expect(fields(decide(NEW_CASE, {}, { sameIdentifier: true }))).toEqual(['caseId']);
	});

	it.each([
		[{ outcome: 'Rejected - remain at level 1' }, ['alternative']],
		[{ outcome: 'Category 3 referral rejected - not MAPPA managed', alternative: 'MARAC' }, ['outcome']],
		[{ outcome: 'Accepted' }, ['outcome']],
		[{ outcome: 'Accepted - level 2' }, ['caseId']],
		[{ ...NEW_CASE, caseRef: '', leadAgencyId: '' }, ['caseRef', 'leadAgencyId']],
		[{ ...NEW_CASE, category: '2' }, ['categoryReason']],
		[{ ...NEW_CASE, reasons: '' }, ['reasons']],
		[{ ...NEW_CASE, area_id: 'B' }, ['']]
	])('REFER-16 what does not fit is refused at its field (%#)', (input, found) => {
		expect(fields(decide(input))).toEqual(found);
	});

	it('REFER-16 Category 3 is rejected in its own words, because it has no Level 1', () => {
		const three = { category: { category: '3', qualifyingOffence: 'x', currentRisk: 'y' } };
		const rejected = { outcome: 'Rejected - remain at level 1', alternative: 'MARAC' };
		expect(fields(decide(rejected, three))).toEqual(['outcome']);
		const own = { ...rejected, outcome: 'Category 3 referral rejected - not MAPPA managed' };
		expect(decide(own, three)).toMatchObject({ ok: true });
	});
});

describe('who and when', () => {
	const may = (one: Referral, who: typeof MINE) =>
		(
			[
				...['submit-referral', 'withdraw-referral', 'challenge-decision', 'ask-for-information'],
				...['decide-referral', 'transfer-referral', 'resolve-challenge']
			] as const
		).filter((name) => mayRunOnReferral(one, who, name) === null);
	const challenged = referral(SUBMITTED, DECIDED, { type: 'decision-challenged', grounds: 'New information' });

	it('REFER-17 the agency writes, sends, withdraws and challenges; the co-ordinator alone asks, decides and resolves', () => {
		expect(may(referral(), MINE)).toEqual(['submit-referral', 'withdraw-referral']);
		expect(may(referral(SUBMITTED), MINE)).toEqual(['withdraw-referral']);
		expect(may(referral(SUBMITTED, DECIDED), MINE)).toEqual(['challenge-decision']);
		expect(may(challenged, MINE)).toEqual([]);
		expect(may(referral(SUBMITTED), UNIT)).toEqual(['ask-for-information', 'decide-referral', 'transfer-referral']);
		expect(may(challenged, UNIT)).toEqual(['resolve-challenge']);
		expect(may(referral(SUBMITTED), actor('minuteTaker'))).toEqual([]);
		expect(may(referral(), { ...MINE, agencyId: 'agency-POL' })).toEqual([]);
		expect(isReferringSide({ fromAgencyId: 'agency-MPU', recordedByUnit: false }, UNIT)).toBe(false);
	});

	it('REFER-18 a challenge is kept with who resolved it and how, and may open the decision again', () => {
		const resolved = { type: 'challenge-resolved', resolvedBy: 'Opal, co-ordinator', how: 'Read again' } as const;
		expect(openChallenge(challenged)?.grounds).toBe('New information');
		const stands = referral(
			SUBMITTED,
			DECIDED,
			{ type: 'decision-challenged', grounds: 'x' },
			{ ...resolved, result: 'STANDS' }
		);
		expect(stands).toMatchObject({
			state: DECIDED.outcome,
			challenges: [{ resolved: { resolvedBy: 'Opal, co-ordinator' } }]
		});
		const open = referral(
			SUBMITTED,
			DECIDED,
			{ type: 'decision-challenged', grounds: 'x' },
			{ ...resolved, result: 'REOPENED' }
		);
		expect(open.state).toBe('Referral decision - pending');
		expect(may(open, UNIT)).toContain('decide-referral');
	});
});
