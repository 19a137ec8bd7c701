import type { School } from '../../domain/school/school.ts'
import { ConfigError } from './environment.ts'
import type { Environment } from './environment.ts'

/** Production must be told all that it needs. Throws ConfigError with everything that is missing. */
export function refuseUnfinished(read: Environment): void {
  const problems: string[] = []
  if (read.MATTERS_KEYS === undefined) {
    problems.push(
      'MATTERS_KEYS: give the key that seals records, as id:base64 of 32 random bytes (openssl rand -base64 32)',
    )
  }
  if (read.PUBLIC_URL === undefined) {
    problems.push(
      'PUBLIC_URL: give the address at which browsers reach this service, like https://matters.example.org',
    )
  } else if (!read.PUBLIC_URL.startsWith('https://')) {
    problems.push('PUBLIC_URL: must begin with https:// in production')
  }
  if (read.SCHOOLS_DIR === undefined) {
    problems.push(
      'SCHOOLS_DIR: give the folder with a YAML file for each school; see content/data/schools/demo.yaml',
    )
  }
  const partOfAzure = read.MICROSOFT_APP_ID ?? read.MICROSOFT_APP_PASSWORD ?? read.MICROSOFT_APP_TENANT_ID
  const isManaged = read.MICROSOFT_APP_TYPE === 'UserAssignedMSI'
  if (read.CHANNELS === 'azure' || partOfAzure !== undefined) {
    for (const name of ['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID'] as const) {
      const isNeeded = name !== 'MICROSOFT_APP_PASSWORD' || !isManaged
      if (read[name] === undefined && isNeeded)
        problems.push(`${name}: give it, as the Azure channel is used (single tenant bot)`)
    }
    if (isManaged && read.MICROSOFT_APP_PASSWORD !== undefined)
      problems.push('MICROSOFT_APP_PASSWORD: must be empty, as a managed identity has none')
  } else if (read.CHANNELS !== 'self-hosted') {
    problems.push(
      'CHANNELS: say self-hosted if only the widget is used, or azure and give the MICROSOFT_APP_… variables',
    )
  }
  if (problems.length > 0) throw new ConfigError(problems)
}

/** Production's schools must be able to answer a worry. Throws ConfigError. */
export function refuseUnsafeSchools(schools: readonly School[], schoolsDir: string): void {
  const problems = [
    ...(schools.length === 0
      ? [`SCHOOLS_DIR: no school in ${schoolsDir}: add a YAML file for at least one`]
      : []),
    ...schools
      .filter((school) => school.dutyContacts.length === 0)
      .map(
        (school) =>
          `SCHOOLS_DIR: ${school.id}: name at least one duty contact, who is told when someone is not safe`,
      ),
    ...schools
      .filter((school) => school.origins.some((origin) => !origin.startsWith('https://')))
      .map((school) => `SCHOOLS_DIR: ${school.id}: every origin must begin with https:// in production`),
    ...schools
      .filter((school) => !school.origins.every(isExactOrigin))
      .map(
        (school) =>
          `SCHOOLS_DIR: ${school.id}: every origin must be one whole web origin like https://www.school.example, without * and without a path`,
      ),
  ]
  if (problems.length > 0) throw new ConfigError(problems)
}

/** As a browser sends it. A wildcard is none: it would let any page of the web speak for the school. */
const isExactOrigin = (text: string): boolean =>
  /^https?:\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/.test(text) && URL.canParse(text)
