import { draftOneEdition } from '../../activities/draft-editions.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import {
  editionOfQuarter,
  quarterReports,
  type ReportQuarter,
  reportQuarters,
} from '../../queries/reports/quarters.ts'
import { missing, page } from '../http/answer.ts'
import { definePage, type Page, type PageRequest } from '../http/page.ts'
import { asMailed } from '../page/mail-document.ts'
import { draftView, mailedView } from './edition-view.ts'
import { reportsView } from './list-view.ts'
import { draftPath, mailedPath } from './paths.ts'
import { quarterView } from './quarter-view.ts'

const list = definePage(
  'GET /reports',
  async ({ parts, nowAt }) => page('Reports', reportsView(await reportQuarters(parts.store, nowAt))),
  { nav: 'Reports' },
)

const one = definePage('GET /reports/:quarter', async ({ parts, param, nowAt }) => {
  const reports = await quarterReports(parts.store, param('quarter'), nowAt)
  if (reports === null) return missing
  return page(`Reports of ${longQuarter(reports.quarter)}`, quarterView(reports))
})

const draft = definePage('GET /reports/:quarter/draft/:audience/:scopeKey', async (request) => {
  const found = await draftOf(request)
  if (found === null) return missing
  const { edition, quarter } = found
  return page(`Draft: ${edition.subject}`, draftView(edition, quarter, draftPath(quarter.quarter, found)))
})

const draftMail = definePage('GET /reports/:quarter/draft/:audience/:scopeKey/mail', async (request) => {
  const found = await draftOf(request)
  return found === null ? missing : { kind: 'frame', ...asMailed(found.edition) }
})

const mailed = definePage('GET /reports/:quarter/mailed/:editionId', async ({ parts, param }) => {
  const found = await editionOfQuarter(parts.store, param('quarter'), param('editionId'))
  if (found === null) return missing
  const { edition, head } = found
  return page(edition.subject, mailedView(edition, head, mailedPath(edition)))
})

const mailedMail = definePage('GET /reports/:quarter/mailed/:editionId/mail', async ({ parts, param }) => {
  const found = await editionOfQuarter(parts.store, param('quarter'), param('editionId'))
  return found === null ? missing : { kind: 'frame', ...asMailed(found.edition) }
})

/** Every quarter's reports, for admins. */
export const reportPages: readonly Page[] = [list, one, draft, draftMail, mailed, mailedMail]

interface Draft {
  readonly audience: string
  readonly scopeKey: string
  readonly quarter: ReportQuarter
  readonly edition: Edition
}

/** The edition that a path names, made from its quarter's last figures; null where there is none. */
async function draftOf({
  parts: { store },
  param,
  nowAt,
}: Pick<PageRequest, 'parts' | 'param' | 'nowAt'>): Promise<Draft | null> {
  const quarter = (await reportQuarters(store, nowAt)).find((each) => each.quarter === param('quarter'))
  const { figures = null } = quarter ?? {}
  if (quarter === undefined || figures === null) return null
  const name = { audience: param('audience'), scopeKey: param('scopeKey') }
  const edition = await draftOneEdition({ store, now: () => nowAt }, figures.reconciliationId, name)
  return edition === null ? null : { ...name, quarter, edition }
}
