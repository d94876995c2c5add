/** The service's keys as the tests have them: a process that is started with this setting has the same ones. */
import { keysOf, type ServiceKeys } from '#server/service-keys.ts';

/** for SERVICE_KEY; known to everybody who reads this */
export const TEST_SERVICE_KEY = Buffer.alloc(32, 'test key').toString('base64');

export const testKeys = (): ServiceKeys => keysOf(Buffer.from(TEST_SERVICE_KEY, 'base64'));
