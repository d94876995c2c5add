/**
 * What a key of the room does. A key that has nothing of its own to do presses the control that carries it in
 * `aria-keyshortcuts`: that control knows who may. Whom each key is for, and its words, are in room-key-list.ts.
 */

/** Keys that do something by themselves; every other one presses its control. */
const OWN = {
	'?': 'help',
	f: 'follow',
	j: 'below',
	k: 'above',
	g: 'settle',
	t: 'time'
} as const;
type OwnKey = (typeof OWN)[keyof typeof OWN];
/** What a key press means: something of the room's own, or the control that carries this key. */
export type RoomKey = OwnKey | { readonly press: string };

/** Every key that is one sign; room-keys.test.ts holds it against the list. */
const LETTERS: ReadonlySet<string> = new Set('/jkfgwstycmahnxule12345678pvb?');

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
	if (isInField(event.target) || !LETTERS.has(event.key)) return null;
	return Object.hasOwn(OWN, event.key) ? OWN[event.key as keyof typeof OWN] : { press: event.key };
};

/** Ctrl-K, or Cmd-K: works from within a field too, because it is no letter one types. */
export const isPaletteKey = ({
	key,
	ctrlKey,
	metaKey,
	altKey,
	shiftKey,
	isComposing
}: Omit<Pressed, 'target'> & Pick<KeyboardEvent, 'shiftKey'>): boolean =>
	ctrlKey !== metaKey && !altKey && !shiftKey && !isComposing && key.toLowerCase() === 'k';
