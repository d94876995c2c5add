/** What a form sends, as an input. Apart from the schemas, so that a browser need not load them to send a form. */
import { done, type Result, refuse } from '../result.ts';

/** Names that would reach an object's prototype. */
export const DANGEROUS_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];
/** Whose page a form was on: looked at before anything else is (seat-guard.ts), and part of no command. */
export const SEAT_FIELD = 'seat';
export const UNKNOWN_FIELD = 'This page sent something we do not know. Reload the page and try again';

/** `invitees[0].personId` and `invitees.0.personId` alike. */
const pathOf = (name: string): readonly string[] => name.replace(/\[(\w*)\]/g, '.$1').split('.');
const isIndex = (part: string): boolean => /^(0|[1-9]\d{0,3})$/.test(part);

/** Objects whose keys are all 0, 1, 2 ... become arrays, in the order of their numbers. */
const withArrays = (value: unknown): unknown => {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const entries = Object.entries(value).map(([key, inner]) => [key, withArrays(inner)] as const);
	return entries.length > 0 && entries.every(([key]) => isIndex(key))
		? entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner)
		: Object.fromEntries(entries);
};

/** How many fields a form may send, and how deep a name may nest. */
const FORM_LIMIT = { fields: 1_000, depth: 6 } as const;

/**
 * A form's fields as an input: dotted or bracketed names nest, a repeated name becomes an array. Files are refused,
 * so are names that would reach a prototype. `omit` names the fields that belong to the form itself.
 */
export const formToInput = (form: FormData, omit: readonly string[] = []): Result<Record<string, unknown>> => {
	const refused = refuse('invalid', UNKNOWN_FIELD, [{ field: '', message: UNKNOWN_FIELD }]);
	const root: Record<string, unknown> = Object.create(null);
	let fields = 0;
	for (const [name, value] of form.entries()) {
		if (omit.includes(name) || name === SEAT_FIELD) continue;
		fields += 1;
		const path = pathOf(name).filter((part, index, all) => part !== '' || index < all.length - 1);
		const isBadPath =
			path.length > FORM_LIMIT.depth || path.some((part) => part === '' || DANGEROUS_KEYS.includes(part));
		if (fields > FORM_LIMIT.fields || typeof value !== 'string' || isBadPath || path.length === 0) return refused;
		let place = root;
		for (const part of path.slice(0, -1)) {
			place[part] ??= Object.create(null);
			const inner = place[part];
			if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return refused;
			place = inner as Record<string, unknown>;
		}
		const last = path.at(-1)!;
		const before = place[last];
		if (typeof before === 'object' && !Array.isArray(before)) return refused;
		place[last] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
	}
	return done({ ...(withArrays(root) as Record<string, unknown>) });
};
