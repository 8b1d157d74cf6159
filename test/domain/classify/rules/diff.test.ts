import { expect, test } from 'vitest'
import { rulesDiff } from '../../../../domain/classify/rules/diff.ts'
import { parseRuleFile } from '../../../../domain/classify/rules/rule-file.ts'
import { rulesChangeText } from '../../../../wording/tickets/rules-change-text.ts'

const first = `suggestions: on
rules:
  - { name: bugs, category: ktlo, when: { title: "bug|crash" } }
  - { name: stories, category: roadmap, when: { type: Story } }
`
const textsOf = (after: string, before = first) =>
  rulesDiff(parseRuleFile(before), parseRuleFile(after)).map(rulesChangeText)

test.each([
  { what: 'nothing', after: first, texts: [] },
  { what: 'a comment', after: `# ours\n${first}`, texts: [] },
  {
    what: 'a category',
    after: first.replace('ktlo', 'reliability'),
    texts: ['Rule “bugs” moved from ktlo to reliability'],
  },
  {
    what: 'a pattern',
    after: first.replace('crash', 'panic'),
    texts: ['Rule “bugs” matches or labels work differently'],
  },
  {
    what: 'a name',
    after: first.replace('stories', 'features'),
    texts: ['Rule “features” (roadmap) was added', 'Rule “stories” (roadmap) was removed'],
  },
  {
    what: 'the order',
    after: `rules:\n${first.split('\n').slice(2, 4).toReversed().join('\n')}\n`,
    texts: ['The rules are in a different order'],
  },
  { what: 'suggestions', after: first.replace(': on', ': off'), texts: ['Suggestions were switched off'] },
  {
    what: 'statuses',
    after: `${first}statuses:\n  - { status: Review, means: waiting }\nwaiting_statuses: []\ndropped_resolutions: []\n`,
    texts: [
      'Meanings of statuses: 1 line added',
      'The names of waiting statuses changed',
      'The list of dropped resolutions changed',
    ],
  },
])('tells what changed: $what', ({ after, texts }) => {
  expect(textsOf(after)).toEqual(texts)
})
