import { expect, test } from 'vitest'
import type { Stakeholder } from '../../../domain/plan/plan.ts'
import { visitorOf } from '../../../domain/sign-in/roles.ts'

const teams = [
  { teamId: 'core', name: 'Core' },
  { teamId: 'search', name: 'Search' },
]

function reader(
  audience: Stakeholder['audience'],
  teamId: string | null,
  email = 'ada@münchen.example',
): Stakeholder {
  const scope = teamId === null ? { kind: 'company' as const } : { kind: 'team' as const, teamId }
  return { stakeholderId: email, email, name: 'Ada Example', audience, scope }
}

function rolesOf(stakeholders: Stakeholder[], isAdmin = false) {
  const { roles, reviewsTeamIds } = visitorOf('ada@münchen.example', isAdmin, { teams, stakeholders })
  return { roles, reviewsTeamIds }
}

test('a product or engineering reader of a team reviews it, an executive one and one of the whole company don’t', () => {
  expect(rolesOf([reader('product', 'search'), reader('engineering', 'core')])).toEqual({
    roles: ['reviewer', 'leader'],
    reviewsTeamIds: ['core', 'search'],
  })
  for (const one of [reader('executive', 'core'), reader('product', null)])
    expect(rolesOf([one])).toEqual({ roles: ['leader'], reviewsTeamIds: [] })
})

test('a team that is gone from the plan is reviewed by nobody', () => {
  expect(rolesOf([reader('product', 'gone')]).roles).toEqual(['leader'])
})

test('somebody whom the plan does not list has no role, unless they are an admin', () => {
  expect(rolesOf([reader('product', 'core', 'ben@company.example')])).toEqual({
    roles: [],
    reviewsTeamIds: [],
  })
  expect(rolesOf([], true).roles).toEqual(['admin'])
  expect(visitorOf('ada@company.example', true, null).roles).toEqual(['admin'])
})

test('an address is the same however its international domain is spelled', () => {
  expect(rolesOf([reader('product', 'core', 'ada@xn--mnchen-3ya.example')]).roles).toEqual([
    'reviewer',
    'leader',
  ])
})
