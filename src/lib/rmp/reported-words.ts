/** A report between two meetings as one line: in the room, and in the final record. */
import { londonDate, longDate } from '../time.ts';
import type { ActionSaid } from './reported-action.ts';
import { actionStatusWord } from './rmp-words.ts';

/** "Completed on Wednesday 18 November 2026: Briefing dated 18 Nov" */
export const saidLine = ({ status, text, completedOn, proposedOn }: ActionSaid): string => {
	const on = completedOn ? ` on ${longDate(completedOn)}` : '';
	const asks = proposedOn ? `, asks for ${longDate(proposedOn)}` : '';
	return `${actionStatusWord[status]}${on}${asks}: ${text}`;
};

/** "Teasel Marchbank-Owl, Northmere Constabulary, Wednesday 18 November 2026" */
export const saidWhen = ({ by, agencyName, onBehalfOf, at }: ActionSaid): string =>
	[onBehalfOf === '' ? by : `${by} for ${onBehalfOf}`, agencyName, longDate(londonDate(at))].join(', ');
