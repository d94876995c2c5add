/** Which agenda item shows the place a link in the room names. */
import { type ItemCode, isItemCode } from '../agenda/agenda.ts';

export type Place = {
	readonly item: ItemCode;
	/** the row of the plan it is in, when it is in the plan */
	readonly row: string | null;
	/** id of the element; null = the item itself */
	readonly anchor: string | null;
};

/** '#R2.contingency', '#A3.owner', '#A1.outcome', '#item-DISCLOSURE', '#RISK.notes', '#smb-add'; null for anything else. */
export const placeOf = (href: string): Place | null => {
	const name = href.replace(/^#/, '');
	const [row = '', part = ''] = name.split('.');
	if (name.startsWith('item-')) {
		const code = name.slice('item-'.length);
		return isItemCode(code) ? { item: code, row: null, anchor: null } : null;
	}
	if (/^A\d+$/.test(row) && part === 'outcome') return { item: 'ACTIONS_PREV', row: null, anchor: name };
	if (/^L\d+$/.test(row)) return { item: 'LICENCE_ORDERS', row: null, anchor: name };
	if (/^[RA]\d+$/.test(row)) return { item: 'RMP', row, anchor: name };
	if (name === 'plan-add') return { item: 'RMP', row: null, anchor: name };
	if (name === 'smb-add') return { item: 'SMB_FEEDBACK', row: null, anchor: name };
	return isItemCode(row) ? { item: row, row: null, anchor: name } : null;
};
