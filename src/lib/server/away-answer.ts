/**
 * What a page or a form is answered that cannot be carried out just now: the database is away or full (F4, F5), or the session
 * has ended meanwhile (M-11). Everything that was typed is given back and ready to be sent again. Made without Svelte's pages.
 */
import type { RequestEvent } from '@sveltejs/kit';
import type { FormAnswer } from '#lib/govuk/form-answer.ts';
import { DANGEROUS_KEYS, SEAT_FIELD } from '#lib/govuk/form-input.ts';
import { LANGUAGE } from '#lib/welsh/language.ts';
import type { AwayReason } from '#server/persistence/database-away.ts';

const RETRY_AFTER_S = 2;
/** Why what was sent is given back. `signed-in-again`: after it was held for somebody whose session had ended. */
export type HeldReason = AwayReason | 'signed-out' | 'signed-in-again' | 'confirm' | 'confirmed' | 'other-seat';
export const AWAY_HEADING: Record<HeldReason, string> = {
	away: 'The service cannot reach its records',
	full: 'The service has no room to save',
	'signed-out': 'You have been signed out',
	'signed-in-again': 'You are signed in again',
	confirm: 'Enter your password again',
	confirmed: 'Your password is confirmed',
	'other-seat': 'You are in another seat now'
};
const SENT: Record<HeldReason, string> = {
	'signed-out':
		'Your session had ended before this was sent, so nothing was done. Nothing you typed is lost: sign in again on this page and it is given back to you, to nobody else.',
	'signed-in-again': 'Nothing you typed is lost. It has not been sent yet: look at it and send it again.',
	confirm:
		'This needs your password, because you entered it more than five minutes ago. Nothing was done yet, and nothing you typed is lost: it is given back to you after your password.',
	'other-seat':
		'This was sent from a page of another seat, or of somebody else who was signed in here before. Nothing was done, and nothing you typed is lost. To send it as it was meant, go back to that seat under Your seats in another tab, and then send it again here.',
	confirmed: 'Nothing you typed is lost. It has not been sent yet: look at it and send it.',
	away: 'The service cannot reach its records just now. Nothing you typed is lost: keep this page open and send it again in a moment.',
	full: 'The service has no room to save just now. Nothing you typed is lost: keep this page open, tell whoever runs the service, and send it again when there is room.'
};
const ASKED = 'What was shown as saved is safe. Keep open pages open: what you type in them is kept.';

/** Fields that a form carries for itself, and the one that is never given back. */
const OWN_FIELDS = new Set(['commandId', 'form', 'next', SEAT_FIELD]);
const SECRET = /password|token/i;
const IDENTIFIER = /^[\da-f]{8}-[\da-f]{4}-/i;

/** A copy of a form's body to give back if need be; take it before anything reads the request. Null for anything else. */
export function copyOfForm(request: Request): Request | null {
	const type = request.headers.get('content-type') ?? '';
	const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type);
	return request.method === 'POST' && isForm ? request.clone() : null;
}

/** @param form from {@link copyOfForm} */
export async function awayAnswer(
	{ request, url, isDataRequest }: Pick<RequestEvent, 'request' | 'url' | 'isDataRequest'>,
	form: Request | null,
	reason: AwayReason
): Promise<Response> {
	const retry = { 'retry-after': String(RETRY_AFTER_S) };
	const asJson = (body: unknown) => Response.json(body, { status: 503, headers: retry });
	if (isDataRequest) return asJson({ message: AWAY_HEADING[reason] });
	const data = form === null ? null : await form.formData().catch(() => null);
	if (request.headers.has('x-sveltekit-action')) return asJson(failedAction(url, data, SENT[reason]));
	return htmlAnswer(
		data ? formPage(addressOf(url), fieldsIn(data), reason) : plainPage(url, request.method, reason),
		503,
		retry
	);
}

/** A page of our own that needs no script, no style but one sheet, and may be framed by nobody. */
export const htmlAnswer = (html: string, status: number, more: Record<string, string> = {}): Response =>
	new Response(html, {
		status,
		headers: { ...more, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }
	});

/** The page's own form shows the message, keeps its fields and can be sent again: the command's id stays the same. */
export function failedAction(url: URL, data: FormData | null, message: string, status = 503): object {
	const fields = typedFields(data);
	const answer: FormAnswer = {
		command: url.search.match(/^\?\/([\w-]+)/)?.[1] ?? '',
		form: String(data?.get('form') ?? ''),
		message,
		problems: [],
		values: Object.fromEntries(
			[...new Set(fields.map(([name]) => name))].map((name) => {
				const all = fields.filter(([other]) => other === name).map(([, value]) => value);
				return [name, all.length === 1 ? (all[0] ?? '') : all];
			})
		)
	};
	return { type: 'failure', status, data: JSON.stringify(flattened(answer)) };
}

/** SvelteKit reads an action's data in devalue's format: a list in which objects and arrays name the places of their parts. */
export function flattened(value: unknown): unknown[] {
	const places: unknown[] = [];
	const put = (part: unknown): number => {
		const place = places.push(null) - 1;
		if (Array.isArray(part)) places[place] = part.map(put);
		else if (typeof part === 'object' && part !== null)
			places[place] = Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, put(inner)]));
		else places[place] = part;
		return place;
	};
	put(value);
	return places;
}

const typedFields = (data: FormData | null): [name: string, value: string][] =>
	[...(data?.entries() ?? [])].filter(
		(field): field is [string, string] =>
			typeof field[1] === 'string' &&
			!SECRET.test(field[0]) &&
			!OWN_FIELDS.has(field[0]) &&
			!DANGEROUS_KEYS.includes(field[0])
	);

export const heldWords = (reason: HeldReason): string => SENT[reason];

const POLICY =
	"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
export const escaped = (text: string): string =>
	text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
/** Parts of such a page. Words stand in arguments, apart from the markup, where the Welsh build finds them. @param html escaped */
export const paragraph = (html: string): string => `<p>${html}</p>`;
export const link = (href: string, words: string, more = ''): string => `<a href="${href}"${more}>${words}</a>`;
export const button = (words: string, more = ''): string => `<button${more}>${words}</button>`;
/** Of a link whose page is looked at beside the one that holds what was typed. */
export const IN_ANOTHER_TAB = ' target="_blank" rel="noopener"';
const TYPED = 'What you typed';
/** `reason.text` and `plannedMinutes` as one reads them. */
const readable = (name: string): string => {
	const words = name.replace(/[^A-Za-z0-9]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
	return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};

function plainPage(url: URL, method: string, reason: AwayReason): string {
	const again = method === 'GET' || method === 'HEAD' ? paragraph(link(addressOf(url), 'Try again')) : '';
	return page(AWAY_HEADING[reason], `${paragraph(ASKED)}${again}`);
}

type Fields = readonly (readonly [name: string, value: string])[];
const fieldsIn = (data: FormData): Fields =>
	[...data.entries()].filter((field): field is [string, string] => typeof field[1] === 'string');
/** Everything a form sent but passwords, tokens and files; a field that held a secret is kept by its name alone. */
export const heldFields = (data: FormData): Fields =>
	fieldsIn(data).map(([name, value]) => [name, SECRET.test(name) ? '' : value]);

/** What was sent, ready to be sent again to `address` (escaped). A secret has to be typed anew. */
export function formPage(address: string, sent: Fields, reason: HeldReason): string {
	const hidden = sent
		.filter(([name]) => !SECRET.test(name))
		.map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`);
	const password = sent
		.filter(([name]) => SECRET.test(name))
		.map(
			([name]) =>
				`<p><label for="${escaped(name)}">${escaped(readable(name))}</label><br><input id="${escaped(name)}" name="${escaped(name)}" type="password" autocomplete="off" required></p>`
		)
		.join('');
	return page(
		AWAY_HEADING[reason],
		`<p>${heldWords(reason)}</p>
<form method="post" action="${address}">${hidden.join('')}${password}${button('Send again')}</form>
${typedWords(sent)}`
	);
}

/** What was typed, to be read and copied; nothing when nothing was. */
export function typedWords(sent: Fields): string {
	const typed = sent.filter(
		([name, value]) => !SECRET.test(name) && !OWN_FIELDS.has(name) && value.trim() !== '' && !IDENTIFIER.test(value)
	);
	const shown = typed.map(([name, value]) => `<dt>${escaped(readable(name))}</dt><dd>${escaped(value)}</dd>`);
	return shown.length > 0 ? `<h2>${TYPED}</h2><dl>${shown.join('')}</dl>` : '';
}

const addressOf = (url: URL): string => escaped(url.pathname + url.search);

export const page = (heading: string, body: string): string => `<!doctype html>
<html lang="${LANGUAGE}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${heading} - Run a MAPP meeting</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/error.css">
</head>
<body>
<header>OFFICIAL-SENSITIVE</header>
<main>
<h1>${heading}</h1>
${body}
</main>
</body>
</html>
`;
