import { fail, type RequestEvent } from '@sveltejs/kit';
import type { FileAnswer, FileRefusal } from '#lib/import/file-row.ts';
import type { Refusal } from '#lib/result.ts';
import { packFile, shownProblems, unpackFile, uploadedFile } from '#lib/server/import-upload.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { importPeople, mayImportPeople, type PeoplePreview, previewPeople } from '#server/application/import-people.ts';
import { TooBusy } from '#server/application/password-hash.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	if (mayImportPeople(signedIn(event))) return notFound();
	return {};
};

/** Rows of each kind that are shown; all are counted. */
const SHOWN = 50;
const shown = <T>(rows: readonly T[]) => ({ rows: rows.slice(0, SHOWN), total: rows.length });

const asked = ({ changes, nothing, shown: fingerprint }: PeoplePreview, bytes: Uint8Array, meanwhile = '') => ({
	asked: {
		...{ nothing, meanwhile, fingerprint },
		held: nothing === '' ? packFile(bytes) : '',
		peopleAdded: shown(changes.peopleAdded),
		peopleChanged: shown(changes.peopleChanged),
		agenciesAdded: shown(changes.agenciesAdded),
		agenciesChanged: shown(changes.agenciesChanged),
		lookTwice: shown(changes.lookTwice),
		rolesLeft: shown(changes.rolesLeft),
		left: { people: changes.peopleLeft, agencies: changes.agenciesLeft }
	}
});
const wrong = ({ status, problems }: FileRefusal) => fail(status, { wrong: shownProblems(problems) });
const isFileRefusal = (answer: Refusal | FileRefusal): answer is FileRefusal => 'status' in answer;

async function show(event: RequestEvent, file: FileAnswer<Uint8Array>, meanwhile = '') {
	if (!file.ok) return wrong(file);
	const answer = await previewPeople(app(), signedIn(event), file.value);
	if (answer.ok) return asked(answer.value, file.value, meanwhile);
	return isFileRefusal(answer) ? wrong(answer) : refusePage(answer);
}

const look = async (event: RequestEvent) => {
	signedIn(event);
	return show(event, await uploadedFile(await event.request.formData(), ['.csv', '.txt']));
};

const take = async (event: RequestEvent) => {
	const actor = signedIn(event);
	const data = await event.request.formData();
	const file = unpackFile(data);
	if (!file.ok) return wrong(file);
	try {
		const answer = await importPeople(app(), actor, file.value, String(data.get('shown') ?? ''));
		if (answer.ok) return { taken: answer.value };
		if (isFileRefusal(answer)) return wrong(answer);
		return answer.kind === 'changed-meanwhile' ? show(event, file, answer.message) : refusePage(answer);
	} catch (problem) {
		if (!(problem instanceof TooBusy)) throw problem;
		return show(event, file, 'Many people are signing in just now. Nothing was imported. Try again in a minute.');
	}
};

export const actions = { look, take } satisfies Actions;
