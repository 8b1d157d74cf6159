import { z } from 'zod'
import { importReaders, planReaders } from '../../queries/plan/readers.ts'
import { missing, page } from '../http/answer.ts'
import { definePage, type Page } from '../http/page.ts'
import { checked, madeFromField, tidy } from './check.ts'
import { readCsvBytes } from './csv-bytes.ts'
import { readersView } from './readers-view.ts'
import { firstRunView } from './view.ts'

const readers = definePage('GET /plan/readers', async ({ parts, nowAt, formToken }) => {
  const found = await planReaders(parts.store, nowAt)
  if (found === null) return page('Readers', firstRunView(formToken))
  return page(
    'Readers',
    readersView({
      found,
      csv: found.csv,
      how: 'replace',
      problems: [],
      madeFrom: found.planVersion,
      formToken,
    }),
  )
})

const fields = z.object({
  csv: z.string().max(900_000).default(''),
  file: z.instanceof(File).optional(),
  how: z.enum(['replace', 'add']).default('replace'),
  ...madeFromField,
})

/** Shows what a list of readers would change in the plan, which is saved as any other plan; or every problem in it. */
const importList = definePage('POST /plan/readers', async (request) => {
  const { parts, nowAt, formToken } = request
  const { csv: typed, file, how, madeFrom } = request.form(fields)
  const csv = file === undefined || file.size === 0 ? typed : readCsvBytes(await file.bytes())
  const read = await importReaders(parts.store, csv, how)
  const found = await planReaders(parts.store, nowAt)
  if (read === null || found === null) return missing
  if (read.kind === 'file') return checked(request, tidy(read.yaml), madeFrom)
  const view = readersView({ found, csv, how, problems: read.problems, madeFrom, formToken })
  return page('Readers', view, { status: 400 })
})

/** Who reads the reports, and a list of them to bring. */
export const readerPages: readonly Page[] = [readers, importList]
