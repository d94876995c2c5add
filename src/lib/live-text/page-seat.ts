/**
 * Whose page this is: a connection says so, and is refused when its cookie is of another seat by then. A page of one agency
 * never goes on as another. Browser only; nothing where there is no page (a bench, a test).
 */
export const pageSeat = (): string =>
	globalThis.document?.querySelector<HTMLMetaElement>('meta[name="seat"]')?.content ?? '';
