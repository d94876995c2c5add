import { checkedSteps, notCheckedYet } from '#lib/minutes/gate-words.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import type { PageServerLoad } from './$types';

/** What the product checks: for everybody who signs in, with nothing of any case in it. */
export const load: PageServerLoad = (event) => {
	signedIn(event);
	return { steps: checkedSteps(), notYet: notCheckedYet() };
};
