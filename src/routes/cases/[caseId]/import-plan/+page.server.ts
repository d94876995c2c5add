import { fail, type RequestEvent, redirect } from '@sveltejs/kit';
import type { FileAnswer, FileRefusal } from '#lib/import/file-row.ts';
import { HTTP_STATUS, type Refusal } from '#lib/result.ts';
import { actionField, riskField } from '#lib/rmp/rmp.ts';
import { packFile, shownProblems, unpackFile, uploadedFile } from '#lib/server/import-upload.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { type PlanFile, type PlanPreview, previewPlan, readPlanCase } from '#server/application/import-plan.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const found = await readPlanCase(app().database, signedIn(event), event.params.caseId);
	if (!found) return notFound();
	const { ref, name, closed, before } = found;
	return { caseId: event.params.caseId, ref, name, closed, before, today: londonDate(new Date().toISOString()) };
};

const asked = ({ plan, adoptedOn, withoutOwner, warnings, nothing }: PlanPreview, file: PlanFile) => ({
	asked: {
		...{ adoptedOn, withoutOwner, warnings, nothing, reference: plan.reference },
		held: nothing === '' ? packFile(file.bytes) : '',
		kind: file.isRecord ? 'record' : 'csv',
		risks: plan.risks.map(({ key }) => ({
			key,
			text: plan.texts[riskField(key, 'title')] ?? plan.texts[riskField(key, 'risk')] ?? ''
		})),
		actions: plan.actions.map(({ number, owner, due, standing }) => ({
			number,
			text: plan.texts[actionField(number, 'text')] ?? '',
			owner: owner ? `${owner.name}, ${owner.agencyName}` : '',
			...{ due, standing }
		}))
	}
});
const wrong = ({ status, problems }: FileRefusal) => fail(status, { wrong: shownProblems(problems) });
const refusedAs = (answer: Refusal | FileRefusal) => {
	if ('status' in answer) return wrong(answer);
	if (answer.kind !== 'not-now') return refusePage(answer);
	return fail(HTTP_STATUS[answer.kind], {
		wrong: shownProblems([{ line: null, column: '', message: answer.message }])
	});
};
const planFile = (file: Uint8Array, isRecord: boolean, data: FormData): PlanFile => ({
	...{ bytes: file, isRecord },
	adoptedOn: String(data.get('adoptedOn') ?? '').trim()
});

const look = async (event: RequestEvent) => {
	const actor = signedIn(event);
	const data = await event.request.formData();
	const upload = await uploadedFile(data, ['.csv', '.txt', '.json']);
	if (!upload.ok) return wrong(upload);
	const name = (data.get('file') as File).name.toLowerCase();
	const file = planFile(upload.value, name.endsWith('.json'), data);
	const answer = await previewPlan(
		{ database: app().database, now: new Date() },
		actor,
		event.params.caseId ?? '',
		file
	);
	return answer.ok ? asked(answer.value, file) : refusedAs(answer);
};

const take = async (event: RequestEvent) => {
	const actor = signedIn(event);
	const data = await event.request.formData();
	const held: FileAnswer<Uint8Array> = unpackFile(data);
	if (!held.ok) return wrong(held);
	const caseId = event.params.caseId ?? '';
	const answer = await app().importPlan(actor, caseId, planFile(held.value, data.get('kind') === 'record', data));
	return answer.ok ? redirect(303, `/cases/${caseId}/import-plan`) : refusedAs(answer);
};

export const actions = { look, take } satisfies Actions;
