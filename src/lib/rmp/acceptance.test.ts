import { describe, expect, it } from 'vitest';
import { fold, given, PEOPLE, REVIEW } from '../../../tests/support/scenario.ts';
import { actionsToReadBack, closeSteps } from '../meeting/close-run/close-steps.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { asWorded, isAccepted } from './acceptance.ts';
import { actionField } from './rmp.ts';

const READY: readonly MeetingEvent[] = [
	...REVIEW,
	{ type: 'action-added', number: 'A8', riskKeys: ['R1'], sinceMeeting: 2 },
	{
		...{ type: 'action-value-set', number: 'A8', from: { owner: null, due: null } },
		to: { owner: PEOPLE.social, due: '2027-01-08' }
	}
];
const yes = { type: 'action-accepted', number: 'A8', accepts: true } as const;
const ACCEPTED: readonly MeetingEvent[] = [...READY, { ...yes, toldBy: '' }];
const [row] = actionsToReadBack(fold(ACCEPTED));
const saidAt = Date.parse(row?.acceptance?.at ?? '');
const author = (personId: string | null, minutes: number, field = actionField('A8', 'text')) => ({
	...{ field, personId, name: personId === null ? '' : `Name of ${personId}`, agency: 'Northmere' },
	at: saidAt + minutes * 60_000
});
const worded = (...authors: readonly ReturnType<typeof author>[]) =>
	actionsToReadBack(asWorded(fold(ACCEPTED), authors))[0];

describe('a yes and the words it was said to', () => {
	it('RMP-40 words that somebody else changed after the yes are not accepted, and it is said by whom and when', () => {
		const changed = worded(author('minutes', 3));
		expect(changed && isAccepted(changed)).toBe(false);
		expect(changed?.acceptance).toMatchObject({ toldBy: '', changed: { name: 'Name of minutes' } });
		expect(Date.parse(changed?.acceptance?.changed?.at ?? '')).toBe(saidAt + 3 * 60_000);
		const counted = (authors: readonly ReturnType<typeof author>[]) =>
			closeSteps(asWorded(fold(ACCEPTED), authors), []).find(({ name }) => name === 'READ_BACK');
		expect(counted([author('minutes', 3)])).toMatchObject({ done: false, left: 1 });
		expect(counted([])).toMatchObject({ done: true, left: 0 });
	});

	it('RMP-40 a yes stands when the words are older, of another text, the plan of before, or the owner changed them', () => {
		for (const one of [
			author('minutes', -1),
			author('minutes', 3, actionField('A8', 'completionEvidence')),
			author('minutes', 3, actionField('A1', 'text')),
			author(null, -5),
			author('social', 3)
		])
			expect(worded(one)?.acceptance, one.field).toEqual(row?.acceptance);
		// The newest change counts, whoever made one before; and what was known stays where nothing is known.
		expect(worded(author('social', 2), author('minutes', 3))?.acceptance?.changed).toBeDefined();
		const before = asWorded(fold(ACCEPTED), [author('minutes', 3)]);
		expect(actionsToReadBack(asWorded(before, []))[0]?.acceptance?.changed).toBeDefined();
		expect(actionsToReadBack(asWorded(before, [author('social', 4)]))[0]?.acceptance?.changed).toBeUndefined();
	});

	it('RMP-40 the same owner, or whoever was told, says yes again to the new words; to the old ones nothing is added', () => {
		const again = { number: 'A8', accepts: 'yes' };
		const context = { planAuthors: [author('minutes', 3)] };
		given(ACCEPTED).when('accept-action', again, { as: 'social' }).gives([]);
		given(ACCEPTED)
			.when('accept-action', again, { as: 'social', context })
			.gives([{ ...yes, toldBy: '' }]);
		given(ACCEPTED)
			.when('accept-action', { ...again, toldBy: 'Rowan Lanternby' }, { context })
			.gives([{ ...yes, toldBy: 'Rowan Lanternby' }]);
	});
});
