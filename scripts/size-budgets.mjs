/**
 * What an app pays for what it imports. `max` (bytes, min + brotli) fails the check; without one the
 * size is only reported. 1 kB = 1000 bytes.
 */
export const budgets = [
  {
    name: 'provider + useSubmit + useRequestStatus',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useSubmit', 'useRequestStatus'],
    max: 9000,
  },
  { name: 'styles.css', from: 'modelrunner-react/styles.css', max: 7000 },
  { name: 'useRequest', from: 'modelrunner-react', imports: ['ModelRunnerProvider', 'useRequest'] },
  {
    name: 'useUpload',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useUpload'],
    max: 14500,
  },
  {
    name: 'useChat',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useChat'],
    max: 13000,
  },
  {
    name: '<ChatRunner>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'ChatRunner'],
    max: 26800,
  },
  { name: '<ErrorNotice>', from: 'modelrunner-react', imports: ['ModelRunnerProvider', 'ErrorNotice'] },
  { name: '<OutputView>', from: 'modelrunner-react', imports: ['ModelRunnerProvider', 'OutputView'] },
  { name: '<RequestRunner>', from: 'modelrunner-react', imports: ['ModelRunnerProvider', 'RequestRunner'] },
  {
    name: '<FileUploader>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'FileUploader'],
    max: 21800,
  },
  {
    name: '<FileLibrary>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'FileLibrary'],
    max: 24000,
  },
  { name: 'everything', from: 'modelrunner-react', imports: '*' },
  {
    name: 'devtools in production',
    from: 'modelrunner-react/devtools',
    imports: ['ModelRunnerDevtools'],
    // A component that renders nothing.
    max: 60,
  },
  {
    name: 'devtools, asked for',
    from: 'modelrunner-react/devtools/production',
    imports: ['ModelRunnerDevtools'],
    max: 13_000,
  },
  { name: 'proxy', from: 'modelrunner-react/proxy', imports: '*' },
]
