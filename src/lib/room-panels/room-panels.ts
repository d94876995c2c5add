/**
 * Parts beside the item, brought when they are asked for: on a desk at the side, in a hand as a sheet. One at a time.
 */
export const ROOM_PANELS = ['missed', 'agency', 'notes', 'find', 'asks'] as const;
export type RoomPanelName = (typeof ROOM_PANELS)[number];

export const panelTitle: Record<RoomPanelName, string> = {
	missed: 'What you missed',
	agency: 'My agency',
	notes: 'My private notes',
	find: 'Find in the meeting',
	asks: 'Questions about texts'
};

const BRING = {
	missed: () => import('../catch-up/MissedPanel.svelte'),
	agency: () => import('../my-agency/MyAgencyPanel.svelte'),
	notes: () => import('../chair-notes/ChairNotesPanel.svelte'),
	find: () => import('../find/FindPanel.svelte'),
	asks: () => import('../asks/AsksPanel.svelte')
} as const;
/** Null: it could not be had just now. */
export const bringPanel = async (name: RoomPanelName) =>
	BRING[name]().then(
		({ default: Panel }) => Panel,
		() => null
	);
