/**
 * What chair and minute taker are asked to do when a meeting is convened, in each language: it is stored with the invitation and
 * becomes part of the record, so it is worded in the record's language, whoever convenes (decision 061). Pure.
 */
import type { Language } from '../welsh/language.ts';

export const ROLE_REQUEST: Readonly<Record<Language, { readonly chair: string; readonly minuteTaker: string }>> = {
	en: { chair: 'To chair the meeting', minuteTaker: 'To take the minutes' },
	cy: { chair: 'I gadeirio’r cyfarfod', minuteTaker: 'I gymryd y cofnodion' }
};
