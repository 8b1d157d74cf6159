import { expect, test } from 'vitest'
import type { Forecast } from '../../../../domain/reconcile/dataset/forecast.ts'
import { intervalAround } from '../../../../domain/reconcile/forecast/interval.ts'
import { promisableOf } from '../../../../domain/reconcile/forecast/promisable.ts'
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

const ofDays = (days: number, ktloShare: number, halfShare: number) => {
  const { estimate, ...forecast } = forecastOfShare(ktloShare)
  const interval = intervalAround(ktloShare, halfShare)
  const promisable = promisableOf(days * 1000, ktloShare, interval)
  return {
    ...forecast,
    availableMilliDays: days * 1000,
    estimate: estimate && { ...estimate, ktloInterval: interval, promisable },
  }
}

test.each([
  // An interval of 75 person-days is told in fives, one of 102 in tens, a company's of 6,336 in five hundreds.
  [
    ofDays(520, 0.41, 0.072),
    'Q3 has 520 person-days; keeping things running will take about 215 of them (175 to 250), so 270 to 345 can be promised.',
  ],
  [
    ofDays(528, 0.255, 0.096),
    'Q3 has about 530 person-days; keeping things running will take about 140 of them (80 to 190), so 340 to 450 can be promised.',
  ],
  [
    ofDays(33_000, 0.553, 0.096),
    'Q3 has 33,000 person-days; keeping things running will take about 18,000 of them (15,000 to 21,500), so 11,500 to 18,000 can be promised.',
  ],
  // Below 50 it is told to the day.
  [
    ofDays(66, 0.56, 0.1),
    'Q3 has 66 person-days; keeping things running will take about 37 of them (30 to 44), so 22 to 36 can be promised.',
  ],
])('its days are as round as its interval is wide, and still add up', (forecast, sentence) => {
  expect(wordsOf(forecast)).toEqual([sentence])
})

test.each([
  [528, 0, 'about 530', 'none of them (at most 50), so 480 to 530'],
  [528, 0.004, 'about 530', 'hardly any of them (at most 55), so 475 to 530'],
  [33_000, 0.999, '33,000', 'nearly all of them (at least 29,800), so at most 3,200'],
  [528, 1, 'about 530', 'all of them (at least 475), so at most 55'],
])(
  'of %d person-days a share of %f is told in words where rounding leaves nothing, or everything',
  (days, share, has, part) => {
    expect(wordsOf(ofDays(days, share, 0.096))).toEqual([
      `Q3 has ${has} person-days; keeping things running is expected to take ${part} can be promised.`,
    ])
  },
)

test('it says nothing where nothing is forecast, or nobody has a day', () => {
  expect(wordsOf(noForecast)).toEqual([])
  expect(wordsOf({ ...forecastOfShare(0.41), availableMilliDays: 499 })).toEqual([])
})
