import { fieldHelp, HELP_GROUPS } from '#lib/help/field-help.ts';
import { ruleSourceWord } from '#lib/help/field-help-row.ts';
import type { PageServerLoad } from './$types';

/** The whole table, laid out here so that no page brings it into a browser before it is asked for. */
export const load: PageServerLoad = () => ({
	groups: HELP_GROUPS.map(({ title, keys }) => ({
		title,
		fields: keys.flatMap((key) => {
			const help = fieldHelp(key);
			return help ? [{ key, ...help, from: ruleSourceWord[help.from] }] : [];
		})
	}))
});
