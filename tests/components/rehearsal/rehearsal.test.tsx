import { describe, test } from 'vitest';
import { Rehearsal } from '@/components/rehearsal/Rehearsal';
import { accessible, show } from '../show.tsx';

describe('every page is accessible, in light and dark', () => {
  test.each([['rehearsal', <Rehearsal />]])('%s', async (_, what) => {
    await show(what, 'pages');
    await accessible();
  });
});
