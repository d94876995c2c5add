/**
 * The archive of a case: built in the background meeting by meeting, so that its maker sees how far it is and may stop it, and
 * kept in the database until it is fetched, so that any node can answer. It leaves as an export (R18).
 */
import { createHash } from 'node:crypto';
import { and, asc, eq, lt } from 'drizzle-orm';
import { caseBundle, mappCase, meeting } from '#drizzle/schema.ts';
import {
	BUNDLE_KEPT_MS,
	BUNDLE_SILENT_MS,
	type BundleState,
	type CancelBundle,
	type StartBundle
} from '#lib/exports/case-bundle.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import type { BundleManifest, ManifestFile } from '#lib/seal/bundle-manifest.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { type SealIdentity, sealable } from '../export/seal-identity.ts';
import { sealedBy, signSeal } from '../export/sign-seal.ts';
import { type ZipEntry, zipFile } from '../export/zip-file.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import type { StoredRecord } from '../persistence/final-records.ts';
import { filesOfCase, filesOfMeeting } from './bundle-files.ts';
import { mayKnowCase, NO_CASE } from './case-access.ts';
import { type ExportAsked, type ExportParts, exportFile } from './export-file.ts';
import type { FileAnswer } from './export-minutes.ts';
import { isIdentifier } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';

type Worked = Result<{ readonly id: string; readonly warnings: readonly string[] }>;
export type BundleParts = ExportParts & {
	readonly database: Pick<Database, 'withArea'>;
	readonly cache: MeetingCache;
	readonly seal: SealIdentity | null;
	readonly log: (line: string) => void;
};
export type BundleLine = {
	readonly id: string;
	readonly state: BundleState;
	readonly done: number;
	readonly total: number;
	readonly recipient: string;
	readonly purpose: string;
	readonly begunAt: string;
};

const NO_BUNDLE = refuse('missing', 'There is no such archive, or it is not yours.');
const lockedMeetings = (tx: Tx, caseId: string) =>
	tx
		.select({ id: meeting.id })
		.from(meeting)
		.where(and(eq(meeting.caseId, caseId), eq(meeting.phase, 'LOCKED')))
		.orderBy(asc(meeting.seq));
const mayBundle = async (tx: Tx, actor: Actor, caseId: string): Promise<boolean> =>
	isMappaUnit(actor) && (await mayKnowCase(tx, actor, caseId));

export async function startBundle(tx: Tx, actor: Actor, input: StartBundle, now: Date): Promise<Worked> {
	const { caseId, recipient, purpose } = input;
	if (!(await mayBundle(tx, actor, caseId))) return NO_CASE;
	const meetings = await lockedMeetings(tx, caseId);
	if (meetings.length === 0) return refuse('not-now', 'No meeting of this case is locked yet');
	await tx.delete(caseBundle).where(lt(caseBundle.begunAt, new Date(now.getTime() - BUNDLE_KEPT_MS)));
	const [row] = await tx
		.insert(caseBundle)
		.values({
			...{ areaId: actor.areaId, caseId, askedBy: actor.personId, recipient, purpose },
			...{ state: 'BUILDING', done: 0, total: meetings.length + 1, begunAt: now, seenAt: now }
		})
		.returning({ id: caseBundle.id });
	if (!row) throw new Error('the archive was not begun');
	return done({ id: row.id, warnings: [] });
}

/** The process that builds it stops at its next step. */
export async function cancelBundle(tx: Tx, actor: Actor, { bundleId }: CancelBundle): Promise<Worked> {
	const own = isIdentifier(bundleId)
		? await tx
				.update(caseBundle)
				.set({ state: 'CANCELLED', content: null })
				.where(and(eq(caseBundle.id, bundleId), eq(caseBundle.askedBy, actor.personId)))
				.returning({ id: caseBundle.id })
		: [];
	return own.length === 1 ? done({ id: bundleId, warnings: [] }) : NO_BUNDLE;
}

/** Builds what {@link startBundle} has begun. Never throws: what fails is said on the page. */
export async function buildBundle(parts: BundleParts, areaId: string, bundleId: string): Promise<void> {
	const { database, log, now } = parts;
	const setState = (state: BundleState) =>
		database.withArea(areaId, (tx) =>
			tx
				.update(caseBundle)
				.set({ state, seenAt: now() })
				.where(and(eq(caseBundle.id, bundleId), eq(caseBundle.state, 'BUILDING')))
		);
	try {
		await buildFiles(parts, areaId, bundleId);
	} catch (problem) {
		log(`an archive could not be made: ${problem instanceof Error ? problem.name : 'unknown'}`);
		await setState('FAILED').catch(() => log('an archive that failed could not be marked'));
	}
}

async function buildFiles(
	{ database, cache, seal, now }: BundleParts,
	areaId: string,
	bundleId: string
): Promise<void> {
	/** Notes how far it is. False: it was cancelled. */
	const goesOn = async (tx: Tx, built: number): Promise<boolean> => {
		const rows = await tx
			.update(caseBundle)
			.set({ done: built, seenAt: now() })
			.where(and(eq(caseBundle.id, bundleId), eq(caseBundle.state, 'BUILDING')))
			.returning({ id: caseBundle.id });
		return rows.length === 1;
	};
	const begun = await database.withArea(areaId, async (tx) => {
		const [row] = await tx
			.select({ bundle: caseBundle, ref: mappCase.ref })
			.from(caseBundle)
			.innerJoin(mappCase, eq(mappCase.id, caseBundle.caseId))
			.where(eq(caseBundle.id, bundleId));
		return row ? { ...row, meetings: await lockedMeetings(tx, row.bundle.caseId) } : null;
	});
	if (!begun) return;
	const { bundle, ref, meetings } = begun;
	const files: ZipEntry[] = [];
	let previous: StoredRecord | null = null;
	for (const [n, { id }] of meetings.entries()) {
		const read = await database.withArea(areaId, async (tx) =>
			(await goesOn(tx, n)) ? filesOfMeeting(tx, cache, id, previous) : 'cancelled'
		);
		if (read === 'cancelled') return;
		if (!read) continue;
		files.push(...read.files);
		previous = read.stored;
	}
	files.push(...(await database.withArea(areaId, (tx) => filesOfCase(tx, bundle.caseId))));
	const identity = sealable(seal, now());
	const manifest: BundleManifest = {
		...{ schema: 'mapp-case-bundle-manifest/1', reference: ref, madeAt: now().toISOString() },
		...{ recipient: bundle.recipient, purpose: bundle.purpose, sealedBy: sealedBy(identity) },
		files: files.map(({ name, content }) => {
			const bytes = Buffer.from(content);
			return { name, size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
		})
	};
	const signed: ManifestFile = { schema: 'mapp-case-bundle/1', ...signSeal(manifest, identity) };
	const content = zipFile([{ name: 'manifest.json', content: canonicalJson(signed) }, ...files]);
	await database.withArea(areaId, (tx) =>
		tx
			.update(caseBundle)
			.set({ state: 'READY', done: meetings.length + 1, seenAt: now(), content })
			.where(and(eq(caseBundle.id, bundleId), eq(caseBundle.state, 'BUILDING')))
	);
}

export type BundlePage = { readonly ref: string; readonly bundle: BundleLine | null };
/** The newest archive of theirs that was not fetched; for nobody but the unit is there such a page. */
export const readBundlePage = (
	{ database }: { readonly database: Pick<Database, 'withArea'> },
	actor: Actor,
	caseId: string,
	now: Date
): Promise<Result<BundlePage>> =>
	database.withArea(actor.areaId, async (tx) => {
		if (!(await mayBundle(tx, actor, caseId))) return NO_CASE;
		const [of] = await tx.select({ ref: mappCase.ref }).from(mappCase).where(eq(mappCase.id, caseId));
		const rows = await tx
			.select({
				...{ id: caseBundle.id, state: caseBundle.state, done: caseBundle.done, total: caseBundle.total },
				...{ recipient: caseBundle.recipient, purpose: caseBundle.purpose },
				...{ begunAt: caseBundle.begunAt, seenAt: caseBundle.seenAt }
			})
			.from(caseBundle)
			.where(and(eq(caseBundle.caseId, caseId), eq(caseBundle.askedBy, actor.personId)))
			.orderBy(asc(caseBundle.begunAt));
		const newest = rows.at(-1);
		await writeAudit(tx, actor, 'view-bundle', 'case', caseId);
		if (!newest || !of) return done({ ref: of?.ref ?? '', bundle: null });
		const { seenAt, begunAt, state, ...line } = newest;
		const isSilent = state === 'BUILDING' && now.getTime() - seenAt.getTime() > BUNDLE_SILENT_MS;
		return done({
			ref: of.ref,
			bundle: { ...line, state: isSilent ? 'FAILED' : (state as BundleState), begunAt: begunAt.toISOString() }
		});
	});

/** The archive leaves, once: with its row in the register it is removed from where it was kept. */
export async function exportBundle(
	parts: ExportParts,
	asked: ExportAsked,
	caseId: string,
	bundleId: string
): Promise<Result<FileAnswer>> {
	let ref = '';
	const given = await exportFile(parts, { ...asked, about: caseId }, async (tx) => {
		const { actor } = asked;
		if (!(await mayBundle(tx, actor, caseId))) return NO_CASE;
		const [row] = isIdentifier(bundleId)
			? await tx
					.select({ bundle: caseBundle, ref: mappCase.ref })
					.from(caseBundle)
					.innerJoin(mappCase, eq(mappCase.id, caseBundle.caseId))
					.where(
						and(eq(caseBundle.id, bundleId), eq(caseBundle.askedBy, actor.personId), eq(caseBundle.caseId, caseId))
					)
			: [];
		const content = row?.bundle.content;
		if (!row || !content || row.bundle.state !== 'READY') return NO_BUNDLE;
		ref = row.ref;
		const { recipient, purpose } = row.bundle;
		const contentSha256 = createHash('sha256').update(content).digest('hex');
		return done({
			...{ act: 'export-bundle' as const, format: 'BUNDLE', caseId, profile: 'FULL', recipient, purpose },
			draw: async () => ({ bytes: content, contentSha256 }),
			besides: async (open: Tx) => void (await open.delete(caseBundle).where(eq(caseBundle.id, bundleId)))
		});
	});
	if (!given.ok) return given;
	const day = parts.now().toISOString().slice(0, 10);
	const name = `MAPPA-${ref.replace(/[^A-Za-z0-9]+/g, '-')}-${day}-OFFICIAL-SENSITIVE-export-${given.value.number}.zip`;
	return done({ name, contentType: 'application/zip', bytes: given.value.bytes });
}
