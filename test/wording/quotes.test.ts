import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../wording')

/** What is read by a program, and has to be typed as it is. */
const forPrograms: readonly string[] = [
  // YAML of the plan.
  `accounts: { \${connection}: "\${plainText(accountId)}" }`,
  // A cell that Excel takes for text.
  `="\${cell}"`,
  // As the domain stores it.
  String.raw`/matches rule "(.+)"\.$/s`,
  // A format of luxon's.
  `"HH:mm 'on' yyyy-MM-dd"`,
]

function straightQuotes(source: string): string[] {
  const code = source.replaceAll(/^\s*(?:\/\*\*|\*|\/\/).*$/gm, '')
  const words = forPrograms.reduce((rest, each) => rest.replaceAll(each, ''), code)
  return words.split('\n').filter((line) => line.includes('"') || /\p{L}'\p{L}/u.test(line))
}

test('texts for people have curly quotes and apostrophes', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const found = files.flatMap((name) =>
    straightQuotes(readFileSync(join(root, name), 'utf8')).map((line) => `wording/${name}: ${line.trim()}`),
  )
  expect(files.length).toBeGreaterThan(30)
  expect(found).toEqual([])
})

test.each(['`rule "bugs"`', "`can't be read`", `"the company's"`])('%s would be found', (line) => {
  expect(straightQuotes(line)).toEqual([line])
})
