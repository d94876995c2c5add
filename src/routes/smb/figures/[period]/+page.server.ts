import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { quarterWord, readQuarter, readYear, yearWord } from '#lib/smb/quarter.ts';
import { readFiguresToEnter } from '#server/application/read-board-figures.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { period } = event.params;
	const lines = await readFiguresToEnter(app().database, signedIn(event), period);
	if (!lines.ok) return refusePage(lines);
	const quarter = readQuarter(period);
	return {
		...{ period, lines: lines.value },
		word: quarter ? quarterWord(quarter) : yearWord(readYear(period) ?? 0),
		back: quarter ? `/smb/${period}` : `/smb/annual/${period}`
	};
};

export const actions = { 'enter-board-figure': areaAction('enter-board-figure') } satisfies Actions;
