import { longDate, longMoment } from '../time.ts';
import type { ImportMark } from './imported-plan.ts';

/** Where a plan came from, for the minutes. */
export const importedWords = ({ by, at, adoptedOn }: ImportMark): string =>
	`a plan adopted on ${longDate(adoptedOn)}, imported by ${by} on ${longMoment(at)}`;
