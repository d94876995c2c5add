/**
 * One direction (server/decisions): nouns <- meeting <- verbs <- table of commands <- application <- adapters <- start.
 * Each rule is one law of the house; its comment is what to do instead.
 */
const concept =
	'^src/lib/(meeting|agenda|attendance|rmp|decisions|minutes|removed-words|cases|people|smb|restricted|seal|verify)/';
const view = '\\.(svelte|svelte\\.ts)$';

module.exports = {
	forbidden: [
		{
			name: 'no-circles',
			comment: 'Two files that need each other are one concept, or a third one is missing.',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		},
		{
			name: 'rules-are-pure',
			comment: 'A plain .ts file of a concept folder does no I/O: hand in what it needs.',
			severity: 'error',
			from: { path: concept, pathNot: `${view}|\\.test\\.ts$` },
			to: {
				path: `^(server|drizzle|src/routes|src/lib/(server|live-text|govuk))/|node_modules/(svelte|yjs|socket|postgres|drizzle)|^node:`
			}
		},
		{
			name: 'rules-do-not-draw',
			comment: 'Views depend on rules, never the other way round.',
			severity: 'error',
			from: { path: concept, pathNot: `${view}|\\.test\\.ts$` },
			to: { path: view }
		},
		{
			name: 'browser-never-imports-server',
			comment: 'src knows server only as types; routes and src/lib/server are the way in.',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/(lib/server/|routes/.*server\\.ts$|hooks\\.server\\.ts$|app\\.d\\.ts$)' },
			to: { path: '^(server|drizzle)/', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'application-stands-on-nothing-that-listens',
			comment: 'Commands know the database and the exports, not sockets, upgrades or rooms.',
			severity: 'error',
			from: { path: '^server/application/' },
			to: { path: '^server/(socket|upgrade|start)\\.ts$', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'persistence-decides-nothing',
			comment: 'Tables are written by those who decide; they do not call back.',
			severity: 'error',
			from: { path: '^server/persistence/' },
			to: { path: '^server/(application|socket|upgrade|start|export)', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'rooms-know-no-meeting',
			comment: 'A room of text knows documents and people, not agendas or minutes.',
			severity: 'error',
			from: { path: '^server/rooms/' },
			to: { path: `^server/(application|export)/|${concept}`, dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'only-start-knows-everybody',
			comment: 'Whoever needs the whole application is handed it.',
			severity: 'error',
			from: { path: '^server/', pathNot: '^server/start\\.ts$|\\.test\\.ts$' },
			to: { path: '^server/start\\.ts$', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'tests-are-not-imported',
			comment: 'What a test shares lives in tests/support.',
			severity: 'error',
			from: { pathNot: '\\.(test|journey)\\.ts$|^tests/' },
			to: { path: '\\.test\\.ts$|^tests/' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '\\.svelte-kit|^build' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'svelte', 'default'] }
	}
};
