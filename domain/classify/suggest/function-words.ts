/** Words of English that join others or tell a day, and say nothing of the work by themselves. `not` and its like do. */
const functionWords: ReadonlySet<string> = new Set(
  [
    'a an the this that these those such same other another any some all each every both either which what who whose',
    'i you he she it we they me him her us them my your his its our their',
    'is are was were be been being am do does did done doing has have had having get gets got',
    'can could may might must shall should will would able ability',
    'in on at by to of for from with into onto over under up down out off about above below between via per as than',
    'before after during since until upon within through across against along around due',
    'and or but nor so if then else when while where whether because although though even',
    'how why here there also too very more most less least just only still again already now once ever',
    'today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday',
    't s re ve ll d m',
  ].flatMap((line) => line.split(' ')),
)

const negations: ReadonlySet<string> = new Set(['not', 'no', 'never', 'cannot', 'without', 't'])

/**
 * The part of a feature (a word, or two that stand side by side) that carries meaning; null where none does. Two words of which
 * one denies the other (`does not`, `can t`) stay together.
 */
export function meaningOf(feature: string): string | null {
  const words = feature.split(' ')
  if (words.length > 1 && words.some((word) => negations.has(word))) return feature
  const meant = words.filter((word) => !functionWords.has(word))
  return meant.length === 0 ? null : meant.join(' ')
}
