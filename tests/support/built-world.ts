/** A small fictional area, and the built service on its database. */
import { createPasswordHasher } from '#server/application/password-hash.ts';
import { findAccountOfPerson } from '#server/persistence/accounts.ts';
import { createSessions } from '#server/persistence/sessions.ts';
import { type BuiltServer, startBuiltServer } from './built-server.ts';
import { openWorld, PASSWORD, type Who, type World } from './meeting-world.ts';

export type BuiltWorld = {
	readonly world: World;
	readonly server: BuiltServer;
	/** the Cookie header of a fresh session at the built service */
	readonly cookie: (who: Who) => Promise<string>;
	/** the e-mail address that somebody signs in with; the password is that of every world */
	readonly email: (who: Who) => Promise<string>;
	readonly close: () => Promise<void>;
};

export async function openBuiltWorld(env: Record<string, string> = {}): Promise<BuiltWorld> {
	const world = await openWorld();
	const { owner, database, url } = world.store;
	// A world compares passwords; the built service hashes them.
	await owner`update account set password_hash = ${await createPasswordHasher().hash(PASSWORD)} where password_hash is not null`;
	const server = await startBuiltServer(url, env);
	const sessions = createSessions(database, true, 2);
	const accountOf = (who: Who) => database.withoutArea((tx) => findAccountOfPerson(tx, world.who[who].personId));
	return {
		world,
		server,
		cookie: async (who) => {
			const id = (await accountOf(who))?.id ?? '';
			const how = { strength: 2, means: 'PASSWORD', device: 'A test' } as const;
			const token = await database.withoutArea((tx) => sessions.begin(tx, id, how));
			return `${sessions.cookieName}=${token}`;
		},
		email: async (who) => (await accountOf(who))?.email ?? '',
		close: async () => {
			await server.stop();
			await world.close();
		}
	};
}
