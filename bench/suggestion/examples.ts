import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Category, categories } from '../../domain/category.ts'

/** A labelled title. */
export interface Example {
  /** The project or repository it is from; what is held out is held out by it. */
  readonly source: string
  readonly title: string
  readonly category: Category
  /** Whether its source labels all three categories: a bug tracker doesn't know which work is for reliability. */
  readonly labelsReliability: boolean
  readonly weight: number
}

const ticket = z.object({ key: z.string(), type: z.string(), summary: z.string() })
const commit = z.object({ source: z.string(), subject: z.string(), category: z.enum(categories) })
const byCategory = z.partialRecord(z.enum(categories), z.array(z.string()))
const categoryOfType: Readonly<Record<string, Category>> = {
  Bug: 'ktlo',
  'New Feature': 'roadmap',
  Story: 'roadmap',
  Improvement: 'roadmap',
}

/** Tickets of a Jira, a JSON object a line, gzipped; labelled by their type. */
export function ticketExamples(file: string): Example[] {
  return jsonLines(file, ticket).flatMap(({ key, type, summary }) => {
    const category = categoryOfType[type]
    if (category === undefined) return []
    const source = key.replace(/-\d+$/, '')
    return [
      {
        source,
        title: summary,
        category,
        labelsReliability: false,
        weight: type === 'Improvement' ? 0.5 : 1,
      },
    ]
  })
}

/** Subjects of conventional commits, a JSON object a line, gzipped; labelled by the type that their author wrote. */
export function commitExamples(file: string): Example[] {
  return jsonLines(file, commit).map(({ source, subject, category }) => ({
    source,
    title: subject,
    category,
    labelsReliability: true,
    weight: 1,
  }))
}

/** The titles in titles/, in the order of the files' names. */
export function writtenExamples(): Example[] {
  const folder = new URL('titles/', import.meta.url)
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const titles = byCategory.parse(parse(readFileSync(new URL(file, folder), 'utf8')))
      return categories.flatMap((category) =>
        (titles[category] ?? []).map((title) => ({
          source: handWritten,
          title,
          category,
          labelsReliability: true,
          weight: 1,
        })),
      )
    })
}

export const handWritten = 'written by hand'

/** Titles that a person read, as tab-separated lines: source, category, title. */
export function readExamples(file: string): Example[] {
  const line = z.tuple([z.string(), z.enum(categories), z.string()])
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((each) => each !== '')
    .map((each) => {
      const [source, category, title] = line.parse(each.split('\t'))
      return { source, title, category, labelsReliability: true, weight: 1 }
    })
}

function jsonLines<Line>(file: string, line: z.ZodType<Line>): Line[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((each) => each !== '')
    .map((each) => line.parse(JSON.parse(each)))
}
