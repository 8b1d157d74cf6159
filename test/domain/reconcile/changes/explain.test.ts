import { expect, it } from 'vitest'
import { teamsAlwaysShown } from '../../../../domain/reconcile/changes/explain.ts'
import { closedReconciliation } from '../../../builders/example-company.ts'
import { aPlan } from '../../../builders/plan.ts'

it('tickets are named of teams that had figures when they were mailed and have them now, whatever their ids were', () => {
  const { company, teams, quarter } = closedReconciliation
  const [first, second, third] = teams
  if (first === undefined || second === undefined || third === undefined) throw new Error('needs three teams')
  const [team] = aPlan().teams
  if (team === undefined) throw new Error('needs a team')
  const plan = aPlan({ teams: [{ ...team, teamId: first.scopeId, formerIds: ['finder'] }] })
  const mailed = { quarter, company, teams: [{ ...first, scopeId: 'finder' }, second] }
  expect(teamsAlwaysShown(mailed, { quarter, company, teams: [first, third] }, plan)).toEqual(
    new Set([first.scopeId]),
  )
})
