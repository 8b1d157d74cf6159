import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { cliDocs, exportDocs } from '../../../cli/docs/text.ts'

function documentOf(name: string): string {
  return readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')
}

it('has documents that say what the commands say; if not: node cli/docs/write.ts', () => {
  expect(documentOf('cli.md')).toBe(cliDocs())
  expect(documentOf('exports.md')).toBe(exportDocs())
})

it('shows every default as people would write it', () => {
  expect(cliDocs()).toContain('(default: 2m)')
  expect(cliDocs()).not.toMatch(/\(default: \d+\)/)
})
