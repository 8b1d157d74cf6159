import { describe, expect, it, test } from 'vitest'
import { type Audience, audiences } from '../../../../../domain/plan/plan.ts'
import { composeReport } from '../../../../../domain/report/compose.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../../../builders/example-company.ts'
import { type ScopeSketch, scopeOf } from '../../../../builders/reconciliation.ts'

/** What one audience reads first of a company, or of a team, that is like this. */
function firstWords(
  sketch: Partial<ScopeSketch>,
  audience: Audience = 'executive',
  kind: 'company' | 'team' = 'company',
) {
  const scope = scopeOf({
    scopeId: 'company',
    name: 'Example Company',
    planned: { roadmap: 560, ktlo: 240, reliability: 200 },
    actual: { roadmap: 560, ktlo: 240, reliability: 200, uncategorised: 0 },
    ...sketch,
  })
  const team = { ...scope, scopeId: 'search', name: 'Search' }
  const { subject, preheader, answer } = composeReport({
    reconciliation: { ...exampleReconciliation, company: scope, teams: [team], past: [] },
    plan: examplePlan,
    spec: { audience, scope: kind === 'company' ? { kind } : { kind, teamId: 'search' } },
  })
  return { subject, preheader, answer: plainText(answer) }
}

describe('"as planned"', () => {
  /** The roadmap at 42 % of planned 56, in a band too wide to call it, while reliability drifts. */
  const uncalled = {
    actual: { roadmap: 420, ktlo: 480, reliability: 100, uncategorised: 0 },
    halfBandPoints: 15,
    calls: { roadmap: 'cannot_tell', ktlo: 'cannot_tell', reliability: 'under' },
    reliabilityState: 'drifting',
  } as const

  it('is not said of a roadmap that was not called so', () => {
    expect(firstWords(uncalled).answer).toBe(
      '100 of the 200 planned reliability days are spent; 200 planned by now.',
    )
  })

  it.each(audiences)('is said to no audience of it (%s)', (audience) => {
    for (const kind of ['company', 'team'] as const) {
      const { subject, preheader, answer } = firstWords(uncalled, audience, kind)
      expect(`${subject} ${preheader} ${answer}`).not.toMatch(/\bas planned|where it was planned/)
    }
  })

  it('is said where it was called', () => {
    expect(firstWords({}).subject).toBe('Q2 so far: the time goes where it was planned')
    expect(firstWords({}, 'product').subject).toBe('Q2 so far: 56 % of the time on the roadmap, as planned')
    expect(firstWords({}, 'engineering').subject).toBe(
      'Q2 so far: keeping things running at 24 %, as planned',
    )
  })

  it('is not said of a backlog whose roadmap got more than planned', () => {
    const over = {
      actual: { roadmap: 700, ktlo: 200, reliability: 100, uncategorised: 0 },
      calls: { roadmap: 'over', ktlo: 'cannot_tell', reliability: 'cannot_tell' },
    } as const
    expect(firstWords(over, 'product').subject).toBe(
      'Q2 so far: 70 % of the time on the roadmap, 56 % planned',
    )
  })
})

describe('people who were not there', () => {
  /** 1,000 days planned, 490 available: reliability got half of its plan, and so did everything. */
  const missing = {
    actual: { roadmap: 280, ktlo: 120, reliability: 90, uncategorised: 0 },
    reliabilityState: 'drifting',
    capacityGap: { kind: 'missing', milliDays: 510_000 },
  } as const

  it.each(audiences)('are the subject before missing reliability, and the answer (%s)', (audience) => {
    const { subject, answer } = firstWords(missing, audience)
    expect(subject).toMatch(/^Q2 so far: 510 of [\d,]+ planned person-days had nobody to do them$/)
    expect(answer).toMatch(/^510 of the [\d,]+ planned person-days had nobody to do them\.$/)
  })
})

test('a quarter on plan is told in three shares beside the plan, and that there is nothing to decide', () => {
  for (const audience of audiences) {
    expect(firstWords({}, audience, 'team').answer).toBe(
      'Search has spent 56 % on the roadmap, 24 % on keeping things running and 20 % on reliability work; the plan is 56, 24 and 20. Nothing to decide.',
    )
  }
})

test('each other headline is one sentence with what was planned and how sure it is', () => {
  const answer = (sketch: Partial<ScopeSketch>) => firstWords(sketch).answer
  const actual = { roadmap: 420, ktlo: 380, reliability: 200, uncategorised: 0 }
  expect(answer({ actual, calls: { roadmap: 'under' } })).toBe(
    'We planned 56 % of engineering’s sorted work for the roadmap and have spent 42 % (±6) so far.',
  )
  expect(answer({ actual, calls: { roadmap: 'cannot_tell', ktlo: 'over' } })).toBe(
    'Keeping things running has taken 38 % (±6) of engineering’s sorted work so far; 24 % was planned.',
  )
  expect(
    answer({ actual, calls: { roadmap: 'cannot_tell', ktlo: 'cannot_tell', reliability: 'over' } }),
  ).toBe('Reliability work has taken 20 % (±6) of engineering’s sorted work so far; 20 % was planned.')
  expect(answer({ actual, calls: { roadmap: 'cannot_tell', ktlo: 'cannot_tell' } })).toBe(
    'No difference from the plan is sure: the roadmap has 42 % (±6) of engineering’s sorted work, 56 % planned.',
  )
})

test('a preheader never repeats a subject that reliability is the news of', () => {
  const words = firstWords({
    actual: { roadmap: 560, ktlo: 340, reliability: 100, uncategorised: 0 },
    calls: { ktlo: 'cannot_tell', reliability: 'cannot_tell' },
    reliabilityState: 'drifting',
  })
  expect(words.subject).toBe('Q2 so far: 100 of 200 reliability days spent')
  expect(words.preheader).toMatch(/^The roadmap has 56 %, as planned\./)
})

test('a preheader says that the time goes where it was planned only where that was decided', () => {
  expect(firstWords({}, 'product').preheader).toBe('The time goes where it was planned.')
  const unsure = firstWords({ halfBandPoints: 20, calls: { roadmap: 'cannot_tell' } }, 'product')
  expect(unsure.preheader).toBe('The roadmap has 56 % of the sorted work, 56 % planned.')
})

test('a long name is cut, so that the news stands in a subject of 70 characters', () => {
  for (const audience of audiences) {
    const { subject } = firstWords({ calls: { roadmap: 'under' } }, audience, 'team')
    expect(subject.length).toBeLessThanOrEqual(70)
  }
})
