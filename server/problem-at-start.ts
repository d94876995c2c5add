/** The server may not start; the message is one plain line for the person who starts it, printed without a stack. */
export class StartProblem extends Error {
	override readonly name = 'StartProblem';
}
