import { draftOneEdition } from '../../activities/report/draft-editions.ts'
import { copyLinks, personalised, sessionLinks } from '../../domain/deliver/readers/links.ts'
import type { ReportContent } from '../../domain/report/content/content.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { lastDraftMailOf } from '../../queries/reports/draft-mails.ts'
import { figuresOfQuarter, lastFigures } from '../../queries/reports/drafts.ts'
import {
  editionOfQuarter,
  type FiguresHead,
  quarterReports,
  reportQuarters,
} from '../../queries/reports/quarters.ts'
import { reviewStart } from '../../queries/review/startable.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { definePage, type Page, type PageRequest } from '../http/page.ts'
import { draftPath } from '../page/paths.ts'
import { asMailed } from '../page/report/mail-document.ts'
import { draftView, mailedView } from './edition-view.ts'
import { figuresStanding, makeFigures } from './figures.ts'
import { figuresCsv } from './figures-csv.ts'
import { makingView } from './figures-view.ts'
import { reportsView } from './list-view.ts'
import { draftReplyTo, mailDraft } from './mail-draft.ts'
import { mailedPath } from './paths.ts'
import { quarterView } from './quarter-view.ts'

const list = definePage('GET /reports', async ({ parts, nowAt }) =>
  page('Reports', reportsView(await reportQuarters(parts.store, nowAt))),
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
  const { edition, quarter, figures } = found
  const { formToken, parts, visitor } = request
  const view = {
    ...{
      edition,
      content: found.content,
      formToken,
      figures: figures.head,
      isOfReview: figures.named,
    },
    path: draftPath(quarter, found.name),
    mailPath: draftPath(quarter, found.name, '/mail'),
    sendPath: draftPath(quarter, found.name, '/send-to-me'),
    lastMail: await lastDraftMailOf(parts.store, visitor.email, edition),
    mailboxDir: parts.mail.mailboxDir ?? null,
    replyTo: (await draftReplyTo(parts, edition)) ?? parts.mail.identity.from,
  }
  return page(`Draft: ${edition.subject}`, draftView(view))
})

const sendToMe = definePage(
  'POST /reports/:quarter/draft/:audience/:scopeKey/send-to-me',
  async (request) => {
    const found = await draftOf(request)
    if (found === null) return missing
    await mailDraft(request, found.edition, found.figures.head.reconciliationId)
    return redirect(draftPath(found.quarter, found.name))
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
  const shown = personalised(edition, sessionLinks(parts.publicOrigin, edition.editionId))
  return page(`Mail: ${edition.subject}`, mailedView(shown, head, mailedPath(edition)))
})

const mailedMail = definePage('GET /reports/:quarter/mailed/:editionId/mail', async ({ parts, param }) => {
  const found = await editionOfQuarter(parts.store, param('quarter'), param('editionId'))
  if (found === null) return missing
  const links = sessionLinks(parts.publicOrigin, found.edition.editionId)
  return { kind: 'frame', ...asMailed(personalised(found.edition, links)) }
})

/** Every quarter's reports, for admins. */
export const reportPages: readonly Page[] = [
  list,
  one,
  figuresCsv,
  makeFigures,
  draft,
  draftMail,
  sendToMe,
  mailed,
  mailedMail,
]

interface Draft {
  readonly name: { readonly audience: string; readonly scopeKey: string; readonly figures: string | null }
  readonly quarter: string
  /** What it is made from, and whether the address named it. */
  readonly figures: { readonly head: FiguresHead; readonly named: boolean }
  readonly edition: Edition
  readonly content: ReportContent
}

/**
 * The edition that an address names, made from the figures that it names, or from its quarter's last ones; null where there is
 * none. The last ones change with each measuring: what a review will send is looked at by its own.
 */
async function draftOf({
  parts,
  param,
  query,
  nowAt,
}: Pick<PageRequest, 'parts' | 'param' | 'query' | 'nowAt'>): Promise<Draft | null> {
  const { store, mailOrigin } = parts
  const quarter = param('quarter')
  const name = { audience: param('audience'), scopeKey: param('scopeKey'), figures: query('figures') }
  const head = await (name.figures === null
    ? lastFigures(store, quarter)
    : figuresOfQuarter(store, quarter, name.figures))
  if (head === null) return null
  const drafted = await draftOneEdition(
    { store, now: () => nowAt, publicOrigin: mailOrigin },
    head.reconciliationId,
    name,
  )
  // In a draft, what leads a reader to the page behind the mail leads to the draft's own.
  const links = copyLinks(parts.publicOrigin, draftPath(quarter, name))
  return drafted === null
    ? null
    : {
        name,
        quarter,
        figures: { head, named: name.figures !== null },
        ...drafted,
        edition: personalised(drafted.edition, links),
      }
}
