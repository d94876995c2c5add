/**
 * Where the service asks everybody for a second factor, whoever has none reaches the pages that set one up and no other: not a
 * page, not its data, not an action. Sockets know nobody who owes a factor (sessions.ts).
 */
import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { SessionFacts } from '#server/persistence/sessions.ts';

const SETS_ONE_UP = /^\/(account\/(second-factor|code-app|passkeys)|confirm|session|sign-out|sign-in|seats)(\/|$)/;
export const FACTOR_PAGE = '/account/second-factor';

/** The answer that leads there, or null when nothing is owed. @throws a redirect in SvelteKit's own form */
export function factorOwed(
	session: Pick<SessionFacts, 'owesFactor'>,
	{ url, request, isDataRequest }: Pick<RequestEvent, 'url' | 'request' | 'isDataRequest'>
): Response | null {
	if (!session.owesFactor || SETS_ONE_UP.test(url.pathname)) return null;
	if (isDataRequest || request.headers.has('x-sveltekit-action')) redirect(303, FACTOR_PAGE);
	return new Response(null, { status: 303, headers: { location: FACTOR_PAGE } });
}
