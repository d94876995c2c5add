/** Why somebody was not let in: one text for an unknown address, a wrong password and a disabled account (promises L-1). */
import type { SignInAnswer } from '#server/application/sign-in.ts';

export const SIGN_IN_REFUSED: Record<
	Exclude<SignInAnswer['kind'], 'signed-in'>,
	{ readonly status: number; readonly message: string }
> = {
	wrong: { status: 401, message: 'The e-mail address or the password is not right' },
	blocked: { status: 429, message: 'There were too many tries. Wait 15 minutes and try again' },
	busy: { status: 503, message: 'Many people are signing in just now. Wait a minute and try again' }
};
