import { expect, test } from 'vitest'
import { readStartOptions } from '../../start/options.ts'
import { ConfigError } from '../../worker/settings/config-error.ts'

test('npm start runs the worker and the web, or the one that is named', () => {
  expect(readStartOptions([])).toEqual({ worker: true, web: true })
  expect(readStartOptions(['--only', 'web'])).toEqual({ worker: false, web: true })
  expect(readStartOptions(['--only', 'worker'])).toEqual({ worker: true, web: false })
})

test.each([['--only'], ['--only', 'mail'], ['web'], ['--web']])('npm start -- %s is refused', (...argv) => {
  expect(() => readStartOptions(argv)).toThrow(ConfigError)
})
