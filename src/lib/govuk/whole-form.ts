/**
 * A form whose answer is that the session has ended is sent once more as a whole page: the answer then holds what was typed
 * until the same person has signed in again, with or without a script.
 */
type Sent = { readonly form: HTMLFormElement; readonly button: HTMLElement | null };
let last: Sent | null = null;

/** Call once, when the page lives: remembers which form was sent last, and by which button. */
export function rememberSentForms(): () => void {
	const note = (event: SubmitEvent): void => {
		if (event.target instanceof HTMLFormElement) last = { form: event.target, button: event.submitter };
	};
	document.addEventListener('submit', note, true);
	return () => document.removeEventListener('submit', note, true);
}

/** Sends the form that was sent last as the browser itself would; nothing when none was. */
export function sendWhole(): void {
	if (last === null) return;
	const { form, button } = last;
	last = null;
	if (button instanceof HTMLButtonElement) {
		if (button.hasAttribute('formaction')) form.action = button.formAction;
		if (button.name !== '') {
			const chosen = Object.assign(document.createElement('input'), { type: 'hidden', name: button.name });
			chosen.value = button.value;
			form.append(chosen);
		}
	}
	HTMLFormElement.prototype.submit.call(form);
}
