/** Why a command or a frame was not carried out. The list is closed: every door maps it to its own status or code. */
export type RefusalKind =
	| 'invalid'
	| 'forbidden'
	| 'not-now'
	| 'not-ready'
	| 'changed-meanwhile'
	| 'missing'
	/** the password has to be entered again first (R18) */
	| 'step-up';

/** One thing that stands in the way, with the place (form field or page anchor) where it can be put right. */
export type Problem = { readonly field: string; readonly message: string; readonly href?: string };

export type Refusal = {
	readonly ok: false;
	readonly kind: RefusalKind;
	/** One plain sentence that says what to do. Never repeats what the person typed. */
	readonly message: string;
	readonly problems?: readonly Problem[];
};

export type Done<T> = { readonly ok: true; readonly value: T };
export type Result<T> = Done<T> | Refusal;

export const done = <T>(value: T): Done<T> => ({ ok: true, value });

export const refuse = (kind: RefusalKind, message: string, problems?: readonly Problem[]): Refusal => ({
	ok: false,
	kind,
	message,
	...(problems ? { problems } : {})
});

/** The HTTP status of each refusal (promises.md 3.4). */
export const HTTP_STATUS: Record<RefusalKind, number> = {
	invalid: 422,
	forbidden: 403,
	'not-now': 409,
	'not-ready': 422,
	'changed-meanwhile': 409,
	missing: 404,
	'step-up': 403
};

/** For switches that must handle every case: does not compile when one is forgotten. */
export const never = (value: never): never => {
	throw new Error(`unhandled: ${String(value)}`);
};
