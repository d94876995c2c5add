import { whatYouMayDo, wholeTable } from '#lib/access/access-words.ts';
import { mayAtAll } from '#lib/access/capability-table.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import type { PageServerLoad } from './$types';

/** Who may do what, from the table that decides it. For everybody who is signed in: it tells of no case and no person. */
export const load: PageServerLoad = (event) => {
	const actor = signedIn(event);
	return {
		roles: actor.roles,
		hasEmergency: mayAtAll(actor, 'end-emergency-access'),
		yours: whatYouMayDo(actor),
		table: wholeTable()
	};
};
