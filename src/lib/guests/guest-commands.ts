/** What is typed to ask for a guest, and to decide about one (R4). */
import { z } from 'zod';
import { agencyId, email, line, longText, oneOf, reason, rowId, yesNo } from '../input.ts';
import { GUEST_CAPACITIES } from './guest.ts';

/** Characters of a person's name and of their work. */
const GUEST_NAME_MAX = 100;
const REQUEST_MAX = 500;

const MARKUP = /[<>{}\\]/;
const plain = (label: string) =>
	line(label, GUEST_NAME_MAX).refine((typed) => !MARKUP.test(typed), {
		error: `Enter ${label} without signs like < or {`
	});
/** No other alphabet and no punycode: two addresses that look alike must not be two people. */
const address = () =>
	email().refine((typed) => /^[\x21-\x7e]+$/.test(typed) && !/(^|[.@])xn--/.test(typed), {
		error: 'Enter an e-mail address in plain letters, like name@example.org'
	});

export const ASK_GUEST = z.strictObject({
	meetingId: rowId('a meeting'),
	agencyId: agencyId('the agency that sponsors the guest'),
	name: plain('the name of the guest'),
	roleTitle: plain('what the guest does'),
	email: address(),
	capacity: oneOf(GUEST_CAPACITIES, 'how the guest takes part'),
	request: longText('why the meeting needs this guest', REQUEST_MAX),
	vouched: yesNo('whether your agency answers for the guest').refine((answer) => answer, {
		error: 'Tick the box: your agency answers for its guest'
	})
});
export type AskGuest = z.infer<typeof ASK_GUEST>;

export const APPROVE_GUEST = z.strictObject({ meetingId: rowId('a meeting'), guestId: rowId('a guest') });
export const REFUSE_GUEST = z.strictObject({ ...APPROVE_GUEST.shape, reason: reason() });
export type ApproveGuest = z.infer<typeof APPROVE_GUEST>;
export type RefuseGuest = z.infer<typeof REFUSE_GUEST>;
