/**
 * A list of people and agencies, looked at and then taken whole or not at all. What is taken is exactly what was shown: if
 * the area changed in between, what would happen now is shown again. New people get a link to choose a password.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import type { Actor } from '#lib/identity.ts';
import { changesSomething, comparePeople, type PeopleChanges } from '#lib/import/compare-people.ts';
import { type FileAnswer, wholeFile } from '#lib/import/file-row.ts';
import type { PeopleList } from '#lib/import/people-list.ts';
import { type Refusal, refuse } from '#lib/result.ts';
import { longMoment } from '#lib/time.ts';
import { readCsv } from '../import/read-csv.ts';
import { readList } from '../import/read-list.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import {
	findPeopleImport,
	holdImports,
	insertPeopleImport,
	readKnownArea,
	writePeople
} from '../persistence/people-import.ts';
import type { PasswordHasher } from './password-hash.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';

export type ImportDependencies = { readonly database: Database; readonly passwords: PasswordHasher };

export type PeoplePreview = {
	readonly sha256: string;
	/** fingerprint of what would happen: sent back with the confirmation */
	readonly shown: string;
	readonly changes: PeopleChanges;
	/** said instead of asking: there is nothing to do */
	readonly nothing: string;
};
export type PeopleTaken = { readonly added: number; readonly changed: number; readonly agencies: number };

export const fileFingerprint = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const fingerprintOf = (changes: PeopleChanges): string =>
	createHash('sha256').update(JSON.stringify(changes)).digest('hex');

/** Whoever may add one person may import a list. */
export const mayImportPeople = (actor: Actor): Refusal | null => mayRunInArea(actor, 'add-person');

async function readPeopleFile(bytes: Uint8Array): Promise<FileAnswer<PeopleList>> {
	const rows = await readCsv(bytes);
	return rows.ok ? readList((lists) => lists.readPeopleList(rows.value)) : rows;
}

async function compare(tx: Tx, list: PeopleList, sha256: string): Promise<FileAnswer<PeoplePreview>> {
	const known = await readKnownArea(tx);
	const before = await findPeopleImport(tx, sha256);
	const { problems, changes } = comparePeople(list, known);
	if (problems.length > 0 && !before) return { ok: false, status: 422, problems };
	const nothing = before
		? `This file was imported already: by ${before.by}, on ${longMoment(before.at.toISOString())}.`
		: changesSomething(changes)
			? ''
			: 'Everything in this file is in the area already. There is nothing to import.';
	return { ok: true, value: { sha256, shown: fingerprintOf(changes), changes, nothing } };
}

/** What the list would do. Nothing is stored. Refused as forbidden, or with the lines to put right. */
export async function previewPeople(
	{ database }: Pick<ImportDependencies, 'database'>,
	actor: Actor,
	bytes: Uint8Array
): Promise<Refusal | FileAnswer<PeoplePreview>> {
	const barred = await barredFrom(database, actor);
	if (barred) return barred;
	const list = await readPeopleFile(bytes);
	if (!list.ok) return list;
	return database.withArea(actor.areaId, (tx) => compare(tx, list.value, fileFingerprint(bytes)));
}

/**
 * Takes the list: all of it, or nothing.
 * @param shown the preview's own: when something else would happen now, nothing does, refused as changed-meanwhile
 * @throws TooBusy when too many passwords are being hashed
 */
export async function importPeople(
	{ database, passwords }: ImportDependencies,
	actor: Actor,
	bytes: Uint8Array,
	shown: string
): Promise<Refusal | FileAnswer<PeopleTaken>> {
	const barred = await barredFrom(database, actor);
	if (barred) return barred;
	const list = await readPeopleFile(bytes);
	if (!list.ok) return list;
	// Before the transaction: hashing takes a while, and all of them share it because nobody knows the password.
	const passwordHash = await passwords.hash(randomBytes(32).toString('base64'));
	const { areaId, personId } = actor;
	return database
		.withArea(areaId, async (tx): Promise<FileAnswer<PeopleTaken>> => {
			await holdImports(tx, areaId);
			const sha256 = fileFingerprint(bytes);
			const preview = await compare(tx, list.value, sha256);
			if (!preview.ok) return preview;
			const { changes, nothing } = preview.value;
			if (nothing !== '') return wholeFile(422, nothing);
			if (preview.value.shown !== shown) throw new RolledBack(MEANWHILE);
			if (!(await writePeople(tx, actor, changes, passwordHash))) throw new RolledBack(MEANWHILE);
			const id = await insertPeopleImport(tx, areaId, sha256, personId);
			await writeAudit(tx, actor, 'import-people', 'people-import', id);
			return {
				ok: true,
				value: {
					added: changes.peopleAdded.length,
					changed: changes.peopleChanged.length,
					agencies: changes.agenciesAdded.length + changes.agenciesChanged.length
				}
			};
		})
		.catch(refusalOf);
}

const MEANWHILE = refuse(
	'changed-meanwhile',
	'The area has changed since you looked. Nothing was imported. This is what would happen now.'
);

async function barredFrom(database: Database, actor: Actor): Promise<Refusal | null> {
	const barred = mayImportPeople(actor);
	if (barred)
		await database.withArea(actor.areaId, (tx) => writeAudit(tx, actor, 'deny-import-people', 'area', actor.areaId));
	return barred;
}
