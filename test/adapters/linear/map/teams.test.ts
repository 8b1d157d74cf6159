import { expect, test } from 'vitest'
import { scopesOf } from '../../../../adapters/linear/map/teams.ts'

function team(id: string, parentId: string | null) {
  const parent = parentId === null ? null : { id: parentId }
  return { id, key: id.toUpperCase(), name: `Team ${id}`, issueCount: 0, parent }
}

function aboveIn(...teams: ReturnType<typeof team>[]) {
  return Object.fromEntries(scopesOf(teams).map(({ scopeId, above }) => [scopeId, above]))
}

test('a team has above it its parent and the parents of that, nearest first', () => {
  expect(aboveIn(team('c', 'b'), team('a', null), team('b', 'a'))).toEqual({
    a: [],
    b: ['a', 'A', 'Team a'],
    c: ['b', 'B', 'Team b', 'a', 'A', 'Team a'],
  })
})

test('a team whose parent isn’t seen is on top, and teams in a circle end', () => {
  expect(aboveIn(team('a', 'private'), team('b', 'c'), team('c', 'b'))).toEqual({
    a: [],
    b: ['c', 'C', 'Team c'],
    c: ['b', 'B', 'Team b'],
  })
})
