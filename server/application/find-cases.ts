/**
 * Looking for cases by name, alias, date of birth, reference or an agency's number. Accents, capitals, hyphens and apostrophes
 * make no difference (search terms are written by the database, migrations). What one may not know of is left out before
 * anything is counted or put in order; the audit keeps that somebody searched, never for what.
 */
import { and, type SQL, sql } from 'drizzle-orm';
import { caseSearchTerm, mappCase } from '#drizzle/schema.ts';
import { parseSearch, type SearchWords } from '#lib/cases/case-search.ts';
import { done, type Result } from '#lib/result.ts';
import type { Tx } from '../persistence/database.ts';

/** The predicate that a case is found by what was typed; or what to type instead. */
export async function foundBy(tx: Tx, typed: string): Promise<Result<SQL | undefined>> {
	const parsed = parseSearch(typed);
	if (!parsed.ok) return parsed;
	const plain = await plainWords(tx, parsed.value);
	return done(and(...plain.map((word) => sql`${mappCase.id} in (${found(word)})`)));
}

type PlainWord = { readonly parts: readonly string[]; readonly joined: string };

/** As the database writes terms: the same function for what is looked for. */
async function plainWords(tx: Tx, { words, dates }: SearchWords): Promise<readonly PlainWord[]> {
	const rows = await tx.execute<{ parts: string[] }>(
		sql`select plain_parts(w) as parts from unnest(${sql.param([...words])}::text[]) with ordinality as t(w, n) order by n`
	);
	const said = rows.map(({ parts }) => ({ parts, joined: parts.join('') })).filter(({ joined }) => joined !== '');
	return [...said, ...dates.map((date) => ({ parts: [date], joined: date }))];
}

/** Cases in which the word stands, whole or in its parts: "wrenfield-moss" is found written as one, as two, or with its hyphen. */
const found = ({ parts, joined }: PlainWord): SQL =>
	parts.length === 1
		? beginningWith(joined)
		: sql`${beginningWith(joined)} union (${sql.join(parts.map(beginningWith), sql` intersect `)})`;

/** Compared byte by byte, so that the index finds it: from the beginning itself up to the last text that begins so. */
const beginningWith = (beginning: string): SQL =>
	sql`select ${caseSearchTerm.caseId} from ${caseSearchTerm} where ${caseSearchTerm.term} >= ${beginning} and ${caseSearchTerm.term} < ${`${beginning}\u{10FFFF}`}`;
