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
      'The roadmap has had 42 % of engineering’s sorted work (±15), where 56 % was planned, which is no sure difference; reliability has had less: about 100 person-days of its plan are unspent so far.',
    )
  })

  it.each(audiences)('is said to no audience of it (%s)', (audience) => {
    for (const kind of ['company', 'team'] as const) {
      const { subject, preheader, answer } = firstWords(uncalled, audience, kind)
      expect(`${subject} ${preheader} ${answer}`).not.toMatch(/\bas planned|where it was planned/)
    }
  })

  it('is said where it was called', () => {
    const drifting = { reliabilityState: 'probably_drifting', calls: { reliability: 'under' } } as const
    expect(firstWords(drifting).answer).toMatch(
      /^The roadmap has had 56 % of engineering’s sorted work \(±6\), as planned;/,
    )
    expect(firstWords({}).subject).toBe('Q2 so far: the time goes where it was planned')
    expect(firstWords({}, 'product').subject).toBe('Q2 so far: the backlog moves as planned')
    expect(firstWords({}, 'engineering').subject).toBe('Q2 so far: reactive work as planned, 24 %')
  })

  it('is not said of a backlog whose roadmap got more than planned', () => {
    const over = {
      actual: { roadmap: 700, ktlo: 200, reliability: 100, uncategorised: 0 },
      calls: { roadmap: 'over', ktlo: 'cannot_tell', reliability: 'cannot_tell' },
    } as const
    expect(firstWords(over, 'product').subject).toBe(
      'Q2 so far: the roadmap got 70 % of the sorted work, planned 56 %',
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

  it.each(audiences)('are the subject before missing reliability (%s)', (audience) => {
    expect(firstWords(missing, audience).subject).toMatch(
      /^Q2 so far: about 510 days of the [\d,]+ planned had nobody to work them$/,
    )
  })

  it.each(['engineering', 'product'] as const)('are what the answer begins with (%s)', (audience) => {
    expect(firstWords(missing, audience).answer).toMatch(
      /^About 510 days of the [\d,]+ planned had nobody to work them\. /,
    )
  })

  it('are the executive’s answer, with their money and what the roadmap got', () => {
    expect(firstWords(missing).answer).toMatch(
      /^About 510 days of the [\d,]+ planned had nobody to work them \(about 357,000 €\): people who were planned for Q2 and were not there\. The roadmap has 57 % /,
    )
  })
})

describe('what the roadmap lost', () => {
  const lost = (actual: ScopeSketch['actual'], calls: ScopeSketch['calls']) =>
    firstWords({ actual, calls: { roadmap: 'under', ...calls } })

  it('is reported in days from half a day on', () => {
    // One and two thousandths of 560 days of 1,000.
    const answer = (roadmap: number) =>
      lost({ roadmap, ktlo: 800 - roadmap, reliability: 200, uncategorised: 0 }, { ktlo: 'over' }).answer
    expect(answer(559)).toContain(' The difference, 1 person-day of the 1,000 sorted ones')
    expect(answer(559.6)).not.toContain('The difference')
  })

  it('went almost whole to one receiver, in subject and body', () => {
    const words = lost({ roadmap: 420, ktlo: 380, reliability: 200, uncategorised: 0 }, { ktlo: 'over' })
    expect(words.subject).toBe('Q2 so far: a quarter of the roadmap’s time went to keeping things running')
    expect(words.answer).toContain('went almost whole into keeping existing systems running')
  })

  it('went mostly to the larger of two, in subject and body, whichever category that is', () => {
    const words = lost(
      { roadmap: 420, ktlo: 270, reliability: 310, uncategorised: 0 },
      { ktlo: 'over', reliability: 'over' },
    )
    // 3 and 11 of 14 points.
    expect(words.subject).toBe('Q2 so far: a quarter of the roadmap’s time went mostly to reliability work')
    expect(words.answer).toContain('went mostly into reliability work')
  })

  it('went to two receivers, in subject and body', () => {
    const words = lost(
      { roadmap: 420, ktlo: 320, reliability: 260, uncategorised: 0 },
      { ktlo: 'over', reliability: 'over' },
    )
    // 8 and 6 of 14 points.
    expect(words.subject).toBe(
      'Q2 so far: a quarter of the roadmap’s time went to keeping things running and reliability work',
    )
    expect(words.answer).toContain('went into keeping existing systems running and reliability work')
  })

  it('went to nobody for sure: then no receiver is named in either', () => {
    const words = lost(
      { roadmap: 420, ktlo: 380, reliability: 200, uncategorised: 0 },
      { ktlo: 'cannot_tell' },
    )
    expect(words.subject).toBe('Q2 so far: the roadmap got 42 % of the sorted work, planned 56 %')
    expect(words.answer).toContain('went to no single kind of work for sure')
  })
})

test('a preheader never repeats a subject that reliability is the news of', () => {
  const words = firstWords({
    actual: { roadmap: 560, ktlo: 340, reliability: 100, uncategorised: 0 },
    calls: { ktlo: 'cannot_tell', reliability: 'cannot_tell' },
    reliabilityState: 'drifting',
  })
  expect(words.subject).toBe('Q2 so far: reliability got 100 of its 200 planned days')
  expect(words.preheader).toMatch(/^A tenth of the sorted work went elsewhere than planned\./)
})

test('a preheader says that the time goes where it was planned only where that was decided', () => {
  expect(firstWords({}, 'product').preheader).not.toMatch(/elsewhere/)
  const unsure = firstWords({ halfBandPoints: 20, calls: { roadmap: 'cannot_tell' } })
  expect(unsure.preheader).toBe(
    'Less than 1 % of the sorted work went elsewhere than planned. Nothing here asks for a decision.',
  )
})
