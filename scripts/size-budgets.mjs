/**
 * What an app pays for what it imports. An import above its `max` (bytes, min + brotli) fails the
 * check. 1 kB = 1000 bytes.
 */
export const budgets = [
  {
    name: 'provider + useSubmit + useRequestStatus',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useSubmit', 'useRequestStatus'],
    max: 9000,
  },
  { name: 'styles.css', from: 'modelrunner-react/styles.css', max: 7000 },
  {
    name: 'useRequest',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useRequest'],
    max: 9000,
  },
  {
    name: 'useUpload',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useUpload'],
    max: 12400,
  },
  {
    name: 'useChat',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useChat'],
    max: 11200,
  },
  {
    name: '<ChatRunner>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'ChatRunner'],
    max: 17000,
  },
  {
    name: '<ErrorNotice>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'ErrorNotice'],
    max: 13000,
  },
  {
    name: '<OutputView>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'OutputView'],
    max: 15400,
  },
  {
    name: '<RequestRunner>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'RequestRunner'],
    max: 12000,
  },
  {
    name: '<FileUploader>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'FileUploader'],
    max: 19600,
  },
  {
    name: '<FileLibrary>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'FileLibrary'],
    max: 19000,
  },
  { name: 'everything', from: 'modelrunner-react', imports: '*', max: 77100 },
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
  { name: 'proxy', from: 'modelrunner-react/proxy', imports: '*', max: 28000 },
]
