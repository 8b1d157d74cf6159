import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { FileProblemsError, parseYamlFile } from '../../../domain/yaml/yaml-file.ts'

const anything = z.record(z.string(), z.unknown())

/** A field of each kind that our files have. */
const fields = z.strictObject({
  text: z.string().optional(),
  number: z.number().optional(),
  month: z.int().min(1).max(12).optional(),
  flag: z.boolean().optional(),
  date: z.iso.date('must be a date such as 2026-04-01').optional(),
  email: z.email('must be an e-mail address').optional(),
  word: z.enum(['roadmap', 'ktlo']).optional(),
  list: z.array(z.string()).optional(),
  group: z.strictObject({ name: z.string() }).optional(),
  keyed: z.record(z.string().regex(/^q\d$/, 'must be such as q1'), z.number()).optional(),
  either: z.union([z.string(), z.array(z.string())]).optional(),
  choice: z.union([z.literal('a'), z.number()]).optional(),
  positive: z.number().positive().optional(),
  below: z.number().lt(5).optional(),
  step: z.number().multipleOf(5).optional(),
  some: z.array(z.string()).min(2).optional(),
})

function problemsOf(text: string, schema: z.ZodType = anything): string[] {
  try {
    parseYamlFile(text, schema, 'a.yaml')
  } catch (error) {
    if (error instanceof FileProblemsError) return error.message.split('\n')
    throw error
  }
  return []
}

/** What no message may hold: words of the libraries, and of this program's own code. */
const foreign =
  /parseAllDocuments|call stack|at line \d|expected|received|Invalid|invalid|Too (small|big)|Unrecognized|Nested mappings|flow-|Flow |Implicit|undefined|NaN|Infinity|object\b/

/** `count` aliases in all. */
function withAliases(count: number): string {
  return `a: &a x\nb: [${Array(count).fill('*a').join(', ')}]\n`
}

describe('what is no YAML', () => {
  it.each([
    ['an alias without an anchor', 'a: 1\nb: *nope\n', '2:4 *nope refers to no anchor &nope above it'],
    ['an alias above its anchor', 'a: *b\nb: &b 1\n', '1:4 *b refers to no anchor &b above it'],
    [
      'a name that begins with *',
      'a: *ada!\n',
      '1:4 *ada! refers to no anchor &ada! above it; if it is a text',
    ],
    ['a second document', 'a: 1\n---\nb: 2\n', '2:1 a second document begins here'],
    ['a quote that is not closed', 'a: 1\nb: "c\nd: 2\n', '2:4 a quote opens here and is never closed'],
    ['a single quote that is not closed', "a: 'c\n", '1:4 a quote opens here and is never closed'],
    ['a quote in quotes', "a: 'O'Neil'\n", '"Neil\'" follows a closing quote'],
    ['a tab as indentation', 'a:\n\tb: 1\n', "2:1 a tab can't indent a line"],
    ['a word twice', 'name: 1\nb: 2\nname: 3\n', '3:1 "name" stands here for the second time'],
    ['a word twice in braces', 'a: { b: 1, b: 2 }\n', '1:12 "b" stands here for the second time'],
    ['a tag', 'a: !important\n', '1:4 "!important" is read as a tag: remove it, or put the value in quotes'],
    ['a timestamp tag', 'a: !!timestamp 2026-05-01\n', '1:16 "!!timestamp" before this is read as a tag'],
    ['an older version of YAML', '%YAML 1.1\n---\na: yes\n', '1:1 a line that begins with % is not read'],
    ['an at sign', 'a: @ada\n', '1:4 a value can\'t begin with @ unless it is in quotes: "@ada"'],
    ['an at sign in a list', 'a: [@ada, b]\n', 'unless it is in quotes: "@ada"'],
    ['a percent sign', 'a: %5\n', '1:4 a value can\'t begin with % unless it is in quotes: "%5"'],
    ['a backslash', 'a: "C:\\plan"\n', 'in "double quotes" \\ begins an escape'],
    ['a colon in a value', 'a: Search: engine\n', 'has a second ": " in one line: put the value in quotes'],
    ['a list on the line of its word', 'a: - b\n', 'a list begins on the next line'],
    ['no blank after a colon', 'a:1\n', '1:1 '],
    ['a line without a colon', 'a: 1\nb\nc: 2\n', 'a colon and a blank are missing'],
    ['a brace that is not closed', 'a: { b: 1\nc: 2\n', 'a { or [ before this is not closed'],
    ['a brace cut by a comment', 'a: { b: Team #1 }\n', '"#1 }" is read as a comment'],
    ['a missing comma', 'a: { b: "1" c: 2 }\n', 'a comma or the end of the line is missing before this'],
    [
      'a missing comma between plain words',
      'a: { b: one c: 2 }\n',
      '1:9 "one c:" has a second ": ": write a comma before c, or put the value in quotes',
    ],
    [
      'a missing colon in braces',
      'a: { b: 1, name Ada }\n',
      '1:12 "name Ada" is no "word: value": a colon is',
    ],
    ['a missing colon before braces', 'a:\n  core { b: 1 }\n', '2:3 a colon is missing after "core", or'],
    ['lines that are out of line', 'a:\n   b: 1\n  c: 2\n', 'is not indented like its neighbours'],
    ['a list as a word', '? [a]\n: b\n', 'must be plain text'],
    ['brackets below brackets', '['.repeat(20_000), 'is nested too deeply'],
  ])('%s is reported with its place and what to write', (_what, text, problem) => {
    const problems = problemsOf(text).join('\n')
    expect(problems).toContain(problem)
    expect(problems).not.toMatch(foreign)
  })

  const below = '  - { b: 2 }\n'.repeat(50)

  it.each([
    ['a bracket', `a:\n  - { b: [{ c: 1 }, d: 2 }\n${below}`, '2:26'],
    ['a brace', `a:\n  - b: 1, d: [2] }\n${below}`, '2:8'],
    ['a quote', `a:\n  - { b: "1 }\n${below}`, '2:10'],
    ['a colon', `a\n${below}`, '1:1'],
  ])('%s that is missing is told once, not at each line that follows', (_what, text, place) => {
    const [problem = '', ...others] = problemsOf(text)
    expect(problem).toContain(`a.yaml:${place} `)
    expect(problem).toMatch(/ \(what follows is checked once this is mended\)$/)
    expect(others).toEqual([])
  })

  it('slips of single lines are told of each line, and nothing is said of what follows', () => {
    expect(problemsOf('a: Fix: it\nb: Fix: that: too\nc: %5\n')).toEqual([
      'a.yaml:1:4 has a second ": " in one line: put the value in quotes',
      'a.yaml:2:4 has a second ": " in one line: put the value in quotes',
      'a.yaml:3:4 a value can\'t begin with % unless it is in quotes: "%5"',
    ])
  })

  it('every unknown alias is named at once', () => {
    expect(problemsOf('a: [*x, *y]\n')).toHaveLength(2)
  })
})

describe('aliases', () => {
  it('may make a hundred values of one, its own included, and no more', () => {
    expect(problemsOf(withAliases(99))).toEqual([])
    expect(problemsOf(withAliases(100))).toEqual([
      'a.yaml:2:401 *a: aliases may make 100 values of one at most: write this one out',
    ])
  })

  it('that multiply are reported at one of them', () => {
    const lines = [
      'a: &a [x, x]',
      ...[...'bcdefgh'].map((name, index) => nested(name, 'abcdefg'.charAt(index))),
    ]
    expect(problemsOf(`${lines.join('\n')}\n`)).toEqual([
      expect.stringMatching(/^a\.yaml:8:\d+ \*g: aliases may make 100/),
    ])
  })

  function nested(name: string, below: string): string {
    return `${name}: &${name} [${Array(9).fill(`*${below}`).join(', ')}]`
  }
})

describe('what YAML reads otherwise than it was meant', () => {
  it.each([
    [
      'a merge key',
      'a: &a { x: 1 }\nb:\n  <<: *a\n',
      '3:3 merge keys (<<) are not read here: write the lines out',
    ],
    ['a decimal comma in braces', 'a: { x: 0,6, y: 1 }\n', '1:9 0,6 is read as two values: write 0.6'],
    ['a name cut by a comment', 'a: Team #1\n', '1:4 is cut at " #": put the text in quotes ("Team #1")'],
    ['a name that is all comment', 'a: #1\n', '1:4 is cut at " #": put the text in quotes ("#1")'],
    ['a name cut in braces', 'a: { x: Team #1\n  }\n', '"Team #1"'],
    ['a lost letter', 'a: J\uFFFDrg\n', '1:4 "J\uFFFDrg" lost a letter (\uFFFD) when the file was saved'],
    [
      'a text of two encodings',
      'a: JÃ¶rg\n',
      '1:4 "JÃ¶rg" was saved in two encodings: write "Jörg", and save the file as UTF-8',
    ],
    ['typographic quotes', 'a: “Ada”\n', '1:4 “Ada”: these quotes would be part of the text: write "Ada"'],
  ])('%s is reported with its place and what to write', (_what, text, problem) => {
    expect(problemsOf(text).join('\n')).toContain(problem)
  })

  it.each([
    ['a comment', 'a: Team # the first\n'],
    ['a comment of signs', 'a: Team #----\n'],
    ['a # within a word', 'a: C#\n'],
    ['a # in quotes', 'a: "Team #1"\n'],
    ['a comment after a number', 'a: 1 #one\n'],
    ['a merge key in quotes', '"<<": 1\n'],
    ['a comma in brackets', 'a: [0,6]\n'],
    ['a text of Portuguese', 'a: SÃO PAULO\n'],
    ['a byte order mark', '\uFEFFa: 1\n'],
    ['an explicit text', 'a: !!str 007\n'],
    ['an alias', 'a: &a 1\nb: *a\n'],
    ['a number with places', 'a: [1.25, 0.600, 1.2000, 12.125, 2.50]\n'],
    ['lines that end as on Windows', 'a: 1\r\nb: Team\r\n'],
  ])('%s is fine', (_what, text) => {
    expect(problemsOf(text)).toEqual([])
  })

  it('words before a colon are texts, whatever they look like', () => {
    expect(parseYamlFile('007: a\nyes: b\nnull: c\n', anything, 'a.yaml').content).toEqual({
      '007': 'a',
      yes: 'b',
      null: 'c',
    })
  })
})

describe('a value of another kind', () => {
  it.each([
    ['text: 5e1234', '1:7 text: 5e1234 is read as a number: put it in quotes: "5e1234"'],
    ['text: 007', '1:7 text: 007 is read as a number: put it in quotes: "007"'],
    ['text: 1.10', '1:7 text: 1.10 is read as a number: put it in quotes: "1.10"'],
    ['text: 0x1F', '1:7 text: 0x1F is read as a number: put it in quotes: "0x1F"'],
    ['text: .nan', '1:7 text: .nan is read as a number: put it in quotes: ".nan"'],
    ['text: 712020123456789012345', '"712020123456789012345"'],
    ['text: true', '1:7 text: true is read as yes or no: put it in quotes: "true"'],
    ['text: Null', '1:7 text: Null is read as "no value": put it in quotes: "Null"'],
    ['text: ~', '1:7 text: ~ is read as "no value": put it in quotes: "~"'],
    ['text:', '1:6 text: is empty: write a value, or remove the line'],
    ['text: [a]', '1:7 text: must be a text: put it in quotes if it begins with { or [ ("[a]")'],
    ['number: 0,6', '1:9 number: must be a number: write 0.6'],
    ['number: 1_200', '1:9 number: must be a number: write 1200'],
    ['number: 1,200', '1:9 number: must be a number: write 1200'],
    ["number: 1'200'000", 'write 1200000'],
    ['number: 1.200', '1:9 1.200 can mean 1200 or 1.2: write one of them'],
    ['number: 12.000', '1:9 12.000 can mean 12000 or 12: write one of them'],
    ['number: 0x10', '1:9 0x10 is read as 16: write 16'],
    ['number: 0o17', '1:9 0o17 is read as 15: write 15'],
    ['number: 60%', 'write 0.6'],
    ['number: 12,5 %', 'write 0.125'],
    ['number: 1/2', 'write 0.5'],
    ['number: 40 days', 'write 40'],
    ['number: "40"', '1:9 number: must be a number: write 40 without quotes'],
    ['number: many', '1:9 number: must be a number'],
    ['number: .inf', '1:9 number: must be a number; .inf is none'],
    ['number: yes', '1:9 number: must be a number'],
    ['month: 1.5', '1:8 month: must be a whole number; 1.5 is none'],
    ['month: 13', '1:8 month: must be at most 12'],
    ['month: 0', '1:8 month: must be at least 1'],
    ['flag: yes', '1:7 flag: must be true or false: write true'],
    ['flag: nein', '1:7 flag: must be true or false: write false'],
    ['flag: maybe', '1:7 flag: must be true or false'],
    ['date: 2026-5-1', '1:7 date: must be a date such as 2026-04-01: write 2026-05-01'],
    ['date: 1.5.2026', 'write 2026-05-01'],
    ['date: 2026-05-01T00:00:00Z', 'write 2026-05-01'],
    ['date: 20260501', 'write 2026-05-01'],
    ['date: 2026-02-30', '1:7 date: must be a date such as 2026-04-01'],
    ['email: 5', '1:8 email: must be an e-mail address'],
    ['word: fun', '1:7 word: must be one of roadmap, ktlo'],
    ['list: a', '1:7 list: must be a list: write [a]'],
    ['list: { a: 1 }', '1:7 list: must be a list'],
    ['list: [007, b]', '1:8 list[1]: 007 is read as a number: put it in quotes: "007"'],
    ['list: [a, ]\nflag: 1', '2:7 flag: must be true or false: write true'],
    ['group: a', '1:8 group: must be lines of "word: value"'],
    ['group: {}', '1:8 group.name: is missing'],
    ['group: { name: a, nam: b }', '1:19 group.nam: is not a word that this file knows'],
    ['te\u00A0xt: a', 'holds a no-break or invisible blank'],
    ['keyed: { q1: 1, x: 2 }', '1:17 keyed.x: must be such as q1'],
    ['either: 2', '1:9 either: 2 is read as a number: put it in quotes: "2"'],
    ['either: [a, 2]', '1:13 either[2]: 2 is read as a number: put it in quotes: "2"'],
    ['choice: b', '1:9 choice: is not of a form that can be used here'],
    ['positive: 0', '1:11 positive: must be above 0'],
    ['below: 5', '1:8 below: must be below 5'],
    ['step: 3', '1:7 step: must be a multiple of 5'],
    ['some: [a]', '1:7 some: needs at least 2 entries'],
    ['a: &a 007\n', 'a: is not a word'],
    ['list: &a [007]\neither: *a', '1:11 either[1]: 007 is read as a number'],
  ])('%s is reported as: …%s', (text, problem) => {
    const problems = problemsOf(`${text}\n`, fields).join('\n')
    expect(problems).toContain(`a.yaml:${problem}`.replace(/^a\.yaml:(?!\d)/, ''))
    expect(problems).not.toMatch(foreign)
  })

  it('an empty file, and one that is a list, are reported', () => {
    expect(problemsOf('', fields)).toEqual(['a.yaml:1:1 is empty: must be lines of "word: value"'])
    expect(problemsOf('- a\n', fields)).toEqual(['a.yaml:1:1 must be lines of "word: value"'])
    expect(problemsOf('# nothing yet\n', fields)).toHaveLength(1)
  })
})

it('whatever is written, it is read or reported, never in the words of a library', () => {
  const piece = fc.constantFrom(
    ...[
      'text',
      'number',
      'list',
      ': ',
      ':',
      '\n',
      '\n  ',
      '\t',
      '- ',
      '{ ',
      ' }',
      '[',
      ']',
      ', ',
      '"',
      "'",
      ' #',
      '&a ',
      '*a',
      '!x ',
      '|',
      '>',
    ],
    ...['? ', '%', '@', '<<: ', '007', '0,6', 'yes', '~', '---\n', '\\', '\u00A0', 'ü', '\r\n', '`', '...'],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      for (const problem of problemsOf(pieces.join(''), fields)) {
        expect(problem.replaceAll(/"[^"]*"/g, '')).not.toMatch(foreign)
      }
    }),
    { numRuns: 400, seed: 9 },
  )
})
