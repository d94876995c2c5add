import { redirect } from '@sveltejs/kit';
import { refused } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { notFound, signedIn } from '#lib/server/signed-in.ts';
import { declineSeat, readSeats, switchSeat, takeSeat } from '#server/application/seats.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const whole = (event: RequestEvent | Parameters<PageServerLoad>[0]) => {
	const actor = signedIn(event);
	return event.locals.session ? { actor, session: event.locals.session } : notFound();
};
const text = (data: FormData, name: string): string => {
	const value = data.get(name);
	return typeof value === 'string' ? value : '';
};

export const load: PageServerLoad = (event) => readSeats(app().database, whole(event));

export const actions = {
	'switch-seat': async (event) => {
		const data = await event.request.formData();
		const answer = await switchSeat(app(), whole(event), text(data, 'accountId'));
		if (!answer.ok) return refused(answer, 'switch-seat', data);
		setSessionCookie(event.cookies, app().sessions, answer.value);
		return redirect(303, '/');
	},
	'take-seat': async (event) => {
		const data = await event.request.formData();
		const answer = await takeSeat(app(), whole(event), text(data, 'accountId'), text(data, 'code').slice(0, 400));
		return answer.ok ? redirect(303, '/seats') : refused(answer, 'take-seat', data);
	},
	'decline-seat': async (event) => {
		const data = await event.request.formData();
		const answer = await declineSeat(app(), whole(event), text(data, 'accountId'));
		return answer.ok ? redirect(303, '/seats') : refused(answer, 'decline-seat', data);
	}
} satisfies Actions;
