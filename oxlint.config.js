/** What a folder may not import (the arrows of the house run one way: domain <- content <- dialogs <- bot). */
const walls = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
})
const away = (folders, why) => folders.map((f) => ({ regex: `^(\\.\\./)+${f}/`, message: why }))
const anySocket = [
  {
    regex: '^(restify|lowdb|pg|ws|pino|nodemailer|@azure/.*)',
    message: 'Sockets, files and clocks live in bot/.',
  },
]
const botbuilder = [
  {
    regex: '^botbuilder',
    message: 'botbuilder is imported in dialogs/ and bot/channels/ only: it must stay replaceable.',
  },
]
const node = [{ regex: '^node:', message: 'domain/ is pure: no files, sockets, processes.' }]

const environment = {
  object: 'process',
  property: 'env',
  message: 'Only bot/config.ts reads the environment.',
}
/** `new Date()` is looked for by tests/pure.test.ts. */
const chance = [
  { object: 'Date', property: 'now', message: 'The clock is an argument.' },
  { object: 'Math', property: 'random', message: 'Chance is an argument.' },
]

const errors = (prefix, names) => Object.fromEntries(names.map((name) => [`${prefix}${name}`, 'error']))

export default {
  plugins: ['typescript'],
  categories: { correctness: 'error' },

  options: { typeAware: true, typeCheck: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  // AssemblyScript looks like TypeScript and is none; this file has no types.
  ignorePatterns: [
    'dist/**',
    'node_modules/**',
    'data/**',
    '**/*.as.ts',
    'oxlint.config.js',
    'tests/*.mocharc.cjs',
  ],
  rules: {
    ...errors('', [
      'no-array-constructor',
      'no-console',
      'no-unused-expressions',
      'no-useless-constructor',
      'no-var',
      'prefer-const',
      'prefer-rest-params',
      'prefer-spread',
    ]),
    // Control characters and parts of emoji are looked for on purpose; strings are sorted as strings.
    'no-control-regex': 'off',
    'no-misleading-character-class': 'off',
    'typescript/require-array-sort-compare': 'off',
    // A field is left out by naming it beside the rest.
    'no-unused-vars': ['error', { ignoreRestSiblings: true }],
    'no-restricted-properties': ['error', environment],
    ...errors('typescript/', [
      'ban-ts-comment',
      'consistent-type-imports',
      'no-deprecated',
      'no-dynamic-delete',
      'no-empty-object-type',
      'no-explicit-any',
      'no-extraneous-class',
      'no-generated-empty-object-type',
      'no-invalid-void-type',
      'no-misused-promises',
      'no-mixed-enums',
      'no-namespace',
      'no-non-null-asserted-nullish-coalescing',
      'no-non-null-assertion',
      'no-require-imports',
      'no-unnecessary-boolean-literal-compare',
      'no-unnecessary-condition',
      'no-unnecessary-template-expression',
      'no-unnecessary-type-arguments',
      'no-unnecessary-type-assertion',
      'no-unnecessary-type-constraint',
      'no-unnecessary-type-conversion',
      'no-unnecessary-type-parameters',
      'no-unsafe-argument',
      'no-unsafe-assignment',
      'no-unsafe-call',
      'no-unsafe-enum-comparison',
      'no-unsafe-function-type',
      'no-unsafe-member-access',
      'no-unsafe-return',
      'no-useless-default-assignment',
      'only-throw-error',
      'prefer-literal-enum-member',
      'prefer-promise-reject-errors',
      'prefer-reduce-type-parameter',
      'prefer-return-this-type',
      'related-getter-setter-pairs',
      'unified-signatures',
      'use-unknown-in-catch-callback-variable',
    ]),
    'typescript/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    'typescript/restrict-plus-operands': [
      'error',
      {
        allowAny: false,
        allowBoolean: false,
        allowNullish: false,
        allowNumberAndString: false,
        allowRegExp: false,
      },
    ],
    'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
  },
  overrides: [
    walls(
      ['domain/**/*.ts'],
      [
        ...away(['bot', 'dialogs', 'content', 'widget'], 'domain/ imports nothing of the house.'),
        ...anySocket,
        ...botbuilder,
        ...node,
      ],
    ),
    walls(
      ['content/**/*.ts'],
      [...away(['bot', 'dialogs', 'widget'], 'content/ imports domain/ only.'), ...anySocket, ...botbuilder],
    ),
    walls(
      ['dialogs/**/*.ts'],
      [...away(['bot', 'widget'], 'dialogs/ imports content/ and domain/ only.'), ...anySocket, ...node],
    ),
    walls(['bot/**/*.ts'], [...away(['widget'], 'widget/ is reached over HTTP only.'), ...botbuilder]),
    walls(['bot/channels/**/*.ts'], away(['widget'], 'widget/ is reached over HTTP only.')),
    walls(
      ['widget/**/*.{ts,tsx}'],
      [
        ...away(
          ['bot', 'dialogs', 'content', 'domain'],
          'widget/ speaks Direct Line and imports nothing of the house.',
        ),
        ...anySocket,
        ...botbuilder,
      ],
    ),
    {
      files: ['domain/**/*.ts', 'dialogs/**/*.ts'],
      rules: { 'no-restricted-properties': ['error', environment, ...chance] },
    },
    {
      files: ['bot/config.ts', 'tests/**/*.ts', 'widget/build.ts'],
      rules: { 'no-restricted-properties': 'off' },
    },
    {
      files: ['bot/commands/**/*.ts', 'tests/**/*.ts', 'widget/build.ts'],
      rules: { 'no-console': 'off' },
    },
    {
      files: ['tests/**/*.ts'],
      rules: { 'no-unused-expressions': 'off', 'typescript/no-non-null-assertion': 'off' },
    },
  ],
}
