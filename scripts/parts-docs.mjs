import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { root } from './root.mjs'

const INTRO = `# Parts

After this page you can style, class or replace any element of a component.

\`\`\`css
[data-mr='request-runner'][data-mr-part='submit'] { text-transform: uppercase; }
\`\`\`

Each part has \`data-mr="<component>"\`, \`data-mr-part="<part>"\` and, if it has states, \`data-state="<state>"\`. Add classes with
\`classNames={{ part: 'mine' }}\`, or replace a part with \`components={{ part: Mine }}\`: see [theming](theming.md). A part that is not needed is not
rendered.

\`node scripts/write-parts-docs.mjs\` generates this page from the types in \`src/components/*\`.
`

/** The page of all parts, from the interfaces that type them: one source for types, attributes and docs. */
export function partsDocs() {
  const folder = fileURLToPath(new URL('src/components/', root))
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => `${folder}${name}`)
    .filter((file) => /createParts<\w+>\('/.test(readFileSync(file, 'utf8')))
    .filter((file) => !file.includes('/internal/'))
    .sort()
  const program = ts.createProgram(files, {
    strict: true,
    jsx: ts.JsxEmit.ReactJSX,
    skipLibCheck: true,
    noLib: false,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  })
  const checker = program.getTypeChecker()
  const sections = files.flatMap((file) => {
    const source = program.getSourceFile(file)
    return source ? [section(source, checker)] : []
  })
  return `${INTRO}\n${sections.sort().join('\n')}`
}

function section(source, checker) {
  const id = /createParts<\w+>\('([\w-]+)'\)/.exec(source.text)?.[1] ?? ''
  const name = id.replace(/(^|-)(\w)/g, (_, dash, letter) => letter.toUpperCase())
  const rows = []
  ts.forEachChild(source, (node) => {
    if (!ts.isInterfaceDeclaration(node) || !node.name.text.endsWith('Parts')) return
    for (const member of checker.getTypeAtLocation(node).getProperties()) {
      const about = ts.displayPartsToString(member.getDocumentationComment(checker)).replaceAll('\n', ' ')
      const states = statesOf(checker.getTypeOfSymbol(member))
      rows.push(`| \`${member.name}\` | ${states} | ${about.replaceAll('|', '\\|')} |`)
    }
  })
  return `## \`<${name}>\`: \`data-mr="${id}"\`\n\n| part | states | |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

function statesOf(type) {
  const types = type.isUnion() ? type.types : [type]
  return types
    .filter((each) => each.isStringLiteral())
    .map((each) => `\`${each.value}\``)
    .join(' ')
}
