/** The workspaces of the items that record something, loaded when the first of them is looked at: the room itself stays small. */
import type { Component } from 'svelte';
import type { RecordedItem } from './item-fields.ts';

export type ItemRecordPart = Component<{ code: RecordedItem }>;

let loaded: ItemRecordPart | null = null;
/** What is here already; null before it was loaded. */
export const itemRecordHere = (): ItemRecordPart | null => loaded;
export const loadItemRecord = async (): Promise<ItemRecordPart> => {
	loaded ??= (await import('./ItemRecord.svelte')).default;
	return loaded;
};
