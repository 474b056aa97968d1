import {
  Canvas,
  Controls,
  Description,
  DocsContext,
  DocsStory,
  Heading,
  Subtitle,
  Title,
  useOf,
} from '@storybook/addon-docs/blocks'
import { useContext } from 'react'

/**
 * A component's or a hook's page: the first story once, on top, and below it the others that stand still. Nothing plays
 * on a page, where those that play would all look like the first: they are led to. A hook's source is there to be read.
 */
export function DocsPage() {
  const { story } = useOf('story', ['story'])
  const { componentStories } = useContext(DocsContext)
  const others = componentStories().filter(({ id }) => id !== story.id)
  const still = others.filter(({ playFunction }) => !playFunction)
  const playing = others.filter(({ playFunction }) => playFunction)
  const hasSource = story.parameters.docs?.source?.code !== undefined
  return (
    <>
      <Title />
      <Subtitle />
      <Description of="meta" />
      <Canvas of={story.moduleExport} withToolbar sourceState={hasSource ? 'shown' : 'hidden'} />
      <Controls />
      {playing.length > 0 && (
        <>
          <Heading>More states</Heading>
          <p>Each is on a page of its own, which plays what leads to it.</p>
          <ul>
            {playing.map(({ id, name }) => (
              <li key={id}>
                <a href={`./?path=/story/${id}`} target="_top">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {still.length > 0 && <Heading>Stories</Heading>}
      {still.map(({ id, moduleExport }) => (
        <DocsStory key={id} of={moduleExport} expanded />
      ))}
    </>
  )
}
