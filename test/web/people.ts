import type { DraftedEdition } from '../../activities/report/draft-editions.ts'
import { pictureOf } from '../../adapters/chart/picture.ts'
import { queueDeliveries } from '../../adapters/store/deliver/queue/queue.ts'
import { recordOutcome } from '../../adapters/store/deliver/send/outcomes.ts'
import { saveEffortRun } from '../../adapters/store/effort/effort.ts'
import { savePlan } from '../../adapters/store/reconcile/plans.ts'
import { saveReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import { saveEdition } from '../../adapters/store/report/editions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { SendOutcome } from '../../domain/deliver/delivery.ts'
import type { Audience, Plan, Stakeholder } from '../../domain/plan/plan.ts'
import type { QuarterChange } from '../../domain/reconcile/dataset/change.ts'
import { composeReport } from '../../domain/report/compose.ts'
import { type Edition, editionsFor } from '../../domain/report/content/edition.ts'
import { makeAdmin } from '../../queries/sign-in/admins.ts'
import { renderEdition } from '../../templates/render.ts'
import { claimOne } from '../adapters/store/deliver/claim-one.ts'
import { nowAt } from '../adapters/store/test-store.ts'
import { companies, hostileCompany } from '../builders/odd-companies.ts'
import { aPlan } from '../builders/plan.ts'
import { anEffort } from '../builders/reconcile-input.ts'

/** A title as somebody who means harm writes it. */
export const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>\u202eevil'

/** One person for each role, one who has another team, and one whom nobody knows. */
export const people = {
  admin: 'ada@company.example',
  reviewer: 'pat@company.example',
  otherReviewer: 'sam@company.example',
  leader: 'lea@company.example',
  stranger: 'eve@elsewhere.example',
} as const

/** The ids of the editions that were mailed: to whom. */
export const editions = {
  leader: 'edition/lea',
  reviewer: 'edition/pat',
  queued: 'edition/queued',
} as const

/** The ids of mails that need a person. */
export const mailsToSettle = {
  inDoubt: '11111111-1111-4111-8111-111111111111',
  failed: '22222222-2222-4222-8222-222222222222',
} as const

/** A reader's page of an edition: its id has slashes, as those of real editions. */
export function archivePath(editionId: string): string {
  return `/archive/${encodeURIComponent(editionId)}`
}

function reader(email: string, name: string, audience: Audience, teamId: string | null): Stakeholder {
  const scope = teamId === null ? { kind: 'company' as const } : { kind: 'team' as const, teamId }
  return { stakeholderId: email, email, name, audience, scope }
}

/** The people's plan with the reader that it lacks: what is missing otherwise stops every report. */
export function withEveryReader(plan: Plan): Plan {
  return {
    ...plan,
    stakeholders: [...plan.stakeholders, reader('eng@company.example', 'Eng Example', 'engineering', null)],
  }
}

/** Puts the people into the plan, makes the admin, and mails two reports; of a third, one mail waits, one failed and one is in doubt. */
export async function movePeopleIn(store: Store): Promise<void> {
  const team = { calendarId: 'berlin', focusShare: null }
  const plan = aPlan({
    teams: [
      { ...team, teamId: 'core', name: 'Core' },
      { ...team, teamId: 'search', name: hostile },
    ],
    stakeholders: [
      reader(people.leader, `Lea ${hostile}`, 'executive', null),
      reader(people.reviewer, 'Pat Example', 'product', 'core'),
      reader(people.otherReviewer, 'سارة مثال', 'engineering', 'search'),
    ],
  })
  await savePlan(store, { planVersion: 'plan-1', yaml: '', plan, nowAt })
  await makeAdmin(store, { email: people.admin, actor: 'command line', nowAt })
  const figures = await saveFigures(store)
  await mailTo(store, people.leader, await aRenderedEdition(editions.leader, 'executive'), figures)
  await mailTo(store, people.reviewer, await aRenderedEdition(editions.reviewer, 'product'), figures)
  const waiting = await aRenderedEdition(editions.queued, 'engineering')
  // One that was frozen before contents were kept.
  await saveEdition(store, waiting.edition)
  await endMail(store, mailsToSettle.inDoubt, { kind: 'ambiguous', reply: `no answer ${hostile}` })
  await endMail(store, mailsToSettle.failed, {
    kind: 'failed',
    smtpCode: 550,
    reply: '550 5.1.1 No such user',
  })
  await queue(store, people.leader, waiting.edition.editionId)
}

/** The figures of 2026-Q2, with what has changed since its final report and a team without a report. @returns their id */
async function saveFigures(store: Store): Promise<string> {
  const nothing = { milliDays: 0, milliPoints: 0 }
  const change: QuarterChange = {
    quarter: '2026-Q2',
    mailedAt: nowAt,
    isExplained: false,
    scopes: [
      {
        scopeId: 'core',
        name: hostile,
        categories: [
          {
            ...{ category: 'ktlo', mailedMilliDays: 12_000, mailedMilliPoints: 0, nowMilliDays: 14_000 },
            difference: { milliDays: 2_000, milliPoints: 1_500 },
            parts: [{ ...nothing, cause: 'late_edits' }],
          },
        ],
        overriddenBy: [hostile],
        tickets: [
          {
            ...{
              key: 'CORE-1',
              title: hostile,
              url: 'javascript:alert(9)',
              cause: 'late_edits',
              mailed: null,
            },
            now: { bucket: 'ktlo', milliDays: 2_000 },
          },
        ],
      },
    ],
  }
  const reconciliation = {
    ...hostileCompany.reconciliation,
    sinceMailed: change,
    leftOut: [{ teamId: 'search', name: hostile, because: 'small_group' as const }],
  }
  const { quarter, asOfAt } = reconciliation
  const versions = { planVersion: 'plan-1', rulesVersion: 'rules-1', codeVersion: '1' }
  const effortRunId = await saveEffortRun(store, {
    quarter,
    asOfAt,
    nowAt,
    ...versions,
    result: anEffort([]),
  })
  return await saveReconciliation(store, { effortRunId, reconciliation, nowAt })
}

async function aRenderedEdition(editionId: string, audience: Audience): Promise<DraftedEdition> {
  const company = companies['hostile']
  if (company === undefined) throw new Error('there is no hostile company')
  const spec = editionsFor(company.plan).find((each) => each.audience === audience)
  if (spec === undefined) throw new Error(`the hostile company has no ${audience} reader`)
  const content = composeReport({ ...company, spec })
  const picture = content.picture === null ? null : await pictureOf(content.picture)
  const edition: Edition = {
    editionId,
    quarter: '2026-Q2',
    kind: 'pre-planning',
    ...spec,
    renderedAt: nowAt,
    subject: `${content.subject} ${hostile}`,
    preheader: content.preheader,
    ...(await renderEdition(content, picture, null)),
    pictures: picture === null ? [] : [picture],
  }
  return { edition, content }
}

function queue(store: Store, email: string, editionId: string): Promise<number> {
  const row = { editionId, recipientEmail: email, recipientName: 'A reader', suppressedBecause: null }
  return queueDeliveries(store, [row], nowAt)
}

/** A mail of the third report that ended so. */
async function endMail(store: Store, deliveryId: string, outcome: SendOutcome): Promise<void> {
  const email = `${outcome.kind}@company.example`
  await queue(store, email, editions.queued)
  await store.pool.query('update deliveries set delivery_id = $1 where recipient_email = $2', [
    deliveryId,
    email,
  ])
  const request = { nowAt, leaseMs: 1_000, mailIds: [editions.queued], worker: 'test' }
  const claimed = await claimOne(store, request)
  await recordOutcome(store, { deliveryId, attemptId: claimed?.attemptId ?? '', outcome, nowAt })
}

async function mailTo(
  store: Store,
  email: string,
  { edition, content }: DraftedEdition,
  reconciliationId: string,
): Promise<void> {
  await saveEdition(store, edition, { content, reconciliationId })
  await queue(store, email, edition.editionId)
  const request = { nowAt, leaseMs: 1_000, mailIds: [edition.editionId], worker: 'test' }
  const claimed = await claimOne(store, request)
  if (claimed === null) throw new Error('nothing was claimed')
  const { delivery, attemptId } = claimed
  const outcome = { kind: 'sent' as const, reply: '250 kept' }
  await recordOutcome(store, { deliveryId: delivery.deliveryId, attemptId, outcome, nowAt })
}
