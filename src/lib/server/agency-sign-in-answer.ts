/** What is said when a sign-in through an agency did not work: one sentence, whatever was wrong with it. */
import { escaped, htmlAnswer, link, page, paragraph } from '#lib/server/away-answer.ts';
import type { AgencyAnswer } from '#server/application/agency-sign-in.ts';

export type AgencyRefusal = { readonly status: number; readonly message: string };
export const AGENCY_REFUSED: Record<
	Extract<AgencyAnswer['kind'], 'void' | 'refused' | 'away' | 'blocked'>,
	AgencyRefusal
> = {
	void: { status: 400, message: 'This sign-in was not begun in this browser, took too long, or was used already.' },
	refused: { status: 401, message: 'Your agency’s sign-in does not let you in here.' },
	away: { status: 502, message: 'Your agency’s sign-in does not answer as it should just now.' },
	blocked: { status: 429, message: 'There were too many tries. Wait 15 minutes and try again.' }
};

export const agencyPage = ({ status, message }: AgencyRefusal): Response =>
	htmlAnswer(
		page(
			'You are not signed in',
			`<p role="alert">${escaped(message)}</p>
${paragraph(link('/sign-in/agency', 'Begin again'))}
${paragraph(link('/sign-in', 'Sign in another way'))}
${paragraph('If it happens again, tell your MAPPA unit.')}`
		),
		status
	);
