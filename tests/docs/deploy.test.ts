import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parseAllDocuments, parseDocument } from 'yaml'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '../..')
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')
const known = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name))

const Kind = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
})
const ASKS_WHETHER_IT_LIVES = z.looseObject({ httpGet: z.looseObject({ path: z.literal('/healthz') }) })
const Deployment = z.object({
  spec: z.object({
    replicas: z.int().min(2),
    template: z.object({
      spec: z.object({
        terminationGracePeriodSeconds: z.int().min(11),
        volumes: z.array(z.object({ name: z.string() })),
        containers: z.tuple([
          z.object({
            // Help comes from memory while the database is away: no probe may take every pod away then.
            ...{ startupProbe: ASKS_WHETHER_IT_LIVES, readinessProbe: ASKS_WHETHER_IT_LIVES },
            livenessProbe: ASKS_WHETHER_IT_LIVES,
            volumeMounts: z.array(z.object({ name: z.string() })),
          }),
        ]),
      }),
    }),
  }),
})
const ContainerApp = z.object({
  properties: z.object({
    configuration: z.object({ secrets: z.array(z.object({ name: z.string() })) }),
    template: z.object({
      terminationGracePeriodSeconds: z.int().min(11),
      containers: z.tuple([
        z.object({
          env: z.array(
            z.object({ name: z.string(), value: z.string().optional(), secretRef: z.string().optional() }),
          ),
          probes: z.array(ASKS_WHETHER_IT_LIVES).length(3),
          volumeMounts: z.array(z.object({ volumeName: z.string() })),
        }),
      ]),
      scale: z.object({ minReplicas: z.int().min(1) }),
      volumes: z.array(z.object({ name: z.string() })),
    }),
  }),
})

describe('the files to deploy with', () => {
  it('Kubernetes: every document parses, names a kind once, and says only settings that there are', () => {
    const documents = parseAllDocuments(read('docs/deploy/kubernetes/matters.yaml')).map((document) => {
      expect(document.errors).to.deep.equal([])
      return Kind.parse(document.toJS())
    })
    expect(documents.map(({ kind }) => kind)).to.include.members([
      'Deployment',
      'Service',
      'Ingress',
      'ConfigMap',
    ])
    const settings = z.object({ data: z.record(z.string(), z.string()) })
    const config = settings.parse(documents.find(({ kind }) => kind === 'ConfigMap')).data
    expect(Object.keys(config).filter((name) => !known.has(name))).to.deep.equal([])
    expect(config['DATA_DIR'], 'an emptyDir has rights for everyone').to.equal('/data/matters')
    const { spec } = Deployment.parse(documents.find(({ kind }) => kind === 'Deployment')).spec.template
    expect(spec.containers[0].volumeMounts.map(({ name }) => name).sort()).to.deep.equal(
      spec.volumes.map(({ name }) => name).sort(),
    )
  })

  it('Azure: parses, says only settings that there are, and every secret it names is there', () => {
    const document = parseDocument(read('docs/deploy/azure/container-app.yaml'))
    expect(document.errors).to.deep.equal([])
    const { configuration, template } = ContainerApp.parse(document.toJS()).properties
    const [container] = template.containers
    expect(container.env.map(({ name }) => name).filter((name) => !known.has(name))).to.deep.equal([])
    const folder = container.env.find(({ name }) => name === 'DATA_DIR')?.value
    expect(folder, 'an EmptyDir has rights for everyone').to.equal('/data/matters')
    const secrets = configuration.secrets.map(({ name }) => name)
    expect(container.env.flatMap(({ secretRef }) => secretRef ?? [])).to.have.members(secrets)
    expect(container.volumeMounts.map(({ volumeName }) => volumeName)).to.have.members(
      template.volumes.map(({ name }) => name),
    )
  })
})
