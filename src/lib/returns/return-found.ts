/** What the application finds in the store for a command about a return, before it is decided. */
import type { ReturnPart, ReturnTexts } from './return-fields.ts';
import type { MergedValues, ReturnValues } from './return-values.ts';

/** For a save: the saved choices with this person's, and the texts as they would stand. */
export type ReturnFound = MergedValues & {
	readonly texts: ReturnTexts;
	/** for somebody else's agency: words of it stand there already, though nothing was saved */
	readonly isBegun: boolean;
	/** number of the last saved state; 0 = none */
	readonly latest: number;
	/** the choices or the texts differ from what is saved, or nothing was saved yet */
	readonly isChanged: boolean;
	/** choices and texts are exactly those of the version sent last */
	readonly isAsSent: boolean;
	/** texts that would become too long */
	readonly tooLong: readonly ReturnPart[];
	/** whom it was for until now, and since which saved state; null when nothing was saved */
	readonly audience: { readonly was: string; readonly named: string; readonly since: number } | null;
};

/** For taking a proposal: its words as they stand. */
export type ProposalFound = { readonly text: string; readonly values: ReturnValues };
