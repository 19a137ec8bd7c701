import { join } from 'node:path'
import { checkLocalHelp } from '../../content/load-crisis.ts'
import { loadContent } from '../../content/load.ts'
import { loadClassifier } from '../../content/load-classifier.ts'
import { loadEarCorpus } from '../../content/load-ear.ts'
import { loadCorpus } from '../../content/load-corpus.ts'
import { loadScreeningRules } from '../../content/load-screening.ts'
import { checkLanguages } from '../../content/load-languages.ts'
import { languageReport } from '../language-report.ts'
import { loadEmbedding, loadRanking } from '../../content/load-embedding.ts'
import { loadSchools } from '../../content/load-schools.ts'
import { ContentError } from '../../content/yaml.ts'
import { loadConfig } from '../config.ts'

/** Reads and checks everything in content/ as the service does at start, the screening's own examples included. Exit code 1 and file:line: reason. */
try {
  const { contentDir } = loadConfig({})
  const { crisis, languages, vocabulary } = loadContent(contentDir)
  loadEarCorpus(join(contentDir, 'understanding'), [...vocabulary.concepts.values()])
  loadScreeningRules(join(contentDir, 'screening'))
  loadCorpus(join(contentDir, 'screening/corpus'))
  loadClassifier(join(contentDir, 'screening/classifier'))
  loadEmbedding(contentDir)
  loadRanking(contentDir)
  const schools = loadSchools(join(contentDir, 'data/schools'))
  checkLocalHelp(schools, crisis)
  checkLanguages(schools, languages)
  for (const line of languageReport(languages)) console.log(line)
} catch (error) {
  if (!(error instanceof ContentError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
