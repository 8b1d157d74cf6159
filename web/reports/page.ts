import { draftOneEdition } from '../../activities/draft-editions.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { lastDraftMailOf } from '../../queries/reports/draft-mails.ts'
import {
  editionOfQuarter,
  type FiguresHead,
  quarterReports,
  type ReportQuarter,
  reportQuarters,
} from '../../queries/reports/quarters.ts'
import { reviewStart } from '../../queries/review/startable.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { definePage, type Page, type PageRequest } from '../http/page.ts'
import { asMailed } from '../page/mail-document.ts'
import { draftView, mailedView } from './edition-view.ts'
import { figuresStanding, makeFigures } from './figures.ts'
import { makingView } from './figures-view.ts'
import { reportsView } from './list-view.ts'
import { mailDraft } from './mail-draft.ts'
import { draftPath, mailedPath } from './paths.ts'
import { quarterView } from './quarter-view.ts'

const list = definePage(
  'GET /reports',
  async ({ parts, nowAt }) => page('Reports', reportsView(await reportQuarters(parts.store, nowAt))),
  { nav: 'Reports' },
)

const one = definePage('GET /reports/:quarter', async (request) => {
  const { parts, param, nowAt, query, formToken } = request
  const reports = await quarterReports(parts.store, param('quarter'), nowAt)
  if (reports === null) return missing
  const standing = await figuresStanding(request, reports.quarter)
  const making = makingView(reports.quarter, { standing, isAway: query('figures') === 'away' }, formToken)
  const review = await reviewStart(parts.store, reports.quarter, nowAt)
  const refresh = standing?.state === 'running' ? { refreshAfterSeconds: 3 } : {}
  return page(`Reports of ${longQuarter(reports.quarter)}`, quarterView(reports, making, review), refresh)
})

const draft = definePage('GET /reports/:quarter/draft/:audience/:scopeKey', async (request) => {
  const found = await draftOf(request)
  if (found === null) return missing
  const { edition, quarter } = found
  const { formToken, parts, visitor, nowAt } = request
  const view = {
    ...{ edition, formToken, nowAt, figures: quarter.figures, path: draftPath(quarter.quarter, found) },
    lastMail: await lastDraftMailOf(parts.store, visitor.email, edition),
  }
  return page(`Draft: ${edition.subject}`, draftView(view))
})

const sendToMe = definePage(
  'POST /reports/:quarter/draft/:audience/:scopeKey/send-to-me',
  async (request) => {
    const found = await draftOf(request)
    if (found === null) return missing
    await mailDraft(request, found.edition, found.quarter.figures.reconciliationId)
    return redirect(draftPath(found.quarter.quarter, found))
  },
)

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
export const reportPages: readonly Page[] = [
  list,
  one,
  makeFigures,
  draft,
  draftMail,
  sendToMe,
  mailed,
  mailedMail,
]

interface Draft {
  readonly audience: string
  readonly scopeKey: string
  readonly quarter: ReportQuarter & { readonly figures: FiguresHead }
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
  return edition === null ? null : { ...name, quarter: { ...quarter, figures }, edition }
}
