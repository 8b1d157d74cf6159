import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import { loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import { demoNowAt, demoQuarter } from '../../../demo/company/story/now.ts'
import { parsePlanFile } from '../../../domain/plan/file/plan-file.ts'
import { composeReport } from '../../../domain/report/compose.ts'
import { editionsFor } from '../../../domain/report/content/edition.ts'
import type { DataCenterOptions } from '../../../fakes/jira/data-center/options.ts'
import { userKeyOf } from '../../../fakes/jira/data-center/users.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import { explain } from '../../../queries/explain/explain.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import { demoCompany } from '../../demo/company/demo-company.ts'
import { importPlan, importRules, runQuarter } from '../measure/measured-company.ts'
import { connectTo, openJira, syncOnce } from './sync-desk.ts'

const cloudStore = storeForThisFile()
const dataCenterStore = storeForThisFile()

/** What is told of this quarter: its tickets and all epics. */
const company = {
  ...demoCompany.company,
  tickets: demoCompany.company.tickets.filter(
    ({ createdAt, type }) => type === 'epic' || createdAt >= Date.parse('2026-03-01'),
  ),
}

/** A day before the demo's today, so that what happens then still counts. */
const startAt = demoNowAt - 86_400_000
const [chosen = '', second = '', unchosen = ''] = company.teams
  .filter(({ tracker }) => tracker === 'jira')
  .map(({ ticketPrefix }) => ticketPrefix)

const keyIn = (jira: FakeJira, accountId: string) =>
  userKeyOf(
    { state: jira.state, baseUrl: jira.url, timeZone: 'UTC', accountId: '', nowAt: demoNowAt },
    accountId,
  )

/** Reads the company, changes it, reads what changed, and measures it; told in Cloud's ids of accounts. */
async function story(store: Store, dataCenter?: DataCenterOptions) {
  let nowAt = startAt
  const jira = await startFakeJira({
    company,
    now: () => nowAt,
    ...(dataCenter === undefined ? {} : { dataCenter }),
  })
  try {
    const { state } = jira
    const keysOf = (project: string) =>
      state.issues().flatMap(({ key }) => (key.startsWith(`${project}-`) ? [key] : []))
    const epic = state
      .issues()
      .find(
        ({ key, issueTypeId }) =>
          key.startsWith(`${unchosen}-`) &&
          state.site.issueTypes.find((type) => type.issueTypeId === issueTypeId)?.role === 'epic',
      )
    const [one = '', two = '', three = '', four = '', five = '', six = ''] = keysOf(chosen).slice(-40)
    state.editTicket(one, { parentId: epic?.issueId ?? null })
    const connection = await connectTo(store, 'jira', [chosen, second], 'demo-jira')
    const open = () => openJira(jira, connection, () => nowAt)
    const sync = (depth: 'recent' | 'nightly') =>
      syncOnce(store, connection, open, { depth, now: () => nowAt })
    await sync('recent')
    const email = company.people.find(({ active }) => active)?.email ?? ''
    nowAt += 3_600_000
    state.transitionTicket(two, 'in_review', email)
    state.assignTicket(two, email, email)
    state.commentOn(three, email, 'Seen.')
    state.logWork(three, email, 7200)
    state.moveTicket(four, second, email)
    state.addTicket({ projectKey: second, summary: 'New', creatorEmail: email })
    nowAt += 3_600_000
    await sync('recent')
    state.deleteTicket(five)
    state.moveTicket(six, unchosen, email)
    nowAt = demoNowAt
    await sync('nightly')
    const isDataCenter = dataCenter !== undefined
    const told = await measured(store, jira, isDataCenter, [one, two, three, four, five, six])
    return normalised(told, { jira, connectionId: connection.connectionId, isDataCenter })
  } finally {
    await jira.close()
  }
}

async function measured(store: Store, jira: FakeJira, isDataCenter: boolean, keys: readonly string[]) {
  const planText = readFileSync('plans/demo.yaml', 'utf8').replace(/712020:[0-9a-f-]+/g, (accountId) =>
    isDataCenter ? keyIn(jira, accountId) : accountId,
  )
  // Data Center doesn't tell machines from people: there the plan does.
  const plan = parsePlanFile(`${planText}\nmachine_accounts: { demo-jira: Automation for Jira }\n`)
  await importPlan(store, plan, 'demo')
  await importRules(store, readFileSync('rules/default.yaml', 'utf8'), 'default')
  const reconciliation = await loadReconciliation(store, await runQuarter(store, demoNowAt, demoQuarter))
  if (reconciliation === null) throw new TypeError('the quarter was not measured')
  const tickets = (await loadTickets(store)).toSorted(
    (one, other) => Number(one.ticketId) - Number(other.ticketId),
  )
  const explanations = await Promise.all(keys.map((key) => explain(store, key)))
  const withFigures = new Set(reconciliation.teams.map(({ scopeId }) => scopeId))
  const reports = editionsFor(plan, withFigures).map((spec) => composeReport({ reconciliation, plan, spec }))
  return { tickets, explanations, reconciliation, reports }
}

/** Without what differs by chance or by the deployment: ids of the connection and of accounts, and the address. */
function normalised<T>(
  told: T,
  { jira, connectionId, isDataCenter }: { jira: FakeJira; connectionId: string; isDataCenter: boolean },
): T {
  let text = JSON.stringify(told).replaceAll(connectionId, 'connection').replaceAll(jira.url, 'https://jira')
  if (isDataCenter) {
    for (const { accountId } of jira.state.site.users)
      text = text.replaceAll(`"${keyIn(jira, accountId)}"`, `"${accountId}"`)
  }
  return JSON.parse(text, withoutMoves)
}

/** Cloud's bulk changelog leaves out the item of a move, so that only Data Center has its time. */
function withoutMoves(_property: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value
  const isMove = (item: unknown) =>
    typeof item === 'object' && item !== null && 'kind' in item && item.kind === 'key'
  return value.filter((item: unknown) => !isMove(item))
}

test('a Data Center comes to the same tickets, explanations, figures and reports as Cloud', async () => {
  const cloud = await story(cloudStore())
  const dataCenter = await story(dataCenterStore(), { version: '8.20' })
  expect(cloud.tickets.length).toBeGreaterThan(300)
  expect(dataCenter.tickets).toEqual(cloud.tickets)
  expect(dataCenter.explanations).toEqual(cloud.explanations)
  expect(dataCenter.reconciliation).toEqual(cloud.reconciliation)
  expect(dataCenter.reports.length).toBeGreaterThan(5)
  expect(dataCenter.reports).toEqual(cloud.reports)
})
