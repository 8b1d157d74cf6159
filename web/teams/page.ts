import { z } from 'zod'
import { buckets } from '../../domain/category.ts'
import { bucketLabels } from '../../domain/report/words/categories.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { maySeeTeam } from '../../domain/sign-in/roles.ts'
import { budgets, driftOfTeam } from '../../queries/drift/drift.ts'
import { driftNotices } from '../../queries/drift/notices.ts'
import { chooseMeasuredQuarter } from '../../queries/drift/quarters.ts'
import { teamTickets } from '../../queries/drift/team-tickets.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { definePage, type Page } from '../http/page.ts'
import { teamPath } from '../page/paths.ts'
import { intendedPages, speakerOf } from './intended-page.ts'
import { teamsView, unmeasuredView } from './list.ts'
import { leftOutView, teamView } from './team.ts'
import { ticketsView } from './tickets.ts'

/** A line for each team; who reviews a single one is led to it. */
const list = definePage('GET /teams', async ({ parts, visitor, query, nowAt }) => {
  const [onlyTeamId, ...others] = visitor.reviewsTeamIds
  const isOnlyOne = others.length === 0 && !visitor.roles.includes('admin')
  if (onlyTeamId !== undefined && isOnlyOne) return redirect(teamPath(onlyTeamId))
  const chosen = await chooseMeasuredQuarter(parts.store, query('quarter'), nowAt)
  if (chosen === null) return query('quarter') === null ? page('Teams', unmeasuredView()) : missing
  const all = await budgets(parts.store, chosen.quarter)
  if (all === null) return page('Teams', unmeasuredView())
  const shown = {
    ...all,
    teams: all.teams.filter(({ scopeId }) => maySeeTeam(visitor, scopeId)),
    leftOut: all.leftOut.filter(({ teamId }) => maySeeTeam(visitor, teamId)),
  }
  return page('Teams', teamsView(shown, chosen.measured))
})

const one = definePage('GET /teams/:teamId', async (request) => {
  const { parts, param, query, nowAt } = request
  const { store } = parts
  const teamId = param('teamId')
  const chosen = await chooseMeasuredQuarter(store, query('quarter'), nowAt)
  if (chosen === null) return query('quarter') === null ? page('Team', unmeasuredView()) : missing
  const all = await driftOfTeam(store, chosen.quarter, teamId)
  const team = all?.teams.find(({ scopeId }) => scopeId === teamId)
  if (all && team) {
    const noticed = await driftNotices(store, chosen.quarter, teamId)
    const surroundings = { measured: chosen.measured, noticed, speaker: speakerOf(request) }
    return page(`${team.name}, ${longQuarter(all.quarter)}`, teamView(all, team, surroundings))
  }
  const leftOut = all?.leftOut.find((each) => each.teamId === teamId)
  if (leftOut) return page(leftOut.name, leftOutView(leftOut, chosen))
  return missing
})

const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1)
const bucket = z.enum(buckets).catch('reliability')

const tickets = definePage('GET /teams/:teamId/tickets', async ({ parts, param, query, nowAt }) => {
  const { store } = parts
  const teamId = param('teamId')
  const chosen = await chooseMeasuredQuarter(store, query('quarter'), nowAt)
  const all = chosen && (await budgets(store, chosen.quarter))
  const team = all?.teams.find(({ scopeId }) => scopeId === teamId)
  if (!chosen || !team) return missing
  const choice = { quarter: chosen.quarter, teamId, bucket: bucket.parse(query('category')) }
  const found = await teamTickets(store, choice, pageNumber.parse(query('page')))
  return page(
    `${team.name}, ${longQuarter(found.quarter)}: ${bucketLabels[found.bucket]}, tickets`,
    ticketsView(team.name, found),
  )
})

/** Teams' reliability budgets. */
export const teamPages: readonly Page[] = [list, one, tickets, ...intendedPages]
