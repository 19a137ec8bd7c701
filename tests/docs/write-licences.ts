import { writeFileSync } from 'node:fs'
import { LICENCES_PAGE, licencesPage, licensed } from './licences.ts'

writeFileSync(LICENCES_PAGE, await licencesPage(licensed()))
