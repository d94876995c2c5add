/** Everything held about a person leaves, for themselves: one numbered archive under a decided request (R18, domain.md 4.8). */
import { createHash } from 'node:crypto';
import { asc, eq, inArray } from 'drizzle-orm';
import { agency, levelChange, mappCase, minutesCopy, person } from '#drizzle/schema.ts';
import type { AddendumRecord } from '#lib/addenda/addendum.ts';
import type { CaseFacts, Subject } from '#lib/cases/case.ts';
import { dateName, orderName } from '#lib/cases/orders.ts';
import { exportNumber } from '#lib/exports/exported-file.ts';
import { type ExportSubject, subjectCover } from '#lib/exports/subject-export.ts';
import type { Actor } from '#lib/identity.ts';
import { exemptionWord, requestNumber } from '#lib/requests/request-words.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import type { BundleManifest, ManifestFile } from '#lib/seal/bundle-manifest.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { MARK_KINDS } from '#lib/seal/marks.ts';
import { sha256Of } from '#lib/seal/sha256.ts';
import { londonDate } from '#lib/time.ts';
import { renderBoardPack } from '../export/pdf.ts';
import { sealable } from '../export/seal-identity.ts';
import { sealedBy, signSeal } from '../export/sign-seal.ts';
import { type ZipEntry, zipFile } from '../export/zip-file.ts';
import { ofTheRecord } from '../of-the-record.ts';
import { readArea } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readAddenda } from '../persistence/corrections.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readRecord, type StoredRecord } from '../persistence/final-records.ts';
import { readRequest, takeStep } from '../persistence/information-requests.ts';
import { type DrawnFile, type ExportAsked, exportFile } from './export-file.ts';
import { drawVersion, type FileAnswer, type MinutesExportParts } from './export-minutes.ts';
import { originatorsOf } from './originators.ts';
import { readSubjectCases, type SubjectCase } from './subject-cases.ts';
import { type ReaderVersion, versionFor } from './version-for.ts';

type Minutes = {
	readonly stored: StoredRecord;
	readonly read: ReaderVersion;
	readonly addenda: string;
	readonly on: string;
};
type Held = {
	readonly area: string;
	readonly cases: readonly SubjectCase[];
	readonly register: string;
	readonly minutes: readonly Minutes[];
	readonly sources: readonly string[];
	readonly recipients: readonly string[];
};

export type SubjectExportPage = {
	readonly ref: string;
	readonly cases: readonly SubjectCase[];
	readonly requestId: string | null;
};
export const readSubjectExport = (
	{ database }: { readonly database: Pick<Database, 'withArea'> },
	actor: Actor,
	caseId: string
): Promise<Result<SubjectExportPage>> =>
	database.withArea(actor.areaId, async (tx) => {
		const cases = await readSubjectCases(tx, actor, caseId);
		if (!cases.ok) return cases;
		await writeAudit(tx, actor, 'view-subject-export', 'case', caseId);
		const [own] = cases.value;
		return done({ ref: own?.ref ?? '', cases: cases.value, requestId: own?.request?.id ?? null });
	});

export async function exportSubject(
	parts: MinutesExportParts,
	asked: ExportAsked,
	caseId: string,
	{ requestId }: ExportSubject
): Promise<Result<FileAnswer>> {
	let ref = '';
	const given = await exportFile(parts, { ...asked, about: caseId }, async (tx) => {
		const read = await readSubjectCases(tx, asked.actor, caseId);
		if (!read.ok) return read;
		const cases = read.value;
		const [own] = cases;
		const missing = cases.flatMap((one) => one.missing);
		if (missing.length > 0 || !own?.request || own.request.id !== requestId)
			return refuse(
				'not-ready',
				'Nothing is given yet.',
				missing.map((message) => ({ field: 'requestId', message }))
			);
		ref = own.ref;
		const request = own.request;
		const { facts } = request.request;
		const held = await readHeld(tx, asked.actor, cases);
		if (!held.ok) return held;
		const recipient = [facts.asker, facts.organisation].filter(Boolean).join(', ');
		const purpose = `${requestNumber(request.number)}: ${facts.purpose}`;
		return done({
			...{
				act: 'export-subject' as const,
				format: 'SUBJECT',
				caseId,
				requestId: request.id,
				profile: 'SUBJECT_ACCESS'
			},
			...{ recipient, purpose },
			draw: (number: number) => drawArchive(parts, held.value, { number, recipient, purpose }),
			besides: async (open: Tx, number: number) => {
				const by = { areaId: asked.actor.areaId, personId: asked.actor.personId, at: parts.now() };
				for (const one of cases) {
					const stored = one.request && (await readRequest(open, one.request.id, true));
					if (stored) await takeStep(open, by, stored, { type: 'information-given', exportNumber: number, copies: [] });
				}
			}
		});
	});
	if (!given.ok) return given;
	const day = parts.now().toISOString().slice(0, 10);
	const name = `MAPPA-${ref.replace(/[^A-Za-z0-9]+/g, '-')}-${day}-OFFICIAL-SENSITIVE-export-${given.value.number}.zip`;
	return done({ name, contentType: 'application/zip', bytes: given.value.bytes });
}

/** Read again just before it leaves: marks that changed meanwhile count. */
async function readHeld(tx: Tx, actor: Actor, cases: readonly SubjectCase[]): Promise<Result<Held>> {
	const minutes: Minutes[] = [];
	for (const { id, on } of cases.flatMap(({ meetings }) => meetings)) {
		const stored = await readRecord(tx, id);
		if (!stored) continue;
		const read = await versionFor(tx, stored, 'SUBJECT_ACCESS', null);
		if (!read.ok) return read;
		minutes.push({ stored, read: read.value, on, addenda: await addendaOf(tx, id) });
	}
	const meetingIds = cases.flatMap(({ meetings }) => meetings.map(({ id }) => id));
	const recipients =
		meetingIds.length === 0
			? []
			: await tx
					.selectDistinct({ name: agency.name })
					.from(minutesCopy)
					.innerJoin(person, eq(person.id, minutesCopy.personId))
					.innerJoin(agency, eq(agency.id, person.agencyId))
					.where(inArray(minutesCopy.meetingId, meetingIds))
					.orderBy(asc(agency.name));
	return done({
		...{ area: (await readArea(tx, actor.areaId)).name, cases, minutes },
		register: await registerOf(tx, cases),
		sources: (await originatorsOf(tx, meetingIds)).map(({ name }) => name),
		recipients: recipients.map(({ name }) => name)
	});
}

/** What was added to a record, without who, and without what its kind leaves out of versions for people outside. '' = nothing */
async function addendaOf(tx: Tx, meetingId: string): Promise<string> {
	const rows = (await readAddenda(tx, meetingId)).map((row) => {
		const whole = JSON.parse(row.record) as AddendumRecord;
		const { addendum } = ofTheRecord(whole.language).addendumIn(whole, MARK_KINDS);
		const { number, sealedAt, kind, about, says, text } = addendum;
		return { number, sealedAt, kind, about, says, text };
	});
	return rows.length === 0 ? '' : canonicalJson(rows);
}

/**
 * The register's own facts about the person. Texts that nobody has looked at part by part are not in it: what the offence, the orders
 * and the plan say may tell of others, and stands in the minutes, where it was looked at.
 */
async function registerOf(tx: Tx, cases: readonly SubjectCase[]): Promise<string> {
	const ids = cases.map(({ caseId }) => caseId);
	const rows = await tx.select().from(mappCase).where(inArray(mappCase.id, ids)).orderBy(asc(mappCase.ref));
	const levels = await tx
		.select()
		.from(levelChange)
		.where(inArray(levelChange.caseId, ids))
		.orderBy(asc(levelChange.on));
	return canonicalJson(
		rows.map(({ id, ref, category, level, status, subject, facts, nextReviewDue }) => {
			const { orders, dates } = facts as CaseFacts;
			return {
				...{ reference: ref, category, level, status, nextReviewDue, person: subject as Subject },
				dates: dates.map((date) => ({ label: dateName(date), on: date.on })),
				orders: orders.map(({ made, expires, ...order }) => ({
					type: orderName(order),
					made,
					expires: expires ?? null
				})),
				levels: levels
					.filter(({ caseId }) => caseId === id)
					.map(({ on, fromLevel, toLevel }) => ({ on, from: fromLevel, to: toLevel }))
			};
		})
	);
}

async function drawArchive(
	{ seal, now }: MinutesExportParts,
	held: Held,
	{ number, recipient, purpose }: { readonly number: number; readonly recipient: string; readonly purpose: string }
): Promise<DrawnFile> {
	const at = now();
	const on = londonDate(at.toISOString());
	const label = exportNumber(number);
	const files: { readonly entry: ZipEntry; readonly what: string }[] = [
		{ entry: { name: 'register.json', content: held.register }, what: 'What the register of cases holds about you' }
	];
	for (const { stored, read, addenda } of held.minutes) {
		const folder = `meeting-${stored.record.reference.replace(/[^A-Za-z0-9]+/g, '-')}`;
		const words = ofTheRecord(stored.record.language);
		const copy = { number: words.exportNumber(number), recipient, purpose, on: words.longDate(on) };
		for (const format of ['PDF', 'JSON'] as const) {
			const { bytes } = await drawVersion(format, stored, read, { seal, copy, at });
			const name = `${folder}/minutes.${format.toLowerCase()}`;
			files.push({
				entry: { name, content: bytes },
				what: format === 'PDF' ? 'Minutes, to read' : 'The same as data, with its seal'
			});
		}
		if (addenda !== '')
			files.push({
				entry: { name: `${folder}/addenda.json`, content: addenda },
				what: 'What was added to the minutes later'
			});
	}
	const [own] = held.cases;
	const cover = await renderBoardPack(
		subjectCover({
			...{ area: held.area, label: `${label[0]?.toUpperCase()}${label.slice(1)}`, on },
			request: own?.request ? requestNumber(own.request.number) : '',
			cases: held.cases.map(({ ref }) => ref),
			meetings: held.minutes.map(({ stored, read, on: heldOn }) => ({
				...{ reference: stored.record.reference, on: heldOn, leftOut: read.leftOut }
			})),
			...{ sources: held.sources, recipients: held.recipients },
			files: files.map(({ entry, what }) => ({ name: entry.name, what })),
			exemptions: (own?.request?.request.decided?.exemptions ?? []).map((one) => exemptionWord[one])
		})
	);
	const entries: ZipEntry[] = [
		{ name: 'read-this-first.pdf', content: cover.bytes },
		...files.map(({ entry }) => entry)
	];
	const identity = sealable(seal, at);
	const manifest: BundleManifest = {
		...{ schema: 'mapp-case-bundle-manifest/1', reference: held.cases.map(({ ref }) => ref).join(', ') },
		...{ madeAt: at.toISOString(), recipient, purpose, sealedBy: sealedBy(identity) },
		files: entries.map(({ name, content }) => {
			const bytes = Buffer.from(content);
			return { name, size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
		})
	};
	const signed: ManifestFile = { schema: 'mapp-case-bundle/1', ...signSeal(manifest, identity) };
	const told = [held.register, ...held.minutes.flatMap(({ read, addenda }) => [read.contentSha256, addenda])];
	return {
		bytes: zipFile([
			...entries.slice(0, 1),
			{ name: 'index.json', content: canonicalJson(signed) },
			...entries.slice(1)
		]),
		contentSha256: sha256Of(canonicalJson(told))
	};
}
