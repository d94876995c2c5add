/** `npm run audit:verify`: on the database of DATABASE_URL, or the one in the data folder, also while a service runs it. */
import { resolve } from 'node:path';
import type { Env } from '../env.ts';
import { takeDataFolder } from '../persistence/data-folder.ts';
import { openDatabase } from '../persistence/database.ts';
import { startEmbeddedPostgres } from '../persistence/embedded-postgres.ts';
import { runningEmbedded } from '../persistence/running-embedded.ts';
import { StartProblem } from '../problem-at-start.ts';
import { type VerifyMeans, verifyCommand } from './verify-command.ts';

const CONNECTIONS = 2;

const open: VerifyMeans['open'] = async (env) => {
	const { address, stop } = await addressOf(env);
	try {
		const database = await openDatabase(address, CONNECTIONS, () => {});
		return {
			database,
			close: async () => {
				await database.close();
				await stop();
			}
		};
	} catch (problem) {
		await stop();
		throw problem;
	}
};

async function addressOf(env: Env): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
	if (env.databaseUrl !== undefined) return { address: env.databaseUrl, stop: async () => {} };
	const folder = resolve(env.dataDir);
	let taken: ReturnType<typeof takeDataFolder>;
	try {
		taken = takeDataFolder(folder);
	} catch (problem) {
		if (!(problem instanceof StartProblem)) throw problem;
		// The service runs in it: its own database is asked.
		return { address: runningEmbedded(folder), stop: async () => {} };
	}
	try {
		const database = await startEmbeddedPostgres(folder);
		return {
			address: database.url,
			stop: async () => {
				await database.stop();
				taken.release();
			}
		};
	} catch (problem) {
		taken.release();
		throw problem;
	}
}

try {
	const { lines, code } = await verifyCommand(process.argv.slice(2), process.env, { open, now: () => new Date() });
	for (const line of lines) (code === 2 ? console.error : console.log)(line);
	process.exitCode = code;
} catch (problem) {
	console.error(
		problem instanceof StartProblem
			? problem.message
			: `The audit could not be checked (${(problem as { code?: string }).code ?? (problem as Error).name}).`
	);
	process.exitCode = 2;
}
