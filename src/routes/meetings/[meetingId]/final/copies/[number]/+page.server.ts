import { z } from 'zod';
import type { AccessReason } from '#lib/access/access-reason.ts';
import { UNDERTAKING } from '#lib/distribution/distribution-words.ts';
import { exportParts, fileAction } from '#lib/server/file-action.ts';
import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { exportOwnCopy } from '#server/application/export-minutes.ts';
import { openCopy } from '#server/application/read-copy.ts';
import type { Actions, PageServerLoad } from './$types';

const numberIn = (text: string | undefined): number => (/^[1-9]\d{0,3}$/.test(text ?? '') ? Number(text) : notFound());

export const load: PageServerLoad = async (event) => {
	const { meetingId, number } = event.params;
	const opened = await openCopy(app(), signedIn(event), meetingId, numberIn(number), new Date());
	if (!opened.ok) return refusePage(opened);
	const { copy, standing } = opened.value;
	const read =
		standing.state === 'open'
			? {
					record: standing.read.record,
					sha256: standing.read.sha256,
					title: standing.read.title,
					leftOut: standing.read.leftOut
				}
			: null;
	return {
		meetingId,
		reference: copy.reference,
		number: copy.number,
		total: copy.total,
		person: copy.person.name,
		agency: copy.agency.name,
		until: copy.access.until,
		because: { kind: 'copy', number: copy.number, until: copy.access.until } satisfies AccessReason,
		mayDownload: copy.mayDownload,
		confirmed: copy.reading.confirmed,
		state: standing.state,
		openActions: standing.state === 'ended' ? standing.openActions : 0,
		undertaking: UNDERTAKING,
		caseId: standing.state === 'open' ? copy.caseId : null,
		read
	};
};

export const actions = {
	'note-copy-use': areaAction('note-copy-use'),
	'take-copy': fileAction('take-copy', z.strictObject({}), (event, asked) =>
		exportOwnCopy(exportParts(), asked, event.params.meetingId ?? '', numberIn(event.params.number))
	)
} satisfies Actions;
