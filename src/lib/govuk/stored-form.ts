/** A form that changes something stored: what stands in each field, what is wrong with it, and what somebody else put there meanwhile. */
import { chosen, type FormAnswer, problemOf, typed } from './form-answer.ts';

export type FormValues = Readonly<Record<string, string>>;

/** What is stored, by the names its form has: nested names with dots, short lists as lines, yes or nothing. */
export function formValues(stored: unknown, name = ''): FormValues {
	if (stored === null || stored === undefined || stored === false) return { [name]: '' };
	if (stored === true) return { [name]: 'yes' };
	if (typeof stored !== 'object') return { [name]: String(stored) };
	if (Array.isArray(stored) && stored.every((one) => typeof one !== 'object')) return { [name]: stored.join('\n') };
	const inner = Object.entries(stored).map(([key, value]) => formValues(value, name ? `${name}.${key}` : key));
	return Object.assign({}, ...inner);
}

export type StoredForm = {
	readonly was: (field: string) => string;
	readonly chosen: (field: string) => readonly string[];
	readonly wrong: (field: string) => string | null;
	/** what is stored now, when somebody else changed the record meanwhile and it is not what was typed; null = nothing to say */
	readonly meanwhile: (field: string) => string | null;
	/** numbers of the rows of a repeated part: those stored or typed, and some empty ones */
	readonly rows: (part: string, spare: number) => readonly number[];
};

export function storedForm(answer: FormAnswer | null, stored: FormValues = {}): StoredForm {
	const isConflict = answer?.problems.some(({ field }) => field === 'version') ?? false;
	const was = (field: string) => typed(answer, field, stored[field] ?? '');
	const plain = (text: string) => text.replace(/\r\n?/g, '\n').trim();
	return {
		was,
		chosen: (field) => chosen(answer, field, stored[field] ? stored[field].split('\n') : []),
		wrong: (field) => problemOf(answer, field),
		meanwhile: (field) => {
			const now = stored[field] ?? '';
			return isConflict && plain(now) !== plain(was(field)) ? now : null;
		},
		rows: (part, spare) => {
			const names = [...Object.keys(stored), ...(answer ? Object.keys(answer.values) : [])];
			const used = names
				.filter((name) => name.startsWith(`${part}.`) && (was(name) !== '' || (stored[name] ?? '') !== ''))
				.map((name) => Number(name.slice(part.length + 1).split('.')[0]));
			return Array.from({ length: Math.max(-1, ...used.filter(Number.isInteger)) + 1 + spare }, (_, row) => row);
		}
	};
}
