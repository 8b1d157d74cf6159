import { pictureOf } from '../../adapters/chart/picture.ts'
import type { MailContent } from '../../adapters/mail/message.ts'
import { pagePlaceholder } from '../../domain/deliver/readers/links.ts'
import { composeReport } from '../../domain/report/compose.ts'
import { editionsFor } from '../../domain/report/content/edition.ts'
import type { NoticeContent } from '../../domain/report/content/notice.ts'
import { composeExpiryNotice } from '../../domain/report/notices/expiry-notice.ts'
import { composeReviewMail } from '../../domain/report/notices/review-mail.ts'
import { renderEdition, renderNotice } from '../../templates/render.ts'
import { signInMail } from '../../templates/sign-in/mail.ts'
import { driftNotices } from './drift-notices.ts'
import { closedReconciliation, examplePlan } from './example-company.ts'
import { companies, type OddCompany } from './odd-companies.ts'
import { situations } from './situations/situations.ts'

/** A mail of the product with its name; it is rendered when it is asked for. */
export interface NamedMail {
  /** "running-executive-company", "review request". */
  readonly name: string
  readonly render: () => Promise<MailContent & { readonly preheader: string }>
}

const publicOrigin = 'https://plumbline.company.example'

/** The reports of a company, for all of its readers. `hasPages` is whether the mails link to pages of ours. */
export function reportsOf(
  name: string,
  { reconciliation, plan, said }: OddCompany,
  hasPages = true,
): NamedMail[] {
  return editionsFor(plan).map((spec) => ({
    name: [name, spec.audience, spec.scope.kind, ...(hasPages ? [] : ['without-page'])].join('-'),
    async render() {
      const content = composeReport({ reconciliation, plan, spec, ...(said !== undefined && { said }) })
      const picture = content.picture === null ? null : await pictureOf(content.picture)
      const { html, text } = await renderEdition(content, picture, hasPages ? pagePlaceholder : null)
      const { subject, preheader } = content
      return { subject, preheader, html, text, pictures: picture === null ? [] : [picture] }
    },
  }))
}

/** The reports whose texts are kept as golden files. */
export const goldenReports: readonly NamedMail[] = Object.entries(companies).flatMap(([name, company]) => [
  ...reportsOf(name, company),
  ...(/^(running|one-quiet-team)$/.test(name) ? reportsOf(name, company, false) : []),
])

/** The reports of unusual quarters. */
export const situationReports: readonly NamedMail[] = situations.flatMap(({ name, ...company }) =>
  reportsOf(name, company),
)

function noticeOf(name: string, content: NoticeContent, hasPages = true): NamedMail {
  return {
    name: hasPages ? name : `${name}, without pages`,
    async render() {
      const picture = content.picture === null ? null : await pictureOf(content.picture)
      const { html, text } = await renderNotice(content, picture, hasPages)
      const { subject, preheader } = content
      return { subject, preheader, html, text, pictures: picture === null ? [] : [picture] }
    },
  }
}

const expiresAt = Date.parse('2026-07-31T00:00:00Z')

function expiryNotice(stage: 7 | 'expired', page: string | null): NoticeContent {
  return composeExpiryNotice({
    connectionName: 'Jira of Example Company',
    secretName: 'API token',
    label: 'Jira',
    madeAt: 'Make one at https://id.atlassian.com/manage-profile/security/api-tokens.',
    expiresAt,
    stage,
    nowAt: stage === 'expired' ? expiresAt + 3_600_000 : expiresAt - 7 * 86_400_000,
    page,
  })
}

function reviewMail(kind: 'review request' | 'review reminder', origin: string | null): NoticeContent {
  return composeReviewMail({
    kind,
    reconciliation: closedReconciliation,
    plan: examplePlan,
    teamId: 'search',
    lastMinuteAt: Date.parse('2026-07-03T23:59:00Z'),
    timeZones: ['Europe/Berlin', 'America/New_York'],
    nowAt: Date.parse('2026-06-28T09:00:00Z'),
    corrected: kind === 'review request' ? 0 : 3,
    publicOrigin: origin,
  })
}

/** The mails that are no reports: of each kind, with pages of ours and without. */
export const everyNotice: readonly NamedMail[] = [
  ...Object.entries(driftNotices).map(([name, content]) =>
    noticeOf(`drift notice, ${name}`, content, name !== 'without-pages'),
  ),
  ...[publicOrigin, null].flatMap((origin) => [
    noticeOf('review request', reviewMail('review request', origin), origin !== null),
    noticeOf('review reminder', reviewMail('review reminder', origin), origin !== null),
    noticeOf('expiry warning', expiryNotice(7, origin && `${origin}/connections/our-jira`), origin !== null),
    noticeOf('expired', expiryNotice('expired', origin && `${origin}/connections/our-jira`), origin !== null),
  ]),
]

/** The mail that brings a link to sign in. */
export const signInLink: NamedMail = {
  name: 'sign-in',
  render: async () => ({
    ...signInMail({
      name: 'Ada Example',
      url: `${publicOrigin}/sign-in/Zm9yIHRlc3RzIG9ubHkgMDEyMzQ1Njc4OQ`,
      lifeMinutes: 15,
    }),
    preheader: '',
    pictures: [],
  }),
}
