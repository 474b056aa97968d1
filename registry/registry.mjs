/**
 * The items of the shadcn registry: each is a file that becomes the reader's own. They use hooks of the package, plain
 * elements and the token names that shadcn projects have (background, foreground, primary, muted, border, …).
 */
const PACKAGES = ['modelrunner-react', '@tanstack/react-query']

const item = (name, title, description, more = {}) => ({
  name,
  type: 'registry:component',
  title,
  description,
  dependencies: PACKAGES,
  files: [
    { path: `items/${name}.tsx`, target: `components/modelrunner/${name}.tsx`, type: 'registry:component' },
  ],
  ...more,
})

/** Another item of this registry that an item is made of. */
const needs = (...names) => ({ registryDependencies: names })

export const items = [
  item(
    'provider',
    'Provider',
    'ModelRunnerProvider with the convention’s proxy URL, ready for a client component.',
  ),
  item(
    'error-notice',
    'Error notice',
    'What went wrong and the next step: top up, wait, fix fields, try again.',
  ),
  item('run-status', 'Run status', 'One run in a line: phase, elapsed time, cancel.'),
  item('output-gallery', 'Output gallery', 'Pictures, video, audio, text and 3D of one run in a grid.'),
  item('balance', 'Balance', 'What is left, with a way to add funds when it is low.'),
  item(
    'upload-button',
    'Upload button',
    'One button that uploads a file with progress and hands out its URL.',
  ),
  item(
    'file-uploader',
    'File uploader',
    'Drop, browse or paste; a row per file with pause, resume and retry.',
  ),
  item('file-library', 'File library', 'What was uploaded and generated: search, favorite, delete, select.'),
  item('history', 'Run history', 'Runs of the signed-in user, followed live.'),
  item(
    'prompt-box',
    'Prompt box',
    'A prompt, a button and the picture it becomes.',
    needs('error-notice', 'run-status', 'output-gallery'),
  ),
  item(
    'request-runner',
    'Request runner',
    'The form of any model, its run and its output.',
    needs('error-notice', 'run-status', 'output-gallery'),
  ),
  item('model-picker', 'Model picker', 'A searchable list of the catalog.'),
  item(
    'chat',
    'Chat',
    'A conversation with a language model, streamed, with what it cost.',
    needs('error-notice'),
  ),
]
