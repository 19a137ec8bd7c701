import { Worker } from 'node:worker_threads'

/** Starts a thread of ours. From sources (tests, commands) it is read through the loader for TypeScript; what is built needs none. */
export function startThread(module: URL, workerData: unknown): Worker {
  if (!module.pathname.endsWith('.ts')) return new Worker(module, { workerData })
  // Node 20 does not ask a loader for a thread's first module.
  const start = `import('tsx/esm/api').then(({ register }) => register()).then(() => import(${JSON.stringify(module.href)}))`
  return new Worker(start, { eval: true, workerData })
}
