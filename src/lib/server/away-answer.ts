/**
 * What a page or a form is answered while the database is away or full (F4, F5): come again in a moment, with everything
 * that was typed given back and ready to be sent again. Made without the database and without Svelte's pages.
 */
import type { RequestEvent } from '@sveltejs/kit';
import type { FormAnswer } from '#lib/govuk/form-answer.ts';
import type { AwayReason } from '#server/persistence/database-away.ts';

const RETRY_AFTER_S = 2;
export const AWAY_HEADING: Record<AwayReason, string> = {
	away: 'The service cannot reach its records',
	full: 'The service has no room to save'
};
const SENT: Record<AwayReason, string> = {
	away: 'The service cannot reach its records just now. Nothing you typed is lost: keep this page open and send it again in a moment.',
	full: 'The service has no room to save just now. Nothing you typed is lost: keep this page open, tell whoever runs the service, and send it again when there is room.'
};
const ASKED = 'What was shown as saved is safe. Keep open pages open: what you type in them is kept.';

/** Fields that a form carries for itself, and the one that is never given back. */
const OWN_FIELDS = new Set(['commandId', 'form', 'next']);
const SECRET = 'password';
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
	return new Response(data ? formPage(url, data, reason) : plainPage(url, request.method, reason), {
		status: 503,
		headers: { ...retry, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }
	});
}

/** The page's own form shows the message, keeps its fields and can be sent again: the command's id stays the same. */
function failedAction(url: URL, data: FormData | null, message: string): object {
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
	return { type: 'failure', status: 503, data: JSON.stringify(flattened(answer)) };
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
			typeof field[1] === 'string' && field[0] !== SECRET && !OWN_FIELDS.has(field[0])
	);

const POLICY =
	"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
/** `reason.text` and `plannedMinutes` as one reads them. */
const readable = (name: string): string => {
	const words = name.replace(/[^A-Za-z0-9]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
	return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};

function plainPage(url: URL, method: string, reason: AwayReason): string {
	const again = method === 'GET' || method === 'HEAD' ? `<p><a href="${addressOf(url)}">Try again</a></p>` : '';
	return page(AWAY_HEADING[reason], `<p>${ASKED}</p>${again}`);
}

function formPage(url: URL, data: FormData, reason: AwayReason): string {
	const sent = [...data.entries()].filter((field): field is [string, string] => typeof field[1] === 'string');
	const hidden = sent
		.filter(([name]) => name !== SECRET)
		.map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`);
	const password = data.has(SECRET)
		? `<p><label for="password">Password</label><br><input id="password" name="${SECRET}" type="password" autocomplete="current-password" required></p>`
		: '';
	const typed = typedFields(data).filter(([, value]) => value.trim() !== '' && !IDENTIFIER.test(value));
	const shown = typed.map(([name, value]) => `<dt>${escaped(readable(name))}</dt><dd>${escaped(value)}</dd>`);
	return page(
		AWAY_HEADING[reason],
		`<p>${SENT[reason]}</p>
<form method="post" action="${addressOf(url)}">${hidden.join('')}${password}<button>Send again</button></form>
${shown.length > 0 ? `<h2>What you typed</h2><dl>${shown.join('')}</dl>` : ''}`
	);
}

const addressOf = (url: URL): string => escaped(url.pathname + url.search);

const page = (heading: string, body: string): string => `<!doctype html>
<html lang="en">
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
