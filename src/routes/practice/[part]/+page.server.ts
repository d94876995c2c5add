import { isPracticePart } from '#lib/practice/practice-cast.ts';
import { notFound } from '#lib/server/signed-in.ts';
import type { PageServerLoad } from './$types';

/** One part of the practice room. Nothing is read for it: the whole meeting is made in the page. */
export const load: PageServerLoad = ({ params }) => {
	if (!isPracticePart(params.part)) return notFound();
	return { wide: true, part: params.part };
};
