import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { TrackerAuthError } from '../../../adapters/trackers/errors.ts'
import { exitCodeOf, exitCodeOfName, exitCodes, exitCodesInWords } from '../../../cli/frame/exit-codes.ts'

const projectFolder = join(import.meta.dirname, '..', '..', '..')

/** These can only be thrown where Plumbline itself is wrong, or are caught where they arise. */
const bugsAndInternals = new Set([
  'ConservationError',
  'MailTooLargeError',
  'UnfitAnswer',
  'DeliveryClaimLostError',
  'DeliveryTransitionError',
  'ScopeWithoutFiguresError',
  'UnknownTimeZoneError',
  'ResultMissingError',
])

it('knows the exit code of every failure of the outside world', () => {
  const files = globSync('{domain,adapters,activities,worker}/**/*.ts', { cwd: projectFolder }).filter(
    (file) => !file.includes('generated'),
  )
  const named = files.flatMap((file) =>
    [
      ...readFileSync(join(projectFolder, file), 'utf8').matchAll(
        /override readonly name(?:: string)? = '(\w+)'/g,
      ),
    ].map(([, name = '']) => name),
  )
  expect(named.length).toBeGreaterThan(15)
  const unknown = named.filter((name) => exitCodeOfName(name) === null && !bugsAndInternals.has(name))
  expect(unknown).toEqual([])
})

it('takes a failure by its name, whether or not it crossed Temporal, and anything else for a bug', () => {
  expect(exitCodeOf(new TrackerAuthError('refused'))).toBe(exitCodes.configuration)
  expect(exitCodeOf(new TypeError('x is undefined'))).toBeNull()
  expect(exitCodeOf('text')).toBeNull()
})

it('tells every code in the help', () => {
  for (const code of Object.values(exitCodes))
    expect(exitCodesInWords).toMatch(new RegExp(`^ {2}${code} `, 'm'))
})
