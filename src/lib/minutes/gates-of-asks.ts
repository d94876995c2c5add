/** Questions about texts that nobody has settled (domain.md 8.3 has none of them: they are not kept, so they cannot stay open). */
import { askHref, openAsks } from '../asks/ask.ts';
import { type Finder, found } from './gate.ts';
import { fieldName } from './late-words-words.ts';

/** V33 */
export const asksUnsettled: Finder = ({ asks }) =>
	openAsks(asks).map((ask) =>
		found(`V33:${ask.id}`, ask.item, `Resolve or drop the question about ${fieldName(ask.field)}`, askHref(ask))
	);
