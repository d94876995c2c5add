/** One-letter keys of the room, only while nothing is being typed and no other key is held. */
export type RoomKey = 'help' | 'hand' | 'follow' | 'where' | 'below' | 'above' | 'settle' | 'next' | 'pause' | 'hide';
const KEY: Readonly<Record<string, RoomKey>> = {
	'?': 'help',
	h: 'hand',
	f: 'follow',
	w: 'where',
	j: 'below',
	k: 'above',
	g: 'settle',
	n: 'next',
	p: 'pause',
	b: 'hide'
};

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'target'>;

/** A field may go from under the hands (a row removed, a lock): for this long after the last key in a field no key is a command. */
export const STILL_TYPING_MS = 2_000;
export const isInField = (target: EventTarget | null): boolean =>
	!!(target as { closest?: (selector: string) => unknown } | null)?.closest?.(
		'input, textarea, select, dialog, [contenteditable]'
	);

/** Typing, and not a key in the list of keys itself: closing that leaves nothing half written. */
export const isTyping = (target: EventTarget | null): boolean =>
	isInField(target) && !(target as { closest?: (selector: string) => unknown } | null)?.closest?.('dialog');

/** What a key press means; null while a field has the cursor, a dialog is open, or a modifier is held. */
export const roomKey = (event: Pressed): RoomKey | null => {
	if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
	if (isInField(event.target)) return null;
	return Object.hasOwn(KEY, event.key) ? (KEY[event.key] ?? null) : null;
};
