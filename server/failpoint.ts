/**
 * Places at which a build made for the chaos suite can be told to fail (promises.md 3.4). The bundler of a production
 * build knows that none are built in and leaves nothing of this behind; the server refuses to start when told of one.
 */

/** Put in by the bundler; absent in development and in tests. */
declare const __FAILPOINTS__: boolean | undefined;

export const FAILPOINTS = [
	'update-stored',
	'lock-before-freeze',
	'lock-after-freeze',
	'lock-draw-pdf',
	'lock-committed'
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

/** Whether this build has failpoints. */
export const hasFailpoints = (): boolean => typeof __FAILPOINTS__ !== 'undefined' && __FAILPOINTS__;

let passes = 0;

/**
 * Does nothing, unless the setting FAILPOINT names this place: `update-stored:kill:5` ends the process as kill -9 would at
 * the fifth time it is passed, `update-stored:throw:5` throws there. Without a number: the first time.
 */
export function failpoint(name: Failpoint): void {
	if (typeof __FAILPOINTS__ === 'undefined' || !__FAILPOINTS__) return;
	const [wanted, action, at = '1'] = (process.env.FAILPOINT ?? '').split(':');
	if (wanted !== name || ++passes !== Number(at)) return;
	if (action === 'kill') process.kill(process.pid, 'SIGKILL');
	throw new Error(`failpoint ${name}`);
}
