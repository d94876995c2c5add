import { z } from 'zod';
import type { AccessReason } from '#lib/access/access-reason.ts';
import { UNDERTAKING } from '#lib/distribution/distribution-words.ts';
import type { RecordVersion } from '#lib/seal/make-version.ts';
import { leftOutLine, profileWord, versionTitle } from '#lib/seal/version-words.ts';
import { exportParts, fileAction } from '#lib/server/file-action.ts';
import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { exportOwnCopy } from '#server/application/export-minutes.ts';
import { openCopy } from '#server/application/read-copy.ts';
import { layOutOther } from '#server/export/lay-out-in-language.ts';
import type { Actions, PageServerLoad } from './$types';

const numberIn = (text: string | undefined): number => (/^[1-9]\d{0,3}$/.test(text ?? '') ? Number(text) : notFound());

const versionOf = (version: RecordVersion | null) => ({
	title: version ? versionTitle(version.profile, version.forAgency) : profileWord.FULL,
	leftOut: version?.leftOut.map(leftOutLine) ?? []
});

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
					laidOut: layOutOther(standing.read.record, standing.read.sha256),
					// What the page says of the version, in its own language.
					...versionOf(standing.read.version)
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
