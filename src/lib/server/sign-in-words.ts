/** Why somebody was not let in: one text for an unknown address, a wrong password and a disabled account (promises L-1). */
import { PASSWORD_REFUSED, type SignInAnswer, type StepUpProof } from '#server/application/sign-in.ts';

export const SIGN_IN_REFUSED: Record<
	Exclude<SignInAnswer['kind'], 'signed-in' | 'second-step'>,
	{ readonly status: number; readonly message: string }
> = {
	'agency-only': {
		status: 403,
		message: 'Your agency lets its people in by its own sign-in alone. Sign in through your agency'
	},
	wrong: { status: 401, message: 'The e-mail address or the password is not right' },
	blocked: { status: 429, message: 'There were too many tries. Wait 15 minutes and try again' },
	busy: { status: 503, message: 'Many people are signing in just now. Wait a minute and try again' }
};

/** Why who somebody is was not confirmed: of the password what was always said, of every other way one text. */
export const stepUpRefused = (by: StepUpProof['by'], kind: keyof typeof PASSWORD_REFUSED): string => {
	if (by === 'password') return PASSWORD_REFUSED[kind];
	return kind === 'wrong' ? 'That did not work. Try again, or try another way.' : `${SIGN_IN_REFUSED[kind].message}.`;
};
