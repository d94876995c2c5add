/** Cookie to `locals.actor`, the guards before every page, the headers after it. Nothing else happens here. */
import { error, type Handle, type HandleServerError, redirect, type ServerInit } from '@sveltejs/kit';
import { homeOf, isTheirPage, seesFewPages } from '#lib/access/page-reach.ts';
import { LOOK_COOKIE, lookAttribute, lookOf } from '#lib/govuk/look.ts';
import { isGuest } from '#lib/guests/guest.ts';
import { AWAY_HEADING, awayAnswer, copyOfForm } from '#lib/server/away-answer.ts';
import { confirmAnswer } from '#lib/server/confirm-answer.ts';
import { factorOwed } from '#lib/server/factor-guard.ts';
import { mayGuestReach } from '#lib/server/guest-pages.ts';
import { followAccount } from '#lib/server/language-cookie.ts';
import { localPath } from '#lib/server/local-path.ts';
import { countMissed, tooManyMissed } from '#lib/server/missed-guard.ts';
import { notAForm, statusOfNoForm } from '#lib/server/not-a-form.ts';
import { packedPage } from '#lib/server/packed-page.ts';
import { refuseBody, refuseForeign, refuseHost } from '#lib/server/request-guard.ts';
import { forgetPages, setHeaders } from '#lib/server/response-headers.ts';
import { app, begin } from '#lib/server/running-app.ts';
import { refuseOtherSeat } from '#lib/server/seat-guard.ts';
import { noteAccount, signedOutAnswer } from '#lib/server/signed-out-answer.ts';
import { LANGUAGE } from '#lib/welsh/language.ts';
import { isAsset } from '#server/answer-headers.ts';
import { log } from '#server/log.ts';
import { awayReason } from '#server/persistence/database-away.ts';
import { DocumentKeyGone } from '#server/persistence/sealed-update.ts';

export const init: ServerInit = begin;

/** What may be seen without signing in; everything else is decided here and again where the data is (promises S3). */
const OPEN =
	/^\/(sign-in|signed-out|first-sign-in|healthz|readyz|demo|connection-test|verify|guest|screen|help|accessibility|practice|look|language|design)(\/|$)/;
/** The practice room knows nobody: it is the same page for whoever opens it, and what it runs can reach nothing (decision 054). */
const PRACTICE = /^\/practice(\/|$)/;
/** So is the screen on the wall, by its link alone: it must not keep a session alive that its browser happens to have (052). */
const WALL_SCREEN = /^\/screen\//;
/** Asked by machines, also while the database is away: nobody's session is looked up for them. */
const HEALTH = /^\/(healthz|readyz)$/;

export const handle: Handle = async ({ event, resolve }) => {
	const { env, sessions } = app();
	const { request, url } = event;
	const path = url.pathname;
	const look = lookOf(event.cookies.get(LOOK_COOKIE));
	const isFile = isAsset(path);
	const isNobodys = PRACTICE.test(path) || WALL_SCREEN.test(path);
	const isOpen = isFile || OPEN.test(path);
	event.locals.actor = null;
	event.locals.session = null;
	const status =
		refuseHost(request.headers.get('host'), path, env.origin) ??
		refuseForeign(request.method, request.headers, env.origin) ??
		refuseBody(request.method, path, request.headers);
	if (status) return finish(new Response(`${SAID[status]}\n`, { status, headers: { connection: 'close' } }));

	const form = copyOfForm(request);
	try {
		const answer = await answered();
		if (event.locals.actor) await countMissed(app(), event.locals.actor, event, answer);
		// Its cookie names a session that is over: what the browser holds of it goes.
		else if (!isFile && !isNobodys && sessions.idOf(request.headers.get('cookie')) !== null)
			forgetPages(answer.headers);
		if (event.locals.away) return finish(await awayAnswer(event, form, event.locals.away));
		if (event.locals.notAForm) return finish(notAForm(event.locals.notAForm));
		if (event.locals.file) return finish(event.locals.file);
		if (event.locals.confirmFirst && form) return finish(await confirmAnswer(event, form, app()));
		return finish(isFile ? answer : await packedPage(request, answer), isFile && answer.ok);
	} catch (problem) {
		const reason = awayReason(problem);
		if (reason === null) throw problem;
		return finish(await awayAnswer(event, form, reason));
	}

	async function answered(): Promise<Response> {
		const signedIn =
			isFile || HEALTH.test(path) || isNobodys ? null : await sessions.readOwing(request.headers.get('cookie'));
		event.locals.actor = signedIn?.actor ?? null;
		event.locals.session = signedIn?.session ?? null;
		if (!signedIn && !isOpen) {
			if (form) return signedOutAnswer(event, form, app());
			const next = request.method === 'GET' ? (localPath(path + url.search) ?? '/') : '/';
			const location = next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
			// SvelteKit's own fetches want its own form of a redirect.
			if (event.isDataRequest || request.headers.has('x-sveltekit-action')) redirect(303, location);
			return new Response(null, { status: 303, headers: { location } });
		}
		const stopped = signedIn && tooManyMissed(app(), signedIn.actor);
		if (stopped) return stopped;
		const owing = signedIn && !isOpen && factorOwed(signedIn.session, event);
		if (owing) return owing;
		// Who sits on the Board, audits or looks after the service sees those pages; the rest does not exist for them (R7, R9).
		if (signedIn && seesFewPages(signedIn.actor) && !isOpen) {
			if (path === '/') return new Response(null, { status: 303, headers: { location: homeOf(signedIn.actor) } });
			if (!isTheirPage(signedIn.actor, path)) error(404, 'Page not found');
		}
		const otherSeat = signedIn && !OPEN.test(path) && (await refuseOtherSeat(event, form, signedIn.actor));
		if (otherSeat) return otherSeat;
		if (signedIn && isGuest(signedIn.actor) && !isOpen && !mayGuestReach(path)) error(404, 'Page not found');
		if (signedIn) noteAccount(event.cookies, signedIn.session.accountId, env.secure);
		if (signedIn && path !== '/language') {
			const { accountId } = signedIn.session;
			const isOther = await followAccount(event.cookies, app(), { accountId, areaId: signedIn.actor.areaId });
			if (isOther && request.method === 'GET' && !event.isDataRequest) redirect(303, path + url.search);
		}
		return resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', LANGUAGE).replace('%look%', lookAttribute(look))
		});
	}

	function finish(answer: Response, keep = false): Response {
		setHeaders(answer.headers, { keep, origin: env.origin, reachesNothing: path.startsWith('/practice/') });
		return answer;
	}
};

const SAID = {
	403: 'This was not sent from a page of this service, so nothing was done.',
	411: 'The length of what was sent is missing.',
	413: 'What was sent is too large.',
	421: 'This service has another address.'
} as const;

/** The person gets a number and the log gets the same one with the kind of error: no message, because it may hold content. */
export const handleError: HandleServerError = ({ error, status, event }) => {
	const reason = awayReason(error);
	if (reason !== null) {
		event.locals.away = reason;
		return { message: AWAY_HEADING[reason] };
	}
	event.locals.notAForm = statusOfNoForm(error, event.request);
	if (event.locals.notAForm) return { message: 'This was not understood' };
	if (status === 404) return { message: 'Page not found' };
	if (status < 500) return { message: 'This was not understood' };
	const id = crypto.randomUUID().slice(0, 8);
	const kind = error instanceof Error ? error.name : typeof error;
	const code = (error as { cause?: { code?: unknown } } | null)?.cause?.code;
	if (error instanceof DocumentKeyGone) {
		log(`error ${id} ${status} ${event.route.id ?? '-'} ${kind}`);
		return { message: 'Something went wrong', id, isKeyGone: true };
	}
	const frame =
		error instanceof Error
			? error.stack
					?.split('\n')
					.find((line) => /^\s+at /.test(line))
					?.trim()
			: '';
	log(
		`error ${id} ${status} ${event.route.id ?? '-'} ${kind} ${typeof code === 'string' ? code : ''} ${frame ?? ''}`.trimEnd()
	);
	return { message: 'Something went wrong', id };
};
