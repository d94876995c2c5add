/** What the agenda items of a meeting of the year record: what stands is confirmed, what is needed is filled in. */
import {
	type Fact,
	factsAt,
	isRecordedItem,
	placeOfRecord,
	type RecordedItem,
	rowsOfItem,
	type Value,
	type Values
} from '#lib/item-records/item-fields.ts';
import { missingIn, rowsHere } from '#lib/item-records/item-missing.ts';
import { valuesAt } from '#lib/item-records/item-records.ts';
import type { Playing } from './year-meeting.ts';
import { MINUTE_TAKER } from './year-people.ts';
import { itemWords } from './year-words.ts';

/** By the name of the field; otherwise the first choice there is. */
const USUAL: Readonly<Record<string, Value>> = {
	...{ safetyPlan: 'IN_PLACE', characteristics: ['NONE'], aims: ['PREVENTION_OF_CRIME'], forums: ['NONE'] },
	...{ children: 'NOT_NEEDED', adults: 'NOT_NEEDED', domesticAbuse: 'NOT_NEEDED' },
	...{ spokesperson: 'Police press office (role)', holdingLine: 'Police press office (role)' },
	...{ who: 'Duty inspector', how: 'Force control room', name: 'OASys', result: 'High' }
};

export function recordItems(playing: Playing, code: string): void {
	const { batch, chance, texts } = playing;
	if (!isRecordedItem(code)) return;
	const record = (row: string | null) => {
		const to = valuesOf(playing, code, row);
		if (Object.keys(to).length === 0) return;
		batch.does(MINUTE_TAKER, 'record-item', { item: code, ...(row === null ? {} : { row }), to });
	};
	record(null);
	const rows = rowsHere(batch.meeting(), code).map(({ row }) => row);
	for (const row of rows.length === 0 && rowsOfItem(code)?.least ? ['new'] : rows) record(row);
	for (const { id } of missingIn(batch.meeting(), code, () => ''))
		texts.minutes[id] = itemWords(code, id.split('.').at(-1) ?? '', chance);
}

function valuesOf(playing: Playing, item: RecordedItem, row: string | null): Values {
	const now = row === 'new' ? {} : valuesAt(playing.batch.meeting().itemRecords, placeOfRecord(item, row));
	return Object.fromEntries(
		factsAt(item, row).flatMap((fact): [string, Value][] => {
			const known = now[fact.name] ?? null;
			if (known !== null) return [[fact.name, known]];
			if (fact.name === 'heard') return [['heard', heardOf(playing, row ?? '')]];
			return fact.needed === true ? [[fact.name, filled(fact, playing)]] : [];
		})
	);
}

const filled = ({ name, kind, options }: Fact, { meeting, chance }: Playing): Value => {
	if (name === 'imminence') return chance.pick(options.slice(0, 2));
	const usual = USUAL[name];
	if (usual !== undefined) return usual;
	if (kind === 'choice') return options[0] ?? null;
	if (kind === 'choices') return options.slice(0, 1);
	return kind === 'date' ? meeting.on : 'As in the register';
};

function heardOf({ stage, seats, manager }: Playing, agencyId: string): Value {
	const own = seats.find(({ person }) => stage.actor(person).agencyId === agencyId);
	if (!own || own.contribution !== null || stage.actor(manager).agencyId === agencyId) return 'SPOKE';
	return own.reportAdequate === null ? 'NOT_HEARD' : 'REPORT';
}
