import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import { type PeopleSeen, peopleSeen } from '../../../domain/sync/access-gaps.ts'
import type { TrackerUser } from '../../../domain/ticket.ts'
import { TrackerAuthError } from '../../trackers/errors.ts'
import type { Preflight, TrackerSite } from '../../trackers/tracker.ts'
import type { LinearClient } from '../http/client.ts'
import { LinearForbiddenError, LinearScopeError } from '../http/errors.ts'
import { trackerUserOf } from '../map/people.ts'
import {
  nodePage,
  organizationNode,
  type TeamNode,
  teamNode,
  userNode,
  viewer,
  workflowStateNode,
} from '../map/schemas.ts'
import { statusOf } from '../map/statuses.ts'
import { scopesOf } from '../map/teams.ts'
import { readAll } from './pages.ts'
import { preflightText, teamsText, usersText, workflowStatesText } from './queries.ts'

const preflightQuery = {
  name: 'preflight',
  text: preflightText,
  data: z.object({
    viewer,
    organization: organizationNode,
    teams: nodePage,
    workflowStates: nodePage,
  }),
}

const teamsQuery = {
  name: 'teams',
  text: teamsText,
  data: z.object({ teams: nodePage }).transform(({ teams }) => teams),
}

const workflowStatesQuery = {
  name: 'workflow states',
  text: workflowStatesText,
  data: z.object({ workflowStates: nodePage }).transform(({ workflowStates }) => workflowStates),
}

const usersQuery = {
  name: 'users',
  text: usersText,
  data: z.object({ users: nodePage }).transform(({ users }) => users),
}

export interface LinearPreflight extends Preflight {
  /** How many issues each team has, archived ones included, by its id. */
  readonly ticketsOfTeam: ReadonlyMap<string, number>
  /** Records of the list of teams that can't be understood. */
  readonly unreadTeams: number
  /** The same of the list of statuses. */
  readonly unreadStates: number
}

/**
 * Reads the account, the tracker's clock and what the account sees. Includes archived teams and states: past effort is theirs.
 * @throws TrackerAuthError when no team is visible
 */
export async function readPreflight(
  client: LinearClient,
  connectionId: string,
  now: () => Instant,
  signal: AbortSignal | undefined,
): Promise<LinearPreflight> {
  const first = await client.query(preflightQuery, {}, signal)
  const serverAt = client.serverDateAt() ?? now()
  const teamNodes = [...first.teams.nodes]
  if (first.teams.pageInfo.hasNextPage) {
    teamNodes.push(...(await readAll(client, teamsQuery, { from: first.teams.pageInfo.endCursor }, signal)))
  }
  const teams = readableTeams(teamNodes)
  const stateNodes = [...first.workflowStates.nodes]
  if (first.workflowStates.pageInfo.hasNextPage) {
    stateNodes.push(
      ...(await readAll(
        client,
        workflowStatesQuery,
        { from: first.workflowStates.pageInfo.endCursor },
        signal,
      )),
    )
  }
  const states = stateNodes.flatMap((node) => workflowStateNode.safeParse(node).data ?? [])
  if (teams.length === 0) {
    throw new TrackerAuthError(
      'Linear accepts the credentials but shows no team: a right is missing. Give the key access to the teams to be read, and let ' +
        'the account join those that are private.',
    )
  }
  return {
    accountId: first.viewer.id,
    accountName: first.viewer.name,
    accountEmail: first.viewer.email,
    site: siteOf(first.organization),
    serverAt,
    timeZone: first.viewer.timezone,
    scopes: scopesOf(teams),
    statuses: states.map((state) => statusOf(connectionId, state)),
    approximateTickets: teams.reduce((sum, team) => sum + team.issueCount, 0),
    ticketsOfTeam: countsOf(teams),
    unreadTeams: teamNodes.length - teams.length,
    unreadStates: stateNodes.length - states.length,
  }
}

function siteOf({ id, name, urlKey }: z.infer<typeof organizationNode>): TrackerSite {
  return { siteId: id, name, url: urlKey === null ? null : `https://linear.app/${urlKey}` }
}

/** How many issues each team has, archived ones included, by its id. */
export async function readTeamCounts(
  client: LinearClient,
  signal: AbortSignal | undefined,
): Promise<Map<string, number>> {
  return countsOf(readableTeams(await readAll(client, teamsQuery, {}, signal)))
}

function readableTeams(nodes: readonly unknown[]): TeamNode[] {
  return nodes.flatMap((node) => teamNode.safeParse(node).data ?? [])
}

function countsOf(teams: readonly TeamNode[]): Map<string, number> {
  return new Map(teams.map(({ id, issueCount }) => [id, issueCount]))
}

/** What an account sees of the other people. Guests see only those of their teams, or none. */
export async function lookAtPeople(
  client: LinearClient,
  { connectionId, ownAccountId }: { readonly connectionId: string; readonly ownAccountId: string },
  signal: AbortSignal | undefined,
): Promise<PeopleSeen> {
  try {
    const { nodes } = await client.query(usersQuery, { first: 50, after: null }, signal)
    return peopleSeen(readableUsers(connectionId, nodes), ownAccountId)
  } catch (error) {
    if (error instanceof LinearScopeError) return { kind: 'refused', lacks: 'scope' }
    if (error instanceof LinearForbiddenError) return { kind: 'refused', lacks: 'right' }
    throw error
  }
}

/**
 * Reads every account of the workspace, former and disabled ones included: their past effort stays. None where the account may not
 * list them: only people on tickets are known then, as `lookAtPeople` told whoever connected it.
 */
export async function readUsers(
  client: LinearClient,
  connectionId: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly users: readonly TrackerUser[]; readonly unread: number }> {
  try {
    const nodes = await readAll(client, usersQuery, {}, signal)
    const users = readableUsers(connectionId, nodes)
    return { users, unread: nodes.length - users.length }
  } catch (error) {
    if (error instanceof LinearForbiddenError) return { users: [], unread: 0 }
    throw error
  }
}

function readableUsers(connectionId: string, nodes: readonly unknown[]): TrackerUser[] {
  const users = nodes.flatMap((node) => userNode.safeParse(node).data ?? [])
  return users.map((user) => trackerUserOf(connectionId, user))
}
