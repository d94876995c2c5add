/**
 * Every question that can be asked of a build: its pages, the data of pages, its files and forms, from SvelteKit's manifest. Ids
 * and honest forms come from the pages themselves, read by people who may: a new page, form or file is tried without anybody
 * adding it, as long as a page leads to it.
 */
import { randomUUID } from 'node:crypto';
import { type Build, type BuiltRoute, type BuiltServer, PUBLIC_ORIGIN } from './built-server.ts';
import { withoutCanaries } from './canaries.ts';
import type { Asked } from './plain-request.ts';

export type Found = {
	/** addresses that were met, by the id of their route */
	readonly addresses: ReadonlyMap<string, readonly string[]>;
	/** routes that somebody was shown */
	readonly opened: ReadonlySet<string>;
	/** addresses that somebody was shown, with the cookie of whoever was first */
	readonly shown: ReadonlyMap<string, string>;
	/** fields of a form as its page has them, by address and name of the action */
	readonly forms: ReadonlyMap<string, string>;
};

/** Of one route as many as may differ in whom they are closed to: a locked meeting and a running one. */
const MOST_OF_A_ROUTE = 2;
/** Signing out ends the crawl; a held question waits two seconds for its answer. */
const NOT_ASKED = /^\/(sign-out|connection-test\/hold)$/;

const patternOf = (id: string): RegExp => new RegExp(`^${id.replace(/\[[^\]]+\]/g, '[^/]+').replaceAll('.', '\\.')}$`);
/** The route with the fewest brackets wins, as SvelteKit's does. */
const routeOf = (build: Build, path: string): BuiltRoute | undefined =>
	build.routes
		.filter(({ id }) => patternOf(id).test(path))
		.sort((one, other) => one.id.split('[').length - other.id.split('[').length)[0];

/**
 * Follows the links of everybody who may see something, and fills in what no link leads to.
 * @param cookies one for each of them, first those who see most
 * @param values what else a name in brackets may stand for
 */
export async function findAddresses(
	server: BuiltServer,
	build: Build,
	cookies: readonly string[],
	values: ReadonlyMap<string, readonly string[]>
): Promise<Found> {
	const addresses = new Map<string, string[]>(build.routes.map(({ id }) => [id, id.includes('[') ? [] : [id]]));
	const opened = new Set<string>();
	const shown = new Map<string, string>();
	const forms = new Map<string, string>();
	const isKept = (path: string): boolean => {
		const route = routeOf(build, path);
		const known = route && addresses.get(route.id);
		if (!known) return false;
		if (!known.includes(path) && known.length < MOST_OF_A_ROUTE) known.push(path);
		return known.includes(path);
	};
	const read = async (cookie: string, path: string): Promise<readonly string[]> => {
		const { status, headers, body } = await server.ask({ path, headers: { cookie, accept: 'text/html' } });
		const { location } = headers;
		if (location) return [new URL(location, PUBLIC_ORIGIN).pathname];
		if (status !== 200 && status !== 204) return [];
		const route = routeOf(build, path);
		if (route) opened.add(route.id);
		if (!shown.has(path)) shown.set(path, cookie);
		if (!route?.isPage) return [];
		const page = body.toString();
		for (const [name, fields] of formsIn(page)) forms.set(`${path}?/${name}`, withoutCanaries(fields));
		return linksIn(page, path);
	};
	// A list is another one for each reader: it is read again as long as nothing it could lead to was met.
	const mayLeadOn = (path: string): boolean =>
		[...addresses].some(([id, known]) => known.length === 0 && id.startsWith(`${path}/`));
	const walk = async (cookie: string): Promise<void> => {
		const seen = new Set<string>();
		let next = [...addresses.values()].flat().filter((path) => !NOT_ASKED.test(path));
		while (next.length > 0) {
			const links: string[] = [];
			for (const path of next) {
				seen.add(path);
				// Everybody's own first page leads somewhere else; of the others one reader is enough.
				if (path === '/' || !shown.has(path) || mayLeadOn(path)) links.push(...(await read(cookie, path)));
			}
			next = [...new Set(links)].filter((path) => !seen.has(path) && !NOT_ASKED.test(path) && isKept(path));
		}
	};
	for (const cookie of cookies) await walk(cookie);
	const filled = [...addresses].filter(([, known]) => known.length === 0).map(([id]) => id);
	for (const id of filled) addresses.set(id, filledIn(id, known(addresses), values));
	for (const path of filled.flatMap((id) => addresses.get(id) ?? []))
		for (const cookie of cookies) if (!shown.has(path)) await read(cookie, path);
	return { addresses, opened, shown, forms };
}

/** What each name in brackets stood for so far. */
function known(addresses: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, ReadonlySet<string>> {
	const stood = new Map<string, Set<string>>();
	for (const [id, paths] of addresses) {
		const names = id.split('/');
		for (const path of paths)
			for (const [place, part] of path.split('/').entries()) {
				const name = /^\[(.+)\]$/.exec(names[place] ?? '')?.[1];
				if (name) stood.set(name, (stood.get(name) ?? new Set()).add(part));
			}
	}
	return stood;
}

/** Addresses of a route that no page leads to, by what the same names stand for elsewhere. */
function filledIn(
	id: string,
	stood: ReadonlyMap<string, ReadonlySet<string>>,
	values: ReadonlyMap<string, readonly string[]>
): string[] {
	const names = [...id.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name ?? '');
	let paths = [id];
	for (const name of names) {
		const all = values.get(name) ?? [...(stood.get(name) ?? [randomUUID()])];
		paths = paths.flatMap((path) => all.map((value) => path.replace(`[${name}]`, value)));
	}
	return paths.slice(0, 2 * MOST_OF_A_ROUTE);
}

const linksIn = (page: string, from: string): string[] =>
	[...page.matchAll(/(?:href|action|formaction)="([^"#]+)"/g)].flatMap(([, link = '']) => {
		const address = link.replaceAll('&amp;', '&');
		if (!URL.canParse(address, PUBLIC_ORIGIN + from)) return [];
		const { origin, pathname } = new URL(address, PUBLIC_ORIGIN + from);
		return origin === PUBLIC_ORIGIN && !pathname.startsWith('/_app/') ? [pathname] : [];
	});

/** Each form's action and everything it would send; what nobody has filled in yet is filled in. */
function formsIn(page: string): readonly (readonly [name: string, fields: string])[] {
	return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, head = '', inside = '']) => {
		const fields = new URLSearchParams();
		for (const [, tag = ''] of inside.matchAll(/<(?:input|textarea|select)\b([^>]*)>/g)) {
			const name = attribute(tag, 'name');
			const type = attribute(tag, 'type');
			if (!name || type === 'submit' || ((type === 'radio' || type === 'checkbox') && fields.has(name))) continue;
			fields.append(name, attribute(tag, 'value') || 'Words of a stranger');
		}
		const named = [attribute(head, 'action'), ...[...inside.matchAll(/formaction="([^"]+)"/g)].map(([, one]) => one)];
		return named.flatMap((action) => {
			const name = /\?\/([\w-]+)/.exec(action ?? '')?.[1];
			return name ? [[name, fields.toString()] as const] : [];
		});
	});
}
const attribute = (tag: string, name: string): string =>
	(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

export type Question = Asked & {
	/** the route, for the report */
	readonly route: string;
	readonly kind: 'page' | 'data' | 'file' | 'form';
};

/** What a crawler asks: reading first, then the forms of what has an id, the others last. */
export function questions(build: Build, { addresses, forms }: Found): readonly Question[] {
	const reading: Question[] = [];
	const sending: Question[] = [];
	for (const { id, isPage, actions, methods } of build.routes) {
		if (NOT_ASKED.test(id)) continue;
		for (const path of addresses.get(id) ?? []) {
			if (isPage) {
				// A page is drawn from its data, which is asked for at every address.
				const isFirst = path === (addresses.get(id) ?? [])[0];
				if (isFirst) reading.push({ route: id, kind: 'page', path, headers: { accept: 'text/html' } });
				reading.push({ route: id, kind: 'data', path: `${path === '/' ? '' : path}/__data.json` });
			}
			for (const method of methods.filter((one) => one !== 'HEAD' && one !== 'OPTIONS' && one !== 'fallback'))
				(method === 'GET' ? reading : sending).push({ route: id, kind: 'file', path, method });
		}
		const [first] = addresses.get(id) ?? [];
		for (const name of actions) {
			const known = (addresses.get(id) ?? []).find((path) => forms.has(`${path}?/${name}`)) ?? first;
			if (known === undefined) continue;
			const path = name === 'default' ? known : `${known}?/${name}`;
			const body = forms.get(path) ?? new URLSearchParams({ commandId: randomUUID(), version: '1' }).toString();
			const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
			sending.push({ route: id, kind: 'form', method: 'POST', path, headers, body });
		}
	}
	const ofNoId = ({ route }: Question): number => (route.includes('[') ? 0 : 1);
	return [...reading, ...sending.sort((one, other) => ofNoId(one) - ofNoId(other))];
}
