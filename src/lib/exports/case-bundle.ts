/** The archive of a case for a serious case review: everything the locked meetings sealed, and who got what of it since. */
import { z } from 'zod';
import { line, longText, REASON_MAX, rowId } from '../input.ts';

export const START_BUNDLE = z.strictObject({
	caseId: rowId('a case'),
	recipient: line('who gets the archive'),
	purpose: longText('what it is for', REASON_MAX)
});
export type StartBundle = z.infer<typeof START_BUNDLE>;
export const CANCEL_BUNDLE = z.strictObject({ bundleId: rowId('an archive') });
export type CancelBundle = z.infer<typeof CANCEL_BUNDLE>;

const BUNDLE_STATES = ['BUILDING', 'READY', 'CANCELLED', 'FAILED'] as const;
export type BundleState = (typeof BUNDLE_STATES)[number];
export const bundleStateWord: Record<BundleState, string> = {
	BUILDING: 'Being made',
	READY: 'Ready',
	CANCELLED: 'Cancelled',
	FAILED: 'Could not be made'
};
/** A process that has said nothing for so long has stopped, and nobody builds it any more. */
export const BUNDLE_SILENT_MS = 60_000;
/** What nobody has fetched is removed after so long. */
export const BUNDLE_KEPT_MS = 3_600_000;
