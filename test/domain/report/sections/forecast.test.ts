import { expect, test } from 'vitest'
import type { Forecast } from '../../../../domain/reconcile/dataset/forecast.ts'
import { forecastSentences } from '../../../../domain/report/sections/forecast.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { forecastOfShare, noForecast } from '../../../builders/reconciliation.ts'
import { closedQuarter, companyView, scopeOnPlan, teamsOf } from '../../../builders/report-view.ts'

const wordsOf = (forecast: Forecast, changes = {}) =>
  forecastSentences(companyView({ ...scopeOnPlan(), forecast }, teamsOf([{}]), changes)).map(plainText)

const words =
  'Q3 has 150 person-days; keeping things running will take about 61 of them (49 to 73), so 77 to 101 can be promised.'

test('what can be promised is what keeping things running leaves, and its figures add up', () => {
  expect(wordsOf(forecastOfShare(0.41))).toEqual([words])
  expect(wordsOf(forecastOfShare(0.41), closedQuarter)).toEqual([words])
})

test('it says how little one quarter is', () => {
  expect(wordsOf(forecastOfShare(0.41, { grounds: 'one_quarter' }))).toEqual([
    `${words} Only one quarter is known, which says little about the next.`,
  ])
})

test('it says nothing where nothing is forecast, or nobody has a day', () => {
  expect(wordsOf(noForecast)).toEqual([])
  expect(wordsOf({ ...forecastOfShare(0.41), availableMilliDays: 499 })).toEqual([])
})
