import { boardReading } from '#lib/server/board-page.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { yearWord } from '#lib/smb/quarter.ts';
import { readAnnual } from '#server/application/read-board-figures.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const annual = await readAnnual(boardReading(), signedIn(event), event.params.year);
	if (!annual.ok) return refusePage(annual);
	const { year, tables, isWhole } = annual.value;
	return { key: event.params.year, word: yearWord(year), tables, isWhole };
};
