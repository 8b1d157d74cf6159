/** Names in the scripts and lengths that companies all over the world have; each test that lays names out should bear all of them. */
const people: readonly string[] = [
  '山田 太郎',
  '佐々木 小次郎左衛門尉信綱',
  '王小明',
  '欧阳娜娜',
  'محمد عبد الرحمن بن خالد آل سعود',
  'فاطمة الزهراء',
  'יעל כהן־לוי',
  'אברהם בן־דוד',
  'สมชาย ใจดีวงศ์ศิริพัฒน์',
  'พัชราภรณ์ ณ อยุธยา',
  'Владислав Константинопольский',
  'Ελένη Παπαδοπούλου',
  'अमित कुमार शर्मा',
  '김서연',
  'Zoë O’Brien-Łukasiewicz',
  '👩🏽‍💻 Ada 🏳️‍🌈',
  'Nguyễn Thị Minh Khai',
  'José María de la Santísima Trinidad Núñez y Ordóñez',
  'X',
  `${'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten'.repeat(3).slice(0, 200)}`,
]

const teams: readonly string[] = [
  '検索基盤チーム',
  '支払いと請求書の自動化および監査対応を担当するチーム（東京・大阪）',
  '搜索与推荐平台',
  'فريق البنية التحتية والموثوقية',
  'צוות תשתיות ואמינות',
  'ทีมโครงสร้างพื้นฐานและความน่าเชื่อถือ',
  '🚀 Growth 🚀',
  'Zahlungsverkehrsabwicklungs- und Rechnungsstellungsautomatisierung',
  'Mobile (Ελλάδα) ← اختبار → テスト',
  'Plattform',
  'W'.repeat(200),
  'a&b "quoted" <team>',
]

const titles: readonly string[] = [
  '検索結果の並び順が間違っている',
  'إصلاح الفواتير المكررة عند إعادة المحاولة',
  'תיקון שגיאה בחישוב המע״מ',
  'ปรับปรุงประสิทธิภาพการค้นหา',
  '修复登录超时问题',
  'Export invoices as PDF 🧾',
  'https://example.com/a/very/long/path/'.repeat(6),
  'x'.repeat(200),
]

/** Everybody of a company has a name of their own: the first are as listed, later ones carry a number. */
export function foreignPersonName(index: number): string {
  return numbered(people, index)
}

export function foreignTeamName(index: number): string {
  return numbered(teams, index)
}

export function foreignTitle(index: number): string {
  return numbered(titles, index)
}

function numbered(names: readonly string[], index: number): string {
  const name = names[index % names.length] ?? ''
  return index < names.length ? name : `${name} ${Math.floor(index / names.length) + 1}`
}
