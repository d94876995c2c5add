import { error, fail, redirect } from '@sveltejs/kit';
import { deviceWords } from '#lib/people/device-words.ts';
import { guestBinding, keepGuestBinding } from '#lib/server/guest-pages.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { notFound } from '#lib/server/signed-in.ts';
import { comeInAsGuest, lookAtGuestLink, noteGuestElsewhere } from '#server/application/guest-door.ts';
import type { Actions, PageServerLoad } from './$types';

const ELSEWHERE =
	'It works in that one only, and the chair of the meeting has been told. If you changed your browser, ask whoever asked you to the meeting for a new link.';

/** Looking uses nothing up, however often: a mail scanner may. Who is already bound elsewhere is told of (I-1, I-3, I-5). */
export const load: PageServerLoad = async ({ params, cookies, request, locals }) => {
	const { env, ...parts } = app();
	const asked = { link: params.secret, binding: guestBinding(cookies, env.secure) };
	const view = await lookAtGuestLink(parts, asked);
	if (!view) return notFound();
	if (view.kind === 'elsewhere') {
		if (request.method !== 'HEAD') await noteGuestElsewhere(parts, asked);
		error(403, ELSEWHERE);
	}
	return { view, otherSession: locals.session !== null && locals.session.kind !== 'GUEST' };
};

export const actions: Actions = {
	default: async ({ params, cookies, request, locals }) => {
		const { env, keys, ...parts } = app();
		const { sessions } = parts;
		if (locals.session !== null && locals.session.kind !== 'GUEST')
			return fail(409, {
				message: 'You are signed in with your own account. Sign out first, then open this link again'
			});
		const code = String((await request.formData()).get('code') ?? '').replace(/[\s-]/g, '');
		if (!/^\d{8}$/.test(code)) return fail(422, { message: 'Enter the eight digits of the code' });
		const coming = await comeInAsGuest(
			{ ...parts, codeKey: keys.keyFor('guest-code') },
			{
				...{ link: params.secret, binding: guestBinding(cookies, env.secure), code },
				device: deviceWords(request.headers.get('user-agent'))
			}
		);
		switch (coming.kind) {
			case 'gone':
				return notFound();
			case 'elsewhere':
				error(403, ELSEWHERE);
				break;
			case 'early':
				return fail(409, { message: 'The link does not work yet. Come back shortly before the meeting' });
			case 'wrong':
				return fail(422, {
					message:
						coming.left === 0
							? 'That code works no more. Ask whoever asked you to the meeting for a new one'
							: `That is not the code. You can try ${coming.left === 1 ? 'once' : `${coming.left} times`} more`
				});
		}
		setSessionCookie(cookies, sessions, coming.token);
		keepGuestBinding(cookies, env.secure, coming.binding);
		redirect(303, `/join/${coming.meetingId}`);
	}
};
