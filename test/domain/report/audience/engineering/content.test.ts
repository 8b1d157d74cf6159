import { describe, expect, it } from 'vitest'
import { engineeringParts } from '../../../../../domain/report/audience/engineering/content.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { pastScopeOf, type ScopeSketch, sourceOf } from '../../../../builders/reconciliation.ts'
import {
  closedQuarter,
  companyView,
  scopeOnPlan,
  teamsOf,
  teamView,
  type ViewChanges,
} from '../../../../builders/report-view.ts'

const doubtful = { doubt: { because: 'half_unattributed', share: 0.6 } } as const

function newsOf(sketch: Partial<ScopeSketch>, changes: ViewChanges = {}) {
  const view = teamView(scopeOnPlan(sketch), { audience: 'engineering', ...changes })
  const { subject, preheader, answer } = engineeringParts(view).newsOf({
    kind: 'no_sure_difference',
    halfWidthShare: 0.1,
  })
  return { subject, preheader, answer: plainText(answer) }
}

describe('an engineering manager’s subject', () => {
  it.each([
    [{ calls: { ktlo: 'on_plan' } }, 'keeping things running at 25 %, as planned'],
    [{ calls: { ktlo: 'over' } }, 'keeping things running at 25 %, 25 % planned'],
    [{ calls: { ktlo: 'cannot_tell' } }, 'no sure difference from the plan'],
    [{ calls: { reliability: 'over' } }, 'reliability work at 15 %, 15 % planned'],
    [{ reliabilityState: 'drifting' }, '15 of 15 reliability days spent'],
    [{ reliabilityState: 'probably_drifting' }, '15 of 15 reliability days spent'],
  ] as const)('%j: %s', (sketch, words) => {
    expect(newsOf(sketch).subject).toBe(`Search, Q2 so far: ${words}`)
  })

  const grown = {
    reliabilityState: 'drifting',
    interruptions: { tickets: 160 },
    requestsBefore: { quarter: '2026-Q1', count: 100 },
  } as const

  it('joins interruptions and reliability where both fit, else tells the first', () => {
    const companyWide = engineeringParts(companyView(scopeOnPlan(grown, 1), teamsOf([{}]), closedQuarter))
    expect(companyWide.newsOf({ kind: 'on_plan' }).subject).toBe(
      'Q2: interruptions up by 60 %, 15 of 15 reliability days spent',
    )
    expect(newsOf(grown).subject).toBe('Search, Q2 so far: twice Q1’s pace of interruptions')
  })
})

it('fewer interruptions are no news where keeping things running is over its plan', () => {
  const fewer = { interruptions: { tickets: 40 }, requestsBefore: { quarter: '2026-Q1', count: 100 } }
  expect(newsOf(fewer).subject).toMatch(/: (?:half|interruptions down)/)
  expect(newsOf({ ...fewer, calls: { ktlo: 'over' } }).subject).toMatch(/: keeping things running at \d+ %, /)
})

describe('an engineering manager’s answer', () => {
  const interruptions = { tickets: 40 }
  const start = 'Search has had 40 interruptions so far'
  const end = '; keeping things running takes 25 % (±6) of the sorted work, as planned.'

  it('counts interruptions', () => {
    expect(newsOf({ interruptions }).answer).toBe(start + end)
  })

  it('holds them against the latest quarter', () => {
    const past = ['2025-Q4', '2026-Q1'].map((quarter, index) => ({
      quarter,
      scopes: [
        pastScopeOf(
          'search',
          { roadmap: 0.6, ktlo: 0.2, reliability: 0.2, uncategorised: 0 },
          { tickets: 91 * (index + 1), incidents: 0, incidentsOutOfHours: 0, milliDays: 0 },
        ),
      ],
    }))
    // 73 of 91 days of twice 91 interruptions.
    expect(newsOf({ interruptions }, { reconciliation: { past } }).answer).toBe(
      `${start} (146 at Q1’s pace)${end}`,
    )
  })
})

describe('an engineering manager’s lines', () => {
  const lines = (view: ReturnType<typeof companyView>) =>
    engineeringParts(view).lines.map(({ words }) => plainText(words))
  const sources = [sourceOf('ktlo', 'Outages', 5, ['S-1'])]
  const unsorted = { roadmap: 60, ktlo: 25, reliability: 15, uncategorised: 10 }
  const source = 'One source has taken 5 of the 25 person-days of keeping things running: Outages (5).'
  const standing = '15 of 15 planned reliability days are spent (15 planned by now).'
  const mend = 'To fix in the data: 10 person-days on unsorted tickets.'

  it('end with what to mend in the data, or a company’s teams in doubt', () => {
    const company = scopeOnPlan({ actual: unsorted, sources })
    expect(lines(companyView(company, teamsOf([{}, {}])))).toEqual([source, standing, mend])
    expect(lines(companyView(company, teamsOf([{}, doubtful]))).at(-1)).toBe(
      'B: can’t tell, because 60 % of the working days have no ticket in progress.',
    )
  })

  it('begin with what to mend where a team can’t be told', () => {
    expect(lines(teamView(scopeOnPlan({ actual: unsorted, sources, ...doubtful })))[0]).toMatch(/^To fix/)
    expect(lines(teamView(scopeOnPlan({ actual: unsorted, sources })))).toEqual([source, standing, mend])
  })

  it('say with reliability that planned people were not there, unless the answer does', () => {
    const capacityGap = { kind: 'missing', milliDays: 20_000 } as const
    expect(lines(teamView(scopeOnPlan({ capacityGap })))).toEqual([standing])
    const missing = { capacityGap, calls: { roadmap: 'under' } } as const
    const people = '20 person-days that the plan counted on were not there'
    expect(lines(teamView(scopeOnPlan(missing)))).toEqual([`${people}.`, standing])
    expect(lines(teamView(scopeOnPlan({ ...missing, actual: unsorted, sources })))).toEqual([
      source,
      `${people}; ${standing}`,
      mend,
    ])
  })

  it('are none where no work was measured and nothing can be mended: the answer has said why', () => {
    const actual = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
    expect(lines(teamView(scopeOnPlan({ actual, doubt: { because: 'no_effort' } })))).toEqual([])
  })

  it('are details on the page, with every doubt', () => {
    const view = companyView(scopeOnPlan({ actual: unsorted, sources }), teamsOf([{}, doubtful]))
    expect(engineeringParts(view).findings.map(({ sentences }) => plainText(sentences[0] ?? []))).toEqual([
      'One source makes up 5 of the 25 person-days of keeping things running:',
      '15 of 15 planned reliability days are spent (15 planned by now).',
      'To fix in the data, so that the next figures are better:',
      'B: can’t tell, because 60 % of the working days have no ticket in progress.',
    ])
  })
})

it('an engineering manager has nothing to look at while interruptions are as before and all people there', () => {
  const isQuiet = (sketch: Partial<ScopeSketch>) => engineeringParts(teamView(scopeOnPlan(sketch))).isQuiet
  expect(isQuiet({})).toBe(true)
  expect(isQuiet({ capacityGap: { kind: 'missing', milliDays: 1000 }, calls: { roadmap: 'under' } })).toBe(
    false,
  )
  const grown = { interruptions: { tickets: 160 }, requestsBefore: { quarter: '2026-Q1', count: 100 } }
  expect(isQuiet(grown)).toBe(false)
})
