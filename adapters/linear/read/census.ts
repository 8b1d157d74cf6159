import type { CensusPage, CensusRequest, TicketPlace, TicketSighting } from '../../trackers/tracker.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { maxFirst } from '../http/score.ts'
import { customFieldsOf } from '../map/labels.ts'
import { anyNode, type NodePage, placedNode, sightedNode } from '../map/schemas.ts'
import { priorityNameOf } from '../map/ticket.ts'
import { readPlace, writePlace } from './checkpoint.ts'
import { type IssuePage, IssueReader, listOf } from './issues.ts'
import type { LabelCatalog } from './labels.ts'
import { listStart } from './pages.ts'
import { censusText, issueIdsText, placesText } from './queries.ts'

const censusQuery: Query<NodePage> = { name: 'issues of a census', text: censusText, data: listOf }
const idsQuery: Query<NodePage> = { name: 'issue ids', text: issueIdsText, data: listOf }
const placesQuery: Query<NodePage> = { name: 'places of issues', text: placesText, data: listOf }

/** Lists a page of tickets, archived and trashed ones included, with what may have changed silently where that is asked for. */
export async function listTickets(
  { client, labels }: { readonly client: LinearClient; readonly labels: LabelCatalog },
  { scopes, withFacts, checkpoint }: CensusRequest,
  signal: AbortSignal | undefined,
): Promise<CensusPage> {
  // A renamed label changes no ticket's time.
  if (checkpoint === null) labels.clear()
  const reader = new IssueReader(client, withFacts ? censusQuery : idsQuery, maxFirst)
  const filter = { team: { id: { in: scopes.map(({ scopeId }) => scopeId) } } }
  const { nodes, unservable, gaps, next } = await reader.read(readPlace(checkpoint), filter, signal)
  const sightings = nodes.map((node) => anyNode.parse(node)).filter(({ id }) => id !== '')
  const whole = nodes.filter((node) => !gaps.has(anyNode.parse(node).id))
  const facts = withFacts ? await factsOf(whole, labels, signal) : new Map<string, TicketSighting['facts']>()
  const ids = [...sightings.map(({ id }) => id), ...unservable.map(({ recordId }) => recordId)]
  return {
    sightings: ids.map((ticketId) => ({ ticketId, facts: facts.get(ticketId) ?? null })),
    checkpoint: next === null ? null : writePlace(next),
  }
}

async function factsOf(
  nodes: readonly unknown[],
  labels: LabelCatalog,
  signal: AbortSignal | undefined,
): Promise<Map<string, TicketSighting['facts']>> {
  const parsed = nodes.flatMap((node) => sightedNode.safeParse(node).data ?? [])
  const labelIds = parsed.flatMap((issue) => issue.labelIds)
  const labelOf = await labels.namesOf(labelIds, signal)
  return new Map(
    parsed.map((issue) => {
      const ofIssue = issue.labelIds.map(labelOf).filter((label) => label !== null)
      return [
        issue.id,
        {
          key: issue.identifier,
          scopeId: issue.team.id,
          statusId: issue.state.id,
          assigneeId: issue.assignee?.id ?? null,
          parentId: issue.parent?.id ?? null,
          typeName: null,
          components: [],
          labels: ofIssue.map(({ name }) => name),
          // A group that is renamed changes no label.
          customFields: customFieldsOf(ofIssue),
          priorityName: priorityNameOf(issue),
          resolutionId: null,
          resolutionName: null,
          estimatePoints: issue.estimate,
          updatedAt: issue.updatedAt,
          archivedAt: issue.archivedAt,
          isTrashed: issue.trashed === true,
        },
      ]
    }),
  )
}

/** Lists the ids of tickets that a filter finds. */
export async function listIds(
  client: LinearClient,
  filter: Readonly<Record<string, unknown>>,
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  const reader = new IssueReader(client, idsQuery, maxFirst)
  const ids = new Set<string>()
  for (let from: IssuePage['next'] = listStart; from !== null; ) {
    const page: IssuePage = await reader.read(from, filter, signal)
    for (const node of page.nodes) ids.add(anyNode.parse(node).id)
    from = page.next
  }
  ids.delete('')
  return ids
}

/** Reads where tickets are, of any team; Linear leaves out those that are purged or hidden. */
export async function locate(
  client: LinearClient,
  ticketIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<TicketPlace[]> {
  const reader = new IssueReader(client, placesQuery, maxFirst)
  const places: TicketPlace[] = []
  const ids = [...ticketIds]
  while (ids.length > 0) {
    const filter = { id: { in: ids.splice(0, reader.pageSize()) } }
    for (let from: IssuePage['next'] = listStart; from !== null; ) {
      const page: IssuePage = await reader.read(from, filter, signal)
      for (const node of page.nodes) {
        const parsed = placedNode.safeParse(node).data
        // The list has archived ones too: one that it lacks all the same is only late.
        if (parsed !== undefined) {
          places.push({ ticketId: parsed.id, scopeId: parsed.team.id, archivedAt: null })
        }
      }
      from = page.next
    }
  }
  return places
}
