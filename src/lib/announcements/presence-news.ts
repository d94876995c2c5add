/** Who came and went, from one look at who is connected to the next: a line that is lost for a moment is no news. */
import type { OthersChange } from '../meeting/others-changes.ts';
import type { Present } from '../wire.ts';

/** A reload or a short loss is over by then, milliseconds. */
export const GONE_AFTER_MS = 10_000;

export type Seen = {
	readonly here: ReadonlyMap<string, Present>;
	/** since when somebody who was here is away, epoch ms */
	readonly away: ReadonlyMap<string, { readonly person: Present; readonly since: number }>;
};

const told = ({ personId, name, agency }: Present, isHere: boolean, myAgency: string): OthersChange => ({
	kind: 'PERSON',
	who: `${name}, ${agency},`,
	what: isHere ? 'is connected' : 'is no longer connected',
	many: isHere ? 'are connected now' : 'are no longer connected',
	topic: `${personId} ${isHere ? 'in' : 'out'}`,
	mine: agency === myAgency
});

/**
 * @param before null at the first look, which is no news
 * @param now epoch ms
 */
export const presenceNews = (
	before: Seen | null,
	present: readonly Present[],
	now: number,
	me: { readonly personId: string; readonly agency: string }
): { readonly seen: Seen; readonly news: readonly OthersChange[] } => {
	const here = new Map(present.filter(({ personId }) => personId !== me.personId).map((one) => [one.personId, one]));
	if (!before) return { seen: { here, away: new Map() }, news: [] };
	const away = new Map([...before.away].filter(([personId]) => !here.has(personId)));
	for (const [personId, person] of before.here)
		if (!here.has(personId) && !away.has(personId)) away.set(personId, { person, since: now });
	const gone = [...away.values()].filter(({ since }) => now - since >= GONE_AFTER_MS);
	for (const { person } of gone) away.delete(person.personId);
	const came = [...here.values()].filter(({ personId }) => !before.here.has(personId) && !before.away.has(personId));
	return {
		seen: { here, away },
		news: [
			...came.map((one) => told(one, true, me.agency)),
			...gone.map(({ person }) => told(person, false, me.agency))
		]
	};
};
