/** The worked case's record as the Welsh build lays it out; imported through that build's plug-in. */
import { layOutMinutes } from '#lib/minutes/lay-out-minutes.ts';
import { sampleRecord } from './sample-record.ts';

const record = { ...sampleRecord(), language: 'cy' as const };
export const document = layOutMinutes(record, 'a'.repeat(64)).document;
export const typed: readonly string[] = record.items.flatMap(({ notes }) => (notes === '' ? [] : [notes])).slice(0, 3);
