/** Puts the process together. The only file that knows everybody. */
import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { resolve } from 'node:path';
import { DEMO_PEOPLE } from '#drizzle/demo-people.ts';
import type { DemoMeans } from '#drizzle/demo-stage.ts';
import { seedDemo } from '#drizzle/seed.ts';
import { YEAR_SEED } from '#drizzle/year/plan-year.ts';
import { createYearLoader, type YearLoader } from '#drizzle/year/year-loader.ts';
import { type AgencyProvider, createAgencyProvider } from './application/agency-provider.ts';
import { type Application, createApplication } from './application/application.ts';
import { checkSignature } from './application/chair-signature.ts';
import { createRetentionClock } from './application/destroy-by-clock.ts';
import { watchShares } from './application/end-shares.ts';
import { DEMO_PASSWORD } from './application/password.ts';
import { createPasswordHasher, type PasswordHasher } from './application/password-hash.ts';
import { createRefusalAudit, type RefusalAudit } from './application/refusal-audit.ts';
import { type KeptAudit, keepAudit } from './audit/kept-audit.ts';
import { type Env, readEnv } from './env.ts';
import { closePdfWorker } from './export/pdf.ts';
import { type SealIdentity, sealIdentity, sealWarning } from './export/seal-identity.ts';
import { firstRun, refuseMixture } from './first-run.ts';
import { type LiveSessions, watchLiveSessions } from './live-sessions.ts';
import { log } from './log.ts';
import { createMailSender } from './mail/mail-sender.ts';
import { createReminderClock } from './mail/reminder-clock.ts';
import { createSmtpPort } from './mail/smtp-port.ts';
import type { Measured } from './metrics.ts';
import { createMissedIds, type MissedIds } from './missed-ids.ts';
import { createHints } from './nodes/hints.ts';
import { joinNodes } from './nodes/node.ts';
import { createOtherNodes } from './nodes/other-nodes.ts';
import { forgetBegun } from './persistence/agency-sign-ins.ts';
import { type DataFolder, takeDataFolder } from './persistence/data-folder.ts';
import { type Database, openDatabase } from './persistence/database.ts';
import type { DocumentKeys } from './persistence/document-keys.ts';
import { documentLog } from './persistence/document-log.ts';
import { destroyEndingKeys } from './persistence/ending-keys.ts';
import { closeFoldWorker } from './persistence/fold-updates.ts';
import { endGuestsPastTime } from './persistence/guests.ts';
import { type KeptPostgres, keepEmbeddedPostgres } from './persistence/kept-postgres.ts';
import { migrateDatabase } from './persistence/migrate.ts';
import { readAreaIds } from './persistence/node-rows.ts';
import { openKeyStore, refuseOtherKeys } from './persistence/open-key-store.ts';
import { createSessions, type Sessions } from './persistence/sessions.ts';
import { forgetOldChallenges } from './persistence/sign-in-challenges.ts';
import { forgetOldTries } from './persistence/sign-in-throttle.ts';
import { StartProblem } from './problem-at-start.ts';
import { attachRealtime } from './realtime.ts';
import { createRooms } from './rooms/rooms.ts';
import { serve } from './serve.ts';
import { type ServiceKeys, serviceKeys } from './service-keys.ts';
import type { LiveSockets } from './socket.ts';

/** The running application: what routes and sockets work with. */
export type App = Application & {
	readonly env: Env;
	readonly database: Database;
	readonly sessions: Sessions;
	readonly passwords: PasswordHasher;
	readonly liveSessions: LiveSessions;
	readonly refusals: RefusalAudit;
	/** how often each person asks for what is not there for them */
	readonly missed: MissedIds;
	/** with what minutes and copies of them are sealed */
	readonly seal: SealIdentity | null;
	/** the service's own secrets, one for each purpose */
	readonly keys: ServiceKeys;
	/** asks the providers through which people of an agency sign in */
	readonly agencyProvider: AgencyProvider;
	/** chains and copies the audit */
	readonly audit: KeptAudit;
	/** of the demonstration alone */
	readonly year: YearLoader | null;
};

export type Running = {
	readonly app: App;
	/** Lets sockets in on this server; `alone` = no other listener (Vite's) shares it. */
	readonly attachRealtime: (http: HttpServer, alone: boolean) => void;
	/** Ends sockets, waits for `requests` (those still running), then stops the database. Safe to call twice. */
	readonly closeEverything: (requests?: Promise<void>) => Promise<void>;
	/** resolves when the embedded database ended and could not be started again in many tries */
	readonly databaseGivenUp: Promise<void>;
	/** what the process carries just now */
	readonly metrics: () => Measured;
	/** Makes the http server round SvelteKit's handler, listens, and ends it all on a signal. */
	readonly serve: (handler: Parameters<typeof serve>[1]) => void;
};

const TIDY_EVERY_MS = 3_600_000;

/** One per process, also when Vite loads the modules anew. */
const SLOT = Symbol.for('mapp.running');
const slot = globalThis as { [SLOT]?: Promise<Running> };

/** The running process; starts it on the first call. A wrong setting or an unusable database ends the process with a line each. */
export const running = (): Promise<Running> => {
	slot[SLOT] ??= start(process.env).catch((problem: unknown) => {
		if (problem instanceof StartProblem) for (const line of problem.message.split('\n')) console.error(line);
		else console.error('The server could not start:', problem);
		process.exit(1);
	});
	return slot[SLOT];
};

async function start(source: NodeJS.ProcessEnv): Promise<Running> {
	const env = readEnv(source);
	if ('problems' in env) throw new StartProblem(env.problems.join('\n'));
	const opened: Opened = {};
	try {
		const address = env.databaseUrl ?? (await openEmbedded(env, opened));
		const keys = serviceKeys(env, resolve(env.dataDir));
		const seal = await sealIdentity(env, resolve(env.dataDir));
		await migrateDatabase(typeof address === 'string' ? address : address());
		opened.keys = await openKeyStore(env, address, keys);
		opened.database = await openDatabase(address, CONNECTIONS, log, opened.keys);
		opened.lookout = await openDatabase(address, LOOKOUT_CONNECTIONS, log, opened.keys);
		await refuseOtherKeys(opened.database);
		return await compose(env, opened as Stores, source, seal, keys);
	} catch (problem) {
		await closeStores(opened);
		throw problem;
	}
}

type Opened = {
	folder?: DataFolder;
	embedded?: KeptPostgres;
	keys?: DocumentKeys;
	database?: Database;
	lookout?: Database;
};
const CONNECTIONS = 10;
/** Kept for looking at what others do: a storm of joins must not delay it. */
const LOOKOUT_CONNECTIONS = 2;

async function openEmbedded(env: Env, opened: Opened): Promise<() => string> {
	opened.folder = takeDataFolder(resolve(env.dataDir));
	opened.embedded = await keepEmbeddedPostgres(opened.folder.path);
	return opened.embedded.address;
}

async function closeStores(opened: Opened): Promise<void> {
	await closePdfWorker();
	await closeFoldWorker();
	await Promise.all([opened.database?.close(), opened.lookout?.close()]);
	await opened.keys?.close();
	await opened.embedded?.stop();
	opened.folder?.release();
}

type Stores = Opened & { database: Database; lookout: Database };

async function compose(
	env: Env,
	opened: Stores,
	source: NodeJS.ProcessEnv,
	seal: SealIdentity | null,
	keys: ServiceKeys
): Promise<Running> {
	const { database, lookout } = opened;
	const passwords = createPasswordHasher();
	const sessions = createSessions(database, env.secure, env.secondFactor === 'required' ? 2 : 1);
	await refuseMixture(database, passwords, env.demo);
	const year = env.demo && seal ? await loadDemo(database, { passwords, seal }, env, source) : null;
	await firstRun(database, passwords, source);
	// Another node may have been the first meanwhile, with the other kind of people.
	await refuseMixture(database, passwords, env.demo);
	const audit = await keepAudit({ database, keys, env, now: () => new Date(), log });
	const nodeId = randomUUID();
	const hints = createHints(env.redisUrl, nodeId, log);
	const others = createOtherNodes(nodeId);
	const refusals = createRefusalAudit(database, log);
	const missed = createMissedIds();
	const liveSessions = watchLiveSessions(sessions, log);
	const rooms = createRooms(documentLog(database), {
		report: log,
		storedHere: (documentId) => hints.publish({ documents: [documentId] }),
		cursorsMoved: (_, meetingId) => node.cursorsMoved(meetingId),
		isAlone: () => !others.areThere(),
		refused: refusals.frame,
		wordsRemoved: (seen) => application.wordsRemoved(seen)
	});
	const application = createApplication({
		nodeId,
		database,
		rooms,
		passwords,
		checkPassword: (actor, password, stepUpAt) => checkSignature({ database, passwords }, actor, password, stepUpAt),
		agencySignIns: { key: keys.keyFor('agency-sign-in'), mayBeLocal: env.demo },
		log,
		lookout,
		hint: hints.publish,
		presentElsewhere: others.present,
		seal
	});
	const node = joinNodes({ nodeId, lookout, others, hints, application, rooms, liveSessions, log });
	const endedHere: LiveSessions = {
		...liveSessions,
		end: (sessionId) => {
			liveSessions.end(sessionId);
			hints.publish({ sessions: true });
		}
	};
	const app: App = {
		...application,
		seal,
		keys,
		// Only the fictional area has a provider on this machine.
		agencyProvider: createAgencyProvider(env.demo),
		audit,
		year,
		env,
		database,
		sessions,
		passwords,
		liveSessions: endedHere,
		refusals,
		missed
	};
	const mailSender = env.smtpUrl
		? createMailSender({
				...{ nodeId, database, log },
				port: createSmtpPort({ url: env.smtpUrl, from: env.mailFrom }),
				sender: { origin: env.origin, from: env.mailFrom }
			})
		: null;
	const reminders = createReminderClock({ database, now: () => new Date(), log });
	const shares = watchShares({ database, cache: application.cache, now: () => new Date(), log });
	const retention = createRetentionClock({ database, now: () => new Date(), log });
	const ending = destroyEndingKeys({ database, log });
	const tidying = setInterval(() => void tidy(app), TIDY_EVERY_MS).unref();
	const looking = watchSeal(seal);

	const live: LiveSockets[] = [];
	const sockets: { close: () => void | Promise<void> }[] = [];
	let closing: Promise<void> | undefined;
	const running: Running = {
		app,
		attachRealtime: (http, alone) => {
			const heard: Application = {
				...application,
				useSockets: (attached) => {
					live.push(attached);
					application.useSockets(attached);
				}
			};
			const { origin, nodeName } = env;
			const { presenceMoved } = node;
			const parts = {
				origin,
				nodeName,
				sessions,
				liveSessions,
				application: heard,
				rooms,
				presenceMoved,
				refusals,
				missed
			};
			sockets.push({ close: attachRealtime(http, parts, alone) });
		},
		closeEverything: (requests) => {
			closing ??= (async () => {
				clearInterval(tidying);
				clearInterval(looking);
				await Promise.all([
					mailSender?.close(),
					reminders.close(),
					shares.end(2_000),
					retention.close(),
					ending.close()
				]);
				await node.leave();
				liveSessions.close();
				for (const one of sockets) await one.close();
				await requests;
				await node.close();
				await audit.close();
				await closeStores(opened);
			})();
			return closing;
		},
		databaseGivenUp: opened.embedded?.givenUp ?? new Promise(() => {}),
		metrics: () => {
			const { sockets: textSockets, rooms: documents, ...unsaved } = rooms.metrics();
			const factSockets = live.reduce((sum, one) => sum + one.connections(), 0);
			const databaseUp = !database.isAway();
			const redisUp = env.redisUrl === undefined ? null : hints.connected();
			return { node: nodeId, databaseUp, redisUp, textSockets, factSockets, documents, ...unsaved };
		},
		serve: (handler) => serve(running, handler)
	};
	return running;
}

/** Loads the demonstration once, its year of meetings if that was asked for, and says each time who may sign in. */
async function loadDemo(
	database: Database,
	means: DemoMeans,
	env: Env,
	source: NodeJS.ProcessEnv
): Promise<YearLoader> {
	await seedDemo(database, means, new Date());
	const year = createYearLoader(database, means, log);
	if (source.DEMO_YEAR === '1' || process.argv.includes('--year')) await loadDemoYear(year);
	const width = Math.max(...DEMO_PEOPLE.map(({ part }) => part.length)) + 2;
	const names = Math.max(...DEMO_PEOPLE.map(({ name }) => name.length)) + 2;
	console.log('\nThe demonstration. Everybody in it is invented. Sign in as:\n');
	for (const { part, name, email } of DEMO_PEOPLE) console.log(`  ${part.padEnd(width)}${name.padEnd(names)}${email}`);
	console.log(`\n  Password for all of them: ${DEMO_PASSWORD}`);
	console.log(`  Or pick a person at ${env.origin}/demo\n`);
	return year;
}

/** Under a minute on two cores; ended with Ctrl-C it goes on from there the next time. */
async function loadDemoYear(year: YearLoader): Promise<void> {
	console.log(`\nA year of fictional meetings, made from seed ${YEAR_SEED}. It is loaded once.`);
	let told = -1;
	await year.start(({ done, total }) => {
		const tenth = Math.floor((done * 10) / total);
		if (tenth !== told) console.log(`  ${done} of ${total} parts`);
		told = tenth;
	});
	const problem = (await year.look())?.problem;
	if (problem) console.log(`  ${problem}`);
}

const LOOK_AT_SEAL_EVERY_MS = 86_400_000;

/** Says at start and each day what is wrong with the seal, or soon will be. */
function watchSeal(seal: SealIdentity | null): NodeJS.Timeout {
	const look = (): void => {
		const warning = sealWarning(seal, new Date());
		if (warning) log(warning);
	};
	look();
	return setInterval(look, LOOK_AT_SEAL_EVERY_MS).unref();
}

async function tidy({ database, sessions }: App): Promise<void> {
	try {
		await sessions.removeExpired();
		await forgetOldTries(database, new Date());
		await database.withoutArea(forgetOldChallenges);
		await database.withoutArea(forgetBegun);
		for (const areaId of await database.withoutArea(readAreaIds))
			await database.withArea(areaId, (tx) => endGuestsPastTime(tx, new Date()));
	} catch (problem) {
		log(`tidying failed: ${problem instanceof Error ? problem.name : 'unknown'}`);
	}
}
