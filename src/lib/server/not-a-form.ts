/** What was sent where a form is expected and is none, or a broken one: that is a mistake of whoever sent it (M-13). */
import { htmlAnswer, link, page, paragraph } from '#lib/server/away-answer.ts';

const FORM_TYPE = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;
/** How Node says that it could not read a body as a form; it has no code for it. */
const UNREADABLE = /form-?data/i;

/** 415 for what is no form at all, 400 for a broken one, undefined when something else went wrong. */
export function statusOfNoForm(problem: unknown, { method, headers }: Pick<Request, 'method' | 'headers'>) {
	if (method === 'GET' || method === 'HEAD' || !(problem instanceof TypeError)) return undefined;
	if (!UNREADABLE.test(problem.message)) return undefined;
	return FORM_TYPE.test(headers.get('content-type') ?? '') ? 400 : 415;
}

export const notAForm = (status: 400 | 415): Response =>
	htmlAnswer(
		page(
			'This was not understood',
			paragraph('What was sent is not a form of this service, so nothing was done.') +
				paragraph(link('/', 'Go to my work'))
		),
		status
	);
