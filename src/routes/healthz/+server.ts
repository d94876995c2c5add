/** The process answers. Says nothing else. */
export const GET = () => new Response('ok\n', { headers: { 'content-type': 'text/plain' } });
