/** Two people, or two windows of one, fill one form: whatever only one of them changed is taken from that one. */

/** Plain words by the names of the form's fields; '' or absent = nothing. */
export type NamedValues = Readonly<Record<string, string>>;
export type Merged = {
	readonly values: NamedValues;
	/** names to which another value was given since this person read them */
	readonly conflicts: readonly string[];
};

/** @param names every field that is compared @param base as this person read them @param saved as they stand now */
export const mergeNamed = (
	names: readonly string[],
	base: NamedValues,
	mine: NamedValues,
	saved: NamedValues
): Merged => {
	const was = (of: NamedValues, name: string): string => of[name] ?? '';
	const conflicts = names.filter((name) => {
		const [before, typed, now] = [was(base, name), was(mine, name), was(saved, name)];
		return typed !== before && now !== before && typed !== now;
	});
	const merged = names.map((name) => {
		const typed = was(mine, name);
		return [name, typed === was(base, name) ? was(saved, name) : typed];
	});
	return { values: Object.fromEntries(merged), conflicts };
};
