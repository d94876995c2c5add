/** The two form actions about words that came too late, for every page of a meeting that shows them. */
import { redirect } from '@sveltejs/kit';
import { formToInput } from '#lib/govuk/form-input.ts';
import type { Result } from '#lib/result.ts';
import { type CommandAction, refused } from '#lib/server/form.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { type LateWordsRequest, offerLateWords, settleLateWords } from '#server/application/late-words.ts';
import type { ReadDependencies } from '#server/application/read-room.ts';

type Deed = (parts: ReadDependencies, request: LateWordsRequest) => Promise<Result<unknown>>;

const action =
	(name: string, deed: Deed): CommandAction =>
	async (event) => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, ['commandId', 'form', 'next']);
		if (!input.ok) return refused(input, name, data);
		const result = await deed(app(), { actor, meetingId: event.params.meetingId ?? '', input: input.value });
		if (!result.ok) return refused(result, name, data);
		const next = data.get('next');
		return redirect(303, (typeof next === 'string' && localPath(next)) || `${event.url.pathname}#late-words`);
	};

export const lateWordsActions = {
	'offer-late-words': action('offer-late-words', offerLateWords),
	'settle-late-words': action('settle-late-words', settleLateWords)
};
