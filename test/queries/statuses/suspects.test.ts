import { expect, test } from 'vitest'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { lookAtStatuses } from '../../../queries/statuses/suspects.ts'
import { suspicionText } from '../../../wording/tickets/status-text.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aPerson, aPlan } from '../../builders/plan.ts'
import { aTicket, statusEvent, statuses } from '../../builders/ticket.ts'

const store = storeForThisFile()

test('a status that fewer people than the minimum group used tells no days of theirs', async () => {
  const { connectionId, name } = await aConnection(store())
  const accounts = ['ada', 'ada-2', 'bea', 'cleo', 'bot']
  const user = (accountId: string) => ({
    ...{ connectionId, accountId, displayName: accountId, email: null },
    ...{ active: true, isApp: accountId === 'bot', timeZone: null },
  })
  const keyOf = (accountId: string) => `CORE-${accounts.indexOf(accountId) + 1}`
  await storeRecords(store(), connectionId, {
    users: accounts.map(user),
    statuses: [...statuses, { connectionId, statusId: '12', name: 'Resolved', category: 'in_progress' }],
    tickets: accounts.map((assigneeId) => aTicket(keyOf(assigneeId), { assigneeId, statusId: '12' })),
    events: accounts.map((each) => statusEvent(keyOf(each), '2026-06-11T09:00', 'doing', '12')),
  })
  const told = async () => {
    const { suspects, stakes } = await lookAtStatuses(store(), nowAt)
    const stake = stakes.find(({ statusId }) => statusId === '12')
    return [suspects[0]?.personDays, stake?.personDays, suspects[0] && suspicionText(suspects[0])]
  }
  const found = 'counts as in progress, but its name says otherwise: 5 stays'
  // Before a plan, each account is a person, and four are the minimum.
  expect(await told()).toEqual([8, 8, `${found} in the last 180 days and up to 8 person-days.`])
  const ada = aPerson('Ada', {
    accounts: ['ada', 'ada-2'].map((accountId) => ({ connectionName: name, accountId })),
  })
  const planOf = (minimumGroupPeople: number) => aPlan({ people: [ada], minimumGroupPeople })
  await savePlan(store(), { planVersion: 'four', yaml: '', plan: planOf(4), nowAt })
  expect(await told()).toEqual([
    null,
    null,
    `${found} in the last 180 days, of too few people for their days to be told.`,
  ])
  await savePlan(store(), { planVersion: 'three', yaml: '', plan: planOf(3), nowAt: nowAt + 1 })
  expect(await told()).toEqual([6, 6, `${found} in the last 180 days and up to 6 person-days.`])
})
