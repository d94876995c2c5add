/** "Last by Children's services, 10:41": who last wrote each text, as the server knows it. */
import { londonDate, londonTime, longDate } from '../time.ts';
import type { Authorship } from '../wire.ts';

export type Author = Pick<Authorship, 'field' | 'personId' | 'name' | 'agency' | 'at'>;
export type Written = {
	/** "Fern Inkwell, Northmere MAPPA Unit, 10:41", or '' */
	readonly byPerson: (field: string) => string;
	/** "Children's services, 10:41", or '' */
	readonly byAgency: (field: string) => string;
};

/** Whose words somebody put back who was the last to change a field: "Housing and Police"; '' when they wrote themselves. */
export type PutBackFor = (author: Author, say: 'name' | 'agencyName') => string;

/** The newest author of each field. On another day than the meeting's (YYYY-MM-DD) the date is said too. */
export const writtenBy = (
	authors: readonly Author[],
	meetingOn: string,
	putBackFor: PutBackFor = () => ''
): Written => {
	const newest = new Map<string, Author>();
	for (const author of authors) {
		const before = newest.get(author.field);
		if (!before || before.at <= author.at) newest.set(author.field, author);
	}
	const when = (at: number): string => {
		const iso = new Date(at).toISOString();
		const on = londonDate(iso);
		return on === meetingOn ? londonTime(iso) : `${londonTime(iso)} on ${longDate(on)}`;
	};
	const said = (field: string, who: (author: Author) => readonly string[], say: 'name' | 'agencyName'): string => {
		const author = newest.get(field);
		if (!author) return '';
		if (author.personId === null) return 'carried over from the previous meeting';
		const last = [...who(author), when(author.at)].filter((part) => part !== '').join(', ');
		const writers = putBackFor(author, say);
		return writers === '' ? last : `${writers}; put back by ${last}`;
	};
	return {
		byPerson: (field) => said(field, ({ name, agency }) => [name, agency], 'name'),
		byAgency: (field) => said(field, ({ agency }) => [agency], 'agencyName')
	};
};
