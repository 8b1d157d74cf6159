import { expect, test } from 'vitest'
import { smallCompany, someTickets } from '../../fakes/linear/small-company.ts'
import { harvest, openDesk } from './run.ts'

test('tickets of which Linear can return a few at once are read a few at once', async () => {
  await using desk = await openDesk({ company: smallCompany(someTickets(300)) })
  desk.fake.faults.failsAbove = 40
  const { tickets, incomplete } = await harvest(desk.tracker)
  expect([tickets.size, incomplete]).toEqual([300, []])
  const failures = desk.fake.requests.filter(({ status }) => status === 504)
  // Each size is tried three times before half of it, and the smallest that failed once more.
  expect(failures.length).toBeLessThanOrEqual(15)
})

test('what fails at one ticket too fails the page', async () => {
  await using desk = await openDesk()
  desk.fake.faults.failsAbove = 0
  await expect(harvest(desk.tracker)).rejects.toThrow('Linear failed at "issues"')
})
