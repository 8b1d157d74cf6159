import { describe, expect, it } from 'vitest'
import { restFinding } from '../../../../../domain/report/audience/executive/rest.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { type ScopeSketch, sourceOf } from '../../../../builders/reconciliation.ts'
import {
  closedQuarter,
  companyView,
  scopeOnPlan,
  teamsOf,
  type ViewChanges,
} from '../../../../builders/report-view.ts'

/** What is said last of teams A, B, C …, of which none has a finding of its own. */
function rest(sketches: readonly Partial<ScopeSketch>[], changes: ViewChanges = {}) {
  const teams = teamsOf(sketches)
  return restFinding(companyView(scopeOnPlan(), teams, changes), new Set(), [])
}

function words(...[sketches, changes]: Parameters<typeof rest>): string | undefined {
  return rest(sketches, changes)?.sentences.map(plainText).join(' ')
}

const onPlan = {}
const unclear = (halfBandPoints: number) => ({ calls: { ktlo: 'cannot_tell' }, halfBandPoints }) as const
const doubtful = { doubt: { because: 'too_early', workingDays: 3 } } as const

describe('teams on plan', () => {
  it.each([
    [[onPlan], 'Everything is within a tenth of its plan.'],
    [[onPlan, onPlan], 'Every team is within a tenth of its plan.'],
  ])('are one sentence where all are', (sketches, sentence) => {
    expect(words(sketches)).toBe(sentence)
    expect(words(sketches, closedQuarter)).toBe(sentence.replace(' is ', ' was '))
  })

  it('are everything else beside teams in doubt', () => {
    expect(words([onPlan, doubtful])).toMatch(/begun\. Everything else is within a tenth of its plan\.$/)
  })

  it.each([
    [[onPlan, unclear(9)], 'A is within a tenth of its plan.'],
    [[onPlan, onPlan, unclear(9)], 'A and B are within a tenth of their plan.'],
  ])('are named beside those whose band is too wide', (sketches, sentence) => {
    expect(words(sketches)).toContain(sentence)
    expect(words(sketches, closedQuarter)).toContain(
      sentence.replace(' is ', ' was ').replace(' are ', ' were '),
    )
  })
})

describe('teams whose differences are smaller than the band', () => {
  const band = (...halfBands: readonly number[]) =>
    words(halfBands.map(unclear))?.match(/^For (?<teams>.*): .* the band of (?<width>±\d+ points)\./)?.groups
  it('are reported with the widest of their bands, at least a point', () => {
    expect(band(9, 4)).toMatchObject({ teams: 'A and B', width: '±9 points' })
    expect(band(4, 9)).toMatchObject({ width: '±9 points' })
    expect(band(0.4)).toMatchObject({ teams: 'A', width: '±1 points' })
  })
})

describe('teams in doubt', () => {
  it('have the evidence of two at most', () => {
    const unsorted = (label: string) =>
      ({
        doubt: { because: 'mostly_uncategorised', share: 0.6 },
        sources: [sourceOf('uncategorised', label, 5, ['S-1']), sourceOf('uncategorised', 'x', 4, ['S-2'])],
      }) as const
    expect(rest([unsorted('one'), unsorted('two')])?.evidence.map(plainText)).toEqual([
      'one (5 days)',
      'x (4 days)',
    ])
  })
})

it('says nothing where nothing is left to say', () => {
  const teams = teamsOf([onPlan])
  expect(restFinding(companyView(scopeOnPlan(), teams), new Set(['team-A']), [])).toBeUndefined()
})
