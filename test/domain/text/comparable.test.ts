import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparable } from '../../../domain/text/comparable.ts'

describe('words compare alike', () => {
  it.each([
    ['in another case', 'Code Review', 'CODE REVIEW'],
    ['with a decomposed umlaut', 'Prüfung', 'Pru\u0308fung'],
    ['with a no-break space', 'In Review', 'In\u00a0Review'],
    ['with a narrow, a wide and several blanks', 'In Review', 'In\u202f\u3000  Review'],
    ['with outer blanks and line ends', 'Done', '\t Done\r\n'],
    ['with a sharp s', 'Straße', 'STRASSE'],
    ['with a capital sharp s', 'Straße', 'STRAẞE'],
    ['with a Greek final letter', 'ΣΑΣ', 'σας'],
    ['with full-width letters', 'Done', 'Ｄｏｎｅ'],
    ['with a typographic apostrophe', "Won't Do", 'Won’t Do'],
    ['with another dash', 'Code-Review', 'Code\u2011Review'],
    ['with a zero-width space', 'Done', 'Do\u200bne'],
    ['with the selector that colours an emoji', '⚠ Blocked', '⚠\ufe0f Blocked'],
  ])('%s', (_, one, other) => {
    expect(comparable(other)).toBe(comparable(one))
  })

  it('keeps words apart that differ in a letter, an accent or a blank inside', () => {
    const words = ['Done', 'Dome', 'Resume', 'Résumé', 'To Do', 'ToDo']
    expect(new Set(words.map(comparable)).size).toBe(words.length)
  })

  it('is a form that stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(comparable(comparable(text))).toBe(comparable(text))
      }),
    )
  })
})
