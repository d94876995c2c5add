/**
 * Everything that can be asked of the built service, asked by everybody who may not know of the case (promises R1-R9): every
 * page, its data, every file and form of SvelteKit's manifest, every event, command and document of the sockets. Canaries
 * stand in every text of the story; none may be in any byte that comes back, but what the table of access gives even them.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/identity.ts';
import { CLOSE } from '#lib/wire.ts';
import { type Build, type BuiltServer, readBuild, startBuiltServer } from '../support/built-server.ts';
import { type Found, findAddresses, type Question, questions } from '../support/crawled-routes.ts';
import { askForDocument, askOverSocket } from '../support/crawled-sockets.ts';
import { englishFinder } from '../support/english-left.ts';
import { type Answered, ask } from '../support/plain-request.ts';
import { LICENSED_AUDITOR, playAfterwards } from '../support/planted-afterwards.ts';
import { type PlantedStory, playPlantedStory } from '../support/planted-story.ts';
import { cookieOf, type Visitor, wrongPeople } from '../support/wrong-people.ts';

let story: PlantedStory;
let server: BuiltServer;
let build: Build;
let found: Found;
let all: readonly Question[];
let visitors: readonly Visitor[];
let before: bigint;
/** what pages in Welsh still say in English, by address, and how many were read */
let welsh: { readonly left: readonly string[]; readonly pages: number };

/** Who sees most, first: what one of them was shown need not be read by the next. */
const READERS = ['P15', 'P02', 'P03', 'P04', 'P05', 'P01', 'P91', 'P90', 'P94', LICENSED_AUDITOR];
/** Reads what the first area shares with hers. */
const COORDINATOR_NEXT_DOOR = 'Teal Harrowgate-Finn';
/** Asked at once; a browser asks more. */
const SIDE_BY_SIDE = 4;

beforeAll(async () => {
	story = await playPlantedStory(new Date());
	const following = await playAfterwards(story);
	const wrong = await wrongPeople(story);
	await story.plantRest();
	server = await startBuiltServer(story.store.url);
	build = readBuild();
	const { owner } = story.store;
	const [nextDoor] = await owner<Pick<Actor, 'areaId' | 'personId'>[]>`
		select area_id as "areaId", id as "personId" from person where name = ${COORDINATOR_NEXT_DOOR}`;
	if (!nextDoor) throw new Error('the second area has no co-ordinator');
	const readers = await Promise.all([...READERS.map(person), nextDoor].map((actor) => cookieOf(story, actor)));
	const ids = await story.store.owner<{ id: string }[]>`select id from agency where code in ('NHS', 'POL')`;
	const values = new Map([
		['agencyId', ids.map(({ id }) => id)],
		['section', ['person']],
		['item', ['RISK']],
		['number', ['1']],
		...following
	]);
	found = await findAddresses(server, build, [...readers, ''], values);
	all = questions(build, found);
	welsh = await readInWelsh();
	// Last, because the sessions of some are limited to one.
	visitors = await wrong.signIn();
	const [{ now } = { now: '0' }] = await story.store.owner`select pg_current_xact_id()::text as now`;
	before = BigInt(now);
}, 120_000);
afterAll(async () => {
	await server?.stop();
	await story?.store.close();
});

const person = (code: string): Actor => {
	const actor = story.register.actors.get(code);
	if (!actor) throw new Error(`nobody is ${code}`);
	return actor;
};

/** What even they may read, by the place where it was planted, and where: domain.md 7, promises R2. */
const WHERE_AND_WHAT = ['convene-meeting.venue', 'invite-person.request'];
/** Decision 028: who accepted the statement writes the agency's return, and sees whom it is about and what was asked. */
const OF_THE_RETURN = ['case.name', 'case.alias', 'send-return.text.known', 'convene-meeting.invitees.request'];
const ALLOWED: Readonly<Record<string, readonly (readonly [place: string, at: RegExp])[]>> = {
	'invited, statement not accepted': WHERE_AND_WHAT.map((place) => [
		place,
		/^\/($|__data|join\/|meetings\/[^/]+\/return)/
	]),
	'accepted, not confirmed': [
		...WHERE_AND_WHAT.map((place) => [place, /^\/($|__data|join\/|meetings\/[^/]+\/return)/] as const),
		...OF_THE_RETURN.map((place) => [place, /^\/meetings\/[^/]+\/return(\/|\?|$)/] as const)
	],
	'guest at the door': WHERE_AND_WHAT.map((place) => [place, /^\/($|__data|join\/|meetings\/[^/]+\/return)/]),
	removed: WHERE_AND_WHAT.map((place) => [place, /^\/($|__data|join\/)/])
};

/** Sentences of the catalogue that the story's people typed, or that stand in a record that is English. */
const TYPED = ['Conditional release', 'Sentence expiry', 'PNC ID', 'Own use, for the record of the meeting'];
/** Every page that somebody was shown, by the same person after they went over to Welsh. */
async function readInWelsh(): Promise<typeof welsh> {
	const englishIn = englishFinder(process.cwd());
	const accounts = new Map([['', '']]);
	const left: string[] = [];
	let pages = 0;
	const pagesOnly = new Set(build.routes.filter(({ isPage }) => isPage).map(({ id }) => id));
	for (const [id, paths] of found.addresses)
		for (const path of pagesOnly.has(id) ? paths : []) {
			const cookie = found.shown.get(path);
			if (cookie === undefined) continue;
			const accountId = accounts.get(cookie) ?? (await accountOf(cookie));
			accounts.set(cookie, accountId);
			const headers = { cookie: [cookie, `language=cy.${accountId}`].filter(Boolean).join('; '), accept: 'text/html' };
			const { status, body } = await server.ask({ path, headers });
			if (status !== 200) continue;
			pages += 1;
			const html = body.toString();
			if (!/<html[^>]* lang="cy"/.test(html)) left.push(`${path}: not in Welsh`);
			const isTyped = (text: string) => TYPED.includes(text) || [...story.canaries.found(Buffer.from(text))].length > 0;
			const sentences = englishIn(html).filter((text) => !isTyped(text));
			left.push(...sentences.map((sentence) => `${path}: ${sentence}`));
		}
	return { left, pages };
}
/** As the service writes it into the browser of whoever is signed in. */
async function accountOf(cookie: string): Promise<string> {
	const { headers } = await server.ask({ path: '/account', headers: { cookie, accept: 'text/html' } });
	return /language=\w+\.([\w-]+)/.exec(String(headers['set-cookie'] ?? ''))?.[1] ?? '';
}

/** Canaries in bytes that this visitor may not have. */
const leaks = (bytes: Buffer, { who }: Visitor, at: string): readonly string[] =>
	[...story.canaries.found(bytes)]
		.filter((place) => !(ALLOWED[who] ?? []).some(([allowed, where]) => allowed === place && where.test(at)))
		.map((place) => `${who}: ${place} at ${at}`);

type Got = {
	readonly question: Question;
	readonly status: number;
	readonly leaks: readonly string[];
	/** the data of a page, and no refusal in it */
	readonly isShown: boolean;
};

async function askAll(visitor: Visitor, which: readonly Question[], how: Record<string, string> = {}): Promise<Got[]> {
	const got: Got[] = [];
	for (const question of which) {
		const { route: _, kind: __, ...asked } = question;
		const cookie: Record<string, string> = visitor.cookie ? { cookie: visitor.cookie } : {};
		const answer = await server.ask({ ...asked, headers: { ...asked.headers, ...cookie, ...how } });
		const bytes = Buffer.concat([Buffer.from(`${answer.rawHeaders.join('\n')}\n`), answer.body]);
		const isShown = question.kind === 'data' && !answer.body.includes('"type":"error"');
		got.push({ question, status: answer.status, leaks: leaks(bytes, visitor, question.path), isShown });
	}
	return got;
}

/** Everybody, some at a time. */
async function everybody<T>(each: (visitor: Visitor) => Promise<T>): Promise<readonly (readonly [Visitor, T])[]> {
	const waiting = [...visitors];
	const done: (readonly [Visitor, T])[] = [];
	const lane = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) done.push([next, await each(next)]);
	};
	await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
	return done;
}

const isForm = ({ kind }: Question): boolean => kind === 'form';
const wrongly = (all: readonly (readonly [Visitor, readonly Got[]])[]): readonly string[] =>
	all.flatMap(([{ who }, got]) =>
		got.flatMap(({ leaks, status, question }) => [
			...leaks,
			...(status >= 500 ? [`${who}: ${question.method ?? 'GET'} ${question.path} answered ${status}`] : [])
		])
	);

/** What an enhanced form says of itself; the answer is the action's alone, without a page round it. */
const ENHANCED = { accept: 'application/json', 'x-sveltekit-action': 'true' };
/** One of them has no script: the page of the form is drawn again as its answer. */
const HAS_NO_SCRIPT = 'same agency, not invited';

/** Routes that nobody of the story is shown, each with the reason. Wrong people ask for them all the same. */
const NOT_IN_THE_STORY: Readonly<Record<string, string>> = {
	'/cases/[caseId]/emergency-access':
		'leads to /emergency-access whether or not there is such a case, and reads nothing',
	'/confirm/held': 'looked at, it leads to /confirm; what it holds is sealed in the form that is sent',
	'/signed-out': 'looked at, it leads to /sign-in; what it holds is sealed in the form that is sent',
	'/sign-out': 'ends the session of whoever asks, which would end the crawl',
	'/connection-test/hold': 'two seconds of waiting and no data: sockets are tried by themselves',
	'/demo': 'is there in the demonstration alone, which this service is not',
	'/design': 'is there in the demonstration alone; shows parts of pages without data',
	'/design/[state]': 'is there in the demonstration alone; shows parts of pages without data',
	'/guest/[secret]':
		'opens by a secret of 256 bits, names neither case nor guest nor place (GUEST), and binds to the first browser',
	'/account/second-factor': 'for a session that owes a second factor and can read nothing else (FACTOR)',
	'/sign-in/second-factor':
		'for half a sign-in: nobody is signed in yet, and it says nothing but which proofs there are',
	'/sign-in/agency/[signInId]': 'leads to an agency’s own sign-in; tried with a provider in agency-sign-in.test.ts',
	'/sign-in/agency/return': 'where the provider leads back to; tried with a provider in agency-sign-in.test.ts',
	'/meetings/[meetingId]/final/addenda/[number]/addendum.pdf':
		'needs the service’s own certificate to be drawn; the same words leave as addendum.json, which is in the story'
};
/** A file is made for a form with a recipient and a purpose, never for a link (R18). */
const LEAVES_BY_FORM = /\/final\/(minutes\.|record\.json|restricted\/\[name\])/;

/** What who was asked in may say of themselves before they are in the room (the table of commands). */
const OF_ONESELF = new Set([
	...['introduced', 'statement-accepted', 'invitation-answered', 'substitute-nominated'],
	...['return-saved', 'return-sent']
]);

describe('everybody who may not', () => {
	test('CRAWL-1 R1 R2 R3 R7 R8 reads every page, its data and every file, and no byte holds a word of the case', async () => {
		const reading = all.filter((one) => !isForm(one));
		const read = await everybody(async (visitor) => {
			const rest = await askAll(
				visitor,
				reading.filter(({ kind }) => kind !== 'page')
			);
			// A page whose data is refused is the same page of refusal: one in three is drawn, another third for each visitor.
			const shown = new Set(rest.filter(({ isShown }) => isShown).map(({ question }) => question.path));
			const turn = visitors.indexOf(visitor);
			const pages = reading.filter(({ kind }) => kind === 'page');
			const drawn = pages.filter(
				({ path }, n) => n % 3 === turn % 3 || shown.has(`${path === '/' ? '' : path}/__data.json`)
			);
			return [...rest, ...(await askAll(visitor, drawn))];
		});
		expect(wrongly(read)).toEqual([]);
		expect(reading.length).toBeGreaterThan(200);
		expect(read).toHaveLength(visitors.length);
	}, 120_000);

	test('CRAWL-3 R1 R3 asks for every event, command and document over sockets, on both transports, and hears nothing', async () => {
		const documents = await story.store.owner<{ name: string; meetingId: string }[]>`
			select name, meeting_id as "meetingId" from document`;
		const told = await everybody(async (visitor) => {
			const heard: string[] = [];
			for (const meetingId of [story.firstMeetingId, story.secondMeetingId]) {
				const names = twoOfEachKind(documents.filter((one) => one.meetingId === meetingId).map(({ name }) => name));
				const asking = { meetingId, documents: names, personId: visitor.actor?.personId ?? '' };
				for (const transport of ['websocket', 'polling'] as const) {
					const over = await askOverSocket(server, visitor.cookie, transport, asking);
					expect(over === null, `${visitor.who} over ${transport}`).toBe(visitor.actor === null);
					for (const { asked, bytes, letIn } of over ?? []) {
						heard.push(...leaks(bytes, visitor, asked));
						if (letIn && !mayDo(visitor, asked)) heard.push(`${visitor.who}: ${asked} was let in`);
					}
				}
				for (const name of names) {
					const { asked, bytes, letIn, code } = await askForDocument(server, visitor.cookie, meetingId, name);
					heard.push(...leaks(bytes, visitor, asked));
					if (letIn || ![CLOSE.signedOut, CLOSE.forbidden, CLOSE.missing].includes(code as never))
						heard.push(`${visitor.who}: ${asked} closed with ${code}`);
				}
			}
			return heard;
		});
		expect(told.flatMap(([, heard]) => heard)).toEqual([]);
	}, 120_000);

	test('CRAWL-2 R1 R8 sends every form as an honest page would, learns nothing, and no case changes', async () => {
		const forms = all.filter(isForm);
		// Every form by every second visitor, the other ones by the other half: CRAWL=whole has everybody send all of them.
		const isWhole = process.env.CRAWL === 'whole';
		const sent = await everybody((visitor) => {
			const turn = visitors.indexOf(visitor);
			const own = forms.filter((_, n) => isWhole || n % 2 === turn % 2);
			return askAll(visitor, own, visitor.who === HAS_NO_SCRIPT ? {} : ENHANCED);
		});
		expect(forms.length).toBeGreaterThan(100);
		expect(wrongly(sent)).toEqual([]);
		const { owner } = story.store;
		const tables = await owner<{ name: string }[]>`
			select distinct table_name as name from information_schema.columns
			where table_schema = 'public' and column_name in ('case_id', 'meeting_id', 'document_id')`;
		const changed: string[] = [];
		for (const { name } of tables) {
			if (['audit_event', 'outbox', 'meeting', 'meeting_event', 'node_presence', 'referral'].includes(name)) continue;
			const [{ rows } = { rows: 0 }] = await owner`
				select count(*)::int as rows from ${owner(name)} where xmin::text::bigint > ${String(before)}::bigint`;
			if (rows > 0) changed.push(`${rows} in ${name}`);
		}
		expect(changed).toEqual([]);
		const events = await owner<{ type: string; by: string }[]>`
			select type, actor_id as by from meeting_event where xmin::text::bigint > ${String(before)}::bigint`;
		const asked = visitors
			.filter(({ who }) => /^(invited,|accepted,|guest)/.test(who))
			.map(({ actor }) => actor?.personId);
		expect(events.filter(({ type, by }) => !OF_ONESELF.has(type) || !asked.includes(by))).toEqual([]);
	}, 120_000);

	test('CRAWL-4 nothing was tried in vain: every route was opened by somebody who may, and everybody stayed who they were', async () => {
		const canBeRead = build.routes.filter(({ isPage, methods }) => isPage || methods.includes('GET'));
		const never = canBeRead.map(({ id }) => id).filter((id) => !found.opened.has(id));
		expect(never.filter((id) => !Object.hasOwn(NOT_IN_THE_STORY, id) && !LEAVES_BY_FORM.test(id))).toEqual([]);
		expect(
			Object.keys(NOT_IN_THE_STORY).filter((id) => !never.includes(id)),
			'these are in the story: take them off the list'
		).toEqual([]);
		for (const { who, actor, cookie } of visitors) {
			if (!actor) continue;
			const { headers } = await server.ask({ path: '/', headers: { cookie } });
			expect(headers.location ?? '', `${who} is still signed in`).not.toMatch(/^\/sign-in/);
		}
		for (const kind of [
			...['case.', 'mapp_case.', 'convene-meeting.', 'plan text', 'minutes text', 'send-return.', 'restricted text'],
			...[
				'action',
				'open-request.',
				'referral_section.',
				'note-smb-feedback.',
				'level_change.',
				'case_change.',
				'guest.'
			],
			...[
				'record-disclosure-decision.',
				'disclosure_completion.',
				'addendum.',
				'quality_audit_event.',
				'record-finding.',
				'case_share.'
			]
		])
			expect(
				story.canaries.places().some((place) => place.startsWith(kind)),
				`nothing planted in ${kind}`
			).toBe(true);
		expect(server.said()).not.toMatch(/\berror\b/);
		expect([...story.canaries.found(Buffer.from(server.said()))]).toEqual([]);
	});
});

const twoOfEachKind = (names: readonly string[]): readonly string[] =>
	names.filter((name, place) => {
		const kind = name.split('.')[0];
		return names.slice(0, place).filter((one) => one.split('.')[0] === kind).length < 2;
	});
/** Everybody who was asked in may look at their own door, and say of themselves what {@link OF_ONESELF} says. */
const mayDo = ({ who }: Visitor, asked: string): boolean =>
	/^(invited|accepted|removed|guest)/.test(who) &&
	/^(door-watch|run (introduce|lower-hand|nominate-substitute))$/.test(asked);

describe('somebody who reads Welsh', () => {
	test('WELSH-16 reads it on every page of the service: no words and no label of one are an English sentence of the catalogue', () => {
		expect(welsh.left).toEqual([]);
		expect(welsh.pages).toBeGreaterThan(100);
	});
});

describe('the search itself', () => {
	test('CRAWL-5 finds one hole in a page, in a header, in a packed file and in every way of writing it', () => {
		const { canaries } = story;
		const place = 'case.name';
		const word = canaries.word(place);
		const zip = sealedZip(word);
		const written: Readonly<Record<string, Buffer>> = {
			plain: Buffer.from(`<p>${word}</p>`),
			folded: Buffer.from(word.toUpperCase()),
			entities: Buffer.from([...word].map((one) => `&#${one.codePointAt(0)};`).join('')),
			percent: Buffer.from([...word].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('')),
			escapes: Buffer.from([...word].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')),
			base64: Buffer.from(`{"frames":"${Buffer.from(`some words before ${word} and after`).toString('base64')}"}`),
			'base64 for addresses': Buffer.from(`?x=${Buffer.from(`>>>???${word}`).toString('base64url')}`),
			'UTF-16, both ways': Buffer.from(`\uFEFF${word}`, 'utf16le').swap16(),
			'UTF-16': Buffer.from(word, 'utf16le'),
			gzip: gzipSync(word),
			zip,
			'zip in base64': Buffer.from(zip.toString('base64')),
			PDF: Buffer.concat([
				Buffer.from('<</Filter/FlateDecode>>\nstream\n'),
				deflateSync(word),
				Buffer.from('\nendstream')
			])
		};
		for (const [how, bytes] of Object.entries(written)) expect([...canaries.found(bytes)], how).toEqual([place]);
		expect([...canaries.found(Buffer.from('<p>Nothing planted here</p>'))]).toEqual([]);
	});

	test('CRAWL-5 fails when one route of many has a hole for one of them', async () => {
		const hole = createServer((request, response) => {
			const isHole = request.url === '/cases/7/notes/__data.json' && request.headers.cookie === 'guest';
			response.end(
				isHole ? Buffer.from(story.canaries.word('case.offence')).toString('base64') : 'There is no such page.'
			);
		});
		await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve));
		const { port } = hole.address() as AddressInfo;
		const real = server;
		try {
			server = { ...real, ask: (asked) => ask(port, asked) };
			const route = '/cases/[caseId]/notes';
			const tried: Question[] = ['/cases/7/notes', '/cases/7/notes/__data.json', '/cases/8/notes'].map((path) => ({
				...{ route, kind: 'page', path }
			}));
			const of = async (cookie: string) =>
				wrongly([[{ who: cookie, actor: null, cookie }, await askAll({ who: cookie, actor: null, cookie }, tried)]]);
			expect(await of('colleague')).toEqual([]);
			expect(await of('guest')).toEqual(['guest: case.offence at /cases/7/notes/__data.json']);
		} finally {
			server = real;
			hole.close();
			hole.closeAllConnections();
		}
	});
});

/** One packed entry, as it stands in a docx. */
function sealedZip(text: string): Buffer {
	const packed = deflateRawSync(text);
	const head = Buffer.alloc(30);
	head.write('PK\u0003\u0004', 'latin1');
	head.writeUInt16LE(8, 8);
	head.writeUInt32LE(packed.length, 18);
	return Buffer.concat([head, packed]);
}

describe('what is not theirs and what is not there', () => {
	const IDS = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
	/** The answer without what differs each time: the nonce, and the id that was asked for. */
	const told = ({ status, body, headers }: Answered): string =>
		`${status} ${headers.location ?? ''} ${body.toString().replace(/nonce="[^"]*"/g, '')}`
			.replace(IDS, '')
			// How long the session still lasts, in ms.
			.replace(/\b\d{7,}\b/g, '');

	test('CRAWL-6 R9 U-1 have the same status and body on every page and file, to everybody who is signed in', async () => {
		const theirs = all.filter(({ kind, path }) => kind !== 'form' && IDS.test(path) && !path.includes('/outbox/'));
		const differ: string[] = [];
		for (const { who, cookie } of visitors.filter(({ who }) => /^(co-ord|same|excluded|auditor|system)/.test(who)))
			for (const { path, headers = {}, method } of theirs.filter((_, n) => n % 5 === who.length % 5)) {
				const request = { ...(method ? { method } : {}), headers: { ...headers, cookie } };
				const not = told(await server.ask({ ...request, path }));
				const nowhere = told(await server.ask({ ...request, path: path.replace(IDS, () => randomUUID()) }));
				if (not !== nowhere) differ.push(`${who}: ${path}: ${not.slice(0, 60)} | ${nowhere.slice(0, 60)}`);
			}
		expect(differ).toEqual([]);
	}, 60_000);

	test('CRAWL-7 R9 take the same time: of two hundred pairs, asked in turn, the differences have a median under 5 ms', async () => {
		const { cookie } = visitors.find(({ who }) => who === HAS_NO_SCRIPT) as Visitor;
		const timed = async (id: string): Promise<number> => {
			const began = performance.now();
			const { status } = await server.ask({ path: `/cases/${id}/__data.json`, headers: { cookie } });
			expect(status).toBe(200);
			return performance.now() - began;
		};
		const differences: number[] = [];
		for (let pair = 0; pair < 200; pair++) {
			// Which is asked first changes each time, so that what else the machine does falls on both alike.
			const ids = [story.register.caseId, randomUUID()];
			const [first, second] = pair % 2 === 0 ? [0, 1] : [1, 0];
			const took = [0, 0];
			took[first] = await timed(ids[first] ?? '');
			took[second] = await timed(ids[second] ?? '');
			differences.push((took[0] ?? 0) - (took[1] ?? 0));
		}
		const middle = differences.sort((one, other) => one - other)[differences.length / 2] ?? Number.NaN;
		expect(Math.abs(middle)).toBeLessThan(5);
	}, 60_000);
});
