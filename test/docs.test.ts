import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseRuleFile } from '../domain/classify/rules/rule-file.ts'
import { readPlanFile } from '../domain/plan/file/plan-file.ts'
import { architectureSvg } from '../setup/draw-architecture.ts'

const projectFolder = join(import.meta.dirname, '..')

function textOf(page: string): string {
  return readFileSync(join(projectFolder, page), 'utf8')
}

/** The page's example, as somebody who copies it has it. */
function exampleOf(page: string): string {
  const [, example] = /```yaml\n(.*?)```/s.exec(textOf(page)) ?? []
  if (example === undefined) throw new Error(`${page} has no example`)
  return example
}

describe('the pages', () => {
  test('show a plan and rules that are accepted as they stand', () => {
    const rota =
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Ada Example\nDTSTART;VALUE=DATE:20260504\nDTEND;VALUE=DATE:20260507\nEND:VEVENT\nEND:VCALENDAR\n'
    const plan = readPlanFile(exampleOf('docs/plan.md'), 'docs/plan.md').finish(new Map([['rota.ics', rota]]))
    expect(plan.teams.length).toBeGreaterThan(1)
    expect(plan.people[0]?.onCallTurns).toHaveLength(2)
    expect(parseRuleFile(exampleOf('docs/rules.md'), 'docs/rules.md').rules).toHaveLength(1)
  })

  const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'plans/README.md']
  const inDocs = readdirSync(join(projectFolder, 'docs'), { recursive: true, encoding: 'utf8' })
  const all = [...pages, ...inDocs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name))]

  test.each(all)('%s links to what is there', (page) => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link ?? '')
    expect(links.filter((link) => !existsSync(join(projectFolder, dirname(page), link)))).toEqual([])
  })

  test('are all to be found from the README or the index of documents', () => {
    const fromReadme = textOf('README.md')
    const fromIndex = textOf('docs/README.md') + textOf('docs/architecture.md')
    const unreached = inDocs
      .filter((name) => /\.\w+$/.test(name) && name !== 'README.md' && !name.startsWith('decisions'))
      .filter((name) => !fromReadme.includes(join('docs', name)) && !fromIndex.includes(`(${name})`))
    expect(unreached).toEqual([])
    expect(fromReadme).toContain('(docs/README.md)')
  })

  test('name files and folders of the project that are there', () => {
    const named = all.flatMap((page) =>
      [
        ...textOf(page).matchAll(
          /`((?:domain|adapters|activities|workflows|worker|queries|embedded|fakes|templates|cli|demo|test|setup)\/[\w./-]*)`/g,
        ),
      ].map(([, path]) => path ?? ''),
    )
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((path) => !existsSync(join(projectFolder, path)))).toEqual([])
  })
})

test('the picture of the architecture shows the imports as they are; if not: node setup/draw-architecture.ts', async () => {
  expect(textOf('docs/architecture.svg')).toBe(await architectureSvg())
})
