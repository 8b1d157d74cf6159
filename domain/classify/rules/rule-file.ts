import { z } from 'zod'
import { LastResults } from '../../calculation/last-results.ts'
import { categories } from '../../category.ts'
import { comparable } from '../../text/comparable.ts'
import type { TrackerKind } from '../../ticket.ts'
import { type FileProblem, FileProblemsError, parseYamlFile, type YamlFile } from '../../yaml/yaml-file.ts'
import type { Rule, RuleSet } from '../rule.ts'
import { caseSchema, failureOf } from './cases.ts'
import { conditionsSchema, filled } from './conditions-schema.ts'
import { unreachedRules } from './reach.ts'
import { statusKeys, statusRulesOf } from './status-file.ts'

function ruleFileSchema(trackers: readonly TrackerKind[] | undefined) {
  return z.strictObject({
    suggestions: z.enum(['on', 'off']).default('on'),
    ...statusKeys(trackers),
    rules: z
      .array(
        z.strictObject({
          name: filled,
          category: z.enum(categories),
          work_type: filled.transform(comparable).optional(),
          when: conditionsSchema(trackers),
        }),
      )
      .min(1, 'needs at least one rule')
      .default([]),
    cases: z.array(caseSchema(trackers)).default([]),
  })
}

type RuleFile = YamlFile<z.output<ReturnType<typeof ruleFileSchema>>>

/** A rule file as somebody gives it. */
export interface RuleFileText {
  readonly fileName: string
  readonly text: string
}

export interface RuleFileProblem extends FileProblem {
  readonly fileName: string
}

/** Rule files with what can be said of them beyond that they can be read. */
export interface RuleFilesCheck {
  readonly ruleSet: RuleSet
  readonly cases: number
  /** The cases that the rules decide otherwise. */
  readonly failedCases: readonly RuleFileProblem[]
  /** Rules, and single words of rules, that never decide. */
  readonly unreached: readonly RuleFileProblem[]
}

/**
 * Reads a rule file (YAML; format: docs/rules.md).
 * @param trackers the trackers that rules may name; without it any name passes, for rules that were checked on import
 * @throws FileProblemsError with line, column and reason of each problem; a bad pattern is one
 */
export function parseRuleFile(
  text: string,
  fileName = 'rules.yaml',
  trackers?: readonly TrackerKind[],
): RuleSet {
  const key = JSON.stringify([text, fileName, trackers])
  return parsedFiles.of(key, () => ruleSetOf(parsed([{ fileName, text }], trackers)))
}

/** Null for a file that isn't taken, as one that an earlier version of Plumbline took. */
export function ruleSetOrNull(text: string): RuleSet | null {
  try {
    return parseRuleFile(text)
  } catch (error) {
    if (!(error instanceof FileProblemsError)) throw error
    return null
  }
}

/** The rules in force are asked for by every page and every run, and take some 50 ms to read; the page of all rules shows ten earlier ones, too. */
const parsedFiles = new LastResults<RuleSet>(16)
const checkedFiles = new LastResults<RuleFilesCheck>(4)

/**
 * Reads rule files as one set, in their order, decides their cases and looks for rules that never decide.
 * @throws FileProblemsError as `parseRuleFile`, of the first file with problems; failed cases aren't thrown
 */
export function checkRuleFiles(
  files: readonly RuleFileText[],
  trackers?: readonly TrackerKind[],
): RuleFilesCheck {
  return checkedFiles.of(JSON.stringify([files, trackers]), () => checkOf(parsed(files, trackers)))
}

function checkOf(documents: readonly RuleDocument[]): RuleFilesCheck {
  const ruleSet = ruleSetOf(documents)
  const ruleAt = documents.flatMap((document) =>
    document.file.content.rules.map((_, index) => ({ document, index })),
  )
  return {
    ruleSet,
    cases: documents.reduce((sum, { file }) => sum + file.content.cases.length, 0),
    failedCases: documents.flatMap(({ fileName, file }) =>
      file.content.cases.flatMap((each, index) => {
        const failure = failureOf(each, ruleSet)
        return failure === null
          ? []
          : [{ fileName, ...file.problemAt(['cases', index, failure.word], failure.message) }]
      }),
    ),
    unreached: unreachedRules(ruleSet.rules).flatMap(({ ruleIndex, path, message }) => {
      const place = ruleAt[ruleIndex]
      if (place === undefined) return []
      const { fileName, file } = place.document
      const inRule = path.length > 0 ? ['when', ...path] : []
      return [{ fileName, ...file.problemAt(['rules', place.index, ...inRule], message) }]
    }),
  }
}

/** Several rule files as the text of one: a YAML document each, after a line with the file's name. */
export function joinRuleFiles(files: readonly RuleFileText[]): string {
  if (files.length === 1) return files[0]?.text ?? ''
  return files
    .map(
      ({ fileName, text }) =>
        `--- # ${fileName.replace(/\s+/g, ' ')}\n${text.replace(/^---[ \t]*\n/, '').trimEnd()}\n`,
    )
    .join('\n')
}

interface RuleDocument {
  readonly fileName: string
  readonly file: RuleFile
}

function parsed(
  files: readonly RuleFileText[],
  trackers: readonly TrackerKind[] | undefined,
): readonly RuleDocument[] {
  const schema = ruleFileSchema(trackers)
  const documents = files.flatMap(({ fileName, text }) =>
    documentsOf(text).map((document) => ({ fileName, file: parseYamlFile(document, schema, fileName) })),
  )
  const problems = [
    ...(documents.some(({ file }) => file.content.rules.length > 0) ? [] : noRules(documents)),
    ...sharedNames(documents),
    ...unknownRules(documents),
  ]
  const [first] = problems
  if (first !== undefined) {
    const { fileName } = first
    throw new FileProblemsError(
      fileName,
      problems.filter((each) => each.fileName === fileName).map(({ fileName: _, ...problem }) => problem),
    )
  }
  return documents
}

/** The documents of a text, each with as many empty lines before it as it needs to keep the numbers of its own. */
function documentsOf(text: string): string[] {
  // YAML lets no text hold a line that begins so.
  const starts = [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index)
  const bounds = [0, ...starts.filter((start) => start > 0), text.length]
  const documents = bounds.slice(1).flatMap((end, index) => {
    const start = bounds[index] ?? 0
    const document = text.slice(start, end)
    const isEmpty =
      document
        .replace(/^---/, '')
        .replace(/^\s*#.*$/gm, '')
        .trim() === ''
    return isEmpty ? [] : ['\n'.repeat(text.slice(0, start).split('\n').length - 1) + document]
  })
  return documents.length > 0 ? documents : [text]
}

function noRules([first]: readonly RuleDocument[]): RuleFileProblem[] {
  if (first === undefined) return []
  return [{ fileName: first.fileName, ...first.file.problemAt(['rules'], 'needs at least one rule') }]
}

function sharedNames(documents: readonly RuleDocument[]): RuleFileProblem[] {
  const seen = new Set<string>()
  return documents.flatMap(({ fileName, file }) =>
    file.content.rules.flatMap(({ name }, index) => {
      const isFirst = !seen.has(name)
      seen.add(name)
      const message = `"${name}" names two rules; a reason must name one`
      return isFirst ? [] : [{ fileName, ...file.problemAt(['rules', index, 'name'], message) }]
    }),
  )
}

function unknownRules(documents: readonly RuleDocument[]): RuleFileProblem[] {
  const names = new Set(documents.flatMap(({ file }) => file.content.rules.map(({ name }) => name)))
  return documents.flatMap(({ fileName, file }) =>
    file.content.cases.flatMap(({ rule }, index) =>
      rule === undefined || names.has(rule)
        ? []
        : [{ fileName, ...file.problemAt(['cases', index, 'rule'], `"${rule}" names no rule here`) }],
    ),
  )
}

function ruleSetOf(documents: readonly RuleDocument[]): RuleSet {
  const contents = documents.map(({ file }) => file.content)
  return {
    rules: contents.flatMap(({ rules }) =>
      rules.map(
        ({ name, category, work_type, when }): Rule => ({
          name,
          category,
          workType: work_type ?? null,
          when,
        }),
      ),
    ),
    statusRules: statusRulesOf(contents),
    suggests: contents.every(({ suggestions }) => suggestions === 'on'),
  }
}
