import tseslint from 'typescript-eslint'

/** What a folder may not import (the arrows of the house run one way: domain <- content <- dialogs <- bot). */
const walls = (files, patterns, paths = []) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns, paths }] },
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

const noClock = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Only bot/config.ts reads the environment.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The clock is an argument.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The clock is an argument.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Chance is an argument.',
  },
]
const noEnvironment = [noClock[0]]

export default tseslint.config(
  // AssemblyScript looks like TypeScript and is none.
  { ignores: ['dist/**', 'node_modules/**', 'data/**', '**/*.as.ts'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/require-await': 'off',
      // A field is left out by naming it beside the rest.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...noEnvironment],
    },
  },
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
  { files: ['domain/**/*.ts', 'dialogs/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...noClock] } },
  { files: ['bot/config.ts', 'tests/**/*.ts', 'widget/build.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['bot/commands/**/*.ts', 'tests/**/*.ts', 'widget/build.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
)
