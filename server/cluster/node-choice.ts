/** Which node a request goes to: any that is ready, one after the other, but a long poll back to where it began. Pure. */

/** `ready`: takes people. `answers`: lives, but cannot reach its records. `gone`: nobody listens, or nobody answers. */
export type NodeState = 'ready' | 'answers' | 'gone';
export type KnownNode = { readonly name: string; readonly state: NodeState };

/** The node whose name begins the id of the connection that this address belongs to (server/socket.ts), or null. */
export function nodeOfAddress(address: string): string | null {
	const sid = new URLSearchParams(address.split('?')[1] ?? '').get('sid');
	return sid === null ? null : (/^([A-Za-z0-9]{1,16})\./.exec(sid)?.[1] ?? null);
}

/**
 * The nodes to try, best first; none when all are gone.
 * @param turn grows by one with every request
 */
export function nodesToTry<Node extends KnownNode>(nodes: readonly Node[], address: string, turn: number): Node[] {
	const own = nodeOfAddress(address);
	const named = nodes.find((node) => node.name === own);
	// Only that node knows the connection; without it the browser is told so and begins a new one.
	if (named && named.state !== 'gone') return [named];
	const inTurn = nodes.map((_, n) => nodes[(n + turn) % nodes.length] as Node);
	const of = (state: NodeState) => inTurn.filter((node) => node.state === state);
	return [...of('ready'), ...of('answers')];
}
