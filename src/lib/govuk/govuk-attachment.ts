/**
 * Starts one GOV.UK Frontend component on one element. Loaded when first needed, and works after client-side navigation
 * as well as on the first load; `initAll` would run once only and touch elements that Svelte has yet to draw.
 */
import type { Attachment } from 'svelte/attachments';

export type GovukComponent = 'CharacterCount' | 'PasswordInput';

export const govuk =
	(name: GovukComponent): Attachment<HTMLElement> =>
	(element) => {
		let wanted = true;
		import('govuk-frontend').then((frontend) => {
			// An element that is already running (drawn again with the same node) is left alone.
			if (wanted && !element.dataset[`govuk${name}Init`]) new frontend[name](element);
		});
		return () => {
			wanted = false;
		};
	};
