import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { classifyActivities } from '../../../activities/measure/classify.ts'
import { saveRuleSet } from '../../../adapters/store/classify/decisions.ts'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import { loadEvents, loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import { connectionHealth } from '../../../queries/connections/health.ts'
import { explain, type TicketExplanation } from '../../../queries/explain/explain.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import { companyTicket, smallCompany, smallCompanyAsOfAt } from '../../builders/company.ts'
import { connectTo, openJira, removeConnections, syncOnce } from './sync-desk.ts'

// ALP isn't chosen; BET is, and BET-9 is below ALP's epic.

const store = storeForThisFile()
const dayMs = 86_400_000
let jira: FakeJira
let connection: Connection
let nowAt = smallCompanyAsOfAt

beforeAll(async () => {
  const company = smallCompany()
  const below = companyTicket({ key: 'BET-9', teamId: 'beta', parentKey: 'ALP-1', title: 'Tuesday' })
  jira = await startFakeJira({
    company: { ...company, tickets: [...company.tickets, below] },
    now: () => nowAt,
  })
  const yaml = `
rules:
  - name: Invoicing
    category: roadmap
    when: { title: invoicing }
  - name: Below invoicing
    category: reliability
    when: { title: thursday, ancestor: alp-1 }
`
  await saveRuleSet(store(), { yaml, rulesVersion: 'epics', nowAt })
})

beforeEach(async () => {
  await removeConnections(store())
  nowAt += 400 * dayMs
  connection = await connectTo(store(), 'jira', ['BET'])
})

afterAll(() => jira.close())

function sync(depth: 'recent' | 'full' = 'recent', of = connection): Promise<number> {
  // A full run reads anew what was read before it began.
  if (depth === 'full') nowAt += 1
  const open = () => openJira(jira, of, () => nowAt)
  return syncOnce(store(), of, open, { depth, now: () => nowAt })
}

async function stored(key: string) {
  return (await loadTickets(store())).find((ticket) => ticket.key === key)
}

async function explained(key: string): Promise<TicketExplanation> {
  const found = await explain(store(), key)
  if (found.kind === 'missing' || found.tickets[0] === undefined) throw new Error(`${key} is not stored`)
  return found.tickets[0]
}

async function findings() {
  return (await connectionHealth(store(), nowAt)).flatMap((health) => health.findings)
}

describe('a parent in a project that was not chosen', () => {
  test('passes on its category, and counts nowhere itself', async () => {
    await sync()
    expect(await stored('ALP-1')).toMatchObject({
      isContext: true,
      title: 'Invoicing 2.0',
      labels: ['roadmap'],
    })
    expect(await stored('ALP-2')).toBeUndefined()
    const below = await explained('BET-9')
    expect(below.decision.now).toMatchObject({ category: 'roadmap', ancestorPath: ['ALP-1'] })
    expect(below.above).toMatchObject({ parent: 'context', ancestors: [{ name: 'ALP-1', isContext: true }] })
    expect((await explained('BET-1')).above).toMatchObject({ parent: 'none', ancestors: [], missing: null })
    expect((await explained('ALP-1')).counted).toEqual({ kind: 'uncounted', reason: 'context' })
    const { classifyTickets } = classifyActivities({
      store: store(),
      now: () => nowAt,
      betweenSlices: () => Promise.resolve(),
    })
    expect(await classifyTickets({})).toMatchObject({ tickets: 3 })
    expect(await connectionHealth(store(), nowAt)).toMatchObject([{ storedTickets: 3, findings: [] }])
  })

  test('is seen by rules on ancestors', async () => {
    jira.state.editTicket('BET-9', { summary: 'Thursday' })
    await sync()
    expect((await explained('BET-9')).decision.now.ruleName).toBe('Below invoicing')
    jira.state.editTicket('BET-9', { summary: 'Tuesday' })
  })

  test('is read without its history, and not again within a day', async () => {
    const before = jira.requests.get('POST changelog/bulkfetch') ?? 0
    await sync()
    expect(jira.requests.get('POST changelog/bulkfetch')).toBe(before + 1)
    const parent = await stored('ALP-1')
    expect((await loadEvents(store())).filter((event) => event.ticketId === parent?.ticketId)).toEqual([])
    const idle = await sync()
    nowAt += dayMs - 1
    expect(await sync()).toBe(idle)
    nowAt += 2
    expect(await sync()).toBe(idle + 1)
    expect(await sync()).toBe(idle)
  })

  test('is followed each day: renamed, and put below another', async () => {
    await sync()
    const top = jira.state.addTicket({
      projectKey: 'ALP',
      summary: 'Invoicing for everybody',
      creatorEmail: 'ada.example@lumenworks.example',
      type: 'epic',
    })
    jira.state.editTicket('ALP-1', { summary: 'Billing', parentId: top.issueId })
    nowAt += 60_000
    await sync()
    expect((await stored('ALP-1'))?.title).toBe('Invoicing 2.0')
    nowAt += dayMs
    await sync()
    expect((await stored('ALP-1'))?.title).toBe('Billing')
    expect((await explained('BET-9')).decision.now.ancestorPath).toEqual(['ALP-1', top.key])
    jira.state.editTicket('ALP-1', { summary: 'Invoicing 2.0', parentId: null })
    await sync('full')
    expect((await explained('BET-9')).decision.now.ancestorPath).toEqual(['ALP-1'])
    jira.state.deleteTicket(top.key)
  })

  test('that is below its own child ends the reading', async () => {
    const epic = jira.state.find('ALP-1')
    const top = jira.state.addTicket({
      projectKey: 'ALP',
      summary: 'Round and round',
      creatorEmail: 'ada.example@lumenworks.example',
      edit: { parentId: epic?.issueId ?? null },
    })
    jira.state.editTicket('ALP-1', { parentId: top.issueId })
    await sync()
    expect((await explained('BET-9')).above).toMatchObject({
      ancestors: [{ name: 'ALP-1' }, { name: top.key }],
      missing: null,
      isCycle: true,
    })
    jira.state.editTicket('ALP-1', { parentId: null })
    jira.state.deleteTicket(top.key)
  })

  test('becomes an ordinary ticket once its project is chosen, and stays one', async () => {
    await sync()
    connection = await connectTo(store(), 'jira', ['ALP', 'BET'], connection.name)
    await sync()
    expect(await stored('ALP-1')).toMatchObject({ isContext: false })
    expect((await explained('BET-9')).above.parent).toBe('read')
    connection = await connectTo(store(), 'jira', ['BET'], connection.name)
    jira.state.editTicket('ALP-1', { labels: ['changed'] })
    await sync()
    nowAt += 2 * dayMs
    await sync('full')
    expect(await stored('ALP-1')).toMatchObject({ isContext: false, labels: ['roadmap'] })
    jira.state.editTicket('ALP-1', { labels: ['roadmap'] })
  })
})

describe('a parent that the account may not see', () => {
  test('is told from none, counted, and tried again the next day', async () => {
    jira.state.hide('ALP-1')
    await sync()
    const { above, decision } = await explained('BET-9')
    expect(above).toEqual({
      parent: 'unreadable',
      ancestors: [],
      missing: { key: 'ALP-1', state: 'unreadable', triedAt: nowAt },
      isInUnreadProject: false,
      isCycle: false,
    })
    expect(decision.now.reason).toBe('It matches no rule, and its parent ALP-1 was not read.')
    expect(await findings()).toEqual([{ kind: 'parents_unreadable', keys: ['ALP-1'], children: 1 }])
    const idle = await sync()
    jira.state.show('ALP-1')
    expect(await sync()).toBe(idle)
    expect((await explained('BET-9')).above.parent).toBe('unreadable')
    nowAt += dayMs + 1
    await sync()
    expect((await explained('BET-9')).above.parent).toBe('context')
    expect(await findings()).toEqual([])
  })

  test('any more goes on passing on what was read', async () => {
    await sync()
    jira.state.hide('ALP-1')
    await sync('full')
    jira.state.show('ALP-1')
    expect(await stored('ALP-1')).toMatchObject({ isContext: true, removal: 'access_lost' })
    expect((await explained('BET-9')).decision.now.category).toBe('roadmap')
    expect(await findings()).toMatchObject([{ kind: 'parents_unreadable', keys: ['ALP-1'] }])
    await sync('full')
    expect(await stored('ALP-1')).toMatchObject({ removal: null })
  })

  test('fails none of those read with it', async () => {
    const second = jira.state.addTicket({
      projectKey: 'ALP',
      summary: 'Invoicing 3.0',
      creatorEmail: 'ada.example@lumenworks.example',
      type: 'epic',
    })
    jira.state.editTicket('BET-1', { parentId: second.issueId })
    jira.state.hide('ALP-1')
    await sync()
    expect((await explained('BET-1')).above.parent).toBe('context')
    expect((await explained('BET-9')).above.parent).toBe('unreadable')
    jira.faults.set({ poisonTickets: { [second.key]: 'wrong-types' } })
    await sync('full')
    jira.faults.set({})
    // What was read of it before stays.
    expect((await explained('BET-1')).above.parent).toBe('context')
    expect(await findings()).toMatchObject([{ keys: ['ALP-1', second.key].sort() }])
    jira.state.show('ALP-1')
    jira.state.editTicket('BET-1', { parentId: null })
    jira.state.deleteTicket(second.key)
  })
})
