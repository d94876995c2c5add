/** Of a list of gates, what is still open. Apart from what finds them: the room draws the list before it can find anything itself. */
import type { Gate } from './gates.ts';

/** The ones that still stop the lock. */
export const openErrors = (list: readonly Gate[]): readonly Gate[] => list.filter((gate) => gate.kind === 'E');
/** The warnings nobody has answered yet. */
export const openWarnings = (list: readonly Gate[]): readonly Gate[] =>
	list.filter((gate) => gate.kind === 'W' && gate.overridden === null);
