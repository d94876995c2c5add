import { app } from '#lib/server/running-app.ts';
import { isLoopback } from '#server/env.ts';
import type { PageServerLoad } from './$types';

/** What the server can see by itself, for somebody without JavaScript. */
export const load: PageServerLoad = ({ request }) => {
	const { env } = app();
	return {
		address: env.origin,
		isProtected: env.secure || isLoopback(new URL(env.origin).hostname),
		browser: request.headers.get('user-agent')?.slice(0, 200) ?? 'unknown'
	};
};
