import { expect, it } from 'vitest'
import { TrackerAuthError } from '../../../adapters/trackers/errors.ts'
import { exitCodeOf, exitCodes, exitCodesInWords } from '../../../cli/frame/exit-codes.ts'

it('takes a failure by its name, whether or not it crossed Temporal, and anything else for a bug', () => {
  expect(exitCodeOf(new TrackerAuthError('refused'))).toBe(exitCodes.configuration)
  expect(exitCodeOf(new TypeError('x is undefined'))).toBeNull()
  expect(exitCodeOf('text')).toBeNull()
})

it('tells every code in the help', () => {
  for (const code of Object.values(exitCodes))
    expect(exitCodesInWords).toMatch(new RegExp(`^ {2}${code} `, 'm'))
})
