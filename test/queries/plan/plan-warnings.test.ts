import { beforeAll, expect, test } from 'vitest'
import type { Plan } from '../../../domain/plan/plan.ts'
import { unmatched } from '../../../queries/people/unmatched.ts'
import { importPlan } from '../../../queries/plan/import-plan.ts'
import { planWarnings } from '../../../queries/plan/plan-warnings.ts'
import { unmatchedAccountText } from '../../../wording/plan/unmatched-text.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'
import { aTicket, refOf } from '../../builders/ticket.ts'

const store = storeForThisFile()

beforeAll(async () => {
  const { connectionId } = await aConnection(store(), 'our-jira')
  const user = (accountId: string, changes: object = {}) => ({
    connectionId,
    accountId,
    displayName: accountId,
    email: null,
    active: true,
    isApp: false,
    timeZone: null,
    ...changes,
  })
  const container = (containerId: string) => ({
    connectionId,
    containerId,
    kind: 'project' as const,
    title: 'Partner  API',
    url: '',
    labels: [],
    parentIds: [],
    completedAt: null,
    canceledAt: null,
  })
  const assignees = ['ada', 'ben', 'robot', 'app', 'gone']
  await storeRecords(store(), connectionId, {
    users: [
      user('ada', { displayName: 'ADA Example' }),
      user('ben', { email: 'ben.example@company.example' }),
      user('robot'),
      user('gone', { displayName: 'Who Left', active: false }),
      user('left long ago', { active: false }),
      user('app', { isApp: true, timeZone: null }),
    ],
    containers: [container('p1'), container('p2')],
    tickets: assignees.map((assigneeId, index) => aTicket(`CORE-${index}`, { connectionId, assigneeId })),
  })
})

test('machines are no accounts that belong to nobody, and equal names are proposed', async () => {
  const { accounts } = await unmatched(store(), aPlan())
  expect(accounts.map(({ accountId, sameNameAs }) => [accountId, sameNameAs?.email ?? null])).toEqual([
    ['ada', 'ada.example@company.example'],
    ['gone', null],
    ['robot', null],
  ])
  const machineAccounts = [{ connectionName: 'our-jira', account: 'Robot' }]
  const rest = await unmatched(store(), aPlan({ machineAccounts }))
  expect(rest.accounts.map(({ accountId }) => accountId)).toEqual(['ada', 'gone'])
})

test('who left meanwhile has worked all the same: a closed account with recent tickets is told as one', async () => {
  const { accounts } = await unmatched(store(), aPlan())
  const texts = accounts.map(unmatchedAccountText)
  expect(texts.find((text) => text.includes('Who Left'))).toMatch(
    /^the closed account “Who Left” has 1 recent ticket/,
  )
  expect(texts.find((text) => text.includes('“robot”'))).toMatch(/^the account “robot”/)
})

function planOf(...targets: Plan['quarters'][number]['teams'][number]['commitments'][number]['target'][]) {
  const commitments = targets.map((target) => ({
    name: target.name,
    category: 'roadmap' as const,
    plannedPersonDays: 1,
    target,
  }))
  return aPlan({
    quarters: [{ quarter: '2026-Q2', planningStartsOn: null, teams: [aTeamPlan({ commitments })] }],
  })
}

test('a commitment finds a ticket by the key that it had, by one that only looks alike, and a project by its name or key', async () => {
  const { connectionId } = await aConnection(store(), 'other-jira')
  const moved = aTicket('NEW-7', { projectId: 'n', projectKey: 'NEW', projectName: 'New  Things' })
  await storeRecords(store(), connectionId, {
    tickets: [moved, aTicket('ÄPFEL-1')],
    events: [
      {
        ...refOf('NEW-7'),
        kind: 'key',
        eventId: 'moved',
        happenedAt: nowAt,
        actorId: null,
        fromKey: 'OLD-3',
        toKey: 'NEW-7',
      },
    ],
  })
  const found = planOf(
    { kind: 'ticket', name: 'old-3' },
    { kind: 'ticket', name: 'a\u0308pfel-1' },
    { kind: 'project', name: 'new things' },
    { kind: 'project', name: 'new' },
  )
  expect(await planWarnings(store(), found)).toEqual([])
  const gone = planOf({ kind: 'ticket', name: 'OLD-4' }, { kind: 'project', name: 'old' })
  expect(await planWarnings(store(), gone)).toMatchObject([{ matches: 'none' }, { matches: 'none' }])
})

test('commitments are held against what was synced', async () => {
  const plan = planOf(
    { kind: 'ticket', name: 'core-1' },
    { kind: 'ticket', name: 'CORE-99' },
    { kind: 'project', name: 'partner api' },
  )
  expect(await planWarnings(store(), plan)).toMatchObject([
    { kind: 'commitment_not_one', commitment: { name: 'CORE-99' }, matches: 'none' },
    { kind: 'commitment_not_one', commitment: { name: 'partner api' }, matches: 'several' },
  ])
})

test('an account that is listed for one person and has the address of another is reported', async () => {
  const ada = aPerson('Ada Example', { accounts: [{ connectionName: 'our-jira', accountId: 'ben' }] })
  expect(await planWarnings(store(), aPlan({ people: [ada, aPerson('Ben Example')] }))).toEqual([
    {
      kind: 'account_of_two',
      connectionName: 'our-jira',
      accountId: 'ben',
      listedFor: 'Ada Example',
      addressOf: 'Ben Example',
    },
  ])
})

test('an import that loses a team says so', async () => {
  const first = await importPlan(store(), { yaml: 'first', plan: aPlan(), nowAt, actor: 'somebody' })
  expect(first.warnings).toEqual([])
  const teams = [{ teamId: 'kernel', name: 'Kernel', calendarId: 'berlin', focusShare: null }]
  const people = [aPerson('Ada Example', { membership: { teamId: 'kernel' } })]
  const quarters = [{ quarter: '2026-Q2', planningStartsOn: null, teams: [aTeamPlan({ teamId: 'kernel' })] }]
  const second = await importPlan(store(), {
    yaml: 'second',
    plan: aPlan({ teams, people, quarters }),
    nowAt,
    actor: 'somebody',
  })
  expect(second.warnings).toEqual([
    { kind: 'team_lost', teamId: 'core', teamName: 'Core', perhapsNowId: null },
  ])
})
