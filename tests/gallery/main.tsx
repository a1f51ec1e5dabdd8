/**
 * A page with every scene in light and dark, for development alone. With `?scene=<name>` it shows
 * one, dark with `&dark`.
 */
import { render } from 'preact';
import { drawScene } from './draw-scene.tsx';
import { SCENES } from './scenes.tsx';

const query = new URLSearchParams(location.search);
const only = SCENES.find(({ name }) => name === query.get('scene'));

function Gallery() {
  return (
    <main>
      {SCENES.map(({ name, width, height }) => (
        <section key={name}>
          <h2>{name}</h2>
          {['', '&dark'].map((scheme) => (
            <iframe
              key={scheme}
              title={`${name}${scheme && ', dark'}`}
              src={`?scene=${name}${scheme}`}
              width={width}
              height={height}
              loading="lazy"
            />
          ))}
        </section>
      ))}
    </main>
  );
}

if (only) {
  await drawScene(only, query.has('dark') ? 'dark' : 'light');
  document.documentElement.dataset.drawn = '';
} else render(<Gallery />, document.body);
