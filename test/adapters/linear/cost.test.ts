import { expect, test } from 'vitest'
import { demoCompany } from '../../demo/company/demo-company.ts'
import { smallCompany, someTickets } from '../../fakes/linear/small-company.ts'
import { harvest, openDesk } from './run.ts'

// 60,400 points and 12 requests once, when short lists were asked for long and long ones were completed one by one; 7.5 requests when
// comments and longer lists were asked for in requests of their own.
test('a thousand tickets as teams have them cost at most 41,000 points, and few requests beside their pages', async () => {
  await using desk = await openDesk({ company: demoCompany.company })
  const { tickets } = await harvest(desk.tracker)
  const ofTickets = desk.fake.requests.filter(({ query }) =>
    /^query (?:Issues|Lists|LongerLists|WholeList|CommentsOf)\b/.test(query),
  )
  const points = ofTickets.reduce((sum, request) => sum + request.points, 0)
  expect(points / (tickets.size / 1000)).toBeLessThanOrEqual(41_000)
  expect(ofTickets.length).toBeLessThanOrEqual(Math.ceil(tickets.size / 250) + 2)
})

test('where some tickets have many comments, each comment is read once', async () => {
  const tickets = someTickets(40).map((ticket, place) => {
    const comments = Array.from({ length: 300 }, (_, second) => ({
      at: ticket.createdAt + second,
      authorEmail: ticket.creatorEmail,
      body: 'Again',
    }))
    return place % 20 === 0 ? { ...ticket, comments } : ticket
  })
  await using desk = await openDesk({ company: smallCompany(tickets) })
  const { events, incomplete } = await harvest(desk.tracker)
  const read = [...events.values()].flat().filter(({ kind }) => kind === 'comment')
  const written = desk.fake.state.issues.reduce((sum, issue) => sum + issue.comments.length, 0)
  expect(read).toHaveLength(written)
  expect(new Set(read.map(({ eventId }) => eventId)).size).toBe(written)
  expect(incomplete).toEqual([])
})

test.each([
  ['at different times, are read on from the oldest that came', (place: number) => place, 5],
  ['at one moment, are read by fewer tickets', () => 0, 12],
])('comments of more than fit beside one another, %s', async (_name, at, requests) => {
  const tickets = someTickets(40).map((ticket) => {
    const comments = Array.from({ length: 20 }, (_, place) => ({
      at: ticket.createdAt + at(place),
      authorEmail: ticket.creatorEmail,
      body: 'Again',
    }))
    return { ...ticket, comments }
  })
  await using desk = await openDesk({ company: smallCompany(tickets) })
  const { events, incomplete } = await harvest(desk.tracker)
  const read = [...events.values()].flat().filter(({ kind }) => kind === 'comment')
  expect(new Set(read.map(({ eventId }) => eventId)).size).toBe(800)
  expect(read).toHaveLength(800)
  expect(incomplete).toEqual([])
  const sent = desk.fake.requests.filter(({ query }) => /^query CommentsOf\b/.test(query))
  expect(sent.length).toBeLessThanOrEqual(requests)
})
