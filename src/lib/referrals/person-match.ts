/** Whether two records are about the same person: one identifier in common, or the same name and date of birth. */
export type Matchable = {
	readonly name: string;
	readonly aliases: readonly string[];
	/** YYYY-MM-DD */
	readonly dateOfBirth: string;
	readonly identifiers: Readonly<Partial<Record<'crn' | 'prisonNumber' | 'pncId' | 'visorOrMappsRef', string>>>;
};
export type MatchedBy = 'identifier' | 'name and date of birth';

/** Letters and digits only, so that "2021/0900014z" and "2021-0900014Z" are one. */
const plain = (text: string): string =>
	text
		.normalize('NFKD')
		.replace(/[^\p{L}\p{N}]+/gu, '')
		.toLowerCase();
const IDENTIFIERS = ['crn', 'prisonNumber', 'pncId', 'visorOrMappsRef'] as const;
const names = ({ name, aliases }: Matchable): ReadonlySet<string> =>
	new Set([name, ...aliases].map(plain).filter((one) => one !== ''));

export const matchPerson = (a: Matchable, b: Matchable): MatchedBy | null => {
	const same = (text: string | undefined, other: string | undefined): boolean =>
		plain(text ?? '') !== '' && plain(text ?? '') === plain(other ?? '');
	if (IDENTIFIERS.some((key) => same(a.identifiers[key], b.identifiers[key]))) return 'identifier';
	const others = names(b);
	const sameName = [...names(a)].some((name) => others.has(name));
	return sameName && a.dateOfBirth !== '' && a.dateOfBirth === b.dateOfBirth ? 'name and date of birth' : null;
};
