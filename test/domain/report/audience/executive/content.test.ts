import { describe, expect, it } from 'vitest'
import { executiveParts } from '../../../../../domain/report/audience/executive/content.ts'
import type { ReportView } from '../../../../../domain/report/content/view.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import type { ScopeSketch } from '../../../../builders/reconciliation.ts'
import {
  closedQuarter,
  companyView,
  scopeOnPlan,
  teamsOf,
  teamView,
  type ViewChanges,
} from '../../../../builders/report-view.ts'

const missing = (days: number) => ({ capacityGap: { kind: 'missing', milliDays: days * 1000 } }) as const
const drifting = {
  actual: { roadmap: 70, ktlo: 25, reliability: 5, uncategorised: 0 },
  calls: { reliability: 'under' },
  reliabilityState: 'drifting',
} as const
const choice = { heading: 'To decide', sentences: [] }

const preheaderOf = (view: ReportView, decision: typeof choice | null = choice) =>
  executiveParts(view, decision).newsOf({ kind: 'on_plan' }).preheader

describe('an executive’s preheader', () => {
  const onPlan = companyView(scopeOnPlan(), teamsOf([{}]))

  it.each<[ViewChanges, string]>([
    [{}, 'One decision before planning starts on 24 June.'],
    [{ plan: { quarters: [] } }, 'One decision before Q3 is planned.'],
    [closedQuarter, 'One decision for Q3.'],
  ])('%#: says by when there is something to decide', (changes, decision) => {
    const view = companyView(scopeOnPlan(), teamsOf([{}]), changes)
    expect(preheaderOf(view)).toMatch(new RegExp(`\\. ${decision}$`))
  })

  it('says that nothing asks for a decision', () => {
    expect(preheaderOf(onPlan, null)).toBe(
      'The time goes where it was planned. Nothing here asks for a decision.',
    )
  })

  const mostOfIt = (...sketches: readonly Partial<ScopeSketch>[]) =>
    preheaderOf(companyView(scopeOnPlan(), teamsOf(sketches))).replace(/\. .*/, '.')

  it('counts the few teams that explain most of what is at stake', () => {
    expect(mostOfIt(missing(30), {}, {})).toBe('One of three teams explains most of it.')
    expect(mostOfIt(missing(40), missing(30), missing(10), {})).toBe('Two of four teams explain most of it.')
    expect(mostOfIt(missing(10), missing(80), {}, {})).toBe('One of four teams explains most of it.')
  })

  it('counts none where they are not few, or nothing is at stake', () => {
    const elsewhere = 'The time goes where it was planned.'
    expect(mostOfIt(missing(30), missing(30), {})).toBe(elsewhere)
    const requests = { interruptions: { tickets: 400 }, requestsBefore: { quarter: '2026-Q1', count: 50 } }
    expect(mostOfIt(requests, {}, {})).toBe(elsewhere)
    expect(preheaderOf(teamView(scopeOnPlan(missing(30))))).toMatch(
      /^Less than 1 % .* elsewhere than planned\./,
    )
  })

  it('says what reliability got where it drifts and is not the news itself', () => {
    const view = companyView(scopeOnPlan(drifting), teamsOf([{}]))
    expect(preheaderOf(view)).toMatch(/^Reliability got 5 of its 15 days\. /)
    expect(executiveParts(view, null).newsOf({ kind: 'reliability_drifting' }).preheader).toMatch(
      /^A tenth of the sorted work went elsewhere than planned\. /,
    )
  })
})

describe('an executive’s findings', () => {
  const starts = (view: ReportView) =>
    executiveParts(view, null).findings.map(({ sentences }) => plainText(sentences[0] ?? []))

  it('of a team are its points, or that it is on plan, or its doubt', () => {
    expect(starts(teamView(scopeOnPlan(missing(30))))).toEqual([
      '30 days that Search’s plan counted on were not there.',
    ])
    expect(starts(teamView(scopeOnPlan()))).toEqual(['Everything is within a tenth of its plan.'])
    const doubtful = scopeOnPlan({ doubt: { because: 'no_effort' } })
    expect(starts(teamView(doubtful))).toEqual(['Search: cannot tell, because no ticket shows any work.'])
  })

  it('of a team are at most three', () => {
    const all = {
      ...drifting,
      ...missing(30),
      actual: { roadmap: 40, ktlo: 55, reliability: 5, uncategorised: 0 },
      calls: { ktlo: 'over', roadmap: 'under', reliability: 'under' },
    } as const
    expect(starts(teamView(scopeOnPlan(all)))).toEqual([
      'In Search, keeping things running took 30 days more than planned, about 21,000 €.',
      'Search has spent 5 of its 15 planned reliability days; 15 were due by now.',
      '30 days that Search’s plan counted on were not there.',
    ])
  })
})
