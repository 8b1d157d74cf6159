import type { Company, CompanyTicket } from '../../fakes/company/records.ts'
import { startFakeLinear } from '../../fakes/linear/server/server.ts'
import { demoCompany } from '../../test/demo/company/demo-company.ts'
import { commandsIn } from './site.ts'

const apiKey = 'lin_api_example'
/** Of a ticket with a long history: more than a list of many tickets shows. */
const manyComments = 100
/** Reads of other things: they cost the same for any number of tickets. */
const isOfTickets = /^(?:Issues|Lists|LongerLists|WholeList|CommentsOf)$/

/** Prints the points and requests of first syncs of Linear, of all and by query. */
export async function reportLinear(): Promise<void> {
  const { company } = demoCompany
  console.log('First syncs of Linear; points by its published rule')
  await report('as teams have them', company)
  const tickets = company.tickets.map(withManyComments)
  await report(`each twentieth with ${manyComments} comments`, { ...company, tickets })
  console.log('aims: 41,000 points and 6 requests per 1,000 tickets as teams have them\n')
}

function withManyComments(ticket: CompanyTicket, place: number): CompanyTicket {
  if (place % 20 !== 0) return ticket
  const comments = Array.from({ length: manyComments }, (_, second) => ({
    at: ticket.createdAt + second * 1000,
    authorEmail: ticket.creatorEmail,
    body: 'Again',
  }))
  return { ...ticket, comments }
}

async function report(what: string, company: Company): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const fake = await startFakeLinear({ company, now: () => company.asOfAt, apiKey })
  stack.defer(() => fake.close())
  const plumbline = commandsIn(stack, { LINEAR_API_KEY: apiKey })
  await plumbline('connect', 'linear', '--name', 'bench', '--url', fake.url)
  const connecting = fake.requests.length
  const { seconds } = await plumbline('sync')
  const spent = new Map<string, { readonly points: number; readonly requests: number }>()
  for (const { query, points } of fake.requests.slice(connecting)) {
    const name = /^query (\w+)/.exec(query)?.[1] ?? 'another'
    const before = spent.get(name) ?? { points: 0, requests: 0 }
    spent.set(name, { points: before.points + points, requests: before.requests + 1 })
  }
  const thousands = fake.state.issues.length / 1000
  console.log(`${fake.state.issues.length} tickets, ${what}: ${seconds.toFixed(1)} s`)
  const sumOf = (names: readonly string[]) => {
    const sums = names.flatMap((name) => spent.get(name) ?? [])
    const points = sums.reduce((sum, each) => sum + each.points, 0)
    const requests = sums.reduce((sum, each) => sum + each.requests, 0)
    return `${String(points).padStart(7)} points in ${requests} requests, ${(points / thousands).toFixed(0)} and ${(requests / thousands).toFixed(1)} per 1,000`
  }
  const names = [...spent.keys()]
  console.log(`  the whole sync   ${sumOf(names)}`)
  console.log(`  of tickets alone ${sumOf(names.filter((name) => isOfTickets.test(name)))}`)
  for (const name of names) console.log(`    ${name.padEnd(14)} ${sumOf([name])}`)
}
