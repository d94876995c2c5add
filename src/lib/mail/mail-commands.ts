/** What the MAPPA unit does about a message that waits in the outbox. */
import { z } from 'zod';
import { rowId } from '../input.ts';

export const ONE_MAIL = z.strictObject({ mailId: rowId('the message') });
export type OneMail = z.infer<typeof ONE_MAIL>;
