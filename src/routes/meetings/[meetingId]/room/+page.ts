import { isItemCode } from '#lib/agenda/agenda.ts';
import { bringItemPart } from '#lib/meeting/item-parts.svelte.ts';
import { bringAtOnce, bringRoomLater, isClosing } from '#lib/meeting/room-later.svelte.ts';
import { browser } from '$app/environment';
import type { PageLoad } from './$types';

/** What the first item needs is there when the page is: it is drawn at once, with a script and without. */
export const load: PageLoad = async ({ data, url }) => {
	const asked = url.searchParams.get('item') ?? '';
	const { current, items } = data.opened.meeting.agenda;
	const first = isItemCode(asked) ? asked : (current ?? items[0]?.code ?? '');
	if (!browser) await bringRoomLater();
	await bringAtOnce({ meeting: data.opened.meeting, closing: isClosing(url.searchParams) });
	if (isItemCode(first)) await bringItemPart(first);
	return data;
};
