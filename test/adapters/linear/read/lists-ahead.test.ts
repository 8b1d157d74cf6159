import { expect, test } from 'vitest'
import type { Fetch } from '../../../../adapters/trackers/transport.ts'
import { smallCompany, someTickets } from '../../../fakes/linear/small-company.ts'
import { type Harvest, harvest, openDesk } from '../run.ts'

const hourMs = 3_600_000

/** Two pages of tickets, each twentieth with long histories, and with comments. */
function company() {
  const tickets = someTickets(260).map((ticket, place) => {
    const { createdAt, creatorEmail: authorEmail } = ticket
    const isLong = place % 20 === 0
    const changes = Array.from({ length: isLong ? 12 + place : 0 }, (_, index) => ({
      field: 'assignee' as const,
      at: createdAt + (index + 1) * 60_000,
      actorEmail: authorEmail,
      from: index % 2 === 0 ? null : authorEmail,
      to: index % 2 === 0 ? authorEmail : null,
    }))
    const comments = [{ at: createdAt + hourMs, authorEmail, body: 'Again' }]
    return isLong ? { ...ticket, changes, comments } : ticket
  })
  return smallCompany(tickets)
}

/** What Linear makes of a request for issues and lists beside them: null where it answers as usual. */
type Oddity = (answer: { data: Record<string, unknown> }) => { status: number; body: object } | null

const errors = (code: string) => [{ message: 'No', extensions: { code, type: code } }]

const oddities: Readonly<Record<string, Oddity>> = {
  'refuses it': () => ({ status: 400, body: { errors: errors('INVALID_INPUT') } }),
  'finds it too complex': () => ({
    status: 400,
    body: { errors: [{ message: 'Query too complex', extensions: { code: 'INPUT_ERROR' } }] },
  }),
  'answers the tickets alone': ({ data: { issues } }) => ({ status: 200, body: { data: { issues } } }),
  'answers no list where one is': ({ data }) => ({
    status: 200,
    body: { data: { ...data, history0: null, group0: { nodes: 'none' } } },
  }),
  'answers lists of other tickets': ({ data }) => ({
    status: 200,
    body: { data: { ...data, history0: { nodes: [{ id: 'other', list: { nodes: [] } }] } } },
  }),
}

async function readWith(oddity: Oddity): Promise<{ readonly read: Harvest; readonly odd: number }> {
  let odd = 0
  const oddly: Fetch = async (url, init) => {
    const response = await fetch(url, init)
    if (!/query Issues\([^)]*\$(?:history0|group0)First/.test(String(init.body))) return response
    const { data } = Object(await response.clone().json())
    const answer = oddity({ data })
    if (answer === null) return response
    odd += 1
    return new Response(JSON.stringify(answer.body), { status: answer.status, headers: response.headers })
  }
  await using desk = await openDesk({ company: company() }, { fetch: oddly })
  return { read: await harvest(desk.tracker), odd }
}

test('lists that are read beside further tickets are the same, and whatever Linear makes of it', async () => {
  const { read: usual } = await readWith(() => null)
  expect(usual.tickets.size).toBe(260)
  for (const [name, oddity] of Object.entries(oddities)) {
    const { read, odd } = await readWith(oddity)
    expect(odd, name).toBeGreaterThan(0)
    expect(eventsOf(read), name).toEqual(eventsOf(usual))
    expect(read.incomplete, name).toEqual([])
  }
})

function eventsOf({ events }: Harvest): readonly string[] {
  const lists = [...events].map(([id, list]) => `${id} ${list.map(({ eventId }) => eventId).sort()}`)
  return lists.sort()
}
