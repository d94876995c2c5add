import { signedIn } from '#lib/server/signed-in.ts';
import type { RequestHandler } from './$types';

/**
 * Emergency access is asked for by a reference and never by an address: this leads there whether or not there is such a case,
 * so that trying addresses tells nothing (R9).
 */
export const GET: RequestHandler = (event) => {
	signedIn(event);
	return new Response(null, { status: 303, headers: { location: '/emergency-access' } });
};
