import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packagedSuggestions } from '../../../../adapters/packaged-files.ts'
import { titleFeatures } from '../../../../domain/classify/suggest/features.ts'
import { suggestionModelSchema } from '../../../../domain/classify/suggest/model.ts'

const suggest = packagedSuggestions()
const suggestFor = (title: string) => suggest({ title, typeName: 'Task', labels: [], components: [] })

test('the model is at most 400 KB', () => {
  expect(statSync('rules/suggestion-model.json').size).toBeLessThanOrEqual(400_000)
})

test.each([
  ['Let customers pay with gift cards', 'roadmap'],
  ['Add bulk edit to the product list', 'roadmap'],
  ['As a teacher I can copy a course', 'roadmap'],
  ['Login page is blank in Safari', 'ktlo'],
  ['NullPointerException when saving an invoice', 'ktlo'],
  ['Bump lodash to 4.17.21', 'ktlo'],
  ['Refactor the order state machine', 'reliability'],
  ['Load test before peak season', 'reliability'],
  ['Alerts for queue latency', 'reliability'],
  ['[Feature] Duplicate a page', 'roadmap'],
  ['[Bug] List of orders', 'ktlo'],
  ['How do I change the sender address?', 'ktlo'],
  ['Anmeldung funktioniert nicht', 'ktlo'],
  ['Dette technique du module de paiement', 'reliability'],
  ['Agregar filtro por fecha', 'roadmap'],
])('%s is probably %s', (title, category) => {
  const suggestion = suggestFor(title)
  expect(suggestion?.category).toBe(category)
  const inTitle = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ')
  for (const word of suggestion?.words ?? []) expect(`${inTitle} task`).toContain(word)
})

test('each word that a person wrote down can stand in a title', () => {
  const { written } = suggestionModelSchema.parse(
    JSON.parse(readFileSync('rules/suggestion-model.json', 'utf8')),
  )
  const words = Object.keys(written)
  expect(words.length).toBeGreaterThan(1000)
  expect(words.filter((word) => !titleFeatures(word.replace('^', '')).includes(word))).toEqual([])
})

test.each(['Misc', 'Phase 2', 'Tuesday', 'WEB-17', '💥'])('it is silent on "%s"', (title) => {
  expect(suggestFor(title)).toBeNull()
})

test('the same title has the same suggestion, to the byte', () => {
  const titles = ['Alerts for queue latency', 'Login page is blank in Safari']
  const once = JSON.stringify(titles.map(suggestFor))
  expect(JSON.stringify(titles.map(suggestFor))).toBe(once)
})
