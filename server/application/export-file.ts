/**
 * A file leaves the service (R18): with the password entered lately, for a named recipient and purpose, numbered, marked, with its
 * digest in the register and a row in the audit, in one transaction; or no byte of it leaves. The number is drawn into the file,
 * so it is drawn before it is taken: when another took it meanwhile the file is drawn anew.
 */
import { createHash } from 'node:crypto';
import type { AuditAct } from '#lib/audit/audit-acts.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { PdfProblem } from '../export/pdf-problem.ts';
import { SealProblem } from '../export/seal-identity.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { exportOfCommand, holdExportNumber, insertExport, nextExportNumber } from '../persistence/exported-files.ts';
import { isIdentifier } from './load-meeting.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import { stepUpOwed } from './sign-in.ts';

export type DrawnFile = { readonly bytes: Uint8Array; readonly contentSha256: string };
export type FileToGive = {
	readonly act: Extract<AuditAct, `export-${string}`>;
	readonly format: string;
	/** null = of no case: the area's audit */
	readonly caseId: string | null;
	readonly meetingId?: string;
	readonly copyId?: string;
	readonly requestId?: string;
	readonly profile: string;
	readonly recipient: string;
	readonly purpose: string;
	/** draws it under its number */
	readonly draw: (number: number) => Promise<DrawnFile>;
	/** what else happens when it leaves, in the same transaction */
	readonly besides?: (tx: Tx, number: number) => Promise<void>;
};
export type GivenFile = DrawnFile & { readonly number: number };
export type ExportParts = { readonly database: Pick<Database, 'withArea'>; readonly now: () => Date };
export type ExportAsked = {
	readonly actor: Actor;
	readonly stepUpAt: Date | null;
	/** a fresh id of the page's form */
	readonly commandId: string;
	/** id of what it is a file of: whoever may not have it is in the audit (O-1) */
	readonly about?: string;
};

const STEP_UP: Refusal = refuse('step-up', 'Enter your password again first.');
const BUSY: Refusal = refuse(
	'not-now',
	'The file could not be made just now. Nothing left the service. Try again in a minute.'
);
/** Two people who export at once; a form sent twice is answered with the file again. */
const TRIES = 5;

/** @param find looks up what is to be given and whether this person may; it runs again before anything leaves */
export async function exportFile(
	{ database, now }: ExportParts,
	{ actor, stepUpAt, commandId, about = '' }: ExportAsked,
	find: (tx: Tx) => Promise<Result<FileToGive>>
): Promise<Result<GivenFile>> {
	if (stepUpOwed(stepUpAt, now())) return STEP_UP;
	const { areaId, personId } = actor;
	const key = `${personId} ${commandId}`;
	for (let n = 0; n < TRIES; n++) {
		const begun = await database.withArea(areaId, async (tx) => {
			const found = await find(tx);
			if (!found.ok) return found;
			const before = await exportOfCommand(tx, key);
			return done({ file: found.value, before, number: before?.number ?? (await nextExportNumber(tx)) });
		});
		if (!begun.ok) {
			const isDenied = begun.kind === 'missing' || begun.kind === 'forbidden';
			if (isDenied && isIdentifier(about))
				await database.withArea(areaId, (tx) => writeAudit(tx, actor, 'deny-export', 'exported-file', about));
			return begun;
		}
		const { file, before, number } = begun.value;
		const drawn = await drawnOrRefused(() => file.draw(number));
		if (!drawn.ok) return drawn;
		// The same form again is the same export: its row stands, and that it left again is in the audit.
		if (before) {
			await database.withArea(areaId, (tx) => writeAudit(tx, actor, file.act, 'exported-file', before.id));
			return done({ ...drawn.value, number });
		}
		const { bytes, contentSha256 } = drawn.value;
		const kept = await database
			.withArea(areaId, async (tx): Promise<Result<boolean>> => {
				if ((await holdExportNumber(tx, areaId)) !== number) return done(false);
				const still = await find(tx);
				if (!still.ok) throw new RolledBack(still);
				const id = await insertExport(tx, {
					...{ areaId, number, format: file.format, caseId: file.caseId, meetingId: file.meetingId ?? null },
					...{ copyId: file.copyId ?? null, requestId: file.requestId ?? null, profile: file.profile },
					...{ recipient: file.recipient, purpose: file.purpose, contentSha256, bytes: bytes.byteLength },
					sha256: createHash('sha256').update(bytes).digest('hex'),
					...{ exportedBy: personId, exportedAt: now(), commandId: key }
				});
				await file.besides?.(tx, number);
				await writeAudit(tx, actor, file.act, 'exported-file', id, file.meetingId ?? null);
				return done(true);
			})
			.catch(refusalOf);
		if (!kept.ok) return kept;
		if (kept.value) return done({ bytes, contentSha256, number });
	}
	return BUSY;
}

async function drawnOrRefused(draw: () => Promise<DrawnFile>): Promise<Result<DrawnFile>> {
	try {
		return done(await draw());
	} catch (problem) {
		if (problem instanceof PdfProblem) return BUSY;
		if (problem instanceof SealProblem) return refuse('not-now', `${problem.message} Nothing left the service.`);
		throw problem;
	}
}
