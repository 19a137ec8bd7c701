import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A place in the code that names a text, or could: a literal, with `*` for what a template fills in. */
export interface Use {
  readonly pattern: string
  /** What it is given beside `school`, by name; spreads and values made elsewhere by their expression in angle brackets. */
  readonly given: ReadonlySet<string>
  /** How it is named: the property (`say`, `why`) or the function (`say`, `text`, `choices`) it is for; empty otherwise. */
  readonly as: { readonly property?: string; readonly call?: string }
  readonly file: string
}

const ROOT = join(import.meta.dirname, '../..')

/** Every string in the code of these folders that could be the id of a text, with the values passed beside it. */
export function usesIn(folders: readonly string[]): Use[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => usesOf(`${folder}/${name}`)),
  )
}

function usesOf(file: string): Use[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const uses: Use[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return
    const pattern = patternOf(node)
    if (pattern !== undefined) uses.push({ pattern, ...contextOf(node), file })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return uses
}

function patternOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return node.head.text + node.templateSpans.map(({ literal }) => `*${literal.text}`).join('')
}

function contextOf(node: ts.Node): Pick<Use, 'given' | 'as'> {
  let child = node
  let parent = node.parent
  while (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent)) {
    child = parent
    parent = parent.parent
  }
  if (ts.isCallExpression(parent)) {
    const at = parent.arguments.findIndex((argument) => argument === child)
    return { given: namesIn(parent.arguments[at + 1]), as: { call: at === 0 ? calleeOf(parent) : '' } }
  }
  if (ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name)) {
    const name = parent.name.text
    const values = parent.parent.properties.find(
      (one) => ts.isPropertyAssignment(one) && ts.isIdentifier(one.name) && one.name.text === 'values',
    )
    const given = namesIn(values && ts.isPropertyAssignment(values) ? values.initializer : undefined)
    return { given, as: { property: name } }
  }
  return { given: new Set(), as: {} }
}

function calleeOf({ expression }: ts.CallExpression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()
}

function namesIn(node: ts.Node | undefined): ReadonlySet<string> {
  if (!node) return new Set()
  if (!ts.isObjectLiteralExpression(node)) return new Set([`<${node.getText()}>`])
  return new Set(
    node.properties.map((property) =>
      ts.isSpreadAssignment(property) ? `<${property.expression.getText()}>` : property.name.getText(),
    ),
  )
}
