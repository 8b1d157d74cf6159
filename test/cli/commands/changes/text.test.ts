import { expect, test } from 'vitest'
import { changeLines } from '../../../../cli/commands/changes/text.ts'
import { aQuarterChange } from '../../../builders/quarter-change.ts'
import { at } from '../../../builders/ticket.ts'

const figures = { quarter: '2026-Q1', asOfAt: at('2026-06-12T16:00') }

test('each category stands with its causes, then who overrode and the tickets that weigh most', () => {
  expect(changeLines({ ...figures, change: aQuarterChange() }, 'UTC')).toEqual([
    'Q1 2026, since it was mailed on 3 April 2026, 08:00 UTC (figures as of 12 June 2026, 16:00 UTC):',
    '',
    'Example Company         days mailed  days now  days   points',
    'Roadmap                 60.0         50.0      −10.0  −9.0',
    '  late edits                                   −2.0   −0.8',
    '  people’s overrides                           −8.0   −8.2',
    'Keeping things running  40.0         48.0      +8.0   +9.0',
    '  late edits                                   ±0.0   +0.8',
    '  people’s overrides                           +8.0   +8.2',
    'Overrides by ada@company.example.',
    'WEB-1 Checkout: 8 days Roadmap, now 8 days Keeping things running (people’s overrides)',
    'WEB-2 Search: 2 days Roadmap, now no days (late edits)',
    '',
  ])
})

test('where nothing to tell has changed, or nobody knows why, it says that', () => {
  expect(changeLines({ ...figures, change: null }, 'UTC')).toEqual([
    'Q1 2026: nothing to tell has changed (figures as of 12 June 2026, 16:00 UTC).',
  ])
  const unexplained = aQuarterChange({ isExplained: false, scopes: [] })
  expect(changeLines({ ...figures, change: unexplained }, 'UTC')[1]).toContain(
    'The causes can no longer be told',
  )
})
