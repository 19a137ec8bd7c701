import { ServiceClientCredentialsFactory } from 'botframework-connector'
import { openApp, widgetFolder } from '../../../bot/app.ts'
import { BEHIND_AZURE } from '../../../bot/commands/bench/connector.ts'
import { loadConfig } from '../../../bot/config.ts'
import { createLogger } from '../../../bot/logger.ts'
import { startReading } from '../../../bot/screening/reading.ts'

/** Credentials as the SDK has them once it was given a token: no address of Microsoft is asked. */
class HasToken extends ServiceClientCredentialsFactory {
  async isValidAppId(appId: string): Promise<boolean> {
    return appId === BEHIND_AZURE.appId
  }

  async isAuthenticationDisabled(): Promise<boolean> {
    return false
  }

  async createCredentials(): ReturnType<ServiceClientCredentialsFactory['createCredentials']> {
    return {
      async signRequest(request) {
        request.headers.set('authorization', 'Bearer of-the-bench')
        return request
      },
    }
  }
}

/** The service as main.ts opens it, behind the bench's connector (`BENCH_CONNECTOR`) in the place of Azure Bot Service. */
const connector = process.env['BENCH_CONNECTOR'] ?? ''
const config = loadConfig()
const logger = createLogger({ level: config.logLevel })
const app = await openApp(
  {
    ...config,
    azure: {
      appId: BEHIND_AZURE.appId,
      tenantId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
      password: 'of the bench',
      cloud: {
        loginUrl: `${connector}/`,
        scope: 'https://api.botframework.com',
        issuer: BEHIND_AZURE.issuer,
        metadataUrl: connector + BEHIND_AZURE.metadata,
        serviceHosts: [new URL(connector).host],
        teamsUrl: `${connector}/`,
      },
    },
    directLine: { secret: 'of the bench', url: connector },
  },
  {
    clock: { now: () => new Date() },
    logger,
    widgetDir: widgetFolder(config),
    reading: startReading(config.contentDir),
    botCredentials: new HasToken(),
  },
)
logger.info({ port: app.port }, 'ready')
process.on('SIGTERM', () => {
  void app.close().finally(() => process.exit(0))
})
