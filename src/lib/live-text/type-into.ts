/**
 * Adds words at the end of a shared text as if they were typed there: the same edit, the same author, the same undo. The
 * cursor stands behind them, to go on writing.
 */
export function typeInto(field: HTMLTextAreaElement, words: string): void {
	const end = field.value.length;
	field.focus();
	field.setRangeText(words, end, end, 'end');
	field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: words }));
}
