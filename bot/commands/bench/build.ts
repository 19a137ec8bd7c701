import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'

const SOURCES = ['bot', 'dialogs', 'domain', 'content', 'tests/support/bench']

/** The service and its peers as plain JavaScript, file by file as `npm run build` writes it, so that all start alike. */
export interface Build {
  /** The root that the paths of the sources are under, with `.js` for `.ts`. */
  readonly folder: string
  remove(): Promise<void>
}

/** Every file stays a file: imports of ours are left standing, by the name that the written file has. */
const fileByFile: Plugin = {
  name: 'file-by-file',
  setup(plugin) {
    plugin.onResolve({ filter: /^\.\.?\// }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
    )
  },
}

/** Writes a build into a temporary folder. Throws what esbuild throws for a file that is not TypeScript. */
export async function buildAll(root: string): Promise<Build> {
  const folder = await mkdtemp(join(tmpdir(), 'matters-bench-build-'))
  await compile(root, SOURCES, folder)
  await cp(join(root, 'package.json'), join(folder, 'package.json'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Writes folders of sources as plain JavaScript, without checking types. */
export async function compile(root: string, sources: readonly string[], folder: string): Promise<void> {
  const found = await Promise.all(sources.map((source) => typeScriptIn(root, source)))
  await build({
    entryPoints: found.flat().map((path) => join(root, path)),
    outdir: folder,
    outbase: root,
    bundle: true,
    packages: 'external',
    plugins: [fileByFile],
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  })
}

async function typeScriptIn(root: string, folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive: true })
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name))
}
