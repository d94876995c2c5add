/**
 * A page can be written in before its script has come to life; coming to life sets every field to what the server sent, and
 * closes what somebody has opened. The script in app.html notes what was typed and opened until then, and this puts it back.
 */
type Typed = { readonly value: string; readonly checked: boolean };
type EarlyPage = {
	earlyInput?: Map<EventTarget, Typed>;
	noteEarlyInput?: (event: Event) => void;
	earlyOpened?: Map<HTMLDetailsElement, boolean>;
	noteEarlyOpened?: (event: Event) => void;
};

const isField = (target: EventTarget): target is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
	target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

/** Call once, when the whole page lives. Whoever listens to a field hears of it as if it were typed now. */
export function putBackEarlyInput(page: EarlyPage = window as EarlyPage): void {
	const { earlyInput, noteEarlyInput, earlyOpened, noteEarlyOpened } = page;
	if (earlyOpened && noteEarlyOpened) {
		document.removeEventListener('click', noteEarlyOpened, true);
		for (const [part, open] of earlyOpened) part.open = open;
		earlyOpened.clear();
	}
	if (!earlyInput || !noteEarlyInput) return;
	document.removeEventListener('input', noteEarlyInput, true);
	for (const [field, { value, checked }] of earlyInput) {
		if (!isField(field) || !field.isConnected) continue;
		if (field.type === 'checkbox' || field.type === 'radio') (field as HTMLInputElement).checked = checked;
		else field.value = value;
		field.dispatchEvent(new Event('input', { bubbles: true }));
		field.dispatchEvent(new Event('change', { bubbles: true }));
	}
	earlyInput.clear();
}
