/**
 * `npm run cluster`: two nodes of the built service with the demonstration behind one address, on one database, with Redis
 * where there is one, all on this machine; and keys to stop and start the parts, to see what happens.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.ts';
import { takeDataFolder } from '../persistence/data-folder.ts';
import { keepEmbeddedPostgres } from '../persistence/kept-postgres.ts';
import { StartProblem } from '../problem-at-start.ts';
import { type ChildProgram, childProgram } from './child-program.ts';
import { type ClusterProxy, startProxy } from './proxy.ts';

const { env } = process;
const print = (line: string) => console.log(line);
const KEYS = `Keys:  a, b  stop a node (it drains first) or start it   A, B  kill it   r  stop or start Redis
       s  say what runs   q or Ctrl-C  end everything`;

type Part = { readonly close: () => Promise<void> | void };

/** Where the build lies: upwards from here, wherever this was started. */
function home(from = dirname(fileURLToPath(import.meta.url))): string {
	if (existsSync(join(from, 'server', 'main.js'))) return from;
	if (dirname(from) === from) throw new StartProblem('server/main.js is missing beside the build.');
	return home(dirname(from));
}

async function main(parts: Part[]): Promise<void> {
	const port = Number(env.PORT || 3000);
	if (!Number.isInteger(port) || port < 1 || port > 65_535)
		throw new StartProblem('PORT must be a whole number from 1 to 65535.');
	const origin = `http://localhost:${port}`;
	const databaseUrl = env.DATABASE_URL || (await openDatabase(parts));

	const redisPort = await freePort();
	const redisFolder = mkdtempSync(join(tmpdir(), 'mapp-cluster-redis-'));
	parts.push({ close: () => rmSync(redisFolder, { recursive: true, force: true }) });
	const redis = childProgram({
		name: 'redis',
		command: ['redis-server', '--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		cwd: redisFolder,
		shows: () => false,
		print
	});
	parts.push({ close: () => redis.stop() });
	const hasRedis = await redis.start();

	const nodes = new Map<string, { readonly port: number; readonly program: ChildProgram }>();
	for (const name of ['a', 'b']) {
		const nodePort = await freePort();
		const settings = {
			...{ HOST: '127.0.0.1', PORT: String(nodePort), ORIGIN: origin, DEMO: '1', NODE_NAME: name },
			...{ DATABASE_URL: databaseUrl, REDIS_URL: hasRedis ? `redis://127.0.0.1:${redisPort}` : '' },
			...(!env.DOCUMENT_KEYS_URL && {
				DOCUMENT_KEYS_FOLDER: resolve(
					env.DOCUMENT_KEYS_FOLDER || join(env.DATA_DIR || './data/cluster', 'document-keys')
				)
			}),
			AUDIT_HEAD_FILE: join(resolve(env.DATA_DIR || './data/cluster'), `audit-heads-${name}.jsonl`),
			...{ ADDRESS_HEADER: 'x-forwarded-for', XFF_DEPTH: '1' }
		};
		const program = childProgram({
			name,
			command: [process.execPath, join(home(), 'server', 'main.js')],
			env: { ...env, METRICS_PORT: '', ...settings },
			// Who may sign in is said once, below; here is what happens to the node.
			shows: (line) => /^(\d{4}-\d\d-\d\dT|Ready|[A-Z_]+ must|Error|The (server|database))/.test(line),
			print
		});
		nodes.set(name, { port: nodePort, program });
	}
	const proxy = await listen(
		port,
		[...nodes].map(([name, { port: nodePort }]) => ({ name, port: nodePort }))
	);
	parts.push(proxy);
	const stopNodes = () => Promise.all([...nodes.values()].map(({ program }) => program.stop()));
	parts.push({ close: async () => void (await stopNodes()) });
	for (const { program } of nodes.values()) await program.start();
	await everybodyReady([...nodes.keys()], proxy, nodes);

	const say = () => {
		for (const [name, node] of nodes)
			print(`  node ${name}   127.0.0.1:${node.port}   ${node.program.isRunning() ? proxy.stateOf(name) : 'stopped'}`);
		print(
			hasRedis
				? `  Redis    127.0.0.1:${redisPort}   ${redis.isRunning() ? 'running' : 'stopped'}`
				: '  Redis is not installed here: the nodes hear of each other from PostgreSQL, within half a second.'
		);
	};
	print(`\nReady on ${origin}: two nodes behind one address.`);
	say();
	print(`\nOpen ${origin}/demo in several browsers and pick a person in each. Everybody in it is invented.\n${KEYS}\n`);

	const toggle = async (program: ChildProgram, signal?: NodeJS.Signals): Promise<void> => {
		if (program.isRunning()) await program.stop(signal);
		else await program.start();
	};
	const press = async (key: string): Promise<void> => {
		const node = nodes.get(key.toLowerCase())?.program;
		if (key === 'q' || key === '\u0003') process.emit('SIGINT');
		else if (key === 's') say();
		else if (key === 'r' && hasRedis) await toggle(redis);
		else if (node && key === key.toLowerCase()) await toggle(node);
		else if (node) await node.stop('SIGKILL');
	};
	if (process.stdin.isTTY) process.stdin.setRawMode(true);
	process.stdin.on('data', (bytes) => {
		for (const key of bytes.toString()) void press(key);
	});
	process.stdin.on('error', () => {});
}

async function openDatabase(parts: Part[]): Promise<string> {
	const folder = takeDataFolder(resolve(env.DATA_DIR || './data/cluster'));
	parts.push({ close: folder.release });
	const database = await keepEmbeddedPostgres(folder.path, (line) => print(`[database] ${line}`));
	parts.push({ close: database.stop });
	return database.address();
}

async function listen(port: number, nodes: Parameters<typeof startProxy>[1]): Promise<ClusterProxy> {
	try {
		return await startProxy(port, nodes);
	} catch (problem) {
		const { code } = problem as NodeJS.ErrnoException;
		throw new StartProblem(
			`PORT ${port} cannot be listened on (${code}). Stop the other program, or choose another PORT.`
		);
	}
}

/** @throws StartProblem when a node ends instead */
async function everybodyReady(
	names: readonly string[],
	proxy: ClusterProxy,
	nodes: ReadonlyMap<string, { readonly program: ChildProgram }>
): Promise<void> {
	while (names.some((name) => proxy.stateOf(name) !== 'ready')) {
		if (names.some((name) => !nodes.get(name)?.program.isRunning()))
			throw new StartProblem('A node did not start; what it said is above.');
		await new Promise((done) => setTimeout(done, 50));
	}
}

const parts: Part[] = [];
let ending: Promise<void> | null = null;
/** The last that was started ends first: nodes, proxy, Redis, database. */
const end = (code: number): Promise<void> => {
	ending ??= (async () => {
		for (const part of parts.reverse()) await Promise.resolve(part.close()).catch(() => {});
		process.exit(code);
	})();
	return ending;
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
main(parts).catch((problem: unknown) => {
	if (problem instanceof StartProblem) console.error(problem.message);
	else console.error('The cluster could not start:', problem);
	void end(1);
});
