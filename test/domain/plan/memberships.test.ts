import { expect, test } from 'vitest'
import { timesInNoTeam } from '../../../domain/plan/memberships.ts'
import { workOutsideTeamsWarnings } from '../../../domain/plan/plan-warnings.ts'

const quarter = { from: '2026-04-01', to: '2026-07-01' }
const member = (from: string, to: string | null) => ({ teamId: 'core', from, to, fractionShare: 0.5 })

test.each<readonly [string, ReturnType<typeof member>[], (readonly [string, string])[]]>([
  ['in no team at all', [], [['2026-04-01', '2026-07-01']]],
  ['in one all along', [member('2025-01-01', null)], []],
  ['in one just so long', [member('2026-04-01', '2026-07-01')], []],
  [
    'in one for a while',
    [member('2026-04-02', '2026-06-30')],
    [
      ['2026-04-01', '2026-04-02'],
      ['2026-06-30', '2026-07-01'],
    ],
  ],
  [
    'in two, side by side and one after the other',
    [member('2026-06-01', null), member('2026-04-01', '2026-05-01'), member('2026-01-01', '2026-04-15')],
    [['2026-05-01', '2026-06-01']],
  ],
  ['in one later', [member('2026-08-01', null)], [['2026-04-01', '2026-07-01']]],
  ['in one before', [member('2025-01-01', '2026-01-01')], [['2026-04-01', '2026-07-01']]],
])('a person who is %s is in none for the rest', (_, memberships, times) => {
  expect(timesInNoTeam({ memberships }, quarter).map(({ from, to }) => [from, to])).toEqual(times)
})

test('work in no team is told from a working week on', () => {
  const work = { personName: 'Ada Example', firstOn: '2026-06-01', lastOn: '2026-06-09' }
  expect(workOutsideTeamsWarnings([{ ...work, days: 4 }])).toEqual([])
  expect(workOutsideTeamsWarnings([{ ...work, days: 5 }])).toEqual([{ kind: 'work_outside_teams', ...work }])
})
