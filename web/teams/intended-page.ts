import { z } from 'zod'
import { driftOfTeam } from '../../queries/drift/drift.ts'
import { chooseMeasuredQuarter } from '../../queries/drift/quarters.ts'
import { sayAboutDrift, takeWordsBack } from '../../queries/drift/statements.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { definePage, type Page, type PageRequest } from '../http/page.ts'
import { teamPath } from '../page/paths.ts'
import { intendedView, type Speaker, saidMeanwhileView } from './intended.ts'

/** Who looks at a team's statements. */
export function speakerOf({ visitor, formToken, param }: PageRequest): Speaker {
  return {
    email: visitor.email,
    isReviewer: visitor.reviewsTeamIds.includes(param('teamId')),
    isAdmin: visitor.roles.includes('admin'),
    formToken,
  }
}

const title = 'Is this intended?'

const show = definePage('GET /teams/:teamId/intended', async (request) => {
  const found = await findTeam(request, request.query('quarter'))
  return found === null ? missing : page(title, intendedView(found.team, found.quarter, speakerOf(request)))
})

/** The version of the words that the form showed. */
const madeFrom = { madeFrom: z.string().max(64).optional() }

const words = z.object({ quarter: z.string(), words: z.string(), ...madeFrom })

const say = definePage('POST /teams/:teamId/intended', async (request) => {
  const { parts, visitor, form, nowAt } = request
  const given = form(words)
  const found = await findTeam(request, given.quarter)
  if (found === null) return missing
  const { team, quarter } = found
  const author = { email: visitor.email, name: visitor.name ?? visitor.email }
  const said = await sayAboutDrift(parts.store, {
    ...{ teamId: team.scopeId, quarter, author },
    ...{ words: given.words, against: given.madeFrom, nowAt },
  })
  if (said.kind === 'said') return redirect(teamPath(team.scopeId, quarter))
  const now = (await findTeam(request, quarter))?.team ?? team
  const view = intendedView(now, quarter, speakerOf(request), { words: given.words, because: said })
  return page('Nothing was saved', view, { status: 400 })
})

const whose = z.object({ quarter: z.string(), author: z.string(), ...madeFrom })

/** A reviewer takes back their own words, an admin anybody's. */
const withdraw = definePage('POST /teams/:teamId/intended/withdraw', async (request) => {
  const { parts, visitor, param, form, nowAt } = request
  const { quarter, author, madeFrom: against } = form(whose)
  const { isAdmin, email } = speakerOf(request)
  if (!isAdmin && author !== email) return missing
  const key = { teamId: param('teamId'), quarter, authorEmail: author }
  const outcome = await takeWordsBack(parts.store, key, { actor: visitor.email, against, nowAt })
  if (outcome === 'nothing stands') return redirect(teamPath(key.teamId, quarter))
  return page('Nothing was changed', saidMeanwhileView(key.teamId, quarter), { status: 400 })
})

/** A team with figures of its own, in a quarter that has some: the one that is named, or else the running one. */
async function findTeam({ parts, param, nowAt }: PageRequest, named: string | null) {
  const chosen = await chooseMeasuredQuarter(parts.store, named, nowAt)
  const all = chosen && (await driftOfTeam(parts.store, chosen.quarter, param('teamId')))
  const team = all?.teams.find(({ scopeId }) => scopeId === param('teamId'))
  return chosen && team ? { team, quarter: chosen.quarter } : null
}

/** What a reviewer says about a team's drift. */
export const intendedPages: readonly Page[] = [show, say, withdraw]
