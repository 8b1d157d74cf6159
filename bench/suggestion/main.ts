/**
 * `npm run bench -- suggestion --tickets FILE --commits FILE [--read FILE] [--write]`: trains the text suggestion and scores it.
 * The files aren't part of the project; docs/decisions/0010-text-suggestion.md says what they are and what was measured.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { z } from 'zod'
import { categories } from '../../domain/category.ts'
import type { SuggestionModel } from '../../domain/classify/suggest/model.ts'
import { suggestionsBy } from '../../domain/classify/suggest/suggest.ts'
import { commitExamples, type Example, readExamples, ticketExamples, writtenExamples } from './examples.ts'
import { learn } from './learn.ts'
import { scoresOf } from './scores.ts'

const temperature = 1.25
const threshold = 0.66

const { values: options } = parseArgs({
  options: {
    tickets: { type: 'string' },
    commits: { type: 'string' },
    read: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
if (options.tickets === undefined || options.commits === undefined) {
  console.error('Usage: npm run bench -- suggestion --tickets FILE --commits FILE [--read FILE] [--write]')
  process.exit(64)
}
const examples = [
  ...ticketExamples(options.tickets),
  ...commitExamples(options.commits),
  ...writtenExamples(),
]
const model = modelOf(examples)
console.log('titles that were held out                titles  reach  accuracy  macro-F1  calibration error')
if (options.read !== undefined) {
  const read = readExamples(options.read)
  report('all', model, read)
  for (const source of sourcesOf(read))
    report(
      source,
      model,
      read.filter((each) => each.source === source),
    )
}
for (const source of [
  'ALOY',
  'MOD',
  'DAEMON',
  'appium/appium',
  'apache/apisix',
  'googleapis/release-please',
]) {
  const held = examples.filter((each) => each.source === source)
  report(`${source} (held out)`, modelOf(examples.filter((each) => each.source !== source)), held)
}
reportCost()
if (options.write) {
  const file = new URL('../../rules/suggestion-model.json', import.meta.url)
  writeFileSync(file, textOf(model))
}

function modelOf(from: readonly Example[]): SuggestionModel {
  const hundredths = (weights: readonly number[]) => {
    const mean = weights.reduce((a, b) => a + b, 0) / weights.length
    return weights.map((each) => Math.round((each - mean) * 100))
  }
  const learned = [...learn(from)].map(([feature, weights]) => [feature, hundredths(weights)] as const)
  const written = [...writtenWords()].map(([feature, weights]) => [feature, hundredths(weights)] as const)
  return {
    format: 1,
    temperature,
    threshold,
    learned: Object.fromEntries(learned.sort(byFeature)),
    written: Object.fromEntries(written.sort(byFeature)),
  }
}

function byFeature([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

/** The weights in words.yaml. */
function writtenWords(): Map<string, number[]> {
  const schema = z.record(z.enum(categories), z.record(z.string(), z.array(z.coerce.string())))
  const file = schema.parse(parse(readFileSync(new URL('words.yaml', import.meta.url), 'utf8')))
  const words = new Map<string, number[]>()
  for (const [index, category] of categories.entries()) {
    for (const [weight, list] of Object.entries(file[category])) {
      for (const word of list) {
        const weights = words.get(word) ?? [0, 0, 0]
        weights[index] = Math.max(weights[index] ?? 0, Number(weight))
        words.set(word, weights)
      }
    }
  }
  return words
}

/** A feature a line, so that two versions of the file can be compared. */
function textOf({ learned, written, ...rest }: SuggestionModel): string {
  const lines = (weights: SuggestionModel['learned']) =>
    Object.entries(weights)
      .map(([feature, each]) => `${JSON.stringify(feature)}:[${each.join(',')}]`)
      .join(',\n')
  return `${JSON.stringify(rest).slice(0, -1)},"learned":{\n${lines(learned)}\n},"written":{\n${lines(written)}\n}}\n`
}

function report(name: string, of: SuggestionModel, held: readonly Example[]): void {
  const { titles, reach, accuracy, macroF1, calibrationError } = scoresOf(suggestionsBy(of), held)
  const figures = [reach, accuracy, macroF1, calibrationError].map((each) => each.toFixed(3)).join('  ')
  console.log(`${name.padEnd(40)} ${String(titles).padStart(6)}  ${figures}`)
}

/** How large the model is, and how much CPU time a ticket takes. */
function reportCost(): void {
  const suggest = suggestionsBy(model)
  const before = process.cpuUsage()
  for (const { title } of examples) suggest({ title, typeName: 'Task', labels: ['backend'], components: [] })
  const { user, system } = process.cpuUsage(before)
  const milliseconds = (user + system) / 1000 / examples.length
  console.log(`${Buffer.byteLength(textOf(model))} bytes; ${milliseconds.toFixed(3)} ms of CPU a ticket`)
}

function sourcesOf(read: readonly Example[]): string[] {
  return [...new Set(read.map(({ source }) => source))]
}
