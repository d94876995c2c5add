// @ts-nocheck: runs with the packages of its own folder, which only the bench installs.
// Hocuspocus with its default settings and its own database extension on PostgreSQL (debounce 2 s, at most 10 s).
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
await pool.query('create table if not exists peer_document (name text primary key, data bytea not null)');
const documents = new Database({
	fetch: async ({ documentName }) => {
		const found = await pool.query('select data from peer_document where name = $1', [documentName]);
		return found.rows[0]?.data ?? null;
	},
	store: async ({ documentName, state }) => {
		await pool.query(
			'insert into peer_document (name, data) values ($1, $2) on conflict (name) do update set data = excluded.data',
			[documentName, state]
		);
	}
});
const server = new Server({
	port: Number(process.env.PORT),
	address: '127.0.0.1',
	quiet: true,
	extensions: [documents]
});
await server.listen();
