/** `npm run dev`: the same process as in production, sockets too, beside Vite's own socket for hot reloading. */
import type { Server } from 'node:http';
import type { Plugin } from 'vite';
import type { Running } from './start.ts';

export function realtimeInDevelopment(): Plugin {
	return {
		name: 'mapp:realtime',
		apply: 'serve',
		configureServer(server) {
			if (process.env.VITEST || !server.httpServer) return;
			const port = server.config.server.port ?? 5173;
			process.env.PORT ||= String(port);
			process.env.ORIGIN ||= `http://localhost:${port}`;
			return async () => {
				const { running } = (await server.ssrLoadModule('/server/start.ts')) as { running: () => Promise<Running> };
				const started = await running();
				started.attachRealtime(server.httpServer as Server, false);
				for (const signal of ['SIGINT', 'SIGTERM'] as const)
					process.once(signal, () => void started.closeEverything().then(() => process.exit(0)));
			};
		}
	};
}
