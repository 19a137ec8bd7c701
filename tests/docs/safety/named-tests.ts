import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import ts from 'typescript'
import { z } from 'zod'
import { readYaml } from '../../../content/yaml.ts'

/** A title as it stands in the source: its text between the holes of a template, `undefined` for a hole. */
interface Title {
  readonly source: string
  readonly pieces: readonly (string | undefined)[]
}

/** What one file of tests runs, and the texts that can fill the holes of its titles. */
export interface TestFile {
  readonly titles: readonly Title[]
  readonly texts: ReadonlySet<string>
}

const SUITES = new Set(['describe', 'context'])
const TESTS = new Set(['it', 'specify'])
const Golden = z.looseObject({ title: z.string().min(1) })

/**
 * Every file of tests under `root`/tests by its path from `root`. A golden conversation is a test too, named by its file and title.
 */
export function testFilesOf(root: string): ReadonlyMap<string, TestFile> {
  const folder = join(root, 'tests')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.split(sep).join('/'),
  )
  const files = new Map<string, TestFile>()
  for (const name of names) {
    const path = join(folder, name)
    const key = relative(root, path).split(sep).join('/')
    if (name.endsWith('.test.ts')) files.set(key, testsIn(readFileSync(path, 'utf8')))
    if (name.startsWith('conversations/') && name.endsWith('.yaml')) {
      const { title } = readYaml(path, Golden)
      files.set(key, { titles: [{ source: title, pieces: [title] }], texts: new Set() })
    }
  }
  return files
}

/**
 * The titles of the tests that a source runs, and of the suites around them. What is skipped, has no body or may skip itself
 * holds nothing, so it is not there.
 */
export function testsIn(source: string): TestFile {
  const file = ts.createSourceFile('tests.ts', source, ts.ScriptTarget.Latest, true)
  const texts = new Set<string>()
  const visit = (node: ts.Node): Title[] => {
    // What is handed to a function, a title of its own above all, fills no hole of another.
    const isValue =
      (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) && !ts.isCallExpression(node.parent)
    if (isValue) texts.add(node.text)
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) texts.add(node.name.text)
    const call = ts.isCallExpression(node) ? runOf(node) : undefined
    if (call === 'skipped') return []
    const inner: Title[] = []
    ts.forEachChild(node, (child) => {
      inner.push(...visit(child))
    })
    if (call === undefined) return inner
    return call.isTest || inner.length > 0 ? [call.title, ...inner] : []
  }
  return { titles: visit(file), texts }
}

/** Whether one of the titles is `title`: word for word, as a template stands in the source, or as it comes out of one. */
export function runs({ titles, texts }: TestFile, title: string): boolean {
  return titles.some(({ source, pieces }) => {
    if (source === title) return true
    if (!pieces.includes(undefined)) return false
    const pattern = pieces.map((piece) => (piece === undefined ? '(.+?)' : escaped(piece))).join('')
    const filled = new RegExp(`^${pattern}$`, 'su').exec(title)
    // A hole takes only what stands in the same file: else a title of one hole would be every title.
    return filled?.slice(1).every((text) => texts.has(text)) ?? false
  })
}

function runOf(call: ts.CallExpression): { isTest: boolean; title: Title } | 'skipped' | undefined {
  const { expression: callee } = call
  const marked = ts.isPropertyAccessExpression(callee)
  const name = marked ? callee.expression.getText() : callee.getText()
  const isTest = TESTS.has(name)
  const [title, body] = call.arguments
  if ((!isTest && !SUITES.has(name)) || !title) return undefined
  const isSkipped = marked && callee.name.text === 'skip'
  if (isSkipped || !body || (isTest && /\bthis\.skip\(/u.test(body.getText()))) return 'skipped'
  return { isTest, title: titleOf(title) }
}

function titleOf(node: ts.Expression): Title {
  if (ts.isStringLiteralLike(node)) return { source: node.text, pieces: [node.text] }
  if (!ts.isTemplateExpression(node)) return { source: node.getText(), pieces: [undefined] }
  const source = node.getText().slice(1, -1)
  const rest = node.templateSpans.flatMap(({ literal }) => [undefined, literal.text])
  return { source, pieces: [node.head.text, ...rest].filter((piece) => piece !== '') }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&')
