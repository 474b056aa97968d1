const CDN = 'https://media.example'

/** How much of it there is. */
export interface HostileSize {
  long: number
  many: number
  deep: number
}

/** What no model should give and some will: each is made when it is asked for. */
export function hostileOutputs({ long, many, deep }: HostileSize): Record<string, () => unknown> {
  return {
    'a picture of megabytes as base64': () => `iVBORw0KGgo${'A'.repeat(long)}`,
    'a picture of megabytes as a data: URI': () => ({ image: `data:image/png;base64,${'A'.repeat(long)}` }),
    'ten videos of 1 MB as data: URIs': () =>
      Array.from({ length: 10 }, (_, at) => `data:video/mp4;base64,${at}${'A'.repeat(long / 10)}`),
    'base64 that ends in megabytes of blanks and a letter': () => `iVBORw0KGgo${' '.repeat(long)}é`,
    'megabytes of JSON as one text': () =>
      JSON.stringify(Array.from({ length: many }, (_, id) => ({ id, name: 'x'.repeat(80) }))),
    'megabytes in one line': () => 'word '.repeat(long / 5),
    'megabytes without a blank': () => 'x'.repeat(long),
    'megabytes of line ends': () => ({ text: '\n'.repeat(long) }),
    'megabytes of blanks before a link': () => `${' '.repeat(long)}${CDN}/a.png`,
    'a link of megabytes': () => ({ url: `${CDN}/${'a'.repeat(long)}.png` }),
    'a link of megabytes of blanks': () => `${CDN}/${' '.repeat(long)}.png`,
    'a key of megabytes': () => ({ ['k'.repeat(long)]: 1, ['K_'.repeat(long / 2)]: `${CDN}/a.png` }),
    'a file whose name is megabytes': () => ({ url: `${CDN}/a`, file_name: `${'n.'.repeat(long / 2)}png` }),
    'megabytes in a value beside others': () => ({ id: 1, note: 'x'.repeat(long), flag: true }),
    'opening brackets': () => '['.repeat(150_000),
    'opening brackets that look like Markdown': () => `# Title\n${'['.repeat(49_000)}`,
    'emphasis that never closes': () => `**a** ${'**a '.repeat(12_000)}`,
    'quotes in quotes': () => `# Title\n${'> '.repeat(20_000)}`,
    'lists in lists': () => Array.from({ length: 200 }, (_, at) => `${' '.repeat(2 * at)}- a`).join('\n'),
    'a list of 12,000 lines': () => '- a\n'.repeat(12_000),
    'a table of 10,000 cells': () =>
      `|${'a|'.repeat(100)}\n|${'-|'.repeat(100)}\n${`|${'b|'.repeat(100)}\n`.repeat(100)}`,
    'lists very deep': () => nested(deep, (inner) => [inner]),
    'objects very deep': () => nested(deep, (inner) => ({ output: inner })),
    'very many numbers': () => Array.from({ length: many }, (_, at) => at),
    'very many fractions': () => Array.from({ length: many }, (_, at) => at / 3),
    'very many links': () => Array.from({ length: many }, (_, at) => `${CDN}/${at}.png`),
    'very many links to nobody knows what': () =>
      Array.from({ length: many }, (_, at) => ({ url: `${CDN}/${at}` })),
    'very many unsafe links': () => Array.from({ length: many }, () => ({ url: 'javascript:alert(1)' })),
    'very many texts': () => Array.from({ length: many }, (_, at) => ({ text: `text ${at}` })),
    'very many tokens': () => Array.from({ length: many }, () => ' x'),
    'very many keys': () => Object.fromEntries(Array.from({ length: many }, (_, at) => [`key ${at}`, at])),
    'very many labels': () => Array.from({ length: many }, (_, at) => ({ label: `label ${at}`, score: 0.5 })),
    'very many boxes': () => Array.from({ length: many }, (_, at) => ({ bbox: [at, 0, 1, 1], label: 'x' })),
    'an outline of many points': () => [
      { bbox: Array.from({ length: 2 * many }, (_, at) => [at, at]), label: 'x' },
    ],
    'very many words with times': () => ({
      segments: Array.from({ length: many }, (_, at) => ({ start: at, end: at + 1, word: 'word' })),
    }),
    'a transcript of megabytes in one segment': () => ({
      text: 'x'.repeat(long),
      segments: [{ start: 0, end: 1, text: 'x'.repeat(long), speaker: 's'.repeat(long) }],
    }),
    'labels of megabytes': () => [{ label: 'x'.repeat(long), score: 1 }],
    '1,000 vectors': () => Array.from({ length: 1_000 }, () => Array.from({ length: 16 }, (_, at) => at / 3)),
    '1,000 lists of 1,000 entries': () =>
      Array.from({ length: 1_000 }, () => Array.from({ length: 1_000 }, () => null as unknown).fill({})),
    'references to themselves by id': () => ({
      id: 1,
      $ref: '#',
      parent: { $ref: '#/parent' },
      items: [{ id: 1, parent_id: 1, children: [{ id: 1, $ref: '#/items/0' }] }],
    }),
    'a value that holds itself a hundred times': () => {
      const self: unknown[] = []
      self.push(...Array.from({ length: 100 }, () => self))
      return self
    },
    'names that every object has': () =>
      JSON.parse(
        `{"__proto__":{"url":"${CDN}/a.png"},"constructor":{"prototype":{"text":"x"}},"toString":1,"hasOwnProperty":null,` +
          `"valueOf":"${CDN}/b.png","segments":{"length":3},"images":[{"__proto__":{"url":1},"url":"${CDN}/c.png"}]}`,
      ) as unknown,
    'strange letters': () => [
      { text: 'a\ud800b\udfff\u0000\u202e\u2066\ufeff' },
      { text: `e${'\u0301'.repeat(50_000)}` },
      { ['\ud800']: `${CDN}/\ud83d\ude00.png` },
      { text: '\u2028\u2029\r\v\f' },
      { label: '\u202egnp.exe', url: `${CDN}/%ff%fe.png`, file_name: '../../\u202egnp.exe' },
    ],
    'huge numbers': () => ({
      a: 1e308,
      b: -1e308,
      c: 5e-324,
      d: Number.MAX_SAFE_INTEGER,
      seed: 1e300,
      segments: [{ start: -1e308, end: 1e308, text: 'x' }],
      boxes: [{ bbox: [1e308, -1e308, -1e308, 1e308], label: 'x', score: 1e308 }],
      labels: [{ label: 'x', score: -1e308 }],
      image: { url: `${CDN}/a.png`, width: 1e308, height: 5e-324 },
    }),
    'numbers that JSON does not know': () => ({
      a: NaN,
      b: Infinity,
      segments: [{ start: NaN, end: -Infinity, text: 'x' }],
      scores: { a: NaN, b: 0, c: 1 },
      boxes: [{ bbox: [NaN, NaN, NaN, NaN] }, { bbox: [[NaN], [], [null]] }],
    }),
    'values that JSON does not know': () => [
      new Date(NaN),
      /x/,
      new Map([[1, 2]]),
      Symbol('x'),
      10n,
      () => 1,
      Object.create(null),
    ],
    'odd links': () =>
      [
        'http://[::1]:99999/',
        'https://[',
        'https://%',
        'https://a.example:0/\\..\\b',
        'https://a.example/?response-content-disposition=filename%3D%22',
        'https://xn--a/',
        'HTTPS://A.EXAMPLE',
        'https://a.example/#',
        'blob:null',
        'about:blank',
        'javascript:/*https://a.example/a.png*/1',
        'https://a.example/\u0000.png',
      ].flatMap((url) => [url, { url }, { image: url }]),
    'data: of all kinds': () =>
      [
        'data:',
        'data:,',
        'data:,hello',
        'data:;base64,AAAA',
        'data:image/png',
        'data:image/png;base64',
        'data:image/png;base64,',
        'data:image/png;base64,@@@@',
        'data:image/png;base64,AAAA%3D%3D',
        'data:image/svg+xml;utf8,<svg onload="alert(1)"/>',
        'data:text/html,<script>alert(1)</script>',
        'data:text/plain,100%',
        'data:text/plain;charset=utf-8,%E4%',
        'data:a/b;x=1;y=2,z',
        'data:image/png;base64;base64,AAAA',
        `data:${'a'.repeat(many)}/b,x`,
        'DATA:IMAGE/PNG;BASE64,AAAA',
      ].flatMap((url) => [url, { url }]),
  }
}

function nested(levels: number, around: (inner: unknown) => unknown): unknown {
  let value: unknown = `${CDN}/a.png`
  for (let level = 0; level < levels; level += 1) value = around(value)
  return value
}
