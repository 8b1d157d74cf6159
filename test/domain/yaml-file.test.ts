import { expect, it } from 'vitest'
import { z } from 'zod'
import { FileProblemsError, parseYamlFile } from '../../domain/yaml-file.ts'

function problemsOf(text: string): string[] {
  try {
    parseYamlFile(text, z.record(z.string(), z.unknown()), 'a.yaml')
  } catch (error) {
    if (error instanceof FileProblemsError) return error.message.split('\n')
    throw error
  }
  return []
}

/** `count` aliases in all. */
function withAliases(count: number): string {
  return `a: &a x\nb: [${Array(count).fill('*a').join(', ')}]\n`
}

it.each([
  ['an unknown alias', 'a: 1\nb: *nope\n', 'a.yaml:2:4 *nope refers to no anchor &nope above it'],
  ['an alias above its anchor', 'a: *b\nb: &b 1\n', 'a.yaml:1:4 *b refers to no anchor &b above it'],
  ['a second document', 'a: 1\n---\nb: 2\n', 'a.yaml:2:1 a second document begins here'],
  ['a quote that is not closed', 'a: 1\nb: "c\n', 'a.yaml:3:1 Missing closing "quote'],
  ['a tab as indentation', 'a:\n\tb: 1\n', 'a.yaml:2:'],
  ['brackets below brackets', '['.repeat(20_000), 'is nested too deeply'],
])('%s is a problem of the file, with its place', (_what, text, problem) => {
  expect(problemsOf(text).join('\n')).toContain(problem)
  expect(problemsOf(text).join('\n')).not.toMatch(/parseAllDocuments|call stack|at line \d/)
})

it('aliases may make a hundred values of one, its own included, and no more', () => {
  expect(problemsOf(withAliases(99))).toEqual([])
  expect(problemsOf(withAliases(100))).toEqual([
    expect.stringMatching(/^a\.yaml:1:1 its aliases .*at most 100/),
  ])
})

it('every unknown alias is named at once', () => {
  expect(problemsOf('a: [*x, *y]\n')).toHaveLength(2)
})
