import { profileOfSlug, versionTitle } from '#lib/seal/version-words.ts';
import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { NO_MEETING } from '#server/application/load-meeting.ts';
import { readPreviewPage } from '#server/application/read-versions-page.ts';
import { layOutOther } from '#server/export/lay-out-in-language.ts';
import { ofTheRecord } from '#server/of-the-record.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { meetingId } = event.params;
	const profile = profileOfSlug(event.params.profile);
	if (!profile) return refusePage(NO_MEETING);
	const agencyId = profile === 'AGENCY' ? event.url.searchParams.get('agency') : null;
	const view = await readPreviewPage(app(), signedIn(event), meetingId, { profile, agencyId }, new Date());
	if (!view.ok) return refusePage(view);
	const { version, sha256, digest, approved, mayApprove, needsApproval } = view.value;
	const { record, forAgency } = version;
	const words = ofTheRecord(record.language);
	// Printed on the version, in its language; the page names it in its own.
	const print = { version: { title: version.title, leftOut: version.leftOut.map(words.leftOutLine), profile } };
	const laidOut = layOutOther(record, sha256, print);
	const title = versionTitle(profile, forAgency);
	return { print, laidOut, meetingId, profile, record, title, sha256, digest, approved, mayApprove, needsApproval };
};

export const actions = { 'approve-version': areaAction('approve-version') } satisfies Actions;
