import { Canvas, Controls, Description, Stories, Subtitle, Title, useOf } from '@storybook/addon-docs/blocks'

/** A component's or a hook's page: the first story once, on top, and the others below it. A hook's is there to be read. */
export function DocsPage() {
  const { story } = useOf('story', ['story'])
  const hasSource = story.parameters.docs?.source?.code !== undefined
  return (
    <>
      <Title />
      <Subtitle />
      <Description of="meta" />
      <Canvas of={story.moduleExport} withToolbar sourceState={hasSource ? 'shown' : 'hidden'} />
      <Controls />
      <Stories includePrimary={false} />
    </>
  )
}
