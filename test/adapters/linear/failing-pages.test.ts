import { expect, test } from 'vitest'
import { assignIssue } from '../../../fakes/linear/state/edits.ts'
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

test.each([0, 130, 299])(
  'a ticket at which Linear fails alone (place %i) is set aside, and the others are read',
  async (place) => {
    await using desk = await openDesk({ company: smallCompany(someTickets(300)) })
    const id = desk.fake.state.issues[place]?.id ?? ''
    desk.fake.faults.poisoned.set(id, 'exhausting')
    const { tickets, quarantined } = await harvest(desk.tracker)
    expect(tickets.size).toBe(299)
    expect(quarantined).toMatchObject([
      { recordId: id, recordKind: 'ticket', cause: 'Linear fails at this ticket, each time' },
    ])
    const failures = desk.fake.requests.filter(({ status }) => status === 504)
    // Three at the largest size, one at each that is smaller, three at the ticket itself.
    expect(failures.length).toBeLessThanOrEqual(14)
  },
)

test('a ticket at whose long history Linear fails is read without it, and incomplete', async () => {
  await using desk = await openDesk({ company: smallCompany(someTickets(30)) })
  const issue = desk.fake.state.issues[7]
  const other = desk.fake.state.issues[9]
  const people = desk.fake.state.users
  if (issue === undefined || other === undefined) throw new Error('no such issue')
  for (const each of [issue, other])
    for (let n = 0; n < 12; n += 1) {
      desk.pass(60_000)
      assignIssue({ issue: each, at: desk.now(), actorId: null }, n % 2 === 0 ? null : (people[0]?.id ?? ''))
    }
  desk.fake.faults.poisoned.set(issue.id, 'long exhausting')
  const { tickets, incomplete } = await harvest(desk.tracker)
  expect(tickets.size).toBe(30)
  expect(incomplete).toMatchObject([{ ticketId: issue.id, part: 'history' }])
})

test('where Linear fails at ticket after ticket, though it lists them, the page fails', async () => {
  await using desk = await openDesk()
  for (const { id } of desk.fake.state.issues) desk.fake.faults.poisoned.set(id, 'exhausting')
  await expect(harvest(desk.tracker)).rejects.toThrow('Linear failed at "issues"')
})

test('what fails at one ticket too fails the page', async () => {
  await using desk = await openDesk()
  desk.fake.faults.failsAbove = 0
  await expect(harvest(desk.tracker)).rejects.toThrow('Linear failed at "issue ids"')
})
