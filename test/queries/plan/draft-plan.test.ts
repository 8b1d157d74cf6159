import { expect, test } from 'vitest'
import { learnSite } from '../../../adapters/store/connections/connections.ts'
import { parsePlanFile } from '../../../domain/plan/file/plan-file.ts'
import { draftStoredPlan } from '../../../queries/plan/draft-plan.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aTicket, at, commentEvent, refOf } from '../../builders/ticket.ts'

const store = storeForThisFile()
const options = { company: null, timeZone: null, usualTimeZone: 'Europe/Berlin', reader: null, nowAt }
const noWait = () => Promise.resolve()
const billing = { projectId: '10', projectKey: 'BILL', projectName: 'Billing' }

test('nothing is drafted of an empty store', async () => {
  expect(await draftStoredPlan(store(), options, noWait)).toBeNull()
})

test('the teams of today, their people and their open epics are drafted of what was synced', async () => {
  const { connectionId, name } = await aConnection(store())
  await learnSite(store(), connectionId, { siteId: 'https://works.example', name: 'Example Works' })
  const updatedAt = at('2026-06-10T08:00:00Z')
  const child = { ...billing, updatedAt, parentId: refOf('BILL-1').ticketId }
  await storeRecords(store(), connectionId, {
    users: [
      {
        connectionId,
        accountId: 'ada',
        displayName: 'Ada',
        email: 'ada@company.example',
        active: true,
        isApp: false,
        timeZone: 'Asia/Tokyo',
      },
      {
        connectionId,
        accountId: 'left',
        displayName: 'Left Long Ago',
        email: null,
        active: false,
        isApp: false,
        timeZone: null,
      },
    ],
    tickets: [
      aTicket('BILL-1', { ...billing, title: 'Invoicing', hierarchyLevel: 1, updatedAt }),
      aTicket('BILL-2', child),
      aTicket('BILL-3', { ...child, parentId: refOf('BILL-4').ticketId }),
      aTicket('BILL-4', { ...billing, hierarchyLevel: 1, statusId: 'done', resolvedAt: updatedAt }),
    ],
    events: [
      ...['2026-06-01T09:00', '2026-06-02T09:00', '2026-06-03T09:00'].map((when) =>
        commentEvent('BILL-2', when, 'ada'),
      ),
      ...['2025-06-01T09:00', '2025-06-02T09:00', '2025-06-03T09:00'].map((when) =>
        commentEvent('BILL-2', when, 'left'),
      ),
    ],
  })
  const drafted = await draftStoredPlan(store(), options, noWait)
  expect(drafted?.draft.teams).toMatchObject([
    {
      teamId: 'billing',
      members: [{ name: 'Ada' }],
      openWork: [{ name: 'Invoicing', ticketKey: 'BILL-1', tickets: 1 }],
    },
  ])
  expect(drafted?.yaml).toContain(`company: "Example Works"   # as ${name} calls it`)
  const plan = parsePlanFile(drafted?.yaml ?? '')
  expect(plan.calendars.map(({ timeZone }) => timeZone)).toEqual(['Asia/Tokyo'])
  expect(plan.quarters.map(({ quarter }) => quarter)).toEqual(['2025-Q4', '2026-Q1', '2026-Q2'])
  expect(plan.people.map(({ email }) => email)).toEqual(['ada@company.example'])
})
