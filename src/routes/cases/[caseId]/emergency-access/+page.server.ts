import { redirect } from '@sveltejs/kit';
import { signedIn } from '#lib/server/signed-in.ts';
import type { PageServerLoad } from './$types';

/**
 * Asked for by its reference and never by an address: what stands here instead of the case is the same whether there is one,
 * so that trying addresses tells nothing (R9).
 */
export const load: PageServerLoad = (event) => {
	signedIn(event);
	redirect(303, '/emergency-access');
};
