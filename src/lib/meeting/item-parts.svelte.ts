/**
 * The workspaces of the agenda's items. The one a page opens at comes with the page, the others when nothing else is to do: the
 * room itself stays small, and whoever loses the line has them all.
 */
import type { Component } from 'svelte';
import type { ItemCode } from '../agenda/agenda.ts';
import { isRecordedItem } from '../item-records/item-fields.ts';

export type ItemPart = Component<{ code: ItemCode }>;

const BRING = {
	WELCOME: () => import('../attendance/WelcomePart.svelte'),
	CONFIDENTIALITY: () => import('../attendance/ConfidentialityPart.svelte'),
	STATUS: () => import('../cases/StatusPart.svelte'),
	MINUTES_PREV: () => import('../decisions/PreviousMinutes.svelte'),
	ACTIONS_PREV: () => import('../rmp/PreviousActions.svelte'),
	RMP: () => import('../rmp/Plan.svelte'),
	LICENCE_ORDERS: () => import('../licence/LicencePart.svelte'),
	DISCLOSURE: () => import('../decisions/Disclosures.svelte'),
	ACTIONS: () => import('../rmp/ReadBack.svelte'),
	LEVEL: () => import('../decisions/LevelForm.svelte'),
	SMB_FEEDBACK: () => import('../smb/SmbNotes.svelte'),
	OUTCOME: () => import('../decisions/OutcomePart.svelte'),
	record: () => import('../item-records/ItemRecord.svelte')
} as const;
type PartName = keyof typeof BRING;

const nameOf = (code: ItemCode): PartName | null =>
	isRecordedItem(code) ? 'record' : code in BRING ? (code as PartName) : null;

const here = new Map<PartName, ItemPart>();

/** What is here already; null where it is not yet, or the item has no part of its own. */
export const itemPartHere = (code: ItemCode): ItemPart | null => here.get(nameOf(code) as PartName) ?? null;
export const hasItemPart = (code: ItemCode): boolean => nameOf(code) !== null;

/** Brings one item's workspace. @throws when it cannot be fetched; asked again, it is fetched again */
export const bringItemPart = async (code: ItemCode): Promise<ItemPart | null> => {
	const name = nameOf(code);
	if (name === null) return null;
	const found = here.get(name) ?? ((await BRING[name]()).default as ItemPart);
	here.set(name, found);
	return found;
};

/** Brings them all, one after the other, so that nothing else waits for them. */
export const bringItemParts = async (codes: readonly ItemCode[]): Promise<void> => {
	for (const code of codes) await bringItemPart(code);
};
