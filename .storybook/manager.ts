import { addons } from 'storybook/manager-api'
import { themes } from 'storybook/theming'
import { create } from 'storybook/theming/create'

const dark = matchMedia('(prefers-color-scheme: dark)').matches

/** The house's name above the sidebar, in the colours that the reader's system asks for. */
addons.setConfig({
  theme: create({
    ...(dark ? themes.dark : themes.light),
    base: dark ? 'dark' : 'light',
    brandTitle: 'modelrunner-react',
    brandUrl: '?path=/docs/welcome--docs',
    brandTarget: '_self',
  }),
})
