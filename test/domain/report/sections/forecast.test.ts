import { expect, test } from 'vitest'
import type { Forecast } from '../../../../domain/reconcile/dataset/forecast.ts'
import type { Reconciliation } from '../../../../domain/reconcile/dataset/reconciliation.ts'
import { composeReport } from '../../../../domain/report/compose.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../../builders/example-company.ts'
import { forecastOfShare, noForecast } from '../../../builders/reconciliation.ts'

function wordsOf(forecast: Forecast, state: Reconciliation['state'] = 'running'): string | null {
  const { company } = exampleReconciliation
  const reconciliation = { ...exampleReconciliation, state, company: { ...company, forecast } }
  const spec = { audience: 'executive', scope: { kind: 'company' } } as const
  const sentence = composeReport({ reconciliation, plan: examplePlan, spec }).forecast
  return sentence === null ? null : plainText(sentence)
}

const words =
  'Of 150 days in Q3, 77 to 101 can be promised: keeping things running is expected to take 41 % (in 8 of 10 quarters 33 to 49 %).'

test('a report before planning says what can be promised next quarter', () => {
  expect(wordsOf(forecastOfShare(0.41))).toBe(words)
})

test('it says how little one quarter is', () => {
  expect(wordsOf(forecastOfShare(0.41, { grounds: 'one_quarter' }))).toBe(
    `${words} Only one quarter is known, which says little about the next.`,
  )
})

test('it says nothing once the quarter has closed, and where nothing is forecast', () => {
  expect(wordsOf(forecastOfShare(0.41), 'closed')).toBeNull()
  expect(wordsOf(noForecast)).toBeNull()
})
