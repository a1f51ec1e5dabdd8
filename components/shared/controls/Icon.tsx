const PATHS = {
  find: 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM10 10l3.5 3.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  open: 'm4 6 4 4 4-4',
  fold: 'm4 10 4-4 4 4',
  previous: 'm10 4-4 4 4 4',
  next: 'm6 4 4 4-4 4',
  dockTop: 'M2.5 3.5h11v9h-11zM2.5 6.5h11',
  dockLeft: 'M2.5 3.5h11v9h-11zM6 3.5v9',
  dockRight: 'M2.5 3.5h11v9h-11zM10 3.5v9',
  popOut: 'M9 3h4v4M13 3 8 8M7 4H3v9h9V9',
  sidePanel: 'M2.5 3.5h11v9h-11zM10 3.5v9M5 6.5 7 8 5 9.5',
  dot: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  place: 'M8 2v12M2 8h12M6 4l2-2 2 2M6 12l2 2 2-2M4 6 2 8l2 2M12 6l2 2-2 2',
  mask: 'M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4Zm1 5L13 3',
  desk: 'M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5',
  edit: 'm3 13 .6-2.8L10.8 3 13 5.2 5.8 12.4 3 13Z',
  remove: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5 5 13h6l.5-8.5',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  left: 'M13 8H3M7 4 3 8l4 4',
  right: 'M3 8h10M9 4l4 4-4 4',
  save: 'm3 8.5 3.5 3.5L13 4.5',
  pin: 'M6 2h4l-.5 5 2 2.5h-7l2-2.5L6 2Zm2 7.5V14',
  star: 'm8 2.5 1.6 3.6 3.9.4-2.9 2.6.8 3.9L8 11l-3.4 2 .8-3.9-2.9-2.6 3.9-.4L8 2.5Z',
  hide: 'M3.5 8h9',
  close: 'm4 4 8 8M12 4l-8 8',
  menu: 'M3 4.5h10M3 8h10M3 11.5h10',
  shield: 'M8 2 3.5 3.5v4c0 3 2 5 4.5 6.5 2.5-1.5 4.5-3.5 4.5-6.5v-4L8 2Z',
  lock: 'M4 7.5h8V13H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  add: 'M8 3.5v9M3.5 8h9',
  wider: 'M2 8h12M5 5 2 8l3 3M11 5l3 3-3 3',
  narrower: 'M1 8h5M10 8h5M4 6l2 2-2 2M12 6l-2 2 2 2',
  taller: 'M8 2v12M5 5l3-3 3 3M5 11l3 3 3-3',
  shorter: 'M8 1v5M8 10v5M6 4l2 2 2-2M6 12l2-2 2 2',
} as const;

export type IconName = keyof typeof PATHS;

/** Icons that point along the text, or back: the other way in a language from right to left. */
const ONWARD: readonly IconName[] = ['previous', 'next'];

/** An icon for a button with a name of its own. Hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class={ONWARD.includes(name) ? 'icon icon-onward' : 'icon'}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
