/** The form actions of a referral: a section that is saved as typed, and the commands on the whole. */
import { type ActionFailure, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import type { FormAnswer } from '#lib/govuk/form-answer.ts';
import { formToInput } from '#lib/govuk/form-input.ts';
import type { ReferralCommandName } from '#lib/referrals/referral-commands.ts';
import type { SectionValues } from '#lib/referrals/referral-values.ts';
import { commandIdOf, refused } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, signedIn } from '#lib/server/signed-in.ts';
import { beginReferral, runReferralCommand, saveReferralSection } from '#server/application/run-referral-command.ts';

const dependencies = () => ({ database: app().database, now: () => new Date() });
const OWN_FIELDS = ['commandId', 'form', 'next'];

/** Begins a draft and goes to it. */
export const beginAction = async (event: RequestEvent): Promise<ActionFailure<FormAnswer>> => {
	const actor = signedIn(event);
	const data = await event.request.formData();
	const input = formToInput(data, OWN_FIELDS);
	if (!input.ok) return refused(input, 'begin-referral', data);
	const commandId = commandIdOf(data, 'begin-referral');
	const begun = await beginReferral(dependencies(), { actor, commandId, input: input.value });
	return begun.ok ? redirect(303, `/referrals/${begun.value.id}`) : refused(begun, 'begin-referral', data);
};

/** One command on the referral named `[referralId]`. */
export const referralAction =
	(command: ReferralCommandName, after: (id: string) => string = (id) => `/referrals/${id}`) =>
	async (event: RequestEvent): Promise<ActionFailure<FormAnswer>> => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, OWN_FIELDS);
		if (!input.ok) return refused(input, command, data);
		const referralId = event.params.referralId ?? '';
		const commandId = commandIdOf(data, command);
		const ran = await runReferralCommand(dependencies(), { actor, referralId, command, commandId, input: input.value });
		if (ran.ok) redirect(303, after(referralId));
		return ran.kind === 'missing' ? notFound() : refused(ran, command, data);
	};

/** The refused form, and, where somebody else saved meanwhile, what they wrote. */
export type SectionFormAnswer = FormAnswer & {
	readonly theirs: { readonly values: SectionValues; readonly savedBy: string; readonly savedAt: string } | null;
};
const SAVE = 'save-referral-section';

/**
 * Saves a section. Nothing typed is lost: a section with something missing is saved as a draft and says what; one that
 * somebody else saved meanwhile comes back with both texts.
 */
export const saveSectionAction = async (event: RequestEvent): Promise<ActionFailure<SectionFormAnswer>> => {
	const actor = signedIn(event);
	const data = await event.request.formData();
	const input = formToInput(data, [...OWN_FIELDS, 'version', 'then']);
	const { referralId = '', section = '' } = event.params;
	const answered = (failure: ActionFailure<FormAnswer>, more: Partial<SectionFormAnswer> = {}, version?: number) => {
		const values = version === undefined ? failure.data.values : { ...failure.data.values, version: String(version) };
		return fail(failure.status, { ...failure.data, theirs: null, ...more, values });
	};
	if (!input.ok) return answered(refused(input, SAVE, data));
	const version = Number(String(data.get('version') ?? ''));
	const answer = await saveReferralSection(dependencies(), {
		...{ actor, referralId, slug: section, version: Number.isSafeInteger(version) ? version : 0 },
		values: input.value
	});
	if (answer.kind === 'refused')
		return answer.refusal.kind === 'missing' ? notFound() : answered(refused(answer.refusal, SAVE, data));
	if (answer.kind === 'changed-meanwhile') {
		const { theirs } = answer;
		const message =
			'Somebody else has saved this section while you wrote. Nothing is lost: your text is still in the form.';
		const failure = refused({ ok: false, kind: 'changed-meanwhile', message }, SAVE, data);
		return answered(failure, { theirs }, theirs.version);
	}
	const then = String(data.get('then') ?? 'continue');
	if (then === 'more') redirect(303, event.url.pathname + event.url.search.replace(/^\?\/[\w-]+&?/, '?'));
	if (then === 'later') redirect(303, `/referrals/${referralId}`);
	if (answer.problems.length === 0)
		redirect(303, `/referrals/${referralId}${event.url.searchParams.get('from') === 'check' ? '/check' : ''}`);
	const message = 'This is saved as a draft. Something is still missing before the referral can be sent:';
	const failure = refused({ ok: false, kind: 'invalid', message, problems: answer.problems }, SAVE, data);
	return answered(failure, {}, answer.saved.version);
};
