import { describe, expect, it } from 'vitest'
import { isFoundIn, TitlePatternError, titlePattern } from '../../../domain/classify/title-pattern.ts'
import { comparable } from '../../../domain/text/comparable.ts'

const finds = (source: string, title: string) => isFoundIn(titlePattern(source), comparable(title))

describe('a title pattern', () => {
  it.each<[string, string, string, boolean]>([
    ['letters without case', 'Renew .* CERT', 'renew the cert', true],
    ['a decomposed letter in the title', 'Pr\u00fcfung', 'Pru\u0308fung', true],
    ['a decomposed letter in the pattern', 'Pru\u0308fung', 'PR\u00dcFUNG', true],
    ['a no-break space in the title', 'big deal', 'a big\u00a0deal', true],
    ['a no-break space in the pattern', 'big\u00a0deal', 'a big deal', true],
    ['runs of blanks', 'a  b', 'a \t b', true],
    ['blanks at the ends of a pattern', ' b ', 'a b c', true],
    ['a sharp s', 'Straße', 'STRASSE', true],
    ['escapes', '\\d+\\s\\w+\\.', '12 x.', true],
    ['a class that is negated', '^\\S+$', 'a b', false],
    ['Unicode classes', '^\\p{Greek}+$', 'ΑΒΓ', true],
    ['quoted text', '\\Q[A.B]\\E', '[a.b]', true],
    ['quoted text means itself', '\\Qa.b\\E', 'axb', false],
    ['named groups', '(?P<Word>X)', 'x', true],
    ['sets', '^[A-Z]+$', 'abc', true],
    ['sets with other letters', '^[ÄÖÜ]+$', 'äöü', true],
    ['a set that spans both cases', '^[A-z]$', 'q', true],
    ['full-width signs', '（重要）', '(重要)', true],
    ['sets of dashes, which are no range', '^[–—:]$', '5', false],
    ['each dash of a set', '^[–—:]x$', '-x', true],
    ['sets with a letter that is two', '^stra[sß]e$', 'Straße', true],
    ['the other letters of such a set', '^stra[sß]e$', 'strase', true],
    ['a set of such letters alone', '^[ßﬁ]+$', 'ssfi', true],
    ['repeat counts', '^a{2}$', 'AA', true],
    ['anchors', '^fix', 'a fix', false],
  ])('finds %s', (_case, source, title, expected) => {
    expect(finds(source, title)).toBe(expected)
  })

  it.each(['a(?=b)', '(a)\\1', '[', 'a{100}{100}{100}{100}', '(?<!a)b'])(
    'that RE2 refuses is refused: %s',
    (source) => {
      expect(() => titlePattern(source)).toThrow(TitlePatternError)
    },
  )

  it('needs time that grows with the title, not with its square', () => {
    const pattern = titlePattern('(a*)*b|(a|aa)+$')
    expect(isFoundIn(pattern, `${'a'.repeat(20_000)}!`)).toBe(false)
  })
})
