/**
 * A database in which nobody can sign in yet gets its area and its first administrator, from the environment or asked
 * for on the command line. The administrator sees no case: they add the people who do.
 */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { agency, area, person } from '#drizzle/schema.ts';
import type { AgencyType, Role } from '#lib/identity.ts';
import { createAccount } from './application/create-account.ts';
import { DEMO_PASSWORD } from './application/password.ts';
import type { PasswordHasher } from './application/password-hash.ts';
import { hasAccounts, readOnePasswordHash } from './persistence/accounts.ts';
import type { Database } from './persistence/database.ts';
import { asFirst } from './persistence/first-accounts.ts';
import { StartProblem } from './problem-at-start.ts';

type Asked = { readonly name: string; readonly question: string; readonly secret?: boolean; readonly preset?: string };
const ASKED = [
	{ name: 'AREA_NAME', question: 'Name of the MAPPA area' },
	{ name: 'AREA_CODE', question: 'Short code of the area, used in references', preset: 'AREA' },
	{ name: 'ADMIN_NAME', question: 'Name of the first administrator' },
	{ name: 'ADMIN_EMAIL', question: 'E-mail address of the first administrator' },
	{ name: 'ADMIN_PASSWORD', question: 'Password (12 characters or more)', secret: true }
] as const satisfies readonly Asked[];
export type FirstRunAnswers = Record<(typeof ASKED)[number]['name'], string>;

/**
 * Does nothing when somebody can sign in already.
 * @throws StartProblem when an answer is missing and there is nobody to ask, or an answer is not good enough
 */
export async function firstRun(
	database: Database,
	passwords: PasswordHasher,
	source: NodeJS.ProcessEnv
): Promise<void> {
	if (await hasAccounts(database)) return;
	const given = Object.fromEntries(ASKED.map(({ name }) => [name, source[name]?.trim() ?? ''])) as FirstRunAnswers;
	const missing = ASKED.filter((asked) => !given[asked.name] && !('preset' in asked));
	if (missing.length > 0 && !process.stdin.isTTY)
		throw new StartProblem(
			`Nobody can sign in yet. Set ${missing.map(({ name }) => name).join(', ')}, or start once in a terminal.`
		);
	await createFirstArea(database, passwords, missing.length > 0 ? await ask(given) : given);
}

/**
 * Keeps the demonstration, whose passwords are printed for everybody, apart from real people's data.
 * @throws StartProblem when the database belongs to the other one
 */
export async function refuseMixture(database: Database, passwords: PasswordHasher, demo: boolean): Promise<void> {
	const stored = await database.withoutArea(readOnePasswordHash);
	if (stored === null) return;
	const isDemo = await passwords.verify(stored, DEMO_PASSWORD);
	if (isDemo && !demo)
		throw new StartProblem(
			'This database holds the demonstration. Start it with DEMO=1, or choose another DATA_DIR or DATABASE_URL.'
		);
	if (!isDemo && demo)
		throw new StartProblem(
			'This database holds real accounts: the demonstration may not be loaded into it. Choose another DATA_DIR or DATABASE_URL.'
		);
}

/** @throws StartProblem with the reason when the address or the password is refused */
export async function createFirstArea(
	database: Database,
	passwords: PasswordHasher,
	answers: FirstRunAnswers
): Promise<void> {
	const code = (answers.AREA_CODE || 'AREA').toUpperCase();
	if (!/^[A-Z0-9]{2,12}$/.test(code)) throw new StartProblem('AREA_CODE must be 2 to 12 letters or digits.');
	const [areaId, agencyId, personId] = [randomUUID(), randomUUID(), randomUUID()];
	await asFirst(database, areaId, async (tx) => {
		await tx.insert(area).values({ id: areaId, code, name: answers.AREA_NAME, languages: ['en'], config: {} });
		const unit = { code: 'MAPPA', name: 'MAPPA unit', type: 'MAPPA_UNIT' satisfies AgencyType };
		await tx.insert(agency).values({ id: agencyId, areaId, ...unit, countsForAttendance: false });
		const roles: Role[] = ['SYSTEM_ADMINISTRATOR'];
		const who = { name: answers.ADMIN_NAME, roleTitle: 'System administrator', roles };
		await tx.insert(person).values({ id: personId, areaId, agencyId, ...who });
		const account = { areaId, personId, email: answers.ADMIN_EMAIL, password: answers.ADMIN_PASSWORD };
		const created = await createAccount(tx, passwords, account);
		if (!created.ok) throw new StartProblem(created.message);
	});
}

async function ask(given: FirstRunAnswers): Promise<FirstRunAnswers> {
	console.log('Nobody can sign in yet. Five answers make the area and its first administrator.');
	let silent = false;
	const output = new Writable({
		write: (text, _encoding, next) => {
			if (!silent) process.stdout.write(text);
			next();
		}
	});
	const terminal = createInterface({ input: process.stdin, output, terminal: true });
	const answers = { ...given };
	try {
		for (const asked of ASKED as readonly Asked[]) {
			const name = asked.name as keyof FirstRunAnswers;
			while (!answers[name]) {
				const answer = terminal.question(`${asked.question}${asked.preset ? ` [${asked.preset}]` : ''}: `);
				silent = asked.secret ?? false;
				answers[name] = (await answer).trim() || (asked.preset ?? '');
				if (silent) process.stdout.write('\n');
				silent = false;
			}
		}
	} finally {
		terminal.close();
	}
	return answers;
}
