/**
 * A letter-box between areas, for a case that one shares with another (044): part of a transaction's work is done in the other
 * area, and then it is back in its own. One area at a time, so that row security shows no statement rows of two. What is written
 * there, and under what share, is decided by case-shares.ts and by nobody else: a house test looks who calls this.
 */
import { nameArea, type Tx } from './database.ts';

/** @throws what the work throws; the transaction is then given up whole, by whoever opened it */
export async function inOtherArea<T>(tx: Tx, here: string, there: string, work: () => Promise<T>): Promise<T> {
	await nameArea(tx, there);
	const answer = await work();
	await nameArea(tx, here);
	return answer;
}
