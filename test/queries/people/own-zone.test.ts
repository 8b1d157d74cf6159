import { expect, test } from 'vitest'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { ownZone } from '../../../queries/people/own-zone.ts'
import { nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { aCalendar, aPerson, aPlan } from '../../builders/plan.ts'
import { at } from '../../builders/ticket.ts'

const store = storeForThisFile()

test('a person’s clock is that of the team that they are in on the day', async () => {
  expect(await ownZone(store(), 'ada.example@company.example', nowAt)).toBe('UTC')
  const mover = aPerson('Ada Example')
  const plan = aPlan({
    calendars: [aCalendar(), aCalendar({ calendarId: 'tokyo', timeZone: 'Asia/Tokyo' })],
    teams: [
      { teamId: 'core', name: 'Core', calendarId: 'berlin', focusShare: null },
      { teamId: 'apps', name: 'Apps', calendarId: 'tokyo', focusShare: null },
    ],
    people: [
      {
        ...mover,
        memberships: [
          { teamId: 'core', from: '2025-01-01', to: '2026-06-13', fractionShare: 1 },
          { teamId: 'apps', from: '2026-06-13', to: null, fractionShare: 1 },
        ],
      },
    ],
  })
  await savePlan(store(), { planVersion: 'moving', yaml: '', plan, nowAt })
  const zoneAt = (iso: string) => ownZone(store(), mover.email, at(iso))
  expect(await zoneAt('2026-06-12T23:59:59Z')).toBe('Europe/Berlin')
  expect(await zoneAt('2026-06-13T00:00:00Z')).toBe('Asia/Tokyo')
  expect(await zoneAt('2026-06-12T23:59:59Z')).toBe('Europe/Berlin')
})
