import { expect, test } from 'vitest'
import { planWarnings } from '../../../queries/plan/plan-warnings.ts'
import { planWarningText } from '../../../wording/plan/warning-text.ts'
import { aConnection, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aPerson, aPlan } from '../../builders/plan.ts'
import { aTicket, at, commentEvent, statusEvent } from '../../builders/ticket.ts'

const store = storeForThisFile()

test('a plan that has somebody in no team while they worked is told so', async () => {
  const { connectionId } = await aConnection(store())
  const user = (accountId: string, email: string) => ({
    ...{ connectionId, accountId, displayName: accountId, email },
    ...{ active: true, isApp: false, timeZone: null },
  })
  const dates = ['05-11', '05-12', '05-13', '05-14', '05-18']
  const comments = dates.map((date) => commentEvent('CORE-1', `2026-${date}T10:00`, 'ada'))
  await storeRecords(store(), connectionId, {
    users: [user('ada', 'ada.example@company.example'), user('ben', 'ben.example@company.example')],
    tickets: [aTicket('CORE-1', { updatedAt: at('2026-06-01T08:00') })],
    events: [
      ...comments,
      // A ticket that is created in a status, one event a day, and events that are months old.
      ...dates.slice(0, 4).map((date) => statusEvent('CORE-1', `2026-${date}T10:00`, 'todo', 'doing', 'ben')),
      ...['02-02', '02-03', '02-04', '02-05', '02-06'].map((date) =>
        commentEvent('CORE-1', `2026-${date}T10:00`, 'ada'),
      ),
    ],
  })
  const toldOf = async (to: string | null, quarter = '2026-Q2') => {
    const people = ['Ada Example', 'Ben Example'].map((name) => aPerson(name, { membership: { to } }))
    const plan = aPlan({ people, quarters: [{ quarter, planningStartsOn: null, teams: [] }] })
    const warnings = await planWarnings(store(), plan)
    return warnings.filter(({ kind }) => kind === 'work_outside_teams').map(planWarningText)
  }
  expect(await toldOf('2026-05-11')).toEqual([
    'Ada Example worked on tickets from 2026-05-11 to 2026-05-18 while in no team, and those days are in no figure: are the dates of their teams right?',
  ])
  // Four days are no week; nor is anybody told of before the plan begins.
  expect(await toldOf('2026-05-12')).toEqual([])
  expect(await toldOf(null)).toEqual([])
  expect(await toldOf('2026-05-11', '2026-Q3')).toEqual([])
})
