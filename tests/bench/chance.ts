/** What every server's load is made with: the same seed gives all of them the same work. */
export { chance } from '../support/seeded-chance.ts';

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
