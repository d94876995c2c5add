/** The keys with which one writes from field to field and goes from part to part of the room, hands on the keyboard. */
export type WritingMove = 'next-field' | 'field-before' | 'leave-field' | 'next-part' | 'part-before';
type Pressed = Pick<
	KeyboardEvent,
	'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'defaultPrevented'
>;

/**
 * Ctrl or Cmd with Enter goes to the next field, with Shift to the one before; Escape leaves the field, so that the keys of the room
 * work; F6 goes to the next part of the room.
 * @param inText the cursor is in a text of the meeting
 */
export const writingMove = (
	{ key, ctrlKey, metaKey, altKey, shiftKey, isComposing, defaultPrevented }: Pressed,
	inText: boolean
): WritingMove | null => {
	if (isComposing || altKey || defaultPrevented) return null;
	if (key === 'F6' && !ctrlKey && !metaKey) return shiftKey ? 'part-before' : 'next-part';
	if (!inText) return null;
	if (key === 'Enter' && ctrlKey !== metaKey) return shiftKey ? 'field-before' : 'next-field';
	return key === 'Escape' && !ctrlKey && !metaKey && !shiftKey ? 'leave-field' : null;
};

/** The one after, or before; null beyond the ends. @param at -1: none of them has the cursor */
export const stepFrom = <Part>(parts: readonly Part[], at: number, back: boolean): Part | null =>
	(at < 0 ? (back ? parts.at(-1) : parts[0]) : parts[at + (back ? -1 : 1)]) ?? null;
