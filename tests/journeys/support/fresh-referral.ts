/** A referral of a person nobody has met yet, begun and filled in by forms alone, for journeys that are about what follows. */
import { randomUUID } from 'node:crypto';
import type { SectionValues } from '#lib/referrals/referral-values.ts';
import { addMonths, londonDate } from '#lib/time.ts';
import { sampleAnswers } from '../../support/sample-referral.ts';
import type { Role } from './cast.ts';
import { expect, type Journey } from './journey.ts';
import { postForm } from './signed-in.ts';

export type FreshReferral = {
	readonly id: string;
	/** of the person it is about: told apart from every other journey's */
	readonly name: string;
	/** fields of a section as its form sends them */
	readonly fields: (slug: string) => Record<string, string>;
	/** saves these sections by their forms */
	readonly save: (slugs: readonly string[]) => Promise<void>;
};
export const ALL_SECTIONS = Object.keys(sampleAnswers());

export const flat = (values: SectionValues): Record<string, string> =>
	Object.fromEntries(
		Object.entries(values).flatMap(([name, value]) =>
			typeof value === 'string'
				? [[name, value]]
				: value.flatMap((row, index) =>
						Object.entries(row).map(([field, inner]): [string, string] => [`${name}.${index}.${field}`, String(inner)])
					)
		)
	);

/** Begins one as this person, about somebody in the community. @param begun id of one that was begun on screen */
export async function freshReferral({ as }: Journey, role: Role, begun?: string): Promise<FreshReferral> {
	const client = await as(role);
	const form = { commandId: randomUUID() };
	const id = begun ?? (await begin());
	async function begin(): Promise<string> {
		const answer = await client.post('/referrals/start?/begin-referral', { form, maxRedirects: 0 });
		const found = /\/referrals\/([\w-]{36})$/.exec(answer.headers().location ?? '')?.[1];
		expect(found, 'a new referral').toBeTruthy();
		return found ?? '';
	}
	const page = await (await client.get(`/referrals/${id}/agencies`)).text();
	const agency = (name: string) => new RegExp(`value="([\\w-]{36})"[^>]*>${name}`).exec(page)?.[1] ?? '';
	const answers = sampleAnswers({
		police: agency('Northmere Constabulary'),
		probation: agency('Probation Service'),
		social: agency('Northmere County Council Children')
	});
	const name = `Fictional ${randomUUID().slice(0, 8)}`;
	const today = londonDate(new Date().toISOString());
	const own: Readonly<Record<string, SectionValues>> = {
		level: { managerAgreedOn: today },
		person: { name, aliases: '', crn: randomUUID().slice(0, 10) },
		dates: { where: 'community', releaseOn: '', crd: '', led: '', sed: '', sentencedOn: addMonths(today, -20) },
		risk: { tools: [{ name: 'OSP direct contact', result: 'High', on: addMonths(today, -2) }] }
	};
	const fields = (slug: string) => flat({ ...answers[slug], ...own[slug] });
	const save = async (slugs: readonly string[]) => {
		for (const slug of slugs)
			await postForm(client, `/referrals/${id}/${slug}?/save-referral-section`, { version: '0', ...fields(slug) });
	};
	return { id, name, fields, save };
}

/** Written and sent. */
export async function sentReferral(journey: Journey, role: Role): Promise<FreshReferral> {
	const fresh = await freshReferral(journey, role);
	await fresh.save(ALL_SECTIONS);
	await postForm(await journey.as(role), `/referrals/${fresh.id}/check?/submit-referral`, { version: '1' });
	return fresh;
}
