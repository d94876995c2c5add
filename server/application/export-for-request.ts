/** A file that a decided request gives out: the version that was decided, of one of its meetings. */
import { z } from 'zod';
import { oneOf, rowId } from '#lib/input.ts';
import { mayGive } from '#lib/requests/information-request.ts';
import { requestNumber } from '#lib/requests/request-words.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import type { Tx } from '../persistence/database.ts';
import { readRecord } from '../persistence/final-records.ts';
import { readRequest, takeStep } from '../persistence/information-requests.ts';
import type { ExportAsked } from './export-file.ts';
import { type FileAnswer, fileOf, give, type MinutesExportParts, plainNumber } from './export-minutes.ts';
import { isIdentifier, NO_MEETING } from './load-meeting.ts';
import { previewsOwed, refuseUnseen } from './record-versions.ts';
import { NO_REQUEST, partIn } from './request-access.ts';
import { versionFor } from './version-for.ts';

export const EXPORT_FOR_REQUEST = z.strictObject({
	meetingId: rowId('a meeting'),
	format: oneOf(['PDF', 'JSON'], 'a format')
});
export type ExportForRequest = z.infer<typeof EXPORT_FOR_REQUEST>;

export const exportForRequest = (
	parts: MinutesExportParts,
	asked: ExportAsked,
	requestId: string,
	{ meetingId, format }: ExportForRequest
): Promise<Result<FileAnswer>> =>
	give(parts, { ...asked, about: requestId }, format, plainNumber, async (tx) => {
		const { actor } = asked;
		const stored = isIdentifier(requestId) ? await readRequest(tx, requestId, true) : null;
		const part = stored && (await partIn(tx, actor, stored));
		if (!stored || !part || part === 'asker') return NO_REQUEST;
		const { facts, decided } = stored.request;
		if (!mayGive(stored.request, 'FILE') || !decided?.profile)
			return refuse('not-now', 'No file is given under this request');
		if (!facts.meetingIds.includes(meetingId))
			return refuse('invalid', 'Choose a meeting of this request', [
				{ field: 'meetingId', message: 'Choose a meeting of this request' }
			]);
		if (decided.profile === 'AGENCY')
			return refuse('not-now', 'A version for an agency is given as a copy or exported from the meeting');
		const record = await readRecord(tx, meetingId);
		if (!record) return NO_MEETING;
		const chosen = { profile: decided.profile, agencyId: null };
		const read = await versionFor(tx, record, chosen.profile, null);
		if (!read.ok) return read;
		const unseen = refuseUnseen(await previewsOwed(tx, actor, meetingId, [chosen]), 'meetingId');
		if (unseen) return unseen;
		const recipient = [facts.asker, facts.organisation].filter(Boolean).join(', ');
		return done({
			...{ stored: record, read: read.value },
			file: {
				...fileOf(format, record, stored.caseId),
				...{ requestId: stored.id, profile: decided.profile, recipient },
				purpose: `${requestNumber(stored.number)}: ${facts.purpose}`,
				besides: async (open: Tx, number: number) => {
					const held = await readRequest(open, stored.id, true);
					if (!held) return;
					const by = { areaId: actor.areaId, personId: actor.personId, at: parts.now() };
					await takeStep(open, by, held, { type: 'information-given', exportNumber: number, copies: [] });
				}
			}
		});
	});
