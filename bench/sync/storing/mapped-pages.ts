import { distinctUsers } from '../../../adapters/jira/map/people.ts'
import { changelogSchema } from '../../../adapters/jira/map/schemas.ts'
import { mapTicket, parseIssue } from '../../../adapters/jira/map/ticket.ts'
import type { TicketPage } from '../../../adapters/trackers/tracker.ts'
import { demoCredentials } from '../../../fakes/jira/protocol/credentials.ts'
import { startFakeJira } from '../../../fakes/jira/server/server.ts'
import { demoCompany } from '../../../test/demo/company/demo-company.ts'
import { type Rendered, renderTickets } from '../rendered.ts'

const ticketsPerPage = 1000
const site = {
  connectionId: '00000000-0000-4000-8000-000000000000',
  siteUrl: 'https://bench.example',
  categoryOfStatus: () => 'unknown' as const,
  ticketIdOfKey: () => null,
  fields: { storyPointIds: [], epicLinkIds: [], parentLinkIds: [], epicNameIds: [], custom: [] },
}

/** The tickets of `bench/sync` as pages that a sync would store. */
export async function mappedPages(tickets: number): Promise<TicketPage[]> {
  const { company } = demoCompany
  await using stack = new AsyncDisposableStack()
  const fake = await startFakeJira({ company, now: () => company.asOfAt })
  stack.defer(() => fake.close())
  const rendered = await renderTickets(fake.url, demoCredentials, tickets)
  const starts = Array.from(
    { length: Math.ceil(tickets / ticketsPerPage) },
    (_, page) => page * ticketsPerPage,
  )
  return starts.map((start) => pageOf(rendered.slice(start, start + ticketsPerPage)))
}

function pageOf(rendered: readonly Rendered[]): TicketPage {
  const mapped = rendered.map(({ issue: text, log }) => {
    const issue: unknown = JSON.parse(text)
    const parsed = parseIssue(issue)
    const histories = log === null ? [] : (changelogSchema.parse(JSON.parse(log)).changeHistories ?? [])
    const comments = parsed?.fields.comment?.comments ?? []
    const worklogs = parsed?.fields.worklog?.worklogs ?? []
    return mapTicket({ issue, parsed, histories, comments, worklogs }, site)
  })
  const statuses = new Map(mapped.flatMap((one) => one.statuses).map((status) => [status.statusId, status]))
  return {
    tickets: mapped.flatMap(({ ticket }) => ticket ?? []),
    events: mapped.flatMap((one) => one.events),
    users: distinctUsers(mapped.flatMap((one) => one.users)),
    named: distinctUsers(mapped.flatMap((one) => one.named ?? [])),
    containers: [],
    statuses: [...statuses.values()],
    quarantined: [],
  }
}
