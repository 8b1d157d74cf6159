import { beforeAll, expect, test } from 'vitest'
import { saveOverride } from '../../../adapters/store/classify/decisions.ts'
import { saveEffortRun } from '../../../adapters/store/effort/effort.ts'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { saveReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import type { Commitment } from '../../../domain/plan/plan.ts'
import { explain, type TicketExplanation } from '../../../queries/explain/explain.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { exampleReconciliation } from '../../builders/example-company.ts'
import { aPlan, aTeamPlan } from '../../builders/plan.ts'
import { anEffort } from '../../builders/reconcile-input.ts'
import { aTicket, refOf } from '../../builders/ticket.ts'

const store = storeForThisFile()

function commitment(kind: Commitment['target']['kind'], name: string): Commitment {
  return { name: `${kind} ${name}`, category: 'roadmap', plannedPersonDays: 1, target: { kind, name } }
}

const commitments = [
  commitment('ticket', 'epic-1'),
  commitment('ticket', 'OLD-1'),
  commitment('ticket', 'EPIC-2'),
  commitment('project', 'Core'),
  commitment('project', 'Other'),
]

/** EPIC-1 (once OLD-1) > S-1 > SUB-1, and S-2 beside it; A and B stand above each other; TINY-1 is of a team without figures. */
const tickets = [
  aTicket('EPIC-1', { hierarchyLevel: 1 }),
  aTicket('EPIC-2', { hierarchyLevel: 1 }),
  aTicket('S-1', { parentId: refOf('EPIC-1').ticketId }),
  aTicket('S-2', { projectId: '10', projectKey: 'CORE', projectName: 'Core' }),
  aTicket('SUB-1', { hierarchyLevel: -1, parentId: refOf('S-1').ticketId }),
  aTicket('ABOVE-1', { isContext: true }),
  aTicket('A-1', { parentId: refOf('B-1').ticketId }),
  aTicket('B-1', { parentId: refOf('A-1').ticketId }),
  aTicket('TINY-1'),
  aTicket('EPIC-3', { typeName: 'Epic', hierarchyLevel: 1 }),
  aTicket('D-1', { typeName: 'Task', parentId: refOf('EPIC-3').ticketId }),
  ...['D-2', 'D-3'].map((key) => aTicket(key, { labels: ['tech-debt'], parentId: refOf('EPIC-3').ticketId })),
  aTicket('O-1', { projectId: '11', projectKey: 'OTHER', projectName: 'Other' }),
]

beforeAll(async () => {
  const { connectionId } = await aConnection(store(), 'our-jira')
  const of = (key: string) => ({ ...refOf(key), connectionId })
  const renamed = { kind: 'key', eventId: 'moved', happenedAt: nowAt, actorId: null } as const
  await storeRecords(store(), connectionId, {
    tickets,
    events: [{ ...of('EPIC-1'), ...renamed, fromKey: 'OLD-1', toKey: 'EPIC-1' }],
  })
  const teams = [aTeamPlan({ teamId: 'search', commitments })]
  const quarters = [{ quarter: '2026-Q2', planningStartsOn: null, teams }]
  await savePlan(store(), { planVersion: 'p', yaml: '', plan: aPlan({ quarters }), nowAt })
  const row = { teamId: 'search', weekStart: '2026-04-06', milliDays: 1000 }
  const effortRunId = await saveEffortRun(store(), {
    ...{ quarter: '2026-Q2', planVersion: 'p', rulesVersion: 'r', codeVersion: 'c', asOfAt: nowAt, nowAt },
    result: anEffort([
      { ...row, ticket: of('SUB-1') },
      { ...row, ticket: of('S-2') },
      { ...row, weekStart: '2026-04-13', ticket: of('S-2') },
      { ...row, teamId: 'tiny', ticket: of('TINY-1') },
    ]),
  })
  await saveReconciliation(store(), { effortRunId, reconciliation: exampleReconciliation, nowAt })
  const override = { category: 'ktlo', workType: null, author: 'ada', note: 'upkeep' } as const
  await saveOverride(store(), { ticket: of('EPIC-1'), ...override }, nowAt)
  await saveOverride(store(), { ticket: of('O-1'), ...override }, nowAt)
})

async function explained(key: string): Promise<TicketExplanation> {
  const found = await explain(store(), key)
  const [ticket] = found.kind === 'found' ? found.tickets : []
  if (ticket === undefined) throw new Error(`${key} was not found`)
  return ticket
}

test("an epic is decided by the tickets below it, which needn't be explained themselves", async () => {
  const { decision } = await explained('D-1')
  expect(decision.now.reason).toBe('EPIC-3 (its parent) matches rule "Mostly reliability work".')
})

test('a ticket counts in the commitments that name what stands above it, by the key of now or before, or its project', async () => {
  expect((await explained('SUB-1')).counted).toEqual({
    kind: 'counted',
    places: [
      {
        ...{ quarter: '2026-Q2', teamId: 'search', isInCompany: true, milliDays: 1000 },
        commitmentNames: ['ticket epic-1', 'ticket OLD-1'],
      },
    ],
  })
  expect((await explained('S-2')).counted).toMatchObject({
    places: [{ milliDays: 2000, commitmentNames: ['project Core'] }],
  })
})

test('why a ticket has no days is told by what stands above and below it', async () => {
  const reasons = ['EPIC-1', 'S-1', 'O-1', 'ABOVE-1', 'TINY-1'].map(async (key) => {
    const { counted } = await explained(key)
    return counted.kind === 'uncounted' ? counted.reason : counted.kind
  })
  expect(await Promise.all(reasons)).toEqual([
    'epic_or_above',
    'has_children',
    'not_measured',
    'context',
    'hidden_team',
  ])
})

test('a category is inherited from the topmost ticket above, and from no other ticket', async () => {
  const { decision, above } = await explained('SUB-1')
  expect(decision.now).toMatchObject({ category: 'ktlo', step: 'inherited', ancestorPath: ['S-1', 'EPIC-1'] })
  expect(above).toMatchObject({ parent: 'read', isCycle: false, missing: null })
  expect(above.ancestors.map(({ name }) => name)).toEqual(['S-1', 'EPIC-1'])
  expect((await explained('S-2')).decision.now).toMatchObject({ step: 'rule', ancestorPath: [] })
})

test('parents that come back to the ticket end the walk, and are told', async () => {
  const { above } = await explained('A-1')
  expect(above).toMatchObject({ isCycle: true })
  expect(above.ancestors.map(({ name }) => name)).toEqual(['B-1'])
})
