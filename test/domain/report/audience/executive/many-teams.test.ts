import { describe, expect, it } from 'vitest'
import { composeReport } from '../../../../../domain/report/compose.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { examplePlan } from '../../../../builders/example-company.ts'
import { reconciliationOf, type ScopeSketch, scopeOf } from '../../../../builders/reconciliation.ts'

const planned = { roadmap: 60, ktlo: 25, reliability: 15 }
const onPlan = { actual: { ...planned, uncategorised: 0 } }
/** Off plan by this many days that nobody was there for. */
const missing = (days: number) =>
  ({ ...onPlan, capacityGap: { kind: 'missing', milliDays: days * 1000 } }) as const
const unclear = {
  ...onPlan,
  calls: { ktlo: 'cannot_tell' },
  halfBandPoints: 9,
} as const
const doubtful = { ...onPlan, doubt: { because: 'half_unattributed', share: 0.6 } } as const
const drifting = {
  actual: { roadmap: 70, ktlo: 25, reliability: 5, uncategorised: 0 },
  calls: { roadmap: 'cannot_tell', reliability: 'under' },
  reliabilityState: 'drifting',
} as const

/** All that an executive reads of teams A, B, C … that are so, beside one that is on plan. */
function report(...sketches: readonly Partial<ScopeSketch>[]): string {
  const teams = [onPlan, ...sketches].map((sketch, index) => {
    const name = String.fromCharCode(64 + index)
    return scopeOf({
      scopeId: `team-${index}`,
      name: index === 0 ? 'Quiet' : name,
      planned,
      ...onPlan,
      ...sketch,
    })
  })
  const company = scopeOf({ scopeId: 'company', name: 'Example Company', planned, ...onPlan })
  const content = composeReport({
    reconciliation: reconciliationOf(company, teams),
    plan: examplePlan,
    spec: { audience: 'executive', scope: { kind: 'company' } },
  })
  const sentences = [
    ...content.findings.flatMap((finding) => finding.sentences),
    ...(content.choice?.sentences ?? []),
  ]
  return sentences.map(plainText).join(' ')
}

const times = (count: number, sketch: Partial<ScopeSketch>) => Array.from({ length: count }, () => sketch)

describe('teams in an executive’s report', () => {
  it('are described at length where they are the two with most at stake', () => {
    // The third has its sentence last, in the one finding for everything else.
    expect(report(missing(10), missing(30), missing(20))).toMatch(
      /^30 days .* B’s .* 20 days .* C’s .* 10 days .* A’s/,
    )
  })

  it('get a sentence each up to two beyond those, and are added up from three on', () => {
    expect(report(...times(4, missing(20)))).toMatch(/D’s plan counted on were not there\./)
    expect(report(...times(5, missing(20)))).toContain('C, D and E are off plan too, by 60 days together')
  })

  it('are named up to four where they are off plan together, and counted from five on', () => {
    expect(report(...times(6, missing(20)))).toContain('C, D, E and F are off plan too')
    expect(report(...times(7, missing(20)))).toContain('Five other teams are off plan too')
  })

  it('are named up to four where they are on plan, and counted from five on', () => {
    expect(report(...times(3, onPlan), unclear)).toContain(
      'Quiet, A, B and C are within a tenth of their plan.',
    )
    expect(report(...times(4, onPlan), unclear)).toContain('Five teams are within a tenth of their plan.')
  })

  it('are named up to four where their bands are too wide, and counted from five on', () => {
    expect(report(...times(4, unclear))).toContain('For A, B, C and D: cannot tell')
    expect(report(...times(5, unclear))).toContain('For five teams: cannot tell')
  })

  it('are named up to six where nothing can be told of them, and the rest is counted', () => {
    expect(report(...times(6, doubtful))).toContain('A, B, C, D, E and F: cannot tell')
    expect(report(...times(7, doubtful))).toContain('A, B, C, D, E and F and 1 more: cannot tell')
  })

  it('are named up to four where the choice is theirs, and counted from five on', () => {
    expect(report(...times(4, drifting))).toContain('Keeping A’s, B’s, C’s and D’s reliability work at plan')
    expect(report(...times(5, drifting))).toContain('Keeping five teams’ reliability work at plan')
  })

  it('move at most three initiatives by a choice', () => {
    expect(report(...times(4, drifting))).toMatch(
      /that moves what A builds next by [^.]*what C builds next by [^.,]*\./,
    )
  })
})
