/**
 * A form that asks for the password itself: entered right, it counts as entered again (promises.md 2.4), so that what follows is
 * not asked for once more. Used by the lock, whose form is the chair's signature: a page of its own before it would ask for the
 * same password twice.
 */
import { refuse } from '#lib/result.ts';
import { PASSWORD_MAX } from '#lib/server/confirm-answer.ts';
import { type CommandAction, refused } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { stepUpOwed } from '#lib/server/step-up.ts';
import { PASSWORD_REFUSED, stepUp } from '#server/application/sign-in.ts';

/** The action, with the session's step-up renewed by the form's own field `password` when that is owed. */
export const confirming =
	(action: CommandAction, command: string): CommandAction =>
	async (event) => {
		const { actor, session } = event.locals;
		if (!actor || !session || !stepUpOwed(event)) return action(event);
		const data = await event.request.clone().formData();
		const password = data.get('password');
		// An empty field is no guess: the command itself says what is missing.
		if (typeof password !== 'string' || password === '' || password.length > PASSWORD_MAX) return action(event);
		const answer = await stepUp(app(), { actor, session }, password);
		if (answer.kind === 'ended') return action(event);
		if (answer.kind !== 'confirmed') {
			const message = PASSWORD_REFUSED[answer.kind];
			const kind = answer.kind === 'wrong' ? 'invalid' : 'not-now';
			return refused(refuse(kind, message, [{ field: 'password', message }]), command, data);
		}
		setSessionCookie(event.cookies, app().sessions, answer.token);
		return action(event);
	};
