/** Every word of the connection test. */
import { CHECKS, type Check, type Finding, type Mark, type Verdict } from './findings.ts';

export const checkTitle: Record<Check, string> = {
	page: 'Protected connection',
	script: 'JavaScript',
	browser: 'Browser new enough',
	cookies: 'Cookies',
	socket: 'WebSocket',
	polling: 'Long polling',
	roundTrip: 'Round trip to the service',
	clock: 'Clock of this computer',
	keeping: 'Keeping unsaved words'
};

export const checkPurpose: Record<Check, string> = {
	page: 'Nothing may be read on the way.',
	script: 'The live room is drawn by it.',
	browser: 'Chrome or Edge 111, Firefox 115, Safari 16.4, or newer.',
	cookies: 'They carry the sign-in.',
	socket: 'Others’ words appear as they are typed.',
	polling: 'The slower way, used where WebSocket is blocked.',
	roundTrip: 'How long a question and its answer take.',
	clock: 'Times in the meeting come from the service.',
	keeping: 'What is typed while offline survives a reload, encrypted.'
};

export const markWord: Record<Mark, string> = { good: 'Works', note: 'Please read', bad: 'Does not work' };

/** What to do about a finding that is not good. */
export const advice: Record<Check, string> = {
	page: 'Open this page by its https:// address. If the browser shows a certificate warning, ask your IT department.',
	script: 'Allow JavaScript for this address.',
	browser: 'Update the browser, or use another one.',
	cookies: 'Allow cookies for this address. Only the site’s own are used, none of others.',
	socket:
		'Meetings go the slower way. For the quick one, ask your IT department to let WebSocket connections to this address through proxy and firewall.',
	polling:
		'A proxy holds answers back or cuts requests that wait. With WebSocket working that does no harm; otherwise ask your IT department to let requests wait for 30 seconds.',
	roundTrip: 'Others’ words appear late. A cable instead of Wi-Fi, or less other traffic, helps.',
	clock: 'Set the computer’s clock. Meetings work all the same.',
	keeping:
		'Meetings work. Words typed while offline are lost if the page is reloaded before it is connected again. Do not use a private window, and allow site data for this address.'
};

const reason: Record<Check, string> = {
	page: 'the connection is not protected',
	script: 'JavaScript does not run',
	browser: 'the browser is too old',
	cookies: 'cookies are blocked',
	socket: 'WebSocket is blocked',
	polling: 'long polling does not get through',
	roundTrip: 'the connection is slow',
	clock: 'the clock is wrong',
	keeping: 'words cannot be kept'
};

export function verdictWords({ works, because }: Verdict): string {
	if (works === 'yes') return 'Meetings will work';
	if (works === 'slower') return 'Meetings will work, a little slower';
	return `Meetings will not work: ${because.map((check) => reason[check]).join(', ')}`;
}

/** The results as plain text, for an e-mail to a help desk. @param when as it is to be read */
export function resultsAsText(
	verdict: Verdict,
	findings: readonly Finding[],
	{ address, browser, when }: { readonly address: string; readonly browser: string; readonly when: string }
): string {
	const lines = CHECKS.flatMap((check) => {
		const found = findings.find((one) => one.check === check);
		return found ? [`${checkTitle[check]}: ${markWord[found.mark]} (${found.said})`] : [];
	});
	return [verdictWords(verdict), `${address}, ${when}`, `Browser: ${browser}`, '', ...lines].join('\n');
}
