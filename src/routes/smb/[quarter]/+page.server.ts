import { hasRole } from '#lib/identity.ts';
import { boardReading, packFileName, packHead } from '#lib/server/board-page.ts';
import { areaAction } from '#lib/server/form.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { quarterKey, quarterWord } from '#lib/smb/quarter.ts';
import { readBoardPack } from '#server/application/read-board.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const pack = await readBoardPack(boardReading(), actor, event.params.quarter, 'view-board-pack');
	if (!pack.ok) return refusePage(pack);
	if (pack.value === null) return notFound();
	const { quarter, tables, weeks, isWhole, isOver, published } = pack.value;
	return {
		...{
			key: quarterKey(quarter),
			word: quarterWord(quarter),
			head: packHead(pack.value),
			tables,
			weeks,
			isWhole,
			isOver
		},
		...{ published, isCoordinator: hasRole(actor, 'MAPPA_COORDINATOR') },
		files: (['csv', 'ods', 'pdf'] as const).map((kind) => ({ kind, name: packFileName(quarter, kind) }))
	};
};

export const actions = { 'publish-board-pack': areaAction('publish-board-pack') } satisfies Actions;
