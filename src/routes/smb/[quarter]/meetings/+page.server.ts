import { boardReading } from '#lib/server/board-page.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { quarterWord } from '#lib/smb/quarter.ts';
import { readMeetingsBehind } from '#server/application/read-board.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const figure = event.url.searchParams.get('figure') ?? '';
	const behind = await readMeetingsBehind(boardReading(), signedIn(event), event.params.quarter, figure);
	if (!behind.ok) return refusePage(behind);
	return { key: event.params.quarter, word: quarterWord(behind.value.quarter), meetings: behind.value.meetings };
};
